"""The bot is told to stop while a summary is on its way, and goes on from there when it starts again."""

import sqlite3
import time
from contextlib import closing
from pathlib import Path

import pytest

from tests.wire.faults import Fault, Kind
from tests.wire.oracle import settled, wrongs
from tests.wire.people import House
from tests.wire.process import Bot, begin
from tests.wire.server import Discord

POSTS = "POST /channels/#/messages"
STOPS_WITHIN = 15.0


@pytest.mark.long
@pytest.mark.parametrize(
    "fault",
    [
        Fault(Kind.SLOW, seconds=2),
        Fault(Kind.SLOW, seconds=9),
        Fault(Kind.STALL, accepted=True, seconds=9),
        Fault(Kind.RATE_LIMIT, seconds=30),
    ],
    ids=["it waits for the answer", "it does not wait for ever", "the answer never comes", "it was to wait longer"],
)
async def test_a_stop_amid_a_summary_leaves_one_summary(fault: Fault, tmp_path: Path) -> None:
    async with Discord.open() as here:
        house = House(here)
        async with Bot(here, tmp_path) as bot:
            table = await house.debate(proposals="Close the kitchen at ten")
            await table.says("mia", "I cook late.")
            await settled(here, bot)
            await bot.stop(within=STOPS_WITHIN)
            let_the_deadline_pass(bot)
            here.faults.next(POSTS, fault, fault)
            await bot.start()
            await here.until(lambda: here.faults.happened)

            assert await bot.stop(within=STOPS_WITHIN) == 0
            assert not [line for line in bot.log if "Traceback" in line or "level=error" in line]
            here.faults.calm()
            await bot.start()
            await settled(here, bot)

            assert summaries(bot) == ["sent"]
            assert wrongs(here, bot) == []


def let_the_deadline_pass(bot: Bot) -> None:
    """A minute ago, by the database."""
    with closing(sqlite3.connect(bot.database)) as db:
        db.execute("UPDATE round SET deadline = ?", ((time.time_ns() - 60 * 10**9) // 1000,))
        db.commit()


def summaries(bot: Bot) -> list[str]:
    """The states of the summaries owed."""
    with closing(sqlite3.connect(f"file:{bot.database}?mode=ro", uri=True)) as db:
        return [state for (state,) in db.execute("SELECT state FROM outbox WHERE kind = 'summary'")]


@pytest.mark.long
async def test_a_supervisor_sees_that_a_running_bot_is_well_and_a_stopped_one_is_not(tmp_path: Path) -> None:
    async with Discord.open() as here:
        House(here)
        async with Bot(here, tmp_path) as bot:
            fresh = bot.database.with_name("debates.db.health")
            await here.until(fresh.exists)
            assert await asked(tmp_path, here) == 0

            await bot.stop(within=STOPS_WITHIN)
            assert await asked(tmp_path, here) == 1


async def asked(folder: Path, here: Discord) -> int:
    """The exit code of `counterpoint health` there."""
    process = await begin(folder, here.address, "health", "--database", "debates.db")
    await process.communicate()
    assert process.returncode is not None
    return process.returncode
