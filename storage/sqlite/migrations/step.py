"""What a step is."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlite_utils import Database


@dataclass(frozen=True, slots=True)
class Step:
    """One change of the tables."""

    name: str
    """As it is noted in every database it was applied to: its number, and what it does."""
    change: Callable[[Database], None]
    """Run once on each database, on the writing connection, within the transaction of `migrate`."""
