"""How far answers agree beyond chance, against published values."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deliberation.measuring.reliability import ordinal_alpha, weighted_kappa

TABLES = st.lists(st.lists(st.integers(0, 12), min_size=5, max_size=5), min_size=5, max_size=5)
COUNTS = st.lists(st.lists(st.integers(0, 12), min_size=5, max_size=5), max_size=6)


def test_kappa_gives_the_published_values() -> None:
    # Cohen 1968, Table 1: two diagnoses of 200 patients; personality disorder, neurosis, psychosis.
    table = [[88, 14, 18], [10, 40, 10], [2, 6, 12]]
    assert weighted_kappa(table, [[0, 1, 3], [1, 0, 6], [3, 6, 0]]) == pytest.approx(0.348, abs=5e-4)
    assert weighted_kappa(table, [[0, 1, 1], [1, 0, 1], [1, 1, 0]]) == pytest.approx(0.492, abs=5e-4)


def test_who_keeps_every_answer_is_fully_stable() -> None:
    assert weighted_kappa([[3, 0], [0, 5]]) == 1
    assert weighted_kappa([[0, 4], [4, 0]]) == -1


def test_a_step_weighs_less_than_a_change_of_sides() -> None:
    step = weighted_kappa([[8, 2, 0], [0, 0, 0], [0, 0, 10]])
    leap = weighted_kappa([[8, 0, 2], [0, 0, 0], [0, 0, 10]])
    assert step is not None
    assert leap is not None
    assert leap < step < 1


@pytest.mark.parametrize("table", [[[0, 0], [0, 0]], [[7, 0], [0, 0]]])
def test_stability_is_not_told_where_nothing_could_have_differed(table: list[list[int]]) -> None:
    assert weighted_kappa(table) is None


@pytest.mark.parametrize("table", [[], [[1]], [[1, 2]], [[1, -2], [3, 4]]])
def test_what_is_no_table_has_no_kappa(table: list[list[int]]) -> None:
    with pytest.raises(ValueError, match=r"square|nobody"):
        weighted_kappa(table)


def test_weights_that_do_not_fit_are_refused() -> None:
    with pytest.raises(ValueError, match="weight"):
        weighted_kappa([[1, 2], [3, 4]], [[0, 1]])


@settings(deadline=None)
@given(TABLES)
def test_stability_does_not_depend_on_which_end_of_the_scale_is_yes(table: list[list[int]]) -> None:
    mirrored = [row[::-1] for row in table[::-1]]
    kappa = weighted_kappa(table)
    assert weighted_kappa(mirrored) == (None if kappa is None else pytest.approx(kappa))
    assert kappa is None or kappa <= 1


def test_alpha_gives_the_published_value() -> None:
    # Krippendorff 2011, section E: four observers, twelve units, values 1 to 5; the ordinal alpha is .815.
    observers = ("123321412...", "1233224125.3", ".3332342251.", "12332441251.")
    units = [[unit.count(value) for value in "12345"] for unit in map("".join, zip(*observers, strict=True))]
    assert ordinal_alpha(units) == pytest.approx(0.815, abs=5e-4)


def test_alpha_is_one_where_every_point_has_one_answer_only() -> None:
    assert ordinal_alpha([[4, 0, 0, 0, 0], [0, 0, 0, 0, 6]]) == 1


@pytest.mark.parametrize("counts", [[], [[0, 0, 0]], [[1, 0, 0], [0, 0, 1]], [[0, 5, 0], [0, 2, 0]]])
def test_alpha_is_not_told_where_there_is_nothing_to_compare(counts: list[list[int]]) -> None:
    assert ordinal_alpha(counts) is None


@pytest.mark.parametrize("counts", [[[1, 2], [1, 2, 3]], [[3, -1]]])
def test_what_are_no_counts_have_no_alpha(counts: list[list[int]]) -> None:
    with pytest.raises(ValueError, match=r"positions|nobody"):
        ordinal_alpha(counts)


@settings(deadline=None)
@given(COUNTS)
def test_alpha_depends_neither_on_the_order_of_points_nor_on_the_side(counts: list[list[int]]) -> None:
    alpha = ordinal_alpha(counts)
    expected = None if alpha is None else pytest.approx(alpha)
    assert ordinal_alpha(counts[::-1]) == expected
    assert ordinal_alpha([row[::-1] for row in counts]) == expected
    assert ordinal_alpha([*counts, [0, 1, 0, 0, 0]] if counts else counts) == expected
