"""The lease: one process writes to a database at a time."""

import os
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout
from sqlite_utils import Database

from storage.errors import DatabaseInUse, DatabaseUnwritable, NoSuchFolder
from storage.sqlite.connecting.database import opening_error, sqlite3
from storage.sqlite.moments import micros

_PATIENCE = 0.2
"""Seconds: whoever only looks whether the lock is held holds it for a moment."""


class Lease:
    """The right to write to one database, from `take` to `give_back`.

    The system frees the lock on `<database>.lock` when the process dies, however it dies. Where locks do not hold (some
    network file systems), the generation in the database does: it grows with every `write_down`, and whoever wrote down
    an older one is refused at the next transaction.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        # A lock bound to the thread that took it could not be given back by another.
        self._lock = FileLock(f"{path}.lock", timeout=_PATIENCE, poll_interval=_PATIENCE / 4, thread_local=False)
        self._generation = 0

    @property
    def known(self) -> bool:
        """Whether there is a lock, held or not."""
        return Path(self._lock.lock_file).exists()

    def take(self) -> None:
        """Take the lock.

        Raises:
            DatabaseInUse: another process, or another store of this one, has it.
            NoSuchFolder, DatabaseUnwritable: the lock cannot be made beside the database.
        """
        if not self._path.parent.exists():  # the lock would make it
            raise NoSuchFolder(self._path, str(self._path.parent))
        try:
            self._lock.acquire()
        except Timeout as error:
            raise DatabaseInUse(self._path) from error
        except OSError as error:
            raise DatabaseUnwritable(self._path, error.strerror or "") from error

    def write_down(self, db: Database) -> None:
        """Note in the database who writes from now on.

        Raises:
            DatabaseUnwritable, DatabaseBusy, DiskFull, DatabaseFailed: as they say.
        """
        try:
            db.execute("BEGIN IMMEDIATE")
            row = db.execute("SELECT generation FROM lease").fetchone()
            self._generation = (row[0] if row else 0) + 1
            db.execute(
                "INSERT OR REPLACE INTO lease (one, generation, holder, taken_at) VALUES (1, ?, ?, ?)",
                (self._generation, f"process {os.getpid()}", micros(datetime.now(UTC))),
            )
            db.execute("COMMIT")
        except sqlite3.Error as error:
            raise opening_error(error, self._path) from error

    def sign_off(self, db: Database) -> None:
        """Note in the database that its writer came to its end, unless another has taken it over. Where that cannot be
        written, the next start takes it for a process that was killed.
        """
        with suppress(sqlite3.Error):
            db.execute(
                "UPDATE lease SET holder = '' WHERE generation = ? OR ? = 0", (self._generation, self._generation)
            )

    def check(self, db: Database) -> None:
        """Refuse to write when somebody else has written down a lease since. Belongs into each transaction.

        Raises:
            DatabaseInUse: somebody has.
        """
        generation, holder = db.execute("SELECT generation, holder FROM lease").fetchone()
        if generation != self._generation:
            raise DatabaseInUse(self._path, holder)

    def give_back(self) -> None:
        """Free the lock; nothing happens where it is not held."""
        self._lock.release()


def signed_off(db: Database) -> bool:
    """Whether the last who wrote to a database came to their end, so that nothing was left in a log."""
    row = db.execute("SELECT holder FROM lease").fetchone()
    return row is None or row[0] == ""
