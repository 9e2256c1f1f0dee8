import hashlib
import subprocess
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
from sqlite_utils import Database

from storage.errors import DatabaseNewer
from storage.sqlite.connecting.database import open_writing
from storage.sqlite.migrations import STEPS, Step, applied, migrate

Child = Callable[..., "subprocess.Popen[str]"]

FIRST_RELEASE = STEPS[:1]
TODAY = tuple(step.name for step in STEPS)

RELEASED = {"0001_first_tables": "3e87be010fdb3c7e462f54e89b24a05afa7e74674edfabe52fff4e139ad9d178"}
"""SHA-256 of what `schema` says after each released step."""


def start(path: Path, steps: Sequence[Step] = STEPS) -> tuple[str, ...]:
    """What a process does first; the steps it finds applied afterwards."""
    db = open_writing(path)
    try:
        migrate(db, path, steps)
        return applied(db)
    finally:
        db.close()


def schema(db: Database) -> list[tuple[str, str]]:
    """Every table and index, as SQLite keeps it."""
    return db.execute("SELECT name, sql FROM sqlite_master WHERE name NOT LIKE '%sqlite_%' ORDER BY name").fetchall()


def fill(db: Database) -> None:
    """A debate of the first release with somebody's words and their stance."""
    for insert in (
        "INSERT INTO participant (guild_id, participant, user_id, made_at) VALUES (11, 1, 770, 5)",
        """INSERT INTO debate (guild_id, debate, title, attribution, tallies, state, opener, home, planned_rounds,
            opened_at) VALUES (11, 9, 'The pool', 'counted', 'hidden', 'open', 1, 500, 1, 5)""",
        "INSERT INTO round (guild_id, debate, round, state, opened_at, deadline) VALUES (11, 9, 1, 'open', 5, 6)",
        """INSERT INTO statement (guild_id, debate, statement, kind, author, channel, message, round, said_at, revision)
            VALUES (11, 9, 9, 'opening', 1, 500, 0, 1, 5, 1)""",
        """INSERT INTO revision (guild_id, debate, statement, revision, text, revised_at)
            VALUES (11, 9, 9, 1, 'Ban diving', 5)""",
        """INSERT INTO point (guild_id, debate, point, origin, claim, statement, revision, span_start, span_end, author,
            made_at, round) VALUES (11, 9, 1, 'proposal', 'Ban diving', 9, 1, 0, 10, 1, 5, 1)""",
        """INSERT INTO stance (guild_id, debate, round, point, participant, act, position, given_at, reason)
            VALUES (11, 9, 1, 1, 1, 77, 'disagree', 6, 'Diving is why I come.')""",
    ):
        db.execute(insert)


def test_a_new_database_has_all_its_tables(db: Database) -> None:
    assert {"participant", "debate", "stance", "outbox", "lease"} <= set(db.table_names())
    assert applied(db) == TODAY


def test_starting_again_changes_nothing(path: Path) -> None:
    assert start(path) == start(path) == TODAY


def test_a_database_of_the_first_release_becomes_as_one_made_today(path: Path, tmp_path: Path) -> None:
    released = open_writing(path)
    migrate(released, path, FIRST_RELEASE)
    fill(released)
    migrate(released, path)
    new = open_writing(tmp_path / "new.db")
    migrate(new, tmp_path / "new.db")

    assert applied(released) == TODAY
    assert schema(released) == schema(new)
    assert released.execute("PRAGMA foreign_key_check").fetchall() == []
    assert released.execute(
        """SELECT title, claim, text, position, reason, user_id FROM stance
        JOIN participant USING (guild_id, participant) JOIN debate USING (guild_id, debate)
        JOIN point USING (guild_id, debate, point) JOIN revision USING (guild_id, debate, statement)"""
    ).fetchall() == [("The pool", "Ban diving", "Ban diving", "disagree", "Diving is why I come.", 770)]
    for db in (released, new):
        db.close()


def test_a_later_step_runs_once_on_a_database_that_has_the_ones_before(path: Path) -> None:
    runs: list[int] = []

    def change(db: Database) -> None:
        runs.append(1)
        db.execute("ALTER TABLE debate ADD COLUMN later INTEGER")

    later = (*STEPS, Step("9999_later", change))
    start(path)

    assert start(path, later) == start(path, later) == (*TODAY, "9999_later")
    assert len(runs) == 1


def test_steps_stand_in_the_order_of_their_numbers_each_with_one_of_its_own() -> None:
    numbers = [int(name[:4]) for name in TODAY]

    assert numbers == list(range(1, len(STEPS) + 1))


@pytest.mark.parametrize("name", RELEASED)
def test_a_released_step_makes_what_it_made_when_it_was_released(name: str, path: Path) -> None:
    """Servers have been through it: what an edit of it changed would be missing there."""
    db = open_writing(path)
    migrate(db, path, STEPS[: TODAY.index(name) + 1])
    made = hashlib.sha256(repr(schema(db)).encode()).hexdigest()
    db.close()

    assert made == RELEASED[name]


def test_threads_that_start_together_on_a_new_database_all_come_up(path: Path) -> None:
    together = Barrier(4)

    def start_together(_: int) -> tuple[str, ...]:
        together.wait()
        return start(path)

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(start_together, range(4))) == [TODAY] * 4


def test_processes_that_start_together_on_a_new_database_all_come_up(path: Path, child: Child) -> None:
    starting = [child("start.py", path) for _ in range(3)]
    assert [process.stdout.readline() for process in starting if process.stdout] == ["ready\n"] * 3
    for process in starting:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    told = " ".join(TODAY) + "\n"
    assert [process.stdout.readline() for process in starting if process.stdout] == [told] * 3


def test_a_migration_that_fails_leaves_no_table_half_made(path: Path) -> None:
    def fail(db: Database) -> None:
        db.execute("CREATE TABLE one (a INTEGER)")
        db.execute("CREATE TABLE one (a INTEGER)")

    with pytest.raises(Exception, match="already exists"):
        start(path, (*STEPS, Step("9999_fails", fail)))
    db = open_writing(path)
    assert db.table_names() == []
    db.close()


def test_an_upgrade_that_fails_leaves_the_earlier_release_as_it_was(path: Path) -> None:
    def fail(db: Database) -> None:
        db.execute("ALTER TABLE debate ADD COLUMN later INTEGER")
        db.execute("SELECT * FROM nowhere")

    db = open_writing(path)
    migrate(db, path)
    before = schema(db)
    with pytest.raises(Exception, match="nowhere"):
        migrate(db, path, (*STEPS, Step("9999_fails", fail)))
    assert (schema(db), applied(db), db.conn.in_transaction) == (before, TODAY, False)
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
