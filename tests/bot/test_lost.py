"""What the bot loses and gets back: permissions in a debate's channel, and its place on a server. What it owes comes
once it can, nothing comes twice, and meanwhile it does not hammer at the door.
"""

from collections.abc import Awaitable, Callable
from datetime import timedelta

import discord
import pytest
from simcord import intents
from simcord.backend import serializers
from simcord.backend.models.channel import Overwrite
from simcord.enums import OverwriteType

from deliberation.ids import ActId, DebateKey
from deliberation.round import RoundState
from storage.outgoing import PostKey, PostKind, PostState

from .conftest import World, text_of
from .test_dispatcher import losing_answers

LOST = {
    "the channel": discord.Permissions(view_channel=True),
    "writing": discord.Permissions(send_messages=True, send_messages_in_threads=True),
}


def deny(world: World, what: discord.Permissions | None) -> None:
    """Take that from the bot in the debate's channel; with None, give everything back."""
    bot = world.bot.user
    assert bot is not None
    backend, denied = world.env.backend, 0 if what is None else what.value
    backend.set_overwrite(world.channel.id, Overwrite(bot.id, OverwriteType.MEMBER, deny=denied))


async def summaries(world: World, key: DebateKey) -> list[discord.Message]:
    """The summaries that stand in the thread."""
    return [post for post in world.posts(await world.thread(key)) if "closed**" in text_of(post)]


def requests(world: World) -> int:
    """How often the bot has asked Discord for anything so far."""
    return len(world.env.http_requests)


@pytest.mark.parametrize("what", LOST)
async def test_a_round_that_ends_while_something_is_lost_is_summarised_once_it_is_back(world: World, what: str) -> None:
    key = await world.open_debate(days=1)
    deny(world, LOST[what])
    await world.env.settle()

    before = requests(world)
    for _ in range(30):
        await world.pass_time(hours=2)

    assert await summaries(world, key) == []
    assert requests(world) - before < 30 * 8
    deny(world, None)
    await world.pass_time(hours=2)
    await world.pass_time(hours=2)

    [summary] = await summaries(world, key)
    assert (await world.store.record(key)).rounds[0].state is RoundState.SUMMARISED
    assert ("could not be read" in text_of(summary)) == (what == "the channel")


async def unlock(world: World, key: DebateKey) -> None:
    world.env.backend.edit_channel((await world.thread(key)).id, {}, thread_metadata={"locked": False})


async def let_in(world: World, key: DebateKey) -> None:
    deny(world, LOST["writing"])
    await world.env.settle()
    assert await summaries(world, key) == []
    deny(world, None)


async def strengthen(world: World, _: DebateKey) -> None:
    everyone = world.guild.id
    given = world.env.backend.guilds[everyone].roles[everyone].permissions
    world.env.backend.edit_role(everyone, everyone, {"permissions": int(given) ^ (1 << 17)})


async def appoint(world: World, _: DebateKey) -> None:
    bot = world.bot.user
    assert bot is not None
    lead = next(role for role in world.env.backend.guilds[world.guild.id].roles.values() if role.name == "lead")
    world.env.backend.add_member_role(world.guild.id, bot.id, lead.id)


@pytest.mark.parametrize("let", [unlock, let_in, strengthen, appoint])
async def test_what_was_refused_is_tried_at_once_when_the_place_may_be_open_again(
    world: World, let: Callable[[World, DebateKey], Awaitable[None]], monkeypatch: pytest.MonkeyPatch
) -> None:
    # Discord tells every bot of its own roles; SimCord only those that hear of all members.
    monkeypatch.setitem(intents.EVENT_INTENTS, "GUILD_MEMBER_UPDATE", ("guilds", None))
    key = await world.open_debate(days=1)
    thread = await world.thread(key)
    world.env.inject_error("POST", f"/channels/{thread.id}/messages", status=403, code=160005, times=6)
    await world.pass_time(days=1, seconds=1)
    for minutes in (1, 2, 4, 8, 16):
        await world.pass_time(minutes=minutes, seconds=1)
    await world.pass_time(minutes=1)
    assert await summaries(world, key) == []

    await let(world, key)
    await world.env.settle()

    assert len(await summaries(world, key)) == 1


async def test_what_may_have_been_sent_is_not_tried_before_it_can_be_found(world: World) -> None:
    key = await world.open_debate(days=1)
    losing_answers(world.bot, method="POST", path_ends=f"/channels/{(await world.thread(key)).id}/messages")
    await world.pass_time(days=1, seconds=1)
    before = requests(world)

    await unlock(world, key)
    await world.env.settle()

    assert requests(world) == before


async def test_without_the_history_a_round_is_summarised_a_day_late_and_says_why(world: World) -> None:
    key = await world.open_debate(days=1)
    deny(world, discord.Permissions(read_message_history=True))

    await world.pass_time(days=1, hours=1)
    assert await summaries(world, key) == []
    await world.pass_time(days=1)

    [summary] = await summaries(world, key)
    assert "could not be read to the end" in text_of(summary)


async def test_what_is_owed_waits_for_weeks_and_is_given_up_with_the_server(world: World) -> None:
    key = await world.open_debate(days=1)
    deny(world, LOST["writing"])
    for _ in range(15):
        await world.pass_time(days=1)
    deny(world, None)
    await world.pass_time(hours=2)
    assert len(await summaries(world, key)) == 1

    await next_round(world, key)
    deny(world, LOST["writing"])
    for _ in range(35):
        await world.pass_time(days=1)
    owed = await world.store.post(PostKey(key.guild, PostKind.SUMMARY, key.debate, 2))
    assert owed is not None
    assert owed.state is PostState.GIVEN_UP
    before = requests(world)
    await world.pass_time(days=1)
    assert requests(world) - before <= 3


async def next_round(world: World, key: DebateKey) -> None:
    """The second round opens for a day."""
    await world.store.open_round(
        key,
        actor=world.actor(world.ada),
        act=ActId(discord.utils.time_snowflake(world.now())),
        deadline=world.now() + timedelta(days=1),
        at=world.now(),
    )
    await world.tick()


async def test_a_bot_removed_from_the_server_and_added_again_goes_on_where_it_was(world: World) -> None:
    key = await world.open_debate(days=1)
    thread = await world.thread(key)
    backend = world.env.backend
    backend.emit("GUILD_DELETE", {"id": str(world.guild.id)})
    await world.env.settle()
    before = requests(world)

    for _ in range(12):
        await world.pass_time(days=1)

    assert requests(world) == before
    assert len(world.posts(thread)) == 1
    backend.emit("GUILD_CREATE", serializers.guild_create_payload(backend, backend.get_guild(world.guild.id)))
    await world.env.settle()
    await world.pass_time(hours=2)
    await world.pass_time(hours=2)

    assert len(await summaries(world, key)) == 1
    await next_round(world, key)
    assert len(world.posts(thread)) == 3


async def test_an_edit_that_discord_refuses_for_a_month_is_given_up(world: World) -> None:
    key = await world.open_debate(days=60)
    opening = PostKey(key.guild, PostKind.OPENING, key.debate)
    deny(world, LOST["the channel"])
    later = world.now() + timedelta(days=61)
    act = ActId(discord.utils.time_snowflake(world.now()))
    await world.store.extend_round(key, actor=world.actor(world.ada), act=act, deadline=later, at=world.now())
    await world.tick()
    for _ in range(24 * 30):
        await world.store.postpone_post(opening, until=world.now())

    await world.tick()

    post = await world.store.post(opening)
    assert post is not None
    assert post.state is PostState.GIVEN_UP
