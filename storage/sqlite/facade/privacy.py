"""Privacy on SQLite. What was erased is gone from the file, its log and memory when a verb returns."""

import asyncio
import logging
from collections.abc import Collection
from datetime import datetime

from deliberation.actor import Actor
from deliberation.ids import GuildId
from deliberation.views.privacy import Erased, Kept, MemberData
from storage.sqlite.connecting.database import truncate_log
from storage.sqlite.facade.file import SqliteFile
from storage.sqlite.privacy import erasing, exporting, leaving
from storage.verbs.privacy import PrivacyVerbs

_TRIES = 100
_PAUSE = 0.05
"""Seconds between two tries to empty the log, in which others may write."""

_log = logging.getLogger(__name__)


class SqlitePrivacy(SqliteFile, PrivacyVerbs):
    """The verbs of privacy."""

    async def kept(self, *, actor: Actor) -> Kept:
        return await self._read(lambda db: exporting.kept(db, actor.guild, actor.user))

    async def member_data(self, *, actor: Actor) -> MemberData:
        return await self._read(lambda db: exporting.member_data(db, actor.guild, actor.user))

    async def erase_member(self, *, actor: Actor, at: datetime) -> Erased:
        erased = await self._write(
            lambda db: erasing.erase_member(db, self._indexes, actor.guild, actor.user, at=at), then=self._forget
        )
        await self._empty_log()
        return erased

    async def note_servers(self, present: Collection[GuildId], *, at: datetime) -> None:
        await self._write(lambda db: leaving.note_servers(db, present, at=at))

    async def servers_to_erase(self, left_before: datetime) -> tuple[GuildId, ...]:
        return await self._read(lambda db: leaving.servers_to_erase(db, left_before))

    async def erase_server(self, guild: GuildId) -> None:
        def forget(_: None) -> None:
            for place in [place for place in self._threads if place[0] == guild]:
                del self._threads[place]

        await self._write(lambda db: leaving.erase_server(db, guild), then=forget)
        await self._empty_log()

    def _forget(self, erased: Erased) -> None:
        for debate in erased.opened:
            if debate.thread is not None:
                self._threads[debate.key.guild, debate.thread] = debate

    async def _empty_log(self) -> None:
        for _ in range(_TRIES):
            if await self._writer.tend(truncate_log):
                return
            await asyncio.sleep(_PAUSE)
        # Somebody reads on and on, another program perhaps. The next erasure, close or start empties it.
        _log.warning("log not emptied after an erasure")
