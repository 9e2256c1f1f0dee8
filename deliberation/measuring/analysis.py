"""The whole of a sheet of votes in figures: what each point shows, since an earlier sheet and across groups."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np

from deliberation.grouping.camps import Camps, camps_of
from deliberation.grouping.groups import PARTS, Groups, groups_found, groups_given
from deliberation.measuring.label import Label
from deliberation.measuring.measures import Interval, agreements, wilsons
from deliberation.measuring.movement import Comparison, Tendency, Transitions, agreed, compared, split
from deliberation.measuring.reliability import ordinal_alpha, weighted_kappa
from deliberation.measuring.votes import Indices, Votes, in_natural_order, renamed
from deliberation.stance import COMPARE_FROM, POSITIONS, WITHHOLD_BELOW, Position, Tally


@dataclass(frozen=True, slots=True)
class Share:
    """How many people are in one position, as a share of those who answered, with its 95 % interval (Wilson)."""

    people: int
    share: float
    interval: Interval


@dataclass(frozen=True, slots=True)
class Change:
    """What became of a point since the earlier sheet. Who answered only once has changed no mind."""

    joined: int
    """How many answered only now."""
    left: int
    """How many answered only before."""
    comparison: Comparison | None
    """None where fewer than COMPARE_FROM people answered both times."""
    kappa: float | None
    """How stable the answers of the same people are (weighted by steps)."""


@dataclass(frozen=True, slots=True)
class PointAnalysis:
    """What the votes on one point show. Shares are empty and agreements None where nobody answered."""

    point: str
    answered: int
    silent: int
    """How many of the people did not answer it."""
    shares: Mapping[Position, Share]
    agreement: float | None
    agreement_of_decided: float | None
    """Agreement of those who are not undecided, on the scale without that position."""
    label: Label
    change: Change | None
    camps: Camps | None
    moderated: bool


@dataclass(frozen=True, slots=True)
class Turnout:
    """Who answered anything, now and before."""

    both: int
    joined: int
    left: int


@dataclass(frozen=True, eq=False)
class Analysis:
    """A sheet of votes in figures."""

    votes: Votes
    points: tuple[PointAnalysis, ...]
    alpha: float | None
    """How far people answer alike over all points (Krippendorff's alpha, ordinal)."""
    turnout: Turnout | None
    groups: Groups | None
    """None where too few people answered enough to look for groups."""

    @property
    def cruxes(self) -> tuple[PointAnalysis, ...]:
        """The points that part the groups, the one that does most first."""
        found = [point for point in self.points if point.camps and point.camps.crux]
        return tuple(sorted(found, key=lambda point: -((point.camps and point.camps.strength) or 0)))


def analysed(
    votes: Votes,
    before: Votes | None = None,
    named: Mapping[str, int] | None = None,
    moderated: Collection[str] = (),
    parts: int = PARTS,
) -> Analysis:
    """`votes` in figures, compared with the votes `before`, in the groups `named` or in those found (`groups_found`,
    which leaves people out in so many `parts`).

    Raises:
        ValueError: both sheets do not have the same scale, or a group's number is negative.
    """
    groups = groups_found(votes, moderated, parts) if named is None else groups_given(votes, named)
    camps = camps_of(votes, groups) if groups is not None and groups.number else [None] * len(votes.points)
    changes = _changes(before, votes) if before is not None else [None] * len(votes.points)
    everybody, decided = _agreements(votes)
    shares = _shares(votes)
    points = [
        PointAnalysis(
            point=point,
            answered=sum(counts),
            silent=len(votes.people) - sum(counts),
            shares=shares[place],
            agreement=everybody[place],
            agreement_of_decided=decided[place],
            label=_label(_tally(votes.scale, counts), changes[place]),
            change=changes[place],
            camps=camps[place],
            moderated=point in moderated,
        )
        for place, (point, counts) in enumerate(zip(votes.points, votes.counts.tolist(), strict=True))
    ]
    return Analysis(
        votes=votes,
        points=tuple(points),
        alpha=ordinal_alpha(votes.counts.tolist()),
        turnout=_turnout(before, votes) if before is not None else None,
        groups=groups,
    )


def _agreements(votes: Votes) -> tuple[list[float | None], list[float | None]]:
    """Agreement on each point, of all who answered and of those who are not undecided."""
    held = [place for place, position in enumerate(votes.scale) if position is not Position.UNDECIDED]
    told: list[list[float | None]] = []
    for counts in (votes.counts, votes.counts[:, held]):
        answered = counts.sum(axis=1) > 0
        values = iter(agreements(counts[answered]).tolist() if answered.any() else [])
        told.append([next(values) if is_answered else None for is_answered in answered.tolist()])
    return told[0], told[1]


def _shares(votes: Votes) -> list[dict[Position, Share]]:
    """The shares on each point; none where nobody answered."""
    people = votes.counts.sum(axis=1)
    intervals = wilsons(votes.counts, np.maximum(people, 1))
    return [
        {
            position: Share(count, count / answered, interval)
            for position, count, interval in zip(votes.scale, counts, of_point, strict=True)
        }
        if answered
        else {}
        for answered, counts, of_point in zip(people.tolist(), votes.counts.tolist(), intervals, strict=True)
    ]


def _tally(scale: tuple[Position, ...], counts: list[int]) -> Tally:
    placed = dict(zip(scale, counts, strict=True))
    first, second, third, fourth, fifth = (placed.get(position, 0) for position in POSITIONS)
    return Tally((first, second, third, fourth, fifth))


def _label(tally: Tally, change: Change | None) -> Label:
    """The rules of a summary: movement before shape. A point without an earlier answer is never called unchanged."""
    comparison = change.comparison if change else None
    if comparison and comparison.tendency is not Tendency.NEITHER:
        return Label.CLOSER if comparison.tendency is Tendency.CLOSER else Label.APART
    if split(tally):
        return Label.SPLIT
    if agreed(tally):
        return Label.AGREED
    if comparison:
        return Label.UNCHANGED
    answered_before = change is not None and change.left > 0
    return Label.TOO_FEW if answered_before or tally.answered < WITHHOLD_BELOW else Label.NEW


def _changes(before: Votes, after: Votes) -> list[Change]:
    """What became of each point of `after`."""
    if before.scale != after.scale:
        raise ValueError("both sheets have the same scale")
    size = len(after.scale)
    people = in_natural_order({*before.people, *after.people})
    points = in_natural_order({*before.points, *after.points})
    earlier, now = (renamed(votes, people, points) for votes in (before, after))
    _, first, second = np.intersect1d(_cells(earlier), _cells(now), assume_unique=True, return_indices=True)
    moved = (now.point[second] * size + earlier.rank[first]) * size + now.rank[second]
    tables = np.bincount(moved, minlength=len(points) * size * size).reshape(len(points), size, size)
    place_of = {point: place for place, point in enumerate(points)}
    asked = [place_of[point] for point in after.points]
    told: dict[int, Transitions] = {place: tuple(map(tuple, tables[place].tolist())) for place in asked}
    enough = [place for place in asked if int(tables[place].sum()) >= COMPARE_FROM]
    comparisons = dict(zip(enough, compared([told[place] for place in enough]), strict=True))
    return [
        Change(
            joined=int(now.answered[place] - tables[place].sum()),
            left=int(earlier.answered[place] - tables[place].sum()),
            comparison=comparisons.get(place),
            kappa=weighted_kappa(told[place]) if place in comparisons else None,
        )
        for place in asked
    ]


def _cells(votes: Votes) -> Indices:
    return votes.person * len(votes.points) + votes.point


def _turnout(before: Votes, after: Votes) -> Turnout:
    earlier, now = ({votes.people[int(who)] for who in np.flatnonzero(votes.given)} for votes in (before, after))
    return Turnout(both=len(earlier & now), joined=len(now - earlier), left=len(earlier - now))
