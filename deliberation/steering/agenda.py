"""The agenda of a round: the points and questions that a moderator picked for it, and what is proposed to be picked."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from deliberation.excerpt import CLAIM_LIMIT, excerpt
from deliberation.ids import Link, ParticipantId, PointNumber, RoundNumber, StatementId
from deliberation.point import current

if TYPE_CHECKING:
    from deliberation.record import DebateRecord, Question

AGENDA_LIMIT = 25
"""The most that can be proposed or picked: what one select can hold."""


@dataclass(frozen=True, slots=True, order=True)
class Pick:
    """What stands on an agenda: a point, or a question by where it begins in which statement; one asked by a button by
    the statement it is about and, in place of a beginning, its act.
    """

    point: PointNumber | None = None
    statement: StatementId | None = None
    start: int | None = None

    @classmethod
    def of(cls, question: "Question") -> "Pick":
        """The pick of a question."""
        return cls(statement=question.statement, start=question.act or question.span.start)


@dataclass(frozen=True, slots=True)
class AgendaRow:
    """One pick for one round."""

    round: RoundNumber
    pick: Pick


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """A pick as people read it."""

    pick: Pick
    words: str
    """A claim, or a question."""
    link: Link
    put_to: ParticipantId | None = None
    guest: str | None = None


def picked_points(agenda: Iterable[AgendaRow], number: RoundNumber) -> tuple[PointNumber, ...]:
    """The points picked for round `number`, in the order in which they were picked, before merges."""
    return tuple(row.pick.point for row in agenda if row.round == number and row.pick.point is not None)


def agenda_of(record: "DebateRecord", number: RoundNumber) -> tuple[AgendaItem, ...]:
    """What was picked for round `number` and is still there, in the order in which it was picked."""
    points = {point.number: point for point in record.points}
    questions = {Pick.of(question): question for question in record.questions}
    items: dict[Pick, AgendaItem] = {}
    for row in record.agenda:
        if row.round != number:
            continue
        if row.pick.point is not None:
            point = points.get(current(row.pick.point, record.merges))
            if point is not None:
                items[Pick(point.number)] = AgendaItem(Pick(point.number), point.claim, point.link)
        elif (question := questions.get(row.pick)) is not None:
            items[row.pick] = asked(question)
    return tuple(items.values())


def asked(question: "Question") -> AgendaItem:
    """A question as it can stand on an agenda."""
    words = excerpt(question.words, CLAIM_LIMIT)
    return AgendaItem(Pick.of(question), words, question.link, question.put_to, question.guest)
