"""Whoever may not do something is told so, whatever Discord shows them: commands, presses and forms are forged."""

from collections.abc import Mapping
from typing import Any

import discord
import pytest
from simcord.builders import ChannelHandle
from simcord.results import InteractionResult

from cogs.actions import NUMBERS, Interactions
from prompts.post import Act, Action
from tests.cogs.world import Table, World, answer, chosen, pressed, read, submitted
from tests.permissions.table import ADMINISTRATORS, LEADERS, MODERATORS, ROWS

TITLE = "The attic's secret"
LADDER = "Move the attic's ladder"
OPTIONS: Mapping[str, dict[str, Any]] = {
    "point ballot": {"point": 1},
    "point merge": {"point": 1, "into": 2},
    "point split": {"point": 1, "first": "Close", "second": "the kitchen"},
    "point aside": {"point": 1, "reason": "Dull"},
    "round open": {"deadline": "3 days"},
    "round schedule": {"opens": "5 days", "deadline": "3 days"},
    "round extend": {"deadline": "9 days"},
    "round reopen": {"deadline": "9 days"},
    "round cancel": {"reason": "Dull"},
    "digest set": {"weekday": 1, "hour": 9, "zone": "UTC"},
}
LED = sorted(
    name.removeprefix("/") for row in ROWS if row.who in (LEADERS, MODERATORS, ADMINISTRATORS) for name in row.commands
)
REFUSED = ("whoever opened the debate", "manage the server", "moderat", "Manage")


@pytest.mark.parametrize("command", LED)
async def test_a_command_that_leads_refuses_members_to_whom_a_server_shows_it(world: World, command: str) -> None:
    table = await world.debate(by=world.person("opal"))
    before = await table.record()
    options = OPTIONS.get(command, {})
    if command == "digest set":
        options = {**options, "channel": world.lobby}

    ann = world.person("ann")
    # Commands get their ids when SimCord first sees one used.
    await world.warden.slash(world.lobby, "stance history")
    (synced,) = [known for known in await world.bot.tree.fetch_commands() if known.name == command.split(maxsplit=1)[0]]
    world.guild.set_command_permissions(synced, {ann: True})
    told = answer(await ann.slash(table.thread, command, **options))

    assert told.ephemeral
    assert any(words in read(told) for words in REFUSED), read(told)
    assert await table.record() == before


@pytest.fixture
async def attic(world: World) -> Table:
    """A debate of the wardens in a channel of theirs."""
    see = discord.PermissionOverwrite(view_channel=True)
    roles = world.guild.roles
    place: ChannelHandle = world.guild.create_text_channel(
        "attic",
        overwrites={
            roles["@everyone"]: discord.PermissionOverwrite(view_channel=False),
            world.moderators: see,
            roles["TestBot"]: see,
        },
    )
    await world.filled(world.warden, {"channel": place}, title=TITLE, proposals=LADDER)
    (thread,) = place.threads
    return Table(world, thread)


OF_NO_DEBATE = {Act.OPEN, Act.AGAIN, Act.SETUP, Act.SETTLE}
"""What is asked of a place, a form or a server."""


async def handlers(world: World) -> tuple[list[Act], list[Act]]:
    """What can be pressed or chosen, and which forms can be sent."""
    cog = world.bot.get_cog(Interactions.__cog_name__)
    assert isinstance(cog, Interactions)
    return sorted({*cog.presses} - OF_NO_DEBATE), sorted({*cog.forms} - OF_NO_DEBATE)


async def test_nothing_forged_with_a_hidden_debates_number_shows_or_changes_it(world: World, attic: Table) -> None:
    number = (await world.stored(attic.thread)).key.debate
    table = await world.debate()
    before = await attic.record()
    values = ("1", str(number), f"{number}:1:0:8", f"{number}:1", "1:attic", "p1")
    fields = dict.fromkeys(("words", "answer", "what", "why", "reason"), "attic")
    presses, forms = await handlers(world)
    forged: list[dict[str, Any]] = []
    for act in presses:
        custom_id = Action(act, (number, 1, 1, 0, 8)[: NUMBERS[act]]).custom_id
        forged += [pressed(custom_id), *(chosen(custom_id, value) for value in values)]
    forged += [submitted(Action(act, (number, 1, 1, 0, 8)[: NUMBERS[act]]).custom_id, **fields) for act in forms]

    results = await world.at_once(*((world.person("ann"), table.opening, data) for data in forged))

    told = {str(data): all_of(result) for data, result in zip(forged, results, strict=True)}
    assert not {data: words for data, words in told.items() if TITLE in words or LADDER in words}
    assert not {data: words for data, words in told.items() if "went wrong" in words or not words}
    assert await attic.record() == before


def all_of(result: InteractionResult) -> str:
    """All that somebody is shown."""
    shown = [read(message) for message in (result.response, *result.followups) if message is not None]
    return "\n".join([*shown, str(result.modal or "")])


async def test_a_hidden_debate_is_in_no_list_of_whoever_lost_sight_of_it(world: World, attic: Table) -> None:
    number = (await world.stored(attic.thread)).key.debate
    table = await world.debate(by=world.person("opal"))
    vote = pressed(Action(Act.VOTE, (number, 1, 1, 0)).custom_id)
    await world.at_once((world.warden, table.opening, vote))
    assert len((await attic.record()).stances) == 1
    world.env.backend.get_guild(world.guild.id).members[world.warden.id].role_ids.clear()

    told = [
        read(answer(await world.warden.slash(world.lobby, "stance history"))),
        read(answer(await world.warden.slash(table.thread, "points"))),
        read(answer(await world.warden.slash(table.thread, "debate log"))),
    ]

    assert not [words for words in told if TITLE in words or LADDER in words]


async def test_a_hidden_debate_is_in_no_digest_that_everybody_reads(world: World, attic: Table) -> None:
    await world.debate()
    await world.closes(attic.thread)

    await world.warden.slash(world.lobby, "digest now")
    await world.tick()

    digest = read(world.lobby.history()[-1])
    assert "Kitchen rules" in digest
    assert "attic" not in digest
