"""The weekly digest's part of the process: which seven days it tells, and which debates its readers may see."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.hosting import HostClient
from deliberation.digest import DigestSettings
from deliberation.ids import ChannelId, GuildId
from deliberation.record import DebateRecord
from deliberation.schedule import Week, next_weekly, week_of
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
    store: Store, client: HostClient, guild: GuildId, channel: ChannelId
) -> tuple[DebateRecord, ...]:
    """The debates of `guild` that everybody who reads `channel` may see: those held there, and those held where
    everybody may read.
    """
    debates = await store.debates(guild)
    shown = [debate for debate in debates if debate.home == channel or _open_to_all(client, guild, debate.home)]
    return tuple([await store.record(debate.key) for debate in shown])


def _open_to_all(client: HostClient, guild: GuildId, channel: ChannelId) -> bool:
    server = client.get_guild(guild)
    place = None if server is None else server.get_channel(channel)
    if server is None or place is None:
        return False
    may = place.permissions_for(server.default_role)
    return may.view_channel and may.read_message_history
