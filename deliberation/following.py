"""Following: who is mentioned when a round of a debate opens and when one closes, and at no other time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum

from deliberation.debate import Debate
from deliberation.ids import Link, RoundNumber, UserId

CALL_LIMIT = 100
"""The most people one message can mention so that they are told."""


class Wish(IntEnum):
    """What somebody wants who presses a button."""

    LEAVE = 0
    FOLLOW = 1
    TURN = 2
    """The other of the two."""


@dataclass(frozen=True, slots=True)
class Following:
    """How somebody stands to a debate's mentions."""

    debate: Debate
    follows: bool
    followers: int
    """How many people follow it, with them."""
    role: int | None
    """The role mentioned in the place of more than CALL_LIMIT of them; None where the server set none."""


@dataclass(frozen=True, slots=True)
class Call:
    """One message that mentions followers: a round opened, or closed."""

    debate: Debate
    round: RoundNumber
    closes: datetime | None
    """When the round closes that opened; None where it has closed."""
    summary: Link | None
    """Of a closed round, its summary, where that is posted."""
    users: tuple[UserId, ...]
    role: int | None
    followers: int
    """How many there are to tell."""

    @property
    def untold(self) -> int:
        """How many of them this message cannot mention."""
        return 0 if self.role is not None or not self.users else self.followers - len(self.users)


def called(followers: Sequence[UserId], role: int | None) -> tuple[tuple[UserId, ...], int | None]:
    """Whom a message mentions of `followers`, who are in the order in which they began to follow: all of them; of more
    than CALL_LIMIT the `role` in their place, or the first where the server has set none.
    """
    if len(followers) > CALL_LIMIT and role is not None:
        return (), role
    return tuple(followers[:CALL_LIMIT]), None
