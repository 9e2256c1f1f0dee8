"""What a server asks of the words that the bot posts for somebody."""

import time
from datetime import UTC, datetime, timedelta

import pytest

from deliberation.actor import Actor
from deliberation.errors import BlockedWord, OverLimit, SlowMode, TextTooLong, TimedOut
from deliberation.ids import GuildId, UserId
from deliberation.rules import Brought, blocked_in, must_be_within, must_keep_words, must_wait, word_list
from deliberation.server import Limits

NOON = datetime(2026, 11, 18, 12, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def mia(**facts: object) -> Actor:
    return Actor(GuildId(7), UserId(1), **facts)  # type: ignore[arg-type]


def ago(minutes: int, size: int = 10, *, letter: bool = False) -> Brought:
    return Brought(NOON - minutes * MINUTE, size, letter)


def test_somebody_on_a_time_out_says_nothing_until_it_has_run_out() -> None:
    out = mia(silenced_until=NOON)

    with pytest.raises(TimedOut) as refused:
        must_keep_words("Hello", blocked=(), actor=out, at=NOON - MINUTE)
    assert refused.value.facts == {"until": NOON}
    must_keep_words("Hello", blocked=(), actor=out, at=NOON)


@pytest.mark.parametrize(
    ("text", "blocked", "found"),
    [
        ("Drain the swamp now", ("swamp",), "swamp"),
        ("DRAIN THE SWAMP", ("swamp",), "swamp"),
        ("Ｄｒａｉｎ the ｓｗａｍｐ", ("swamp",), "swamp"),
        ("Drain the swa\u200bmp", ("Swamp",), "swamp"),
        ("Drain the\n  swamp", ("the swamp",), "the swamp"),
        ("The swamps", ("swamp",), None),
        ("The swamps", ("swamp*",), "swamp"),
        ("A great grimpen", ("*pen",), "pen"),
        ("A great grimpen", ("pen",), None),
        ("Use c++ here", ("c++",), "c++"),
        ("Nothing to see", (), None),
        ("Nothing to see", ("*", " "), None),
        ("Any (thing", ("(thing",), "(thing"),
    ],
)
def test_a_listed_word_is_found_whole_whatever_its_case_and_hidden_characters(
    text: str, blocked: tuple[str, ...], found: str | None
) -> None:
    assert blocked_in(text, blocked) == found


def test_whoever_uses_a_listed_word_is_told_which() -> None:
    with pytest.raises(BlockedWord) as refused:
        must_keep_words("Drain the swamp", blocked=("swamp",), actor=mia(), at=NOON)

    assert refused.value.facts == {"word": "swamp"}


def test_a_list_is_typed_by_lines_or_commas_and_keeps_each_entry_once() -> None:
    assert word_list("Swamp, bog\n\n swamp \n*fen*, * ,\n") == ("swamp", "bog", "*fen*")


def test_a_letter_of_a_megabyte_is_looked_through_in_no_time() -> None:
    began = time.perf_counter()

    assert blocked_in("a" * 1_000_000, tuple(f"*word{number}*" for number in range(50))) is None

    assert time.perf_counter() - began < 2.0


def test_slow_mode_holds_from_what_was_said_last_in_the_same_place() -> None:
    slow = mia(slow_mode=30 * MINUTE)

    must_wait(None, actor=slow, at=NOON)
    must_wait(NOON, actor=mia(), at=NOON)
    with pytest.raises(SlowMode) as refused:
        must_wait(NOON, actor=slow, at=NOON + 29 * MINUTE)
    assert refused.value.facts == {"again_at": NOON + 30 * MINUTE}
    must_wait(NOON, actor=slow, at=NOON + 30 * MINUTE)


def test_as_many_statements_as_are_allowed_are_taken_and_the_next_one_when_the_first_is_an_hour_old() -> None:
    limits = Limits(statements=2)

    must_be_within(limits, ago(0), [ago(50)])
    must_be_within(limits, ago(0), [ago(60), ago(50)])
    with pytest.raises(OverLimit) as refused:
        must_be_within(limits, ago(0), [ago(50), ago(20)])
    assert refused.value.facts == {"what": "statements", "limit": 2, "again_at": NOON + 10 * MINUTE}


def test_letters_have_a_limit_of_their_own() -> None:
    limits = Limits(letters=1)

    must_be_within(limits, ago(0), [ago(5, letter=True), ago(4)])
    must_be_within(limits, ago(0, letter=True), [ago(5), ago(4)])
    with pytest.raises(OverLimit) as refused:
        must_be_within(limits, ago(0, letter=True), [ago(5, letter=True), ago(4)])
    assert refused.value.facts["again_at"] == NOON + 55 * MINUTE


def test_bytes_add_up_until_enough_of_them_are_an_hour_old() -> None:
    limits = Limits(size=100)

    must_be_within(limits, ago(0, 40), [ago(50, 30), ago(20, 30)])
    with pytest.raises(OverLimit) as refused:
        must_be_within(limits, ago(0, 80), [ago(50, 30), ago(20, 30), ago(10, 5)])
    assert refused.value.facts == {"what": "size", "limit": 100, "again_at": NOON + 40 * MINUTE}


def test_what_could_never_be_taken_is_too_long_rather_than_too_early() -> None:
    with pytest.raises(TextTooLong) as refused:
        must_be_within(Limits(size=100), ago(0, 101, letter=True), [])

    assert refused.value.facts == {"what": "letter", "length": 101, "limit": 100, "unit": "bytes"}


def test_of_several_limits_the_one_that_frees_last_is_told() -> None:
    limits = Limits(statements=3, size=100)

    with pytest.raises(OverLimit) as refused:
        must_be_within(limits, ago(0, 50), [ago(50, 10), ago(40, 10), ago(10, 80)])

    assert refused.value.facts["what"] == "size"
    assert refused.value.facts["again_at"] == NOON + 50 * MINUTE


def test_without_limits_anything_goes() -> None:
    must_be_within(Limits(), ago(0, 10**9, letter=True), [ago(minute, 10**9) for minute in range(59)])
