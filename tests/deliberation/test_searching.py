"""Searching: what is looked for, and the words that are shown of what was found."""

import pytest

from deliberation.asking.searching import SNIPPET_LIMIT, indexed, own_snippet, search_for, snippet
from deliberation.errors import EmptyText
from deliberation.ids import Span
from deliberation.parsing import read


@pytest.mark.parametrize(
    ("asked", "terms"),
    [
        ("what was said about opening hours?", [("opening",), ("hour",)]),
        ("Was wurde über die Öffnungszeiten gesagt?", [("öffnungszeiten",)]),
        ('"opening hours" kitchen', [("opening", "hours"), ("kitchen",)]),
        ("who said what", [("who",), ("said",), ("what",)]),
        ("開館時間", [("開", "館", "時", "間")]),
        ("NEAR(a b) OR *", [("near",), ("b",)]),
    ],
)
def test_a_question_becomes_the_words_it_is_about(asked: str, terms: list[tuple[str, ...]]) -> None:
    assert [term.words for term in search_for(asked).terms] == terms


@pytest.mark.parametrize("asked", ["", "  ", "?!", '""', "…"])
def test_without_a_word_there_is_nothing_to_look_for(asked: str) -> None:
    with pytest.raises(EmptyText):
        search_for(asked)


def test_a_snippet_is_the_text_itself_around_the_place() -> None:
    text = "Before. " * 30 + "The  opening\nhours are long. " + "After. " * 60

    shown = snippet(text, search_for("opening hours"))

    assert len(shown) <= SNIPPET_LIMIT
    assert shown.strip("…") in " ".join(text.split())
    assert "The opening hours are long." in shown
    assert shown.startswith("…")
    assert shown.endswith("…")


def test_a_short_text_is_shown_whole() -> None:
    assert snippet("The café is open.", search_for("cafe")) == "The café is open."


def test_a_long_run_without_blanks_is_shown_around_the_place() -> None:
    shown = snippet("静" * 300 + "図書館" + "静" * 300, search_for("図書館"))

    assert "図書館" in shown
    assert len(shown) <= SNIPPET_LIMIT


def test_the_index_keeps_letters_of_scripts_without_blanks_apart() -> None:
    assert indexed("Die 図書館, *heute*!") == "die 図 書 館 heute"


def own(text: str, asked: str) -> str | None:
    """What a search shows of a text as its author's words."""
    return own_snippet(text, [Span(quote.start, quote.end) for quote in read(text).marked], search_for(asked))


@pytest.mark.parametrize(
    "text",
    [
        "> Sell the old lathe\nNot before the new one stands.",
        "> > Sell the old lathe\n> Whose lathe?\nNot before the new one stands.",
        "<Sell the old lathe> Not before the new one stands.",
        "<blockquote>Sell the old lathe</blockquote>Not before the new one stands.",
        "Not before the new one stands.\n>>> Sell\nthe old lathe",
    ],
)
def test_a_quote_is_never_shown_as_the_words_of_who_quotes(text: str) -> None:
    assert own(text, "stands") == "Not before the new one stands."
    assert own(text, "lathe") is None


def test_between_ones_own_words_a_quote_is_left_out_and_that_is_shown() -> None:
    text = "I agree… mostly.\n> Sell the old lathe\nNot before May.\n> Buy a saw\n> and a vice\nWith what?"
    assert own(text, "May") == "I agree… mostly. … Not before May. … With what?"


def test_what_quotes_nothing_is_shown_as_it_is() -> None:
    assert own("5 > 4 and a < b, so sell", "sell") == "5 > 4 and a < b, so sell"
