"""The bot's process ends at random moments while people debate: it is killed, told to stop, or the power is cut.

Nothing that anybody was told is lost, no post stands twice, and none is missing: what is owed comes
after the next start.
"""

import asyncio
import signal
import time
from collections import Counter
from collections.abc import Mapping
from contextlib import closing, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random
from types import MappingProxyType

from storage.sqlite.connecting.database import open_reading
from tests.endurance.figures import Figure, Figures, Scenario
from tests.endurance.play import Play, Promises
from tests.powercut.disk import Disk
from tests.powercut.shim import Shim, compiled
from tests.wire.faults import Chances, Faults
from tests.wire.oracle import posts, settled, stances, titles, wrongs
from tests.wire.people import House
from tests.wire.process import LAUNCHER, Bot
from tests.wire.server import Discord

AT_ONE_PLACE = 100
"""How many ends one server's debates live through: then the next begins anew."""
_RUNS_FOR = 3.0
"""The most seconds from when it is ready to its end."""
_STARTS_FOR = 1.5
"""The same where it ends before it is ready, which one in four does."""
STOPS_WITHIN = 15.0
"""The most seconds from SIGTERM to the end: five for what is being sent, the rest for a busy machine."""
_ON_THEIR_WAY = (
    "POST /channels/#/messages",
    "PATCH /channels/#/messages/#",
    "PUT /channels/#/messages/#/reactions/#/@me",
)
_READ_WITHIN = 20.0
"""Seconds from the last start until every thread has been read."""


async def kill_the_bot(seed: int, size: int, tmp: Path) -> Figures:
    """`size` times the bot is ended by `kill -9` while people write, answer, and open and end debates."""
    tally = _Tally()
    for place, ends in enumerate(_shares(size)):
        folder = tmp / str(place)
        folder.mkdir()
        await _lives_through(ends, f"{seed}/{place}", folder, Killed(), tally)
    return tally.figures(seed, size, "kills")


async def cut_the_power(seed: int, size: int, tmp: Path) -> Figures:
    """`size` times the power is cut meanwhile: of what was never synced some survives, in part, torn, out of order."""
    return await cut_the_power_of(LAUNCHER, seed, size, tmp)


async def cut_the_power_of(launcher: str, seed: int, size: int, tmp: Path) -> Figures:
    """The same for whatever bot the module `launcher` runs."""
    tally = _Tally()
    for place, ends in enumerate(_shares(size)):
        folder, beside = tmp / str(place) / "disk", tmp / str(place) / "beside"
        folder.mkdir(parents=True)
        beside.mkdir()
        cut = PowerCut(compiled(folder, beside=beside), launcher)
        await _lives_through(ends, f"{seed}/{place}", folder, cut, tally)
        tally.unsynced = (tally.unsynced or 0) + cut.unsynced
    return tally.figures(seed, size, "cuts of the power")


async def stop_the_bot(seed: int, size: int, tmp: Path) -> Figures:
    """SIGTERM, `size` times, while many of the requests on their way are slow: also amid a summary, a write, a post."""
    tally, told = _Tally(), Told(Random(f"{seed}/stops"))
    for place, ends in enumerate(_shares(size)):
        folder = tmp / str(place)
        folder.mkdir()
        await _lives_through(ends, f"{seed}/{place}", folder, told, tally)
    figures = tally.figures(seed, size, "stops")
    slowest = Figure("the slowest stop", told.slowest, "s", limit=STOPS_WITHIN)
    return replace(figures, figures=(*figures.figures, slowest, Figure("stops with a fault", told.faulty, limit=0)))


class Killed:
    """What `kill -9` leaves: all that the process wrote."""

    settings: Mapping[str, str] = MappingProxyType({})
    launcher = LAUNCHER

    def faults(self, seed: str) -> Faults:
        """What befalls its requests."""
        return Faults()

    async def end(self, bot: Bot) -> None:
        """End the process."""
        await bot.kill()

    def begins(self) -> None:
        """The process is about to start."""

    def ended(self, chance: Random) -> None:
        """The process is gone."""


class Told(Killed):
    """What SIGTERM leaves: a supervisor waits a while before it kills."""

    def __init__(self, chance: Random) -> None:
        self.slowest = 0.0
        """Seconds that the slowest stop took."""
        self.faulty = 0
        self._chance = chance

    def faults(self, seed: str) -> Faults:
        slow = Chances(slow=0.5, cut_after=0.05)
        return Faults(self._chance.randrange(2**32), dict.fromkeys(_ON_THEIR_WAY, slow))

    async def end(self, bot: Bot) -> None:
        began = time.monotonic()
        code = await bot.stop(within=60)
        self.slowest = max(self.slowest, time.monotonic() - began)
        # Stopped while Python still loads, it has nothing to finish, and ends as any process does.
        self.faulty += code not in (0, -signal.SIGTERM)


class PowerCut(Killed):
    """What a cut of the power leaves of what the process wrote."""

    def __init__(self, shim: Shim, launcher: str) -> None:
        self.settings = shim.variables()
        self.launcher = launcher
        self.unsynced = 0
        """Bytes that the cuts could take, so far."""
        self._shim = shim
        self._disk = Disk.of(shim.folder)

    def begins(self) -> None:
        self._shim.journal.unlink(missing_ok=True)
        self._disk = Disk.of(self._shim.folder)

    def ended(self, chance: Random) -> None:
        if not self._shim.journal.exists():  # before its first write
            return
        self._disk.after(self._shim.journal)
        self.unsynced += self._disk.unsynced
        self._disk.lose(chance)
        self._disk.write_to(self._shim.folder)


@dataclass
class _Tally:
    """What came of all ends so far."""

    ends: int = 0
    written: int = 0
    stances: int = 0
    debates: int = 0
    posts: int = 0
    unsynced: int | None = None
    wrong: Counter[str] = field(default_factory=Counter[str])
    faults: list[str] = field(default_factory=list[str])

    def look(self, here: Discord, bot: Bot, promises: Promises) -> None:
        """Compare what was promised, and what is to be seen, with what is kept."""
        kept, there = stances(bot.database), titles(bot.database)
        self.stances += len(promises.stances)
        self.debates += len(promises.debates)
        self.posts += sum(posts(bot.database).values())
        for act in promises.stances:
            if kept[act] != 1:
                self.note("lost", f"answer {act} is kept {kept[act]} times")
        for title in promises.debates - there:
            self.note("lost", f"debate {title!r} is not kept")
        for wrong in wrongs(here, bot):
            self.note(wrong.split()[0].rstrip(":"), wrong)
        with closing(open_reading(bot.database)) as db:
            verdict = db.execute("PRAGMA integrity_check").fetchone()[0]
            if verdict != "ok" or db.execute("PRAGMA foreign_key_check").fetchall():
                self.note("damaged", f"the database: {verdict}")

    def note(self, kind: str, fault: str) -> None:
        """Count something that does not hold."""
        self.wrong[kind] += 1
        self.faults.append(fault)

    def figures(self, seed: int, size: int, ends: str) -> Figures:
        """What is reported."""
        others = sum(self.wrong.values()) - sum(self.wrong[kind] for kind in ("lost", "doubled", "missing", "damaged"))
        never_synced = () if self.unsynced is None else (Figure("bytes never synced", self.unsynced, least=1),)
        return Figures(
            seed,
            size,
            (
                Figure(ends, self.ends, least=size),
                *never_synced,
                Figure("messages written", self.written, least=size),
                Figure("answers acknowledged", self.stances, least=size // 4),
                Figure("debates acknowledged", self.debates, least=1),
                Figure("posts owed", self.posts, least=size // 2),
                Figure("acknowledged answers and debates lost", self.wrong["lost"], limit=0),
                Figure("messages not recorded exactly once as they stand", others, limit=0),
                Figure("posts doubled", self.wrong["doubled"], limit=0),
                Figure("posts missing", self.wrong["missing"], limit=0),
                Figure("databases damaged", self.wrong["damaged"], limit=0),
            ),
            tuple(self.faults),
        )


async def _lives_through(ends: int, seed: str, folder: Path, fate: Killed, tally: _Tally) -> None:
    chance = Random(seed)
    async with Discord.open(fate.faults(seed)) as here:
        house = House(here)
        bot = Bot(here, folder, settings=fate.settings, launcher=fate.launcher)
        play = Play(house, seed)
        try:
            fate.begins()
            await bot.start()
            await play.begin()
            before = tally.ends
            while tally.ends - before < ends:
                await _end_and_start(bot, fate, chance, tally)
            # Once more, in peace: what was missed is read at a start.
            await play.stop()
            here.faults.calm()
            await fate.end(bot)
            fate.ended(chance)
            fate.begins()
            await bot.start()
            await settled(here, bot)
            with suppress(TimeoutError):  # what is wrong then is told by the look
                await here.until(lambda: not wrongs(here, bot), _READ_WITHIN)
            tally.look(here, bot, play.promises)
            tally.written += play.written
        finally:
            await bot.kill()


async def _end_and_start(bot: Bot, fate: Killed, chance: Random, tally: _Tally) -> None:
    """Let it run for a moment, end it, and start it; one in four is ended before it is ready, and started again."""
    await asyncio.sleep(chance.uniform(0, _RUNS_FOR))
    await _end(bot, fate, chance, tally)
    while chance.random() < 0.25:
        await bot.start(ready=False)
        await asyncio.sleep(chance.uniform(0, _STARTS_FOR))
        await _end(bot, fate, chance, tally)
    await bot.start()


async def _end(bot: Bot, fate: Killed, chance: Random, tally: _Tally) -> None:
    assert bot.running, "the bot ended by itself:\n" + "\n".join(bot.log[-20:])
    await fate.end(bot)
    fate.ended(chance)
    fate.begins()
    tally.ends += 1


def _shares(size: int) -> list[int]:
    return [min(AT_ONE_PLACE, size - done) for done in range(0, size, AT_ONE_PLACE)]


KILLS = Scenario("kills", "kill -9 at random moments", "kills", kill_the_bot, ci=60, nightly=1_000)
POWER_CUTS = Scenario("power-cuts", "Power cuts", "cuts", cut_the_power, ci=50, nightly=500)
STOPS = Scenario("stops", "SIGTERM at random moments", "stops", stop_the_bot, ci=12, nightly=200)
