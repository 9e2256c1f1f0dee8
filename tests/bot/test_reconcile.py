"""What was said while the bot was away is not lost."""

import asyncio
from typing import Any

import discord
import pytest

from cogs.arrivals import read_message
from cogs.statement import Statements
from deliberation.errors import Refusal
from deliberation.ids import DebateKey
from deliberation.record import StatementHead
from storage.errors import NotKept
from storage.verbs.statements import Arrival
from tests.cogs.world import full

from .conftest import World


async def heads(world: World, key: DebateKey) -> dict[int, StatementHead]:
    """The debate's statements by their message."""
    return {head.link.message: head for head in (await world.store.record(key)).statements}


async def test_messages_of_a_downtime_are_read_at_the_next_start(world: World) -> None:
    key = await world.open_debate()
    thread = await world.thread(key)
    await world.stop()
    chat = await world.ada.send(thread, "Who has the key tonight?")
    answer = await world.ben.send(thread, "> Sell the old lathe\nNot before the new one stands.")

    await world.start_again()

    found = await heads(world, key)
    assert found.keys() == {chat.id, answer.id}
    assert found[answer.id].answers
    assert not found[chat.id].answers


async def test_what_was_said_before_the_first_message_heard_is_read_at_the_next_start(world: World) -> None:
    """Somebody writes in the moment in which the thread stands and its debate is not yet noted."""
    key = await world.open_debate()
    thread = await world.thread(key)
    with world.nothing_heard():
        missed = await world.ada.send(thread, "Who has the key tonight?")
    heard = await world.ben.send(thread, "I have.")

    await world.restart()

    assert (await heads(world, key)).keys() == {missed.id, heard.id}


async def test_reading_history_again_brings_nothing_twice(world: World) -> None:
    key = await world.open_debate()
    thread = await world.thread(key)
    await world.ben.send(thread, "> Sell the old lathe\nNot before the new one stands.")
    await world.restart()
    before = await world.store.record(key)

    await world.restart()
    await world.pass_time(minutes=6)

    after = await world.store.record(key)
    assert (after.statements, after.points, after.counterpoints) == (
        before.statements,
        before.points,
        before.counterpoints,
    )


async def test_what_bots_and_the_thread_itself_say_is_not_a_statement(world: World) -> None:
    key = await world.open_debate()
    thread = await world.thread(key)
    machine = world.guild.add_member(world.env.create_user("machine", bot=True))
    await world.stop()
    await machine.send(thread, "> Sell the old lathe\nBuy mine.")

    await world.start_again()

    assert await heads(world, key) == {}


async def test_an_edit_of_a_downtime_becomes_a_revision(world: World) -> None:
    key = await world.open_debate()
    thread = await world.thread(key)
    message = await world.ben.send(thread, "The lathe is fine.")
    await world.restart()
    await world.pass_time(minutes=1)
    await world.stop()
    await world.ben.edit(message, "> Sell the old lathe\nThe lathe is fine.")

    await world.start_again()

    [counterpoint] = (await world.store.record(key)).counterpoints
    assert counterpoint.words == "The lathe is fine."
    assert counterpoint.link.message == message.id


async def test_what_was_said_changed_and_deleted_while_nothing_could_be_saved_is_read_later(world: World) -> None:
    key = await world.open_debate()
    thread = await world.thread(key)
    changed = await world.ben.send(thread, "The lathe is fine.")
    gone = await world.ada.send(thread, "It is not.")
    async with full(world.store):
        said = await world.ada.send(thread, "Who has the key tonight?")
        await world.ben.edit(changed, "> Sell the old lathe\nThe lathe is fine.")
        await world.ada.delete(gone)
    assert set(await heads(world, key)) == {changed.id, gone.id}

    await world.pass_time(seconds=30)

    found = await heads(world, key)
    assert set(found) == {changed.id, gone.id, said.id}
    assert found[changed.id].answers
    assert found[gone.id].withdrawn


async def test_what_was_said_in_a_thread_that_could_not_be_noted_at_once_is_read_when_it_is(world: World) -> None:
    debate = await world.owe_debate()
    async with full(world.store, ("debate",)):
        with pytest.raises(NotKept):
            await world.tick()
        [thread] = world.channel.threads
        said = await world.ada.send(thread, "Who has the key tonight?")

    for _ in range(3):  # the opening is looked for, noted with its thread, and the thread is read
        await world.pass_time(seconds=30)

    assert set(await heads(world, debate.key)) == {said.id}


async def test_reading_that_could_not_be_saved_is_tried_again_in_every_thread(world: World) -> None:
    keys = [await world.open_debate() for _ in range(3)]
    threads = [await world.thread(key) for key in keys]
    with world.nothing_heard():
        said = [(await world.ada.send(thread, "Who has the key tonight?")).id for thread in threads]
    async with full(world.store):
        with pytest.raises(NotKept):
            await world.pass_time(minutes=6)

    await world.pass_time(seconds=30)

    assert [set(await heads(world, key)) for key in keys] == [{message} for message in said]


async def test_a_message_deleted_in_a_downtime_is_withdrawn_and_what_follows_stays(world: World) -> None:
    key = await world.open_debate()
    thread = await world.thread(key)
    gone = await world.ben.send(thread, "> Sell the old lathe\nNever.")
    stays = await world.ada.send(thread, "Fine by me.")
    await world.restart()
    await world.pass_time(minutes=1)
    await world.stop()
    await world.ben.delete(gone)

    await world.start_again()

    found = await heads(world, key)
    assert found[gone.id].withdrawn
    assert not found[stays.id].withdrawn


async def test_the_last_message_of_all_is_withdrawn_when_it_is_gone_at_the_next_start(world: World) -> None:
    key = await world.open_debate()
    thread = await world.thread(key)
    gone = await world.ben.send(thread, "> Sell the old lathe\nNever.")
    await world.restart()
    await world.pass_time(minutes=1)
    await world.stop()
    await world.ben.delete(gone)

    await world.start_again()

    assert (await heads(world, key))[gone.id].withdrawn


async def test_a_message_deleted_within_seconds_in_a_downtime_is_withdrawn_soon_after(world: World) -> None:
    key = await world.open_debate()
    thread = await world.thread(key)
    await world.pass_time(minutes=1)
    gone = await world.ben.send(thread, "> Sell the old lathe\nNever.")
    await world.stop()
    await world.ben.delete(gone)

    await world.start_again()
    await world.pass_time(seconds=30)

    assert (await heads(world, key))[gone.id].withdrawn


async def test_an_edit_before_a_new_session_is_read_though_history_was_being_read_then(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = await world.open_debate()
    thread = await world.thread(key)
    message = await world.ben.send(thread, "The lathe is fine.")
    await world.pass_time(minutes=6)  # read, and behind the cursor from now on
    reading, go_on = asyncio.Event(), asyncio.Event()

    async def slowly(said: discord.Message) -> tuple[Arrival | None, Refusal | None]:
        reading.set()
        await go_on.wait()
        return await read_message(said)

    monkeypatch.setattr("bot.reconcile.read_message", slowly)
    before = asyncio.create_task(world.bot.on_ready())
    await reading.wait()
    with world.nothing_heard():
        await world.ben.edit(message, "> Sell the old lathe\nThe lathe is fine.")
    anew = asyncio.create_task(world.bot.on_ready())
    go_on.set()
    await asyncio.gather(before, anew)

    assert (await heads(world, key))[message.id].answers


async def test_a_message_deleted_while_history_is_read_is_withdrawn(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = await world.open_debate()
    thread = await world.thread(key)
    await world.stop()
    gone = await world.ben.send(thread, "> Sell the old lathe\nNever.")

    async def deleted_meanwhile(said: discord.Message) -> tuple[Arrival | None, Refusal | None]:
        arrived = await read_message(said)
        if said.id == gone.id:
            world.env.backend.delete_message(thread.id, gone.id)
            listening = world.bot.get_cog(Statements.__cog_name__)
            assert isinstance(listening, Statements)
            while gone.id not in listening._gone:  # noqa: ASYNC110  # pyright: ignore[reportPrivateUsage]
                await asyncio.sleep(0)
        return arrived

    monkeypatch.setattr("bot.reconcile.read_message", deleted_meanwhile)
    await world.start_again()

    assert (await heads(world, key))[gone.id].withdrawn


async def test_a_long_absence_is_read_page_by_page(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.reconcile.PAGE", 20)  # simcord's own pages of a history end at 100
    key = await world.open_debate()
    thread = await world.thread(key)
    await world.stop()
    sent = [(await world.ada.send(thread, f"Message number {number}")).id for number in range(90)]

    await world.start_again()

    assert sorted(await heads(world, key)) == sent
    [cursor] = await world.store.cursors()
    assert cursor.after is not None
    assert cursor.after >= sent[-1]


async def test_a_thread_that_cannot_be_read_now_is_read_later(world: World) -> None:
    key = await world.open_debate()
    thread = await world.thread(key)
    await world.stop()
    missed = await world.ada.send(thread, "Who has the key tonight?")
    world.env.inject_error("GET", f"/channels/{thread.id}/messages", status=500)
    await world.start_again()
    assert await heads(world, key) == {}

    await world.pass_time(minutes=6)

    assert (await heads(world, key)).keys() == {missed.id}


async def test_a_history_that_discord_never_tells_holds_up_no_other(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    stalled, other = await world.open_debate(), await world.open_debate()
    threads = [await world.thread(key) for key in (stalled, other)]
    monkeypatch.setattr("bot.reconcile.ANSWERED_WITHIN", 0.1)
    with world.nothing_heard():
        missed = await world.ada.send(threads[1], "Who has the key tonight?")
    sound = world.bot.http.request

    async def request(route: discord.http.Route, **given: Any) -> Any:
        if route.method == "GET" and route.url.endswith(f"/channels/{threads[0].id}/messages"):
            await asyncio.get_running_loop().create_future()
        return await sound(route, **given)

    world.bot.http.request = request  # type: ignore[method-assign]
    await world.bot.on_resumed()

    assert (await heads(world, other)).keys() == {missed.id}


async def test_a_thread_deleted_in_a_downtime_ends_its_debate(world: World) -> None:
    key = await world.open_debate()
    thread = await world.thread(key)
    world.env.inject_error("GET", f"/channels/{thread.id}/messages", status=404, code=10003, times=None)

    await world.restart()

    debate = await world.store.debate(key)
    assert debate is not None
    assert debate.state.value == "ended"


async def test_a_resumed_session_is_read_on(world: World) -> None:
    key = await world.open_debate()
    thread = await world.thread(key)
    with world.nothing_heard():
        missed = await world.ada.send(thread, "Who has the key tonight?")

    await world.bot.on_resumed()

    assert missed.id in await heads(world, key)


async def test_without_the_permission_to_read_history_nothing_is_taken_for_deleted(world: World) -> None:
    key = await world.open_debate(days=1)
    thread = await world.thread(key)
    said = await world.ben.send(thread, "> Sell the old lathe\nNever.")
    await world.pass_time(minutes=1)
    await world.stop()
    world.forbid_history()  # Discord then shows an empty history, and no error

    await world.start_again()
    await world.pass_time(days=1)

    assert not (await heads(world, key))[said.id].withdrawn
    assert not (await world.store.record(key)).rounds[0].over


async def test_what_was_edited_and_deleted_is_read_though_the_first_reading_failed(world: World) -> None:
    key = await world.open_debate()
    thread = await world.thread(key)
    edited = await world.ben.send(thread, "The lathe is fine.")
    gone = await world.ben.send(thread, "Never.")
    await world.pass_time(minutes=1)
    await world.stop()
    await world.ben.edit(edited, "> Sell the old lathe\nThe lathe is fine.")
    await world.ben.delete(gone)
    world.env.inject_error("GET", f"/channels/{thread.id}/messages", status=500)
    await world.start_again()

    await world.pass_time(minutes=6)

    found = await heads(world, key)
    assert found[edited.id].answers
    assert found[gone.id].withdrawn


async def test_a_round_that_ended_in_a_downtime_is_summed_up_without_what_was_deleted_meanwhile(world: World) -> None:
    key = await world.open_debate(days=1)
    thread = await world.thread(key)
    gone = await world.ben.send(thread, "> Sell the old lathe\nNever.")
    await world.pass_time(minutes=1)
    await world.stop()
    await world.ben.delete(gone)
    await world.env.advance_time(90_000)
    world.env.inject_error("GET", f"/channels/{thread.id}/messages", status=500)
    await world.start_again()

    await world.tick()

    assert (await world.store.record(key)).rounds[0].over
    assert (await heads(world, key))[gone.id].withdrawn


async def test_a_file_that_discord_lost_holds_up_nothing_that_was_said(world: World) -> None:
    key = await world.open_debate()
    thread = await world.thread(key)
    await world.stop()
    backend = world.env.backend
    files = backend.store_attachments(thread.id, [("letter.txt", b"Dear makers,\nno.")])
    beside = backend.create_message(thread.id, world.ada.id, "Read this", attachments=files)
    backend.cdn._blobs.clear()  # pyright: ignore[reportPrivateUsage] (as when Discord takes a file down)
    after = await world.ben.send(thread, "> Sell the old lathe\nNever.")

    await world.start_again()

    assert (await heads(world, key)).keys() == {beside.id, after.id}


async def test_a_thread_that_cannot_be_understood_holds_up_no_other(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    stumbling, other = await world.open_debate(), await world.open_debate()
    threads = [await world.thread(key) for key in (stumbling, other)]
    await world.stop()
    await world.ada.send(threads[0], "stumble")
    missed = await world.ada.send(threads[1], "Who has the key tonight?")

    async def stumble(message: discord.Message) -> object:
        if message.content == "stumble":
            raise RuntimeError
        return await read_message(message)

    monkeypatch.setattr("bot.reconcile.read_message", stumble)
    await world.start_again()

    assert (await heads(world, other)).keys() == {missed.id}


async def test_an_answer_read_later_gets_its_reaction_then(world: World) -> None:
    key = await world.open_debate()
    thread = await world.thread(key)
    await world.stop()
    answer = await world.ben.send(thread, "> Sell the old lathe\nNever.")
    chat = await world.ada.send(thread, "Hm.")

    await world.start_again()

    marks = {message.id: [str(reaction.emoji) for reaction in message.reactions] for message in thread.history()}
    assert marks[answer.id] == ["📎"]
    assert marks[chat.id] == []


async def test_a_letter_that_cannot_be_taken_is_answered_once_though_it_came_in_a_downtime(world: World) -> None:
    key = await world.open_debate()
    thread = await world.thread(key)
    heard = await world.ben.send(thread, "Before.", attachments=[("before.txt", b"\xff\xfe\x00")])
    await world.stop()
    missed = await world.ada.send(thread, "Meanwhile.", attachments=[("letter.txt", b"\xff\xfe\x00")])

    await world.start_again()
    await world.restart()

    replies = [one.reference.message_id for one in thread.history() if one.author.bot and one.reference is not None]
    assert sorted(replies) == sorted((heard.id, missed.id))
