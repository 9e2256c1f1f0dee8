"""Outcomes: the final count that stands beside a decision."""

from dataclasses import dataclass

from deliberation.ids import PointNumber, RoundNumber
from deliberation.record import DebateRecord
from deliberation.round import Round, RoundState
from deliberation.stance import Tally
from deliberation.steering.decision import Decision
from deliberation.views.standings import standings_of


@dataclass(frozen=True, slots=True)
class FinalCount:
    """How a point was last answered in a round that has closed."""

    point: PointNumber
    claim: str
    round: RoundNumber
    answered: int
    tally: Tally | None
    """None where it is withheld."""
    people: int = 0
    """Who took part in the debate up to that round, whether or not they answered."""


def final_count(record: DebateRecord, decision: Decision) -> FinalCount | None:
    """The count of the point that was decided on, or of the debate's only proposal where none is named: from the
    latest round that had closed by then in which anybody answered it. None where there is no such round or point.

    What an open or paused round holds is never counted here: it may be hidden.
    """
    closed = [round_ for round_ in record.rounds if _had_closed(round_, decision)]
    for round_ in sorted(closed, key=lambda round_: round_.number, reverse=True):
        standings = standings_of(record, round_.number)
        numbers = [point.number for point in standings.proposals]
        if decision.point is not None:
            numbers = [standings.became.get(decision.point, decision.point)]
        if len(numbers) != 1 or numbers[0] not in standings.points:
            continue
        if given := standings.given(numbers[0]):
            return FinalCount(
                point=numbers[0],
                claim=standings.points[numbers[0]].claim,
                round=round_.number,
                answered=len(given),
                tally=standings.breakdown(given),
                people=len(standings.people),
            )
    return None


def standing_decision(record: DebateRecord) -> Decision | None:
    """The decision that stands: the last one."""
    return record.decisions[-1] if record.decisions else None


def _had_closed(round_: Round, decision: Decision) -> bool:
    closed = round_.state in (RoundState.CLOSED, RoundState.SUMMARISED)
    return closed and round_.closed_at is not None and round_.closed_at <= decision.at
