"""Servers: what their moderators settled, and what moderators did."""

from datetime import datetime
from typing import Protocol

from deliberation.actor import Actor
from deliberation.ids import ActId, DebateKey, GuildId
from deliberation.log import LogEntry
from deliberation.server import ServerSettings


class ServerVerbs(Protocol):
    """What can be done with a server's settings and its log."""

    async def server(self, guild: GuildId) -> ServerSettings:
        """A server's settings; the usual ones where nothing was set."""
        ...

    async def set_server(self, settings: ServerSettings, *, actor: Actor, act: ActId, at: datetime) -> ServerSettings:
        """Settle what `settings` say and log it; as settled.

        Raises: AnotherServer, NotAnAdministrator, UnknownTimeZone.
        """
        ...

    async def log(self, key: DebateKey) -> tuple[LogEntry, ...]:
        """What moderators did in a debate, oldest first."""
        ...
