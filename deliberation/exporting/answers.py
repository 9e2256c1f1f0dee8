"""The answers of a debate in a row, and on which side each stands, as formats of arguments ask it."""

from collections.abc import Iterator, Sequence

from deliberation.exporting.exchange import SharedAnswer, SharedPoint
from deliberation.stance import Side
from deliberation.views.standings import Standings


def all_points(points: Sequence[SharedPoint]) -> Iterator[SharedPoint]:
    """Every point of an exchange, those beneath answers behind the one that is answered."""
    for point in points:
        yield point
        for answer in point.answers:
            yield from all_points(answer.points)


def all_answers(points: Sequence[SharedPoint]) -> Iterator[tuple[SharedPoint, SharedAnswer]]:
    """Every answer of an exchange with its point, in the order in which they were given."""
    found = [(point, answer) for point in all_points(points) for answer in point.answers]
    yield from sorted(found, key=lambda pair: (pair[1].said_at, pair[1].number))


def side_of(point: SharedPoint, answer: SharedAnswer, standings: Standings | None) -> Side:
    """The side of a point on which an answer stands; NEITHER where nobody has said.

    In a debate under names it is its author's own; in one that shows counts only, the side that chose it as its reason
    (the most of those who credit it): that ties nobody to anything. `standings` are those of a round that has closed.
    """
    if standings is None:
        return Side.NEITHER
    given = standings.given(point.number)
    own = given.get(answer.speaker.participant) if answer.speaker.participant is not None else None
    if own is not None:
        return own.position.side
    if standings.withheld(given):
        return Side.NEITHER
    sides = [stance.position.side for stance in given.values() if stance.credit == answer.number]
    in_favour, against = sides.count(Side.FOR), sides.count(Side.AGAINST)
    if in_favour == against:
        return Side.NEITHER
    return Side.FOR if in_favour > against else Side.AGAINST
