"""Where a debate opens: in text channels, as a forum's post, in the server's home for debates; and by whose terms."""

from datetime import timedelta

import discord
import pytest
from simcord.builders import ChannelHandle

from deliberation.actor import Actor
from deliberation.ids import ActId, ChannelId, GuildId, UserId
from deliberation.server import ServerSettings
from deliberation.terms import Form, Gate, Voice
from tests.cogs.world import Table, World, answer, form, press, read, texts


async def set_up(world: World, **settings: object) -> None:
    """The server's settings, from now on."""
    guild = GuildId(world.guild.id)
    somebody = Actor(guild, UserId(1), administers=True)
    wanted = ServerSettings(guild, **settings)  # type: ignore[arg-type]
    await world.bot.store.set_server(wanted, actor=somebody, act=ActId(1), at=world.env.now())


async def opened_in(world: World, forum: ChannelHandle, **fields: str) -> Table:
    """A debate opened by a command that names a forum."""
    await world.filled(None, {"channel": forum}, **fields)
    (post,) = forum.threads
    return Table(world, post)


async def test_a_debate_opens_as_a_post_of_a_forum_whose_first_message_is_the_opening(world: World) -> None:
    forum = world.guild.create_forum_channel("motions")

    table = await opened_in(world, forum, title="Kitchen rules")

    opening, board = table.posts()
    assert table.thread.name == "Kitchen rules"
    assert "Close the kitchen at ten" in read(opening)
    assert "Close the kitchen at ten" in read(board)
    debate = await world.stored(table.thread)
    assert (debate.terms.form, debate.home, debate.opening) == (Form.POST, forum.id, opening.id)
    assert world.lobby.threads == []


async def test_a_forums_debate_is_answered_and_closed_like_any_other(world: World) -> None:
    table = await opened_in(world, world.guild.create_forum_channel("motions"))
    opening = table.posts()[0]

    await world.person("ann").send(table.thread, "> Close the kitchen at ten\nI come home at eleven.")
    shown = answer(await press(world.person("ann"), opening, "Take part"))
    await press(world.person("ann"), shown, "No")
    await world.passes(timedelta(days=4))

    record = await table.record()
    assert [counterpoint.words for counterpoint in record.counterpoints] == ["I come home at eleven."]
    assert len(record.stances) == 1
    assert "Round 1" in texts(table.posts()[2:])
    assert record.points[0].link.channel == table.thread.id


async def test_the_opener_of_a_forums_debate_is_told_where_it_is(world: World) -> None:
    forum = world.guild.create_forum_channel("motions")

    told = await world.filled(None, {"channel": forum})

    assert f"<#{forum.threads[0].id}>" in answer(told).content


async def test_used_in_a_forums_post_the_command_opens_another_post_of_that_forum(world: World) -> None:
    forum = world.guild.create_forum_channel("motions")
    first = await opened_in(world, forum)
    opal = world.person("opal")

    shown = await opal.slash(first.thread, "debate open")
    await opal.submit_modal(shown, form(title="Another"))

    assert sorted(thread.name for thread in forum.threads) == ["Another", "Kitchen rules"]


async def test_a_forums_post_is_deleted_and_its_debate_is_over(world: World) -> None:
    table = await opened_in(world, world.guild.create_forum_channel("motions"))
    debate = await world.stored(table.thread)

    world.env.backend.delete_channel(table.thread.id)
    await world.env.settle()
    await world.tick()

    ended = await world.bot.store.debate(debate.key)
    assert ended is not None
    assert ended.state == "ended"


async def test_where_no_thread_can_be_made_the_debate_opens_in_the_servers_home(world: World) -> None:
    home = world.guild.create_text_channel("debates")
    await set_up(world, home=ChannelId(home.id))
    voice = (await world.debate()).thread

    opal = world.person("opal")
    shown = await opal.slash(voice, "debate open")
    await opal.submit_modal(shown, form(title="At home"))

    assert [thread.name for thread in home.threads] == ["At home"]


async def test_a_home_that_somebody_may_not_see_is_not_told_to_them(world: World) -> None:
    everyone = world.guild.roles["@everyone"]
    home = world.guild.create_text_channel(
        "attic",
        overwrites={
            everyone: discord.PermissionOverwrite(view_channel=False),
            world.guild.roles["TestBot"]: discord.PermissionOverwrite(view_channel=True),
        },
    )
    await set_up(world, home=ChannelId(home.id))
    elsewhere = (await world.debate()).thread

    told = answer(await world.person("opal").slash(elsewhere, "debate open"))

    assert str(home.id) not in told.content
    assert "text channel" in told.content


async def test_an_announcement_channel_is_no_place_for_a_debate(world: World) -> None:
    news = world.guild.create_news_channel("news")

    told = await world.person("opal").slash(news, "debate open")

    assert told.modal is None
    assert "text channel" in answer(told).content


async def test_nobody_opens_a_debate_where_they_may_not_write(world: World) -> None:
    everyone = world.guild.roles["@everyone"]
    quiet = world.guild.create_text_channel(
        "quiet",
        overwrites={
            everyone: discord.PermissionOverwrite(send_messages=False),
            world.guild.roles["TestBot"]: discord.PermissionOverwrite(send_messages=True),
        },
    )

    told = await world.person("opal").slash(world.lobby, "debate open", channel=quiet)

    assert told.modal is None
    assert "may not write" in answer(told).content


async def test_what_the_bot_lacks_in_a_place_is_named(world: World) -> None:
    deny = discord.PermissionOverwrite(create_public_threads=False, attach_files=False)
    closed = world.guild.create_text_channel("closed", overwrites={world.guild.roles["TestBot"]: deny})

    told = answer(await world.person("opal").slash(world.lobby, "debate open", channel=closed)).content

    assert "lacks: Attach Files, Create Public Threads" in told
    assert "oauth2" not in told  # inviting it again would not change what this channel denies


async def test_where_the_whole_server_denies_the_bot_something_the_refusal_invites_it_again(world: World) -> None:
    few = discord.Permissions.all()
    few.update(administrator=False, attach_files=False)
    everybody = discord.Permissions(view_channel=True, use_application_commands=True)
    for role, allowed in (("TestBot", few), ("@everyone", everybody)):
        world.env.backend.edit_role(world.guild.id, world.guild.roles[role].id, {"permissions": allowed.value})
    await world.env.settle()

    told = answer(await world.person("opal").slash(world.lobby, "debate open")).content

    assert "lacks: Attach Files" in told
    assert "oauth2/authorize" in told
    assert f"guild_id={world.guild.id}" in told


async def test_a_new_debate_asks_for_seven_days_in_the_server_unless_told_otherwise(world: World) -> None:
    usual = await world.debate()
    other = await world.debate(options={"member_days": 0, "account_days": 30}, title="Other")

    assert (await world.stored(usual.thread)).terms.gate == Gate(member_days=7)
    assert (await world.stored(other.thread)).terms.gate == Gate(account_days=30)


async def test_the_servers_own_terms_hold_where_the_command_gives_none(world: World) -> None:
    await set_up(world, gate=Gate(role=world.moderators.id, member_days=2))

    usual = await world.debate()
    free = await world.debate(options={"role": world.guild.roles["@everyone"]}, title="Free")

    assert (await world.stored(usual.thread)).terms.gate == Gate(role=world.moderators.id, member_days=2)
    assert (await world.stored(free.thread)).terms.gate == Gate(member_days=2)


async def test_quorum_speakers_and_restating_are_kept_from_the_command_to_the_debate(world: World) -> None:
    table = await world.debate(options={"quorum": 8, "speakers": world.moderators, "steelman": True})

    terms = (await world.stored(table.thread)).terms
    assert (terms.quorum, terms.speakers, terms.steelman) == (8, world.moderators.id, True)


async def test_a_newcomer_is_told_privately_at_the_first_press_that_their_view_stands_apart(world: World) -> None:
    table = await world.debate()
    await world.env.advance_time(3600)
    new = world.newcomer("nia")

    shown = await table.ballot(new)
    assert "You answer as a guest" in read(shown)
    assert shown.ephemeral
    second = answer(await press(new, shown, "No"))
    assert "You answer as a guest" not in read(second)
    old = await table.ballot(world.person("ann"))
    assert "as a guest" not in read(old)
    (stance,) = (await table.record()).stances
    assert stance.voice is Voice.GUEST


@pytest.mark.parametrize("attribution", ["named", "counted"])
async def test_the_summary_counts_guests_beside_the_members(world: World, attribution: str) -> None:
    table = await world.debate(attribution=attribution, proposals="No radio")
    await world.env.advance_time(3600)
    for name, label in (("ann", "Yes"), ("ben", "Yes"), ("cid", "Yes")):
        await press(world.person(name), await table.ballot(world.person(name)), label)
    new = world.newcomer("nia")
    await press(new, await table.ballot(new), "No")

    await world.passes(timedelta(days=4))

    said = texts(table.posts())
    assert "One guest answered, counted apart." in said
    if attribution == "named":
        assert "Guests (here for less than 7 days): Yes\u00a00" in said
        assert "No\u00a01" in said
    else:
        assert "No\u00a01" not in said
