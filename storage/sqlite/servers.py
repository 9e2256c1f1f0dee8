"""Servers: what their moderators set, read with what holds where they set nothing."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from deliberation.actor import Actor
from deliberation.debate import Attribution
from deliberation.ids import ActId, ChannelId, GuildId
from deliberation.log import Deed, LogEntry
from deliberation.server import Cards, Limits, ServerSettings, Setting
from deliberation.steering.schedule import known_zone
from deliberation.terms import Gate
from storage.sqlite import log
from storage.sqlite.moments import micros
from storage.sqlite.participants import participant_of

_COLUMNS = "guild_id, moderators, home, zone, language, cards, role, account_days, member_days, statements_hour, \
letters_hour, bytes_hour, blocked, followers, attribution, quorum"


def server(db: Database, guild: GuildId) -> ServerSettings:
    """A server's settings; the usual ones where nothing was set."""
    row = db.execute(f"SELECT {_COLUMNS} FROM server WHERE guild_id = ?", (guild,)).fetchone()
    return ServerSettings(guild) if row is None else _settings(row)


def acting(db: Database, actor: Actor) -> Actor:
    """`actor` as their server sees them: holders of its moderators' role moderate, and who may manage the whole server.
    Every verb that asks whether somebody may do something asks it of this.
    """
    if actor.moderates or actor.administers:
        return replace(actor, moderates=True)
    role = db.execute("SELECT moderators FROM server WHERE guild_id = ?", (actor.guild,)).fetchone()
    by_role = role is not None and role[0] is not None and role[0] in actor.roles
    return replace(actor, moderates=True) if by_role else actor


def settings_for(db: Database, guild: GuildId, *, actor: Actor) -> ServerSettings:
    """A server's settings for somebody about to change them.

    Raises:
        AnotherServer, NotAnAdministrator: as they say.
    """
    actor.must_be_in(guild)
    actor.must_administer()
    return server(db, guild)


def change_server(
    db: Database,
    guild: GuildId,
    setting: Setting,
    change: Callable[[ServerSettings], ServerSettings],
    *,
    actor: Actor,
    act: ActId,
    at: datetime,
) -> ServerSettings:
    """Settle one thing by what `change` makes of the settings that stand, so that two who change different things at
    the same moment both do; as settled.

    Raises:
        AnotherServer, NotAnAdministrator, UnknownTimeZone: as they say.
    """
    changed = change(settings_for(db, guild, actor=actor))
    return set_server(db, changed, actor=actor, act=act, at=at, setting=setting)


def set_server(
    db: Database, settings: ServerSettings, *, actor: Actor, act: ActId, at: datetime, setting: Setting | None = None
) -> ServerSettings:
    """Settle what `settings` say; as settled. `setting` is what was changed, for the log; None for several things.

    Raises:
        AnotherServer, NotAnAdministrator, UnknownTimeZone: as they say.
    """
    actor.must_be_in(settings.guild)
    actor.must_administer()
    zone = None if settings.zone is None else known_zone(settings.zone)
    gate, limits = settings.gate, settings.limits
    values = (
        settings.guild,
        settings.moderators,
        settings.home,
        zone,
        settings.language,
        settings.cards.value,
        gate.role,
        gate.account_days,
        gate.member_days,
        limits.statements,
        limits.letters,
        limits.size,
        "\n".join(settings.blocked),
        settings.followers,
        settings.attribution.value,
        settings.quorum,
        micros(at),
    )
    db.execute(
        f"INSERT OR REPLACE INTO server ({_COLUMNS}, set_at) VALUES ({', '.join('?' * len(values))})",
        values,
    )
    by = participant_of(db, settings.guild, actor.user, at)
    log.note(
        db, settings.guild, LogEntry(Deed.SERVER_SET, by, at, act, numbers={"setting": setting} if setting else None)
    )
    return server(db, settings.guild)


def _settings(row: tuple[Any, ...]) -> ServerSettings:
    return ServerSettings(
        guild=GuildId(row[0]),
        moderators=row[1],
        home=ChannelId(row[2]) if row[2] is not None else None,
        zone=row[3],
        language=row[4],
        cards=Cards(row[5]),
        gate=Gate(role=row[6], account_days=row[7], member_days=row[8]),
        limits=Limits(statements=row[9], letters=row[10], size=row[11]),
        blocked=tuple(filter(None, row[12].split("\n"))),
        followers=row[13],
        attribution=Attribution(row[14]),
        quorum=row[15],
    )
