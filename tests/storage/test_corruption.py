"""Files that are no database any more: each is recognised before the start, and left byte by byte as it was."""

import random
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from prompts.operator import told
from storage.errors import (
    CannotStart,
    DatabaseDamaged,
    DatabaseEmpty,
    DiskFull,
    LogAlone,
    NotADatabase,
    StorageError,
)
from storage.sqlite import SqliteStore
from storage.sqlite.connecting.database import open_writing, truncate_log
from storage.sqlite.connecting.files import log_of
from storage.sqlite.migrations import migrate

PAGE = 4096
PEOPLE = "INSERT INTO participant (guild_id, participant, user_id, made_at) VALUES (?, ?, ?, 5)"


def populate(path: Path, *, guild: int, people: int, logged: int = 0) -> bytes:
    """A database with some rows; what the log holds when as many again were written behind them."""
    with closing(open_writing(path)) as db:
        migrate(db, path)
        for first, last in ((1, people), (people + 1, people + logged)):
            truncate_log(db)
            db.execute("BEGIN")
            db.conn.executemany(PEOPLE, [(guild, person, person) for person in range(first, last + 1)])
            db.execute("COMMIT")
        return log_of(path).read_bytes()


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sound database of many pages."""
    path = tmp_path_factory.mktemp("sound") / "debates.db"
    populate(path, guild=1, people=3_000)
    return path


def shorten(path: Path, size: int) -> None:
    path.write_bytes(path.read_bytes()[:size])


def overwrite(path: Path, start: int, end: int) -> None:
    content = bytearray(path.read_bytes())
    content[start:end] = random.Random(start).randbytes(end - start)
    path.write_bytes(content)


def replace_by_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


DAMAGES: dict[str, tuple[Callable[[Path], None], type[CannotStart]]] = {
    "cut to half": (lambda path: shorten(path, path.stat().st_size // 2 // PAGE * PAGE), DatabaseDamaged),
    "cut within a page": (lambda path: shorten(path, path.stat().st_size // 2 + 1_000), DatabaseDamaged),
    "cut to its first page": (lambda path: shorten(path, PAGE), DatabaseDamaged),
    "cut within its header": (lambda path: shorten(path, 60), DatabaseDamaged),
    "cut within its first word": (lambda path: shorten(path, 7), NotADatabase),
    "emptied": (lambda path: shorten(path, 0), DatabaseEmpty),
    "noise in its first word": (lambda path: overwrite(path, 0, 16), NotADatabase),
    "noise in its header": (lambda path: overwrite(path, 16, 100), DatabaseDamaged),
    "noise over its first page": (lambda path: overwrite(path, 16, PAGE), DatabaseDamaged),
    "noise over a page": (lambda path: overwrite(path, PAGE * 10, PAGE * 11), DatabaseDamaged),
    "noise in the head of a page": (lambda path: overwrite(path, PAGE * 20, PAGE * 20 + 12), DatabaseDamaged),
    "noise throughout": (lambda path: overwrite(path, 0, path.stat().st_size), NotADatabase),
    "a folder": (replace_by_folder, NotADatabase),
}


def contents(folder: Path) -> dict[str, bytes]:
    """What lies in a folder, but for what SQLite and the lock may make anew."""
    return {
        path.name: path.read_bytes()
        for path in folder.iterdir()
        if path.is_file() and not path.name.endswith(("-shm", ".lock"))
        if not (path.name.endswith("-wal") and path.stat().st_size == 0)
    }


async def refused(path: Path) -> StorageError:
    """How a start on `path` is refused, in one sentence; nothing that lies there changes, also when tried again."""
    before = contents(path.parent)
    for _ in range(2):
        with pytest.raises(StorageError) as refusal:
            await SqliteStore.open(path)
        assert contents(path.parent) == before
    assert told(refusal.value.code)
    return refusal.value


@pytest.mark.parametrize("damage", DAMAGES)
async def test_a_file_that_is_no_database_any_more_stops_the_start_and_stays(
    damage: str, sound: Path, path: Path
) -> None:
    shutil.copyfile(sound, path)
    harm, kind = DAMAGES[damage]
    harm(path)

    assert type(await refused(path)) is kind


async def test_a_log_that_belongs_to_another_database_is_not_written_into_this_one(path: Path, tmp_path: Path) -> None:
    """As after a copy was put in the place of a database whose log was left lying."""
    log = populate(tmp_path / "other.db", guild=2, people=3_000, logged=100)
    (tmp_path / "here").mkdir()
    path = tmp_path / "here" / "debates.db"
    populate(path, guild=1, people=10)
    log_of(path).write_bytes(log)

    assert type(await refused(path)) is DatabaseDamaged


async def test_an_older_copy_beside_a_newer_log_is_not_taken_for_whole(tmp_path: Path) -> None:
    """Only the comparison of indexes with their tables tells: each page is sound by itself."""
    source = tmp_path / "source.db"
    populate(source, guild=1, people=400)
    (tmp_path / "here").mkdir()
    path = tmp_path / "here" / "debates.db"
    shutil.copyfile(source, path)
    log_of(path).write_bytes(populate(source, guild=3, people=2_000, logged=200))

    assert type(await refused(path)) is DatabaseDamaged


async def test_a_log_without_its_database_is_kept(path: Path, tmp_path: Path) -> None:
    log_of(path).write_bytes(populate(tmp_path / "source.db", guild=1, people=5, logged=5))

    assert type(await refused(path)) is LogAlone


async def test_a_log_that_was_cut_off_by_a_crash_is_read_as_far_as_it_is_whole(path: Path, tmp_path: Path) -> None:
    log = populate(tmp_path / "source.db", guild=1, people=5, logged=5)
    shutil.copyfile(tmp_path / "source.db", path)
    log_of(path).write_bytes(log[: len(log) // 2 + 99])

    await (await SqliteStore.open(path)).close()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 128 KB."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=128k", "tmpfs", str(disk)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("no disk may be mounted here")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


@pytest.mark.parametrize("pages", [0, 1, 7])
async def test_a_new_database_on_a_full_disk_is_made_once_there_is_room(small_disk: Path, pages: int) -> None:
    path = small_disk / "debates.db"
    ballast = small_disk / "ballast"
    ballast.write_bytes(bytes(128 * 1024 - pages * PAGE))

    with pytest.raises(DiskFull):
        await SqliteStore.open(path)

    ballast.unlink()
    assert not any(name.endswith(".new") for name in contents(small_disk))
    with closing(open_writing(path)) as db:
        assert db.table_names() == []


async def test_a_full_disk_leaves_a_database_as_it_was(small_disk: Path, tmp_path: Path) -> None:
    path = small_disk / "debates.db"
    with closing(open_writing(tmp_path / "one.db")) as db:
        db.execute("PRAGMA user_version = 7")
    shutil.copyfile(tmp_path / "one.db", path)
    before = path.read_bytes()
    ballast = small_disk / "ballast"
    for room in (0, PAGE, 6 * PAGE, 12 * PAGE):
        ballast.write_bytes(bytes(128 * 1024 - len(before) - room))
        with pytest.raises(DiskFull):
            await SqliteStore.open(path)
        assert path.read_bytes() == before
        ballast.unlink()
    assert told("DiskFull")
