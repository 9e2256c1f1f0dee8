"""A forum's post appears exactly once, whatever happens on the way, and under a tag where the forum asks for one."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from functools import partial
from typing import Any

import aiohttp
import discord
import pytest
from simcord.builders import ChannelHandle

from bot.forums import tag_for
from deliberation.actor import Actor
from deliberation.debate import Attribution, Debate, Tallies, drafted
from deliberation.ids import ActId, ChannelId, GuildId, UserId
from deliberation.terms import Form, Terms
from storage.outgoing import PostState
from tests.bot.conftest import World, text_of
from tests.bot.test_dispatcher import losing_answers, opening_of, state_of


async def owe_in(world: World, forum: ChannelHandle, act: int = 4_000) -> Debate:
    """A debate whose opening is owed in a forum."""
    draft = drafted(
        title="Workshop hours",
        proposals="Sell the old lathe",
        attribution=Attribution.COUNTED,
        tallies=Tallies.HIDDEN,
        deadline=world.now() + timedelta(days=3),
        terms=Terms(form=Form.POST),
    )
    actor = Actor(GuildId(world.guild.id), UserId(world.ben.id))
    return await world.store.open_debate(draft, actor=actor, act=ActId(act), home=ChannelId(forum.id), at=world.now())


@pytest.fixture
def forum(world: World) -> ChannelHandle:
    return world.guild.create_forum_channel("motions")


async def test_a_forums_post_whose_answer_was_lost_is_found_by_its_marker_and_not_opened_again(
    world: World, forum: ChannelHandle
) -> None:
    losing_answers(world.bot, method="POST", path_ends=f"/channels/{forum.id}/threads")
    debate = await owe_in(world, forum)
    await world.tick()
    assert await state_of(world, opening_of(debate.key)) is PostState.SENDING

    await world.pass_time(seconds=6)

    (post,) = forum.threads
    placed = await world.store.debate(debate.key)
    assert placed is not None
    assert placed.thread == post.id
    assert await state_of(world, opening_of(debate.key)) is PostState.SENT


async def test_posts_of_others_and_of_earlier_debates_are_not_taken_for_an_opening(
    world: World, forum: ChannelHandle
) -> None:
    first = await owe_in(world, forum)
    await world.tick()
    losing_answers(world.bot, method="POST", path_ends=f"/channels/{forum.id}/threads")
    second = await owe_in(world, forum, act=4_001)
    await world.tick()
    await world.pass_time(seconds=6)

    one, other = [await world.store.debate(debate.key) for debate in (first, second)]
    assert one is not None
    assert other is not None
    assert len(forum.threads) == 2
    assert {one.thread, other.thread} == {thread.id for thread in forum.threads}


@pytest.mark.parametrize("renamed", [False, True])
async def test_looking_for_a_post_reads_only_those_that_the_bot_opened(
    world: World, forum: ChannelHandle, renamed: bool
) -> None:
    losing_answers(world.bot, method="POST", path_ends=f"/channels/{forum.id}/threads")
    debate = await owe_in(world, forum)
    await world.tick()
    (post,) = forum.threads
    for _ in range(3):
        world.env.backend.create_thread(forum.id, "Workshop hours", world.ada.id)
    if renamed:  # by a moderator: the marker decides
        world.env.backend.edit_channel(post.id, {"name": "Lathes"})
    await world.env.settle()

    before = len(world.env.http_requests)
    await world.pass_time(seconds=6)

    asked = [request for request in world.env.http_requests[before:] if request.method == "GET"]
    read = [request.path for request in asked if request.path.endswith("/messages")]
    assert read == [f"/channels/{post.id}/messages"]
    placed = await world.store.debate(debate.key)
    assert placed is not None
    assert placed.thread == post.id


async def test_a_post_that_discord_failed_to_take_is_opened_later_once(world: World, forum: ChannelHandle) -> None:
    world.env.inject_error("POST", f"/channels/{forum.id}/threads", status=503)
    await owe_in(world, forum)
    await world.tick()
    assert forum.threads == []

    for seconds in (6, 11, 21):  # it is looked for three times first: it might yet come
        assert forum.threads == []
        await world.pass_time(seconds=seconds)
    await world.tick()

    (post,) = forum.threads
    opening, board = world.posts(post)
    assert "Sell the old lathe" in text_of(opening)
    assert "Sell the old lathe" in text_of(board)


async def test_a_post_that_discord_took_late_is_not_opened_again(world: World, forum: ChannelHandle) -> None:
    sound = world.bot.http.request
    on_its_way: list[Callable[[], Awaitable[object]]] = []

    async def request(route: discord.http.Route, **given: Any) -> Any:
        if not on_its_way and route.method == "POST" and route.url.endswith(f"/channels/{forum.id}/threads"):
            on_its_way.append(partial(sound, route, **given))
            raise aiohttp.ServerDisconnectedError
        return await sound(route, **given)

    world.bot.http.request = request  # type: ignore[method-assign]
    debate = await owe_in(world, forum)
    await world.tick()
    await world.pass_time(seconds=6)  # looked for, and not there yet
    await on_its_way[0]()
    await world.pass_time(seconds=11)

    (post,) = forum.threads
    placed = await world.store.debate(debate.key)
    assert placed is not None
    assert placed.thread == post.id


async def test_where_the_forum_is_gone_the_debate_is_over(world: World, forum: ChannelHandle) -> None:
    debate = await owe_in(world, forum)
    world.env.backend.delete_channel(forum.id)
    await world.env.settle()
    await world.tick()

    ended = await world.store.debate(debate.key)
    assert ended is not None
    assert ended.state == "ended"


def tag(name: str, *, moderated: bool = False) -> discord.ForumTag:
    return discord.ForumTag(name=name, moderated=moderated)


@pytest.mark.parametrize(
    ("tags", "title", "chosen"),
    [
        ([tag("Rules"), tag("Food")], "What food do we buy?", "Food"),
        ([tag("Rules"), tag("Food")], "Foodie nights", "Rules"),
        ([tag("Staff", moderated=True), tag("Food")], "Staff meals", "Food"),
        ([tag("Staff", moderated=True)], "Meals", "Staff"),
        ([], "Meals", None),
    ],
)
def test_a_forum_that_asks_for_a_tag_gets_the_one_named_in_the_title_or_else_the_first_free_one(
    tags: list[discord.ForumTag], title: str, chosen: str | None
) -> None:
    found = tag_for(tags, title)

    assert (found.name if found else None) == chosen
