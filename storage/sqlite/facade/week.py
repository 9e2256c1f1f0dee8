"""Digests on SQLite."""

from datetime import datetime

from deliberation.actor import Actor
from deliberation.debate import Debate
from deliberation.ids import ActId, ChannelId, GuildId
from deliberation.steering.schedule import Week
from deliberation.views.digest import DigestSettings
from storage.sqlite import digests
from storage.sqlite.facade.file import SqliteFile
from storage.verbs.week import WeekVerbs


class SqliteWeek(SqliteFile, WeekVerbs):
    """The verbs of the week."""

    async def set_digest(self, settings: DigestSettings, *, actor: Actor) -> datetime:
        return await self._write(lambda db: digests.set_digest(db, settings, actor=actor))

    async def drop_digest(self, guild: GuildId, *, actor: Actor) -> None:
        await self._write(lambda db: digests.drop_digest(db, guild, actor=actor))

    async def digest_settings(self, guild: GuildId) -> DigestSettings | None:
        return await self._read(lambda db: digests.digest_settings(db, guild))

    async def debates_of_week(self, guild: GuildId, week: Week) -> tuple[Debate, ...]:
        return await self._read(lambda db: digests.debates_of_week(db, guild, week))

    async def digests_due(self, now: datetime) -> tuple[DigestSettings, ...]:
        return await self._read(lambda db: digests.digests_due(db, now))

    async def owe_digest(self, settings: DigestSettings, week: Week, *, now: datetime) -> bool:
        return await self._write(lambda db: digests.owe_digest(db, settings, week, now=now))

    async def skip_digest(self, settings: DigestSettings, week: Week, *, now: datetime) -> bool:
        return await self._write(lambda db: digests.skip_digest(db, settings, week, now=now))

    async def owe_digest_now(
        self, guild: GuildId, channel: ChannelId, *, actor: Actor, act: ActId, at: datetime, quiet: bool
    ) -> None:
        await self._write(
            lambda db: digests.owe_digest_now(db, guild, channel, actor=actor, act=act, at=at, quiet=quiet)
        )
