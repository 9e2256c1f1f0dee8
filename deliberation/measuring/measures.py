"""The statistics behind a summary: agreement, shares, and whether a change is more than chance.

None of these numbers is shown in a post; they decide which plain word a post may use.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from math import comb, sqrt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

CONFIDENCE_Z = 1.959963984540054
"""The standard normal quantile that leaves 2.5 % on either side."""
RESAMPLES = 2_000
SEED = 20_010_806
"""One fixed seed: the same round always gets the same summary."""


@dataclass(frozen=True, slots=True)
class Interval:
    """From `low` to `high`, both included."""

    low: float
    high: float


def agreement(counts: Sequence[int]) -> float:
    """How concentrated ordinal stances are, from -1 (two opposite camps) to 1 (all in one position).

    `counts` holds the number of people in each position, in order; 0 means spread evenly.
    van der Eijk, "Measuring agreement in ordered rating scales", Quality & Quantity 35 (2001).

    Raises:
        ValueError: fewer than two positions, a negative count, or nobody at all.
    """
    if len(counts) < 2:
        raise ValueError("agreement needs at least two positions")
    if min(counts) < 0:
        raise ValueError("a position cannot hold fewer than nobody")
    people = sum(counts)
    if people == 0:
        raise ValueError("nobody took a position")
    total = Fraction(0)
    floor = 0
    for height in sorted(set(counts) - {0}):
        layer = tuple(count >= height for count in counts)
        total += Fraction((height - floor) * sum(layer), people) * _layer_agreement(layer)
        floor = height
    return float(total)


def _layer_agreement(layer: Sequence[bool]) -> Fraction:
    """Agreement of a layer, in which each position is either held by everybody's equal share or by nobody.

    Every triple of positions with two held and one empty speaks for one peak (the held ones are neighbours) or
    against it (the empty one lies between them).
    """
    positions = len(layer)
    held = sum(layer)
    if held == positions:
        return Fraction(0)
    if held == 1:
        return Fraction(1)
    with_one_peak = against = 0
    for place, is_held in enumerate(layer):
        if is_held:
            continue
        left, right = sum(layer[:place]), sum(layer[place + 1 :])
        against += left * right
        with_one_peak += comb(left, 2) + comb(right, 2)
    unimodality = Fraction(
        (positions - 2) * with_one_peak - (positions - 1) * against, (positions - 2) * (with_one_peak + against)
    )
    return unimodality * (1 - Fraction(held - 1, positions - 1))


@lru_cache
def _weighted_layers(positions: int) -> tuple[float, ...]:
    """The agreement of each layer times the positions held in it, by the positions held as bits."""
    patterns = [tuple(bool(code >> place & 1) for place in range(positions)) for code in range(1, 2**positions)]
    return (0.0, *(float(sum(pattern) * _layer_agreement(pattern)) for pattern in patterns))


def wilson(successes: int, people: int, *, z: float = CONFIDENCE_Z) -> Interval:
    """The Wilson score interval for a share of `people` (95 % by default), within 0 to 1.

    Wilson, "Probable inference, the law of succession, and statistical inference", JASA 22 (1927).

    Raises:
        ValueError: nobody, or more successes than people.
    """
    if people < 1 or not 0 <= successes <= people:
        raise ValueError(f"not a share: {successes} of {people}")
    share = successes / people
    spread = z * z / people
    centre = (share + spread / 2) / (1 + spread)
    half = z * sqrt(share * (1 - share) / people + spread / (4 * people)) / (1 + spread)
    low = 0.0 if successes == 0 else max(0.0, centre - half)
    high = 1.0 if successes == people else min(1.0, centre + half)
    return Interval(low, high)


def wilsons(successes: "NDArray[np.int64]", people: "NDArray[np.int64]") -> list[list[Interval]]:
    """`wilson` of each of `successes` (rows: points), of that many `people` each, who are somebody."""
    import numpy as np

    every = people[:, None]
    share, spread = successes / every, CONFIDENCE_Z**2 / every
    centre = (share + spread / 2) / (1 + spread)
    half = CONFIDENCE_Z * np.sqrt(share * (1 - share) / every + spread / (4 * every)) / (1 + spread)
    low = np.where(successes == 0, 0.0, np.maximum(0.0, centre - half)).tolist()
    high = np.where(successes == every, 1.0, np.minimum(1.0, centre + half)).tolist()
    return [list(map(Interval, lows, highs)) for lows, highs in zip(low, high, strict=True)]


def sign_test(one_way: int, other_way: int) -> float:
    """The two-sided p-value that moves this lopsided come of chance, each way being equally likely.

    Exact (binomial); those who did not move are left out, and with no moves at all it is 1.
    Dixon and Mood, "The statistical sign test", JASA 41 (1946).

    Raises:
        ValueError: a negative count.
    """
    if min(one_way, other_way) < 0:
        raise ValueError("fewer than no moves")
    moves = one_way + other_way
    tail = sum(comb(moves, fewer) for fewer in range(min(one_way, other_way) + 1))
    return float(min(Fraction(1), Fraction(2 * tail, 2**moves)))


def discoveries(p_values: Sequence[float], rate: float) -> tuple[bool, ...]:
    """Which of several tests count as found, so that at most `rate` of those found are expected to be chance.

    Benjamini and Hochberg, "Controlling the false discovery rate", JRSS B 57 (1995).

    Raises:
        ValueError: a p-value or the rate outside 0 to 1.
    """
    if not all(0 <= p <= 1 for p in (rate, *p_values)):
        raise ValueError("p-values and the rate lie between 0 and 1")
    tests = len(p_values)
    passing = [p for rank, p in enumerate(sorted(p_values), start=1) if p <= rate * rank / tests]
    threshold = max(passing, default=-1.0)
    return tuple(p <= threshold for p in p_values)


def agreement_change(
    transitions: Sequence[Sequence[int]], *, resamples: int = RESAMPLES, confidence: float = 0.95, seed: int = SEED
) -> Interval:
    """The bootstrap percentile interval of agreement after minus agreement before, over the same people.

    `transitions[before][after]` counts the people who went from one position to another (a square table). People are
    drawn anew with both their positions, `resamples` times, from a generator seeded with `seed`: the order
    of people has no influence. Efron, "Bootstrap methods: another look at the jackknife", Annals of
    Statistics 7 (1979).

    Raises:
        ValueError: no square table of at least two positions, a negative count, or nobody at all.
    """
    import numpy as np

    table = np.asarray(transitions, dtype=np.int64)
    if table.ndim != 2 or table.shape[0] != table.shape[1] or table.shape[0] < 2:
        raise ValueError("transitions form a square table of at least two positions")
    if int(table.min()) < 0:
        raise ValueError("fewer than nobody moved")
    people = int(table.sum())
    if people == 0:
        raise ValueError("nobody answered twice")
    generator = np.random.default_rng(seed)
    drawn = generator.multinomial(people, table.ravel() / people, size=resamples).reshape(resamples, *table.shape)
    changes = agreements(drawn.sum(axis=1)) - agreements(drawn.sum(axis=2))
    tail = (1 - confidence) / 2
    low, high = np.quantile(changes, (tail, 1 - tail))
    return Interval(float(low), float(high))


def agreements(counts: "NDArray[np.int64]") -> "NDArray[np.float64]":
    """`agreement` of each row of `counts`, all rows at once; every row must hold somebody."""
    import numpy as np

    positions = counts.shape[1]
    weighted = np.array(_weighted_layers(positions))
    bits = np.array([1 << place for place in range(positions)], dtype=np.int64)
    heights = np.sort(counts, axis=1)
    total = np.zeros(counts.shape[0])
    floor = np.zeros(counts.shape[0], dtype=np.int64)
    for place in range(positions):
        height = heights[:, place]
        codes = np.dot(counts > floor[:, None], bits)
        total += (height - floor) * weighted[codes]
        floor = height
    return total / counts.sum(axis=1)
