"""Deadlines as German speakers type them."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliberation.errors import UnreadableDate
from deliberation.steering.german import in_english
from deliberation.steering.schedule import read_deadline

NOW = datetime(2026, 11, 16, 11, tzinfo=UTC)
"""A Monday, noon in Berlin."""


def read(typed: str) -> datetime:
    return read_deadline(typed, now=NOW, zone="Europe/Berlin")


@pytest.mark.parametrize(
    ("typed", "english"),
    [
        ("3 Tage", "3 days"),
        ("in drei Tagen", "in three days"),
        ("eine Woche", "a week"),
        ("in einer Woche", "in a week"),
        ("2 Tage und 4 Stunden", "2 days and 4 hours"),
        ("Freitag 18:00", "friday 18:00"),
        ("am Freitag um 18 Uhr", "friday 18:00"),
        ("bis Freitag", "friday"),
        ("nächsten Sonntag 20.30 Uhr", "next sunday 20:30"),
        ("heute 23 Uhr", "today 23:00"),
        ("morgen Mittag", "tomorrow noon"),
        ("18 Uhr", "18:00"),
        ("1. Dezember", "1 december"),
        ("am 1. März 2027 um 9 Uhr", "1 march 2027 9:00"),
        ("1.12.2026", "2026-12-01"),
        ("01.12.2026 20:00", "2026-12-01 20:00"),
        ("in einem Monat", "in one month"),
    ],
)
def test_what_german_speakers_type_means_the_same(typed: str, english: str) -> None:
    assert read(typed) == read(english)


def test_the_day_after_tomorrow_has_a_word() -> None:
    assert read("übermorgen 18 Uhr") == NOW + timedelta(days=2, hours=6)


@pytest.mark.parametrize("typed", ["31.2.2026", "32.12.2026", "25 Uhr", "Freitag Montag", "demnächst", "Uhr"])
def test_what_no_calendar_or_clock_shows_is_no_deadline(typed: str) -> None:
    with pytest.raises(UnreadableDate):
        read(typed)


@pytest.mark.parametrize("typed", ["3 days", "friday 18:00", "tomorrow at 10 am", "2026-12-01 20:00", "1 december"])
def test_english_stays_as_it_is(typed: str) -> None:
    assert in_english(typed) == typed


@given(st.text(max_size=60))
def test_whatever_is_typed_is_read_or_refused(typed: str) -> None:
    assert isinstance(in_english(typed.casefold()), str)
