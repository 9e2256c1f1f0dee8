"""What is due next, on SQLite."""

from datetime import datetime

from storage.sqlite import due
from storage.sqlite.facade.file import SqliteFile
from storage.verbs.clock import ClockVerbs


class SqliteClock(SqliteFile, ClockVerbs):
    """The verbs of the clock."""

    async def next_due(self, now: datetime) -> datetime | None:
        return await self._read(lambda db: due.next_due(db, now))

    async def prepare(self) -> None:
        await self._read(self._suggestions.prepare)

    async def wait_for_writer(self) -> None:
        await self._write(lambda _: None)
