import asyncio
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import pytest
from sqlite_utils import Database

from storage.errors import DatabaseBusy, DatabaseFailed, DatabaseInUse, DiskFull, StoreClosed
from storage.sqlite.connecting.database import open_reading, open_writing, sqlite3
from storage.sqlite.connecting.lease import Lease
from storage.sqlite.connecting.writer import GROUP_LIMIT, Writer


class Refused(Exception):
    pass


@pytest.fixture
def lease(path: Path, db: Database) -> Lease:
    held = Lease(path)
    held.write_down(db)
    return held


@pytest.fixture
async def writer(path: Path, db: Database, lease: Lease) -> AsyncIterator[Writer]:
    running = Writer(db, lease, path)
    yield running
    await asyncio.to_thread(running.close)


def come(number: int) -> Callable[[Database], int]:
    """An act that writes one row."""

    def act(db: Database) -> int:
        db.execute("INSERT INTO participant (guild_id, participant, made_at) VALUES (1, ?, 0)", (number,))
        return number

    return act


def come_and_be_refused(number: int) -> Callable[[Database], int]:
    def act(db: Database) -> int:
        come(number)(db)
        raise Refused

    return act


def come_with_a_letter(number: int) -> Callable[[Database], int]:
    """An act that needs a megabyte of room."""

    def act(db: Database) -> int:
        come(number)(db)
        db.execute(
            """INSERT INTO outbox (guild_id, kind, subject, generation, part, channel, state, body, owed_at)
            VALUES (1, 'card', ?, 0, 0, 0, 'queued', ?, 0)""",
            (number, "letter " * 150_000),
        )
        return number

    return act


def who_came(path: Path) -> list[int]:
    """Who another program sees."""
    reader = open_reading(path)
    try:
        rows = reader.execute("SELECT participant FROM participant ORDER BY participant").fetchall()
    finally:
        reader.close()
    return [number for (number,) in rows]


async def together(writer: Writer, *acts: Callable[[Database], int]) -> list[int | BaseException]:
    """Queue `acts` while the writer is busy with another, so that they make one group."""
    gate = Event()
    holding = asyncio.create_task(writer.write(lambda db: gate.wait()))
    queued = [asyncio.create_task(writer.write(act)) for act in acts]
    await asyncio.sleep(0)
    gate.set()
    outcomes = await asyncio.gather(*queued, return_exceptions=True)
    await holding
    return outcomes


async def test_what_is_acknowledged_is_there_for_everybody(path: Path, writer: Writer) -> None:
    seen: list[list[int]] = []
    assert await writer.write(come(1), then=lambda _: seen.append(who_came(path))) == 1
    assert seen == [[1]]


async def test_acts_that_queue_together_are_committed_together(path: Path, db: Database, writer: Writer) -> None:
    commits: list[str] = []
    db.conn.set_trace_callback(lambda sql: commits.append(sql) if sql == "COMMIT" else None)
    assert await together(writer, *(come(number) for number in range(50))) == list(range(50))
    assert len(commits) == 1
    assert who_came(path) == list(range(50))


async def test_a_crowd_is_committed_in_groups_of_bounded_size(path: Path, db: Database, writer: Writer) -> None:
    commits: list[str] = []
    db.conn.set_trace_callback(lambda sql: commits.append(sql) if sql == "COMMIT" else None)
    crowd = 2 * GROUP_LIMIT
    await together(writer, *(come(number) for number in range(crowd)))
    assert len(commits) == 3
    assert len(who_came(path)) == crowd


async def test_a_refused_act_leaves_nothing_and_does_not_disturb_the_others(path: Path, writer: Writer) -> None:
    outcomes = await together(writer, come(1), come_and_be_refused(2), come(3))
    assert isinstance(outcomes[1], Refused)
    assert (outcomes[0], outcomes[2]) == (1, 3)
    assert who_came(path) == [1, 3]


async def test_an_act_that_the_database_refuses_is_told_as_a_failure_of_its_own(path: Path, writer: Writer) -> None:
    outcomes = await together(writer, come(1), come(1), come(2))
    assert isinstance(outcomes[1], DatabaseFailed)
    assert who_came(path) == [1, 2]


async def test_an_act_whose_caller_left_is_done_all_the_same(path: Path, writer: Writer) -> None:
    gate = Event()
    done: list[int] = []
    holding = asyncio.create_task(writer.write(lambda db: gate.wait()))
    left = asyncio.create_task(writer.write(come(1), then=done.append))
    await asyncio.sleep(0)
    left.cancel()
    gate.set()
    await holding
    await writer.write(come(2))
    assert done == [1]
    assert who_came(path) == [1, 2]


async def test_stopping_commits_what_is_queued(path: Path, writer: Writer) -> None:
    gate = Event()
    holding = asyncio.create_task(writer.write(lambda db: gate.wait()))
    queued = [asyncio.create_task(writer.write(come(number))) for number in range(5)]
    await asyncio.sleep(0)
    closing = asyncio.create_task(asyncio.to_thread(writer.close))
    gate.set()
    await asyncio.gather(closing, holding)
    assert await asyncio.gather(*queued) == [0, 1, 2, 3, 4]
    assert who_came(path) == [0, 1, 2, 3, 4]


async def test_after_the_stop_an_act_is_refused_rather_than_lost(writer: Writer) -> None:
    await asyncio.to_thread(writer.close)
    with pytest.raises(StoreClosed):
        await writer.write(come(1))


async def test_a_letter_that_finds_no_room_does_not_take_the_others_with_it(
    path: Path, db: Database, writer: Writer
) -> None:
    pages = db.execute("PRAGMA page_count").fetchone()[0]
    db.execute(f"PRAGMA max_page_count = {pages + 20}").fetchall()
    outcomes = await together(writer, come(1), come_with_a_letter(2), come(3))
    assert isinstance(outcomes[1], DiskFull)
    assert (outcomes[0], outcomes[2]) == (1, 3)
    db.execute(f"PRAGMA max_page_count = {pages + 2_000}").fetchall()
    assert await writer.write(come_with_a_letter(4)) == 4
    assert who_came(path) == [1, 3, 4]


async def test_a_transaction_lost_on_the_way_is_run_again_act_by_act(path: Path, writer: Writer) -> None:
    """As SQLite does of itself when a write fails at the wrong moment."""
    lost: list[bool] = []

    def lose_once(db: Database) -> int:
        if not lost:
            lost.append(True)
            db.execute("ROLLBACK")
            raise sqlite3.OperationalError("disk I/O error")
        return come(2)(db)

    assert await together(writer, come(1), lose_once, come(3)) == [1, 2, 3]
    assert who_came(path) == [1, 2, 3]


async def test_while_another_program_holds_the_database_callers_are_told_and_the_writer_goes_on(
    path: Path, db: Database, writer: Writer
) -> None:
    db.execute("PRAGMA busy_timeout = 10").fetchall()
    shell = sqlite3.connect(path, isolation_level=None)
    shell.execute("BEGIN IMMEDIATE")
    outcomes = await asyncio.gather(writer.write(come(1)), writer.write(come(2)), return_exceptions=True)
    assert [type(outcome) for outcome in outcomes] == [DatabaseBusy, DatabaseBusy]
    shell.execute("ROLLBACK")
    shell.close()
    assert await writer.write(come(3)) == 3
    assert who_came(path) == [3]


async def test_a_writer_whose_lease_was_taken_over_writes_nothing_more(path: Path, writer: Writer) -> None:
    other = open_writing(path)
    Lease(path).write_down(other)
    with pytest.raises(DatabaseInUse):
        await writer.write(come(1))
    other.close()
    assert who_came(path) == []


async def test_callers_on_different_loops_are_each_answered_on_their_own(path: Path, writer: Writer) -> None:
    def call(number: int) -> int:
        return asyncio.run(asyncio.wait_for(writer.write(come(number)), 10))

    with ThreadPoolExecutor(3) as pool:
        assert sorted(pool.map(call, range(3))) == [0, 1, 2]
    assert who_came(path) == [0, 1, 2]


async def test_a_caller_whose_loop_has_ended_harms_nobody(path: Path, writer: Writer) -> None:
    gate = Event()
    gone = asyncio.new_event_loop()
    holding = asyncio.create_task(writer.write(lambda db: gate.wait()))
    await asyncio.sleep(0)

    def call_and_go() -> None:
        task = gone.create_task(writer.write(come(1)))
        gone.run_until_complete(asyncio.sleep(0))
        task.cancel()
        gone.run_until_complete(asyncio.gather(task, return_exceptions=True))
        gone.close()

    await asyncio.to_thread(call_and_go)
    gate.set()
    await holding
    assert await writer.write(come(2)) == 2
    assert who_came(path) == [1, 2]
