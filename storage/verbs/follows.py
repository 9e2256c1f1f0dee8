"""Follows: being mentioned when a round of a debate opens or closes."""

from datetime import datetime
from typing import Protocol

from deliberation.actor import Actor
from deliberation.following import Following, Wish
from deliberation.ids import DebateKey, UserId


class FollowVerbs(Protocol):
    """What can be done with follows."""

    async def follow(self, key: DebateKey, *, actor: Actor, wish: Wish, at: datetime) -> Following:
        """Let the actor follow a debate or leave it; how they stand to it then. Raises AnotherServer, DebateEnded
        (only where they want to begin).
        """
        ...

    async def followers(self, key: DebateKey) -> tuple[UserId, ...]:
        """Who follows a debate, in the order in which they began to."""
        ...
