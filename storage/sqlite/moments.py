"""Moments as the tables keep them: whole microseconds since 1970 in UTC, exact both ways."""

from datetime import UTC, datetime, timedelta

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def micros(at: datetime) -> int:
    """`at` as microseconds since 1970 in UTC.

    Raises:
        ValueError: `at` has no time zone, so that nobody knows which moment it is.
    """
    if at.utcoffset() is None:
        raise ValueError(f"a moment without a time zone: {at!r}")
    return (at - _EPOCH) // _MICROSECOND


def moment(micros: int) -> datetime:
    """The moment, in UTC, that many microseconds after 1970 began."""
    return _EPOCH + timedelta(microseconds=micros)


def moment_or_none(micros: int | None) -> datetime | None:
    """As `moment`; None stays None."""
    return None if micros is None else moment(micros)
