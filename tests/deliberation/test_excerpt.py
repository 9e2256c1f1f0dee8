"""Excerpts and claims: a passage's own words on one line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliberation.excerpt import CLAIM_LIMIT, claim_of, excerpt


def test_what_fits_is_left_as_it_is():
    assert excerpt("Close the door\n  at night.", 30) == "Close the door at night."


def test_a_cut_is_at_a_words_edge_and_shown():
    assert excerpt("Close the door at night.", 14) == "Close the…"
    assert excerpt("Close the door at night.", 15) == "Close the door…"


def test_a_word_longer_than_the_room_is_cut_inside():
    assert excerpt("Donaudampfschifffahrt", 6) == "Donau…"


def test_a_claim_is_the_first_sentence_where_that_fits():
    words = "Close the door at night, please. " + "Nobody watches it then, and the cat gets out every time. " * 3
    assert claim_of(words) == "Close the door at night, please."


def test_a_short_passage_is_its_own_claim():
    assert claim_of("Close it. Keep it closed.") == "Close it. Keep it closed."


def test_a_long_first_sentence_becomes_an_excerpt():
    words = "Close the door at night, " + "and the windows, " * 20
    assert claim_of(words).startswith("Close the door at night, and the windows")
    assert claim_of(words).endswith("…")


def test_no_room_at_all_is_refused():
    with pytest.raises(ValueError, match="no room"):
        excerpt("word", 0)


@given(st.text(max_size=400), st.integers(1, 200))
def test_an_excerpt_is_the_passages_own_beginning_on_one_line(words: str, limit: int):
    line = " ".join(words.split())
    shown = excerpt(words, limit)
    assert len(shown) <= limit
    assert shown == line or (shown.endswith("…") and line.startswith(shown[:-1]))


@given(st.text(alphabet="ab .?!\n…é字", max_size=400))
def test_a_claim_holds_only_words_of_the_passage(words: str):
    claim = claim_of(words)
    assert len(claim) <= CLAIM_LIMIT
    assert " ".join(words.split()).startswith(claim.removesuffix("…"))
