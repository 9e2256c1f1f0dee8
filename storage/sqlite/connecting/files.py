"""The database as a file among files: what lies at its place, and how a finished one gets its name."""

import errno
import os
import shutil
from contextlib import suppress
from pathlib import Path

from storage.errors import DatabaseEmpty, DatabaseUnwritable, DiskFull, LogAlone, NotADatabase, StorageError

_MAGIC = b"SQLite format 3\0"
_NEEDED = 64 * 1024
"""Bytes that a log and the memory shared beside it take at least."""
_NO_ROOM = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)}


def unwritable(path: Path, error: OSError) -> StorageError:
    """What an error of the system's means for a file that is to be made or opened."""
    if error.errno in _NO_ROOM:
        return DiskFull(path, error.strerror or "")
    return DatabaseUnwritable(path, error.strerror or "")


def no_room(path: Path) -> bool:
    """Whether the disk of `path` is too full to work on it. SQLite calls it a failing disk when it is not a page of the
    database for which it finds no room.
    """
    with suppress(OSError):
        return shutil.disk_usage(path.parent).free < _NEEDED
    return False


def log_of(path: Path) -> Path:
    """Where SQLite keeps what was written last, beside the database at `path`."""
    return path.with_name(f"{path.name}-wal")


def shared_memory_of(path: Path) -> Path:
    """Where SQLite keeps what the processes that have the database at `path` open share."""
    return path.with_name(f"{path.name}-shm")


def look_at_file(path: Path) -> bool:
    """Whether there is a file at `path`, which begins as a database does.

    Raises:
        NotADatabase, DatabaseEmpty, LogAlone, DatabaseUnwritable: as they say.
    """
    try:
        if not path.parent.is_dir():
            raise DatabaseUnwritable(path, f"there is no folder {path.parent}")
        if path.is_dir():
            raise NotADatabase(path)
        with path.open("rb") as file:
            start = file.read(len(_MAGIC))
    except FileNotFoundError:
        log = log_of(path)
        if log.exists() and log.stat().st_size > 0:  # SQLite would throw it away
            raise LogAlone(path) from None
        return False
    except OSError as error:
        raise DatabaseUnwritable(path, error.strerror or "") from error
    if not start:
        raise DatabaseEmpty(path)
    if start != _MAGIC:
        raise NotADatabase(path)
    return True


def publish(unfinished: Path, path: Path) -> None:
    """Give a finished file its name, unless there is one of that name, so that it survives a power cut.

    Raises:
        FileExistsError: there is one; it is as it was.
        OSError: the system cannot.
    """
    sync(unfinished)
    try:
        os.link(unfinished, path)
    except FileExistsError:
        raise
    except OSError:  # a file system without links
        if path.exists():
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path)) from None
        unfinished.rename(path)
    else:
        unfinished.unlink()
    sync(path.parent)


def sync(path: Path) -> None:
    """Wait until what a file holds, or which names a folder holds, is on the disk."""
    if os.name == "nt" and path.is_dir():  # Windows knows no such thing
        return
    handle = os.open(path, os.O_RDONLY if os.name != "nt" else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
