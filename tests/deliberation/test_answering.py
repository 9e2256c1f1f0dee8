"""Words beneath a picked passage become the statement that somebody would have typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliberation.answering.answer import ANSWER_LIMIT
from deliberation.answering.composing import chosen_pair, in_line, own_words, reading_of
from deliberation.errors import EmptyText, TextTooLong
from deliberation.reading import QuoteSyntax
from deliberation.reading.inline import pairs_of

HOSTILE = ("a ``` fence", "two\nlines", "> > nested", "<angle", "-- \nsignature", "a > b < c", "", " ", ">>> block")


def test_an_answer_reads_as_if_it_had_been_typed() -> None:
    answer = in_line("Close the kitchen\nat ten", " Some of us work nights. ")

    assert answer.text == "> Close the kitchen\n> at ten\nSome of us work nights."
    (pair,) = pairs_of(answer.text, reading_of(answer).marked)
    assert (pair.syntax, pair.words) == (QuoteSyntax.CHOSEN, "Close the kitchen\nat ten")
    assert pair.response is not None
    assert pair.response.of(answer.text) == "Some of us work nights."


@given(st.sampled_from(HOSTILE), st.sampled_from(HOSTILE))
def test_whatever_marks_the_passage_holds_it_is_one_quote(before: str, after: str) -> None:
    quoted = f"{before} words {after}"
    answer = in_line(quoted, "Mine, all of it.")

    (pair,) = pairs_of(answer.text, reading_of(answer).marked)
    assert pair.words == quoted
    assert pair.response is not None
    assert pair.response.of(answer.text) == "Mine, all of it."


def test_further_quotes_in_an_answer_are_read_as_well() -> None:
    answer = in_line("One cook a day", "Fine.\n> Buy a second pot\nThat, too.")

    first, second = pairs_of(answer.text, reading_of(answer).marked)
    assert first.response is not None
    assert first.response.of(answer.text) == "Fine."
    assert second.words == "Buy a second pot"
    assert second.response is not None
    assert second.response.of(answer.text) == "That, too."


@pytest.mark.parametrize("words", ["", "  \n ", "...", "> only a quote", "> a quote\nand words to that alone"])
def test_an_answer_needs_words_of_its_own_to_the_passage(words: str) -> None:
    with pytest.raises(EmptyText):
        in_line("One cook a day", words)


def test_an_emoji_is_an_answer() -> None:
    assert in_line("One cook a day", "👍").text.endswith("👍")


def test_an_answer_is_no_longer_than_a_message() -> None:
    assert in_line("One cook a day", "a" * ANSWER_LIMIT)
    with pytest.raises(TextTooLong):
        in_line("One cook a day", "a" * (ANSWER_LIMIT + 1))


def test_what_a_message_answers_by_choice_is_what_it_says_before_its_first_quote() -> None:
    pair = chosen_pair("I work nights.\n> One cook a day\nNo.", "Close the kitchen at ten")

    assert pair.response is not None
    assert pair.response.of("I work nights.\n> One cook a day\nNo.") == "I work nights."
    assert own_words("> One cook a day\nNo.") is None
