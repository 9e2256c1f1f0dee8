import pytest

from tests.endurance.figures import Figure, Figures


def test_figures_within_their_limits_hold() -> None:
    Figures(
        7, 60, (Figure("posts doubled", 0, limit=0), Figure("kills", 60, least=60), Figure("starts", 61))
    ).must_hold()


def test_a_figure_beyond_its_limit_names_itself_and_the_seed_that_repeats_it() -> None:
    figures = Figures(7, 60, (Figure("posts doubled", 2, limit=0), Figure("starts", 61)), ("card 3 stands twice",))
    with pytest.raises(AssertionError, match=r"seed 7, size 60: posts doubled: 2\ncard 3 stands twice"):
        figures.must_hold()


def test_a_run_in_which_too_little_happened_does_not_hold() -> None:
    with pytest.raises(AssertionError, match="statements written: 3"):
        Figures(7, 60, (Figure("statements written", 3, least=100),)).must_hold()


def test_a_measure_is_told_with_its_unit() -> None:
    assert str(Figure("99 of 100 within", 12.345, "ms")) == "12.35 ms"
    assert str(Figure("presses", 12_000)) == "12,000"
