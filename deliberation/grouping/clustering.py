"""What lies together on a plane: k-means, and how clearly its clusters stand apart.

Several sheets of places are worked on side by side where there are several: arrays then begin with one entry a sheet.
"""

from collections.abc import Sequence

import numpy as np

from deliberation.measuring.votes import Floats, Indices, summed

STARTS = 8
"""k-means ends in the nearest of several resting places; the best of so many beginnings is taken."""
ROUNDS = 60
STILL = 1e-6
"""Centres that move by less have come to rest; people stand within some ten units of the middle."""
_BLOCK = 2_048
FAR = 1e9
"""Where the centres of clusters stand that there are not: nobody is near."""
_NUDGE = 1e-9
"""Of two centres as near, the first is nearer by so much."""
_ROOTS = np.sqrt(np.array([2.0, 3, 5, 7, 11, 13, 17, 19]))
"""Multiples of them fall evenly between whole numbers, and those of one not in step with those of another."""


def nearest(places: Floats, centres: Floats) -> Indices:
    """For each place the index of the centre that lies nearest, the first of equals."""
    # |p - c|² less |p|², which all centres share; a block at a time, so that it stays in the processor's cache.
    weighed = np.vstack([-2 * centres.T, (centres * centres).sum(axis=1)])
    found = np.empty(len(places), dtype=np.intp)
    for start in range(0, len(places), _BLOCK):
        block = places[start : start + _BLOCK]
        found[start : start + _BLOCK] = (block @ weighed[:-1] + weighed[-1]).argmin(axis=1)
    return found


def settled(places: Floats, weights: Floats, centres: Floats, still: float = STILL, rounds: int = ROUNDS) -> Indices:
    """The cluster of each place once k-means that began at `centres` has come to rest; numbered from 0 without gaps.

    It rests when no centre moves by more than `still`. A cluster that lost all its members is gone.
    Lloyd, "Least squares quantization in PCM", 1957/1982.
    """
    weighed = [weights * axis for axis in places.T]
    for _ in range(rounds):
        labels = _numbered(nearest(places, centres))
        total = summed(labels, weights)
        moved = np.array([summed(labels, axis) for axis in weighed]).T / total[:, None]
        rested = len(moved) == len(centres) and float(np.abs(moved - centres).max()) <= still
        centres = moved
        if rested:
            break
    return _numbered(nearest(places, centres))


def best_clusters(
    places: Floats, weights: Floats, counts: Sequence[int], starts: int = STARTS, rounds: int = ROUNDS
) -> Indices:
    """For each sheet and each of `counts`, the cluster of each place, of the so many clusters that lie closest together
    of several beginnings. `places` are by sheet, place and axis, `weights` by sheet and place.

    The beginnings are spread out as in k-means++, by numbers that lie evenly instead of drawn ones: always the same,
    and all run side by side. There are fewer clusters where there are fewer different places. Arthur and
    Vassilvitskii, "k-means++: the advantages of careful seeding", SODA 2007.
    """
    sheets, people = weights.shape
    most = max(counts)
    begun = _spread_out(places, weights, most, starts)
    centres = np.tile(begun, (1, 1, 1, len(counts)))
    used = np.arange(most)[:, None] < np.repeat(np.array(counts), starts)
    centres[:, :, ~used] = FAR
    labels, costs = _rested(places, weights, centres, rounds)
    # Of beginnings that end as well as each other but for rounding, the first.
    scale = np.einsum("sp,spa->s", weights, places**2)[:, None, None]
    costs = costs.reshape(sheets, len(counts), starts)
    best = (costs <= costs.min(axis=2, keepdims=True) + 1e-9 * scale).argmax(axis=2)
    chosen = labels.reshape(sheets, people, len(counts), starts)
    return np.take_along_axis(chosen, best[:, None, :, None], axis=3)[..., 0].transpose(0, 2, 1)


def _rested(places: Floats, weights: Floats, centres: Floats, rounds: int) -> tuple[Indices, Floats]:
    """k-means of each sheet from several beginnings, until no centre moves by more than STILL or for so many `rounds`:
    the cluster of each place by sheet, place and beginning, and what the clusters' extents come to, less a part that
    all beginnings share.

    `centres` are by sheet, axis, cluster and beginning; FAR for clusters that there are not.
    """
    sheets, _, most, tries = centres.shape
    people = weights.shape[1]
    sides = np.concatenate([-2 * places, np.ones((sheets, people, 1))], axis=2)
    parts = np.concatenate([weights[:, None], (weights[..., None] * places).transpose(0, 2, 1)], axis=1)
    first: Floats = np.array([[_NUDGE * cluster] for cluster in range(most)])
    ends = np.empty((sheets, 3, most, tries))
    squared = sums = np.zeros(0)
    for _ in range(rounds):
        ends[:, :2] = centres
        ends[:, 2] = (centres**2).sum(axis=1) + first
        squared = (sides @ ends.reshape(sheets, 3, most * tries)).reshape(sheets, people, most, tries)
        least = squared[:, :, 0]
        for cluster in range(1, most):
            least = np.minimum(least, squared[:, :, cluster])
        members = (squared <= least[:, :, None]).reshape(sheets, people, most * tries).astype(np.float64)
        sums = (parts @ members).reshape(ends.shape)
        moved = np.where(sums[:, :1] > 0, sums[:, 1:] / np.maximum(sums[:, :1], 1e-300), centres)
        rested = float(np.abs(moved - centres).max()) <= STILL
        centres = moved
        if rested:
            break
    costs = -((sums[:, 1:] ** 2).sum(axis=1) / np.maximum(sums[:, 0], 1e-300)).sum(axis=1)
    return squared.argmin(axis=2), costs


def settled_side_by_side(places: Floats, weights: Floats, centres: Floats, rounds: int = ROUNDS) -> Indices:
    """As `settled`, of several sheets: the cluster of each place by sheet and place, with gaps where one was lost or
    its centre stood FAR. `centres` are by sheet, axis and cluster.
    """
    return _rested(places, weights, centres[..., None], rounds)[0][:, :, 0]


def silhouettes(places: Floats, weights: Floats, labels: Indices) -> Floats:
    """By sheet and way of clustering, how clearly clusters stand apart, from -1 to 1: the mean over places that weigh
    anything, 0 for one that is alone in its cluster. `labels` are by sheet, way and place.

    Rousseeuw, "Silhouettes", J. Comput. Appl. Math. 20 (1987).
    """
    sheets, _, people = labels.shape
    there = weights > 0
    between = [np.subtract(axis[:, :, None], axis[:, None, :]) for axis in (places[..., 0], places[..., 1])]
    distances = np.sqrt(between[0] ** 2 + between[1] ** 2)
    clusters = np.arange(int(labels.max(initial=0)) + 1)
    members = (labels.transpose(0, 2, 1)[..., None] == clusters) & there[:, :, None, None]
    counted = members.astype(np.float64)
    size = counted.sum(axis=1, keepdims=True)
    sums = (distances @ counted.reshape(sheets, people, -1)).reshape(counted.shape)
    inside = (sums * counted / np.maximum(size - 1, 1)).sum(axis=3)
    beyond = np.where(members | (size == 0), np.inf, sums / np.maximum(size, 1)).min(axis=3)
    alone = ((size * counted).sum(axis=3) <= 1) | ~np.isfinite(beyond)
    beyond = np.where(alone, 0.0, beyond)
    clear = np.where(alone, 0.0, (beyond - inside) / np.maximum(np.maximum(inside, beyond), 1e-300))
    return clear.sum(axis=1) / np.maximum(there.sum(axis=1), 1)[:, None]


def alike(one: Indices, other: Indices) -> float:
    """How alike two ways of grouping the same people are: 1 the same, about 0 as by chance (adjusted Rand index).

    Hubert and Arabie, "Comparing partitions", Journal of Classification 2 (1985). Groupings that cannot differ by
    chance (all in one group in both, or everybody alone in both) count as the same.
    """
    columns = int(other.max(initial=-1)) + 1
    table = np.bincount(one * columns + other).astype(np.float64)

    def pairs(counts: Floats) -> float:
        return float((counts * (counts - 1)).sum() / 2)

    together = pairs(table)
    ones, others = pairs(np.bincount(one).astype(np.float64)), pairs(np.bincount(other).astype(np.float64))
    every = len(one) * (len(one) - 1) / 2
    expected = ones * others / every if every else 0.0
    most = (ones + others) / 2
    return 1.0 if most == expected else (together - expected) / (most - expected)


def _numbered(labels: Indices) -> Indices:
    """`labels` without gaps."""
    held = np.bincount(labels) > 0
    return labels if bool(held.all()) else (np.cumsum(held) - 1)[labels]


def _spread_out(places: Floats, weights: Floats, count: int, starts: int) -> Floats:
    """For each sheet `starts` times `count` of its places, each taken in proportion to its squared distance from those
    taken before: by sheet, axis, cluster and beginning.
    """
    sheets, people = weights.shape
    aims = (np.arange(1, starts + 1)[:, None] * _ROOTS[:count]) % 1
    chances, far = np.repeat(weights[:, None], starts, axis=1), np.zeros((sheets, starts, people))
    chosen: list[Floats] = []
    for step in range(count):
        risen = chances.cumsum(axis=2)
        passed = (risen <= aims[:, step, None] * risen[..., -1:]).sum(axis=2)
        drawn = np.take_along_axis(places, np.minimum(passed, people - 1)[..., None], axis=1)
        chosen.append(drawn)
        distances = ((places[:, None] - drawn[:, :, None]) ** 2).sum(axis=3)
        far = np.minimum(far, distances) if step else distances
        chances = weights[:, None] * far
    return np.stack(chosen, axis=1).transpose(0, 3, 1, 2)
