"""Privacy: what is kept about a member of a server, and what erasing it came to."""

from collections.abc import Mapping
from dataclasses import dataclass

from deliberation.debate import Debate
from deliberation.ids import DebateId, PointNumber, RoundNumber

Row = Mapping[str, str | int | float | None]
"""A row about a member, column by column, as it is kept."""


@dataclass(frozen=True, slots=True)
class Kept:
    """How much is kept about a member of a server."""

    debates: int = 0
    """In which they said, answered, followed or did anything."""
    statements: int = 0
    answers: int = 0
    """Stances, each change of one counted."""
    follows: int = 0

    @property
    def anything(self) -> bool:
        """Whether anything is."""
        return bool(self.debates or self.statements or self.answers or self.follows)


@dataclass(frozen=True, slots=True)
class MemberData:
    """Everything kept about a member of a server."""

    kept: Kept
    debates: tuple[Debate, ...]
    """Those that `tables` speak of, oldest first."""
    tables: Mapping[str, tuple[Row, ...]]
    """By table: every row that is theirs, or that says what they did."""
    claims: Mapping[tuple[DebateId, PointNumber, RoundNumber], str]
    """The words that stood for a point in the rounds in which they answered it; empty where they were erased since."""


@dataclass(frozen=True, slots=True)
class Erased:
    """What erasing a member came to."""

    statements: int
    posts: int
    """Posts of the bot that showed their words or their name, to be edited now."""
    opened: tuple[Debate, ...]
    """Debates that they had opened, as they stand now."""
