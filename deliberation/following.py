"""Following: who is mentioned when a round of a debate opens and when one closes, and at no other time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum

from deliberation.debate import Debate
from deliberation.ids import RoundNumber, UserId

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
class Called:
    """Whom one message mentions."""

    users: tuple[UserId, ...] = ()
    role: int | None = None
    untold: int = 0
    """How many more follow than the message can mention."""

    @property
    def anybody(self) -> bool:
        """Whether it mentions anybody."""
        return bool(self.users) or self.role is not None


@dataclass(frozen=True, slots=True)
class Call:
    """The message that tells followers that a round opened. That it closed, its summary tells them."""

    debate: Debate
    round: RoundNumber
    closes: datetime
    told: Called


def called(followers: Sequence[UserId], role: int | None) -> Called:
    """Whom a message mentions of `followers`, who are in the order in which they began to follow: all of them; of more
    than CALL_LIMIT the `role` in their place, or the first where the server has set none.
    """
    if len(followers) > CALL_LIMIT and role is not None:
        return Called(role=role)
    users = tuple(followers[:CALL_LIMIT])
    return Called(users, untold=len(followers) - len(users))
