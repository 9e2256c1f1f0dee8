"""How far answers agree beyond chance: one person's of two rounds, and many people's over a debate."""

from collections.abc import Sequence

Table = Sequence[Sequence[float]]


def weighted_kappa(transitions: Sequence[Sequence[int]], weights: Table | None = None) -> float | None:
    """How stable the answers of the same people are between two rounds, from 1 (all kept) over 0 (as by chance) down.

    `transitions[before][after]` counts people (a square table); `weights` say how bad each difference is, by default
    the number of steps between two positions. None where chance could leave no difference: everybody in
    one position both times, or nobody there. Cohen, "Weighted kappa", Psychological Bulletin 70 (1968).

    Raises:
        ValueError: the table is not square, has a negative count, or the weights do not fit it.
    """
    size = len(transitions)
    if size < 2 or any(len(row) != size for row in transitions):
        raise ValueError("transitions form a square table of at least two positions")
    if any(count < 0 for row in transitions for count in row):
        raise ValueError("fewer than nobody moved")
    if weights is None:
        weights = [[abs(here - there) for there in range(size)] for here in range(size)]
    if len(weights) != size or any(len(row) != size for row in weights):
        raise ValueError("one weight for each cell of the table")
    before = [sum(row) for row in transitions]
    after = [sum(column) for column in zip(*transitions, strict=True)]
    cells = [(here, there) for here in range(size) for there in range(size)]
    observed = sum(weights[here][there] * transitions[here][there] for here, there in cells)
    by_chance = sum(weights[here][there] * before[here] * after[there] for here, there in cells)
    return None if by_chance == 0 else 1 - sum(before) * observed / by_chance


def ordinal_alpha(counts: Sequence[Sequence[int]]) -> float | None:
    """How far people answer a debate's points alike, from 1 (all alike) over 0 (as by chance) down.

    `counts` holds, for each point, the number of people in each position, in order. Points with fewer than two answers
    say nothing and are passed over, and nothing is filled in for who did not answer. None where there is nothing to
    compare: no such points, or but one position in all of them. Krippendorff's alpha with its ordinal
    metric: Krippendorff, "Computing Krippendorff's alpha-reliability", 2011.

    Raises:
        ValueError: the points differ in their number of positions, or a count is negative.
    """
    if len({len(row) for row in counts}) > 1:
        raise ValueError("all points have the same positions")
    if any(count < 0 for row in counts for count in row):
        raise ValueError("a position cannot hold fewer than nobody")
    compared = [row for row in counts if sum(row) >= 2]
    if not compared:
        return None
    totals = [sum(column) for column in zip(*compared, strict=True)]
    answers = sum(totals)
    places = range(len(totals))
    observed = expected = 0.0
    for here in places:
        for there in range(here + 1, len(totals)):
            distance = (sum(totals[here : there + 1]) - (totals[here] + totals[there]) / 2) ** 2
            observed += distance * sum(row[here] * row[there] / (sum(row) - 1) for row in compared)
            expected += distance * totals[here] * totals[there]
    return None if expected == 0 else 1 - (answers - 1) * observed / expected
