"""Servers on SQLite."""

from collections.abc import Callable
from datetime import datetime

from deliberation.actor import Actor
from deliberation.ids import ActId, DebateKey, GuildId
from deliberation.log import LogEntry
from deliberation.server import ServerSettings, Setting
from storage.sqlite import log, servers
from storage.sqlite.facade.file import SqliteFile
from storage.verbs.servers import ServerVerbs


class SqliteServers(SqliteFile, ServerVerbs):
    """The verbs of servers."""

    async def server(self, guild: GuildId) -> ServerSettings:
        return await self._read(lambda db: servers.server(db, guild))

    async def settings_for(self, guild: GuildId, *, actor: Actor) -> ServerSettings:
        return await self._read(lambda db: servers.settings_for(db, guild, actor=actor))

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
        return await self._write(
            lambda db: servers.change_server(db, guild, setting, change, actor=actor, act=act, at=at)
        )

    async def set_server(self, settings: ServerSettings, *, actor: Actor, act: ActId, at: datetime) -> ServerSettings:
        return await self._write(lambda db: servers.set_server(db, settings, actor=actor, act=act, at=at))

    async def log(self, key: DebateKey) -> tuple[LogEntry, ...]:
        return await self._read(lambda db: log.entries(db, key))
