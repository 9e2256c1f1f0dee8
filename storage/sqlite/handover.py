"""Handing a debate over from the command line: reading it whether or not the bot is running."""

from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from sqlite_utils import Database

from deliberation.debate import Debate
from deliberation.exporting.transcript import Transcript
from deliberation.ids import DebateKey, ParticipantId
from storage.errors import DatabaseInUse, DatabaseMissing, PseudonymsMissing
from storage.sqlite import rows
from storage.sqlite.connecting.database import open_reading, open_writing, snapshot, sqlite3, storage_error
from storage.sqlite.connecting.lease import Lease
from storage.sqlite.keeping.upgrading import bring_up_to_date
from storage.sqlite.participants import known_pseudonyms, participants_in, pseudonyms
from storage.sqlite.transcripts import transcript

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Handover:
    """A debate with its words, and what its people are called in files."""

    transcript: Transcript
    pseudonyms: Mapping[ParticipantId, str]


def debates_in(path: Path) -> tuple[Debate, ...]:
    """The debates of all servers in the database at `path`, oldest first. Where nobody else writes to it, it gets the
    tables of today first.

    Raises:
        StorageError: it cannot be read.
    """
    _write_if_alone(path, lambda _: None)
    return _read(path, _debates)


def handed_over(path: Path, key: DebateKey) -> Handover:
    """A debate of the database at `path`. Where nobody else writes to it, pseudonyms are made up that were never asked
    for before.

    Raises:
        PseudonymsMissing: they cannot be made up now, since the bot is running.
        StorageError: the database cannot be read.
        NoDebateHere: there is no such debate.
    """
    _write_if_alone(path, lambda db: pseudonyms(db, key))

    def both(db: Database) -> Handover:
        found = Handover(transcript(db, key), known_pseudonyms(db, key))
        if participants_in(db, key) - found.pseudonyms.keys():
            raise PseudonymsMissing(path)
        return found

    return _read(path, both)


def _write_if_alone(path: Path, write: Callable[[Database], object]) -> None:
    """Do `write` in one transaction, unless the bot is running: it alone writes then."""
    if not path.exists():
        raise DatabaseMissing(path)
    lease = Lease(path.resolve())
    try:
        lease.take()
    except DatabaseInUse:
        return
    try:
        with closing(open_writing(path)) as db:
            bring_up_to_date(db, path)
            db.execute("BEGIN IMMEDIATE")
            write(db)
            db.execute("COMMIT")
            lease.sign_off(db)  # what a killed process left in the log is in the file now
    except sqlite3.Error as error:
        raise storage_error(error, path) from error
    finally:
        lease.give_back()


def _read(path: Path, read: Callable[[Database], T]) -> T:
    with closing(open_reading(path)) as db:
        try:
            return snapshot(db, read)
        except sqlite3.Error as error:
            raise storage_error(error, path) from error


def _debates(db: Database) -> tuple[Debate, ...]:
    found = db.execute(f"SELECT {rows.DEBATE} FROM debate ORDER BY opened_at, guild_id, debate").fetchall()
    return tuple(rows.debate_from(row) for row in found)
