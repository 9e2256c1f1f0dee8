"""What lies together on a plane: k-means, and how clearly its clusters stand apart."""

import numpy as np

from deliberation.measuring.votes import Floats, Indices, summed

STARTS = 8
"""k-means ends in the nearest of several resting places; the best of so many beginnings is taken."""
ROUNDS = 60
STILL = 1e-6
"""Centres that move by less have come to rest; people stand within some ten units of the middle."""
_BLOCK = 2_048
_SEED = 19_670_101


def nearest(places: Floats, centres: Floats) -> Indices:
    """For each place the index of the centre that lies nearest, the first of equals."""
    # |p - c|² less |p|², which all centres share; a block at a time, so that it stays in the processor's cache.
    weighed = np.vstack([-2 * centres.T, (centres * centres).sum(axis=1)])
    found = np.empty(len(places), dtype=np.intp)
    for start in range(0, len(places), _BLOCK):
        block = places[start : start + _BLOCK]
        found[start : start + _BLOCK] = np.argmin(block @ weighed[:-1] + weighed[-1], axis=1)
    return found


def settled(places: Floats, weights: Floats, centres: Floats, still: float = STILL, rounds: int = ROUNDS) -> Indices:
    """The cluster of each place once k-means that began at `centres` has come to rest; numbered from 0 without gaps.

    It rests when no centre moves by more than `still`. A cluster that lost all its members is gone.
    Lloyd, "Least squares quantization in PCM", 1957/1982.
    """
    for _ in range(rounds):
        labels = _numbered(nearest(places, centres))
        total = summed(labels, weights)
        moved = np.stack([summed(labels, weights * axis) / total for axis in places.T], axis=1)
        rested = len(moved) == len(centres) and float(np.abs(moved - centres).max()) <= still
        centres = moved
        if rested:
            break
    return _numbered(nearest(places, centres))


def best_clusters(places: Floats, weights: Floats, count: int) -> Indices:
    """The cluster of each place, of the `count` clusters that lie closest together of several beginnings.

    The beginnings are spread out by chance (k-means++), from one fixed seed, and run side by side. There are fewer
    clusters where there are fewer different places. Arthur and Vassilvitskii, "k-means++: the advantages of
    careful seeding", SODA 2007.
    """
    centres = _spread_out(places, weights, count)
    cells = np.arange(STARTS)[:, None] * count
    everywhere = [np.tile(part, STARTS) for part in (weights, *(weights * axis for axis in places.T))]
    chosen = np.zeros((STARTS, len(places)), dtype=np.intp)
    costs = np.zeros(STARTS)
    for step in range(ROUNDS):
        lengths = (centres * centres).sum(axis=2)
        squared = places @ (-2 * centres).reshape(STARTS * count, -1).T + lengths.ravel()
        before, chosen = chosen, np.argmin(squared.reshape(len(places), STARTS, count), axis=2).T
        if step and np.array_equal(before, chosen):
            break
        inside = (cells + chosen).ravel()
        sums = [summed(inside, part, STARTS * count).reshape(STARTS, count, 1) for part in everywhere]
        middles = np.concatenate(sums[1:], axis=2) / np.maximum(sums[0], 1e-300)
        centres = np.where(sums[0] > 0, middles, centres)
        # What is left of the squared distances, less a part that all beginnings share.
        costs = -(sums[0] * centres**2).sum(axis=(1, 2))
    scale = float(weights @ (places**2).sum(axis=1))
    best = int(np.flatnonzero(costs <= costs.min() + 1e-9 * scale)[0])
    return _numbered(chosen[best])


def silhouette(distances: Floats, labels: Indices) -> float:
    """How clearly clusters stand apart, from -1 to 1: the mean over places, 0 for one that is alone in its cluster.

    `distances` lie between any two places. Rousseeuw, "Silhouettes", J. Comput. Appl. Math. 20 (1987).
    """
    size = np.bincount(labels)
    if len(size) < 2:
        return 0.0
    members = np.eye(len(size))[labels]
    sums = distances @ members
    places = np.arange(len(labels))
    own = size[labels]
    inside = sums[places, labels] / np.maximum(own - 1, 1)
    outside = sums / size
    outside[places, labels] = np.inf
    beyond = outside.min(axis=1)
    larger = np.maximum(np.maximum(inside, beyond), 1e-300)
    return float(np.where(own > 1, (beyond - inside) / larger, 0.0).mean())


def distances_between(places: Floats) -> Floats:
    """The distance between any two places."""
    return np.hypot(*(np.subtract.outer(axis, axis) for axis in places.T))


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


def _spread_out(places: Floats, weights: Floats, count: int) -> Floats:
    """STARTS times `count` of the places, each drawn in proportion to its squared distance from those drawn before."""
    generator = np.random.default_rng(_SEED)
    far = np.ones((STARTS, len(places)))
    chosen: list[Floats] = []
    for _ in range(count):
        chances = np.cumsum(weights * far, axis=1)
        aimed = generator.random((STARTS, 1)) * chances[:, -1:]
        drawn = places[np.minimum((chances <= aimed).sum(axis=1), len(places) - 1)]
        distances = ((places[None, :, :] - drawn[:, None, :]) ** 2).sum(axis=2)
        far = np.minimum(far, distances) if chosen else distances
        chosen.append(drawn)
    return np.stack(chosen, axis=1)
