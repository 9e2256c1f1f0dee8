"""Deadlines as people type them, and local weekly times, in a world where hours vanish and come twice."""

from dataclasses import dataclass
from datetime import date, datetime

DEADLINE_DAYS_LIMIT = 366


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
    """The moment, in UTC, that somebody in `zone` means by `given` ("3 days", "friday 18:00", "2026-12-01 20:00").

    A duration counts from `now`; a day without a time ends at 23:59 there; a weekday is the next one to come.

    Raises:
        UnreadableDate, DateInThePast, DateTooFar: as they say.
    """
    raise NotImplementedError


def known_zone(given: str) -> str:
    """The name of the time zone that `given` spells, whatever its case.

    Raises:
        UnknownTimeZone: there is none; with names that look alike.
    """
    raise NotImplementedError


def next_weekly(weekday: int, hour: int, zone: str, *, after: datetime) -> datetime:
    """The first moment later than `after`, in UTC, when a clock in `zone` shows `hour` on `weekday` (0 is Monday).

    An hour that does not exist there that day is taken as the first moment after the gap; one that comes twice, as
    its first coming.
    """
    raise NotImplementedError


def week_of(at: datetime, zone: str) -> Week:
    """The ISO week (Monday to Sunday, local days of `zone`) that `at` lies in."""
    raise NotImplementedError
