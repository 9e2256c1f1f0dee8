"""The clock wakes the bot at the moment something is due."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.clock import Clock
from deliberation.actor import Actor
from deliberation.debate import Attribution, DebateDraft, Tallies
from deliberation.ids import ActId, ChannelId, GuildId, UserId
from storage.outgoing import PostKey, PostKind
from storage.sqlite import SqliteStore


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[SqliteStore]:
    opened = await SqliteStore.open(tmp_path / "debates.db")
    yield opened
    await opened.close()


async def due_in(store: SqliteStore, wait: timedelta) -> datetime:
    """Have a round close in a moment, with nothing else to do until then."""
    now = datetime.now(UTC)
    draft = DebateDraft("Hours", ("Close at ten",), Attribution.COUNTED, Tallies.HIDDEN, now + wait)
    actor = Actor(GuildId(1), UserId(2))
    debate = await store.open_debate(draft, actor=actor, act=ActId(3), home=ChannelId(4), at=now - timedelta(hours=1))
    await store.give_up_post(PostKey(GuildId(1), PostKind.OPENING, debate.key.debate), at=now)
    return now + wait


async def test_it_ticks_at_once_and_then_when_something_is_due(store: SqliteStore) -> None:
    due = await due_in(store, timedelta(seconds=0.3))
    ticks: list[datetime] = []
    due_came = asyncio.Event()

    async def tick() -> None:
        ticks.append(datetime.now(UTC))
        if ticks[-1] >= due:
            due_came.set()

    clock = Clock(store, tick)
    clock.start()
    await asyncio.wait_for(due_came.wait(), 10)
    clock.stop()

    first, second = ticks
    assert first < due <= second


async def test_a_tick_that_fails_does_not_stop_it(store: SqliteStore) -> None:
    await due_in(store, timedelta(seconds=0.3))
    came_again = asyncio.Event()
    ticks = 0

    async def tick() -> None:
        nonlocal ticks
        ticks += 1
        if ticks == 1:
            raise RuntimeError("Discord is having a bad day")
        came_again.set()

    clock = Clock(store, tick)
    clock.start()
    await asyncio.wait_for(came_again.wait(), 10)
    clock.stop()

    assert ticks >= 2


async def test_what_is_due_and_cannot_be_done_yet_does_not_make_it_spin(store: SqliteStore) -> None:
    await due_in(store, timedelta(seconds=-1))
    ticks = 0
    ticked = asyncio.Event()

    async def tick() -> None:
        nonlocal ticks
        ticks += 1
        ticked.set()

    clock = Clock(store, tick)
    clock.start()
    await asyncio.wait_for(ticked.wait(), 10)
    for _ in range(50):
        await store.next_due(datetime.now(UTC))
    clock.stop()

    assert ticks == 1
