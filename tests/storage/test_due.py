from datetime import datetime, timedelta

import pytest
from sqlite_utils import Database

from deliberation.actor import Actor
from deliberation.debate import Attribution, Debate, DebateDraft, Tallies
from deliberation.ids import ActId, ChannelId, GuildId, MessageId, UserId
from deliberation.views.digest import DigestSettings
from storage.outgoing import PostKey, PostKind
from storage.sqlite.debates import open_debate
from storage.sqlite.digests import set_digest
from storage.sqlite.due import next_due
from storage.sqlite.outbox import fill_post, mark_sending, mark_sent, owe_post, postpone_post, posts_due, request_edit
from storage.sqlite.rounds.closing import close_due_round

GUILD = GuildId(1)
CHANNEL = ChannelId(20)
ACTOR = Actor(GUILD, UserId(5), moderates=True)
BOARD = PostKey(GUILD, PostKind.BOARD, 30, 1)
MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)


def send(db: Database, key: PostKey, at: datetime) -> None:
    owe_post(db, key, CHANNEL, at=at)
    fill_post(db, key, "{}", ())
    mark_sending(db, key, after=None, at=at)
    mark_sent(db, key, MessageId(500), at=at)


@pytest.fixture
def debate(db: Database, noon: datetime) -> Debate:
    """A debate whose round closes in two days, its opening posted."""
    draft = DebateDraft("Lamps", ("Street lamps go out at one",), Attribution.COUNTED, Tallies.HIDDEN, noon + 2 * DAY)
    opened = open_debate(db, draft, actor=ACTOR, act=ActId(30), home=CHANNEL, at=noon)
    for post in posts_due(db, noon):
        send(db, post.key, noon)
    return opened


def test_nothing_is_ever_due_where_there_is_nothing(db: Database, noon: datetime) -> None:
    assert next_due(db, noon) is None


def test_a_deadline_is_due(db: Database, noon: datetime, debate: Debate) -> None:
    assert next_due(db, noon) == noon + 2 * DAY


def test_a_round_past_its_deadline_is_due_now_until_it_is_closed(db: Database, noon: datetime, debate: Debate) -> None:
    late = noon + 3 * DAY
    assert next_due(db, late) == late
    close_due_round(db, debate.key, 1, unread=False, now=late)
    send(db, PostKey(GUILD, PostKind.SUMMARY, debate.key.debate, 1), late)
    mark_sent(db, PostKey(GUILD, PostKind.OPENING, debate.key.debate), MessageId(500), at=late)  # it says so, too
    assert next_due(db, late) is None


def test_an_owed_post_is_due_now(db: Database, noon: datetime) -> None:
    owe_post(db, BOARD, CHANNEL, at=noon - DAY)
    assert next_due(db, noon) == noon


def test_a_postponed_post_is_due_at_its_time(db: Database, noon: datetime) -> None:
    owe_post(db, BOARD, CHANNEL, at=noon)
    postpone_post(db, BOARD, until=noon + MINUTE)
    assert next_due(db, noon) == noon + MINUTE


def test_a_boards_edit_is_due_a_minute_after_the_last(db: Database, noon: datetime) -> None:
    send(db, BOARD, noon)
    assert next_due(db, noon) is None
    request_edit(db, BOARD, at=noon)
    assert next_due(db, noon) == noon + MINUTE


def test_a_digest_is_due_before_a_later_deadline(db: Database, noon: datetime, debate: Debate) -> None:
    thursdays = DigestSettings(GUILD, CHANNEL, weekday=3, hour=12, zone="UTC", set_at=noon)
    assert set_digest(db, thursdays, actor=ACTOR) == noon + DAY
    assert next_due(db, noon) == noon + DAY
