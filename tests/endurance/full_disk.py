"""The disk is full for a while under people who debate: they are told, nothing is lost, and it mends by itself."""

import asyncio
from contextlib import suppress
from pathlib import Path
from random import Random

from tests.endurance.figures import Figure, Figures, Scenario
from tests.endurance.play import Play
from tests.powercut.shim import compiled
from tests.wire.oracle import settled, stances, titles, wrongs
from tests.wire.people import House
from tests.wire.process import Bot
from tests.wire.server import Discord

SAID = "nothing of it was recorded"
"""What tells somebody that an act was not saved; see prompts/templates/sentences.j2."""
_SPELL = (1.5, 4.0)
"""Seconds for which the disk is full."""
_RECOVERS_WITHIN = 30.0
"""Seconds until answers are taken again."""
_READ_WITHIN = 60.0
"""Seconds until what was heard meanwhile has been read: the clock ticks every thirty."""


async def fill_the_disk(seed: int, size: int, tmp: Path) -> Figures:
    """`size` times there is no room for a while; every other time not even for what needs no more of it."""
    folder, beside = tmp / "disk", tmp / "beside"
    folder.mkdir()
    beside.mkdir()
    shim, chance = compiled(folder, beside=beside), Random(seed)
    slowest, told, found = 0.0, 0, list[str]()
    async with Discord.open() as here:
        bot = Bot(here, folder, settings=shim.variables(journal=False))
        play = Play(House(here), seed)
        try:
            await bot.start()
            await play.begin()
            for spell in range(size):
                await asyncio.sleep(chance.uniform(*_SPELL))
                before = play.promises.told(SAID)
                shim.fill(grows=spell % 2 == 1)
                # Where the log has room it goes on for a while: until somebody was told, or long enough.
                with suppress(TimeoutError):
                    await here.until(lambda before=before: play.promises.told(SAID) > before, 4 * _SPELL[1])
                await asyncio.sleep(chance.uniform(*_SPELL))
                shim.make_room()
                slowest = max(slowest, await _taken_again(here, play))
                told = play.promises.told(SAID)
            await play.stop()
            await settled(here, bot)
            with suppress(TimeoutError):
                await here.until(lambda: not wrongs(here, bot), _READ_WITHIN)
            found += wrongs(here, bot)
            kept = stances(bot.database)
            lost = [f"answer {act} is not kept" for act in play.promises.stances if kept[act] != 1]
            lost += [f"debate {title!r} is not kept" for title in play.promises.debates - titles(bot.database)]
            too_late = len(bot.said("too late")) + len(bot.said("could not answer"))
            unanswered = max(0, play.promises.unanswered - too_late)
            assert bot.running, "the bot ended by itself:\n" + "\n".join(bot.log[-20:])
        finally:
            shim.make_room()
            await bot.kill()
    return Figures(
        seed,
        size,
        (
            Figure("times the disk was full", size, least=size),
            Figure("messages written", play.written, least=size),
            Figure("answers acknowledged", len(play.promises.stances), least=size),
            Figure("people told that their act was not saved", told, least=1),
            Figure("acts nobody answered, but for those the machine was too slow for", unanswered, limit=0),
            Figure("acknowledged answers and debates lost", len(lost), limit=0),
            Figure("messages or posts lost, doubled or out of date", len(found), limit=0),
            Figure("longest until answers were taken again", slowest, "s", limit=_RECOVERS_WITHIN),
        ),
        (*lost, *found),
    )


async def _taken_again(here: Discord, play: Play) -> float:
    """Seconds until the next answer is taken.

    Raises:
        TimeoutError: none is.
    """
    loop = asyncio.get_running_loop()
    began, before = loop.time(), len(play.promises.stances)
    await here.until(lambda: len(play.promises.stances) > before, _RECOVERS_WITHIN)
    return loop.time() - began


FULL_DISK = Scenario("full-disk", "The disk is full for a while", "times", fill_the_disk, ci=1, nightly=20)
