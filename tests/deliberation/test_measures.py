"""The statistics that decide which plain word a post may use."""

from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deliberation.measuring.measures import agreement, agreement_change, discoveries, sign_test, wilson

COUNTS = st.lists(st.integers(0, 40), min_size=2, max_size=7).filter(any)


def test_agreement_gives_the_published_value() -> None:
    assert agreement([30, 40, 210, 130, 530, 50, 10]) == pytest.approx(0.6113333, abs=1e-7)


@pytest.mark.parametrize(
    ("counts", "value"),
    [
        ([0, 0, 9, 0, 0], 1.0),
        ([9, 0, 0, 0, 0], 1.0),
        ([5, 5, 5, 5, 5], 0.0),
        ([4, 0, 0, 0, 4], -1.0),
        ([3, 3, 0, 0, 0], 0.75),
        ([7, 7], 0.0),
    ],
)
def test_agreement_has_the_values_its_definition_gives(counts: Sequence[int], value: float) -> None:
    assert agreement(counts) == pytest.approx(value)


@settings(deadline=None)
@given(COUNTS)
def test_agreement_lies_within_its_bounds(counts: list[int]) -> None:
    assert -1 <= agreement(counts) <= 1


@settings(deadline=None)
@given(COUNTS, st.integers(2, 9))
def test_agreement_tells_neither_sides_nor_sizes(counts: list[int], times: int) -> None:
    assert agreement(counts[::-1]) == pytest.approx(agreement(counts))
    assert agreement([count * times for count in counts]) == pytest.approx(agreement(counts))


@pytest.mark.parametrize("counts", [[], [3], [0, 0, 0], [3, -1, 2]])
def test_agreement_of_nobody_is_refused(counts: list[int]) -> None:
    with pytest.raises(ValueError, match=r"position"):
        agreement(counts)


def test_wilson_gives_the_textbook_interval() -> None:
    interval = wilson(9, 11)
    assert (interval.low, interval.high) == pytest.approx((0.5230, 0.9486), abs=1e-4)
    interval = wilson(81, 263)
    assert (interval.low, interval.high) == pytest.approx((0.2553, 0.3662), abs=1e-4)


@settings(deadline=None)
@given(st.integers(1, 500).flatmap(lambda people: st.tuples(st.integers(0, people), st.just(people))))
def test_a_wilson_interval_holds_the_share_and_mirrors(share: tuple[int, int]) -> None:
    successes, people = share
    interval = wilson(successes, people)
    mirrored = wilson(people - successes, people)
    assert 0 <= interval.low <= successes / people <= interval.high <= 1
    assert (interval.low, interval.high) == pytest.approx((1 - mirrored.high, 1 - mirrored.low))


@pytest.mark.parametrize(("successes", "people"), [(0, 0), (3, 2), (-1, 2)])
def test_what_is_no_share_has_no_interval(successes: int, people: int) -> None:
    with pytest.raises(ValueError, match="not a share"):
        wilson(successes, people)


def test_the_sign_test_counts_coin_tosses() -> None:
    assert sign_test(5, 0) == pytest.approx(2 / 32)
    assert sign_test(9, 1) == pytest.approx(2 * 11 / 1024)
    assert sign_test(0, 0) == 1
    assert sign_test(4, 4) == 1
    with pytest.raises(ValueError, match="fewer"):
        sign_test(-1, 2)


@settings(deadline=None)
@given(st.integers(0, 300), st.integers(0, 300))
def test_the_sign_test_does_not_care_which_way_is_which(one: int, other: int) -> None:
    assert sign_test(one, other) == sign_test(other, one)
    assert 0 < sign_test(one, other) <= 1


def test_discoveries_follow_the_published_example() -> None:
    # The fifteen p-values of Benjamini and Hochberg 1995, section 3.3; at 5 % they find the first four.
    published = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344]
    published += [0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0000]
    assert discoveries(published, 0.05) == (True,) * 4 + (False,) * 11


def test_a_p_value_that_fails_alone_passes_among_smaller_ones() -> None:
    assert discoveries([0.06, 0.01, 0.02, 0.03], 0.1) == (True, True, True, True)
    assert discoveries([0.06, 0.9, 0.8, 0.7], 0.1) == (False, False, False, False)
    assert discoveries([], 0.1) == ()
    with pytest.raises(ValueError, match="between 0 and 1"):
        discoveries([1.2], 0.1)


@settings(deadline=None)
@given(st.lists(st.floats(0, 1)), st.floats(0.01, 0.5))
def test_whatever_is_found_has_a_smaller_p_value_than_what_is_not(p_values: list[float], rate: float) -> None:
    found = discoveries(p_values, rate)
    by_p = [is_found for _, is_found in sorted(zip(p_values, found, strict=True), key=lambda pair: (pair[0], -pair[1]))]
    assert all(earlier or not later for earlier, later in pairwise(by_p))


def table(moves: dict[tuple[int, int], int]) -> list[list[int]]:
    """A table of five positions from (before, after) to people."""
    return [[moves.get((before, after), 0) for after in range(5)] for before in range(5)]


def test_people_who_all_come_together_leave_no_doubt_that_agreement_rose() -> None:
    interval = agreement_change(table({(0, 1): 12, (4, 1): 12, (2, 1): 6}))
    assert 0 < interval.low <= interval.high <= 2


def test_people_who_split_leave_no_doubt_that_agreement_fell() -> None:
    assert agreement_change(table({(1, 0): 12, (1, 4): 12, (1, 1): 6})).high < 0


def test_people_who_stayed_leave_no_change_at_all() -> None:
    interval = agreement_change(table({(0, 0): 12, (3, 3): 9}))
    assert (interval.low, interval.high) == (0, 0)


def test_one_who_moved_among_thirty_leaves_it_open_whether_agreement_changed() -> None:
    interval = agreement_change(table({(0, 0): 15, (4, 4): 14, (4, 2): 1}))
    assert interval.low <= 0 <= interval.high


def test_the_same_answers_always_give_the_same_interval() -> None:
    moves = table({(0, 1): 7, (4, 3): 6, (2, 2): 9})
    assert agreement_change(moves) == agreement_change(moves)


@pytest.mark.parametrize("moves", [table({}), [[1]], [[1, 2]], [[-1, 2], [3, 4]]])
def test_a_change_nobody_made_has_no_interval(moves: list[list[int]]) -> None:
    with pytest.raises(ValueError, match=r"nobody|square"):
        agreement_change(moves)
