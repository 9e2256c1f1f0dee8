"""Copying a database, also while the bot writes to it, and which copies are kept."""

import os
import re
from collections.abc import Generator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlite_utils import Database

from storage.errors import CopyThere, CopyUnsound
from storage.keeping import Checked, Fault
from storage.sqlite.connecting.database import connect, sqlite3, storage_error
from storage.sqlite.connecting.files import log_of, publish, shared_memory_of, unwritable
from storage.sqlite.keeping.checking import check
from storage.sqlite.keeping.looking import looked_at

FOLDER = "backups"
"""Where copies are put, beside the database."""
KEPT = 3
"""How many of the copies made before an upgrade are kept."""
KEPT_FOR = timedelta(days=30)
"""How long: they hold what members have erased since."""

MOMENT = "%Y%m%dT%H%M%SZ"
"""How a moment stands in the name of a file, in UTC."""
_UNFINISHED_FOR = timedelta(days=1)


def copy(path: Path, to: Path) -> Checked:
    """Copy the database at `path` to `to`, whether or not a bot has it open; what a check of the copy tells.

    The copy is one state of the database, in one file with no log. It is checked before it gets its name, and only its
    owner may read it.

    Raises:
        CopyThere: there is a file of that name; it is as it was.
        CopyUnsound: the database is damaged, or the disk wrote something else; there is no copy.
        DiskFull, DatabaseUnwritable: there is no copy, as they say.
        DatabaseMissing, NotADatabase, DatabaseEmpty, ForeignDatabase, LogAlone, DatabaseDamaged, DatabaseFailed: the
            database cannot be read.
    """
    with looked_at(path) as look:
        return copy_of(look.db, to)


def copy_of(db: Database, to: Path) -> Checked:
    """As `copy`, of a database that is open."""
    if to.exists():
        raise CopyThere(to)
    with unfinished(to) as part:
        fill(part, db, to)
        checked = check(part)
        for finding in checked.findings:
            if finding.fault is Fault.PAGES:  # anything else the copy has from the database, and may be told of
                raise CopyUnsound(to, finding.where)
        try:
            publish(part, to)
        except FileExistsError as error:
            raise CopyThere(to) from error
        except OSError as error:
            raise unwritable(to, error) from error
    return checked


@contextmanager
def unfinished(to: Path) -> Generator[Path]:
    """A new empty file beside `to`, for its owner only, which is gone afterwards unless it was given its name.

    Raises:
        DatabaseUnwritable, DiskFull: it cannot be made.
    """
    part = to.with_name(f".{to.name}.part")
    try:
        part.unlink(missing_ok=True)
        part.touch(mode=0o600, exist_ok=False)
    except OSError as error:
        raise unwritable(to, error) from error
    try:
        yield part
    finally:
        for left in (part, log_of(part), shared_memory_of(part)):
            with suppress(OSError):
                left.unlink(missing_ok=True)


def fill(part: Path, db: Database, to: Path) -> None:
    """Write one state of `db` into the file `part`, which is to be `to`, as one file that nobody has open.

    Raises:
        DiskFull, DatabaseFailed: as they say.
    """
    try:
        with closing(connect(part, "rw")) as target:
            db.conn.backup(target.conn)  # in one step: it takes one state, and does not hold up who writes
            target.execute("PRAGMA journal_mode = DELETE").fetchall()
            if "lease" in target.table_names():  # it is nobody's
                target.execute("UPDATE lease SET holder = ''")
    except sqlite3.Error as error:
        raise storage_error(error, to) from error


def place_for(path: Path, at: datetime, *, before: str = "") -> Path:
    """Where a copy of the database at `path` made at that moment goes, `before` the upgrade to a version.

    Raises:
        DatabaseUnwritable: the folder cannot be made.
    """
    folder = path.parent / FOLDER
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise unwritable(folder, error) from error
    name = f"{path.stem}-{at.astimezone(UTC).strftime(MOMENT)}"
    return folder / (f"{name}-before-{before}.db" if before else f"{name}.db")


def prune(path: Path, now: datetime) -> tuple[Path, ...]:
    """Remove copies that were made before upgrades of the database at `path`: all but the newest KEPT, and those older
    than KEPT_FOR; which were removed. Copies that somebody asked for stay.
    """
    folder = path.parent / FOLDER
    named = re.compile(rf"{re.escape(path.stem)}-(\d{{8}}T\d{{6}}Z)-before-.+\.db")
    made: list[tuple[datetime, Path]] = []
    removed: list[Path] = []
    for found in sorted(folder.iterdir()) if folder.is_dir() else ():
        if match := named.fullmatch(found.name):
            made.append((datetime.strptime(match[1], MOMENT).replace(tzinfo=UTC), found))
        elif found.name.startswith(f".{path.stem}-") and found.suffix == ".part":
            since = datetime.fromtimestamp(found.stat().st_mtime, UTC)
            if now - since > _UNFINISHED_FOR:  # left by a process that was killed
                removed.append(found)
    newest_first = sorted(made, reverse=True)
    removed += [copy for place, (at, copy) in enumerate(newest_first) if place >= KEPT or now - at > KEPT_FOR]
    for gone in removed:
        with suppress(OSError):
            os.unlink(gone)
    return tuple(removed)
