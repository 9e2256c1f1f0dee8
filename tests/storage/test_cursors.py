from datetime import datetime, timedelta

import pytest
from sqlite_utils import Database

from deliberation.actor import Actor
from deliberation.debate import Attribution, Debate, DebateDraft, Tallies
from deliberation.ids import ActId, ChannelId, GuildId, MessageId, StatementId, UserId
from deliberation.parsing import read as read_text
from deliberation.statement import StatementKind
from storage.sqlite.cursors import cursors, record_history, withdraw_missing
from storage.sqlite.debates import end_debate, open_debate, place_debate
from storage.sqlite.rounds.closing import close_due_round
from storage.sqlite.rounds.opening import open_round
from storage.sqlite.statements.indexes import DebateIndexes
from storage.verbs.history import Cursor
from storage.verbs.statements import Arrival, Recorded

GUILD = GuildId(1)
THREAD = ChannelId(31)
MIA = UserId(5)
MODERATOR = Actor(GUILD, UserId(9), moderates=True)
MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)


@pytest.fixture
def indexes() -> DebateIndexes:
    return DebateIndexes()


@pytest.fixture
def debate(db: Database, noon: datetime) -> Debate:
    draft = DebateDraft("Lamps", ("Street lamps go out at one",), Attribution.COUNTED, Tallies.HIDDEN, noon + DAY)
    opened = open_debate(db, draft, actor=Actor(GUILD, MIA), act=ActId(30), home=ChannelId(20), at=noon)
    return place_debate(db, opened.key, opening=MessageId(31), thread=THREAD, at=noon)


def said(number: int, at: datetime, text: str = "I walk home at two, and I like to see the kerb.") -> Arrival:
    return Arrival(StatementId(number), StatementKind.MESSAGE, MIA, None, MessageId(number), at, text)


def read(
    db: Database, indexes: DebateIndexes, debate: Debate, *arrivals: Arrival, to: int | None, now: datetime
) -> tuple[Recorded, ...]:
    readings = [read_text(arrival.text) for arrival in arrivals]
    read_to = None if to is None else MessageId(to)
    return record_history(db, indexes, debate.key, arrivals, readings, read_to=read_to, now=now)


def withdrawn(db: Database) -> list[int]:
    return [number for (number,) in db.execute("SELECT statement FROM statement WHERE withdrawn = 1 ORDER BY 1")]


def test_a_new_debate_is_read_from_its_thread_on(db: Database, noon: datetime, debate: Debate) -> None:
    assert cursors(db) == (Cursor(debate.key, THREAD, after=None, round_first=None, round_last=None, read_until=noon),)


def test_a_debate_without_a_thread_or_that_has_ended_is_not_read(db: Database, noon: datetime, debate: Debate) -> None:
    draft = DebateDraft("Benches", ("Benches face the sun",), Attribution.COUNTED, Tallies.HIDDEN, noon + DAY)
    open_debate(db, draft, actor=Actor(GUILD, MIA), act=ActId(40), home=ChannelId(20), at=noon)
    end_debate(db, debate.key, actor=None, at=noon)
    assert cursors(db) == ()


def test_only_the_debates_of_the_server_asked_for_are_read(db: Database, noon: datetime, debate: Debate) -> None:
    assert [cursor.debate for cursor in cursors(db, GUILD)] == [debate.key]
    assert cursors(db, GuildId(2)) == ()


def test_reading_history_moves_the_cursor_and_never_back(
    db: Database, indexes: DebateIndexes, noon: datetime, debate: Debate
) -> None:
    read(db, indexes, debate, said(50, noon), said(60, noon + MINUTE), to=60, now=noon + 2 * MINUTE)
    read(db, indexes, debate, said(50, noon), to=50, now=noon + MINUTE)
    read(db, indexes, debate, to=None, now=noon + 3 * MINUTE)
    (cursor,) = cursors(db)
    assert (cursor.after, cursor.round_first, cursor.read_until) == (60, 50, noon + 3 * MINUTE)


def test_messages_already_known_are_not_recorded_again(
    db: Database, indexes: DebateIndexes, noon: datetime, debate: Debate
) -> None:
    read(db, indexes, debate, said(50, noon), to=50, now=noon)
    again = read(db, indexes, debate, said(50, noon), said(60, noon), to=60, now=noon)
    assert [recorded.new for recorded in again] == [False, True]


def test_a_start_re_reads_from_the_first_message_of_the_open_round(
    db: Database, indexes: DebateIndexes, noon: datetime, debate: Debate
) -> None:
    read(db, indexes, debate, said(50, noon), to=50, now=noon)
    close_due_round(db, debate.key, 1, unread=False, now=noon + DAY)
    assert cursors(db)[0].round_first is None
    open_round(db, debate.key, actor=MODERATOR, act=ActId(9), deadline=noon + 3 * DAY, at=noon + 2 * DAY)
    read(db, indexes, debate, said(70, noon + 2 * DAY), said(80, noon + 2 * DAY), to=80, now=noon + 2 * DAY)
    assert cursors(db)[0].round_first == 70


def test_a_message_deleted_while_nobody_watched_is_withdrawn(
    db: Database, indexes: DebateIndexes, noon: datetime, debate: Debate
) -> None:
    messages = [said(number, noon) for number in (50, 60, 70, 80)]
    read(db, indexes, debate, *messages, to=80, now=noon)
    there = frozenset({MessageId(50), MessageId(80)})
    missing = withdraw_missing(
        db, indexes, debate.key, since=MessageId(60), until=MessageId(75), present=there, at=noon
    )
    assert missing == 2
    assert withdrawn(db) == [60, 70]


def test_what_was_not_looked_at_is_not_taken_for_deleted(
    db: Database, indexes: DebateIndexes, noon: datetime, debate: Debate
) -> None:
    """The opening stands in another channel, and an answer given in a modal is no message of the thread."""
    answer = Arrival(StatementId(55), StatementKind.ANSWER, MIA, None, MessageId(56), noon, "Lamps matter to me too.")
    read(db, indexes, debate, said(50, noon), answer, said(60, noon), to=60, now=noon)
    missing = withdraw_missing(
        db, indexes, debate.key, since=MessageId(30), until=MessageId(58), present=frozenset(), at=noon
    )
    assert missing == 1
    assert withdrawn(db) == [50]
