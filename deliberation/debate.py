"""Debates: one subject in one thread, and what must be settled before one opens."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from deliberation.errors import (
    DebateEnded,
    EmptyText,
    NoProposals,
    ProposalTooLong,
    ProposalTwice,
    TextTooLong,
    TooManyProposals,
)
from deliberation.ids import ChannelId, DebateKey, MessageId, ParticipantId, Span
from deliberation.terms import Terms

TITLE_LIMIT = 90
CLAIM_LIMIT = 120
PROPOSAL_LIMIT = 25
"""The most proposals a debate opens with: what one select can hold."""
ROUNDS_LIMIT = 12


class Attribution(StrEnum):
    """Whether a person can be tied to a stance. Fixed at the opening, never loosened later."""

    COUNTED = "counted"
    NAMED = "named"


class Tallies(StrEnum):
    """Whether a round's counts are shown while it is open."""

    HIDDEN = "hidden"
    LIVE = "live"


class DebateState(StrEnum):
    """`open → ended`."""

    OPEN = "open"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Debate:
    """One subject in one thread."""

    key: DebateKey
    title: str
    attribution: Attribution
    tallies: Tallies
    state: DebateState
    opener: ParticipantId
    home: ChannelId
    """The channel the opening is posted in."""
    thread: ChannelId | None
    """The debate's thread; None until the opening has been posted."""
    opening: MessageId | None
    """The opening's message, which is also the opening statement's."""
    planned_rounds: int
    opened_at: datetime
    terms: Terms = field(default_factory=Terms)

    def must_be_open(self) -> None:
        """Refuse what an ended debate no longer takes.

        Raises:
            DebateEnded: it has ended.
        """
        if self.state is DebateState.ENDED:
            raise DebateEnded


@dataclass(frozen=True, slots=True)
class DebateDraft:
    """What somebody asks to open, checked by `drafted`."""

    title: str
    proposals: tuple[str, ...]
    attribution: Attribution
    tallies: Tallies
    deadline: datetime
    planned_rounds: int = 2
    terms: Terms = field(default_factory=Terms)

    @property
    def opening_text(self) -> str:
        """The opening statement: the proposals, one a line. Its lines are the proposals' passages."""
        return "\n".join(self.proposals)

    @property
    def proposal_spans(self) -> tuple[Span, ...]:
        """Where each proposal stands in `opening_text`."""
        spans: list[Span] = []
        start = 0
        for proposal in self.proposals:
            spans.append(Span(start, start + len(proposal)))
            start += len(proposal) + 1
        return tuple(spans)


def drafted(
    *,
    title: str,
    proposals: str,
    attribution: Attribution,
    tallies: Tallies,
    deadline: datetime,
    planned_rounds: int = 2,
    terms: Terms | None = None,
) -> DebateDraft:
    """A draft from a form's fields; `proposals` holds one a line, perhaps with list marks before them.

    Raises:
        EmptyText: no title.
        TextTooLong: the title is over TITLE_LIMIT characters.
        NoProposals, TooManyProposals, ProposalTooLong, ProposalTwice: as they say.
    """
    title = " ".join(title.split())
    if not title:
        raise EmptyText({"what": "title"})
    if len(title) > TITLE_LIMIT:
        raise TextTooLong({"what": "title", "length": len(title), "limit": TITLE_LIMIT, "unit": "characters"})
    claims = _claims(proposals)
    if not claims:
        raise NoProposals
    if len(claims) > PROPOSAL_LIMIT:
        raise TooManyProposals({"count": len(claims), "limit": PROPOSAL_LIMIT})
    first_seen: dict[str, int] = {}
    for number, claim in enumerate(claims, start=1):
        if len(claim) > CLAIM_LIMIT:
            raise ProposalTooLong({"line": number, "length": len(claim), "limit": CLAIM_LIMIT})
        first = first_seen.setdefault(claim.casefold(), number)
        if first != number:
            raise ProposalTwice({"line": number, "first": first})
    return DebateDraft(
        title=title,
        proposals=tuple(claims),
        attribution=attribution,
        tallies=tallies,
        deadline=deadline,
        planned_rounds=planned_rounds,
        terms=terms or Terms(),
    )


_MARKS = frozenset({"-", "*", "•", "–"})


def _claims(proposals: str) -> list[str]:
    """The proposals without the list marks before them. Numbers are marks only where they count several lines from one
    on, so that "3. Liga" keeps its three.
    """
    lines = [" ".join(line.split()) for line in proposals.splitlines()]
    numbers = [number for line in lines if (number := _number_before(line)) is not None]
    counted = len(numbers) > 1 and numbers == list(range(1, len(numbers) + 1))
    claims: list[str] = []
    for line in lines:
        mark, _, rest = line.partition(" ")
        listed = mark in _MARKS or (counted and _number_before(line) is not None)
        claims.append(rest if listed else line)
    return [claim for claim in claims if claim]


def _number_before(line: str) -> int | None:
    mark = line.partition(" ")[0]
    return int(mark[:-1]) if mark[:-1].isdecimal() and mark[-1] in ".)" else None
