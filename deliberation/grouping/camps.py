"""What each point is to groups of people: agreed on across them, or what parts them."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from deliberation.grouping.groups import Groups
from deliberation.measuring.votes import Votes
from deliberation.stance import Side

BRIDGING_SHARE = 0.6
FEWEST_ANSWERS = 5
"""In each group, so many must have answered a point before anything is said of the groups on it."""
CRUX_STRENGTH = 0.1
"""Less than a tenth of what parts people explained by their group parts no groups."""


@dataclass(frozen=True, slots=True)
class Consensus:
    """Group-informed consensus, as Polis defines it: a side must win every group over to score high.

    `product` is the product over groups of (people on that side + 1) / (votes + 2); a group none of whom voted counts
    one half. `mean` is its root by the number of groups, which compares between different numbers of groups.
    """

    product: float
    mean: float


@dataclass(frozen=True, slots=True)
class CampVotes:
    """One group's votes on one point."""

    agrees: int
    disagrees: int
    votes: int


@dataclass(frozen=True, slots=True)
class Camps:
    """What one point is to the groups."""

    votes: tuple[CampVotes, ...]
    agree: Consensus
    disagree: Consensus
    bridging: Side
    """The side on which at least BRIDGING_SHARE of those who answered stand in every group; NEITHER where none is."""
    strength: float | None
    """How much of the differences between people on this point goes with their group, from 0 to 1; None where a
    group has fewer than FEWEST_ANSWERS, or nobody differs.
    """

    @property
    def crux(self) -> bool:
        """Whether the point parts the groups."""
        return self.strength is not None and self.strength >= CRUX_STRENGTH and self.bridging is Side.NEITHER


def camps_of(votes: Votes, groups: Groups) -> tuple[Camps, ...]:
    """What each point of `votes` is to `groups`. Only the votes of people in a group count here."""
    grouped = groups.of[votes.person] >= 0
    person, point, rank = votes.person[grouped], votes.point[grouped], votes.rank[grouped]
    size = len(votes.scale)
    shape = (len(votes.points), groups.number, size)
    cells = (point * groups.number + groups.of[person]) * size + rank
    table = np.bincount(cells, minlength=int(np.prod(shape))).reshape(shape)
    sides = [position.side for position in votes.scale]
    agrees = table[:, :, [side is Side.FOR for side in sides]].sum(axis=2)
    disagrees = table[:, :, [side is Side.AGAINST for side in sides]].sum(axis=2)
    given = table.sum(axis=2)
    for_all, against_all = (_consensus(on_side, given) for on_side in (agrees, disagrees))
    strengths, bridging = _strengths(table), _bridging(agrees, disagrees, given)
    counted = np.stack([agrees, disagrees, given], axis=2).tolist()
    return tuple(
        Camps(
            votes=tuple(CampVotes(*of_group) for of_group in of_point),
            agree=for_all[place],
            disagree=against_all[place],
            bridging=bridging[place],
            strength=strengths[place],
        )
        for place, of_point in enumerate(counted)
    )


def _consensus(on_side: NDArray[np.int64], given: NDArray[np.int64]) -> list[Consensus]:
    products = np.prod((on_side + 1.0) / (given + 2.0), axis=1)
    means = products ** (1 / max(on_side.shape[1], 1))
    return [Consensus(product, mean) for product, mean in zip(products.tolist(), means.tolist(), strict=True)]


def _bridging(agrees: NDArray[np.int64], disagrees: NDArray[np.int64], given: NDArray[np.int64]) -> list[Side]:
    told = (given.shape[1] >= 2) & (given.min(axis=1, initial=FEWEST_ANSWERS) >= FEWEST_ANSWERS)
    for_all, against_all = (told & (on_side >= BRIDGING_SHARE * given).all(axis=1) for on_side in (agrees, disagrees))
    sides = np.where(for_all, 0, np.where(against_all, 2, 1)).tolist()
    return [(Side.FOR, Side.NEITHER, Side.AGAINST)[side] for side in sides]


def _strengths(table: NDArray[np.int64]) -> list[float | None]:
    """The share of the variance of each point's votes that lies between groups, less what chance alone would put there.

    Kelley's epsilon squared ("An unbiased correlation ratio measure", PNAS 21, 1935), on votes from 1 to -1.
    """
    points, groups, size = table.shape
    if groups < 2:
        return [None] * points
    values = np.linspace(1.0, -1.0, size)
    people = table.sum(axis=2)
    every = people.sum(axis=1)
    sums = table @ values
    squares = (table @ values**2).sum(axis=1)
    total = squares - sums.sum(axis=1) ** 2 / np.maximum(every, 1)
    within = squares - (sums**2 / np.maximum(people, 1)).sum(axis=1)
    told = (people.min(axis=1) >= FEWEST_ANSWERS) & (total > 1e-9)
    spare = np.maximum(every - groups, 1)
    shares = 1 - (every - 1) / spare * within / np.where(told, total, 1.0)
    bounded = np.clip(shares, 0.0, 1.0).tolist()
    return [share if is_told else None for share, is_told in zip(bounded, told.tolist(), strict=True)]
