"""As whom somebody takes a stance: by the day they came, the age of their account, and their roles."""

from datetime import UTC, datetime, timedelta

import pytest

from deliberation.actor import Actor
from deliberation.ids import GuildId, UserId
from deliberation.terms import Gate, Terms, Voice

DAY = timedelta(days=1)
OPENED = datetime(2026, 11, 18, 12, 0, tzinfo=UTC)
OLD_SERVER = GuildId(7)
"""Made in 2015, as its number tells."""


def made_on(at: datetime) -> int:
    """A snowflake of that moment."""
    return int((at - datetime(2015, 1, 1, tzinfo=UTC)).total_seconds() * 1000) << 22


def came(before: timedelta | None, *, account: int = 1, guild: GuildId = OLD_SERVER, **facts: object) -> Actor:
    joined = None if before is None else OPENED - before
    return Actor(guild, UserId(account), joined_at=joined, **facts)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("before", "voice"),
    [
        (30 * DAY, Voice.MEMBER),
        (7 * DAY, Voice.MEMBER),
        (6 * DAY, Voice.GUEST),
        (-DAY, Voice.GUEST),
        (None, Voice.GUEST),
    ],
)
def test_who_came_less_than_seven_days_before_the_round_opened_is_a_guest(
    before: timedelta | None, voice: Voice
) -> None:
    assert Gate(member_days=7).voice_of(came(before), OPENED) is voice


def test_where_nothing_is_asked_everybody_is_a_member() -> None:
    assert Gate().voice_of(came(None), OPENED) is Voice.MEMBER


def test_an_account_younger_than_asked_is_a_guests() -> None:
    gate = Gate(account_days=30)

    assert gate.voice_of(came(None, account=made_on(OPENED - 29 * DAY)), OPENED) is Voice.GUEST
    assert gate.voice_of(came(None, account=made_on(OPENED - 31 * DAY)), OPENED) is Voice.MEMBER


def test_a_moderator_is_a_member_from_the_first_day() -> None:
    assert Gate(member_days=7, account_days=7).voice_of(came(-DAY, moderates=True), OPENED) is Voice.MEMBER


def test_in_a_server_of_yesterday_whoever_was_there_when_the_round_opened_is_a_member() -> None:
    young = GuildId(made_on(OPENED - DAY))
    gate = Gate(member_days=7)

    assert gate.voice_of(came(timedelta(hours=1), guild=young), OPENED) is Voice.MEMBER
    assert gate.voice_of(came(-timedelta(hours=1), guild=young), OPENED) is Voice.GUEST


def test_who_is_no_speaker_where_speakers_are_named_is_a_reader() -> None:
    terms = Terms(gate=Gate(member_days=7), speakers=5)

    assert terms.voice_of(came(30 * DAY), OPENED) is Voice.READER
    assert terms.voice_of(came(30 * DAY, roles=frozenset({5})), OPENED) is Voice.MEMBER
