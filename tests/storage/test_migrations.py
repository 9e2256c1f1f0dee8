import subprocess
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
from sqlite_utils import Database

from storage.errors import DatabaseNewer
from storage.sqlite.database import open_writing
from storage.sqlite.migrations import migrate, steps

Child = Callable[..., "subprocess.Popen[str]"]


def start(path: Path) -> list[str]:
    """What a process does first; the steps it finds applied afterwards."""
    db = open_writing(path)
    try:
        migrate(db, path)
        return [step.name for step in steps.applied(db)]
    finally:
        db.close()


def test_a_new_database_has_all_its_tables(db: Database) -> None:
    assert {"participant", "debate", "stance", "outbox", "lease"} <= set(db.table_names())
    assert steps.pending(db) == []


def test_starting_again_changes_nothing(path: Path) -> None:
    assert start(path) == start(path) == ["0001_first_tables"]


def test_threads_that_start_together_on_a_new_database_all_come_up(path: Path) -> None:
    together = Barrier(4)

    def start_together(_: int) -> list[str]:
        together.wait()
        return start(path)

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(start_together, range(4))) == [["0001_first_tables"]] * 4


def test_processes_that_start_together_on_a_new_database_all_come_up(path: Path, child: Child) -> None:
    starting = [child("start.py", path) for _ in range(3)]
    assert [process.stdout.readline() for process in starting if process.stdout] == ["ready\n"] * 3
    for process in starting:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    assert [process.stdout.readline() for process in starting if process.stdout] == ["0001_first_tables\n"] * 3


def test_a_migration_that_fails_leaves_no_table_half_made(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "storage.sqlite.migrations.TABLES", ("CREATE TABLE one (a INTEGER)", "CREATE TABLE one (a INTEGER)")
    )
    with pytest.raises(Exception, match="already exists"):
        start(path)
    db = open_writing(path)
    assert db.table_names() == []
    db.close()


def test_a_database_of_a_later_version_is_left_as_it_is(path: Path) -> None:
    start(path)
    db = open_writing(path)
    db.execute(
        "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('counterpoint', '0999_later', '')"
    )
    with pytest.raises(DatabaseNewer) as refused:
        migrate(db, path)
    assert refused.value.detail == "0999_later"
    assert not db.conn.in_transaction
    db.close()
