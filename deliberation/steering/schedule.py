"""Deadlines as people type them, and local weekly times, in a world where hours vanish and come twice."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from difflib import get_close_matches
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from deliberation.errors import DateInThePast, DateTooFar, UnknownTimeZone, UnreadableDate
from deliberation.steering.german import in_english

DEADLINE_DAYS_LIMIT = 366
GIVEN_LIMIT = 60
"""The most characters a date or a zone's name is read from, and the most a refusal repeats of them."""
END_OF_DAY = time(23, 59)

_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_NUMBERS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "ten": 10}
_MINUTES = {"minute": 1, "min": 1, "hour": 60, "h": 60, "day": 1440, "d": 1440, "week": 10080, "w": 10080}
_PIECE = r"(\d{1,5} ?|(?:an?|one|two|three|four|five|six|seven|ten) )(minute|min|hour|h|day|d|week|w)s?"
_DURATION = re.compile(rf"(?:in )?{_PIECE}(?:(?:,| and|, and)? ?{_PIECE})*( ago)?", re.ASCII)
_MONTHS_AHEAD = re.compile(r"(?:in )?(?:\d{1,3}|a|one) months?", re.ASCII)
_CLOCK = re.compile(
    r"(?P<hour>\d{1,2})(?::(?P<minute>\d{2}))? ?(?P<half>am|pm)|(?P<hour24>\d{1,2}):(?P<minute24>\d{2})(?::00)?"
    r"|(?P<noon>noon)|(?P<midnight>midnight)",
    re.ASCII,
)
_WEEKDAY = re.compile(
    r"(?:(?:this|next) )?(mon(?:day)?|tue(?:s|sday)?|wed(?:nesday)?|thu(?:rs|rsday)?|fri(?:day)?|sat(?:urday)?"
    r"|sun(?:day)?)"
)
_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY = r"(?:the )?\d{1,2}(?:st|nd|rd|th)?"
_CALENDAR_DAY = re.compile(rf"(?:{_DAY} (?:of )?{_MONTH}|{_MONTH} {_DAY})(?:,? \d{{4}})?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Week:
    """An ISO week of some zone, as the moments it begins and ends (exclusive), in UTC."""

    year: int
    number: int
    first_day: date
    last_day: date
    begins: datetime
    ends: datetime

    @property
    def key(self) -> str:
        """`2026-W47`, under which a server's digest is posted once."""
        return f"{self.year}-W{self.number:02}"


def read_deadline(given: str, *, now: datetime, zone: str) -> datetime:
    """The moment, in UTC, that somebody in `zone` means by `given`, in English or German ("3 days", "Freitag
    18:00", "2026-12-01 20:00").

    A duration counts from `now`; a day without a time ends at 23:59 there; a weekday is the next one to come.
    Days and weeks of a duration are 24 hours each. An hour alone is the next time a clock there shows it. Dates such as
    01/12/2026 are refused, since half the world reads them the other way round.

    Raises:
        UnreadableDate, DateInThePast, DateTooFar: as they say.
    """
    words = " ".join(given.split()).casefold()
    if not words or len(words) > GIVEN_LIMIT:
        raise _unreadable(given)
    words = in_english(words)
    place = ZoneInfo(zone)
    try:
        duration = _duration(words)
        if duration is not None:
            read_as = (now + duration).astimezone(UTC)
        else:
            day, clock = _split_clock(words, given)
            read_as = _day_and_clock(day, clock, now=now, place=place, given=given)
    except OverflowError as error:  # beyond the years a calendar here can hold
        raise _unreadable(given) from error
    if read_as <= now:
        raise DateInThePast({"given": _cut(given), "read_as": read_as})
    if read_as > now + timedelta(days=DEADLINE_DAYS_LIMIT):
        raise DateTooFar({"given": _cut(given), "read_as": read_as, "days": DEADLINE_DAYS_LIMIT})
    return read_as


def must_lie_ahead(deadline: datetime, at: datetime) -> None:
    """Refuse a deadline that has passed at `at`.

    Raises:
        DateInThePast: it has.
    """
    if deadline <= at:
        raise DateInThePast({"given": f"{deadline:%Y-%m-%d %H:%M}", "read_as": deadline})


def known_zone(given: str) -> str:
    """The name of the time zone that `given` spells, whatever its case.

    Raises:
        UnknownTimeZone: there is none; with names that look alike.
    """
    spelled = "_".join(given.split()).casefold()
    zones = _zones()
    if spelled in zones:
        return zones[spelled]
    close: list[str] = []
    if spelled and len(spelled) <= GIVEN_LIMIT:
        cities = [name for name in sorted(zones) if name.rpartition("/")[2] == spelled]
        close = [zones[name] for name in dict.fromkeys(cities + get_close_matches(spelled, sorted(zones), n=3))][:3]
    raise UnknownTimeZone({"given": _cut(given), "close": tuple(close)})


def next_weekly(weekday: int, hour: int, zone: str, *, after: datetime) -> datetime:
    """The first moment later than `after`, in UTC, when a clock in `zone` shows `hour` on `weekday` (0 is Monday).

    An hour that does not exist there that day is taken as the first moment after the gap; one that comes twice, as
    its first coming.
    """
    place = ZoneInfo(zone)
    day = after.astimezone(place).date()
    day += timedelta(days=(weekday - day.weekday()) % 7)
    while (moment := _moment(datetime.combine(day, time(hour)), place)) <= after:
        day += timedelta(days=7)
    return moment


def week_of(at: datetime, zone: str) -> Week:
    """The ISO week (Monday to Sunday, local days of `zone`) that `at` lies in."""
    place = ZoneInfo(zone)
    local_day = at.astimezone(place).date()
    monday = local_day - timedelta(days=local_day.weekday())
    if at < _moment(datetime.combine(monday, time()), place):
        monday -= timedelta(days=7)
    sunday, following = monday + timedelta(days=6), monday + timedelta(days=7)
    year, number, _ = monday.isocalendar()
    return Week(
        year=year,
        number=number,
        first_day=monday,
        last_day=sunday,
        begins=_moment(datetime.combine(monday, time()), place),
        ends=_moment(datetime.combine(following, time()), place),
    )


def _moment(wall: datetime, place: ZoneInfo) -> datetime:
    """When a clock at `place` first shows `wall`, in UTC; the end of the gap where it never does."""
    moment = wall.replace(tzinfo=place, fold=0).astimezone(UTC)
    if moment.astimezone(place).replace(tzinfo=None) == wall:
        return moment
    # Within a gap, fold=0 counts with the offset before it (and so lands behind it), fold=1 with the one after it.
    behind, ahead = moment, wall.replace(tzinfo=place, fold=1).astimezone(UTC)
    new_offset = behind.astimezone(place).utcoffset()
    while behind - ahead > timedelta(seconds=1):
        middle = (ahead + (behind - ahead) / 2).replace(microsecond=0)
        if middle.astimezone(place).utcoffset() == new_offset:
            behind = middle
        else:
            ahead = middle
    return behind


def _duration(words: str) -> timedelta | None:
    """The duration `words` spell, negative where "ago"; None where they spell none."""
    matched = _DURATION.fullmatch(words)
    if matched is None:
        return None
    pieces = re.findall(_PIECE, words.removeprefix("in "), re.ASCII)
    minutes = sum((_NUMBERS.get(count.strip()) or int(count)) * _MINUTES[unit] for count, unit in pieces)
    return timedelta(minutes=-minutes if words.endswith(" ago") else minutes)


def _split_clock(words: str, given: str) -> tuple[str, time | None]:
    """The words for the day and the time of day among `words`; None where no time is given.

    Raises:
        UnreadableDate: more than one time, or a time no clock shows.
    """
    found = [match for match in _CLOCK.finditer(words) if _stands_alone(words, match)]
    if not found:
        return words, None
    if len(found) > 1:
        raise _unreadable(given)
    match = found[0]
    before, after = words[: match.start()].strip(" ,"), words[match.end() :].strip(" ,")
    before = re.sub(r"(?:^| )at$", "", before)
    if _ISO_DATE.match(before):
        before = before.removesuffix("t")
    return f"{before} {after}".strip(), _clock(match, given)


def _stands_alone(words: str, match: "re.Match[str]") -> bool:
    before, after = words[: match.start()][-1:], words[match.end() :][:1]
    return before in ("", " ", "t", ",") and after in ("", " ", ",")


def _clock(match: "re.Match[str]", given: str) -> time:
    if match["noon"]:
        return time(12)
    if match["midnight"]:
        return END_OF_DAY
    try:
        if match["half"]:
            hour = int(match["hour"])
            if not 1 <= hour <= 12:
                raise _unreadable(given)
            return time(hour % 12 + (12 if match["half"] == "pm" else 0), int(match["minute"] or 0))
        return time(int(match["hour24"]), int(match["minute24"]))
    except ValueError as error:
        raise _unreadable(given) from error


def _day_and_clock(day: str, clock: time | None, *, now: datetime, place: ZoneInfo, given: str) -> datetime:
    """The moment of the day that `day` spells, at `clock` or at its end.

    Raises:
        UnreadableDate: it spells none.
    """
    day = re.sub(r"^(?:on|by|until|before) ", "", day)
    local_now = now.astimezone(place)
    today = local_now.date()
    if day == "":
        days = [today, today + timedelta(days=1)]
    elif weekday := _WEEKDAY.fullmatch(day):
        ahead = (_WEEKDAYS.index(weekday[1][:3]) - today.weekday()) % 7
        first = today + timedelta(days=7 if ahead == 0 and clock is None else ahead)
        days = [first, first + timedelta(days=7)]
    elif _MONTHS_AHEAD.fullmatch(day):
        days = [_read_by_dateparser(day, today)]
        clock = clock or local_now.time().replace(microsecond=0)
    else:
        days = [_day(day, today, given)]
    moments = [_moment(datetime.combine(day, clock or END_OF_DAY), place) for day in days if day]
    if not moments:
        raise _unreadable(given)
    return next((moment for moment in moments if moment > now), moments[-1])


def _day(day: str, today: date, given: str) -> date:
    """The date `day` spells as seen from `today`.

    Raises:
        UnreadableDate: it spells none.
    """
    relative = {"yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1, "tomorrow night": 1, "day after tomorrow": 2}
    if day in relative:
        return today + timedelta(days=relative[day])
    if _ISO_DATE.fullmatch(day):
        try:
            return date.fromisoformat(day)
        except ValueError as error:
            raise _unreadable(given) from error
    read = _read_by_dateparser(day, today) if _CALENDAR_DAY.fullmatch(day) else None
    if read is None:
        raise _unreadable(given)
    return read


def _read_by_dateparser(day: str, today: date) -> date | None:
    import dateparser

    read = dateparser.parse(
        day,
        languages=["en"],
        settings={
            "PREFER_DATES_FROM": "future",
            "RELATIVE_BASE": datetime.combine(today, time(12)),
            "PARSERS": ["relative-time", "absolute-time"],
            "RETURN_AS_TIMEZONE_AWARE": False,
        },
    )
    return read.date() if read else None


@cache
def _zones() -> dict[str, str]:
    """Names of zones by their folded names, without those that name no place's rules."""
    return {name.casefold(): name for name in available_timezones() - {"Factory", "localtime", "posixrules"}}


def _cut(given: str) -> str:
    return given[:GIVEN_LIMIT]


def _unreadable(given: str) -> UnreadableDate:
    return UnreadableDate({"given": _cut(given)})
