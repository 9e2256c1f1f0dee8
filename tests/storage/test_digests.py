from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlite_utils import Database

from deliberation.actor import Actor
from deliberation.errors import AnotherServer, NotAModerator, NothingNew, UnknownTimeZone
from deliberation.ids import ActId, ChannelId, GuildId, UserId
from deliberation.steering.schedule import week_of
from deliberation.views.digest import DigestSettings
from storage.outgoing import PostKey, PostKind
from storage.sqlite.digests import (
    debates_of_week,
    digest_settings,
    digests_due,
    owe_digest,
    owe_digest_now,
    set_digest,
    skip_digest,
)
from storage.sqlite.outbox import post, posts_due
from tests.storage.scene import GUILD as POOL
from tests.storage.scene import Scene

GUILD = GuildId(1)
MODERATOR = Actor(GUILD, UserId(5), moderates=True)
WEEK = timedelta(weeks=1)
HOUR = timedelta(hours=1)


def sundays_at_six(set_at: datetime) -> DigestSettings:
    return DigestSettings(GUILD, ChannelId(20), weekday=6, hour=18, zone="Europe/Berlin", set_at=set_at)


SUNDAY = datetime(2026, 11, 22, 17, 0, tzinfo=UTC)
"""18:00 in Berlin, the first Sunday after noon."""


def skip(db: Database, settings: DigestSettings, now: datetime) -> bool:
    """A week was quiet."""
    return skip_digest(db, settings, week_of(now, settings.zone), now=now)


def test_a_digest_first_appears_at_its_next_due_time(db: Database, noon: datetime) -> None:
    assert set_digest(db, sundays_at_six(noon), actor=MODERATOR) == SUNDAY
    assert digest_settings(db, GUILD) == sundays_at_six(noon)
    assert digests_due(db, SUNDAY - HOUR) == ()
    assert digests_due(db, SUNDAY) == (sundays_at_six(noon),)


def test_setting_a_digest_anew_replaces_it(db: Database, noon: datetime) -> None:
    set_digest(db, sundays_at_six(noon), actor=MODERATOR)
    fridays = replace(sundays_at_six(noon), weekday=4, channel=ChannelId(21))
    set_digest(db, fridays, actor=MODERATOR)
    assert digests_due(db, SUNDAY - 24 * HOUR) == (fridays,)


def test_only_a_moderator_of_this_server_sets_its_digest(db: Database, noon: datetime) -> None:
    with pytest.raises(NotAModerator):
        set_digest(db, sundays_at_six(noon), actor=Actor(GUILD, UserId(6)))
    with pytest.raises(AnotherServer):
        set_digest(db, sundays_at_six(noon), actor=Actor(GuildId(2), UserId(5), moderates=True))
    assert digest_settings(db, GUILD) is None


def test_a_zone_that_does_not_exist_is_refused(db: Database, noon: datetime) -> None:
    with pytest.raises(UnknownTimeZone):
        set_digest(db, replace(sundays_at_six(noon), zone="Europe/Atlantis"), actor=MODERATOR)
    assert digest_settings(db, GUILD) is None


def test_a_week_has_one_digest(db: Database, noon: datetime) -> None:
    settings = sundays_at_six(noon)
    set_digest(db, settings, actor=MODERATOR)
    week = week_of(SUNDAY, settings.zone)
    assert owe_digest(db, settings, week, now=SUNDAY)
    assert not owe_digest(db, settings, week, now=SUNDAY + HOUR)
    owed = post(db, PostKey(GUILD, PostKind.DIGEST, GUILD, 202647))
    assert owed is not None
    assert owed.channel == settings.channel
    assert digests_due(db, SUNDAY + WEEK - HOUR) == ()
    assert digests_due(db, SUNDAY + WEEK) == (settings,)


def test_after_weeks_of_downtime_one_digest_is_owed(db: Database, noon: datetime) -> None:
    settings = sundays_at_six(noon)
    set_digest(db, settings, actor=MODERATOR)
    back = SUNDAY + 5 * WEEK + HOUR
    owe_digest(db, settings, week_of(back, settings.zone), now=back)
    assert digests_due(db, back) == ()
    assert digests_due(db, SUNDAY + 6 * WEEK) == (settings,)
    assert len(posts_due(db, back)) == 1


def test_quiet_is_said_once_until_there_is_something_new(db: Database, noon: datetime) -> None:
    settings = sundays_at_six(noon)
    set_digest(db, settings, actor=MODERATOR)
    said = [skip(db, settings, SUNDAY + weeks * WEEK) for weeks in range(3)]
    owe_digest(db, settings, week_of(SUNDAY + 3 * WEEK, settings.zone), now=SUNDAY + 3 * WEEK)
    said.append(skip(db, settings, SUNDAY + 4 * WEEK))
    assert said == [True, False, False, True]
    assert digests_due(db, SUNDAY + 5 * WEEK - HOUR) == ()
    assert digests_due(db, SUNDAY + 5 * WEEK) == (settings,)


def test_a_digest_moved_while_one_was_being_owed_keeps_its_new_time(db: Database, noon: datetime) -> None:
    old = sundays_at_six(noon)
    set_digest(db, old, actor=MODERATOR)
    set_digest(db, replace(old, weekday=0, set_at=SUNDAY), actor=MODERATOR)
    owe_digest(db, old, week_of(SUNDAY, old.zone), now=SUNDAY)
    assert len(digests_due(db, SUNDAY + 24 * HOUR)) == 1


def test_a_digest_set_anew_in_a_week_that_had_its_own_first_appears_in_the_next(db: Database, noon: datetime) -> None:
    fridays = replace(sundays_at_six(noon), weekday=4)
    friday = set_digest(db, fridays, actor=MODERATOR)
    owe_digest(db, fridays, week_of(friday, fridays.zone), now=friday)

    promised = set_digest(db, replace(sundays_at_six(noon), set_at=friday + HOUR), actor=MODERATOR)

    assert promised == SUNDAY + WEEK
    assert digests_due(db, SUNDAY + WEEK - HOUR) == ()


def test_a_quiet_week_is_owed_its_line_with_the_next_due_time(db: Database, noon: datetime) -> None:
    settings = sundays_at_six(noon)
    set_digest(db, settings, actor=MODERATOR)
    skip(db, settings, SUNDAY)

    assert [owed.key.generation for owed in posts_due(db, SUNDAY)] == [202647]


def test_only_a_moderator_of_this_server_has_a_digest_posted_now(db: Database, noon: datetime) -> None:
    asked = {"act": ActId(77), "at": noon}
    with pytest.raises(NotAModerator):  # nor are they told whether there would be anything
        owe_digest_now(db, GUILD, ChannelId(20), actor=Actor(GUILD, UserId(6)), quiet=True, **asked)
    with pytest.raises(NothingNew):
        owe_digest_now(db, GUILD, ChannelId(20), actor=MODERATOR, quiet=True, **asked)
    with pytest.raises(NotAModerator):
        owe_digest_now(db, GUILD, ChannelId(20), actor=Actor(GUILD, UserId(6)), quiet=False, **asked)
    with pytest.raises(AnotherServer):
        owe_digest_now(
            db, GUILD, ChannelId(20), actor=Actor(GuildId(2), UserId(5), moderates=True), quiet=False, **asked
        )
    assert posts_due(db, noon) == ()

    owe_digest_now(db, GUILD, ChannelId(20), actor=MODERATOR, quiet=False, **asked)
    assert len(posts_due(db, noon)) == 1


def told(scene: Scene, weeks_later: int) -> bool:
    """Whether the week that ends so long after the scene's hour may tell of its debate."""
    ends = scene.now + HOUR + weeks_later * WEEK
    week = replace(week_of(ends, "UTC"), begins=ends - WEEK, ends=ends)
    return bool(debates_of_week(scene.db, POOL, week))


def test_a_digest_reads_the_debates_of_its_week_alone(db: Database) -> None:
    scene = Scene(db)
    scene.opens("Close the pool on Mondays")
    assert [told(scene, later) for later in (0, 1, 9)] == [True, True, True]
    scene.closes()
    assert [told(scene, later) for later in (-1, 0, 1, 9)] == [False, True, False, False]
    scene.now += 5 * WEEK
    assert not told(scene, 0)
    scene.says("cid", "Is it open today?")
    assert [told(scene, later) for later in (0, 1)] == [True, False]
    assert debates_of_week(db, GUILD, week_of(scene.now, "UTC")) == ()
