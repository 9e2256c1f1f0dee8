"""Opening the database file: one connection that writes, others that only read, and what is refused beforehand."""

import os
import threading
import time
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from sqlite_utils import Database

from storage.errors import (
    DatabaseBusy,
    DatabaseDamaged,
    DatabaseFailed,
    DatabaseUnwritable,
    DiskFull,
    ForeignDatabase,
    StorageError,
)
from storage.sqlite.connecting.files import log_of, look_at_file, no_room, publish, shared_memory_of, unwritable

if TYPE_CHECKING:
    import sqlite3
else:
    from sqlite_utils.utils import sqlite3  # pysqlite3 where there is one: its errors are not the standard module's

T = TypeVar("T")

APPLICATION_ID = 0x43505431
"""`CPT1`: what the first page of the bot's own databases says, so that no other program's is taken for one."""

BUSY_TIMEOUT = 5_000
"""Milliseconds to wait for another program (a backup, a shell) to let go."""

_LOG_TIMEOUT = 50
"""The same while the log is emptied, which holds up everybody who writes."""

_EITHER = (
    f"busy_timeout = {BUSY_TIMEOUT}",
    "foreign_keys = ON",
    "temp_store = MEMORY",  # words must not lie in temporary files, which nobody erases
    "trusted_schema = OFF",
)
_WRITING = (
    "synchronous = FULL",  # NORMAL lost a third of what it had acknowledged in simulated power cuts
    "fullfsync = ON",  # what a real flush is called on macOS
    "checkpoint_fullfsync = ON",
    "secure_delete = ON",
    "cell_size_check = ON",
)


def open_writing(path: Path) -> Database:
    """The connection that writes, to the database at `path`, which is made where there is none.

    What is at `path` is looked at first and left as it is if it is refused.

    Raises:
        NotADatabase, DatabaseEmpty, LogAlone, ForeignDatabase, DatabaseDamaged, DatabaseUnwritable, DatabaseBusy,
        DiskFull: as they say.
    """
    try:
        if look_at_file(path):
            # By a connection that cannot write: closing one that can would write a log into a database that it may not
            # belong to, and delete it.
            with closing(connect(path, "ro")) as db:
                _set(db, *_EITHER)
                # In one snapshot: another process may be making the tables between one look and the next.
                snapshot(db, lambda db: _look_inside(db, path))
        else:
            _make(path)
        db = connect(path, "rw")
    except OSError as error:
        raise unwritable(path, error) from error
    except sqlite3.Error as error:
        raise opening_error(error, path) from error
    try:
        _set(db, *_EITHER)
        _keep_a_log(db)
        _set(db, *_WRITING)
        _try_to_write(db)
    except sqlite3.Error as error:
        db.close()
        raise opening_error(error, path) from error
    return db


def open_reading(path: Path) -> Database:
    """A connection that can only read, to a database that a writer has open.

    Raises:
        DatabaseFailed: it cannot be opened.
    """
    try:
        db = connect(path, "ro")
        _set(db, *_EITHER, "query_only = ON")
    except sqlite3.Error as error:
        raise storage_error(error, path) from error
    return db


def snapshot(db: Database, read: Callable[[Database], T]) -> T:
    """What `read` returns, all of it from one state of the database."""
    db.execute("BEGIN")
    try:
        return read(db)
    finally:
        with suppress(sqlite3.Error):
            db.execute("ROLLBACK")


def truncate_log(db: Database) -> bool:
    """Write everything in the write-ahead log into the database and leave the log empty, so that nothing erased lies in
    it any more. Whether it is: somebody who reads just now keeps it from that, and is not waited for.
    """
    _set(db, f"busy_timeout = {_LOG_TIMEOUT}")
    try:
        busy = value(db, "PRAGMA wal_checkpoint(TRUNCATE)")
    except sqlite3.OperationalError as error:
        if _code(error) not in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            raise
        busy = 1
    finally:
        _set(db, f"busy_timeout = {BUSY_TIMEOUT}")
    return not busy


def opening_error(error: Exception, path: Path) -> StorageError:
    """What an error of SQLite's means for a start."""
    code = _code(error)
    if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return DatabaseDamaged(path, str(error))
    if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM):
        return DatabaseUnwritable(path, str(error))
    return storage_error(error, path)


def storage_error(error: Exception, path: Path) -> StorageError:
    """What an error of SQLite's means for an act."""
    code = _code(error)
    if code == sqlite3.SQLITE_FULL or (code == sqlite3.SQLITE_IOERR and no_room(path)):
        return DiskFull(path, str(error))
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return DatabaseBusy(path, str(error))
    return DatabaseFailed(path, str(error))


def _make(path: Path) -> None:
    """Make a database without tables, whole at once: an empty file would be taken for a loss at the next start."""
    unfinished = path.with_name(f".{path.name}.{os.getpid()}-{threading.get_ident()}.new")
    unfinished.touch(mode=0o600)  # it will hold who is who
    try:
        with closing(connect(unfinished, "rw")) as db:
            _keep_a_log(db)
        publish(unfinished, path)
    except FileExistsError:  # another process that starts just now was first
        return
    finally:
        for left in (unfinished, log_of(unfinished), shared_memory_of(unfinished)):
            left.unlink(missing_ok=True)


def _look_inside(db: Database, path: Path) -> None:
    application = value(db, "PRAGMA application_id")
    empty = value(db, "SELECT count(*) FROM sqlite_master") == 0
    if application != APPLICATION_ID and not (application == 0 and empty):
        raise ForeignDatabase(path)
    # After an end that was none, what was written last lies in the log, and may be another database's: then the
    # indexes are compared with their tables, too, which takes longer.
    log = log_of(path)
    cut_short = log.exists() and log.stat().st_size > 0
    verdict = value(db, f"PRAGMA {'integrity_check' if cut_short else 'quick_check'}(1)")
    if verdict != "ok":
        raise DatabaseDamaged(path, str(verdict))


def _keep_a_log(db: Database) -> None:
    """Switch to write-ahead logging.

    SQLite does not wait by itself when another connection is switching at the same moment, so we do.
    """
    until = time.monotonic() + BUSY_TIMEOUT / 1000
    while True:
        try:
            _set(db, "journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if _code(error) != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                raise
            time.sleep(0.01)
        else:
            return


def _try_to_write(db: Database) -> None:
    """Find out now, rather than at the first act, that nothing can be written: SQLite opens a file it may only read,
    and begins on it, without a word.
    """
    db.execute("BEGIN IMMEDIATE")
    db.execute(f"PRAGMA user_version = {value(db, 'PRAGMA user_version')}")
    db.execute("ROLLBACK")


def connect(path: Path, mode: str) -> Database:
    """A bare connection in one of SQLite's modes: `ro`, `rw`, `rwc`, or `ro&immutable=1` for a file nobody changes."""
    # isolation_level None: nothing is begun or committed but by us. The thread that opens is not the one that uses.
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode={mode}", uri=True, isolation_level=None, check_same_thread=False
    )
    return Database(connection, execute_plugins=False)


def _set(db: Database, *pragmas: str) -> None:
    for pragma in pragmas:
        db.execute(f"PRAGMA {pragma}").fetchall()


def value(db: Database, sql: str) -> Any:
    """The one value that `sql` asks for."""
    return db.execute(sql).fetchone()[0]


def _code(error: Exception) -> int:
    """SQLite's primary result code; 0 where the error is the driver's own."""
    code: int = getattr(error, "sqlite_errorcode", 0)
    return code & 0xFF
