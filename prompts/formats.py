"""Numbers, days and hours as a language writes them (CLDR, through Babel). Moments are Discord timestamps instead:
Discord shows everybody their own time.
"""

from datetime import date, datetime, time
from functools import cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from babel import Locale

_PLACES = {"en": "en_GB"}
"""Where a language's habits differ by country: the day before the month."""


def number(count: int, language: str) -> str:
    """`12,500` in English, `12.500` in German."""
    from babel.numbers import format_decimal

    return format_decimal(count, locale=_locale(language))


def figure(value: float, digits: int, language: str) -> str:
    """A figure with so many digits behind the point: `0.61` in English, `0,61` in German."""
    from babel.numbers import format_decimal

    return format_decimal(value, format=f"0.{'0' * digits}" if digits else "0", locale=_locale(language))


def percent(share: float, language: str) -> str:
    """A share in whole hundredths: `61%` in English, `61 %` in German."""
    from babel.numbers import format_percent

    return format_percent(share, locale=_locale(language))


def local(at: datetime, zone: str, language: str) -> str:
    """A moment as the clocks of `zone` show it: `16 November 2026, 18:00`."""
    from babel.dates import format_date, format_time

    there, locale = at.astimezone(ZoneInfo(zone)), _locale(language)
    return f"{format_date(there, 'long', locale=locale)}, {format_time(there, 'short', locale=locale)}"


def clock(hour: int, language: str) -> str:
    """A full hour of the day: `18:00`."""
    from babel.dates import format_time

    return format_time(time(hour), "short", locale=_locale(language))


def days(first: date, last: date, language: str) -> str:
    """The days from `first` to `last`, without the year: `16–22 November`, `30 November – 6 December`."""
    from babel.dates import format_date

    locale = _locale(language)
    intervals = locale.interval_formats["MMMd"]
    patterns = intervals["d" if first.month == last.month else "M"]
    # Babel knows these patterns with short months only.
    sides = zip((first, last), (pattern.replace("MMM", "MMMM") for pattern in patterns), strict=True)
    return "".join(format_date(day, pattern, locale=locale) for day, pattern in sides).replace("\u2009", " ")


@cache
def _locale(language: str) -> "Locale":
    from babel import Locale

    return Locale.parse(_PLACES.get(language, language))


def own_name(language: str) -> str:
    """What a language calls itself: "Deutsch", "Français"."""
    from babel import Locale

    locale = Locale.parse(language)
    name = locale.get_display_name(locale) or language
    return name[:1].upper() + name[1:]
