"""Posts reach Discord exactly once, whatever happens on the way."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

import aiohttp
import discord
import pytest

from bot.client import Counterpoint
from cogs.layout import bears
from deliberation.errors import DebateEnded
from deliberation.ids import ActId, ChannelId, DebateKey, GuildId, MessageId
from deliberation.steering.decision import drafted_decision
from storage.outgoing import PostKey, PostKind, PostState

from .conftest import World, text_of


def opening_of(key: DebateKey) -> PostKey:
    return PostKey(key.guild, PostKind.OPENING, key.debate)


def board_of(key: DebateKey, number: int = 1) -> PostKey:
    return PostKey(key.guild, PostKind.BOARD, key.debate, number)


async def state_of(world: World, key: PostKey) -> PostState:
    post = await world.store.post(key)
    assert post is not None
    return post.state


async def test_an_opened_debate_gets_its_opening_its_thread_and_its_board(world: World) -> None:
    key = await world.open_debate()

    thread = await world.thread(key)
    [opening] = world.posts(world.channel)
    [board] = world.posts(thread)
    assert thread.id == opening.id
    assert thread.name == "Workshop hours"
    assert "Sell the old lathe" in text_of(opening)
    assert "Sell the old lathe" in text_of(board)


async def test_a_board_arrives_without_a_notification(world: World) -> None:
    key = await world.open_debate()

    [board] = world.posts(await world.thread(key))
    assert board.flags.suppress_notifications


async def test_every_post_carries_the_mark_by_which_it_is_found_again(world: World) -> None:
    guild, channel = GuildId(world.guild.id), ChannelId(world.channel.id)
    key = await world.open_debate(days=1)
    thread = await world.thread(key)
    letter = await world.ben.send(thread, "> Sell the old lathe\nNo.\n> Close the workshop at ten\nAt nine.")
    await world.store.record_statement(key, world.said(world.ben, letter))
    await world.store.owe_post(PostKey(guild, PostKind.DIGEST_NOW, 77), channel, at=world.now())
    await world.tick()
    await world.pass_time(days=1, minutes=1)

    posts = [*world.posts(world.channel), *world.posts(thread)]
    for kind, subject, generation in (
        (PostKind.OPENING, key.debate, 0),
        (PostKind.BOARD, key.debate, 1),
        (PostKind.CARD, letter.id, 0),
        (PostKind.SUMMARY, key.debate, 1),
        (PostKind.DIGEST_NOW, 77, 0),
    ):
        nonce = PostKey(guild, kind, subject, generation).nonce
        assert sum(bears(post, nonce) for post in posts) == 1, kind


async def test_ticking_again_posts_nothing_twice(world: World) -> None:
    key = await world.open_debate()

    await world.tick()
    await world.tick()

    assert len(world.posts(world.channel)) == 1
    assert len(world.posts(await world.thread(key))) == 1


@pytest.mark.parametrize("status", [500, 502, 503])
async def test_a_post_that_discord_failed_to_take_is_sent_later_once(world: World, status: int) -> None:
    world.env.inject_error("POST", f"/channels/{world.channel.id}/messages", status=status)
    debate = await world.owe_debate()
    await world.tick()
    assert not world.posts(world.channel)

    await world.pass_time(seconds=6)
    await world.tick()

    assert len(world.posts(world.channel)) == 1
    assert len(world.posts(await world.thread(debate.key))) == 1


async def test_the_pause_between_two_tries_doubles(world: World) -> None:
    world.env.inject_error("POST", f"/channels/{world.channel.id}/messages", status=503, times=4)
    debate = await world.owe_debate()
    pauses: list[float] = []
    for _ in range(4):
        await world.tick()
        owed = await world.store.post(opening_of(debate.key))
        assert owed is not None
        assert owed.due_at is not None
        pauses.append((owed.due_at - world.now()).total_seconds())
        await world.env.advance_time(pauses[-1])

    assert pauses == [5, 10, 20, 40]
    await world.tick()
    assert len(world.posts(world.channel)) == 1


def losing_answers(bot: Counterpoint, *, method: str, path_ends: str) -> None:
    """From now on Discord does what it is asked for there, but the connection breaks before the first answer."""
    sound: Callable[..., Coroutine[Any, Any, Any]] = bot.http.request
    lost = False

    async def request(route: discord.http.Route, **given: Any) -> Any:
        nonlocal lost
        answer = await sound(route, **given)
        if not lost and route.method == method and route.url.endswith(path_ends):
            lost = True
            raise aiohttp.ServerDisconnectedError
        return answer

    bot.http.request = request  # type: ignore[method-assign]


async def test_a_post_whose_answer_was_lost_is_found_and_not_sent_again(world: World) -> None:
    losing_answers(world.bot, method="POST", path_ends=f"/channels/{world.channel.id}/messages")
    debate = await world.owe_debate()
    await world.tick()
    assert await state_of(world, opening_of(debate.key)) is PostState.SENDING

    await world.pass_time(seconds=6)

    [opening] = world.posts(world.channel)
    assert (await world.thread(debate.key)).id == opening.id
    assert await state_of(world, opening_of(debate.key)) is PostState.SENT


async def test_a_post_whose_answer_was_lost_is_not_sent_again_where_it_cannot_be_looked_for(world: World) -> None:
    losing_answers(world.bot, method="POST", path_ends=f"/channels/{world.channel.id}/messages")
    await world.owe_debate()
    await world.tick()
    world.forbid_history()  # Discord then shows an empty history, and no error
    await world.env.settle()

    await world.pass_time(minutes=10)

    assert len(world.posts(world.channel)) == 1


async def test_a_post_with_nothing_to_press_is_found_too(world: World) -> None:
    key = await world.open_debate()
    thread = await world.thread(key)
    losing_answers(world.bot, method="POST", path_ends=f"/channels/{thread.id}/messages")
    await world.store.decide(
        key, drafted_decision(what="Ten"), actor=world.actor(world.ada), act=ActId(7), at=world.now()
    )
    await world.tick()

    await world.pass_time(seconds=6)

    assert len(world.posts(thread)) == 2
    assert await state_of(world, PostKey(key.guild, PostKind.DECISION, key.debate, 1)) is PostState.SENT


async def test_a_thread_whose_making_was_not_answered_is_adopted(world: World) -> None:
    losing_answers(world.bot, method="POST", path_ends="/threads")
    debate = await world.owe_debate()
    await world.tick()

    await world.pass_time(seconds=6)

    [thread] = world.channel.threads
    assert (await world.thread(debate.key)).id == thread.id
    assert len(world.posts(world.channel)) == len(world.posts(thread)) == 1


class Died(BaseException):
    """The process dies here: nothing behind this line is done."""


def dying(bot: Counterpoint, verb: str, *, before: bool) -> None:
    """Let the process die right before, or right after, the store's `verb` is done for the first time."""
    store = bot.store
    sound: Callable[..., Coroutine[Any, Any, Any]] = getattr(store, verb)

    async def die(*given: Any, **named: Any) -> Any:
        delattr(store, verb)
        if not before:
            await sound(*given, **named)
        raise Died

    setattr(store, verb, die)


STEPS = [
    (verb, before) for verb in ("fill_post", "mark_sending", "place_debate", "mark_sent") for before in (True, False)
]


@pytest.mark.parametrize(("verb", "before"), STEPS)
async def test_a_crash_between_any_two_steps_neither_loses_nor_doubles_a_post(
    world: World, verb: str, before: bool
) -> None:
    debate = await world.owe_debate()
    dying(world.bot, verb, before=before)
    with pytest.raises(Died):
        await world.bot.tick()

    await world.restart()
    await world.tick()
    await world.pass_time(seconds=6)
    await world.pass_time(seconds=6)

    [opening] = world.posts(world.channel)
    [thread] = world.channel.threads
    assert thread.id == opening.id
    assert len(world.posts(thread)) == 1
    assert await state_of(world, opening_of(debate.key)) is PostState.SENT
    assert await state_of(world, board_of(debate.key)) is PostState.SENT


async def test_after_a_crash_it_waits_before_it_looks(world: World) -> None:
    debate = await world.owe_debate()
    dying(world.bot, "mark_sending", before=False)
    with pytest.raises(Died):
        await world.bot.tick()

    await world.restart()
    await world.tick()

    assert not world.posts(world.channel)
    assert await state_of(world, opening_of(debate.key)) is PostState.SENDING


async def test_after_a_crash_in_a_second_attempt_it_waits_before_it_looks_too(world: World) -> None:
    world.env.inject_error("POST", f"/channels/{world.channel.id}/messages", status=503)
    debate = await world.owe_debate()
    await world.tick()
    await world.env.advance_time(6)
    dying(world.bot, "place_debate", before=True)
    with pytest.raises(Died):
        await world.bot.tick()

    await world.restart()
    await world.tick()
    assert await state_of(world, opening_of(debate.key)) is PostState.SENDING
    await world.pass_time(seconds=6)

    assert len(world.posts(world.channel)) == 1
    assert await state_of(world, opening_of(debate.key)) is PostState.SENT


async def test_somebody_elses_message_is_never_adopted(world: World) -> None:
    debate = await world.owe_debate()
    dying(world.bot, "mark_sending", before=False)
    with pytest.raises(Died):
        await world.bot.tick()
    await world.ada.send(world.channel, f"cp:take:1:m{opening_of(debate.key).nonce}")

    await world.restart()
    await world.pass_time(seconds=6)
    await world.pass_time(seconds=6)

    assert len(world.posts(world.channel)) == 1


async def test_a_repeated_post_has_the_same_nonce(world: World) -> None:
    world.env.inject_error("POST", f"/channels/{world.channel.id}/messages", status=503)
    debate = await world.owe_debate()
    await world.tick()
    await world.pass_time(seconds=6)

    nonces = [
        request.json["nonce"]
        for request in world.env.http_requests
        if request.method == "POST" and request.path == f"/channels/{world.channel.id}/messages" and request.json
    ]
    assert nonces == [opening_of(debate.key).nonce] * 2


async def test_a_board_shows_what_changed_a_minute_later(world: World) -> None:
    key = await world.open_debate()
    thread = await world.thread(key)
    [board] = world.posts(thread)
    question = await world.ben.send(thread, "> Sell the old lathe\nWho would still use it?")
    await world.store.record_statement(key, world.said(world.ben, question))

    await world.pass_time(seconds=20)
    assert world.posts(thread)[0].edited_at is None
    await world.pass_time(seconds=45)

    [edited] = world.posts(thread)
    assert edited.id == board.id
    assert edited.edited_at is not None
    assert bears(edited, board_of(key).nonce)


async def test_an_edit_refused_as_too_frequent_comes_later(world: World) -> None:
    key = await world.open_debate()
    thread = await world.thread(key)
    question = await world.ben.send(thread, "> Sell the old lathe\nWho would still use it?")
    await world.store.record_statement(key, world.said(world.ben, question))
    world.env.inject_error("PATCH", f"/channels/{thread.id}/messages/*", status=400, code=30046)

    await world.pass_time(minutes=2)
    assert world.posts(thread)[0].edited_at is None
    await world.pass_time(minutes=11)

    assert world.posts(thread)[0].edited_at is not None


async def test_a_deleted_board_is_not_edited_for_ever(world: World) -> None:
    key = await world.open_debate()
    thread = await world.thread(key)
    [board] = world.posts(thread)
    world.env.backend.delete_message(thread.id, board.id)
    question = await world.ben.send(thread, "> Sell the old lathe\nWho would still use it?")
    await world.store.record_statement(key, world.said(world.ben, question))

    await world.pass_time(minutes=2)

    assert await state_of(world, board_of(key)) is PostState.GIVEN_UP


async def test_a_thread_deleted_under_the_bot_ends_its_debate(world: World) -> None:
    key = await world.open_debate(days=1)
    thread = await world.thread(key)
    world.env.inject_error("*", f"/channels/{thread.id}*", status=404, code=10003, times=None)

    await world.pass_time(days=1, minutes=1)

    debate = await world.store.debate(key)
    assert debate is not None
    assert debate.state.value == "ended"
    with pytest.raises(DebateEnded):
        await world.store.open_ballot(key, actor=world.actor(world.ada), at=world.now())


async def test_a_post_that_may_not_be_sent_waits_for_the_permission(world: World) -> None:
    world.env.inject_error("POST", f"/channels/{world.channel.id}/messages", status=403, code=50013, times=2)
    debate = await world.owe_debate()
    await world.tick()
    await world.pass_time(minutes=1, seconds=1)
    assert not world.posts(world.channel)

    await world.pass_time(minutes=3)

    assert len(world.posts(world.channel)) == 1
    assert await world.thread(debate.key)


async def test_a_debate_that_could_never_be_posted_ends_after_a_week(world: World) -> None:
    world.env.inject_error("POST", f"/channels/{world.channel.id}/messages", status=403, code=50013, times=None)
    debate = await world.owe_debate(days=30)
    for _ in range(9):
        await world.pass_time(days=1)

    ended = await world.store.debate(debate.key)
    assert ended is not None
    assert ended.state.value == "ended"
    assert await state_of(world, opening_of(debate.key)) is PostState.GIVEN_UP


async def test_a_channel_in_trouble_does_not_hold_up_another(world: World) -> None:
    other = world.guild.create_text_channel("other")
    world.env.inject_error("POST", f"/channels/{world.channel.id}/messages", status=500, times=None)
    await world.owe_debate()
    debate = await world.owe_debate(channel=other)

    await world.tick()

    assert len(world.posts(other)) == 1
    assert await world.thread(debate.key)
    assert MessageId(world.posts(other)[0].id) == (await world.thread(debate.key)).id


async def test_a_request_that_discord_never_answers_holds_up_nothing_for_long(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.dispatcher.ANSWERED_WITHIN", 0.1)
    sound = world.bot.http.request

    async def request(route: discord.http.Route, **given: Any) -> Any:
        if route.method == "POST" and route.url.endswith(f"/channels/{world.channel.id}/messages"):
            await asyncio.get_running_loop().create_future()
        return await sound(route, **given)

    world.bot.http.request = request  # type: ignore[method-assign]
    stalled = await world.owe_debate()
    await world.tick()
    assert await state_of(world, opening_of(stalled.key)) is PostState.SENDING

    other = await world.owe_debate(channel=world.guild.create_text_channel("other"))
    await world.tick()

    assert await state_of(world, opening_of(other.key)) is PostState.SENT
