"""A debate played through on the loopback, by a bot that is a process of its own."""

from pathlib import Path

import pytest

from tests.wire.oracle import settled, wrongs
from tests.wire.people import House, press
from tests.wire.process import Bot
from tests.wire.server import Discord


@pytest.mark.long
async def test_a_debate_is_held_from_its_opening_to_its_summary(tmp_path: Path) -> None:
    async with Discord.open() as here:
        house = House(here)
        async with Bot(here, tmp_path) as bot:
            table = await house.debate(proposals="Close the kitchen at ten")
            await table.says("mia", "I cook late.")
            await table.says("ben", "> I cook late.\nNot every day.\n\n> I cook late.\nAnd who cleans?")
            ballot = await table.ballot(house.person("ben"))
            assert ballot is not None
            told = await press(house.person("ben"), ballot, "Yes")
            assert told.acknowledged
            await table.closes()
            await settled(here, bot)

            assert wrongs(here, bot) == []
            assert len(table.posts()) >= 2
