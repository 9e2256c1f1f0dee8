"""Whether moves towards or away from each other are more than chance, though they hang together.

Who moves closer depends on where everybody else went, so that the moves of one round are no independent coin tosses:
where many happen to end in the middle, all who moved have come closer. A sign test alone takes that for a movement.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from deliberation.measuring.measures import agreements

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

RESAMPLES = 9_999
SEED = 19_370_101
"""One fixed seed: the same round always gets the same summary."""
_ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class SwapTests:
    """Two-sided p-values from the same swaps; both 1 where nobody moved."""

    moves: float
    """That so many more moved one way."""
    agreement: float
    """That agreement changed so much."""


def swap_tests(transitions: Sequence[Sequence[int]], *, resamples: int = RESAMPLES, seed: int = SEED) -> SwapTests:
    """How likely so lopsided moves, and so large a change of agreement, are if everybody's two answers may as well be
    swapped.

    `transitions[before][after]` counts people (a square table). Where nothing but chance lies between two rounds, each
    person's pair of answers is as likely the other way round. So each pair is swapped or kept by a coin, `resamples`
    times, and the moves (`movement.moves`) are counted anew, distances included, and agreement measured anew. A p-value
    is the share of tables, the given one among them, in which the ways differ, or agreement changes, at least as much.
    Both are valid however the moves hang together. Pitman, "Significance tests which may be applied to samples
    from any populations", Supplement to JRSS 4 (1937); Phipson and Smyth, "Permutation p-values should never be zero",
    2010.

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
    if not movers.any():
        return SwapTests(1.0, 1.0)
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
    return SwapTests(_as_much(np.abs(closer.sum(axis=1))), _as_much(np.abs(agreements(after) - agreements(before))))


def _as_much(differences: "NDArray[np.int64] | NDArray[np.float64]") -> float:
    """The share of `differences` that are at least as large as the first."""
    return int((differences >= differences[0] - _ROUNDING).sum()) / len(differences)
