"""The store alone under cuts of the power: ten callers at once, killed at some moment, on what the disk then holds."""

import asyncio
import shutil
import sys
from asyncio.subprocess import PIPE
from datetime import UTC, datetime
from pathlib import Path
from random import Random

from storage.errors import StorageError
from storage.sqlite import SqliteStore
from storage.sqlite.connecting.database import open_reading
from tests.endurance.figures import Figure, Figures, Scenario
from tests.powercut.disk import Disk
from tests.powercut.shim import Shim, compiled

CALLERS = Path(__file__).parents[1] / "storage" / "acknowledge.py"
PROJECT = Path(__file__).parents[2]
_MOST_ACKNOWLEDGED = 1_500
"""Enough for a checkpoint to be under way now and then."""


async def cut_the_store(seed: int, size: int, tmp: Path) -> Figures:
    """The power fails `size` times under a store that writes without a pause."""
    return await cut_while_writing(seed, size, tmp, [sys.executable, str(CALLERS)])


async def cut_while_writing(seed: int, size: int, tmp: Path, command: list[str]) -> Figures:
    """The same for any `command` that takes a database and a number, and says what it acknowledged."""
    chance = Random(seed)
    folder, beside = tmp / "disk", tmp / "beside"
    folder.mkdir()
    beside.mkdir()
    shim, path = compiled(folder, beside=beside), folder / "debates.db"
    acknowledged = set[int]()
    lost = damaged = unsynced = 0
    faults: list[str] = []
    for cut in range(size):
        disk = Disk.of(folder)
        acknowledged |= await _killed(shim, [*command, str(path), str(cut * 1_000_000)], chance)
        disk.after(shim.journal)
        unsynced += disk.unsynced
        disk.lose(chance)
        disk.write_to(folder)
        try:
            # On a copy: the next process finds the disk as the cut left it, and may be cut off while it mends it.
            missing = acknowledged - await _kept(_copied(path, beside))
        except StorageError as error:
            damaged += 1
            faults.append(f"cut {cut}: {error}")
            for file in folder.iterdir():
                file.unlink()
            acknowledged.clear()
            continue
        lost += len(missing)
        faults += [f"cut {cut}: {len(missing)} lost"] if missing else []
        acknowledged -= missing  # told once
    figures = (
        Figure("cuts of the power", size, least=size),
        Figure("bytes that were never synced", unsynced, least=1),
        Figure("acts acknowledged", len(acknowledged), least=1),
        Figure("acknowledged acts lost", lost, limit=0),
        Figure("databases damaged", damaged, limit=0),
    )
    return Figures(seed, size, figures, tuple(faults))


async def _killed(shim: Shim, command: list[str], chance: Random) -> set[int]:
    """What a process acknowledged until it was killed."""
    environment = {**shim.environment(), "PYTHONPATH": str(PROJECT)}
    process = await asyncio.create_subprocess_exec(*command, stdout=PIPE, env=environment)
    assert process.stdout is not None
    told: list[bytes] = []
    for _ in range(chance.randint(1, _MOST_ACKNOWLEDGED)):
        line = await process.stdout.readline()
        if not line:
            break
        told.append(line)
    process.kill()
    told += (await process.stdout.read()).splitlines()
    await process.wait()
    assert told, "it ended by itself"
    return {int(line) for line in told}


def _copied(path: Path, beside: Path) -> Path:
    copy = beside / "copy"
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(path.parent, copy)
    return copy / path.name


async def _kept(path: Path) -> set[int]:
    """What a start on the database finds of what was to be kept.

    Raises:
        StorageError: the start refuses the database.
    """
    store = await SqliteStore.open(path)
    kept = {int(post.key.subject) for post in await store.posts_due(datetime(9000, 1, 1, tzinfo=UTC))}
    await store.close()
    db = open_reading(path)
    try:
        verdict = db.execute("PRAGMA integrity_check").fetchone()[0]
        broken = db.execute("PRAGMA foreign_key_check").fetchall()
    finally:
        db.close()
    assert verdict == "ok", verdict
    assert not broken, broken
    return kept


STORE_CUTS = Scenario("store-power-cuts", "Power cuts under the store alone", "cuts", cut_the_store, ci=10, nightly=500)
