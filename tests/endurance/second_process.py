"""A second process is started by mistake on the database of one that runs."""

from pathlib import Path

from tests.endurance.figures import Figure, Figures, Scenario
from tests.wire.people import House
from tests.wire.process import TOKEN, Bot, begin
from tests.wire.server import Discord

CANNOT_START = 2
"""The exit code that says that whoever runs the bot can mend it."""
WHY = "Another process is using the database"


async def start_twice(seed: int, size: int, tmp: Path) -> Figures:
    """`size` further processes, one after the other; the first goes on as if there were none."""
    refused, told, faults = 0, 0, list[str]()
    async with Discord.open() as here, Bot(here, tmp) as bot:
        for _ in range(size):
            second = await begin(
                tmp, here.address, "run", "--database", bot.database.name, hurried=True, DISCORD_TOKEN=TOKEN
            )
            _, said = await second.communicate()
            refused += second.returncode == CANNOT_START
            told += WHY in said.decode()
            faults += [] if WHY in said.decode() else [said.decode()]
        logged_in = len(here.authorizations)
        await House(here).debate()
    return Figures(
        seed,
        size,
        (
            Figure("second processes", size, least=size),
            Figure("refused with exit code 2", refused, least=size),
            Figure("told why in a sentence", told, least=size),
            Figure("logins on Discord, of all processes", logged_in, limit=1),
        ),
        tuple(faults),
    )


SECOND_PROCESS = Scenario("second-process", "Two bots on one database", "starts", start_twice, ci=1, nightly=10)
