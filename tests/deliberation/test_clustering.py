"""What lies together on a plane."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deliberation.grouping.clustering import FAR, alike, best_clusters, settled, settled_side_by_side, silhouettes

LABELS = st.lists(st.integers(0, 3), min_size=2, max_size=40)


def around(*middles: tuple[float, float], people: int = 20) -> np.ndarray:
    rng = np.random.default_rng(4)
    return np.concatenate([rng.normal(middle, 0.3, size=(people, 2)) for middle in middles])


def clusters(places: np.ndarray, weights: np.ndarray, count: int) -> np.ndarray:
    """The clusters on one sheet."""
    return best_clusters(places[None], weights[None], [count])[0, 0]


def silhouette(places: np.ndarray, labels: list[int], weights: list[float] | None = None) -> float:
    """How clearly clusters stand apart on one sheet."""
    weighing = np.ones(len(places)) if weights is None else np.array(weights)
    return float(silhouettes(places[None], weighing[None], np.array(labels)[None, None])[0, 0])


def test_people_who_stand_together_come_into_one_cluster() -> None:
    places = around((0, 0), (5, 0), (0, 5))
    labels = clusters(places, np.ones(60), 3)
    assert alike(labels, np.repeat(np.arange(3), 20)) == 1


def test_a_heavy_place_draws_the_middle_to_it() -> None:
    places = np.array([[0.0, 0], [1, 0], [2.2, 0]])
    assert settled(places, np.array([1.0, 100, 1]), places[[0, 2]]).tolist() == [0, 0, 1]
    assert settled(places, np.array([1.0, 1, 1]), places[[0, 2]]).tolist() == [0, 0, 1]
    assert clusters(places, np.array([1.0, 1, 1000]), 2).tolist() in ([0, 0, 1], [1, 1, 0])


def test_there_are_no_more_clusters_than_different_places() -> None:
    places = np.zeros((7, 2))
    assert set(clusters(places, np.ones(7), 3).tolist()) == {0}
    assert set(settled(places, np.ones(7), np.array([[0.0, 0], [9, 9]])).tolist()) == {0}


def test_silhouette_gives_what_its_definition_gives() -> None:
    # Four people on a line at 0, 1, 5 and 6: inside 1, to the other cluster 5.5 or 4.5.
    places = np.array([[0.0, 0], [1, 0], [5, 0], [6, 0]])
    expected = (4.5 / 5.5 + 3.5 / 4.5) / 2
    assert silhouette(places, [0, 0, 1, 1]) == pytest.approx(expected)


def test_who_is_alone_in_a_cluster_counts_nought() -> None:
    places = np.array([[0.0, 0], [1, 0], [9, 0]])
    assert silhouette(places, [0, 0, 1]) == pytest.approx((8 / 9 + 7 / 8) / 3)
    assert silhouette(places, [0, 0, 0]) == 0


def test_a_place_that_weighs_nothing_is_not_there() -> None:
    places = np.array([[0.0, 0], [1, 0], [3, 3], [5, 0], [6, 0]])
    expected = silhouette(places[[0, 1, 3, 4]], [0, 0, 1, 1])
    assert silhouette(places, [0, 0, 1, 1, 1], [1, 1, 0, 1, 1]) == pytest.approx(expected)
    assert clusters(places, np.array([1.0, 1, 0, 1, 1]), 2)[[0, 1, 3, 4]].tolist() in ([0, 0, 1, 1], [1, 1, 0, 0])


def test_sheets_side_by_side_are_as_each_alone() -> None:
    sheets = np.stack([around((0, 0), (5, 0), (0, 5)), around((1, 1), (1, 9), (9, 1))])
    weights = np.ones((2, 60))
    together = best_clusters(sheets, weights, [2, 3])
    for sheet, found in zip(sheets, together, strict=True):
        assert found.tolist() == best_clusters(sheet[None], weights[:1], [2, 3])[0].tolist()


def test_nobody_comes_to_a_cluster_that_there_is_not() -> None:
    places = around((0, 0), (5, 0))
    beginning = np.array([[0.0, 0], [FAR, FAR], [5, 0]])
    found = settled_side_by_side(places[None], np.ones((1, 40)), beginning.T[None])[0]
    assert found.tolist() == [0] * 20 + [2] * 20
    assert alike(found, settled(places, np.ones(40), beginning[[0, 2]])) == 1


def test_likeness_gives_the_published_value() -> None:
    # Hubert and Arabie 1985 by way of the usual example: {1,1,2,2} against {1,1,2,3}.
    assert alike(np.array([0, 0, 1, 1]), np.array([0, 0, 1, 2])) == pytest.approx(4 / 7)
    assert alike(np.array([0, 0, 1, 1]), np.array([0, 1, 0, 1])) == pytest.approx(-0.5)
    assert alike(np.zeros(5, dtype=int), np.zeros(5, dtype=int)) == 1


@settings(deadline=None)
@given(LABELS, st.permutations(range(4)))
def test_likeness_does_not_depend_on_what_groups_are_called(labels: list[int], names: list[int]) -> None:
    one = np.array(labels)
    renamed = np.array(names)[one]
    assert alike(one, renamed) == pytest.approx(1)
    other = np.roll(one, 1)
    assert alike(one, other) == pytest.approx(alike(other, one))
    assert alike(one, other) == pytest.approx(alike(renamed, other))


@settings(deadline=None, max_examples=30)
@given(st.integers(2, 5), st.integers(0, 1000))
def test_every_place_is_in_a_numbered_cluster(count: int, seed: int) -> None:
    places = np.random.default_rng(seed).normal(size=(17, 2))
    labels = clusters(places, np.ones(17), count)
    assert sorted(set(labels.tolist())) == list(range(count))
