"""Proposing: what the agenda of the next round could hold, what divides most first."""

from collections.abc import Iterable

from deliberation.ids import PointNumber, RoundNumber
from deliberation.record import DebateRecord
from deliberation.round import RoundState
from deliberation.steering.agenda import AGENDA_LIMIT, AgendaItem, Pick, asked
from deliberation.views.board import unanswered_questions
from deliberation.views.standings import Standings, standings_now
from deliberation.views.summary import dividing, summarise


def proposed_agenda(record: DebateRecord) -> tuple[AgendaItem, ...]:
    """What whoever leads a debate may pick, at most AGENDA_LIMIT: the points that divide most as the last summary
    has them, then the questions nobody has answered, then the other points by number. What an open round holds has no
    say in their order: it may be hidden.
    """
    standings = standings_now(record)
    items = [
        *_points(standings, _divided(record, standings)),
        *(asked(question) for question in unanswered_questions(standings) if question.words),
        *_points(standings, standings.points),
    ]
    return tuple({item.pick: item for item in items}.values())[:AGENDA_LIMIT]


def _divided(record: DebateRecord, standings: Standings) -> list[PointNumber]:
    closed = [round_.number for round_ in record.rounds if round_.state in (RoundState.CLOSED, RoundState.SUMMARISED)]
    if not closed:
        return []
    results = dividing(summarise(record, RoundNumber(max(closed))).results)
    return [standings.became.get(result.number, result.number) for result in results]


def _points(standings: Standings, numbers: Iterable[PointNumber]) -> list[AgendaItem]:
    found = (standings.points[number] for number in numbers if number in standings.points)
    return [AgendaItem(Pick(point.number), point.claim, point.link) for point in found]
