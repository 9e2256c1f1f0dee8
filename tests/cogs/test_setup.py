"""`/setup`: what a server settles for its debates, each choice saved at once, and what the bot lacks."""

from typing import Any

import discord
import pytest
from simcord.actors import MemberActor
from simcord.backend.models.channel import Overwrite
from simcord.enums import OverwriteType
from simcord.results import ResponseMessage

from bot.rehearsal.readable import fields
from bot.settings import Settings
from deliberation.ids import GuildId
from deliberation.server import Cards, Limits, ServerSettings, Setting
from deliberation.terms import Gate
from prompts.post import Act, Action
from tests.cogs.world import World, answer, buttons, components, press, read


@pytest.fixture
def steward(world: World) -> MemberActor:
    """Somebody who may manage the server."""
    stewards = world.guild.create_role("Stewards", permissions=discord.Permissions(manage_guild=True))
    return world.person("stella", stewards)


def custom_id(setting: Setting) -> str:
    return Action(Act.SETTLE, (setting.value,)).custom_id


async def settled(world: World) -> ServerSettings:
    return await world.bot.store.server(GuildId(world.guild.id))


async def shown_to(world: World, who: MemberActor) -> ResponseMessage:
    return answer(await who.slash(world.lobby, "setup"))


async def pick(who: MemberActor, screen: ResponseMessage, setting: Setting, *values: Any) -> ResponseMessage:
    """What comes of picking these in the select of a setting."""
    return answer(await who.select(screen, list(values), custom_id=custom_id(setting)))


async def fill(who: MemberActor, screen: ResponseMessage, label: str, **values: str) -> ResponseMessage:
    """What comes of filling the form behind a button."""
    return answer(await who.submit_modal(await press(who, screen, label), values))


async def test_only_who_may_manage_the_server_sees_the_screen(world: World, steward: MemberActor) -> None:
    assert "Set up debates" in read(await shown_to(world, steward))
    commands = await world.bot.tree.fetch_commands()
    (setup,) = [command for command in commands if command.name == "setup"]
    world.guild.set_command_permissions(setup, {world.moderators: True})  # as a server may, over our default
    refused = await shown_to(world, world.warden)
    assert "Manage Server" in refused.content
    assert refused.ephemeral


async def test_a_press_on_the_screen_of_a_steward_who_is_none_any_more_changes_nothing(
    world: World, steward: MemberActor
) -> None:
    screen = await shown_to(world, steward)
    role = world.guild.roles["Stewards"]
    world.env.backend.edit_role(world.guild.id, role.id, {"permissions": 0})
    await world.env.settle()

    told = await pick(steward, screen, Setting.CARDS, "letters_only")

    assert "Manage Server" in told.content
    assert (await settled(world)).cards is Cards.USUAL


async def test_roles_channels_cards_and_language_are_picked_and_saved_one_by_one(
    world: World, steward: MemberActor
) -> None:
    home = world.guild.create_forum_channel("motions")
    screen = await shown_to(world, steward)

    screen = await pick(steward, screen, Setting.MODERATORS, world.moderators)
    screen = await pick(steward, screen, Setting.HOME, home)
    screen = await pick(steward, screen, Setting.CARDS, "every_quote")
    screen = await pick(steward, screen, Setting.LANGUAGE, "de")
    screen = await pick(steward, screen, Setting.ROLE, world.moderators)

    now = await settled(world)
    assert (now.moderators, now.home, now.cards, now.language) == (
        world.moderators.id,
        home.id,
        Cards.EVERY_QUOTE,
        "de",
    )
    assert now.gate == Gate(role=world.moderators.id, member_days=7)
    chosen = [part["default_values"][0]["id"] for part in components(screen) if part.get("default_values")]
    assert chosen == [world.moderators.id, home.id, world.moderators.id]


async def test_a_choice_can_be_taken_back(world: World, steward: MemberActor) -> None:
    screen = await pick(steward, await shown_to(world, steward), Setting.MODERATORS, world.moderators)

    await pick(steward, screen, Setting.MODERATORS)

    assert (await settled(world)).moderators is None


async def test_everybody_cannot_be_made_moderators(world: World, steward: MemberActor) -> None:
    told = await pick(steward, await shown_to(world, steward), Setting.MODERATORS, world.guild.roles["@everyone"])

    assert "everybody would be a moderator" in told.content
    assert (await settled(world)).moderators is None


async def test_what_is_typed_into_the_forms_is_saved(world: World, steward: MemberActor) -> None:
    screen = await shown_to(world, steward)

    screen = await fill(steward, screen, "Guests", first="14", second="30")
    screen = await fill(steward, screen, "Limits", first="20", second="2", third="50")
    screen = await fill(steward, screen, "Word list", first="Swamp\nbog*")
    screen = await fill(steward, screen, "Time zone", first="europe/berlin")

    assert await settled(world) == ServerSettings(
        GuildId(world.guild.id),
        zone="Europe/Berlin",
        gate=Gate(member_days=14, account_days=30),
        limits=Limits(statements=20, letters=2, size=50_000),
        blocked=("swamp", "bog*"),
    )
    assert "20 messages, 2 letters, 50 kB of text from each member in an hour" in read(screen)
    assert "2 entries" in read(screen)
    assert "came less than 14 days" in read(screen)


async def test_a_new_debate_is_as_named_and_asks_for_as_many_answers_as_the_server_usually_does(
    world: World, steward: MemberActor
) -> None:
    screen = await fill(steward, await shown_to(world, steward), "Usual terms", first="named", second="6")
    assert "names are shown · a round counts when 6 people answer" in read(screen)

    form = await steward.slash(world.lobby, "debate open")
    usual = await world.debate()
    free = await world.debate(options={"quorum": 0}, title="However few")

    assert form.modal is not None
    options = [option for field in fields(form.modal) for option in field.get("options") or ()]
    assert [option["value"] for option in options if option.get("default")][:1] == ["named"]
    assert (await world.stored(usual.thread)).terms.quorum == 6
    assert (await world.stored(free.thread)).terms.quorum is None


async def test_a_field_left_empty_asks_for_nothing(world: World, steward: MemberActor) -> None:
    screen = await fill(steward, await shown_to(world, steward), "Limits", first="20", second="2", third="50")
    screen = await fill(steward, screen, "Guests", first="", second="")
    screen = await fill(steward, screen, "Limits", first="", second="0", third="")

    now = await settled(world)
    assert (now.limits, now.gate) == (Limits(), Gate())
    assert "nobody; everybody counts as a member" in read(screen)


@pytest.mark.parametrize(
    ("label", "typed", "told"),
    [
        ("Guests", "soon", "whole number"),
        ("Guests", "-1", "whole number"),
        ("Limits", "9999999", "1,000,000"),
        ("Time zone", "Mars/Olympus", "no time zone"),
    ],
)
async def test_what_cannot_be_taken_is_handed_back_and_nothing_changes(
    world: World, steward: MemberActor, label: str, typed: str, told: str
) -> None:
    refused = await fill(steward, await shown_to(world, steward), label, first=typed)

    assert told in read(refused)
    assert typed in read(refused)
    assert await settled(world) == ServerSettings(GuildId(world.guild.id))


async def test_the_digest_is_switched_on_moved_to_a_day_and_switched_off(world: World, steward: MemberActor) -> None:
    screen = await shown_to(world, steward)
    assert "Digest's day" not in buttons(screen)

    screen = await pick(steward, screen, Setting.DIGEST, world.lobby)
    assert "every Sunday" in read(screen)
    screen = await fill(steward, screen, "Digest's day", first="2", second="9")

    digest = await world.bot.store.digest_settings(GuildId(world.guild.id))
    assert digest is not None
    assert (digest.channel, digest.weekday, digest.hour) == (world.lobby.id, 2, 9)
    await pick(steward, screen, Setting.DIGEST)
    assert await world.bot.store.digest_settings(GuildId(world.guild.id)) is None


async def test_holders_of_the_chosen_role_close_rounds_they_could_not_close_before(
    world: World, steward: MemberActor
) -> None:
    helpers = world.guild.create_role("Helpers")
    helper = world.person("hal", helpers)
    table = await world.debate()
    refused = answer(await helper.slash(table.thread, "debate end"))
    assert "moderator" in refused.content

    await pick(steward, await shown_to(world, steward), Setting.MODERATORS, helpers)
    await helper.slash(table.thread, "debate end")

    assert (await world.stored(table.thread)).state == "ended"


async def test_what_is_missing_is_named_with_where_and_with_what_mends_it(world: World, steward: MemberActor) -> None:
    kept = discord.Permissions.all()
    kept.update(administrator=False, attach_files=False, add_reactions=False)
    for role in ("TestBot", "@everyone"):
        few = kept if role == "TestBot" else discord.Permissions(view_channel=True, use_application_commands=True)
        world.env.backend.edit_role(world.guild.id, world.guild.roles[role].id, {"permissions": few.value})
    await world.env.settle()

    screen = await shown_to(world, steward)

    assert "On the whole server: Attach Files, Add Reactions" in read(screen) or (
        "On the whole server: Add Reactions, Attach Files" in read(screen)
    )
    (link,) = [part["url"] for part in components(screen) if part.get("url")]
    assert "oauth2/authorize" in link
    assert f"guild_id={world.guild.id}" in link
    assert "applications.commands" in link


async def test_where_quotes_could_not_be_marked_is_named(world: World, steward: MemberActor) -> None:
    role = world.guild.roles["TestBot"].id
    deny = discord.Permissions(add_reactions=True).value
    world.env.backend.set_overwrite(world.lobby.id, Overwrite(role, OverwriteType.ROLE, deny=deny))
    await world.env.settle()

    assert f"In <#{world.lobby.id}>: Add Reactions" in read(await shown_to(world, steward))


async def test_a_home_that_was_deleted_is_told(world: World, steward: MemberActor) -> None:
    home = world.guild.create_text_channel("debates")
    screen = await pick(steward, await shown_to(world, steward), Setting.HOME, home)
    assert "every permission" in read(screen)

    world.env.backend.delete_channel(home.id)
    await world.env.settle()
    screen = answer(await press(steward, screen, "Check again"))

    assert "The home for debates is gone" in read(screen)


@pytest.mark.parametrize("simcord_bot", [Settings.model_construct(message_content=False)], indirect=True)
async def test_that_message_content_is_off_is_said_once_at_set_up(world: World, steward: MemberActor) -> None:
    assert read(await shown_to(world, steward)).count("Message content is off") == 1


async def test_where_nothing_is_missing_the_screen_says_so(world: World, steward: MemberActor) -> None:
    screen = await shown_to(world, steward)

    assert "The bot has every permission it needs" in read(screen)
    assert not [part for part in components(screen) if part.get("url")]
