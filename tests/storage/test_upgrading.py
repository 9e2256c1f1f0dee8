"""A database of every earlier version becomes one of today, with a copy made first."""

import subprocess
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlite_utils import Database

from storage.errors import DatabaseNewer, DiskFull
from storage.sqlite import SqliteStore
from storage.sqlite.connecting.database import open_writing
from storage.sqlite.connecting.files import log_of
from storage.sqlite.keeping import copying
from storage.sqlite.keeping.checking import check
from storage.sqlite.keeping.copying import FOLDER, KEPT, KEPT_FOR, place_for, prune
from storage.sqlite.migrations import STEPS, applied, migrate

Child = Callable[..., "subprocess.Popen[str]"]
Rows = dict[str, list[tuple[Any, ...]]]

TODAY = tuple(step.name for step in STEPS)
EARLIER = range(1, len(STEPS))
QUICK = (1, 7, len(STEPS) - 1)
"""Those that every run upgrades; the others are for the long ones."""
FITTING = {
    "attribution": "counted",
    "tallies": "hidden",
    "state": "open",
    "kind": "message",
    "voice": "member",
    "position": "agree",
    "zone": "UTC",
}
NOW = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)


def fill(db: Database) -> dict[str, list[str]]:
    """Two rows in every table that a version has; these tables with their columns.

    All the numbers of a row are the same, so that every row it names is there.
    """
    tables = db.execute("SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'").fetchall()
    filled: dict[str, list[str]] = {}
    db.execute("PRAGMA foreign_keys = OFF")  # rows in a circle are written one after the other
    db.execute("BEGIN")
    for (table,) in tables:
        if "sqlite_" in table or table.startswith("said_"):
            continue
        columns = db.execute(f"PRAGMA table_info({table})").fetchall()
        filled[table] = [name for _, name, *_ in columns]
        free = [(name, kind) for _, name, kind, _, default, _ in columns if default is None]
        for number in (1, 2):
            values = [_fitting(name, kind, number) for name, kind in free]
            named = ", ".join(f'"{name}"' for name, _ in free)
            db.execute(f"INSERT OR IGNORE INTO {table} ({named}) VALUES ({', '.join('?' * len(free))})", values)
    if "said" in db.table_names():
        db.execute("INSERT INTO said (rowid, words) VALUES (1, 'words'), (2, 'words')")
    db.execute("COMMIT")
    return filled


def _fitting(name: str, kind: str, number: int) -> object:
    if kind == "INTEGER":
        return 1 if name == "one" else number
    return FITTING.get(name) or {"TEXT": f"words {number}", "BLOB": b"bytes", "REAL": 0.5}[kind]


def rows(db: Database, columns: dict[str, list[str]]) -> Rows:
    found: Rows = {}
    for table, names in columns.items():
        named = ", ".join(f'"{name}"' for name in names)
        found[table] = sorted(db.execute(f"SELECT {named} FROM {table}").fetchall(), key=repr)
    return found


def made_at(path: Path, steps: int) -> tuple[Rows, dict[str, list[str]]]:
    """A database of an earlier version with rows in it; these."""
    with closing(open_writing(path)) as db:
        migrate(db, path, STEPS[:steps])
        columns = fill(db)
        return rows(db, columns), columns


def backups(path: Path) -> list[Path]:
    folder = path.parent / FOLDER
    return sorted(folder.iterdir()) if folder.exists() else []


@pytest.mark.parametrize(
    "steps",
    [pytest.param(steps, id=TODAY[steps - 1], marks=() if steps in QUICK else pytest.mark.long) for steps in EARLIER],
)
async def test_a_database_of_an_earlier_version_keeps_its_rows_and_becomes_as_one_made_today(
    steps: int, path: Path
) -> None:
    before, columns = made_at(path, steps)
    assert all(before.values())

    await (await SqliteStore.open(path)).close()

    with closing(open_writing(path)) as db:
        columns.pop("lease")
        assert rows(db, columns) == {table: found for table, found in before.items() if table != "lease"}
        assert applied(db) == TODAY
    checked = check(path)
    assert (checked.findings, checked.pending) == ((), 0)  # its tables among them


@pytest.mark.parametrize("steps", [EARLIER[0], EARLIER[-1]])
async def test_a_copy_of_the_earlier_version_is_made_before_the_upgrade(steps: int, path: Path) -> None:
    before, columns = made_at(path, steps)

    await (await SqliteStore.open(path)).close()

    (backup,) = backups(path)
    assert backup.name.endswith(f"-before-{TODAY[-1][:4]}.db")
    assert (backup.stat().st_mode & 0o077, backup.parent.stat().st_mode & 0o077) == (0, 0)
    checked = check(backup)
    assert (checked.sound, checked.version) == (True, TODAY[steps - 1])
    with closing(open_writing(backup)) as db:
        columns.pop("lease")
        assert rows(db, columns) == {table: found for table, found in before.items() if table != "lease"}


async def test_a_start_without_an_upgrade_copies_nothing(path: Path) -> None:
    for _ in range(2):
        await (await SqliteStore.open(path)).close()
    assert backups(path) == []


async def test_where_no_copy_can_be_made_nothing_is_upgraded(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made_at(path, 3)

    def full(part: Path, *_: object) -> None:
        raise DiskFull(part)

    monkeypatch.setattr(copying, "fill", full)
    with pytest.raises(DiskFull):
        await SqliteStore.open(path)

    checked = check(path)
    assert (checked.sound, checked.version) == (True, TODAY[2])
    assert backups(path) == []


def test_a_process_killed_while_it_upgrades_leaves_the_earlier_version(path: Path, child: Child) -> None:
    made_at(path, 5)
    upgrading = child("upgrade.py", path)
    assert upgrading.stdout is not None
    assert upgrading.stdout.readline() == "half-way\n"
    assert log_of(path).stat().st_size > 0, "nothing of the upgrade has reached the disk, so that this proves little"

    upgrading.kill()
    upgrading.wait()

    checked = check(path)
    assert (checked.sound, checked.version) == (True, TODAY[4])


async def test_a_database_of_a_later_version_is_refused_and_left(path: Path) -> None:
    await (await SqliteStore.open(path)).close()
    with closing(open_writing(path)) as db:
        db.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('counterpoint', '0999', '')"
        )
        before = db.execute("SELECT * FROM lease").fetchall()

    with pytest.raises(DatabaseNewer):
        await SqliteStore.open(path)

    with closing(open_writing(path)) as db:
        assert db.execute("SELECT * FROM lease").fetchall() == before
    assert check(path).findings[0].where == "0999"


def test_of_the_copies_made_before_upgrades_the_newest_are_kept_for_a_while(path: Path) -> None:
    asked_for = place_for(path, NOW - 2 * KEPT_FOR)
    copies = [place_for(path, NOW - timedelta(days=days), before="0007") for days in (31, 8, 4, 2, 1)]
    of_another = place_for(path.with_name("other.db"), NOW - 2 * KEPT_FOR, before="0007")
    for place in (asked_for, *copies, of_another):
        place.touch()

    assert set(prune(path, NOW)) == {copies[0], copies[1]}
    assert prune(path, NOW) == ()
    assert len(copies[2:]) == KEPT
    assert set(prune(path, NOW + KEPT_FOR)) == set(copies[2:])
    assert backups(path) == sorted([asked_for, of_another])
