"""The shim tells the truth: what was synced survives it, and what was not need not."""

import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from random import Random
from typing import TypeVar

import pytest
from sqlite_utils.utils import sqlite3

from tests.powercut.disk import Disk
from tests.powercut.shim import Shim

pytestmark = pytest.mark.long
ROWS = 400
T = TypeVar("T")


class Nothing(Random):
    """Chance at its worst: nothing survives that was not promised."""

    def choice(self, seq: Sequence[T]) -> T:
        """The first way of losing is to lose all."""
        return seq[0]


def run(shim: Shim, *command: str | Path, input: str | None = None) -> "subprocess.CompletedProcess[str]":
    """Run Python under the shim."""
    return subprocess.run(
        [sys.executable, *map(str, command)],
        env=shim.environment(),
        cwd=shim.folder,
        input=input,
        capture_output=True,
        text=True,
        check=False,
        timeout=30,
    )


def cut(shim: Shim, script: str, chance: Random | None = None) -> dict[str, bytes]:
    """What the folder holds after `script` ran under the shim and the power was cut."""
    before = Disk.of(shim.folder)
    ran = run(shim, "-c", script)
    assert ran.returncode == 0, ran.stderr
    after = before.after(shim.journal)
    after.lose(chance or Nothing())
    after.write_to(shim.folder)
    return {path.name: path.read_bytes() for path in sorted(shim.folder.iterdir())}


def rows_lost(shim: Shim, synchronous: str, seed: int) -> int:
    """How many committed rows a cut takes from SQLite."""
    path = shim.folder / f"{synchronous}.db"
    before = Disk.of(shim.folder)
    told = run(shim, Path(__file__).with_name("commit.py"), path, synchronous, str(ROWS))
    acknowledged = {int(line) for line in told.stdout.split()}
    assert len(acknowledged) == ROWS, told.stderr
    after = before.after(shim.journal)
    after.lose(Random(seed))
    after.write_to(shim.folder)
    db = sqlite3.connect(path)
    try:
        there = {number for (number,) in db.execute("SELECT number FROM row")}
    except sqlite3.DatabaseError:
        there = set[int]()  # not even the table survived, or what did is damaged
    finally:
        db.close()
    return len(acknowledged - there)


def test_sqlite_that_never_syncs_loses_committed_rows(shim: Shim) -> None:
    assert sum(rows_lost(shim, "OFF", seed) for seed in range(2)) > 0


def test_sqlite_that_syncs_at_checkpoints_only_loses_committed_rows(shim: Shim) -> None:
    assert sum(rows_lost(shim, "NORMAL", seed) for seed in range(2)) > 0


@pytest.mark.parametrize("seed", range(3))
def test_sqlite_that_syncs_every_commit_loses_none(shim: Shim, seed: int) -> None:
    assert rows_lost(shim, "FULL", seed) == 0


def test_what_was_written_before_an_fsync_survives_and_what_came_after_need_not(shim: Shim) -> None:
    left = cut(
        shim,
        """
import os
file = os.open("letter", os.O_CREAT | os.O_WRONLY)
os.write(file, b"kept ")
os.fsync(file)
os.write(file, b"lost")
os.fsync(os.open(".", os.O_RDONLY))
""",
    )
    assert left == {"letter": b"kept "}


def test_a_new_name_and_a_name_taken_away_need_an_fsync_of_their_folder(shim: Shim) -> None:
    (shim.folder / "old").write_bytes(b"old")
    left = cut(
        shim,
        """
import os
from pathlib import Path
file = os.open("new", os.O_CREAT | os.O_WRONLY)
os.write(file, b"new")
os.fsync(file)
os.unlink("old")
""",
    )
    assert left == {"old": b"old"}


def test_a_file_put_in_anothers_place_is_the_one_or_the_other(shim: Shim) -> None:
    script = """
import os
file = os.open("being-made", os.O_CREAT | os.O_WRONLY)
os.write(file, b"new")
os.fsync(file)
os.fsync(os.open(".", os.O_RDONLY))
os.replace("being-made", "letter")
"""
    (shim.folder / "letter").write_bytes(b"old")
    assert cut(shim, script)["letter"] == b"old"
    assert cut(shim, script + 'os.fsync(os.open(".", os.O_RDONLY))')["letter"] == b"new"


def test_a_file_cut_short_without_an_fsync_may_be_whole_again(shim: Shim) -> None:
    (shim.folder / "letter").write_bytes(b"all of it")
    assert cut(shim, 'import os; os.truncate("letter", 3)') == {"letter": b"all of it"}


def test_unsynced_writes_survive_in_part_torn_and_out_of_order(shim: Shim) -> None:
    script = """
import os
file = os.open("letter", os.O_CREAT | os.O_WRONLY)
os.write(file, bytes(4096))
os.fsync(file)
os.fsync(os.open(".", os.O_RDONLY))
os.pwrite(file, b"1" * 2048, 0)
os.pwrite(file, b"2" * 2048, 2048)
"""
    found = {cut(shim, script, Random(seed))["letter"] for seed in range(12)}
    sectors = {bytes(content[start] for start in range(0, 4096, 512)) for content in found}
    assert b"\0\0\0\0\0\0\0\0" in sectors
    assert any(b"2" in kept and b"1111" not in kept for kept in sectors), "nothing survived out of order"
    assert any(0 < kept[:4].count(b"1") < 4 for kept in sectors), "no write was torn"


def test_a_full_disk_refuses_what_grows_and_lets_in_what_does_not(shim: Shim) -> None:
    script = """
import errno, os
file = os.open("letter", os.O_RDWR)
os.pwrite(file, b"WORDS", 0)
try:
    os.pwrite(file, b"more", 5)
except OSError as error:
    print(errno.errorcode[error.errno])
"""
    (shim.folder / "letter").write_bytes(b"words")
    shim.fill(grows=True)
    assert run(shim, "-c", script).stdout == "ENOSPC\n"
    assert (shim.folder / "letter").read_bytes() == b"WORDS"
    shim.make_room()
    assert run(shim, "-c", script).stdout == ""
    assert (shim.folder / "letter").read_bytes() == b"WORDSmore"
    shim.fill(grows=False)
    assert "No space left" in run(shim, "-c", script).stderr


def test_an_fsync_takes_as_long_as_asked(shim: Shim) -> None:
    slow = Shim(shim.library, shim.folder, shim.beside, sync_takes=0.05)
    began = time.perf_counter()
    ran = run(slow, "-c", 'import os; [os.fsync(os.open("letter", os.O_CREAT | os.O_WRONLY)) for _ in range(10)]')
    assert ran.returncode == 0, ran.stderr
    assert time.perf_counter() - began > 0.5


def test_what_lies_outside_the_folder_is_left_alone(shim: Shim, tmp_path: Path) -> None:
    shim.fill(grows=False)
    script = f'open({str(tmp_path / "elsewhere")!r}, "w").write("words"); open("../also", "w").write("words")'
    assert run(shim, "-c", script).returncode == 0
    assert (tmp_path / "elsewhere").read_text() == "words"
