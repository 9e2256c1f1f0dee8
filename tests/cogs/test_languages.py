"""Everybody is answered in their own language; what all read is in the server's."""

from typing import Any

import discord
import pytest

from cogs.languages import CommandWords
from deliberation.actor import Actor
from deliberation.ids import ActId, GuildId, UserId
from deliberation.server import ServerSettings
from prompts.language import languages
from tests.cogs.world import PROPOSALS, World, answer, buttons, press, read


async def test_a_member_is_answered_in_their_own_language(world: World) -> None:
    world.speaks("gerda", "de")
    table = await world.debate()

    ballot = await table.ballot(world.person("gerda"))

    assert buttons(ballot)[:5] == ["Ja", "Ja, aber …", "Unsicher", "Nein, aber …", "Nein"]


async def test_everybody_else_is_answered_in_english_meanwhile(world: World) -> None:
    world.speaks("gerda", "de")
    table = await world.debate()
    await table.ballot(world.person("gerda"))

    assert buttons(await table.ballot(world.person("ann")))[:2] == ["Yes", "Yes, but…"]


async def test_a_language_the_bot_does_not_speak_is_answered_in_english(world: World) -> None:
    world.speaks("mei", "ja")
    table = await world.debate()

    assert buttons(await table.ballot(world.person("mei")))[0] == "Yes"


async def test_where_the_bot_lacks_a_members_language_it_speaks_the_servers(world: World) -> None:
    world.is_a_community_that_speaks("de")
    world.speaks("mei", "ja")
    table = await world.debate()

    assert buttons(answer(await press(world.person("mei"), table.opening, "Mitmachen")))[0] == "Ja"


async def test_posts_are_in_the_servers_language_whoever_caused_them(world: World) -> None:
    world.speaks("gerda", "de")
    table = await world.debate(by=world.person("gerda"))

    assert "Take part" in buttons(table.opening)
    assert "Nobody has answered yet" in read(table.posts()[0])


async def test_a_german_community_reads_german_posts(world: World) -> None:
    world.is_a_community_that_speaks("de")
    table = await world.debate()

    assert "Mitmachen" in buttons(table.opening)
    assert "Noch hat niemand geantwortet." in read(table.posts()[0])
    assert PROPOSALS[0] in read(table.opening)


async def test_what_moderators_set_goes_before_what_the_server_chose_on_discord(world: World) -> None:
    world.is_a_community_that_speaks("de")
    guild = GuildId(world.guild.id)
    moderator = Actor(guild=guild, user=UserId(world.warden.id), moderates=True, administers=True)
    settings = ServerSettings(guild, language="en")
    await world.bot.store.set_server(settings, actor=moderator, act=ActId(1), at=world.env.now())

    assert "Take part" in buttons((await world.debate()).opening)


async def test_only_communities_have_chosen_their_language(world: World) -> None:
    world.is_a_community_that_speaks("de")
    guild = world.bot.get_guild(world.guild.id)
    assert guild is not None
    guild.features.clear()

    assert "Take part" in buttons((await world.debate()).opening)


async def test_a_command_is_refused_in_the_language_of_whoever_used_it(world: World) -> None:
    world.speaks(world.warden.name, "de")
    table = await world.debate()

    told = answer(await world.warden.slash(table.thread, "round open", deadline="3 days"))

    assert told.content.startswith("Runde 1 läuft noch.")


async def test_a_press_nobody_knows_is_answered_in_the_language_of_whoever_pressed(world: World) -> None:
    world.speaks("gerda", "de")
    table = await world.debate()

    result = await world.presses_at_once(world.person("gerda"), await table.ballot(world.person("gerda")), ["cp:gone"])

    assert answer(result[0]).content.startswith("Diesen Button kennt der Bot nicht")


async def test_what_a_command_tells_everybody_is_in_the_servers_language(world: World) -> None:
    world.speaks(world.warden.name, "de")
    table = await world.debate()

    told = answer(await world.warden.slash(table.thread, "debate end"))

    assert not told.ephemeral
    assert "ended this debate." in told.content


async def test_whoever_opens_a_debate_hears_of_its_thread_in_their_own_language(world: World) -> None:
    world.speaks("opal", "de")

    result = await world.filled()

    assert answer(result).content.startswith("Deine Debatte ist eröffnet")


async def test_a_form_is_in_the_language_of_whoever_opens_it(world: World) -> None:
    world.speaks("opal", "de")

    shown = await world.person("opal").slash(world.lobby, "debate open")

    assert shown.modal is not None
    assert shown.modal["title"] == "Eine Debatte eröffnen"


async def test_discord_describes_commands_in_every_language_there_is(world: World) -> None:
    listed = await _localised(world)

    assert listed["round open"]["description_localizations"]["de"] == "Die nächste Runde dieser Debatte eröffnen"
    assert "en-US" not in listed["round open"]["description_localizations"]


async def test_commands_and_options_are_called_the_same_in_every_language(world: World) -> None:
    """A post names a command in one language, and is read by people whose Discord speaks another."""
    listed = await _localised(world)

    assert "Answer in line" in listed
    assert not {path for path, node in listed.items() if node.get("name_localizations")}


async def _localised(world: World) -> dict[str, dict[str, Any]]:
    """Every command, group and option as Discord is told of it, by its path."""
    found: dict[str, dict[str, Any]] = {}

    def walk(node: dict[str, Any], path: str) -> None:
        found[path] = node
        for child in node.get("options", []):
            walk(child, f"{path} {child['name']}")

    translator = world.bot.tree.translator
    assert isinstance(translator, CommandWords)
    for kind in discord.AppCommandType:
        for command in world.bot.tree.get_commands(type=kind):
            payload = await command.get_translated_payload(world.bot.tree, translator)
            walk(dict(payload), command.name)
    return found


@pytest.mark.long
@pytest.mark.parametrize("language", [language for language in languages() if language != "en"])
async def test_every_command_and_option_is_described_in_every_language(world: World, language: str) -> None:
    for path, node in (await _localised(world)).items():
        assert "description" not in node or language in node.get("description_localizations", {}), path
        for choice in node.get("choices", []):
            assert language in choice.get("name_localizations", {}), f"{path} {choice['name']}"
