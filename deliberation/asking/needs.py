"""Needs: what waits for one member in a debate, for their eyes only."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from deliberation.asking.seconding import open_now
from deliberation.debate import Debate, DebateState
from deliberation.excerpt import excerpt
from deliberation.ids import Link, ParticipantId, RoundNumber, Span, StatementId
from deliberation.point import Counterpoint
from deliberation.points.waiting import Confirmation, confirmations_for
from deliberation.question import Question
from deliberation.record import DebateRecord
from deliberation.round import RoundState
from deliberation.views.board import readers_ask
from deliberation.views.standings import Standings, standings_now

REPLY_LIMIT = 120
"""The most characters shown of somebody's reply."""


@dataclass(frozen=True, slots=True)
class RepliedTo:
    """A reply in line to the member's own words that they have not replied to."""

    words: str
    link: Link
    author: ParticipantId | None


@dataclass(frozen=True, slots=True)
class Needs:
    """What waits for one member in one debate."""

    debate: Debate
    questions: tuple[Question, ...] = ()
    """Put to them and open, the most seconded first."""
    readers_ask: tuple[Question, ...] = ()
    """For a speaker: what readers ask most, put to others."""
    replies: tuple[RepliedTo, ...] = ()
    """To their own words, newest first."""
    confirmations: tuple[Confirmation, ...] = ()
    """Words of somebody else's that wait for them to say whether that is what they mean."""
    round: RoundNumber | None = None
    """The round that takes answers now; None where none does."""
    claims: int = 0
    """How many claims of its ballot they have not answered."""

    @property
    def any(self) -> bool:
        """Whether anything waits."""
        return bool(self.questions or self.readers_ask or self.replies or self.confirmations or self.claims)


@dataclass(frozen=True, slots=True)
class MyQuestions:
    """The questions of one member in one debate."""

    debate: Debate
    put_to_me: tuple[Question, ...]
    """Open ones, the most seconded first."""
    asked: tuple[Question, ...]
    """Those they asked by a button and did not take back, newest first."""


def needs_of(record: DebateRecord, participant: ParticipantId, *, speaks: bool = False) -> Needs:
    """What waits for `participant` in `record`, who `speaks` where others read; nothing in a debate that has ended."""
    needs = Needs(record.debate)
    if record.debate.state is DebateState.ENDED or not record.rounds:
        return needs
    standings = standings_now(record)
    last = record.rounds[-1]
    claims = 0
    if last.state is RoundState.OPEN:
        claims = sum(standings.own(participant, claim.number) is None for claim in standings.answerable)
    return Needs(
        debate=record.debate,
        questions=_put_to(standings, participant),
        readers_ask=_asked_by_readers(standings, participant) if speaks else (),
        replies=_unreplied(standings, participant),
        confirmations=confirmations_for(record, participant),
        round=last.number if last.state is RoundState.OPEN else None,
        claims=claims,
    )


def my_questions(record: DebateRecord, participant: ParticipantId) -> MyQuestions:
    """The questions of `participant` in `record`, also where it has ended."""
    asked = [
        question
        for question in record.questions
        if question.act is not None and question.asked_by == participant and not question.withdrawn
    ]
    put_to_me = _put_to(standings_now(record), participant) if record.rounds else ()
    return MyQuestions(record.debate, put_to_me, tuple(reversed(asked)))


def _put_to(standings: Standings, participant: ParticipantId) -> tuple[Question, ...]:
    return tuple(question for question in open_now(standings) if question.put_to == participant)


def _asked_by_readers(standings: Standings, participant: ParticipantId) -> tuple[Question, ...]:
    asked = readers_ask(open_now(standings), standings.record.debate)
    return tuple(question for question in asked if question.put_to != participant)


def _unreplied(standings: Standings, participant: ParticipantId) -> tuple[RepliedTo, ...]:
    """The replies of others to the member's own words on which they have said nothing in line since."""
    own = {point.number for point in standings.record.points if point.author == participant}
    passages = {point.number: point.passage for point in standings.record.points}
    replied: dict[StatementId, list[Span]] = {}
    for answer in standings.record.counterpoints:
        if answer.author == participant and not answer.withdrawn:
            passage = passages[answer.point]
            replied.setdefault(passage.statement, []).append(passage.span)
    waiting = [
        answer
        for answer in standings.record.counterpoints
        if answer.point in own
        and answer.author != participant
        and not answer.withdrawn
        and answer.words.strip()
        and not _is_replied_to(answer, replied)
    ]
    return tuple(
        RepliedTo(excerpt(answer.words, REPLY_LIMIT), answer.link, answer.author)
        for answer in sorted(waiting, key=lambda answer: answer.said_at, reverse=True)
    )


def _is_replied_to(answer: Counterpoint, replied: Mapping[StatementId, Sequence[Span]]) -> bool:
    return any(span.overlap(answer.passage.span) > 0 for span in replied.get(answer.passage.statement, ()))
