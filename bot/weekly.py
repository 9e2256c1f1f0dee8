"""The weekly digest's part of the process: which seven days it tells, and which debates its readers may see."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import discord

from bot.hosting import HostClient
from cogs.facts import is_private
from deliberation.ids import ChannelId, GuildId
from deliberation.record import DebateRecord
from deliberation.steering.schedule import Week, next_weekly, week_of
from deliberation.views.digest import DigestSettings
from storage.store import Store


def digest_period(until: datetime, zone: str) -> Week:
    """The seven days up to `until`, under the ISO week that `until` lies in.

    A digest on a Monday morning tells of the week behind it, not of the few hours since midnight, and nothing falls
    between one digest and the next.
    """
    local = until.astimezone(ZoneInfo(zone))
    begins = (local - timedelta(days=7)).astimezone(UTC)
    last_day = local.date()
    return replace(
        week_of(until, zone), first_day=last_day - timedelta(days=6), last_day=last_day, begins=begins, ends=until
    )


def due_moment(settings: DigestSettings, now: datetime) -> datetime:
    """The latest moment, not after `now`, at which the digest of `settings` was to appear."""
    due = next_weekly(settings.weekday, settings.hour, settings.zone, after=now - timedelta(days=8))
    while (later := next_weekly(settings.weekday, settings.hour, settings.zone, after=due)) <= now:
        due = later
    return due


def digest_week(settings: DigestSettings, generation: int) -> Week:
    """The period of the digest posted under `generation`, which is ISO year * 100 + week."""
    monday = date.fromisocalendar(generation // 100, generation % 100, 1)
    midnight = datetime.combine(monday, time(), ZoneInfo(settings.zone)).astimezone(UTC)
    due = next_weekly(settings.weekday, settings.hour, settings.zone, after=midnight - timedelta(microseconds=1))
    return digest_period(due, settings.zone)


async def records_shown_in(
    store: Store, client: HostClient, guild: GuildId, channel: ChannelId, week: Week
) -> tuple[DebateRecord, ...]:
    """The debates of `guild` that a digest of `week` may tell of and that everybody who reads `channel` may see: those
    held there, and those held where everybody may read, but for whom that channel is hidden from, too.
    """
    debates = await store.debates_of_week(guild, week)
    server = client.get_guild(guild)
    homes = {debate.home for debate in debates}
    seen = {home for home in homes if home == channel or (server and _readers_see(server, channel, home))}
    told = [debate for debate in debates if debate.home in seen and not is_private(server, debate)]
    return tuple([await store.record(debate.key) for debate in told])


def _readers_see(server: discord.Guild, channel: ChannelId, home: ChannelId) -> bool:
    """Whether everybody who reads `channel` may read `home`."""
    place, read_in = server.get_channel(home), server.get_channel_or_thread(channel)
    if place is None:
        return False
    if isinstance(read_in, discord.Thread):
        read_in = read_in.parent
    may = place.permissions_for(server.default_role)
    unseen = _denied(place, "view_channel") | _denied(place, "read_message_history")
    kept_out = set[int]() if read_in is None else _denied(read_in, "view_channel")
    return may.view_channel and may.read_message_history and unseen <= kept_out


def _denied(place: discord.abc.GuildChannel, permission: str) -> set[int]:
    """The roles and members to whom a channel's own settings deny a permission."""
    return {target.id for target, given in place.overwrites.items() if getattr(given, permission) is False}
