"""Deadlines as people type them, and weekly times where clocks jump."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deliberation.errors import BadInput, DateInThePast, DateTooFar, UnknownTimeZone, UnreadableDate
from deliberation.steering.schedule import GIVEN_LIMIT, known_zone, next_weekly, read_deadline, week_of

BERLIN = "Europe/Berlin"
FRIDAY_NOON = datetime(2026, 11, 20, 11, 0, tzinfo=UTC)
"""Friday 20 November 2026, 12:00 in Berlin."""

ZONES = st.sampled_from(sorted(available_timezones() - {"Factory", "localtime", "posixrules"}))
MOMENTS = st.datetimes(datetime(1995, 1, 1), datetime(2037, 1, 1), timezones=st.just(UTC))


def in_berlin(given_words: str) -> str:
    """What a clock in Berlin shows at the deadline that `given_words` mean there on FRIDAY_NOON."""
    deadline = read_deadline(given_words, now=FRIDAY_NOON, zone=BERLIN)
    assert deadline.tzinfo is UTC
    return deadline.astimezone(ZoneInfo(BERLIN)).strftime("%Y-%m-%d %H:%M")


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("3 days", "2026-11-23 12:00"),
        ("3days", "2026-11-23 12:00"),
        ("in 2 weeks", "2026-12-04 12:00"),
        ("a week", "2026-11-27 12:00"),
        ("1 day and 6 hours", "2026-11-21 18:00"),
        ("90 minutes", "2026-11-20 13:30"),
        ("24h", "2026-11-21 12:00"),
    ],
)
def test_a_duration_counts_from_now(words: str, meant: str) -> None:
    assert in_berlin(words) == meant


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("tomorrow", "2026-11-21 23:59"),
        ("today", "2026-11-20 23:59"),
        ("sunday", "2026-11-22 23:59"),
        ("1 december", "2026-12-01 23:59"),
        ("December 1st", "2026-12-01 23:59"),
        ("the 1st of december 2026", "2026-12-01 23:59"),
        ("2026-12-01", "2026-12-01 23:59"),
        ("by sunday", "2026-11-22 23:59"),
    ],
)
def test_a_day_without_a_time_lasts_to_its_end(words: str, meant: str) -> None:
    assert in_berlin(words) == meant


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("tomorrow at 6pm", "2026-11-21 18:00"),
        ("monday 18:00", "2026-11-23 18:00"),
        ("18:00 monday", "2026-11-23 18:00"),
        ("2026-12-01 20:00", "2026-12-01 20:00"),
        ("2026-12-01T20:00", "2026-12-01 20:00"),
        ("1 december, 20:00", "2026-12-01 20:00"),
        ("sunday noon", "2026-11-22 12:00"),
        ("12 am tomorrow", "2026-11-21 00:00"),
        ("12:30pm", "2026-11-20 12:30"),
        ("  Tomorrow\n 18:00 ", "2026-11-21 18:00"),
    ],
)
def test_a_day_with_a_time_is_that_moment(words: str, meant: str) -> None:
    assert in_berlin(words) == meant


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("friday 18:00", "2026-11-20 18:00"),
        ("friday 9:00", "2026-11-27 09:00"),
        ("friday", "2026-11-27 23:59"),
        ("next friday", "2026-11-27 23:59"),
        ("20:00", "2026-11-20 20:00"),
        ("11:00", "2026-11-21 11:00"),
        ("1 november", "2027-11-01 23:59"),
        ("1 month", "2026-12-20 12:00"),
    ],
)
def test_what_comes_again_is_meant_the_next_time_it_comes(words: str, meant: str) -> None:
    assert in_berlin(words) == meant


@pytest.mark.parametrize(
    "words",
    [
        "next febtober",
        "",
        " \n ",
        "soon",
        "whenever",
        "december",
        "20",
        "2027",
        "31 february",
        "2026-13-01",
        "25:00",
        "friday 25:99",
        "13pm",
        "tomorrow at 8",
        "18:00 19:00",
        "-3 days",
        "01/12/2026",
        "٣ days",
        "friday friday",
    ],
)
def test_what_cannot_be_read_for_certain_is_refused_with_what_was_given(words: str) -> None:
    with pytest.raises(UnreadableDate) as refused:
        read_deadline(words, now=FRIDAY_NOON, zone=BERLIN)
    assert refused.value.facts == {"given": words}


def test_a_huge_text_is_refused_without_being_repeated() -> None:
    with pytest.raises(UnreadableDate) as refused:
        read_deadline("3 days " * 10_000, now=FRIDAY_NOON, zone=BERLIN)
    assert len(str(refused.value.facts["given"])) <= GIVEN_LIMIT


@pytest.mark.parametrize("words", ["yesterday", "3 days ago", "2026-11-19 20:00", "today 11:59", "0 days"])
def test_a_deadline_in_the_past_is_refused_with_the_moment_it_was_read_as(words: str) -> None:
    with pytest.raises(DateInThePast) as refused:
        read_deadline(words, now=FRIDAY_NOON, zone=BERLIN)
    read_as = refused.value.facts["read_as"]
    assert isinstance(read_as, datetime)
    assert read_as <= FRIDAY_NOON


def test_a_deadline_beyond_a_year_is_refused_with_the_limit() -> None:
    for words in ("367 days", "99999 weeks", "1 january 2028", "29 february"):
        with pytest.raises(DateTooFar) as refused:
            read_deadline(words, now=FRIDAY_NOON, zone=BERLIN)
        assert refused.value.facts["days"] == 366
    assert read_deadline("366 days", now=FRIDAY_NOON, zone=BERLIN) == FRIDAY_NOON + timedelta(days=366)


def test_dates_at_the_ends_of_the_calendar_are_refused_not_crashed_on() -> None:
    for words in ("0001-01-01 00:00", "9999-12-31 23:59", "99999w 99999w 99999w 99999w 99999w"):
        for zone in ("Pacific/Kiritimati", "Pacific/Pago_Pago"):
            with pytest.raises(BadInput):
                read_deadline(words, now=FRIDAY_NOON, zone=zone)


def test_the_same_words_mean_the_clock_of_who_typed_them() -> None:
    in_tokyo = read_deadline("2026-12-01 20:00", now=FRIDAY_NOON, zone="Asia/Tokyo")
    in_lima = read_deadline("2026-12-01 20:00", now=FRIDAY_NOON, zone="America/Lima")
    assert in_lima - in_tokyo == timedelta(hours=14)


def test_a_deadline_in_an_hour_that_does_not_exist_is_the_end_of_the_gap() -> None:
    now = datetime(2026, 3, 27, 12, 0, tzinfo=UTC)
    assert read_deadline("2026-03-29 02:30", now=now, zone=BERLIN) == datetime(2026, 3, 29, 1, 0, tzinfo=UTC)


@settings(deadline=None)
@given(st.text(max_size=80), MOMENTS, ZONES)
def test_whatever_is_typed_gives_a_later_moment_or_a_refusal(words: str, now: datetime, zone: str) -> None:
    try:
        deadline = read_deadline(words, now=now, zone=zone)
    except (UnreadableDate, DateInThePast, DateTooFar):
        return
    assert now < deadline <= now + timedelta(days=366)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("europe/berlin", "Europe/Berlin"),
        ("AMERICA/NEW_YORK", "America/New_York"),
        ("america/new york", "America/New_York"),
        ("utc", "UTC"),
        (" Asia/Tokyo ", "Asia/Tokyo"),
    ],
)
def test_a_zone_is_known_whatever_its_case(typed: str, name: str) -> None:
    assert known_zone(typed) == name


def test_a_misspelt_zone_is_refused_with_the_one_that_was_probably_meant() -> None:
    for typed, meant in (("Europe/Berln", "Europe/Berlin"), ("berlin", "Europe/Berlin"), ("Tokyo", "Asia/Tokyo")):
        with pytest.raises(UnknownTimeZone) as refused:
            known_zone(typed)
        close = refused.value.facts["close"]
        assert isinstance(close, tuple)
        assert meant in close


@pytest.mark.parametrize("typed", ["", "Mars/Phobos", "../etc/passwd", "/etc/localtime", "Factory", "x" * 100_000])
def test_what_is_no_zone_is_refused(typed: str) -> None:
    with pytest.raises(UnknownTimeZone):
        known_zone(typed)


def weekly(weekday: int, hour: int, zone: str, after: str) -> str:
    """The next weekly moment after a UTC time, as UTC, to the minute."""
    moment = next_weekly(weekday, hour, zone, after=datetime.fromisoformat(after).replace(tzinfo=UTC))
    return moment.strftime("%Y-%m-%d %H:%M")


def test_a_weekly_hour_stays_the_same_on_the_wall_across_a_clock_change() -> None:
    assert weekly(6, 18, BERLIN, "2026-03-22 00:00") == "2026-03-22 17:00"
    assert weekly(6, 18, BERLIN, "2026-03-22 17:00") == "2026-03-29 16:00"
    assert weekly(6, 18, "Australia/Sydney", "2026-09-28 00:00") == "2026-10-04 07:00"
    assert weekly(6, 18, "Australia/Sydney", "2026-09-21 00:00") == "2026-09-27 08:00"


def test_an_hour_that_vanishes_is_taken_at_the_end_of_the_gap() -> None:
    assert weekly(6, 2, BERLIN, "2026-03-28 12:00") == "2026-03-29 01:00"
    assert weekly(6, 2, "America/New_York", "2026-03-07 12:00") == "2026-03-08 07:00"
    assert weekly(6, 2, "Australia/Sydney", "2026-10-03 12:00") == "2026-10-03 16:00"


def test_a_gap_of_half_an_hour_ends_after_half_an_hour() -> None:
    moment = next_weekly(6, 2, "Australia/Lord_Howe", after=datetime(2026, 10, 3, 12, 0, tzinfo=UTC))
    assert moment.astimezone(ZoneInfo("Australia/Lord_Howe")).strftime("%a %H:%M") == "Sun 02:30"


def test_an_hour_that_comes_twice_is_taken_once_the_first_time() -> None:
    assert weekly(6, 2, BERLIN, "2026-10-24 12:00") == "2026-10-25 00:00"
    assert weekly(6, 2, BERLIN, "2026-10-25 00:00") == "2026-11-01 01:00"
    assert weekly(6, 1, "America/New_York", "2026-10-31 12:00") == "2026-11-01 05:00"
    assert weekly(6, 1, "America/New_York", "2026-11-01 05:00") == "2026-11-08 06:00"


def test_a_day_a_country_skipped_is_taken_at_the_end_of_the_gap_and_only_once() -> None:
    # Samoa went from Thursday 29 to Saturday 31 December 2011.
    assert weekly(4, 18, "Pacific/Apia", "2011-12-29 12:00") == "2011-12-30 10:00"
    assert weekly(4, 18, "Pacific/Apia", "2011-12-30 10:00") == "2012-01-06 04:00"


@settings(deadline=None)
@given(st.integers(0, 6), st.integers(0, 23), ZONES, MOMENTS)
def test_the_weekly_moment_is_later_and_shows_the_hour_promised_unless_it_does_not_exist(
    weekday: int, hour: int, zone: str, after: datetime
) -> None:
    moment = next_weekly(weekday, hour, zone, after=after)
    local = moment.astimezone(ZoneInfo(zone))
    assert after < moment <= after + timedelta(days=9)
    if (local.weekday(), local.hour, local.minute) != (weekday, hour, 0):
        just_before = (moment - timedelta(seconds=1)).astimezone(ZoneInfo(zone))
        assert local.utcoffset() != just_before.utcoffset()
        assert (just_before.weekday(), just_before.hour) != (weekday, hour)


@settings(deadline=None)
@given(st.integers(0, 6), st.integers(0, 23), ZONES, MOMENTS)
def test_a_year_of_weekly_moments_has_one_in_every_week(weekday: int, hour: int, zone: str, after: datetime) -> None:
    moments = [next_weekly(weekday, hour, zone, after=after)]
    for _ in range(52):
        moments.append(next_weekly(weekday, hour, zone, after=moments[-1]))
    steps = {later - earlier for earlier, later in pairwise(moments)}
    assert all(timedelta(days=5, hours=12) <= step <= timedelta(days=8, hours=12) for step in steps)


def test_a_week_runs_from_local_monday_to_local_monday_under_its_iso_number() -> None:
    week = week_of(datetime(2026, 11, 22, 22, 59, tzinfo=UTC), BERLIN)
    assert (week.key, week.first_day, week.last_day) == ("2026-W47", date(2026, 11, 16), date(2026, 11, 22))
    assert week.ends == datetime(2026, 11, 22, 23, 0, tzinfo=UTC)
    assert week_of(week.ends, BERLIN).key == "2026-W48"


def test_the_week_at_the_turn_of_the_year_has_the_iso_year() -> None:
    assert week_of(datetime(2027, 1, 2, 12, 0, tzinfo=UTC), BERLIN).key == "2026-W53"
    assert week_of(datetime(2024, 12, 30, 12, 0, tzinfo=UTC), BERLIN).key == "2025-W01"


@settings(deadline=None)
@given(MOMENTS, ZONES)
def test_every_moment_lies_in_exactly_one_week(at: datetime, zone: str) -> None:
    week = week_of(at, zone)
    assert week.begins <= at < week.ends
    assert week_of(week.ends, zone).begins == week.ends
    assert week_of(week.begins, zone) == week
