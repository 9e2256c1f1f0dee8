"""Two hundred presses a second, each a stance to be kept, on a slow disk and beside a busy neighbour.

What is measured is what members wait for: from the press to the answer, through a gateway and an HTTP interface that
share the machine's processors with the bot. The same presses are then answered by the same bot without a store.
"""

import asyncio
import os
import statistics
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from math import inf
from pathlib import Path
from random import Random

from simcord import interactions
from simcord.actors import MemberActor
from simcord.backend import serializers
from simcord.backend.models import Interaction
from simcord.enums import InteractionType
from simcord.results import ResponseMessage

from prompts.post import Act
from tests.cogs.world import button_id, pressed
from tests.endurance.figures import Figure, Figures, Scenario
from tests.powercut.shim import compiled
from tests.wire.oracle import stances
from tests.wire.people import House, Table
from tests.wire.process import LAUNCHER, Bot
from tests.wire.server import Discord

A_SECOND = 200
A_SECOND_SHORT = 50
"""The same in a run too short for waits to be limited: what is compared there does not depend on it, and a crowded
machine answers some.
"""
VOTERS = 100
SYNC_TAKES = 0.005
RATIO = 4.0
"""How many times the work of the same bot without a store a press may be. In processor time, since waiting says more of
what else a machine has to do than of the bot.
"""
FULL_LENGTH = 60
"""The seconds from which on the waits themselves must keep their limits, which a crowded machine would break."""
_LOOKS_EVERY = 0.002
_ENDS_WITHIN = 5.0
"""Seconds after the last press in which answers may still come: Discord takes none after three."""
STORELESS = "tests.endurance.storeless"


async def rush(seed: int, size: int, tmp: Path) -> Figures:
    """For `size` seconds 200 presses a second (50 where it is less than a minute), while each fsync takes 5 ms and a
    neighbour keeps a processor busy.
    """
    stored = await _pressed(seed, size, tmp / "with", LAUNCHER)
    bare = await _pressed(seed, size, tmp / "without", STORELESS)
    timed = size >= FULL_LENGTH
    return Figures(
        seed,
        size,
        (
            Figure("presses", stored.presses),
            Figure("answered within Discord's three seconds", len(stored.waits), least=size),
            Figure("not answered", stored.unanswered, limit=0 if timed else None),
            Figure("answered and not kept", stored.lost, limit=0),
            Figure("half of the answers within", stored.within(50), "ms"),
            Figure("99 of 100 answers within", stored.within(99), "ms", limit=250 if timed else None),
            Figure("the slowest answer", max(stored.waits, default=inf) * 1000, "ms", limit=1_500 if timed else None),
            Figure("the bot's processor time a press", stored.worked, "ms"),
            Figure("without a store: half within", bare.within(50), "ms"),
            Figure("without a store: 99 of 100 within", bare.within(99), "ms"),
            Figure("without a store: processor time a press", bare.worked, "ms"),
            Figure("times the work of the bot without a store", stored.worked / bare.worked, limit=RATIO),
        ),
    )


@dataclass(frozen=True)
class _Measured:
    """What a rush came to."""

    presses: int
    waits: list[float]
    """Seconds that each answered press waited."""
    unanswered: int
    lost: int
    worked: float
    """Milliseconds of the bot's processor time for each press that it came to."""

    def within(self, percent: int) -> float:
        """Within how many milliseconds so many of a hundred were answered."""
        return statistics.quantiles(self.waits, n=100)[percent - 1] * 1000 if len(self.waits) > 1 else inf


async def _pressed(seed: int, seconds: int, folder: Path, launcher: str) -> _Measured:
    """One rush on a bot of its own."""
    disk, beside = folder / "disk", folder / "beside"
    disk.mkdir(parents=True)
    beside.mkdir()
    settings = compiled(disk, beside=beside, sync_takes=SYNC_TAKES).variables(journal=False)
    async with Discord.open() as here, Bot(here, disk, settings=settings, launcher=launcher) as bot:
        house = House(here)
        table = await house.debate()
        ballots = [(voter, await _ballot(table, voter)) for voter in map(house.person, _names())]
        a_second = A_SECOND if seconds >= FULL_LENGTH else A_SECOND_SHORT
        presses, before = a_second * seconds, _processor_time(bot.pid)
        async with _busy_neighbour():
            answered = await _Rush(house, Random(seed), ballots).go(presses, a_second)
        came_to = len(answered) + sum("/interactions/" in late for late in here.refused)
        worked = (_processor_time(bot.pid) - before) / max(1, came_to) * 1000
        kept = stances(bot.database)
        lost = [act for act in answered if kept[act] != 1] if launcher == LAUNCHER else []
        return _Measured(presses, list(answered.values()), presses - len(answered), len(lost), worked)


async def _ballot(table: Table, voter: MemberActor) -> ResponseMessage:
    ballot = await table.ballot(voter)
    assert ballot is not None
    return ballot


class _Rush:
    """Presses at a fixed rate, whether or not the earlier ones were answered."""

    def __init__(self, house: House, chance: Random, ballots: list[tuple[MemberActor, ResponseMessage]]) -> None:
        self._house = house
        self._here = house.here
        self._chance = chance
        self._ballots = ballots
        self._claim = button_id(ballots[0][1], "Yes").split(":")[2:4]
        self._waiting: dict[int, tuple[Interaction, float]] = {}
        self._answered: dict[int, float] = {}

    async def go(self, presses: int, a_second: int) -> dict[int, float]:
        """Seconds that each press waited, by its interaction."""
        began = time.perf_counter()
        for number in range(presses):
            due = began + number / a_second
            while (early := due - time.perf_counter()) > 0:
                await self._look(early)
            self._press()
            self._note()
        ends = time.perf_counter() + _ENDS_WITHIN
        while self._waiting and time.perf_counter() < ends:
            await self._look(0.1)
        return self._answered

    async def _look(self, within: float) -> None:
        await asyncio.sleep(min(within, _LOOKS_EVERY))
        self._note()

    def _note(self) -> None:
        now = time.perf_counter()
        for act, (record, began) in list(self._waiting.items()):
            if record.responded:
                self._answered[act] = now - began
                del self._waiting[act]

    def _press(self) -> None:
        voter, ballot = self._chance.choice(self._ballots)
        point, rank = self._chance.randint(1, 5), self._chance.choice((0, 2, 4))
        custom_id = ":".join(("cp", Act.VOTE.value, *self._claim, str(point), str(rank)))
        backend = self._here.backend
        record, payload = interactions.base_payload(
            backend,
            type=InteractionType.MESSAGE_COMPONENT,
            channel_id=ballot.channel_id,
            guild_id=self._house.guild.id,
            user_id=voter.id,
            data=pressed(custom_id),
        )
        record.source_message_id = ballot.id
        shown = dict(serializers.message_payload(backend, backend.get_message(ballot.channel_id, ballot.id)))
        self._waiting[record.id] = (record, time.perf_counter())
        backend.emit("INTERACTION_CREATE", {**payload, "message": shown})


@asynccontextmanager
async def _busy_neighbour() -> AsyncIterator[None]:
    """While inside, another process uses all of a processor that it is given."""
    neighbour = await asyncio.create_subprocess_exec(sys.executable, "-c", "while True: pass")
    try:
        yield
    finally:
        neighbour.kill()
        await neighbour.wait()


def _names() -> list[str]:
    return [f"voter-{number}" for number in range(VOTERS)]


def _processor_time(pid: int) -> float:
    """Seconds of processor time that a process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return sum(map(int, fields[11:13])) / os.sysconf("SC_CLK_TCK")


RUSH = Scenario("rush", "200 presses a second on a slow disk", "seconds", rush, ci=10, nightly=60)
