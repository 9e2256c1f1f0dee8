"""The clock in every time zone: each digest and each deadline exactly once, at the local time promised.

First `next_weekly` alone, around every change of every zone's clocks, against a reader of the clock on the wall who
knows nothing of gaps and folds. Then the store's due times in one database with a server in each zone, while the
machine's clock is set an hour ahead and back, and the machine sleeps for a day.
"""

import random
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo, available_timezones

from sqlite_utils import Database

from bot.clock import BEAT
from bot.weekly import digest_period, due_moment
from deliberation.actor import Actor
from deliberation.debate import Attribution, DebateDraft, Tallies
from deliberation.ids import ActId, ChannelId, GuildId, MessageId, UserId
from deliberation.steering.schedule import next_weekly, read_deadline, week_of
from deliberation.views.digest import DigestSettings
from storage.sqlite import debates, digests
from storage.sqlite.connecting.database import open_writing
from storage.sqlite.due import next_due
from storage.sqlite.migrations import migrate
from storage.sqlite.rounds.closing import close_due_round, rounds_due
from tests.endurance.figures import Figure, Figures, Scenario

FROM = datetime(2026, 1, 1, tzinfo=UTC)
STEP = timedelta(minutes=15)
"""All changes of these years lie on quarters of an hour, and so does every offset."""
WEEK = timedelta(days=7)
ACTED = timedelta(days=310)
"""How long the second part lasts: each zone that changes its clocks does so twice in it."""
ZONES = sorted(available_timezones() - {"Factory", "localtime", "posixrules"})


# --- the clock on the wall ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Wall:
    """The clock on a wall, read every quarter of an hour of some years, and from it when it first showed something."""

    changes: tuple[datetime, ...]
    """The moments from which on another offset holds."""
    offsets: tuple[timedelta, ...]
    """The first offset, and that after each change."""

    def shown(self, at: datetime) -> datetime:
        """What it shows."""
        return at.replace(tzinfo=None) + self.offsets[bisect_right(self.changes, at)]

    def first(self, wall: datetime) -> datetime:
        """The first quarter at which it shows `wall` or, where that never comes, what is behind it."""
        at = wall.replace(tzinfo=UTC) - max(self.offsets) - timedelta(hours=1)
        while self.shown(at) < wall:
            at += STEP
        return at


def wall_of(zone: str, until: datetime) -> Wall:
    """A zone's clock, read from the end of 2025 on."""
    place = ZoneInfo(zone)
    at = FROM - 2 * WEEK
    offsets = [_offset(place, at)]
    changes: list[datetime] = []
    while at < until + 2 * WEEK:
        later = at + timedelta(days=1)
        if _offset(place, later) != offsets[-1]:
            while _offset(place, at) == offsets[-1]:
                at += STEP
            changes.append(at)
            offsets.append(_offset(place, at))
            continue
        at = later
    return Wall(tuple(changes), tuple(offsets))


def _offset(place: ZoneInfo, at: datetime) -> timedelta:
    offset = at.astimezone(place).utcoffset()
    assert offset is not None
    return offset


# --- weekly times ------------------------------------------------------------------------------------------------


def wrong_slots(zone: str, wall: Wall, draw: random.Random) -> Iterator[str]:
    """Weekly times around every change of a zone's clocks that come at another moment than the wall shows, or that come
    twice or not at all in a week.
    """
    spans = [*wall.changes, FROM + draw.randrange(400) * timedelta(days=1)]
    for change in spans:
        first_day = wall.shown(change - timedelta(days=8)).date()
        for weekday in range(7):
            day = first_day + timedelta(days=(weekday - first_day.weekday()) % 7)
            for hour in range(24):
                promised = [wall.first(datetime.combine(day + WEEK * number, time(hour))) for number in range(3)]
                at = promised[0] - STEP
                for expected in promised:
                    at = next_weekly(weekday, hour, zone, after=at)
                    if at != expected:
                        yield f"{zone}: {weekday} {hour}:00 at {at}, the wall shows it at {expected}"
                        break
                weeks = {week_of(moment, zone).key for moment in promised}
                if len(weeks) != len(promised):
                    yield f"{zone}: {weekday} {hour}:00 twice in one of {sorted(weeks)}"


# --- the machine's clock, and what the store owes by it ------------------------------------------------------------


@dataclass
class Server:
    """A server in a zone, with a digest and a round."""

    zone: str
    settings: DigestSettings
    promised: list[datetime]
    """When its digests are due, all of them."""
    deadline: datetime
    told: list[tuple[str, datetime]] = field(default_factory=list)
    """The weeks told, and when by the machine's clock."""
    closed: list[datetime] = field(default_factory=list)


def due_while(db: Database, servers: dict[int, Server], now: datetime) -> None:
    """What a tick does at `now`: as `bot.ticking` does it, without Discord."""
    for due in rounds_due(db, now):
        if close_due_round(db, due.debate, due.number, unread=False, now=now) is not None:
            servers[due.debate.guild].closed.append(now)
    for settings in digests.digests_due(db, now):
        week = digest_period(due_moment(settings, now), settings.zone)
        if digests.owe_digest(db, settings, week, now=now):
            servers[settings.guild].told.append((week.key, now))


def populate(db: Database, draw: random.Random) -> dict[int, Server]:
    """A server for each zone, each with a digest at a weekly time and a round until a weekday's evening."""
    servers: dict[int, Server] = {}
    for number, zone in enumerate(ZONES, start=1):
        guild, opener = GuildId(number), Actor(GuildId(number), UserId(5), moderates=True)
        settings = DigestSettings(guild, ChannelId(2), draw.randrange(7), draw.randrange(24), zone, FROM)
        first = digests.set_digest(db, settings, actor=opener)
        promised = [first]
        while promised[-1] < FROM + ACTED + 2 * WEEK:
            promised.append(next_weekly(settings.weekday, settings.hour, zone, after=promised[-1]))
        words = (
            f"in {draw.randrange(1, 100)} days"
            if number % 3
            else f"{FROM + WEEK + draw.random() * ACTED:%Y-%m-%d} 02:30"
        )
        deadline = read_deadline(words, now=FROM, zone=zone)
        draft = DebateDraft("The pool", ("Ban diving",), Attribution.COUNTED, Tallies.HIDDEN, deadline)
        opened = debates.open_debate(db, draft, actor=opener, act=ActId(20), home=ChannelId(2), at=FROM)
        debates.place_debate(db, opened.key, opening=MessageId(21), thread=ChannelId(21), at=FROM)
        servers[number] = Server(zone, settings, promised, deadline)
    return servers


@dataclass
class Machine:
    """A machine whose clock is set now and then, and that sleeps now and then."""

    draw: random.Random
    now: datetime = FROM
    """What its clock shows."""
    jumps: list[tuple[datetime, datetime]] = field(default_factory=list)
    """What its clock showed before and after it went on at another time, by being set or by sleeping."""
    back: list[timedelta] = field(default_factory=list)

    def wait(self, until: datetime | None) -> None:
        """Sleep as the bot's clock does: to the earliest due time; the beats before it find nothing."""
        self.now = max(self.now, until or self.now + timedelta(days=1))
        if until is None or self.draw.random() < 0.9:
            return
        before = self.now
        kind = self.draw.randrange(3)
        if kind == 0:
            self.now += timedelta(hours=1)
            self.back.append(-timedelta(hours=1))
        elif kind == 1:
            self.now += self.back.pop() if self.back else -timedelta(hours=1)
        else:
            self.now += timedelta(days=1)
        self.jumps.append((before, self.now))

    def reached(self, at: datetime) -> datetime:
        """The latest moment by which something due at `at` is to be done: when the clock first showed it or more."""
        return max([after for before, after in self.jumps if before <= at <= after], default=at)


def wrong_turns(draw: random.Random, folder: Path) -> tuple[list[str], int, int]:
    """Digests and deadlines that came at another time than promised, twice or not at all; how many there were, and how
    often the machine's clock went astray.
    """
    path = folder / "zones.db"
    with closing(open_writing(path)) as db:
        migrate(db, path)
        db.execute("BEGIN")
        servers, machine = populate(db, draw), Machine(draw)
        while machine.now < FROM + ACTED:
            due_while(db, servers, machine.now)
            machine.wait(next_due_of_ours(db, machine.now))
        db.execute("ROLLBACK")
    wrong = [line for server in servers.values() for line in _wrong(server, machine)]
    return wrong, sum(len(server.told) + len(server.closed) for server in servers.values()), len(machine.jumps)


def next_due_of_ours(db: Database, now: datetime) -> datetime | None:
    """The earliest due time; what was owed is sent."""
    db.execute("UPDATE outbox SET due_at = NULL WHERE state = 'sent' AND due_at IS NOT NULL")
    db.execute("UPDATE outbox SET state = 'sent', due_at = NULL WHERE state IN ('owed', 'queued', 'sending')")
    return next_due(db, now)


def _wrong(server: Server, machine: Machine) -> Iterator[str]:
    end = machine.now
    told = Counter(week for week, _ in server.told)
    yield from (f"{server.zone}: {week} told {count} times" for week, count in told.items() if count > 1)
    when = dict(server.told)
    due = [moment for moment in server.promised if moment <= end - timedelta(days=2)]
    for moment, following in zip(due, server.promised[1:], strict=False):
        week = digest_period(moment, server.zone).key
        at = when.get(week)
        if at is None:
            yield f"{server.zone}: {week}, due at {moment}, never told"
        elif not moment <= at <= machine.reached(moment) + BEAT or at >= following:
            yield f"{server.zone}: {week}, due at {moment}, told at {at}"
    if server.deadline <= end - timedelta(days=2):
        at = server.closed[0] if len(server.closed) == 1 else None
        if at is None:
            yield f"{server.zone}: a round due at {server.deadline} closed {len(server.closed)} times"
        elif not server.deadline <= at <= machine.reached(server.deadline) + BEAT:
            yield f"{server.zone}: a round due at {server.deadline} closed at {at}"


async def clocks(seed: int, size: int, tmp: Path) -> Figures:
    """Every zone over `size` years."""
    draw = random.Random(seed)
    until = FROM + timedelta(days=366 * size)
    walls = {zone: wall_of(zone, until) for zone in ZONES}
    alike: dict[tuple[object, ...], str] = {}
    for zone, wall in walls.items():  # many names stand for one clock
        alike.setdefault((wall.changes, wall.offsets), zone)
    slots = [
        line for (_, zone) in sorted(alike.items(), key=lambda a: a[1]) for line in wrong_slots(zone, walls[zone], draw)
    ]
    turns, acted, astray = wrong_turns(draw, tmp)
    return Figures(
        seed,
        size,
        (
            Figure("time zones", len(ZONES), least=400),
            Figure("changes of their clocks", sum(len(wall.changes) for wall in walls.values()), least=100 * size),
            Figure("weekly times at another moment than the wall shows", len(slots), limit=0),
            Figure("digests and deadlines", acted, least=1_000),
            Figure("times the machine's clock was set, or the machine slept for a day", astray, least=10),
            Figure("digests and deadlines at another time, twice or never", len(turns), limit=0),
        ),
        faults=tuple([*slots, *turns][:50]),
    )


CLOCKS = Scenario("clocks", "The clock in every time zone", "years", clocks, ci=10, nightly=20)
