"""Opinion groups among people who voted, and how far they depend on who happened to vote."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np

from deliberation.grouping.clustering import (
    FAR,
    ROUNDS,
    STARTS,
    alike,
    best_clusters,
    settled,
    settled_side_by_side,
    silhouettes,
)
from deliberation.grouping.projecting import Answers, answers_of, placed, placed_like
from deliberation.measuring.votes import Floats, Indices, Votes, summed

FEWEST_PEOPLE = 50
"""No groups are looked for among fewer people: of few, some always seem to stand together."""
ENOUGH_VOTES = 7
"""Who answered fewer points, where there are as many, is not put into a group: too little is known of them."""
MOST_GROUPS = 5
_BASES = 100
_BASES_STILL = 0.01
"""As in Polis: base clusters only need to lie about where the people are."""
_BASES_ROUNDS = 20
_PEOPLE_A_GROUP = 12
PARTS = 5
"""People are left out in so many parts, each person once."""
MOST_PARTS = 50
MOST_KEPT = 500
"""Of larger crowds only so many people stay each time: a harder trial, at a bounded cost."""
_STARTS_AGAIN, _ROUNDS_AGAIN = 3, 6
"""Beginnings and rounds of k-means when people are left out, fewer than for all: what they end in decides no group."""
_GOLDEN = (5**0.5 - 1) / 2


@dataclass(frozen=True, slots=True)
class Stability:
    """What becomes of groups when people are left out: each time they are found anew from those who stay."""

    times: int
    people: int
    """How many stay each time, at least."""
    mean_likeness: float
    """The mean adjusted Rand index with the groups of all, over the people who stay."""
    least_likeness: float
    same_number: int
    """How many times there are as many groups."""


@dataclass(frozen=True, eq=False)
class Groups:
    """Who stands with whom. Groups are numbered from 0, the largest first."""

    of: Indices
    """Each person's group, as in `Votes.people`; -1 for nobody's."""
    number: int
    silhouettes: Mapping[int, float]
    """How clearly so many groups stand apart; the number is the one that does most. Empty for given groups."""
    stability: Stability | None = None
    """None where it was not looked into."""
    given: bool = False
    """Whether somebody said who is in which group."""

    @property
    def sizes(self) -> tuple[int, ...]:
        """How many people are in each group."""
        return tuple(np.bincount(self.of[self.of >= 0], minlength=self.number).tolist())


def groups_found(votes: Votes, moderated: Collection[str] = (), parts: int = PARTS) -> Groups | None:
    """The opinion groups among the people of `votes`; None where fewer than FEWEST_PEOPLE answered enough of it.
    They are found anew without each of `parts` of the people (MOST_PARTS at most), to see how stable they are; with
    fewer than two parts that is left out.

    As Polis does it: people are placed by two principal components (`projecting`), those with ENOUGH_VOTES are
    drawn together to at most 100 base clusters, these to 2, 3, 4 or 5 groups weighted by their people, and the number
    is the one with the best silhouette over base clusters. Polis carries its clusters on from vote to vote; here
    the best of several beginnings is taken instead, and the people find their nearest group in the end.

    The points in `moderated` count, as in Polis, as answered by everybody and say nothing; so do points that one person
    alone answered, who can differ from nobody there (in Polis these are comments whose author alone saw them).
    """
    silent = (votes.answered <= 1) | np.array([point in moderated for point in votes.points], dtype=bool)
    enough = np.flatnonzero(votes.given >= max(1, min(ENOUGH_VOTES, len(votes.points))))
    if len(enough) < FEWEST_PEOPLE:
        return None
    answers = answers_of(votes, np.flatnonzero(silent))
    plane = placed(answers)
    places = plane.places[enough]
    bases = _base_clusters(places)
    labels, clear = (found[0] for found in _grouped(places[None], bases[None], np.ones((1, len(enough)))))
    number = int(labels.max(initial=0)) + 1
    if number < 2:
        return None
    labels = _largest_first(labels)
    of = np.full(len(votes.people), -1, dtype=np.intp)
    of[enough] = labels
    found = _Found(answers, plane.leading, enough, bases, labels)
    stability = _stability(found, min(parts, MOST_PARTS)) if parts > 1 else None
    return Groups(of, number, {count + 2: value for count, value in enumerate(clear.tolist())}, stability)


def groups_given(votes: Votes, named: Mapping[str, int]) -> Groups:
    """The groups that `named` says, by person. Who stands in no vote is passed over.

    Raises:
        ValueError: a group has a negative number.
    """
    if any(group < 0 for group in named.values()):
        raise ValueError("groups are numbered from 0")
    of = np.array([named.get(person, -1) for person in votes.people], dtype=np.intp)
    return Groups(of, max(named.values(), default=-1) + 1, {}, given=True)


def _grouped(
    places: Floats, bases: Indices, there: Floats, starts: int = STARTS, rounds: int = ROUNDS
) -> tuple[Indices, Floats]:
    """On each of several sheets the group of each place, and how clearly each number of groups, from two on, stands
    apart. `places` are by sheet, person and axis; `bases` say each person's base cluster; where `there` is 0 nobody is.
    """
    sheets = len(places)
    size = int(bases.max()) + 1
    inside = (bases + np.arange(sheets)[:, None] * size).ravel()
    weights = summed(inside, there.ravel(), sheets * size)
    sums = [summed(inside, (there * axis).ravel(), sheets * size) for axis in np.moveaxis(places, 2, 0)]
    middles = (np.array(sums) / np.maximum(weights, 1.0)).T.reshape(sheets, size, 2)
    weights = weights.reshape(sheets, size)
    counts = range(2, min(MOST_GROUPS, 2 + size // _PEOPLE_A_GROUP) + 1)
    found = best_clusters(middles, weights, counts, starts, rounds)
    clear = silhouettes(middles, weights, found)
    best = np.take_along_axis(found, clear.argmax(axis=1)[:, None, None], axis=1)[:, 0]
    of_people = np.take_along_axis(best, bases, axis=1)
    cells = (of_people + np.arange(sheets)[:, None] * MOST_GROUPS).ravel()
    held = summed(cells, there.ravel(), sheets * MOST_GROUPS)
    sums = [summed(cells, (there * axis).ravel(), sheets * MOST_GROUPS) for axis in np.moveaxis(places, 2, 0)]
    centres = np.where(held > 0, np.array(sums) / np.maximum(held, 1.0), FAR).reshape(2, sheets, MOST_GROUPS)
    return settled_side_by_side(places, there, centres.transpose(1, 0, 2), rounds), clear


def _base_clusters(places: Floats) -> Indices:
    """At most 100 clusters of people who stand close together; they begin at the first people, as in Polis."""
    _, first = np.unique(places[:, 0] + 1j * places[:, 1], return_index=True)
    return settled(places, np.ones(len(places)), places[np.sort(first)[:_BASES]], _BASES_STILL, _BASES_ROUNDS)


def _largest_first(labels: Indices) -> Indices:
    """The same groups, the largest numbered 0; of equal ones the one with the earlier person first."""
    _, first, numbered, size = np.unique(labels, return_index=True, return_inverse=True, return_counts=True)
    order = np.lexsort((first, -size))
    return np.argsort(order)[numbered]


@dataclass(frozen=True, eq=False)
class _Found:
    """What was found of all: `bases` and `labels` are the base cluster and the group of each person of `enough`."""

    answers: Answers
    leading: Floats
    enough: Indices
    bases: Indices
    labels: Indices


def _stability(found: _Found, parts: int) -> Stability:
    """How the groups fare when one of `parts` of the people, or more of a crowd, is left out, each person once.

    People are placed anew each time, and groups and their number found anew. Of what was found before, the axes to
    begin from and who stands close together (the base clusters) are kept.
    """
    order = np.argsort((np.arange(len(found.enough)) * _GOLDEN) % 1)
    stays = [np.sort(np.delete(order, np.s_[part::parts])[:MOST_KEPT]) for part in range(parts)]
    most = max(map(len, stays))
    places, there = np.zeros((parts, most, 2)), np.zeros((parts, most))
    near = np.zeros((parts, most), dtype=np.intp)
    for part, kept in enumerate(stays):
        places[part, : len(kept)] = placed_like(found.answers.of(found.enough[kept]), found.leading)
        there[part, : len(kept)] = 1.0
        near[part, : len(kept)] = found.bases[kept]
    again, _ = _grouped(places, near, there, _STARTS_AGAIN, _ROUNDS_AGAIN)
    anew = [again[part, : len(kept)] for part, kept in enumerate(stays)]
    likeness = [alike(found.labels[kept], one) for kept, one in zip(stays, anew, strict=True)]
    number = int(found.labels.max()) + 1
    same = [int(np.count_nonzero(np.bincount(one))) for one in anew].count(number)
    return Stability(parts, min(map(len, stays)), float(np.mean(likeness)), min(likeness), same)
