"""Listing: the points of a debate for somebody to look through, and one of them with everything about it."""

from collections.abc import Set
from dataclasses import dataclass
from enum import StrEnum

from deliberation.debate import Debate
from deliberation.excerpt import excerpt
from deliberation.ids import Link, ParticipantId, PointNumber, RoundNumber
from deliberation.measuring.measures import agreement
from deliberation.point import Counterpoint, Point, PointOrigin
from deliberation.points.changes import Rewording, Verdict, aside_now, claim_in, parts_of, wordings
from deliberation.points.waiting import Confirmation, confirmations_for
from deliberation.question import Question
from deliberation.record import DebateRecord
from deliberation.round import RoundState
from deliberation.stance import Position, Tally
from deliberation.views.standings import Given, Standings, standings_now, standings_of

REPLY_LIMIT = 200
"""The most characters shown of a reply to a point."""


class Order(StrEnum):
    """Which points come first."""

    DIVIDED = "divided"
    """Those with the least agreement in the last round that closed: what is hidden now sorts nothing."""
    UNANSWERED = "unanswered"
    """Those with no reply in line, then those with the fewest."""


class Source(StrEnum):
    """What became of the statement a point's passage stands in."""

    STANDS = "stands"
    EDITED = "edited"
    """Its author has changed these words since."""
    DELETED = "deleted"


@dataclass(frozen=True, slots=True)
class ListedPoint:
    """One point as a list shows it."""

    number: PointNumber
    origin: PointOrigin
    claim: str
    """The words that stand for it in the last round that has begun."""
    link: Link
    source: Source
    answers: int
    answered: int
    """How many people answered it in the last round that closed."""
    tally: Tally | None
    """How they did; None where that is withheld, or no round has closed."""
    answered_as: str | None
    """The words they answered, where others stand for it now."""
    own: Position | None
    """What the reader answered in the open round."""
    asked: bool
    """Whether the ballot asks it."""
    set_aside: str | None = None
    """Why it was set aside; None where it was not."""
    parts: tuple[PointNumber, ...] = ()
    """What it was split into."""
    reworded: bool = False
    """Whether other words than its passage's stand for it now."""
    restated: bool = False

    @property
    def stands(self) -> bool:
        """Whether one can take a stance on it."""
        return self.set_aside is None and not self.parts and bool(self.claim)


@dataclass(frozen=True, slots=True)
class PointList:
    """The points of a debate in an order."""

    debate: Debate
    order: Order
    counted: RoundNumber | None
    """The round whose counts are shown; None where none has closed."""
    open: bool
    """Whether a round is open, in which a stance can be given."""
    points: tuple[ListedPoint, ...]
    waiting: tuple[Confirmation, ...] = ()
    """What waits for the reader to confirm."""


@dataclass(frozen=True, slots=True)
class Restated:
    """A point in somebody else's words, confirmed by its author."""

    words: str
    by: ParticipantId | None


@dataclass(frozen=True, slots=True)
class Reply:
    """A reply to a point, in its own words, cut at most at the end."""

    words: str
    link: Link
    author: ParticipantId | None
    deleted: bool = False


@dataclass(frozen=True, slots=True)
class PointPage:
    """One point with everything there is to read about it."""

    debate: Debate
    point: ListedPoint
    counted: RoundNumber | None
    open: bool
    passage_claim: str
    """The words of the passage itself, whatever stands for it now."""
    history: tuple[Rewording, ...]
    """The words its author confirmed, oldest first; the last may stand for it from the next round on only."""
    restated: tuple[Restated, ...]
    replies: tuple[Reply, ...]
    merged: tuple[tuple[PointNumber, str], ...]
    """The points that were merged into it, with their claims."""
    author: ParticipantId | None
    yours: bool
    """Whether the reader is its author."""
    asking: bool = False
    """Whether the reader has asked that it be put to everybody."""
    waiting: tuple[Confirmation, ...] = ()
    questions: tuple[Question, ...] = ()
    """Those asked by a button about it and not taken back, oldest first."""


def compose_points(record: DebateRecord, order: Order, reader: ParticipantId, edited: Set[PointNumber]) -> PointList:
    """The points of `record` for `reader`; those whose words their author changed since are `edited`.

    Points that stand come first, in `order`; then those set aside and those split, so that nothing is missing. Merged
    ones are gone into what they became.
    """
    now, counted = standings_now(record), _last_closed(record)
    points = [_listed(point, now, counted, reader, edited) for point in _shown(record, now)]
    points.sort(key=_divided if order is Order.DIVIDED else _unanswered)
    return PointList(
        debate=record.debate,
        order=order,
        counted=counted.number if counted else None,
        open=record.rounds[-1].state is RoundState.OPEN,
        points=tuple(points),
        waiting=confirmations_for(record, reader),
    )


def compose_point(
    record: DebateRecord, point: PointNumber, reader: ParticipantId, edited: Set[PointNumber], *, asking: bool
) -> PointPage | None:
    """The page of `point`, or of what it has become; None where there is none."""
    now, counted = standings_now(record), _last_closed(record)
    became = now.became.get(point)
    found = next((known for known in record.points if known.number == became), None)
    if found is None:
        return None
    of_point = [answer for answer in record.counterpoints if now.became.get(answer.point) == became]
    return PointPage(
        debate=record.debate,
        point=_listed(found, now, counted, reader, edited),
        counted=counted.number if counted else None,
        open=record.rounds[-1].state is RoundState.OPEN,
        passage_claim=found.claim,
        history=wordings(found.number, record.changes.rewordings),
        restated=tuple(
            Restated(restatement.words, restatement.by)
            for restatement in record.changes.restatements
            if restatement.point == found.number and restatement.verdict is Verdict.CONFIRMED and restatement.words
        ),
        replies=tuple(_reply(answer) for answer in of_point if answer.words.strip()),
        merged=tuple(
            (known.number, known.claim)
            for known in record.points
            if known.number != found.number and now.became[known.number] == found.number
        ),
        author=found.author,
        yours=found.author == reader,
        asking=asking,
        waiting=tuple(waiting for waiting in confirmations_for(record, reader) if waiting.point == found.number),
        questions=tuple(
            question
            for question in record.questions
            if question.point is not None and now.became.get(question.point) == found.number and not question.withdrawn
        ),
    )


def _last_closed(record: DebateRecord) -> Standings | None:
    """The record as the last round that closed left it."""
    over = (RoundState.CLOSED, RoundState.SUMMARISED)
    closed = [round_.number for round_ in record.rounds if round_.state in over]
    return standings_of(record, closed[-1]) if closed else None


def _shown(record: DebateRecord, now: Standings) -> list[Point]:
    return [point for point in record.points if now.became[point.number] == point.number]


def _listed(
    point: Point, now: Standings, counted: Standings | None, reader: ParticipantId, edited: Set[PointNumber]
) -> ListedPoint:
    number, record = point.number, now.record
    given: Given = counted.given(number) if counted is not None else {}
    gone = point.passage.statement in record.withdrawn
    own = now.own(reader, number) if record.rounds[-1].state is RoundState.OPEN else None
    aside = aside_now(number, record.changes.asides)
    rewordings = record.changes.rewordings
    claim = claim_in(point, now.number, rewordings)
    answered_as = claim_in(point, counted.number, rewordings) if given and counted is not None else claim
    return ListedPoint(
        number=number,
        origin=point.origin,
        claim=claim,
        link=point.link,
        source=Source.DELETED if gone else Source.EDITED if number in edited else Source.STANDS,
        answers=len(now.answers.get(number, ())),
        answered=len(given),
        tally=counted.breakdown(given) if counted is not None and given else None,
        answered_as=answered_as if answered_as != claim else None,
        own=own.position if own is not None else None,
        asked=any(claim.number == number for claim in now.claims),
        set_aside=(aside.reason or "") if aside is not None else None,
        parts=parts_of(number, record.changes.splits, record.merges),
        reworded=any((said.round or 0) <= now.number for said in wordings(number, rewordings)),
        restated=any(
            restatement.point == number and restatement.verdict is Verdict.CONFIRMED
            for restatement in record.changes.restatements
        ),
    )


def _divided(point: ListedPoint) -> tuple[bool, bool, float, int, int]:
    tally = point.tally
    split = agreement(tally.counts) if tally is not None and tally.answered else 0.0
    return (not point.stands, tally is None, split, -point.answers, point.number)


def _unanswered(point: ListedPoint) -> tuple[bool, int, int]:
    return (not point.stands, point.answers, point.number)


def _reply(answer: Counterpoint) -> Reply:
    return Reply(excerpt(answer.words, REPLY_LIMIT), answer.link, answer.author, deleted=answer.withdrawn)
