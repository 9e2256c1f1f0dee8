"""One SQLite file, open: the thread that writes, connections that only read, and what is kept in memory beside them."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue
from typing import Self, TypeVar

from sqlite_utils import Database

from storage.errors import ReadFailed, StoreClosed
from storage.sqlite import debates
from storage.sqlite.ballots import RoundsBefore
from storage.sqlite.connecting.database import (
    open_reading,
    open_writing,
    snapshot,
    sqlite3,
    truncate_log,
)
from storage.sqlite.connecting.files import log_of
from storage.sqlite.connecting.lease import Lease, signed_off
from storage.sqlite.connecting.writer import Writer
from storage.sqlite.keeping.upgrading import bring_up_to_date
from storage.sqlite.statements.indexes import DebateIndexes
from storage.sqlite.statements.suggestions import Suggestions

_log = logging.getLogger(__name__)

T = TypeVar("T")

READERS = 2


class SqliteFile:
    """What the verbs of every noun run on. Made by `open`.

    `_write` runs a verb on the writer's thread, `_read` on a connection that can only read. What is kept in memory can
    be made again from the file at any time.
    """

    def __init__(self, path: Path, lease: Lease, db: Database, readers: Sequence[Database]) -> None:
        self._path = path
        self._lease = lease
        self._db = db
        self._readers = tuple(readers)
        self._free: SimpleQueue[Database] = SimpleQueue()
        for reader in readers:
            self._free.put(reader)
        self._reading = ThreadPoolExecutor(len(self._readers), thread_name_prefix="counterpoint-reader")
        self._indexes = DebateIndexes()
        self._before = RoundsBefore()
        self._suggestions = Suggestions()
        self._threads = {(placed.key.guild, placed.thread): placed for placed in debates.placed_debates(db)}
        self._writer = Writer(db, lease, path)
        self._closed = False

    @classmethod
    async def open(cls, path: Path) -> Self:
        """The store in the file at `path`, which is made where there is none.

        Raises:
            DatabaseInUse, DatabaseUnwritable, NotADatabase, ForeignDatabase, DatabaseDamaged, DatabaseNewer,
            DatabaseBusy: as they say; what is at `path` is left as it is.
        """
        return await asyncio.to_thread(cls._open, path)

    @classmethod
    def _open(cls, path: Path) -> Self:
        path = path.resolve()  # the lock belongs to the file, by whatever name it is opened
        lease = Lease(path)
        lease.take()
        opened: list[Database] = []
        try:
            logged = log_of(path).exists()
            opened.append(db := open_writing(path))
            bring_up_to_date(db, path)
            if not logged and not signed_off(db):
                _log.warning("the last process was killed and its log is gone: what was written last may be missing")
            lease.write_down(db)
            # An erasure may have been cut short of it; and who writes stands in the file itself from the beginning.
            truncate_log(db)
            opened += [open_reading(path) for _ in range(READERS)]
            return cls(path, lease, db, opened[1:])
        except BaseException:
            for connection in opened:
                connection.close()
            lease.give_back()
            raise

    async def close(self) -> None:
        """Commit what is queued and leave one file with everything in it. Called again, nothing happens."""
        if not self._closed:
            self._closed = True
            await asyncio.to_thread(self._close)

    def _close(self) -> None:
        self._writer.close()
        self._reading.shutdown()
        for reader in self._readers:
            reader.close()
        self._lease.sign_off(self._db)
        self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        self._db.close()
        self._lease.give_back()

    def _write(self, work: Callable[[Database], T], then: Callable[[T], None] | None = None) -> Awaitable[T]:
        """What `work` returns, once it is committed; `then` is given it first. Raises as `Writer.write`."""
        return self._writer.write(work, then)

    async def _read(self, read: Callable[[Database], T]) -> T:
        """What `read` returns, all of it from one state of the file."""
        if self._closed:
            raise StoreClosed(self._path)
        return await asyncio.get_running_loop().run_in_executor(self._reading, self._read_now, read)

    def _read_now(self, read: Callable[[Database], T]) -> T:
        reader = self._free.get()
        try:
            return snapshot(reader, read)
        except sqlite3.Error as error:
            raise ReadFailed(self._path, str(error)) from error
        finally:
            self._free.put(reader)
