"""Searching: what is looked for, and the words that are shown of what was found."""

import pytest

from deliberation.asking.searching import SNIPPET_LIMIT, indexed, search_for, snippet
from deliberation.errors import EmptyText


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
