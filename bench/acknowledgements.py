"""Durable acknowledgements per second: stances through the store, beside the limit of the bare driver.

Ten callers press, each waiting for its answer before it presses again. The limits write the same rows with the same
durability on one connection and do nothing else: ten rows to a commit (the most that ten waiting callers can share),
and one row to a commit.

Run with `python -m bench.acknowledgements [--acts N] [--turns N] [--folder PATH]`; the folder should lie on the disk
the database will lie on.
"""

import argparse
import asyncio
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median

from deliberation.actor import Actor
from deliberation.debate import Attribution, Debate, DebateDraft, Tallies
from deliberation.ids import ActId, ChannelId, GuildId, PointNumber, RoundNumber, UserId
from deliberation.stance import POSITIONS
from storage.sqlite import SqliteStore
from storage.sqlite.connecting.database import open_writing
from storage.sqlite.migrations import migrate

CALLERS = 10
GUILD = GuildId(1)
OPENED = datetime(2026, 1, 1, 12, tzinfo=UTC)
PROPOSALS = tuple(f"Proposal number {number}" for number in range(1, 11))


def press(number: int) -> tuple[Actor, PointNumber, ActId, datetime]:
    """Who presses what at the `number`-th press: one member after the other goes through ten claims."""
    actor = Actor(GUILD, UserId(1_000 + number // len(PROPOSALS)))
    point = PointNumber(number % len(PROPOSALS) + 1)
    return actor, point, ActId(10_000 + number), OPENED + timedelta(seconds=number)


async def through_the_store(path: Path, acts: int) -> float:
    """Acknowledged stances per second."""
    store = await SqliteStore.open(path)
    draft = DebateDraft("A debate", PROPOSALS, Attribution.COUNTED, Tallies.HIDDEN, OPENED + timedelta(days=300))
    debate = await store.open_debate(draft, actor=Actor(GUILD, UserId(1)), act=ActId(2), home=ChannelId(3), at=OPENED)
    numbers = iter(range(acts))
    started = time.perf_counter()
    await asyncio.gather(*(_press_on(store, debate, numbers) for _ in range(CALLERS)))
    rate = acts / (time.perf_counter() - started)
    await store.close()
    return rate


async def _press_on(store: SqliteStore, debate: Debate, numbers: Iterator[int]) -> None:
    for number in numbers:
        await _record(store, debate, number)


async def _record(store: SqliteStore, debate: Debate, number: int) -> None:
    actor, point, act, at = press(number)
    position = POSITIONS[number % len(POSITIONS)]
    await store.record_stance(debate.key, RoundNumber(1), point, position, actor=actor, act=act, at=at)


def bare(path: Path, acts: int, group: int) -> float:
    """Committed rows per second of the driver alone, `group` rows to a commit."""
    db = open_writing(path)
    migrate(db, path)
    connection = db.conn
    connection.execute("PRAGMA foreign_keys = OFF")  # the rows they point to are not there
    started = time.perf_counter()
    for first in range(0, acts, group):
        connection.execute("BEGIN IMMEDIATE")
        for number in range(first, first + group):
            actor, point, act, _ = press(number)
            connection.execute(
                """INSERT INTO stance (guild_id, debate, round, point, participant, act, position, given_at)
                VALUES (?, 2, 1, ?, ?, ?, ?, ?)""",
                (GUILD, point, actor.user, act, POSITIONS[number % len(POSITIONS)].value, number),
            )
        connection.execute("COMMIT")
    rate = acts / (time.perf_counter() - started)
    db.close()
    return rate


def main() -> None:
    """Measure each in turn, several times, since a disk is not equally fast from one second to the next."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--acts", type=int, default=3_000, help="stances in each turn")
    parser.add_argument("--turns", type=int, default=5)
    parser.add_argument("--folder", type=Path, default=None)
    given = parser.parse_args()
    grouped: list[float] = []
    single: list[float] = []
    store: list[float] = []
    for _ in range(given.turns):
        with tempfile.TemporaryDirectory(dir=given.folder) as name:
            folder = Path(name)
            grouped.append(bare(folder / "grouped.db", given.acts, CALLERS))
            store.append(asyncio.run(through_the_store(folder / "store.db", given.acts)))
            single.append(bare(folder / "single.db", given.acts, 1))
    print(f"record_stance through the store, {CALLERS} callers: {median(store):,.0f} a second")
    for what, rates in ((f"{CALLERS} rows to a commit", grouped), ("1 row to a commit", single)):
        ratio = median(ours / theirs for ours, theirs in zip(store, rates, strict=True))
        print(f"bare driver, {what}: {median(rates):,.0f} a second; the store does {ratio:.2f} of it")


if __name__ == "__main__":
    main()
