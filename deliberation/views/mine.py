"""A member's own stances and their history, for their eyes only."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from deliberation.debate import Debate
from deliberation.excerpt import excerpt
from deliberation.ids import Link, ParticipantId, PointNumber, RoundNumber
from deliberation.point import Point
from deliberation.points.changes import claim_in
from deliberation.record import DebateRecord
from deliberation.stance import Stance, standing
from deliberation.views.ballot import ANSWER_LIMIT, AnswerChoice


@dataclass(frozen=True, slots=True)
class MyPoint:
    """One point with this member's standing stance in each round in which they gave one, in order of rounds, under the
    words they answered last.
    """

    point: PointNumber
    claim: str
    link: Link
    stances: tuple[Stance, ...]
    worded: Mapping[RoundNumber, str] = field(default_factory=dict[RoundNumber, str])
    """What stood for the point in rounds in which they answered other words than `claim`."""
    credited: tuple[AnswerChoice, ...] = ()
    """The answers that these stances credit, in order of number, as far as they still stand."""


@dataclass(frozen=True, slots=True)
class MyStances:
    """What a member answered in one debate."""

    debate: Debate
    points: tuple[MyPoint, ...]


def compose_mine(record: DebateRecord, participant: ParticipantId) -> MyStances:
    """The stances of `participant` in `record`, points in order of number; stances keep their original point."""
    own = [stance for stance in record.stances if stance.participant == participant]
    by_point: dict[PointNumber, list[Stance]] = {}
    for number in sorted({stance.round for stance in own}):
        for (_, point), stance in standing(own, number).items():
            by_point.setdefault(point, []).append(stance)
    points = sorted(record.points, key=lambda point: point.number)
    return MyStances(
        debate=record.debate,
        points=tuple(_my_point(point, by_point[point.number], record) for point in points if point.number in by_point),
    )


def _my_point(point: Point, stances: Sequence[Stance], record: DebateRecord) -> MyPoint:
    words = {stance.round: claim_in(point, stance.round, record.changes.rewordings) for stance in stances}
    claim = words[max(words)]
    return MyPoint(
        point=point.number,
        claim=claim,
        link=point.link,
        stances=tuple(stances),
        worded={number: once for number, once in words.items() if once != claim},
        credited=_credited(stances, record),
    )


def _credited(stances: Sequence[Stance], record: DebateRecord) -> tuple[AnswerChoice, ...]:
    wanted = {stance.credit for stance in stances}
    return tuple(
        AnswerChoice(number=answer.number, words=excerpt(answer.words, ANSWER_LIMIT), link=answer.link)
        for answer in record.counterpoints
        if answer.number in wanted and not answer.withdrawn
    )
