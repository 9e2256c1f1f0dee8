"""Votes for tests: the shared Polis conversations, and made-up ones."""

import csv
from pathlib import Path

import numpy as np
import pytest

from deliberation.measuring.votes import THREE_POSITIONS, Votes, votes_of
from deliberation.stance import Position

SHARED = Path(__file__).parents[3] / "shared" / "polis"
CONVERSATIONS = ("15-per-hour-seattle", "scoop-hivemind.taxes")
MARKS = {"Y": Position.AGREE, "?": Position.UNDECIDED, "N": Position.DISAGREE}


def export(conversation: str, name: str = "participants-votes.csv") -> Path:
    """A file of a shared Polis conversation; without it the test is skipped."""
    path = SHARED / conversation / name
    if not path.exists():
        pytest.skip(f"needs the Polis export {conversation}/{name} in ../shared/polis, beside the project")
    return path


def polis_groups(conversation: str) -> dict[str, str]:
    """Polis' own groups, by participant."""
    with export(conversation).open(encoding="utf-8", newline="") as file:
        return {row["participant"]: row["group-id"] for row in csv.DictReader(file) if row["group-id"]}


def marked(*rows: str) -> Votes:
    """Votes spelt as a row a person and a letter a point: Y, ? or N; a dot is no vote."""
    given = {
        (str(person), str(point)): MARKS[mark]
        for person, row in enumerate(rows)
        for point, mark in enumerate(row)
        if mark != "."
    }
    points = {str(point) for row in rows for point in range(len(row))}
    return votes_of(given, THREE_POSITIONS, people={str(person) for person in range(len(rows))}, points=points)


def camps(
    sizes: tuple[int, ...], points: int = 20, *, seed: int = 1, silence: float = 0.2
) -> dict[tuple[str, str], Position]:
    """Votes of people in camps: each camp has its own answers, which each member gives four times in five."""
    rng = np.random.default_rng(seed)
    given: dict[tuple[str, str], Position] = {}
    person = 0
    for size in sizes:
        own = rng.choice(3, size=points, p=(0.5, 0.0, 0.5))
        for _ in range(size):
            said = np.where(rng.random(points) < 0.8, own, rng.choice(3, size=points))
            for point in np.flatnonzero(rng.random(points) >= silence).tolist():
                given[f"p{person}", f"c{point}"] = THREE_POSITIONS[int(said[point])]
            person += 1
    return given


def camp_of(sizes: tuple[int, ...]) -> dict[str, int]:
    """The camp of each person of `camps`."""
    return {f"p{person}": camp for person, camp in enumerate(c for c, size in enumerate(sizes) for _ in range(size))}
