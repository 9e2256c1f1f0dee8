"""Buttons, selects and forms: what each one means, forged ones, and old ones after a restart."""

from pathlib import Path

import discord
import pytest
from hypothesis import given
from hypothesis import strategies as st
from simcord.env import Env

from bot.client import Counterpoint
from bot.settings import Settings
from cogs.actions import NUMBERS, decoded
from cogs.errors import UnknownAction
from deliberation.stance import Position
from prompts.post import CUSTOM_ID_LIMIT, Act, Action
from storage.sqlite import SqliteStore
from tests.cogs.world import World, answer, button_id, buttons, components, form, press, read


@given(act=st.sampled_from(Act), data=st.data(), marker=st.none() | st.from_regex(r"[0-9a-f]{20}", fullmatch=True))
def test_what_a_button_says_is_understood_with_and_without_a_marker(
    act: Act, data: st.DataObject, marker: str | None
) -> None:
    count = NUMBERS[act]
    numbers = data.draw(st.lists(st.integers(0, 2**63 - 1), min_size=count, max_size=count))
    if act in (Act.VOTE, Act.GIVE):
        numbers[-1] %= 5
    action = Action(act, tuple(numbers))

    assert decoded(action.custom_id + (f":m{marker}" if marker else "")) == action


@given(st.text(max_size=CUSTOM_ID_LIMIT) | st.from_regex(r"cp(:[a-z0-9+\-]{0,25}){0,6}", fullmatch=True))
def test_whatever_is_not_a_button_of_ours_is_known_as_such(custom_id: str) -> None:
    try:
        action = decoded(custom_id)
    except UnknownAction:
        return
    assert custom_id.startswith(action.custom_id)


@pytest.mark.parametrize(
    "forged",
    [
        "cp:",
        "cp:vote",
        "cp:vote:1:1:1:5",
        "cp:vote:1:1:1:-1",
        "cp:vote:1:1:1:1:1",
        "cp:vote:01:1:1:1",
        "cp:vote:١:1:1:1",
        "cp:take:99999999999999999999",
        "cp:take:9223372036854775808",
        "cp:steal:1",
        "cp:take:1\n",
    ],
)
async def test_a_forged_button_gets_a_private_sentence(world: World, forged: str) -> None:
    table = await world.debate()
    ann = world.person("ann")
    ballot = await table.ballot(ann)

    (result,) = await world.presses_at_once(ann, ballot, [forged])

    assert answer(result).ephemeral
    assert "not one the bot knows" in answer(result).content


@pytest.mark.parametrize("foreign", ["", "other:1", "cpu:1", "persistent_view:green"])
async def test_a_button_that_is_not_the_bots_is_left_to_whose_it_is(world: World, foreign: str) -> None:
    table = await world.debate()
    ann = world.person("ann")
    ballot = await table.ballot(ann)

    (result,) = await world.presses_at_once(ann, ballot, [foreign])

    assert result.response is None
    assert not result.followups


async def test_a_button_of_another_server_finds_no_debate(world: World) -> None:
    table = await world.debate()
    other = World(world.env, world.bot)
    theirs = await other.debate()
    eve = other.person("eve")
    ballot = await theirs.ballot(eve)

    (result,) = await other.presses_at_once(eve, ballot, [button_id(table.opening, "Take part")])

    assert "no debate" in answer(result).content


async def test_a_debate_in_a_channel_one_cannot_see_is_not_there(world: World) -> None:
    hidden = world.guild.create_text_channel(
        "hidden",
        overwrites={
            world.guild.default_role: discord.PermissionOverwrite(view_channel=False),
            world.moderators: discord.PermissionOverwrite(view_channel=True),
            world.guild.roles["TestBot"]: discord.PermissionOverwrite(view_channel=True),
        },
    )
    shown = await world.warden.slash(hidden, "debate open")
    await world.warden.submit_modal(shown, form())
    opening = next(message for message in hidden.history() if "Take part" in buttons(message))
    table = await world.debate()
    ann = world.person("ann")
    ballot = await table.ballot(ann)

    (result,) = await world.presses_at_once(ann, ballot, [button_id(opening, "Take part")])

    assert "no debate" in answer(result).content


async def test_buttons_and_open_forms_work_after_a_restart(
    world: World, simcord_env: Env, simcord_bot: Counterpoint, tmp_path: Path
) -> None:
    table = await world.debate(proposals="One cook a day\nBuy a second pot")
    ann = world.person("ann")
    ballot = await table.ballot(ann)
    ballot = answer(await press(ann, ballot, "Yes, but…"))
    asked = await press(ann, ballot, "What would make it a yes?")
    await simcord_bot.close()
    store = await SqliteStore.open(tmp_path / "debates.db")
    world.bot = Counterpoint(store, Settings.model_construct())
    await simcord_env.restart_bot(world.bot)

    ballot = answer(await ann.submit_modal(asked, {"words": "if I need not wash up"}))
    ballot = answer(await press(ann, ballot, "No"))

    stances = (await table.record()).stances
    assert [stance.position for stance in stances][-1] is Position.DISAGREE
    assert "if I need not wash up" in {stance.condition for stance in stances}
    assert "Done" in read(ballot)
    await store.close()


async def test_every_button_of_every_post_is_one_the_bot_understands(world: World) -> None:
    table = await world.debate()
    ann = world.person("ann")
    await ann.send(table.thread, "> One cook a day\nWho?\n> Buy a second pot\nYes.")
    seen = [table.opening, *table.posts(), await table.ballot(ann)]
    await world.closes(table.thread)
    seen.append(table.posts()[-1])

    custom_ids = [part["custom_id"] for message in seen for part in components(message) if part.get("custom_id")]

    assert len(custom_ids) > 10
    for custom_id in custom_ids:
        decoded(custom_id)
