"""Digests: when a server's weekly one appears next, and owing it once a week."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from deliberation.actor import Actor
from deliberation.debate import Debate
from deliberation.errors import NothingNew
from deliberation.ids import ActId, ChannelId, GuildId
from deliberation.round import RoundState
from deliberation.steering.schedule import Week, known_zone, next_weekly, week_of
from deliberation.views.digest import DigestSettings
from storage.outgoing import PostKey, PostKind
from storage.sqlite.moments import micros, moment
from storage.sqlite.outbox import owe_post, post
from storage.sqlite.rows import DEBATE, debate_from
from storage.sqlite.servers import acting

_COLUMNS = "guild_id, channel, weekday, hour, zone, set_at"


def set_digest(db: Database, settings: DigestSettings, *, actor: Actor) -> datetime:
    """Set a server's digest; the moment it first appears, which is its next due time after it was set, in a week that
    has no digest yet.

    Raises:
        AnotherServer, NotAModerator, UnknownTimeZone: as they say.
    """
    actor.must_be_in(settings.guild)
    acting(db, actor).must_moderate()
    settings = replace(settings, zone=known_zone(settings.zone))
    next_at = _next(settings, after=settings.set_at)
    while post(db, _key(settings, week_of(next_at, settings.zone))) is not None:
        next_at = _next(settings, after=next_at)
    db.execute(
        f"""INSERT INTO digest ({_COLUMNS}, next_at) VALUES (?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (guild_id) DO UPDATE SET channel = excluded.channel, weekday = excluded.weekday,
        hour = excluded.hour, zone = excluded.zone, set_at = excluded.set_at, next_at = excluded.next_at,
        quiet_said = 0""",
        (
            settings.guild,
            settings.channel,
            settings.weekday,
            settings.hour,
            settings.zone,
            micros(settings.set_at),
            micros(next_at),
        ),
    )
    return next_at


def drop_digest(db: Database, guild: GuildId, *, actor: Actor) -> None:
    """No weekly digest any more; nothing happens where there was none.

    Raises:
        AnotherServer, NotAModerator: as they say.
    """
    actor.must_be_in(guild)
    acting(db, actor).must_moderate()
    db.execute("DELETE FROM digest WHERE guild_id = ?", (guild,))


def digest_settings(db: Database, guild: GuildId) -> DigestSettings | None:
    """A server's digest, None where it has none."""
    row = db.execute(f"SELECT {_COLUMNS} FROM digest WHERE guild_id = ?", (guild,)).fetchone()
    return None if row is None else _settings(row)


def debates_of_week(db: Database, guild: GuildId, week: Week) -> tuple[Debate, ...]:
    """The debates of a server that a digest of the week may tell of, oldest first; the others, be they hundreds, need
    not be read. What waits for a reply in one that nobody wrote in for a week was told before.
    """
    states = {state.value: state.value for state in (RoundState.CLOSED, RoundState.SUMMARISED, RoundState.CANCELLED)}
    span = {"begins": micros(week.begins), "ends": micros(week.ends), "guild": guild}
    found = db.execute(
        f"""SELECT {DEBATE} FROM debate WHERE guild_id = :guild AND (
            EXISTS (SELECT 1 FROM round WHERE round.guild_id = :guild AND round.debate = debate.debate
                AND (state NOT IN (:closed, :summarised, :cancelled) OR closed_at >= :begins AND closed_at < :ends))
            OR EXISTS (SELECT 1 FROM decision WHERE decision.guild_id = :guild AND decision.debate = debate.debate
                AND (at >= :begins AND at < :ends OR review_at >= :begins AND review_at < :ends))
            OR EXISTS (SELECT 1 FROM statement WHERE statement.guild_id = :guild
                AND statement.debate = debate.debate AND said_at >= :begins AND said_at < :ends))
        ORDER BY opened_at, debate.debate""",
        span | states,
    )
    return tuple(debate_from(row) for row in found)


def digests_due(db: Database, now: datetime) -> tuple[DigestSettings, ...]:
    """Servers whose digest time has passed at `now` and whose digest was neither owed nor skipped since."""
    rows = db.execute(
        f"SELECT {_COLUMNS} FROM digest WHERE next_at <= ? ORDER BY next_at, guild_id", (micros(now),)
    ).fetchall()
    return tuple(_settings(row) for row in rows)


def owe_digest(db: Database, settings: DigestSettings, week: Week, *, now: datetime) -> bool:
    """Owe the digest of a week and set the next due time, later than `now`; False where the week has one already.

    After weeks in which the bot was not running one digest is owed, not one for each of them.
    """
    owed = owe_post(db, _key(settings, week), settings.channel, at=now)
    _set_next(db, settings, now)
    db.execute("UPDATE digest SET quiet_said = 0 WHERE guild_id = ?", (settings.guild,))
    return owed


def skip_digest(db: Database, settings: DigestSettings, week: Week, *, now: datetime) -> bool:
    """Nothing new in a week: set the next due time, and owe the digest that says so unless the last one was a quiet one
    already. Whether it is owed.
    """
    said = db.execute("SELECT quiet_said FROM digest WHERE guild_id = ?", (settings.guild,)).fetchone()
    _set_next(db, settings, now)
    db.execute("UPDATE digest SET quiet_said = 1 WHERE guild_id = ?", (settings.guild,))
    return said is not None and not said[0] and owe_post(db, _key(settings, week), settings.channel, at=now)


def owe_digest_now(
    db: Database, guild: GuildId, channel: ChannelId, *, actor: Actor, act: ActId, at: datetime, quiet: bool
) -> None:
    """Owe a digest that somebody asked for; the week's own is owed all the same.

    Raises:
        AnotherServer, NotAModerator: as they say.
        NothingNew: it would be `quiet`, having nothing to tell.
    """
    actor.must_be_in(guild)
    acting(db, actor).must_moderate()
    if quiet:
        raise NothingNew
    owe_post(db, PostKey(guild, PostKind.DIGEST_NOW, act), channel, at=at)


def _key(settings: DigestSettings, week: Week) -> PostKey:
    return PostKey(settings.guild, PostKind.DIGEST, settings.guild, week.year * 100 + week.number)


def _set_next(db: Database, settings: DigestSettings, now: datetime) -> None:
    # By the settings that stand, in case they were changed after `settings` were read.
    standing = digest_settings(db, settings.guild)
    if standing is not None:
        db.execute(
            "UPDATE digest SET next_at = ? WHERE guild_id = ?", (micros(_next(standing, after=now)), settings.guild)
        )


def _next(settings: DigestSettings, *, after: datetime) -> datetime:
    return next_weekly(settings.weekday, settings.hour, settings.zone, after=after)


def _settings(row: tuple[Any, ...]) -> DigestSettings:
    guild, channel, weekday, hour, zone, set_at = row
    return DigestSettings(GuildId(guild), ChannelId(channel), weekday, hour, zone, moment(set_at))
