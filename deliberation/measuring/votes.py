"""Votes: who answered which point how, as a sheet of answers holds them, however many there are.

Unlike a record, votes know nothing of rounds, messages or members: names of people and points are text from a file.
"""

from collections.abc import Mapping, Set
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from deliberation.stance import POSITIONS, Position

THREE_POSITIONS = (Position.AGREE, Position.UNDECIDED, Position.DISAGREE)
"""What people may answer elsewhere, in Polis for one: agree, pass, disagree."""

Indices = NDArray[np.intp]
Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Votes:
    """At most one vote of each person on each point; who did not answer stands nowhere.

    `person`, `point` and `rank` have one entry a vote: indices into `people`, `points` and `scale`. Made by `votes_of`.
    """

    people: tuple[str, ...]
    points: tuple[str, ...]
    scale: tuple[Position, ...]
    person: Indices
    point: Indices
    rank: Indices

    def __len__(self) -> int:
        return len(self.rank)

    @cached_property
    def counts(self) -> NDArray[np.int64]:
        """How many people are in each position (columns, as in `scale`) on each point (rows)."""
        size = len(self.scale)
        found = np.bincount(self.point * size + self.rank, minlength=len(self.points) * size)
        return found.reshape(len(self.points), size)

    @cached_property
    def given(self) -> Indices:
        """How many points each person answered."""
        return np.bincount(self.person, minlength=len(self.people))

    @cached_property
    def answered(self) -> Indices:
        """How many people answered each point."""
        return np.bincount(self.point, minlength=len(self.points))

    def of_people(self, kept: Indices) -> "Votes":
        """The votes of the people at the places `kept`, given in rising order; all points stay."""
        place = np.full(len(self.people), -1, dtype=np.intp)
        place[kept] = np.arange(len(kept))
        stay = place[self.person] >= 0
        return Votes(
            people=tuple(self.people[int(who)] for who in kept),
            points=self.points,
            scale=self.scale,
            person=place[self.person[stay]],
            point=self.point[stay],
            rank=self.rank[stay],
        )


def votes_of(
    given: Mapping[tuple[str, str], Position],
    scale: tuple[Position, ...] = POSITIONS,
    *,
    people: Set[str] = frozenset(),
    points: Set[str] = frozenset(),
) -> Votes:
    """`given` (person and point to position) as votes, among `people` and `points` too who may have none.

    People and points stand in natural order, votes in order of person and point.

    Raises:
        ValueError: a position is not on the scale.
    """
    everybody = in_natural_order({person for person, _ in given} | people)
    asked = in_natural_order({point for _, point in given} | points)
    place_of = {person: place for place, person in enumerate(everybody)}
    point_of = {point: place for place, point in enumerate(asked)}
    placed = sorted(
        (place_of[person], point_of[point], scale.index(position)) for (person, point), position in given.items()
    )
    columns = np.array(placed, dtype=np.intp).reshape(-1, 3).T
    person, point, rank = (np.ascontiguousarray(column) for column in columns)
    return Votes(everybody, asked, scale, person, point, rank)


def renamed(votes: Votes, people: tuple[str, ...], points: tuple[str, ...]) -> Votes:
    """The same votes among more `people` and `points`; all of the votes' own are among them."""
    place_of = {name: place for place, name in enumerate(people)}
    point_of = {name: place for place, name in enumerate(points)}
    persons = np.array([place_of[name] for name in votes.people], dtype=np.intp)
    asked = np.array([point_of[name] for name in votes.points], dtype=np.intp)
    return Votes(people, points, votes.scale, persons[votes.person], asked[votes.point], votes.rank)


def summed(cells: Indices, weights: Floats, length: int = 0) -> Floats:
    """The weights of each cell added up, of cells 0 to `length` or beyond."""
    return np.bincount(cells, weights=weights, minlength=length).astype(np.float64, copy=False)


def in_natural_order(names: Set[str]) -> tuple[str, ...]:
    """`names` with numbers in order of their value, before other names in order of their letters."""
    return tuple(sorted(names, key=_natural))


def is_number(name: str) -> bool:
    """Whether `name` is written as a whole number is, of a length that is one and no hostile row of digits."""
    return name.isascii() and name.isdecimal() and len(name) <= 18


def _natural(name: str) -> tuple[bool, int, str]:
    number = is_number(name)
    return (not number, int(name) if number else 0, name)
