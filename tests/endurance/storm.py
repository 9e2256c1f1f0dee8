"""A storm: Discord limits, fails, breaks off and accepts late, while debates are opened, talked in and closed."""

import asyncio
import time
from itertools import chain
from pathlib import Path
from random import Random

from simcord.builders import ChannelHandle

from tests.endurance.crowd import Crowd
from tests.endurance.figures import Figure, Figures, Scenario
from tests.wire.faults import Chances, Faults
from tests.wire.oracle import all_summed_up, posts, settled, stances, wrongs
from tests.wire.people import House, NotAnswered, Table, act_of, buttons, press, went_on
from tests.wire.process import Bot
from tests.wire.server import Discord

STORM = {
    "POST /channels/#/messages": Chances(
        rate_limit=0.05,
        global_rate_limit=0.01,
        error=0.05,
        error_after=0.06,
        cut_before=0.06,
        cut_after=0.08,
        late=0.05,
        stall=0.005,
        slow=0.03,
    ),
    "POST /channels/#/threads": Chances(error=0.04, error_after=0.06, cut_before=0.04, cut_after=0.06, late=0.05),
    "POST /channels/#/messages/#/threads": Chances(error=0.08, error_after=0.08, cut_before=0.08, cut_after=0.08),
    "PATCH /channels/#/messages/#": Chances(rate_limit=0.03, error=0.03, cut_before=0.03, cut_after=0.03),
    "GET /channels/#/messages": Chances(rate_limit=0.02, error=0.02, cut_before=0.01),
    "POST /interactions/#/#/callback": Chances(error_after=0.03, cut_before=0.03, cut_after=0.03, slow=0.03),
}
CARDS = 9
"""Cards that a debate brings, beside its opening, its board and its summary."""
POSTS = CARDS + 3
VOTERS = 3
VOTES_WITHIN = 90.0
"""Seconds from its opening in which a debate is voted on: well before its round closes."""
AT_ONCE = 20
"""Debates that are being opened and talked in at a time."""
SETTLED_WITHIN = 900.0


async def storm(seed: int, size: int, tmp: Path) -> Figures:
    """At least `size` posts in a storm: whether each appears exactly once."""
    began = time.monotonic()
    async with Discord.open(Faults(seed, STORM)) as here:
        here.limits.of["POST /channels/#/messages"] = (5, 2.0)
        house = House(here)
        forum = house.forum("debates", "food", "house rules")
        async with Bot(here, tmp) as bot:
            places = [forum if number % 2 else house.lobby for number in range(size // (POSTS - 1) + 1)]
            at_once = asyncio.Semaphore(AT_ONCE)
            voted = await asyncio.gather(*(_debate(house, place, seed, n, at_once) for n, place in enumerate(places)))
            here.faults.calm()  # a pause after several failures outlasts any test: the last tries are let through
            late = []
            try:
                await settled(here, bot, within=SETTLED_WITHIN)
                await here.until(lambda: all_summed_up(bot.database), SETTLED_WITHIN)
                await settled(here, bot, within=SETTLED_WITHIN)
            except TimeoutError:
                late.append(f"still owed: {posts(bot.database)}")
            found = [*late, *wrongs(here, bot)]
            shown = posts(bot.database)["sent"]
            acknowledged = list(chain.from_iterable(voted))
            stored = stances(bot.database)
    happened = here.faults.happened
    return Figures(
        seed,
        size,
        (
            Figure("posts", shown, least=size),
            *(Figure(f"requests: {name}", count) for name, count in sorted(happened.items())),
            Figure("messages Discord knew by their nonce", here.rules.repeated),
            Figure("answers acknowledged", len(acknowledged)),
            Figure("of them not stored", sum(not stored[act] for act in acknowledged), limit=0),
            Figure("stored twice", sum(times > 1 for times in stored.values()), limit=0),
            Figure("posts doubled", _counted(found, "doubled"), limit=0),
            Figure("posts missing", _counted(found, "missing"), limit=0),
            Figure("anything else that does not hold", len(found) - _counted(found, "doubled", "missing"), limit=0),
            Figure("until every post stood", time.monotonic() - began, "s"),
        ),
        tuple(found),
    )


async def _debate(house: House, place: ChannelHandle, seed: int, number: int, at_once: asyncio.Semaphore) -> list[int]:
    """One debate, talked in and voted on; the acts of answers that were acknowledged. Each has its own members, so that
    no limit by the hour is met.
    """
    async with at_once:
        return await _held(house, place, seed, number)


async def _held(house: House, place: ChannelHandle, seed: int, number: int) -> list[int]:
    began = time.monotonic()
    table = await _opened(house, place, number)
    crowd = Crowd(table, Random(f"{seed}/{number}"), names=[f"m{number}-{who}" for who in range(5)])
    await crowd.writes(3)
    acknowledged: list[int] = []
    for voter in range(VOTERS):
        if time.monotonic() - began < VOTES_WITHIN:
            acknowledged.extend(await _vote(table, f"v{number}-{voter}"))
    for _ in range(CARDS):
        await crowd.quotes_twice()
        await asyncio.sleep(0.2)
    return acknowledged


async def _opened(house: House, place: ChannelHandle, number: int) -> Table:
    """The opener asks until they are given the form."""
    form = {"title": f"Question {number}", "proposals": "Close at ten", "deadline": "2 minutes"}
    while True:
        try:
            return await house.debate(house.person(f"o{number}"), place, within=SETTLED_WITHIN, **form)
        except NotAnswered:
            continue


async def _vote(table: Table, name: str) -> list[int]:
    """Somebody opens the ballot and answers; the act, where they saw that it was taken."""
    voter = table.house.person(name)
    ballot = await table.ballot(voter)
    if ballot is None or "Yes" not in buttons(ballot):  # they were told to try again later
        return []
    told = await press(voter, ballot, "Yes")
    return [act_of(told)] if went_on(told) else []


def _counted(found: list[str], *kinds: str) -> int:
    return sum(wrong.startswith(kinds) for wrong in found)


STORMS = Scenario("storm", "Rate limits, errors, broken connections, late acceptance", "posts", storm, 200, 5_000)
