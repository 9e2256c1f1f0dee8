"""Asking the record: what is unanswered, where people agree and differ, and where one stands oneself."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from deliberation.debate import Debate, Tallies
from deliberation.ids import Link, RoundNumber
from deliberation.measuring.measures import agreement
from deliberation.measuring.movement import agreed, split
from deliberation.record import DebateRecord
from deliberation.round import RoundState
from deliberation.stance import Position, Tally
from deliberation.views.board import Waiting, open_questions, unanswered_proposals
from deliberation.views.mine import MyStances
from deliberation.views.standings import Standings, standings_now, standings_of
from deliberation.views.summary import DIVIDES_BELOW


class Inquiry(StrEnum):
    """What can be asked without a word of one's own."""

    UNANSWERED = "unanswered"
    AGREE = "agree"
    DIFFER = "differ"
    STAND = "stand"
    NEEDS = "needs"


@dataclass(frozen=True, slots=True)
class Unanswered:
    """What nobody has answered in one debate."""

    debate: Debate
    questions: tuple[Waiting, ...]
    proposals: tuple[Waiting, ...]


@dataclass(frozen=True, slots=True)
class Counted:
    """One point with how it was answered, never below what its debate lets everybody see."""

    claim: str
    link: Link
    tally: Tally


@dataclass(frozen=True, slots=True)
class Shape:
    """The points of one debate that people agree on, or differ on, in one round."""

    debate: Debate
    round: RoundNumber
    open: bool
    """Whether the round is still open: its counts are live."""
    people: int
    points: tuple[Counted, ...]


@dataclass(frozen=True, slots=True)
class Stood:
    """One point and what a member answered to it last."""

    claim: str
    link: Link
    position: Position
    round: RoundNumber


@dataclass(frozen=True, slots=True)
class MyStand:
    """Where a member stands in one debate."""

    debate: Debate
    points: tuple[Stood, ...]


Answer = tuple[Unanswered, ...] | tuple[Shape, ...] | tuple[MyStand, ...]


def unanswered(records: Iterable[DebateRecord]) -> tuple[Unanswered, ...]:
    """The open questions and the proposals without a reply, of those of `records` that have any."""
    found = (
        Unanswered(record.debate, open_questions(now), unanswered_proposals(now))
        for record in records
        if record.rounds and (now := standings_now(record))
    )
    return tuple(one for one in found if one.questions or one.proposals)


def agreeing(records: Iterable[DebateRecord]) -> tuple[Shape, ...]:
    """The points most gave nearly the same answer to, the most agreement first; it can be No."""
    shapes = (_shape(record, agreed, most_first=True) for record in records)
    return tuple(shape for shape in shapes if shape is not None)


def differing(records: Iterable[DebateRecord]) -> tuple[Shape, ...]:
    """The points that two sizeable groups answered oppositely, or that found little agreement; the least first."""
    shapes = (_shape(record, _divides, most_first=False) for record in records)
    return tuple(shape for shape in shapes if shape is not None)


def standing_at(mine: Iterable[MyStances]) -> tuple[MyStand, ...]:
    """What a member answered last to each point, of those debates in which they answered any."""
    found = (
        MyStand(
            own.debate,
            tuple(
                Stood(point.claim, point.link, point.stances[-1].position, point.stances[-1].round)
                for point in own.points
            ),
        )
        for own in mine
    )
    return tuple(stand for stand in found if stand.points)


def _divides(tally: Tally) -> bool:
    return split(tally) or (tally.answered > 1 and agreement(tally.counts) < DIVIDES_BELOW)


def _shape(record: DebateRecord, fits: Callable[[Tally], bool], *, most_first: bool) -> Shape | None:
    standings = _countable(record)
    if standings is None:
        return None
    number = standings.number
    is_open = not record.round(number).over
    counted: list[tuple[float, Counted]] = []
    for point in standings.points.values():
        tally = standings.followed(point.number) if is_open else standings.breakdown(standings.given(point.number))
        if tally is not None and tally.answered and fits(tally):
            counted.append((agreement(tally.counts), Counted(point.claim, point.link, tally)))
    counted.sort(key=lambda found: -found[0] if most_first else found[0])
    if not counted:
        return None
    return Shape(record.debate, number, is_open, len(standings.people), tuple(point for _, point in counted))


def _countable(record: DebateRecord) -> Standings | None:
    """The last round whose counts may be seen: the last one that closed, or a later one where they are live."""
    live = record.debate.tallies is Tallies.LIVE
    seen = (RoundState.CLOSED, RoundState.SUMMARISED)
    shown = [
        round_.number
        for round_ in record.rounds
        if round_.state in seen or (live and round_.state is not RoundState.CANCELLED)
    ]
    return standings_of(record, shown[-1]) if shown else None
