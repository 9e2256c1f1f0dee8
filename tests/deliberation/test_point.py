"""Points: which one a quote joins, and what a merged one has become."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deliberation.ids import PointNumber, Span, StatementId
from deliberation.point import JOIN_OVERLAP, Merge, Point, bare_words, current, joining_point
from deliberation.statement import Passage
from tests.deliberation.records import OPENING, Story

SPANS = st.tuples(st.integers(0, 60), st.integers(0, 60)).map(lambda ends: Span(min(ends), max(ends)))


def points(*spans: Span) -> list[Point]:
    """Points on those spans of the opening, oldest first."""
    story = Story()
    for number, _ in enumerate(spans):
        story.proposes(f"Claim {number}")
    return [
        replace(point, passage=Passage(OPENING, 1, span))
        for point, span in zip(story.record.points, spans, strict=True)
    ]


def test_a_quote_joins_the_point_it_overlaps_most() -> None:
    near, nearest = points(Span(0, 100), Span(10, 110))
    assert joining_point(OPENING, Span(12, 110), [near, nearest]) == nearest


def test_of_two_points_overlapped_alike_the_oldest_is_joined_in_whatever_order_they_come() -> None:
    older, newer = points(Span(0, 100), Span(20, 120))
    for known in ([older, newer], [newer, older]):
        assert joining_point(OPENING, Span(10, 110), known) == older


def test_a_quote_that_shares_too_little_makes_a_point_of_its_own() -> None:
    (point,) = points(Span(0, 100))
    assert joining_point(OPENING, Span(0, 60), [point]) == point
    assert joining_point(OPENING, Span(0, 59), [point]) is None


def test_the_same_place_in_another_statement_is_another_point() -> None:
    (point,) = points(Span(0, 100))
    assert joining_point(StatementId(OPENING + 1), Span(0, 100), [point]) is None


@settings(deadline=None)
@given(st.lists(SPANS, max_size=6), SPANS)
def test_the_point_joined_overlaps_at_least_so_much_and_none_overlaps_more(spans: list[Span], quote: Span) -> None:
    known = points(*spans)
    joined = joining_point(OPENING, quote, known)
    overlaps = [point.passage.span.overlap(quote) for point in known]
    if joined is None:
        assert max(overlaps, default=0.0) < JOIN_OVERLAP
    else:
        assert joined.passage.span.overlap(quote) == max(overlaps) >= JOIN_OVERLAP


@settings(deadline=None)
@given(SPANS, SPANS)
def test_overlap_is_the_share_of_characters_both_cover(one: Span, other: Span) -> None:
    ours, theirs = set(range(one.start, one.end)), set(range(other.start, other.end))
    expected = len(ours & theirs) / len(ours | theirs) if ours & theirs else 0.0
    assert one.overlap(other) == pytest.approx(expected)
    assert one.overlap(other) == other.overlap(one)


def merges(*pairs: tuple[int, int]) -> tuple[Merge, ...]:
    """Merges of those points, in order of time."""
    story = Story()
    for source, target in pairs:
        story.merges(PointNumber(source), PointNumber(target))
    return story.record.merges


def test_a_point_that_was_never_merged_is_itself() -> None:
    assert current(PointNumber(3), merges((1, 2))) == 3


def test_merges_are_followed_to_the_end_in_whatever_order_they_are_read() -> None:
    chain = merges((1, 2), (2, 5), (5, 4))
    assert current(PointNumber(1), chain) == current(PointNumber(1), chain[::-1]) == 4


def test_a_later_merge_of_the_same_point_replaces_the_earlier_and_one_into_itself_undoes_it() -> None:
    assert current(PointNumber(1), merges((1, 2), (1, 3))) == 3
    assert current(PointNumber(1), merges((1, 2), (1, 1))) == 1


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(1, 5), st.integers(1, 5)), max_size=8), st.integers(1, 5))
def test_merges_that_go_in_a_circle_still_come_to_an_end(pairs: list[tuple[int, int]], number: int) -> None:
    assert current(PointNumber(number), merges(*pairs)) in range(1, 6)


def test_quotes_are_the_same_words_whatever_their_case_and_punctuation() -> None:
    assert bare_words("Green hides  the moss.") == bare_words("“green hides the MOSS”")
    assert bare_words("Green hides the moss.") != bare_words("Green hides moss.")
