"""Checking, copying and putting back a database, as whoever runs the bot does."""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from deliberation.ids import ActId
from storage.errors import (
    CopyThere,
    CopyUnsound,
    DatabaseInUse,
    DatabaseMissing,
    DatabaseNewer,
    ForeignDatabase,
    NotADatabase,
)
from storage.keeping import Fault
from storage.sqlite import SqliteStore
from storage.sqlite.connecting.database import open_writing, sqlite3, truncate_log
from storage.sqlite.connecting.files import log_of
from storage.sqlite.keeping.checking import check
from storage.sqlite.keeping.copying import copy, place_for
from storage.sqlite.keeping.restoring import restore
from storage.sqlite.migrations import STEPS, migrate
from storage.sqlite.privacy import erasing
from storage.store import Store
from tests.storage.scene import GUILD, HOME, START, Scene, draft, member, user

Child = Callable[..., "subprocess.Popen[str]"]

NOW = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
SECRET = "quincunxial"


@pytest.fixture
def scene(path: Path) -> Iterator[Scene]:
    """A debate in a database that nobody has open but the test."""
    with closing(open_writing(path)) as db:
        migrate(db, path)
        scene = Scene(db)
        scene.opens("Ban diving")
        scene.says("ann", f"Diving is {SECRET}.")
        yield scene


def tables_of(path: Path) -> dict[str, list[tuple[object, ...]]]:
    with closing(open_writing(path)) as db:
        return {table: db.execute(f"SELECT * FROM {table}").fetchall() for table in db.table_names()}


def beside(path: Path) -> set[str]:
    return {found.name for found in path.parent.iterdir()}


# --- checking ---------------------------------------------------------------------------------------------------


def test_a_check_tells_what_the_database_holds_and_leaves_nothing_beside_it(path: Path, scene: Scene) -> None:
    scene.db.close()
    before = (path.read_bytes(), beside(path))

    checked = check(path)

    assert (checked.servers, checked.debates, checked.statements) == (1, 1, 2)
    assert (checked.sound, checked.pending, checked.in_use, checked.log_missing) == (True, 0, False, False)
    assert (path.read_bytes(), beside(path)) == before


async def test_a_check_looks_at_what_a_running_bot_has_written_just_now(path: Path, store: Store) -> None:
    await store.open_debate(draft("Ban diving"), actor=member("opal"), act=ActId(9), home=HOME, at=START)

    checked = check(path)

    assert (checked.sound, checked.in_use, checked.debates, checked.owed) == (True, True, 1, 1)
    await store.open_debate(draft("Ban balls"), actor=member("opal"), act=ActId(19), home=HOME, at=START)


@pytest.mark.parametrize(
    ("harm", "fault"),
    [
        ("DELETE FROM participant", Fault.LINKS),
        ("CREATE INDEX foreign_hands ON debate (title)", Fault.TABLES),
        ("DROP INDEX debate_by_thread", Fault.TABLES),
        ("ALTER TABLE debate ADD COLUMN remark TEXT", Fault.WORDS),
        ("DELETE FROM said", Fault.SEARCH),
        ("INSERT INTO said (rowid, words) VALUES (99, 'nobody')", Fault.SEARCH),
        ("UPDATE said_idx SET term = 'zz'", Fault.PAGES),
        ("DELETE FROM _sqlite_migrations WHERE name = '0003_points'", Fault.TABLES),
    ],
)
def test_a_check_finds_what_does_not_fit(path: Path, scene: Scene, harm: str, fault: Fault) -> None:
    scene.db.execute("PRAGMA foreign_keys = OFF")
    scene.db.execute(harm)
    scene.db.close()

    assert fault in {finding.fault for finding in check(path).findings}


def test_a_check_tells_no_words(path: Path, scene: Scene) -> None:
    """Of an index that does not fit its table SQLite names the index, and not what stands in it."""
    scene.db.execute("PRAGMA writable_schema = ON")
    scene.db.execute(
        "UPDATE sqlite_master SET sql = replace(sql, '(guild_id, thread)', '(guild_id, opening)')"
        " WHERE name = 'debate_by_thread'"
    )
    scene.db.close()

    findings = check(path).findings

    assert findings
    assert SECRET not in str(findings)
    assert "The pool" not in str(findings)


async def test_a_log_that_was_left_behind_by_a_copy_is_missed(
    path: Path, tmp_path: Path, store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    copied = tmp_path / "copied.db"
    shutil.copyfile(path, copied)

    assert check(copied).log_missing
    assert not check(path).log_missing
    await store.close()
    assert not check(path).log_missing
    await (await SqliteStore.open(path)).close()
    assert "what was written last may be missing" not in caplog.text
    await (await SqliteStore.open(copied)).close()
    assert "what was written last may be missing" in caplog.text


def test_other_files_are_not_checked_as_databases(path: Path) -> None:
    with pytest.raises(DatabaseMissing):
        check(path)
    assert not path.exists()
    path.write_text("Dear diary")
    with pytest.raises(NotADatabase):
        check(path)
    path.unlink()
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE recipe (name TEXT)")
        other.commit()
    with pytest.raises(ForeignDatabase):
        check(path)


# --- copying ----------------------------------------------------------------------------------------------------


async def test_a_copy_made_while_the_bot_writes_is_one_state_of_its_database(
    path: Path, tmp_path: Path, child: Child
) -> None:
    writing = child("acknowledge.py", path, 0)
    assert writing.stdout is not None
    acknowledged = {int(writing.stdout.readline()) for _ in range(500)}

    copies = [copy(path, tmp_path / f"copy-{number}.db") for number in range(3)]

    assert writing.poll() is None
    assert all(checked.sound and not checked.in_use for checked in copies)
    assert {checked.path.name for checked in copies}.isdisjoint(beside(path))
    assert len(acknowledged) <= copies[0].owed <= copies[1].owed <= copies[2].owed
    assert not log_of(tmp_path / "copy-0.db").exists()


def test_a_copy_is_its_owners_and_takes_nobodys_place(path: Path, scene: Scene, tmp_path: Path) -> None:
    to = tmp_path / "copy.db"
    copy(path, to)
    assert to.stat().st_mode & 0o077 == 0
    before = to.read_bytes()

    with pytest.raises(CopyThere):
        copy(path, to)
    with pytest.raises(CopyThere):
        copy(path, path)

    assert to.read_bytes() == before
    assert not [name for name in beside(path) if name.endswith(".part")]


def test_of_a_damaged_database_no_copy_is_made(path: Path, scene: Scene, tmp_path: Path) -> None:
    scene.db.execute("UPDATE said_idx SET term = 'zz'")
    scene.db.close()

    with pytest.raises(CopyUnsound):
        copy(path, tmp_path / "copy.db")

    assert not (tmp_path / "copy.db").exists()


# --- putting back -----------------------------------------------------------------------------------------------


def test_a_copy_put_back_is_what_was_copied_and_what_was_there_is_kept(path: Path, scene: Scene) -> None:
    backup = place_for(path, NOW)
    copy(path, backup)
    held = tables_of(backup)
    scene.says("ben", "Said after the copy was made")
    scene.db.close()
    later = tables_of(path)

    done = restore(backup, path, at=NOW)

    assert tables_of(path) == held
    assert done.replaced == path.with_name("debates-replaced-20261123T030000Z.db")
    assert tables_of(done.replaced) == later
    assert done.erased == 0
    assert check(backup).sound


def test_a_damaged_database_is_moved_aside_with_its_log(path: Path, scene: Scene) -> None:
    backup = place_for(path, NOW)
    copy(path, backup)
    truncate_log(scene.db)
    scene.says("ben", "In the log alone")
    log = log_of(path).read_bytes()
    scene.db.close()
    torn = b"SQLite format 3\0" + b"\xa5" * 9_000
    path.write_bytes(torn)
    log_of(path).write_bytes(log)

    done = restore(backup, path, at=NOW)

    assert done.replaced is not None
    assert (done.replaced.read_bytes(), log_of(done.replaced).read_bytes()) == (torn, log)
    assert done.erased is None, "who was erased cannot be known"
    assert not log_of(path).exists()
    assert check(path).sound


def test_a_copy_takes_the_place_of_nothing_at_all(path: Path, scene: Scene, tmp_path: Path) -> None:
    backup = tmp_path / "copy.db"
    copy(path, backup)
    scene.db.close()
    path.unlink()

    assert restore(backup, path, at=NOW).replaced is None
    assert check(path).statements == 2


def test_who_was_erased_since_is_erased_in_the_copy_too(path: Path, scene: Scene) -> None:
    scene.says("ben", "I stay.")
    backup = place_for(path, NOW)
    copy(path, backup)
    scene.act(erasing.erase_member, scene.indexes, GUILD, user("ann"), at=scene.tick())
    scene.says("ann", "I am back.")
    scene.db.close()
    assert SECRET.encode() in backup.read_bytes()

    done = restore(backup, path, at=NOW)

    assert done.erased == 1
    assert SECRET.encode() not in path.read_bytes()
    with closing(open_writing(path)) as db:
        assert db.execute("SELECT count(*) FROM participant WHERE user_id = ?", (user("ann"),)).fetchone() == (0,)
        assert db.execute("SELECT count(*) FROM participant WHERE user_id = ?", (user("ben"),)).fetchone() == (1,)
    assert check(path).sound


def test_a_copy_of_another_database_erases_nobody(path: Path, scene: Scene, tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    with closing(open_writing(other)) as db:
        migrate(db, other)
        elsewhere = Scene(db)
        elsewhere.opens("Ban diving")
        elsewhere.says("ann", "Here I stay.")
    scene.act(erasing.erase_member, scene.indexes, GUILD, user("ann"), at=scene.tick())
    scene.db.close()

    assert restore(other, path, at=NOW).erased == 0
    assert b"Here I stay." in path.read_bytes()


def test_a_copy_of_an_earlier_version_gets_the_tables_of_today(path: Path, scene: Scene, tmp_path: Path) -> None:
    earlier = tmp_path / "earlier.db"
    with closing(open_writing(earlier)) as db:
        migrate(db, earlier, STEPS[:4])
    scene.db.close()

    restore(earlier, path, at=NOW)

    assert (check(path).sound, check(path).pending) == (True, 0)
    assert check(earlier).pending == len(STEPS) - 4


async def test_nothing_is_put_back_under_a_running_bot(path: Path, store: Store, tmp_path: Path) -> None:
    copy(path, tmp_path / "copy.db")
    with pytest.raises(DatabaseInUse):
        restore(tmp_path / "copy.db", path, at=NOW)


def test_what_is_no_sound_copy_is_not_put_back(path: Path, scene: Scene, tmp_path: Path) -> None:
    bad, newer = tmp_path / "bad.db", tmp_path / "newer.db"
    copy(path, bad)
    copy(path, newer)
    for file, harm in (
        (bad, "UPDATE said_idx SET term = 'zz'"),
        (newer, "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('counterpoint', '0999', '')"),
    ):
        with closing(open_writing(file)) as db:
            db.execute(harm)
    scene.db.close()
    before = path.read_bytes()

    with pytest.raises(CopyUnsound):
        restore(bad, path, at=NOW)
    with pytest.raises(DatabaseNewer):
        restore(newer, path, at=NOW)
    with pytest.raises(DatabaseMissing):
        restore(tmp_path / "none.db", path, at=NOW)

    assert path.read_bytes() == before
    assert not [name for name in beside(path) if "replaced" in name or name.endswith(".part")]


def state(path: Path) -> int:
    """How many statements the database holds."""
    with closing(open_writing(path)) as db:
        return db.execute("SELECT count(*) FROM statement").fetchone()[0]


@pytest.mark.skipif(os.name == "nt", reason="files that are open can be renamed on POSIX only")
@pytest.mark.long
@pytest.mark.parametrize("step", range(12))
async def test_a_restore_that_is_killed_leaves_one_of_the_two_whole(
    step: int, path: Path, scene: Scene, child: Child
) -> None:
    """Killed before its first, second … change of a name."""
    backup = place_for(path, NOW)
    copy(path, backup)
    scene.says("ben", "Said after the copy was made")
    scene.db.close()

    dying = child("restore.py", backup, path, step)
    dying.wait()

    assert state(path) in (2, 3)
    assert check(path).sound
    await (await SqliteStore.open(path)).close()
    if dying.returncode == 0:  # it came to its end before
        assert state(path) == 2


def test_a_database_without_tables_is_in_order(path: Path) -> None:
    open_writing(path).close()
    checked = check(path)
    assert (checked.sound, checked.version, checked.pending) == (True, "", len(STEPS))
