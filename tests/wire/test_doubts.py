"""What the bot does where it cannot know what Discord has done, with real sockets and discord.py's own second tries."""

from pathlib import Path

import pytest

from tests.wire.faults import Fault, Kind
from tests.wire.oracle import settled, wrongs
from tests.wire.people import House
from tests.wire.process import Bot
from tests.wire.server import Discord


@pytest.mark.long
async def test_a_forums_post_stands_once_though_discordpy_asks_again_by_itself(tmp_path: Path) -> None:
    async with Discord.open() as here:
        house = House(here)
        forum = house.forum("debates")
        async with Bot(here, tmp_path) as bot:
            here.faults.next("POST /channels/#/threads", Fault(Kind.ERROR, accepted=True, status=502))
            await house.debate(where=forum, within=60)
            await settled(here, bot)

            assert wrongs(here, bot) == []
            assert len(forum.threads) == 1
