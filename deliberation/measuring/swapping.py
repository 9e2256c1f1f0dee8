"""Whether moves towards or away from each other are more than chance, though they hang together.

Who moves closer depends on where everybody else went, so that the moves of one round are no independent coin tosses:
where many happen to end in the middle, all who moved have come closer. A sign test alone takes that for a movement.
"""

from collections.abc import Sequence

RESAMPLES = 9_999
SEED = 19_370_101
"""One fixed seed: the same round always gets the same summary."""


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
    import numpy as np

    table = np.asarray(transitions, dtype=np.int64)
    if table.ndim != 2 or table.shape[0] != table.shape[1] or table.shape[0] < 2:
        raise ValueError("transitions form a square table of at least two positions")
    if int(table.min()) < 0:
        raise ValueError("fewer than nobody moved")
    positions = len(transitions)
    places = range(positions)
    ways = [(start, end) for start in places for end in places if start < end]
    low, high = [start for start, _ in ways], [end for _, end in ways]
    upwards = table[low, high]
    movers = upwards + table[high, low]
    if not movers.any():
        return 1.0
    drawn = np.random.default_rng(seed).binomial(movers, 0.5, size=(resamples, len(ways)))
    up = np.vstack([upwards[None, :], drawn])
    down = movers - up
    before = np.tile(np.diag(table), (resamples + 1, 1))
    after = before.copy()
    for way, (start, end) in enumerate(ways):
        before[:, start] += up[:, way]
        after[:, end] += up[:, way]
        before[:, end] += down[:, way]
        after[:, start] += down[:, way]
    apart = np.array([[abs(here - there) for there in places] for here in places], dtype=np.int64)
    far_before, far_after = before @ apart, after @ apart
    closer = up * np.sign(far_before[:, low] - far_after[:, high])
    closer += down * np.sign(far_before[:, high] - far_after[:, low])
    lopsided = np.abs(closer.sum(axis=1))
    return int(np.count_nonzero(lopsided >= lopsided[0])) / len(lopsided)
