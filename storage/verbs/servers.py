"""Servers: what their moderators settled, and what moderators did."""

from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from deliberation.actor import Actor
from deliberation.ids import ActId, DebateKey, GuildId
from deliberation.log import LogEntry
from deliberation.server import ServerSettings, Setting


class ServerVerbs(Protocol):
    """What can be done with a server's settings and its log."""

    async def server(self, guild: GuildId) -> ServerSettings:
        """A server's settings; the usual ones where nothing was set."""
        ...

    async def settings_for(self, guild: GuildId, *, actor: Actor) -> ServerSettings:
        """A server's settings for somebody about to change them.

        Raises: AnotherServer, NotAnAdministrator.
        """
        ...

    async def change_server(
        self,
        guild: GuildId,
        setting: Setting,
        change: Callable[[ServerSettings], ServerSettings],
        *,
        actor: Actor,
        act: ActId,
        at: datetime,
    ) -> ServerSettings:
        """Settle one thing by what `change` makes of the settings that stand, and log it; as settled. Of two changes at
        the same moment neither undoes the other.

        Raises: AnotherServer, NotAnAdministrator, UnknownTimeZone.
        """
        ...

    async def set_server(self, settings: ServerSettings, *, actor: Actor, act: ActId, at: datetime) -> ServerSettings:
        """Settle what `settings` say and log it; as settled.

        Raises: AnotherServer, NotAnAdministrator, UnknownTimeZone.
        """
        ...

    async def log(self, key: DebateKey) -> tuple[LogEntry, ...]:
        """What moderators did in a debate, oldest first."""
        ...
