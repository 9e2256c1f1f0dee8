"""The history of threads on SQLite."""

from collections.abc import Sequence
from datetime import datetime

from deliberation.ids import DebateKey, GuildId, MessageId
from storage.sqlite import cursors
from storage.sqlite.facade.arriving import Arriving
from storage.verbs.history import Cursor, HistoryVerbs
from storage.verbs.statements import Arrival, Recorded


class SqliteHistory(Arriving, HistoryVerbs):
    """The verbs of history."""

    async def cursors(self, guild: GuildId | None = None) -> tuple[Cursor, ...]:
        return await self._read(lambda db: cursors.cursors(db, guild))

    async def record_history(
        self, key: DebateKey, arrivals: Sequence[Arrival], *, read_to: MessageId | None, now: datetime
    ) -> tuple[Recorded, ...]:
        readings = await self._readings(arrivals)
        recorded = await self._write(
            lambda db: cursors.record_history(db, self._indexes, key, arrivals, readings, read_to=read_to, now=now)
        )
        self._expect_suggestions(recorded)
        return recorded

    async def withdraw_missing(
        self, key: DebateKey, *, since: MessageId, until: MessageId, present: frozenset[MessageId], at: datetime
    ) -> int:
        return await self._write(
            lambda db: cursors.withdraw_missing(
                db, self._indexes, key, since=since, until=until, present=present, at=at
            )
        )
