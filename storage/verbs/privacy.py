"""Privacy: what is kept about a member, handing it over, erasing it; and erasing a server that the bot has left."""

from collections.abc import Collection
from datetime import datetime
from typing import Protocol

from deliberation.actor import Actor
from deliberation.ids import GuildId
from deliberation.views.privacy import Erased, Kept, MemberData


class PrivacyVerbs(Protocol):
    """What can be done with everything kept about somebody."""

    async def kept(self, *, actor: Actor) -> Kept:
        """How much is kept about the actor on their server."""
        ...

    async def member_data(self, *, actor: Actor) -> MemberData:
        """Everything kept about the actor on their server. Raises NothingKept."""
        ...

    async def erase_member(self, *, actor: Actor, at: datetime) -> Erased:
        """Clear everything the actor said on their server, unlink them from what is left, and owe every post that shows
        it anew. When this returns, nothing of it is in the file any more. Raises NothingKept, also the second time.
        """
        ...

    async def note_servers(self, present: Collection[GuildId], *, at: datetime) -> None:
        """Note which servers the bot is on: those it has left since, and those it is on again."""
        ...

    async def servers_to_erase(self, left_before: datetime) -> tuple[GuildId, ...]:
        """Servers that the bot left before that moment and is not on."""
        ...

    async def erase_server(self, guild: GuildId) -> None:
        """Erase everything kept about a server; nothing happens where nothing is."""
        ...
