"""Whoever cannot view a debate's channel sees no trace of it, whatever they press and wherever they press it."""

import discord
import pytest
from simcord.actors import MemberActor
from simcord.backend.models.channel import Overwrite
from simcord.builders import ChannelHandle
from simcord.enums import OverwriteType

from prompts.post import Act, Action
from tests.cogs.world import Table, World, answer, read

TITLE = "The attic's secret"


@pytest.fixture
def attic(world: World) -> ChannelHandle:
    """A channel for wardens."""
    see = discord.PermissionOverwrite(view_channel=True)
    roles = world.guild.roles
    return world.guild.create_text_channel(
        "attic",
        overwrites={
            roles["@everyone"]: discord.PermissionOverwrite(view_channel=False),
            world.moderators: see,
            roles["TestBot"]: see,
        },
    )


async def hidden(world: World, place: ChannelHandle) -> Table:
    """A debate of the wardens, held in `place`."""
    await world.filled(world.warden, {"channel": place}, title=TITLE, proposals="Move the attic's ladder")
    (thread,) = place.threads
    return Table(world, thread)


async def pressed(world: World, who: MemberActor, custom_id: str) -> str:
    """What somebody reads who presses this under a post of a debate they may see."""
    open_to_all = await world.debate(title="Kitchen rules")
    (result,) = await world.presses_at_once(who, open_to_all.opening, [custom_id])
    assert result.modal is None
    return read(answer(result))


async def test_whoever_loses_the_role_that_showed_the_channel_loses_the_debate_with_it(
    world: World, attic: ChannelHandle
) -> None:
    table = await hidden(world, attic)
    debate = await world.stored(table.thread)
    warden = world.warden
    take = Action(Act.TAKE_PART, (debate.key.debate,)).custom_id
    assert "ladder" in await pressed(world, warden, take)

    world.env.backend.get_guild(world.guild.id).members[warden.id].role_ids.clear()

    assert "There is no debate" in await pressed(world, warden, take)


async def test_a_forum_hidden_from_somebody_hides_the_debates_that_are_its_posts(world: World) -> None:
    forum = world.guild.create_forum_channel("motions")
    table = await hidden(world, forum)
    debate = await world.stored(table.thread)
    take = Action(Act.TAKE_PART, (debate.key.debate,)).custom_id
    assert "ladder" in await pressed(world, world.person("ann"), take)

    everyone = world.guild.roles["@everyone"].id
    deny = discord.Permissions(view_channel=True).value
    world.env.backend.set_overwrite(forum.id, Overwrite(everyone, OverwriteType.ROLE, deny=deny))
    await world.env.settle()

    assert "There is no debate" in await pressed(world, world.person("ben"), take)


async def test_a_debate_whose_channel_the_bot_no_longer_sees_is_shown_to_nobody_elsewhere(
    world: World, attic: ChannelHandle
) -> None:
    table = await hidden(world, attic)
    debate = await world.stored(table.thread)
    world.env.backend.delete_channel(attic.id)
    await world.env.settle()

    told = await pressed(world, world.warden, Action(Act.MINE, (debate.key.debate,)).custom_id)

    assert TITLE not in told


async def test_who_moderates_another_channel_moderates_no_debate_elsewhere(world: World) -> None:
    keepers = world.guild.create_role("Keepers of the shed")
    shed = world.guild.create_text_channel(
        "shed", overwrites={keepers: discord.PermissionOverwrite(manage_threads=True)}
    )
    keeper = world.guild.add_member(world.env.create_user("kit"), roles=[keepers])
    elsewhere = await world.debate(title="Kitchen rules")
    debate = await world.stored(elsewhere.thread)
    await world.filled(world.warden, {"channel": shed}, title="Shed rules", proposals="Lock the shed at night")
    (thread,) = shed.threads
    in_the_shed = Table(world, thread)
    opening = next(message for message in shed.history() if message.id == in_the_shed.thread.id)

    removal = Action(Act.REMOVE, (debate.key.debate, 1)).custom_id
    (result,) = await world.presses_at_once(keeper, opening, [removal])

    assert result.modal is None
    assert "Only a moderator" in read(answer(result))
