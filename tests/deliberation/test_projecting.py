"""Where people stand on a plane, against the textbook's way of finding it."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deliberation.grouping import projecting
from deliberation.grouping.projecting import answers_of, placed, placed_like
from deliberation.measuring.votes import THREE_POSITIONS, Votes, votes_of
from tests.deliberation.polis import camps, marked

NONE = np.zeros(0, dtype=np.intp)
ROWS = st.lists(st.text("YN?.", min_size=6, max_size=6), min_size=2, max_size=25)


def places_of(votes: Votes, always_answered: np.ndarray) -> np.ndarray:
    """Where everybody stands."""
    return placed(answers_of(votes, always_answered)).places


def by_the_book(votes: Votes) -> np.ndarray:
    """The same places from the full sheet and its singular values."""
    sheet = np.full((len(votes.people), len(votes.points)), np.nan)
    sheet[votes.person, votes.point] = 1.0 - votes.rank
    answered = ~np.isnan(sheet)
    means = np.where(answered, sheet, 0).sum(axis=0) / np.maximum(answered.sum(axis=0), 1)
    deviations = np.where(answered, sheet - means, 0)
    _, sizes, axes = np.linalg.svd(deviations, full_matrices=False)
    kept = axes[:2] * (sizes[:2] > 1e-9)[:, None]
    stretch = np.sqrt(sheet.shape[1] / np.maximum(answered.sum(axis=1), 1))
    return deviations @ kept.T * stretch[:, None]


def squared_lengths(places: np.ndarray) -> np.ndarray:
    return (places**2).sum(axis=0)


@settings(deadline=None, max_examples=60)
@given(ROWS)
def test_people_stand_where_the_textbook_puts_them(rows: list[str]) -> None:
    votes = marked(*rows)
    ours, book = places_of(votes, NONE), by_the_book(votes)
    # Axes may point either way, and where two are equally long any mixture is as good: compare what does not change.
    assert squared_lengths(ours).sum() == pytest.approx(squared_lengths(book).sum(), abs=1e-4, rel=1e-3) or _tied(votes)


def _tied(votes: Votes) -> bool:
    sheet = np.zeros((len(votes.people), len(votes.points)))
    answered = np.bincount(votes.point, minlength=len(votes.points))
    values = 1.0 - votes.rank
    means = np.bincount(votes.point, weights=values, minlength=len(votes.points)) / np.maximum(answered, 1)
    sheet[votes.person, votes.point] = values - means[votes.point]
    sizes = np.append(np.linalg.svd(sheet, compute_uv=False), [0, 0, 0])
    return bool(sizes[1] - sizes[2] < 1e-3 * max(float(sizes[0]), 1e-9))


def test_a_sheet_with_few_answers_gives_the_same_places(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = ["YYN?.Y", "NNY.?N", "YY.N?Y", "N.YY.N", "?YNNY.", "YN?Y.."]
    whole = places_of(marked(*rows), NONE)
    monkeypatch.setattr(projecting, "SHEET_CELLS", 0)  # none is held whole
    few = places_of(marked(*rows), NONE)
    assert np.abs(whole) == pytest.approx(np.abs(few), abs=1e-7)


def test_two_camps_stand_on_either_side() -> None:
    places = places_of(marked("YYYY", "YYYN", "NNNN", "NNNY"), NONE)
    assert places[0, 0] * places[2, 0] < 0
    assert places[0, 0] * places[1, 0] > 0


def test_who_answered_little_is_moved_out_from_the_middle() -> None:
    places = places_of(marked("YYYY", "Y...", "NNNN", "N..."), NONE)
    deviation = np.abs(places[:, 0])
    # One of four like answers: a quarter of the way, moved out to half of it and a little more.
    assert deviation[0] / 2 < deviation[1] < deviation[0]


def test_where_nobody_differs_all_stand_in_the_middle() -> None:
    assert np.abs(places_of(marked("YY", "YY", "YY"), NONE)).max() == 0
    assert places_of(marked("..", ".."), NONE).tolist() == [[0, 0], [0, 0]]
    assert np.abs(places_of(marked("Y", "N"), NONE)[:, 0]) == pytest.approx([1, 1])


def test_points_that_say_nothing_only_shorten_the_way_out() -> None:
    votes = marked("YY?", "YN.", "NY.", "NN.")
    all_heard, silent = places_of(votes, NONE), places_of(votes, np.array([2]))
    shorter = np.sqrt(np.array([3 / 3, 3 / 3, 3 / 3, 3 / 3]) / (3 / np.array([3, 2, 2, 2])))
    assert np.abs(silent) == pytest.approx(np.abs(all_heard) * shorter[:, None], abs=1e-9)


def test_who_stays_when_others_leave_is_placed_as_if_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    # Forty-five points, fewer and more of them than all axes are computed of, held whole and vote by vote.
    given = camps((30, 25), points=45)
    votes = votes_of(given, THREE_POSITIONS)
    everybody = np.arange(len(votes.people))
    stays = [np.flatnonzero(everybody % 5), np.flatnonzero(everybody % 3)]
    for few, cells in ((64, 10), (10, 10), (10, 0)):
        monkeypatch.setattr(projecting, "FEW_POINTS", few)
        monkeypatch.setattr(projecting, "SHEET_CELLS", cells)
        answers = answers_of(votes, NONE)
        for kept in stays:
            near = placed_like(answers.of(kept), placed(answers).leading)
            anew = placed(answers.of(kept)).places
            together = [abs(np.corrcoef(near[:, axis], anew[:, axis])[0, 1]) for axis in range(2)]
            assert together[0] > 0.999
            assert together[1] > 0.98
