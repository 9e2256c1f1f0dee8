"""How long the bot takes from nothing to READY, and how much memory it then holds, beside a bare discord.py client.

Both run as whole processes against the same loopback Discord, turn and turn about, and each turn is compared with its
neighbour: what else runs on the machine slows both. The median of these ratios counts. (The fastest turns alone favour
the shorter program, which fits more easily between two slow moments.) Run it from the project folder:
`python -m bench.start`.
"""

import argparse
import asyncio
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

from tests.wire.server import Discord

PROJECT = Path(__file__).parents[1]
TIME_LIMIT = 2.2
MEMORY_LIMIT = 100.0
"""Megabytes."""
HERE = """
from tests.wire.launch import point_at
point_at("{address}")
"""
BARE = """
import discord
client = discord.Client(intents=discord.Intents(guilds=True, guild_messages=True, message_content=True))
client.run("bare.token.here", log_handler=None)
"""
OURS = """
from bot.cli import main
main(["run"])
"""


async def start_once(here: Discord, program: str, folder: Path) -> tuple[float, float, float]:
    """Seconds from the process's start to READY, seconds of processor in them, and megabytes of resident memory half a
    second later.
    """
    readied = here.gateway.readied
    settings = {"DISCORD_TOKEN": "our.token.here", "DATABASE": str(folder / "bench.db"), "LOG_LEVEL": "ERROR"}
    began = time.perf_counter()
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-W",
        "ignore",
        "-c",
        HERE.format(address=here.address) + program,
        env={**os.environ, "PYTHONPATH": str(PROJECT), **settings},
        stderr=asyncio.subprocess.DEVNULL,
    )
    try:
        await here.until(lambda: here.gateway.readied > readied, 60)
        took = time.perf_counter() - began
        worked = processor(process.pid)
        await asyncio.sleep(0.5)
        return took, worked, resident(process.pid)
    finally:
        process.terminate()
        await process.wait()


def processor(process: int) -> float:
    """Seconds of processor a process has used; Linux only."""
    user, system = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def resident(process: int) -> float:
    """Megabytes of a process's resident memory; Linux only."""
    for line in Path(f"/proc/{process}/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    raise LookupError(process)


async def compare(turns: int) -> bool:
    """Print both, and whether the limits are kept."""
    measured: dict[str, list[tuple[float, float, float]]] = {BARE: [], OURS: []}
    with tempfile.TemporaryDirectory() as folder:
        async with Discord.open() as here:
            for _ in range(turns):
                for program, results in measured.items():
                    results.append(await start_once(here, program, Path(folder)))
    bare, ours = (tuple(map(statistics.median, zip(*results, strict=True))) for results in measured.values())
    for name, (took, worked, memory) in (("bare discord.py client", bare), ("counterpoint run", ours)):
        print(f"{name:24}{took:6.2f} s to READY  {worked:6.2f} s of processor  {memory:6.1f} MB")
    ratios = sorted(mine[0] / theirs[0] for theirs, mine in zip(measured[BARE], measured[OURS], strict=True))
    ratio = statistics.median(ratios)
    print(f"time ratio {ratio:.2f} (limit {TIME_LIMIT}); of single turns {ratios[0]:.2f} to {ratios[-1]:.2f}")
    print(f"processor ratio {ours[1] / bare[1]:.2f}")
    print(f"memory {ours[2]:.1f} MB (limit {MEMORY_LIMIT:.0f} MB)")
    return ratio <= TIME_LIMIT and ours[2] <= MEMORY_LIMIT


def main() -> int:
    """Measure; exit code 1 where a limit is broken."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--turns", type=int, default=15)
    return 0 if asyncio.run(compare(parser.parse_args().turns)) else 1


if __name__ == "__main__":
    sys.exit(main())
