"""Whatever happened in between (a restart, a thread archived or locked, a message deleted, permissions lost), whoever
presses anything that the bot ever posted is answered.
"""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import discord
import pytest
from simcord.backend.models.channel import Overwrite
from simcord.enums import OverwriteType
from simcord.env import Env
from simcord.results import InteractionResult, ResponseMessage

from bot.client import Counterpoint
from bot.settings import Settings
from cogs.actions import NUMBERS, Interactions
from deliberation.actor import Actor
from deliberation.ids import ActId, GuildId, UserId
from prompts.post import Act, Action
from storage.sqlite import SqliteStore
from tests.cogs.world import (
    BUTTON,
    PROPOSALS,
    SELECT,
    Table,
    World,
    answer,
    chosen,
    components,
    press,
    pressed,
    read,
    submitted,
)

Shown = discord.Message | ResponseMessage
FAILED = ("went wrong", "not one the bot knows")


@pytest.fixture
async def table(world: World) -> Table:
    """A debate in its second round with a post of each kind: opening, boards, card, posted reply, summary, decision."""
    table = await world.debate(by=world.person("opal"), attribution="named")
    number = (await world.stored(table.thread)).key.debate
    ann, ben = world.person("ann"), world.person("ben")
    await ben.send(table.thread, f"> {PROPOSALS[0]}\nTen is early.\n> {PROPOSALS[3]}\nWe have two.")
    await ann.send(table.thread, "> Ten is early.\nIt is late for me.")
    reply = submitted(Action(Act.REPLY_TO, (number, 2)).custom_id, answer="It is full already.")
    await world.at_once((ann, table.opening, reply))
    for who in (ann, ben):
        ballot = await table.ballot(who)
        for _ in PROPOSALS:
            ballot = answer(await press(who, ballot, "Yes"))
    await world.passes(timedelta(days=3))
    await world.warden.slash(table.thread, "round open", deadline="3 days")
    decision = submitted(Action(Act.DECIDE, (number,)).custom_id, what="We close at ten")
    await world.at_once((world.warden, table.opening, decision))
    await world.passes(timedelta(minutes=2))
    return table


async def everything_shown(world: World, table: Table) -> list[Shown]:
    """All that stands in the thread and the lobby, and what one opens privately from there."""
    ann, warden = world.person("ann"), world.warden
    private = [
        await table.ballot(ann),
        answer(await ann.slash(table.thread, "points")),
        answer(await ann.slash(table.thread, "points", point=1)),
        answer(await ann.slash(table.thread, "stance mine")),
        answer(await ann.slash(table.thread, "stance history")),
        answer(await ann.slash(table.thread, "debate log")),
        answer(await warden.slash(table.thread, "round agenda")),
        answer(await warden.slash(table.thread, "debate reports")),
        answer(await ann.slash(world.lobby, "privacy")),
    ]
    await warden.slash(world.lobby, "digest now")
    await world.tick()
    return [*private, *(message for message in world.lobby.history() if message.author.bot), *table.posts()]


def everything_to_do(shown: list[Shown]) -> list[tuple[Shown, dict[str, Any]]]:
    """Every button on it, and every choice in its selects, each kind once for each post."""
    found: list[tuple[Shown, dict[str, Any]]] = []
    for message in shown:
        for part in components(message):
            if part.get("type") == BUTTON and "custom_id" in part:
                found.append((message, pressed(part["custom_id"])))
            if part.get("type") == SELECT:
                found += [(message, chosen(part["custom_id"], part["options"][0]["value"]))]
    return found


async def done(world: World, to_do: list[tuple[Shown, dict[str, Any]]]) -> list[str]:
    """What went wrong when Ann did all of that."""
    ann = world.person("ann")
    results = await world.at_once(*((ann, message, data) for message, data in to_do))
    wrong: list[str] = []
    for (_, data), result in zip(to_do, results, strict=True):
        told = _told(result)
        if not told or any(words in told for words in FAILED):
            wrong.append(f"{data['custom_id']}: {told or 'no answer'}")
    return wrong


def _told(result: InteractionResult) -> str:
    shown = [read(message) for message in (result.response, *result.followups) if message is not None]
    return "\n".join([*shown, str(result.modal or "")])


async def test_every_button_of_every_post_works_after_a_restart(
    world: World, table: Table, simcord_env: Env, simcord_bot: Counterpoint, tmp_path: Path
) -> None:
    to_do = everything_to_do(await everything_shown(world, table))
    acts = {data["custom_id"].split(":")[1] for _, data in to_do}
    await simcord_bot.close()
    store = await SqliteStore.open(tmp_path / "debates.db")
    world.bot = Counterpoint(store, Settings.model_construct())
    await simcord_env.restart_bot(world.bot)

    assert len(acts) > 15, acts
    assert not await done(world, to_do)
    await store.close()


async def test_every_button_works_after_the_thread_was_archived_and_what_it_changes_is_shown(
    world: World, table: Table
) -> None:
    to_do = everything_to_do([table.opening, *table.posts()])
    await _thread(world, table).edit(archived=True)

    assert not await done(world, to_do)
    ben = world.person("ben")
    await press(ben, await table.ballot(ben), "No")
    await world.passes(timedelta(minutes=5))
    boards = [read(post) for post in table.posts() if "Round 2 of 2" in read(post)]
    assert any("One person has answered" in board for board in boards), boards


async def test_every_button_is_answered_in_a_locked_thread(world: World, table: Table) -> None:
    to_do = everything_to_do([table.opening, *table.posts()])
    await _thread(world, table).edit(archived=True, locked=True)

    assert not await done(world, to_do)


async def test_every_button_is_answered_when_all_that_was_said_is_deleted(world: World, table: Table) -> None:
    to_do = everything_to_do([table.opening, *table.posts()])
    for message in list(table.thread.history()):
        if not message.author.bot:
            await message.delete()
    await world.env.settle()

    assert all(statement.withdrawn for statement in (await table.record()).statements[:2])
    assert not await done(world, to_do)


async def test_every_button_is_answered_after_the_debate_has_ended(world: World, table: Table) -> None:
    to_do = everything_to_do(await everything_shown(world, table))
    await world.warden.slash(table.thread, "debate end")

    assert not await done(world, to_do)


async def test_every_button_is_answered_where_the_bot_may_no_longer_write_and_posts_come_once_it_may(
    world: World, table: Table
) -> None:
    to_do = everything_to_do([table.opening, *table.posts()])
    role = world.guild.roles["TestBot"].id
    deny = discord.Permissions(send_messages=True, send_messages_in_threads=True).value
    world.env.backend.set_overwrite(world.lobby.id, Overwrite(role, OverwriteType.ROLE, deny=deny))
    await world.env.settle()

    assert not await done(world, to_do)
    await world.passes(timedelta(days=3))
    assert not [post for post in table.posts() if "Round 2 of 2 closed" in read(post)]
    world.env.backend.set_overwrite(world.lobby.id, Overwrite(role, OverwriteType.ROLE))
    await world.passes(timedelta(hours=6))
    assert [post for post in table.posts() if "Round 2 of 2 closed" in read(post)]


@pytest.mark.parametrize("option", ["role", "speakers"])
async def test_who_needs_a_role_that_was_deleted_is_told_so(world: World, option: str) -> None:
    cooks = world.guild.create_role("Cooks")
    table = await world.debate(options={option: cooks})
    number = (await world.stored(table.thread)).key.debate
    world.env.backend.delete_role(world.guild.id, cooks.id)
    await world.env.settle()

    reply = submitted(Action(Act.REPLY_TO, (number, 1)).custom_id, answer="Ten is early.")
    (refused,) = await world.at_once((world.person("ann"), table.opening, reply))
    led = answer(await world.warden.slash(table.thread, "round extend", deadline="9 days"))

    assert "role" in read(answer(refused))
    assert "deleted since" in read(answer(refused))
    assert "Ten is early." in read(answer(refused))
    assert "now closes" in led.content


async def test_without_the_moderators_role_those_who_may_manage_threads_still_lead(world: World) -> None:
    keepers = world.guild.create_role("Keepers")
    keeper = world.person("kit", keepers)
    boss = world.person("boss", world.guild.create_role("Boss", permissions=discord.Permissions(manage_guild=True)))
    table = await world.debate(by=world.person("opal"))
    guild = GuildId(world.guild.id)
    settings = replace(await world.bot.counterpoint.store.server(guild), moderators=keepers.id)
    somebody = Actor(guild, UserId(boss.id), administers=True)
    await world.bot.counterpoint.store.set_server(settings, actor=somebody, act=ActId(1), at=world.env.now())
    assert "is paused" in answer(await keeper.slash(table.thread, "round pause")).content
    world.env.backend.delete_role(world.guild.id, keepers.id)
    await world.env.settle()

    assert "Only a moderator" in answer(await keeper.slash(table.thread, "round resume")).content
    assert "goes on" in answer(await world.warden.slash(table.thread, "round resume")).content
    assert "Moderators" in read(answer(await boss.slash(world.lobby, "setup")))


def _thread(world: World, table: Table) -> discord.Thread:
    guild = world.bot.get_guild(world.guild.id)
    thread = guild.get_thread(table.thread.id) if guild else None
    assert thread is not None
    return thread


@pytest.mark.long
async def test_whatever_can_be_pressed_or_picked_anywhere_is_answered_after_a_restart(
    world: World, table: Table
) -> None:
    """Enumerated from the table of presses, so that no private message is forgotten."""
    number = (await world.stored(table.thread)).key.debate
    said = (await table.record()).statements[0].id
    await world.restarts()
    cog = world.bot.get_cog(Interactions.__cog_name__)
    assert isinstance(cog, Interactions)
    values = ("1", str(said), f"{said}:1:0:8", f"{number}:1", f"{said}:0", "1:kitchen", "p1", "0:1:0", "en")
    to_do: list[tuple[Shown, dict[str, Any]]] = []
    for act in sorted(cog.presses):
        plain = ((number, 1, 1, 0, 1), (1, 1, 1, 0, 1))
        to_do += [(table.opening, pressed(Action(act, some[: NUMBERS[act]]).custom_id)) for some in plain]
        custom_id = Action(act, (number, said, 1, 0, 8)[: NUMBERS[act]]).custom_id
        to_do += [(table.opening, pressed(custom_id)), *((table.opening, chosen(custom_id, one)) for one in values)]

    ann = world.person("ann")
    results: list[InteractionResult] = []
    for first in range(0, len(to_do), 40):
        acts = ((ann, message, data) for message, data in to_do[first : first + 40])
        results += await world.at_once(*acts)

    told = [(data, _told(result)) for (_, data), result in zip(to_do, results, strict=True)]
    assert not [(data, words) for data, words in told if not words or "went wrong" in words]
    known = {data["custom_id"].split(":")[1] for data, words in told if "not one the bot knows" not in words}
    assert {act.value for act in cog.presses} <= known
