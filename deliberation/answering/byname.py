"""Replies by name: what somebody says to proposals they call by their names. It counts once they say that it is meant.

Nothing is quoted there, so that nothing is a reply until its author confirms it.
"""

from collections.abc import Iterable, Mapping, Sequence

from deliberation.ids import PointNumber, Span
from deliberation.point import Point
from deliberation.points.changes import Rewording, wordings
from deliberation.reading.inline import Quote, QuotedPair, QuoteSyntax
from deliberation.reading.naming import NamedAnswer, named_answers
from deliberation.views.card import ByName


def replies_by_name(
    text: str, proposals: Sequence[Point], rewordings: Sequence[Rewording], marked: Sequence[Quote]
) -> tuple[ByName, ...]:
    """The replies of `text` to any of `proposals` by name, in order: by the words that stand for them now, or stood
    before. A point may be named twice.
    """
    now = {point.number: _now(point, rewordings) for point in proposals}
    found = _named(text, now, marked)
    before = {point.number: point.claim for point in proposals if now[point.number] != point.claim}
    if before:
        known = {answer.name.start for _, answer in found}
        found += [one for one in _named(text, before, marked) if one[1].name.start not in known]
    return tuple(
        ByName(number, now[number], answer.name, answer.response, answer.response.of(text))
        for number, answer in sorted(found, key=lambda one: one[1].name.start)
    )


def pair_by_name(reply: ByName, quoted: str) -> QuotedPair:
    """The pair of a reply by name and the proposal's own words, `quoted` at no place of the text."""
    return QuotedPair(Span(reply.name.start, reply.name.start), QuoteSyntax.NAMED, quoted, reply.response)


def _now(point: Point, rewordings: Iterable[Rewording]) -> str:
    said = wordings(point.number, rewordings)
    return said[-1].words if said else point.claim


def _named(
    text: str, claims: Mapping[PointNumber, str], marked: Sequence[Quote]
) -> list[tuple[PointNumber, NamedAnswer]]:
    numbers = list(claims)
    return [(numbers[answer.point], answer) for answer in named_answers(text, list(claims.values()), marked)]
