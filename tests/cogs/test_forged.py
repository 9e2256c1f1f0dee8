"""Whoever may not do something is told so, whatever Discord shows them: commands, presses and forms are forged."""

from collections.abc import Mapping
from typing import Any

import pytest

from tests.cogs.world import World, answer, read
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
