from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlite_utils import Database

from deliberation.ids import ChannelId, GuildId, MessageId
from storage.outgoing import Outgoing, PostFile, PostKey, PostKind, PostState
from storage.sqlite.outbox import (
    edits_due,
    fill_post,
    give_up_post,
    hasten_post,
    hold_post,
    mark_sending,
    mark_sent,
    owe_post,
    post,
    postpone_post,
    posts_due,
    request_edit,
)

GUILD = GuildId(1)
CHANNEL = ChannelId(20)
MESSAGE = MessageId(500)
BOARD = PostKey(GUILD, PostKind.BOARD, 30, 1)
CARD = PostKey(GUILD, PostKind.CARD, 40)
SUMMARY = PostKey(GUILD, PostKind.SUMMARY, 30, 1)
SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)


def standing(db: Database, key: PostKey) -> Outgoing:
    found = post(db, key)
    assert found is not None
    return found


def send(db: Database, key: PostKey, at: datetime) -> None:
    owe_post(db, key, CHANNEL, at=at)
    fill_post(db, key, "{}", ())
    mark_sending(db, key, after=None, at=at)
    mark_sent(db, key, MESSAGE, at=at)


def keys(posts: tuple[Outgoing, ...]) -> list[PostKey]:
    return [outgoing.key for outgoing in posts]


def test_a_post_owed_twice_is_owed_once(db: Database, noon: datetime) -> None:
    assert owe_post(db, CARD, CHANNEL, at=noon)
    assert not owe_post(db, CARD, ChannelId(99), at=noon + SECOND)
    assert posts_due(db, noon) == (Outgoing(CARD, CHANNEL, PostState.OWED, noon),)


def test_a_post_that_appeared_is_not_owed_again(db: Database, noon: datetime) -> None:
    send(db, CARD, noon)
    assert not owe_post(db, CARD, CHANNEL, at=noon + SECOND)
    assert posts_due(db, noon + MINUTE) == ()


def test_posts_come_oldest_first(db: Database, noon: datetime) -> None:
    owe_post(db, BOARD, CHANNEL, at=noon)
    owe_post(db, CARD, CHANNEL, at=noon - SECOND)
    assert keys(posts_due(db, noon)) == [CARD, BOARD]


def test_what_a_post_says_is_kept_with_its_files_before_it_is_sent(db: Database, noon: datetime) -> None:
    files = (PostFile("round-1.png", b"\x89PNG\0\xff", "Two bars"), PostFile("round-1.csv", b"a,b\n"))
    owe_post(db, CARD, CHANNEL, at=noon)
    filled = fill_post(db, CARD, '{"text": "…"}', files)
    assert (filled.state, filled.body, filled.files) == (PostState.QUEUED, '{"text": "…"}', files)
    assert posts_due(db, noon) == (filled,)


def test_a_post_filled_twice_says_what_it_said_first(db: Database, noon: datetime) -> None:
    owe_post(db, CARD, CHANNEL, at=noon)
    first = fill_post(db, CARD, "first", (PostFile("a.csv", b"1"),))
    assert fill_post(db, CARD, "second", (PostFile("b.csv", b"2"),)) == first


def test_a_post_nobody_owed_cannot_be_filled_or_sent(db: Database, noon: datetime) -> None:
    with pytest.raises(KeyError):
        fill_post(db, CARD, "{}", ())
    with pytest.raises(KeyError):
        mark_sending(db, CARD, after=None, at=noon)
    with pytest.raises(KeyError):
        mark_sent(db, CARD, MESSAGE, at=noon)


def test_after_a_crash_a_post_is_looked_for_behind_the_message_seen_before_its_first_attempt(
    db: Database, noon: datetime
) -> None:
    owe_post(db, CARD, CHANNEL, at=noon)
    fill_post(db, CARD, "{}", ())
    mark_sending(db, CARD, after=MessageId(7), at=noon)
    again = mark_sending(db, CARD, after=MessageId(8), at=noon + MINUTE)
    assert (again.state, again.after) == (PostState.SENDING, 7)
    assert keys(posts_due(db, noon)) == [CARD]


def test_a_post_that_stands_cannot_be_sent_again(db: Database, noon: datetime) -> None:
    send(db, CARD, noon)
    assert mark_sending(db, CARD, after=MessageId(8), at=noon).state is PostState.SENT


def test_a_postponed_post_waits_for_its_time(db: Database, noon: datetime) -> None:
    owe_post(db, CARD, CHANNEL, at=noon)
    postpone_post(db, CARD, until=noon + MINUTE)
    assert posts_due(db, noon + 59 * SECOND) == ()
    (due,) = posts_due(db, noon + MINUTE)
    assert due.attempts == 1


def test_holding_a_post_while_it_is_tried_counts_as_no_try(db: Database, noon: datetime) -> None:
    owe_post(db, CARD, CHANNEL, at=noon)
    hold_post(db, CARD, until=noon + MINUTE)
    assert posts_due(db, noon + 59 * SECOND) == ()
    (due,) = posts_due(db, noon + MINUTE)
    assert due.attempts == 0


def test_hastening_brings_a_try_forward_and_begins_none(db: Database, noon: datetime) -> None:
    owe_post(db, CARD, CHANNEL, at=noon)
    send(db, BOARD, noon)
    postpone_post(db, CARD, until=noon + 10 * MINUTE)
    for key in (CARD, BOARD):
        hasten_post(db, key, at=noon + MINUTE)
    (due,) = posts_due(db, noon + MINUTE)
    assert (due.key, due.attempts) == (CARD, 1)
    assert edits_due(db, noon + MINUTE) == ()

    hasten_post(db, CARD, at=noon + 5 * MINUTE)
    assert keys(posts_due(db, noon + MINUTE)) == [CARD]


def test_a_posts_files_are_kept_only_until_it_stands(db: Database, noon: datetime) -> None:
    for key in (SUMMARY, CARD):
        owe_post(db, key, CHANNEL, at=noon)
        fill_post(db, key, "{}", [PostFile("round-1.csv", b"who,what")])
    mark_sending(db, SUMMARY, after=None, at=noon)
    assert standing(db, SUMMARY).files
    mark_sent(db, SUMMARY, MESSAGE, at=noon)
    give_up_post(db, CARD, at=noon)

    assert standing(db, SUMMARY).files == standing(db, CARD).files == ()


def test_what_was_given_up_before_its_latest_change_was_seen_is_owed_anew(db: Database, noon: datetime) -> None:
    owe_post(db, CARD, CHANNEL, at=noon)
    seen = standing(db, CARD).changes
    request_edit(db, CARD, at=noon)
    give_up_post(db, CARD, changes=seen, at=noon)

    assert standing(db, CARD).state is PostState.GIVEN_UP
    assert [post.key for post in posts_due(db, noon)] == [replace(CARD, generation=1)]
    give_up_post(db, replace(CARD, generation=1), changes=0, at=noon)
    assert posts_due(db, noon) == ()


def test_a_post_given_up_is_left_alone(db: Database, noon: datetime) -> None:
    owe_post(db, CARD, CHANNEL, at=noon)
    give_up_post(db, CARD, at=noon)
    request_edit(db, CARD, at=noon)
    postpone_post(db, CARD, until=noon)
    assert not owe_post(db, CARD, CHANNEL, at=noon)
    assert posts_due(db, noon + MINUTE) == edits_due(db, noon + MINUTE) == ()


def test_a_board_is_edited_at_most_once_a_minute(db: Database, noon: datetime) -> None:
    send(db, BOARD, noon)
    request_edit(db, BOARD, at=noon + 10 * SECOND)
    request_edit(db, BOARD, at=noon + 20 * SECOND)
    assert edits_due(db, noon + 59 * SECOND) == ()
    (edit,) = edits_due(db, noon + MINUTE)
    mark_sent(db, BOARD, MESSAGE, at=noon + MINUTE, changes=edit.changes)
    request_edit(db, BOARD, at=noon + MINUTE + SECOND)
    assert edits_due(db, noon + 2 * MINUTE - SECOND) == ()
    assert keys(edits_due(db, noon + 2 * MINUTE)) == [BOARD]


def test_a_board_unchanged_for_long_is_edited_at_once(db: Database, noon: datetime) -> None:
    send(db, BOARD, noon)
    request_edit(db, BOARD, at=noon + 60 * MINUTE)
    assert keys(edits_due(db, noon + 60 * MINUTE)) == [BOARD]


def test_a_card_is_edited_at_once(db: Database, noon: datetime) -> None:
    send(db, CARD, noon)
    request_edit(db, CARD, at=noon + SECOND)
    (edit,) = edits_due(db, noon + SECOND)
    assert edit.message == MESSAGE


def test_an_edit_done_is_done(db: Database, noon: datetime) -> None:
    send(db, CARD, noon)
    request_edit(db, CARD, at=noon + SECOND)
    mark_sent(db, CARD, MESSAGE, at=noon + 2 * SECOND)
    assert edits_due(db, noon + 60 * MINUTE) == ()


def test_what_changes_while_an_edit_is_on_its_way_is_shown_by_the_next(db: Database, noon: datetime) -> None:
    send(db, BOARD, noon)
    request_edit(db, BOARD, at=noon + SECOND)
    (edit,) = edits_due(db, noon + MINUTE)
    request_edit(db, BOARD, at=noon + MINUTE)  # after the board was rendered, before Discord had it
    mark_sent(db, BOARD, MESSAGE, at=noon + MINUTE + SECOND, changes=edit.changes)
    assert standing(db, BOARD).due_at == noon + 2 * MINUTE + SECOND


def test_what_changes_while_a_post_is_rendered_or_sent_is_shown_by_an_edit(db: Database, noon: datetime) -> None:
    owe_post(db, BOARD, CHANNEL, at=noon)
    request_edit(db, BOARD, at=noon)
    (owed,) = posts_due(db, noon)
    request_edit(db, BOARD, at=noon + SECOND)
    fill_post(db, BOARD, "{}", (), changes=owed.changes)
    mark_sending(db, BOARD, after=None, at=noon + SECOND)
    mark_sent(db, BOARD, MESSAGE, at=noon + SECOND)
    assert standing(db, BOARD).due_at == noon + MINUTE + SECOND


def test_what_changed_before_a_post_was_rendered_needs_no_edit(db: Database, noon: datetime) -> None:
    owe_post(db, BOARD, CHANNEL, at=noon)
    request_edit(db, BOARD, at=noon)
    (owed,) = posts_due(db, noon)
    fill_post(db, BOARD, "{}", (), changes=owed.changes)
    mark_sending(db, BOARD, after=None, at=noon)
    mark_sent(db, BOARD, MESSAGE, at=noon)
    assert standing(db, BOARD).due_at is None


def test_a_change_does_not_delay_the_search_for_a_post_that_may_have_been_sent(db: Database, noon: datetime) -> None:
    owe_post(db, BOARD, CHANNEL, at=noon)
    fill_post(db, BOARD, "{}", ())
    mark_sending(db, BOARD, after=None, at=noon)
    request_edit(db, BOARD, at=noon + SECOND)
    assert keys(posts_due(db, noon)) == [BOARD]
    mark_sent(db, BOARD, MESSAGE, at=noon + 2 * SECOND)
    assert keys(edits_due(db, noon + MINUTE + 2 * SECOND)) == [BOARD]


def test_an_edit_that_discord_refused_for_now_keeps_its_postponement(db: Database, noon: datetime) -> None:
    send(db, BOARD, noon)
    request_edit(db, BOARD, at=noon + SECOND)
    postpone_post(db, BOARD, until=noon + 10 * MINUTE)
    request_edit(db, BOARD, at=noon + 2 * MINUTE)
    assert edits_due(db, noon + 9 * MINUTE) == ()
    (edit,) = edits_due(db, noon + 10 * MINUTE)
    assert edit.attempts == 1
    mark_sent(db, BOARD, MESSAGE, at=noon + 10 * MINUTE, changes=edit.changes)
    assert (standing(db, BOARD).attempts, standing(db, BOARD).due_at) == (0, None)


def test_nothing_is_edited_that_was_never_posted(db: Database, noon: datetime) -> None:
    request_edit(db, CARD, at=noon)
    assert post(db, CARD) is None
    assert edits_due(db, noon + MINUTE) == ()


def test_posts_of_two_servers_do_not_meet(db: Database, noon: datetime) -> None:
    there = PostKey(GuildId(2), PostKind.CARD, 40)
    owe_post(db, CARD, CHANNEL, at=noon)
    owe_post(db, there, ChannelId(21), at=noon)
    fill_post(db, there, "{}", ())
    assert standing(db, CARD).state is PostState.OWED
    assert CARD.nonce != there.nonce
