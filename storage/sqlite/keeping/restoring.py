"""Putting a copy back: checked first, in one moment, with what was there kept beside it."""

import os
from collections.abc import Generator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from sqlite_utils import Database

from deliberation.errors import NothingKept
from deliberation.ids import GuildId, UserId
from storage.errors import CopyUnsound, DatabaseMissing, DatabaseNewer, NoSuchFolder, StorageError
from storage.keeping import Checked, Fault
from storage.sqlite.connecting.database import connect, open_writing, sqlite3, storage_error, truncate_log
from storage.sqlite.connecting.files import log_of, shared_memory_of, sync, unwritable
from storage.sqlite.connecting.lease import Lease
from storage.sqlite.keeping.checking import check
from storage.sqlite.keeping.copying import MOMENT, fill, unfinished
from storage.sqlite.keeping.looking import looked_at
from storage.sqlite.migrations import migrate
from storage.sqlite.privacy.erasing import erase_member
from storage.sqlite.statements.indexes import DebateIndexes


@dataclass(frozen=True, slots=True)
class Restored:
    """What was done."""

    checked: Checked
    """What the check of the copy told."""
    replaced: Path | None
    """Where the database that was there lies now; None where there was none."""
    erased: int | None
    """How many members, erased since the copy was made, were erased again; None where the database that was there could
    not be read, so that nobody knows.
    """


def restore(backup: Path, path: Path, *, at: datetime) -> Restored:
    """Put a copy of `backup` in the place of the database at `path`, with the tables of today.

    Whoever has erased their data since the copy was made is erased in it again, as far as the database that was there
    can be read. Killed half-way, it leaves one of the two at `path`, whole.

    Raises:
        DatabaseInUse: a bot has it open.
        CopyUnsound, DatabaseNewer: the copy cannot be used; nothing was changed.
        DatabaseMissing, NotADatabase, DatabaseEmpty, ForeignDatabase, LogAlone, DatabaseDamaged: there is no such copy,
            or it is none.
        NoSuchFolder, DatabaseUnwritable, DiskFull, DatabaseFailed: nothing was changed.
    """
    path = path.resolve()
    if not backup.exists():
        raise DatabaseMissing(backup)
    if not path.parent.exists():
        raise NoSuchFolder(path, str(path.parent))
    checked = check(backup)
    for finding in checked.findings:
        if finding.fault is Fault.NEWER:
            raise DatabaseNewer(backup, finding.where)
        raise CopyUnsound(backup, finding.where)
    with _alone(path), unfinished(path) as part:
        with looked_at(backup) as look:
            fill(part, look.db, path)
        erased = _brought_up_to_date(part, path, at)
        try:
            sync(part)
            replaced = _exchange(path, part, at)
        except OSError as error:
            raise unwritable(path, error) from error
    return Restored(checked, replaced, erased)


@contextmanager
def _alone(path: Path) -> Generator[None]:
    lease = Lease(path)
    lease.take()
    try:
        yield
    finally:
        lease.give_back()


def _brought_up_to_date(part: Path, path: Path, at: datetime) -> int | None:
    """Give the copy the tables of today, and erase those again who were erased since; how many were."""
    gone = _erased_in(path)
    try:
        with closing(connect(part, "rw")) as db:
            for pragma in ("foreign_keys = ON", "secure_delete = ON", "temp_store = MEMORY"):
                db.execute(f"PRAGMA {pragma}").fetchall()
            migrate(db, part)
            return None if gone is None else _erase_again(db, gone, at)
    except sqlite3.Error as error:
        raise storage_error(error, path) from error


def _erased_in(path: Path) -> set[tuple[int, int, int]] | None:
    """The surrogates that are nobody's any more in the database that was there; None where it cannot be read.

    A surrogate and the moment it was made are the same in a database and in its copies, and in no others.
    """
    try:
        with looked_at(path) as look:
            found = look.db.execute("SELECT guild_id, participant, made_at FROM participant WHERE user_id IS NULL")
            return set(found.fetchall())
    except DatabaseMissing:
        return set()
    except StorageError:
        return None


def _erase_again(db: Database, gone: set[tuple[int, int, int]], at: datetime) -> int:
    kept = db.execute("SELECT guild_id, participant, made_at, user_id FROM participant WHERE user_id IS NOT NULL")
    again = [(guild, user) for guild, participant, made, user in kept.fetchall() if (guild, participant, made) in gone]
    indexes = DebateIndexes()
    db.execute("BEGIN IMMEDIATE")
    for guild, user in again:
        with suppress(NothingKept):
            erase_member(db, indexes, GuildId(guild), UserId(user), at=at)
    db.execute("COMMIT")
    return len(again)


def _exchange(path: Path, part: Path, at: datetime) -> Path | None:
    """Give `part` the name of the database, and that database another; which.

    The old log goes before the new database comes: beside it, it would be taken for its own.
    """
    if path.exists():
        _empty_log(path)
    kept = _free_name(path, at)
    lying = [(there, to) for there, to in ((log_of(path), log_of(kept)), (path, kept)) if there.exists()]
    for there, to in lying:
        os.link(there, to)
    sync(path.parent)
    for left in (log_of(path), shared_memory_of(path)):
        left.unlink(missing_ok=True)
    sync(path.parent)
    os.replace(part, path)
    sync(path.parent)
    return kept if lying else None


def _empty_log(path: Path) -> None:
    """Write the log into its database where they are sound: then it can go without anything being lost."""
    with suppress(StorageError, sqlite3.Error), closing(open_writing(path)) as db:
        truncate_log(db)


def _free_name(path: Path, at: datetime) -> Path:
    """A name that nothing has, for what was there: `debates-replaced-20261123T025500Z.db`."""
    stamp = at.astimezone(UTC).strftime(MOMENT)
    for number in count(1):
        again = "" if number == 1 else f"-{number}"
        kept = path.with_name(f"{path.stem}-replaced-{stamp}{again}{path.suffix}")
        if not kept.exists() and not log_of(kept).exists():
            return kept
    raise AssertionError("unreachable")
