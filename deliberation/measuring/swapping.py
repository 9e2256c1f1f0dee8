"""Whether moves towards or away from each other are more than chance, though they hang together.

Who moves closer depends on where everybody else went, so that the moves of one round are no independent coin tosses:
where many happen to end in the middle, all who moved have come closer. A sign test alone takes that for a movement.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Counts: TypeAlias = NDArray[np.int64]

RESAMPLES = 9_999
SEED = 19_370_101
"""One fixed seed: the same round always gets the same summary."""


@dataclass(frozen=True, eq=False)
class Swaps:
    """Tables of people, the given one and those with pairs of answers swapped: a row each."""

    before: "Counts"
    """People by position before."""
    after: "Counts"
    lead: "Counts"
    """How many more moved closer than apart (one number a table)."""


def swap_test(transitions: Sequence[Sequence[int]], *, resamples: int = RESAMPLES, seed: int = SEED) -> float:
    """The two-sided p-value that this many more moved one way, if everybody's two answers may as well be swapped.

    `transitions[before][after]` counts people (a square table). Where nothing but chance lies between two rounds, each
    person's pair of answers is as likely the other way round. So each pair is swapped or kept by a coin, `resamples`
    times, and the moves (`movement.moves`) are counted anew, distances included. The p-value is the share of tables,
    the given one among them, in which the ways differ at least as much; 1 where nobody moved. It is valid
    however the moves hang together. Pitman, "Significance tests which may be applied to samples from any
    populations", Supplement to JRSS 4 (1937); Phipson and Smyth, "Permutation p-values should never be zero", 2010.

    Raises:
        ValueError: no square table of at least two positions, or a negative count.
    """
    lopsided = abs(swapped(transitions, resamples=resamples, seed=seed).lead)
    return int((lopsided >= lopsided[0]).sum()) / len(lopsided)


def swapped(transitions: Sequence[Sequence[int]], *, resamples: int = RESAMPLES, seed: int = SEED) -> Swaps:
    """`transitions` and `resamples` tables in which each pair of answers is swapped or kept by a coin.

    Raises:
        ValueError: no square table of at least two positions, or a negative count.
    """
    import numpy as np

    table = np.asarray(transitions, dtype=np.int64)
    if table.ndim != 2 or table.shape[0] != table.shape[1] or table.shape[0] < 2:
        raise ValueError("transitions form a square table of at least two positions")
    if int(table.min()) < 0:
        raise ValueError("fewer than nobody moved")
    places = np.arange(len(table))
    low, high = np.triu_indices(len(table), 1)
    upwards = table[low, high]
    movers = upwards + table[high, low]
    drawn = np.random.default_rng(seed).binomial(movers, 0.5, size=(resamples, len(low)))
    up = np.vstack([upwards[None, :], drawn])
    down = movers - up
    starts, ends = np.equal.outer(low, places).astype(np.int64), np.equal.outer(high, places).astype(np.int64)
    still = np.diag(table)
    before = still + up @ starts + down @ ends
    after = still + up @ ends + down @ starts
    apart = np.abs(np.subtract.outer(places, places))
    far_before, far_after = before @ apart, after @ apart
    closer = up * np.sign(far_before[:, low] - far_after[:, high])
    closer += down * np.sign(far_before[:, high] - far_after[:, low])
    return Swaps(before, after, closer.sum(axis=1))
