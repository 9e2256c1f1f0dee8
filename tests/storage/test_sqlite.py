import asyncio
import random
import subprocess
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from deliberation.actor import Actor
from deliberation.debate import Attribution, DebateDraft, Tallies
from deliberation.ids import ActId, ChannelId, GuildId, MessageId, UserId
from storage.errors import DatabaseInUse, NotADatabase, StoreClosed
from storage.outgoing import PostKey, PostKind
from storage.sqlite import SqliteStore
from storage.store import Store

GUILD = GuildId(1)
HOME = ChannelId(20)
THREAD = ChannelId(21)
OPENER = Actor(GUILD, UserId(5))

Child = Callable[..., "subprocess.Popen[str]"]


def draft(deadline: datetime) -> DebateDraft:
    return DebateDraft("Bicycles", ("Bicycles may be left in the hall",), Attribution.COUNTED, Tallies.HIDDEN, deadline)


@pytest.mark.parametrize("kills", [3, pytest.param(60, marks=pytest.mark.long)])
async def test_every_answer_given_before_a_kill_is_there_afterwards(
    kills: int, path: Path, child: Child, noon: datetime
) -> None:
    moments = random.Random(kills)
    acknowledged: set[int] = set()
    for attempt in range(kills):
        process = child("acknowledge.py", path, attempt * 1_000_000)
        assert process.stdout is not None
        for _ in range(moments.randint(1, 1_000)):
            acknowledged.add(int(process.stdout.readline()))
        process.kill()
        # The last line may have been cut in two by the kill; the pipe keeps whole what was written whole.
        acknowledged |= {int(line) for line in process.stdout.read().splitlines()}
        process.wait()

    store = await SqliteStore.open(path)
    owed = {post.key.subject for post in await store.posts_due(noon.replace(year=9000))}
    await store.close()
    assert len(acknowledged) > 100 * kills
    assert acknowledged <= owed
    assert len(owed - acknowledged) <= kills * 10  # at most what the ten callers were waiting for at each kill


async def test_a_second_process_on_the_same_database_is_refused(path: Path, child: Child) -> None:
    process = child("acknowledge.py", path, 0)
    assert process.stdout is not None
    process.stdout.readline()
    with pytest.raises(DatabaseInUse):
        await SqliteStore.open(path)
    process.kill()
    process.wait()
    await (await SqliteStore.open(path)).close()


async def test_a_second_store_by_another_name_of_the_same_file_is_refused(path: Path, store: Store) -> None:
    other_name = path.with_name("other.db")
    other_name.symlink_to(path)
    with pytest.raises(DatabaseInUse):
        await SqliteStore.open(other_name)


async def test_a_start_that_fails_leaves_the_way_free_for_the_next(path: Path) -> None:
    await asyncio.to_thread(path.write_text, "not a database\n")
    with pytest.raises(NotADatabase):
        await SqliteStore.open(path)
    await asyncio.to_thread(path.unlink)
    await (await SqliteStore.open(path)).close()


async def test_stopping_leaves_one_file_with_everything_in_it(path: Path, noon: datetime) -> None:
    store = await SqliteStore.open(path)
    key = PostKey(GUILD, PostKind.CARD, 1)
    queued = asyncio.create_task(store.owe_post(key, HOME, at=noon))
    await asyncio.sleep(0)
    await store.close()
    assert await queued
    assert not path.with_name(path.name + "-wal").exists()
    again = await SqliteStore.open(path)
    assert await again.post(key) is not None
    await again.close()


async def test_after_the_stop_every_verb_says_so(path: Path, noon: datetime) -> None:
    store = await SqliteStore.open(path)
    await store.close()
    await store.close()
    with pytest.raises(StoreClosed):
        await store.posts_due(noon)
    with pytest.raises(StoreClosed):
        await store.owe_post(PostKey(GUILD, PostKind.CARD, 1), HOME, at=noon)


async def test_a_thread_is_known_as_a_debates_from_its_placing_on_and_after_a_restart(
    path: Path, noon: datetime
) -> None:
    store = await SqliteStore.open(path)
    opened = await store.open_debate(draft(noon.replace(day=20)), actor=OPENER, act=ActId(10), home=HOME, at=noon)
    assert await store.debate_in(GUILD, THREAD) is None
    placed = await store.place_debate(opened.key, opening=MessageId(21), thread=THREAD, at=noon)
    assert await store.debate_in(GUILD, THREAD) == placed
    assert await store.debate_in(GuildId(2), THREAD) is None
    ended = await store.end_debate(opened.key, actor=None, at=noon)
    assert await store.debate_in(GUILD, THREAD) == ended
    await store.close()

    again = await SqliteStore.open(path)
    assert await again.debate_in(GUILD, THREAD) == ended
    await again.close()
