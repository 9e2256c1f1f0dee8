"""Looking at a database that is somebody else's to write, without leaving anything beside it."""

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlite_utils import Database

from storage.errors import DatabaseInUse, DatabaseMissing, DatabaseUnwritable
from storage.sqlite.connecting.database import connect, opening_error, sqlite3
from storage.sqlite.connecting.files import log_of, look_at_file
from storage.sqlite.connecting.lease import Lease


@dataclass(frozen=True, slots=True)
class Look:
    """A database under a connection that can only read."""

    db: Database
    in_use: bool
    """Whether a bot has it open."""
    log: bool
    """Whether a log lies beside it."""


@contextmanager
def looked_at(path: Path) -> Generator[Look]:
    """The database at `path`. Where no bot has it open, none can open it meanwhile.

    SQLite would leave files beside a database that it only reads, and they would be whose who looks: a bot that runs
    as somebody else could not open them. So a database at rest is read as a file that nobody changes.

    Raises:
        DatabaseMissing, NotADatabase, DatabaseEmpty, LogAlone, DatabaseUnwritable, DatabaseDamaged, DatabaseFailed: as
            they say.
    """
    if not look_at_file(path):
        raise DatabaseMissing(path)
    lease = Lease(path.resolve())
    in_use = False
    try:
        if lease.known:  # where no lock lies, no bot has been since: a copy, most likely
            lease.take()
    except DatabaseInUse:
        in_use = True
    except DatabaseUnwritable:  # a folder in which nothing can be made
        pass
    log = log_of(path)
    at_rest = not in_use and not (log.exists() and log.stat().st_size)
    db: Database | None = None
    try:
        db = connect(path, "ro&immutable=1" if at_rest else "ro")
        db.execute("PRAGMA query_only = ON").fetchall()
        yield Look(db, in_use, log.exists())
    except sqlite3.Error as error:
        raise opening_error(error, path) from error
    finally:
        if db is not None:
            db.close()
        lease.give_back()
