from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.sqlite.moments import micros, moment


@given(st.datetimes(timezones=st.just(UTC)))
def test_a_moment_comes_back_to_the_microsecond(at: datetime) -> None:
    assert moment(micros(at)) == at


def test_moments_of_different_zones_compare_as_they_came() -> None:
    in_berlin = datetime(2026, 11, 18, 13, 0, tzinfo=timezone(timedelta(hours=1)))
    assert micros(in_berlin) == micros(datetime(2026, 11, 18, 12, 0, tzinfo=UTC))
    assert moment(micros(in_berlin)).tzinfo is UTC


def test_a_moment_without_a_zone_is_refused_rather_than_guessed() -> None:
    with pytest.raises(ValueError, match="time zone"):
        micros(datetime(2026, 11, 18, 12, 0))
