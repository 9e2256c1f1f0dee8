"""The writer: one thread owns the only connection that writes, and commits what is queued together."""

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Lock, Thread
from typing import Any, TypeVar

from sqlite_utils import Database

from storage.errors import StoreClosed
from storage.sqlite.connecting.database import sqlite3, storage_error
from storage.sqlite.connecting.lease import Lease

logger = logging.getLogger(__name__)

T = TypeVar("T")

GROUP_LIMIT = 256
"""The most acts in one transaction, so that the first of many callers is not kept waiting for the last."""


@dataclass(slots=True, eq=False)
class _Act:
    """One verb to run: what it writes, who waits for it, and how it went."""

    work: Callable[[Database], Any]
    then: Callable[[Any], None] | None
    caller: "asyncio.Future[Any]"
    apart: bool = False
    """Whether it runs outside of any transaction."""
    result: Any = None
    error: BaseException | None = field(default=None)

    def answer(self) -> None:
        """Tell the caller, on the caller's loop. What `then` keeps in memory is done even if nobody waits any more."""
        if self.error is None and self.then is not None:
            self.then(self.result)
        if self.caller.done():
            return
        if self.error is None:
            self.caller.set_result(self.result)
        else:
            self.caller.set_exception(self.error)


class Writer:
    """Runs acts on its own thread: drain the queue, begin, a savepoint for each act, one commit, then answer.

    An act that raises leaves nothing behind and does not disturb the others of its group. An act may be run twice, when
    the transaction it first ran in was lost: what it keeps in memory must be checked against the database.
    """

    def __init__(self, db: Database, lease: Lease, path: Path) -> None:
        self._db = db
        self._lease = lease
        self._path = path
        self._queue: SimpleQueue[_Act | None] = SimpleQueue()
        self._apart: _Act | None = None
        """An act that was met while a group was drained, and waits for that group's commit."""
        self._gate = Lock()
        self._closed = False
        # A daemon, so that a process which dies of something else does not hang; what was answered is committed.
        self._thread = Thread(target=self._run, name="counterpoint-writer", daemon=True)
        self._thread.start()

    async def write(self, work: Callable[[Database], T], then: Callable[[T], None] | None = None) -> T:
        """What `work` returns, once it is committed; `then` is given it first. Cancelling the wait undoes nothing.

        Raises:
            StoreClosed: `close` was called before.
            DiskFull, DatabaseBusy, DatabaseFailed, DatabaseInUse: nothing was written, as they say.
            Whatever `work` raises; nothing was written.
        """
        return await self._queued(work, then, apart=False)

    async def tend(self, work: Callable[[Database], T]) -> T:
        """What `work` returns, which is run on its own between two transactions: for what SQLite does only there.

        Raises:
            As `write`.
        """
        return await self._queued(work, None, apart=True)

    async def _queued(self, work: Callable[[Database], T], then: Callable[[T], None] | None, *, apart: bool) -> T:
        caller: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        with self._gate:
            if self._closed:
                raise StoreClosed(self._path)
            self._queue.put(_Act(work, then, caller, apart))
        return await caller

    def close(self) -> None:
        """Commit what is queued and end the thread; the connection stays open. Called again, nothing happens."""
        with self._gate:
            if not self._closed:
                self._closed = True
                self._queue.put(None)
        self._thread.join()

    def _run(self) -> None:
        while (first := self._next()) is not None:
            group = [first]
            if first.apart:
                self._tend(first)
                self._answer(group)
                continue
            try:
                self._begin()
            except Exception as error:
                self._undo()
                self._drain(group)
                for act in group:
                    act.error = self._told(error)
            else:
                self._run_group(group)
            self._answer(group)

    def _next(self) -> _Act | None:
        waiting, self._apart = self._apart, None
        return waiting or self._queue.get()

    def _tend(self, act: _Act) -> None:
        try:
            act.result = act.work(self._db)
        except Exception as error:
            self._undo()
            act.error = self._told(error)

    def _run_group(self, group: list[_Act]) -> None:
        """Run the first act and those that queue meanwhile, and commit them."""
        try:
            for act in group:  # grows as it goes
                self._try(act)
                self._drain(group)
            self._db.execute("COMMIT")
        except Exception as error:
            self._undo()
            why = getattr(error, "sqlite_errorname", type(error).__name__)
            logger.warning("transaction lost", extra={"facts": {"acts": len(group), "why": why}})
            for act in group:
                self._run_alone(act)

    def _run_alone(self, act: _Act) -> None:
        """Run an act whose group was lost in a transaction of its own: one that is too large for what room is left
        must not take the others with it.
        """
        act.result, act.error = None, None
        try:
            self._begin()
            self._try(act)
            self._db.execute("COMMIT")
        except Exception as error:
            self._undo()
            act.error = act.error or self._told(error)

    def _drain(self, group: list[_Act]) -> None:
        """Add what is queued to `group`, up to GROUP_LIMIT, or to an act that runs apart from others."""
        while self._apart is None and len(group) < GROUP_LIMIT:
            try:
                act = self._queue.get_nowait()
            except Empty:
                return
            if act is None:
                self._queue.put(None)  # the end, for the next look
                return
            if act.apart:
                self._apart = act
                return
            group.append(act)

    def _begin(self) -> None:
        self._db.execute("BEGIN IMMEDIATE")
        self._lease.check(self._db)

    def _try(self, act: _Act) -> None:
        """Run one act in a savepoint and note how it went.

        Raises:
            sqlite3.Error: the whole transaction is gone with it, as when the disk is full.
        """
        self._db.execute("SAVEPOINT act")
        try:
            act.result = act.work(self._db)
        except Exception as error:
            act.error = self._told(error)
            if not self._db.conn.in_transaction:
                raise
            self._db.execute("ROLLBACK TO act")
        self._db.execute("RELEASE act")

    def _told(self, error: Exception) -> Exception:
        return storage_error(error, self._path) if isinstance(error, sqlite3.Error) else error

    def _undo(self) -> None:
        if self._db.conn.in_transaction:
            with suppress(sqlite3.Error):
                self._db.execute("ROLLBACK")

    def _answer(self, group: list[_Act]) -> None:
        """Wake each caller's loop once for all its acts."""
        loops: dict[asyncio.AbstractEventLoop, list[_Act]] = {}
        for act in group:
            loops.setdefault(act.caller.get_loop(), []).append(act)
        for loop, acts in loops.items():
            with suppress(RuntimeError):  # a loop that has ended has nobody waiting
                loop.call_soon_threadsafe(_answer_all, acts)


def _answer_all(acts: list[_Act]) -> None:
    for act in acts:
        act.answer()
