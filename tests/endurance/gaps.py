"""Gaps: sockets drop and resume, sessions become invalid, the bot is down; members write, edit and delete meanwhile."""

import asyncio
import time
from collections import Counter
from pathlib import Path
from random import Random

from tests.endurance.crowd import Crowd
from tests.endurance.figures import Figure, Figures, Scenario
from tests.wire.faults import Faults
from tests.wire.oracle import settled, wrong_statements, wrongs
from tests.wire.people import House
from tests.wire.process import Bot
from tests.wire.server import Discord

KINDS = ("dropped", "lost on the way", "asked to reconnect", "invalid", "resume rejected", "killed", "stopped")
MEANWHILE = {"invalid": 50, "resume rejected": 50, "killed": 30, "stopped": 30}
"""How many things members do in a gap; ten in one that a RESUME ends."""
CAUGHT_UP_WITHIN = 120.0
"""Seconds after which what happened in a gap must have been read."""


async def gaps(seed: int, size: int, tmp: Path) -> Figures:
    """`size` gaps, one after the other: whether each message is captured exactly once, with its latest words."""
    draw = Random(seed)
    kinds: Counter[str] = Counter()
    found: list[str] = []
    slowest = 0.0
    async with Discord.open(Faults(seed)) as here:
        table_of = House(here)
        async with Bot(here, tmp) as bot:
            table = await table_of.debate(deadline="30 days")
            crowd = Crowd(table, draw)
            await crowd.writes(10)
            for number in range(size):
                kind = KINDS[number % len(KINDS)] if number < len(KINDS) else draw.choice(KINDS)
                kinds[kind] += 1
                await _gap(kind, here, bot, crowd, silence=draw.random() < 0.2)
                began = time.monotonic()
                try:
                    await here.until(lambda: not wrong_statements(here, bot.database), CAUGHT_UP_WITHIN)
                except TimeoutError:
                    found.extend(f"gap {number} ({kind}): {wrong}" for wrong in wrong_statements(here, bot.database))
                    break
                slowest = max(slowest, time.monotonic() - began)
            await settled(here, bot)
            found.extend(wrong for wrong in wrongs(here, bot) if wrong not in found)
    return Figures(
        seed,
        size,
        (
            Figure("gaps", kinds.total(), least=size),
            *(Figure(f"of them {kind}", kinds[kind]) for kind in KINDS),
            Figure("messages written", crowd.written, least=size),
            Figure("edited", crowd.edited),
            Figure("deleted", crowd.deleted),
            Figure("messages lost, doubled, out of date, or withdrawn wrongly", len(found), limit=0),
            Figure("slowest to catch up", slowest, "s"),
        ),
        tuple(found),
    )


async def _gap(kind: str, here: Discord, bot: Bot, crowd: Crowd, *, silence: bool) -> None:
    """One gap, with what members do in it and while it is caught up with; with `silence` they only take back what they
    said just before it, and fall silent.
    """
    if silence:
        await crowd.writes(5)
        await here.until(lambda: not wrong_statements(here, bot.database))
    gateway = here.gateway
    before = gateway.resumed + gateway.readied
    await _begin(kind, here, bot)
    if silence:
        await crowd.takes_back(3)
    else:
        await crowd.acts(MEANWHILE.get(kind, 10))
    afterwards = 0 if silence else 10
    if kind == "lost on the way":
        gateway.drop()
    if not bot.running:
        await asyncio.gather(bot.start(), crowd.acts(afterwards))
    else:
        await asyncio.gather(here.until(lambda: gateway.resumed + gateway.readied > before, 60), crowd.acts(afterwards))


async def _begin(kind: str, here: Discord, bot: Bot) -> None:
    gateway = here.gateway
    match kind:
        case "dropped":
            gateway.drop()
        case "lost on the way":
            gateway.mute()
        case "asked to reconnect":
            gateway.ask_to_reconnect()
        case "invalid":
            gateway.invalidate()
        case "resume rejected":
            gateway.forget()
            gateway.drop()
        case "killed":
            await bot.kill()
        case _:
            await bot.stop()


GAPS = Scenario("gaps", "Sockets drop, sessions end, the bot is down", "gaps", gaps, ci=20, nightly=200)
