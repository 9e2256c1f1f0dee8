import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlite_utils import Database

from storage.errors import (
    CannotStart,
    DatabaseBusy,
    DatabaseDamaged,
    DatabaseEmpty,
    DatabaseUnwritable,
    ForeignDatabase,
    NotADatabase,
)
from storage.sqlite.connecting.database import open_reading, open_writing, snapshot, sqlite3
from storage.sqlite.migrations import migrate

NOBODY = 65534


def pragma(db: Database, name: str) -> object:
    return db.execute(f"PRAGMA {name}").fetchone()[0]


def refuse(path: Path) -> CannotStart:
    """How `path` is refused; what stands there is untouched."""
    before = path.read_bytes()
    with pytest.raises(CannotStart) as refused:
        open_writing(path)
    assert path.read_bytes() == before
    return refused.value


@contextmanager
def without_privileges() -> Iterator[None]:
    """As somebody whom file modes bind: they do not bind root, as whom tests run in many containers."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


def test_what_is_acknowledged_survives_a_power_cut(db: Database) -> None:
    """As far as SQLite can promise it: WAL, flushed at every commit."""
    assert pragma(db, "journal_mode") == "wal"
    assert pragma(db, "synchronous") == 2
    assert pragma(db, "foreign_keys") == 1
    assert pragma(db, "secure_delete") == 1


def test_only_its_owner_can_read_a_new_database(path: Path) -> None:
    open_writing(path).close()
    assert path.stat().st_mode & 0o077 == 0


def test_a_text_file_is_not_taken_for_a_database(path: Path) -> None:
    path.write_text("Shopping list: tea, bread, and a very large piece of cheese.\n" * 200)
    assert isinstance(refuse(path), NotADatabase)


def test_a_file_of_a_few_letters_is_not_taken_for_a_database(path: Path) -> None:
    path.write_text("tea")
    assert isinstance(refuse(path), NotADatabase)


def test_an_empty_file_may_be_all_that_is_left_of_a_database(path: Path) -> None:
    path.touch()
    assert isinstance(refuse(path), DatabaseEmpty)


def test_another_programs_database_is_left_as_it_is(path: Path) -> None:
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE recipe (name TEXT)")
    other.commit()
    other.close()
    assert isinstance(refuse(path), ForeignDatabase)


def test_a_damaged_database_is_left_as_it_is(path: Path) -> None:
    db = open_writing(path)
    migrate(db, path)
    db.close()
    content = bytearray(path.read_bytes())
    content[4096 : 4096 * 4] = b"\xa5" * (4096 * 3)
    path.write_bytes(content)
    assert isinstance(refuse(path), DatabaseDamaged)


def test_a_database_whose_first_page_is_rubbish_is_left_as_it_is(path: Path) -> None:
    path.write_bytes(b"SQLite format 3\0" + b"\xa5" * 8_000)
    assert isinstance(refuse(path), DatabaseDamaged)


def test_a_folder_that_does_not_exist_is_named(tmp_path: Path) -> None:
    with pytest.raises(DatabaseUnwritable, match="nowhere"):
        open_writing(tmp_path / "nowhere" / "debates.db")


def test_a_folder_is_not_a_database(tmp_path: Path) -> None:
    with pytest.raises(NotADatabase):
        open_writing(tmp_path)


@pytest.mark.skipif(os.name == "nt", reason="file modes bind nobody on Windows")
def test_a_read_only_folder_or_file_stops_the_start() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = folder / "debates.db"
        folder.chmod(0o555)
        try:
            with without_privileges(), pytest.raises(DatabaseUnwritable):
                open_writing(path)
            folder.chmod(0o777)
            open_writing(path).close()
            path.chmod(0o444)
            with without_privileges(), pytest.raises(DatabaseUnwritable):
                open_writing(path)
        finally:
            folder.chmod(0o700)


def test_a_database_that_another_program_is_writing_to_says_so(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("storage.sqlite.connecting.database._EITHER", ("busy_timeout = 10",))
    open_writing(path).close()
    shell = sqlite3.connect(path, isolation_level=None)
    shell.execute("BEGIN IMMEDIATE")
    with pytest.raises(DatabaseBusy):
        open_writing(path)
    shell.close()


def test_a_reader_cannot_write(path: Path, db: Database) -> None:
    reader = open_reading(path)
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        reader.execute("DELETE FROM lease")
    reader.close()


def test_a_reader_sees_one_state_from_its_first_look_to_its_last(path: Path, db: Database) -> None:
    reader = open_reading(path)

    def count(reading: Database) -> int:
        return reading.execute("SELECT count(*) FROM participant").fetchone()[0]

    def look_twice(reading: Database) -> tuple[int, int]:
        first = count(reading)
        db.execute("INSERT INTO participant (guild_id, participant, made_at) VALUES (1, 2, 3)")
        return first, count(reading)

    assert snapshot(reader, look_twice) == (0, 0)
    assert snapshot(reader, count) == 1
    reader.close()
