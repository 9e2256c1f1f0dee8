"""What a start leaves to later, so that the bot is there soon after a restart."""

import asyncio
import os
import sys
from pathlib import Path

PROJECT = Path(__file__).parents[2]
# The start up to Discord's door: what `counterpoint run` imports, its database, its client and its commands.
START = """
import asyncio, sys
from pathlib import Path
import cogs
from bot import running
from bot.settings import load_settings

async def start():
    store = await running.SqliteStore.open(Path(sys.argv[1]))
    async with running.Counterpoint(store, load_settings()) as bot:
        await cogs.setup(bot)
        print(*sys.modules)

asyncio.run(start())
"""
HEAVY = {
    "numpy": "computing, and locating quotes",
    "pandas": "nothing here: sqlite-utils would bring it",
    "dateparser": "deadlines",
    "nupunkt": "sentences",
    "resvg_py": "pictures",
    "simcord": "the rehearsal",
    "deliberation.reading": "messages",
    "deliberation.locating": "quotes",
    "deliberation.exporting.report": "exports",
    "deliberation.suggesting.lexicon": "suggestions",
}
"""What takes a while to import, and what it is needed for once the bot is there."""


async def imported_by_a_start(folder: Path) -> set[str]:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-c",
        START,
        str(folder / "debates.db"),
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(PROJECT)},
        stdout=asyncio.subprocess.PIPE,
    )
    told, _ = await asyncio.wait_for(process.communicate(), 30)
    assert process.returncode == 0
    return set(told.decode().split())


async def test_the_bot_is_there_before_it_loads_what_is_heavy(tmp_path: Path) -> None:
    imported = await imported_by_a_start(tmp_path)

    assert {"discord", "pydantic_settings", "storage.sqlite", "cogs.statement"} <= imported
    assert not {f"{name}, for {use}" for name, use in HEAVY.items() if name in imported}
