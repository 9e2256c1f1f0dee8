"""Counterpoint in somebody else's bot: all of it works there, and nothing of the bot's is changed."""

import asyncio
import os
from datetime import timedelta
from pathlib import Path

import discord
import pytest
from discord import app_commands
from discord.ext import commands
from simcord.env import Env
from sqlite_utils import Database

from bot.plugin import IntentsLacking, Plugin
from bot.settings import MalformedSetting, load_plugin_settings
from deliberation.ids import GuildId
from deliberation.stance import Position
from storage.errors import DatabaseInUse
from storage.sqlite import SqliteStore
from storage.sqlite.connecting.lease import Lease
from tests.cogs.world import World, answer, button_id, press, read, texts
from tests.plugin.foreign import Shopkeeper


async def test_a_debate_runs_from_its_opening_to_its_summary(world: World) -> None:
    table = await world.debate(proposals="One cook a day\nBuy a second pot")
    ann = world.person("ann")
    ballot = await table.ballot(ann)
    await press(ann, ballot, "Yes")
    await world.person("ben").send(table.thread, "> One cook a day\nWho cooks on Sundays?")

    await world.warden.slash(table.thread, "round close")
    await world.tick()

    record = await table.record()
    assert [stance.position for stance in record.stances] == [Position.AGREE]
    assert len(record.counterpoints) == 1
    assert "Round 1" in texts(table.posts())


async def test_the_bots_own_commands_buttons_and_messages_work_as_before(world: World, simcord_bot: Shopkeeper) -> None:
    table = await world.debate()
    ann = world.person("ann")

    assert answer(await ann.slash(world.lobby, "shop")).content == "At nine."
    await ann.send(world.lobby, "!ping")
    pong = world.lobby.history()[-1]
    assert pong.content == "pong"
    assert answer(await ann.click(pong, custom_id="doorbell:ring")).content == "Coming."
    await ann.send(table.thread, "good morning")
    assert simcord_bot.heard[-1] == "good morning"
    assert simcord_bot.failures == []


async def test_a_button_that_neither_knows_is_left_alone(world: World, simcord_bot: Shopkeeper) -> None:
    table = await world.debate()
    ann = world.person("ann")
    ballot = await table.ballot(ann)

    (result,) = await world.presses_at_once(ann, ballot, ["somebody:elses"])

    assert result.response is None
    assert simcord_bot.pressed[-1] == "somebody:elses"


async def test_what_goes_wrong_in_the_bots_own_command_is_the_bots_affair(
    world: World, simcord_bot: Shopkeeper, simcord_env: Env
) -> None:
    told = answer(await world.person("ann").slash(world.lobby, "broken"))

    assert told.content == "The shop is on fire."
    assert len(simcord_bot.failures) == 1
    assert len(simcord_env.errors) == 1


async def test_a_refusal_of_ours_does_not_reach_the_bots_error_handler(
    world: World, simcord_bot: Shopkeeper, simcord_env: Env
) -> None:
    told = answer(await world.person("ann").slash(world.lobby, "round close"))

    assert "no debate" in told.content
    assert simcord_bot.failures == []
    assert simcord_env.errors == []


async def test_nothing_of_ours_pings_although_the_bot_would(world: World, simcord_env: Env) -> None:
    table = await world.debate(proposals="@everyone eats at six\nBuy a second pot")
    ann = world.person("ann")
    await press(ann, await table.ballot(ann), "Yes")
    await ann.send(table.thread, "> Buy a second pot\nFor @everyone?\n> eats at six\n@here?")
    await ann.slash(table.thread, "stance mine")
    await ann.slash(table.thread, "round close")
    await world.warden.slash(table.thread, "debate end")
    await world.tick()

    bodies = [
        request.json.get("data", request.json)
        for request in simcord_env.http_requests
        if isinstance(request.json, dict) and request.method in {"POST", "PATCH"}
    ]
    spoken = [body for body in bodies if isinstance(body, dict) and (body.get("content") or body.get("components"))]
    spoken = [body for body in spoken if "title" not in body]  # a form says nothing
    assert len(spoken) > 5
    assert all(body["allowed_mentions"]["parse"] == [] for body in spoken)


async def test_deadlines_are_read_in_the_zone_the_bot_was_given(world: World) -> None:
    table = await world.debate(deadline="2026-01-02 18:00")

    record = await table.record()

    assert record.rounds[0].deadline.hour == 17  # Berlin is an hour ahead of UTC in January


async def test_every_command_of_ours_answers_its_own_errors(simcord_env: Env, simcord_bot: Shopkeeper) -> None:
    menus = [*simcord_bot.tree.get_commands(type=discord.AppCommandType.message)]
    menus += simcord_bot.tree.get_commands(type=discord.AppCommandType.user)
    every = [*simcord_bot.tree.walk_commands(), *menus]
    ours = [command for command in every if command.module != Shopkeeper.__module__]
    callbacks = [command.callback for command in ours if not isinstance(command, app_commands.Group)]

    assert len(callbacks) > 5
    assert {callback.__code__.co_name for callback in callbacks} == {"answering"}


async def test_every_cog_of_ours_has_a_name_no_other_bot_gives(simcord_env: Env, simcord_bot: Shopkeeper) -> None:
    others = [name for name in simcord_bot.cogs if not name.startswith("Counterpoint ")]

    assert others == ["Opening"]
    assert len(simcord_bot.cogs) > 5


async def test_commands_are_the_bots_to_sync(simcord_env: Env) -> None:
    synced = [request for request in simcord_env.http_requests if request.method == "PUT"]

    assert len(synced) == 1


# --- loading and unloading while the bot runs ------------------------------------------------------------------------


async def test_unloading_takes_everything_away_and_leaves_the_rest(
    world: World, simcord_bot: Shopkeeper, database: Path
) -> None:
    table = await world.debate()
    ann = world.person("ann")

    await ann.send(world.lobby, "!unload")

    assert world.lobby.history()[-1].content == "unloaded"
    assert not hasattr(simcord_bot, "counterpoint")
    assert list(simcord_bot.cogs) == ["Opening"]
    assert {command.name for command in simcord_bot.tree.get_commands()} == {"shop", "broken"}
    assert not [task for task in asyncio.all_tasks() if task.get_name().startswith("counterpoint")]
    await (await SqliteStore.open(database)).close()
    result = await ann.click(table.opening, custom_id=button_id(table.opening, "Take part"))
    assert result.response is None
    assert answer(await ann.slash(world.lobby, "shop")).content == "At nine."


async def test_it_can_be_loaded_again_and_reads_what_was_said_meanwhile(world: World) -> None:
    table = await world.debate(proposals="One cook a day")
    ann = world.person("ann")
    await ann.send(world.lobby, "!unload")
    await ann.send(table.thread, "> One cook a day\nSaid while it was away.")

    await ann.send(world.lobby, "!load")
    await world.tick()

    ballot = answer(await press(ann, table.opening, "Take part"))
    await press(ann, ballot, "No")
    record = await table.record()
    assert len(record.counterpoints) == 1
    assert [stance.position for stance in record.stances] == [Position.DISAGREE]


async def test_it_can_be_reloaded(world: World) -> None:
    table = await world.debate()
    ann = world.person("ann")

    await ann.send(world.lobby, "!reload")

    assert world.lobby.history()[-1].content == "reloaded"
    assert "1 of 5" in read(answer(await press(ann, table.opening, "Take part")))


async def test_a_bot_that_closes_lets_go_of_the_database(world: World, simcord_bot: Shopkeeper, database: Path) -> None:
    await world.debate()

    await simcord_bot.close()

    await (await SqliteStore.open(database)).close()


async def test_where_another_process_takes_the_database_the_bot_goes_on_without_us(
    world: World, simcord_bot: Shopkeeper, database: Path
) -> None:
    await world.debate()
    Lease(database).write_down(Database(database))
    plugin = simcord_bot.counterpoint
    await world.env.advance_time(timedelta(minutes=6).total_seconds())  # threads are read on every five

    await plugin._tick()  # as its clock does
    await world.env.settle()

    assert list(simcord_bot.cogs) == ["Opening"]
    assert answer(await world.person("ann").slash(world.lobby, "shop")).content == "At nine."


# --- two bots in one process -----------------------------------------------------------------------------------------


async def test_two_bots_in_one_process_have_nothing_in_common(
    world: World, simcord_bot: Shopkeeper, tmp_path: Path
) -> None:
    other = Shopkeeper(tmp_path / "other.db")
    await other.load_extension("cogs")

    table = await world.debate()
    ann = world.person("ann")
    ballot = await table.ballot(ann)

    guild = GuildId(world.guild.id)
    assert len(await simcord_bot.counterpoint.store.debates(guild)) == 1
    assert await other.counterpoint.store.debates(guild) == ()
    await other.unload_extension("cogs")
    await press(ann, ballot, "Yes")
    assert len((await table.record()).stances) == 1
    assert not hasattr(other, "counterpoint")


async def test_what_one_bot_posted_is_unknown_to_another(world: World, simcord_env: Env, tmp_path: Path) -> None:
    table = await world.debate()
    other = Shopkeeper(tmp_path / "other.db")
    await simcord_env.restart_bot(other)

    told = answer(await press(world.person("ann"), table.opening, "Take part"))

    assert "no debate" in told.content


# --- what stands in the way ------------------------------------------------------------------------------------------


async def refused(bot: commands.Bot) -> Exception:
    """Why the extension was not loaded."""
    with pytest.raises(commands.ExtensionFailed) as failed:
        await bot.load_extension("cogs")
    return failed.value.original


async def test_a_database_in_use_leaves_the_bot_as_it_was(tmp_path: Path, database: Path) -> None:
    held = await SqliteStore.open(database)
    bot = Shopkeeper(database)

    assert isinstance(await refused(bot), DatabaseInUse)

    assert not bot.cogs
    assert not bot.tree.get_commands()
    await held.close()
    await bot.load_extension("cogs")
    await bot.close()


async def test_a_command_of_the_same_name_leaves_the_bot_as_it_was_and_the_database_free(database: Path) -> None:
    bot = Shopkeeper(database)

    @bot.tree.command(name="round", description="Whose round it is")
    async def rounds(interaction: discord.Interaction) -> None:
        await interaction.response.send_message("Mine.")

    assert isinstance(await refused(bot), app_commands.CommandAlreadyRegistered)

    assert not bot.cogs
    assert bot.tree.get_commands() == [rounds]
    assert not hasattr(bot, "counterpoint")
    await (await SqliteStore.open(database)).close()


async def test_intents_that_lack_are_named(database: Path) -> None:
    bot = Shopkeeper(database, intents=discord.Intents(guilds=True, dm_messages=True))

    lacking = await refused(bot)

    assert isinstance(lacking, IntentsLacking)
    assert "guild_messages" in str(lacking)
    assert database.name not in os.listdir(database.parent)


@pytest.mark.parametrize("content", [True, False])
def test_whether_messages_are_read_is_the_bots_choice(database: Path, content: bool) -> None:
    intents = discord.Intents(guilds=True, guild_messages=True, message_content=content)

    assert Plugin(Shopkeeper(database, intents=intents), None, zone="UTC").reads_messages is content


def test_settings_of_a_plugin_do_not_answer_to_the_bots_own_names(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE", "postgres://shop")
    monkeypatch.setenv("TIME_ZONE", "nowhere")
    monkeypatch.setenv("COUNTERPOINT_DATABASE", "talk.db")

    settings = load_plugin_settings()

    assert (settings.database, settings.time_zone) == (Path("talk.db"), "UTC")


def test_a_malformed_setting_of_a_plugin_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COUNTERPOINT_TIME_ZONE", "Europe/Berlim")

    with pytest.raises(MalformedSetting) as malformed:
        load_plugin_settings()

    assert malformed.value.name == "COUNTERPOINT_TIME_ZONE"
