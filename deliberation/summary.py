"""The summary of a round: where positions converge and diverge, computed from the stored round."""

from dataclasses import dataclass
from enum import StrEnum

from deliberation.board import Waiting
from deliberation.debate import Debate
from deliberation.ids import Link, PointNumber, RoundNumber
from deliberation.quotation import Quotation
from deliberation.record import DebateRecord
from deliberation.round import Round
from deliberation.stance import Tally

WITHHOLD_BELOW = 5
"""In a counted debate nothing is broken down below this many answers."""
REASON_LIMIT = 120
"""The most characters of a quoted reason; the same for both sides."""


class Label(StrEnum):
    """What a point's stances show, in the order in which a summary tells them."""

    CLOSER = "closer"
    APART = "apart"
    SPLIT = "split"
    AGREED = "agreed"
    NEW = "new"
    UNCHANGED = "unchanged"
    TOO_FEW = "too_few"


class Closing(StrEnum):
    """How a round ended."""

    ON_TIME = "on_time"
    EARLY = "early"
    UNREAD = "unread"


@dataclass(frozen=True, slots=True)
class Moves:
    """What the people who answered in both rounds did."""

    paired: int
    closer: int
    apart: int
    stayed: int
    small_group: bool
    """Fewer than 20 paired people: the moves are counted, nothing is inferred."""


@dataclass(frozen=True, slots=True)
class Condition:
    """What would make it a yes, in a member's own words, and how many wrote the same."""

    words: str
    people: int


@dataclass(frozen=True, slots=True)
class PointResult:
    """One point after a round. `tally` is None where it is withheld; `before` and `moves` where nothing compares."""

    number: PointNumber
    claim: str
    link: Link
    label: Label
    answered: int
    tally: Tally | None
    before: Tally | None
    moves: Moves | None
    agreement: float | None
    credited: Quotation | None
    """The answer that most of those who changed their stance say counts most for them."""
    reason_for: Quotation | None
    """Chosen by the people on that side: the answer most of them say counts most."""
    reason_against: Quotation | None
    conditions: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class RoundSummary:
    """What is posted when a round closes."""

    debate: Debate
    round: Round
    closing: Closing
    people: int
    """Who wrote, answered or opened the ballot in this debate so far."""
    answered: int
    """Who answered at least one claim in this round."""
    results: tuple[PointResult, ...]
    messages: int
    answering: int
    plain: int
    first_plain: Link | None
    questions: tuple[Waiting, ...]
    unanswered: tuple[Waiting, ...]
    proposed: tuple[str, ...]
    """Claims proposed for the next round: those that divide most; empty after the last planned round."""


def summarise(record: DebateRecord, number: RoundNumber) -> RoundSummary:
    """The summary of round `number` of `record`, computed from nothing else."""
    raise NotImplementedError
