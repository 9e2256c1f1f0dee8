"""Opinion groups among people who voted, and how far they depend on who happened to vote."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np

from deliberation.grouping.clustering import alike, best_clusters, distances_between, settled, silhouette
from deliberation.grouping.projecting import places_of
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
MOST_KEPT = 500
"""Of larger crowds only so many people stay each time: a harder trial, at a bounded cost."""
_SEED = 20_260_101


@dataclass(frozen=True, slots=True)
class Stability:
    """What becomes of groups when people are left out: each time all is computed anew from those who stay."""

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
    They are found anew without each of `parts` of the people, to see how stable they are; with 0 that is left out.

    As Polis does it: people are placed by two principal components (`projecting`), those with ENOUGH_VOTES are
    drawn together to at most 100 base clusters, these to 2, 3, 4 or 5 groups weighted by their people, and the number
    is the one with the best silhouette over base clusters. Polis carries its clusters on from vote to vote; here
    the best of several beginnings is taken instead, and the people find their nearest group in the end.

    The points in `moderated` count, as in Polis, as answered by everybody and say nothing; so do points that one person
    alone answered, who can differ from nobody there (in Polis these are comments whose author alone saw them).
    """
    silent = np.isin(votes.points, list(moderated)) if moderated else np.zeros(len(votes.points), dtype=bool)
    silent |= votes.answered <= 1
    asked = np.flatnonzero(silent)
    enough = np.flatnonzero(votes.given >= max(1, min(ENOUGH_VOTES, len(votes.points))))
    if len(enough) < FEWEST_PEOPLE:
        return None
    labels, silhouettes = _clusters(places_of(votes, asked)[enough])
    number = int(labels.max(initial=0)) + 1
    if number < 2:
        return None
    of = np.full(len(votes.people), -1, dtype=np.intp)
    of[enough] = labels
    return Groups(of, number, silhouettes, _stability(votes, asked, enough, labels, parts) if parts else None)


def groups_given(votes: Votes, named: Mapping[str, int]) -> Groups:
    """The groups that `named` says, by person. Who stands in no vote is passed over.

    Raises:
        ValueError: a group has a negative number.
    """
    if any(group < 0 for group in named.values()):
        raise ValueError("groups are numbered from 0")
    of = np.array([named.get(person, -1) for person in votes.people], dtype=np.intp)
    return Groups(of, max(named.values(), default=-1) + 1, {}, given=True)


def _clusters(places: Floats) -> tuple[Indices, dict[int, float]]:
    """The group of each place, and how clearly each number of groups stands apart."""
    bases = _base_clusters(places)
    weights = np.bincount(bases).astype(np.float64)
    middles = np.stack([summed(bases, axis) / weights for axis in places.T], axis=1)
    distances = distances_between(middles)
    found = {
        count: best_clusters(middles, weights, count)
        for count in range(2, min(MOST_GROUPS, 2 + len(middles) // _PEOPLE_A_GROUP) + 1)
    }
    silhouettes = {count: silhouette(distances, labels) for count, labels in found.items()}
    best = max(silhouettes, key=lambda count: (silhouettes[count], -count))
    of_people = found[best][bases]
    size = np.bincount(of_people)
    centres = np.stack([summed(of_people, axis) / size for axis in places.T], axis=1)
    return _largest_first(settled(places, np.ones(len(places)), centres)), silhouettes


def _base_clusters(places: Floats) -> Indices:
    """At most 100 clusters of people who stand close together; they begin at the first people, as in Polis."""
    _, first = np.unique(places, axis=0, return_index=True)
    return settled(places, np.ones(len(places)), places[np.sort(first)[:_BASES]], _BASES_STILL, _BASES_ROUNDS)


def _largest_first(labels: Indices) -> Indices:
    """The same groups, the largest numbered 0; of equal ones the one with the earlier person first."""
    size = np.bincount(labels)
    _, first = np.unique(labels, return_index=True)
    order = np.lexsort((first, -size))
    return np.argsort(order)[labels]


def _stability(votes: Votes, asked: Indices, enough: Indices, labels: Indices, parts: int) -> Stability:
    """How the groups fare when one of `parts` of the people, or more of a crowd, is left out, each person once."""
    order = np.random.default_rng(_SEED).permutation(len(enough))
    stays = [np.sort(np.delete(order, np.s_[part::parts])[:MOST_KEPT]) for part in range(parts)]
    again = [_clusters(places_of(votes.of_people(enough[kept]), asked))[0] for kept in stays]
    likeness = [alike(labels[kept], found) for kept, found in zip(stays, again, strict=True)]
    same = sum(int(found.max()) == int(labels.max()) for found in again)
    return Stability(parts, min(map(len, stays)), float(np.mean(likeness)), min(likeness), same)
