"""Locating quotes: which of several places that say much the same is meant."""

from bench.locating import index_of
from deliberation.ids import Span


def found_in(quote: str, *texts: str) -> int | None:
    """The number, from 1, of the text in which a quote is found."""
    located = index_of(texts).locate(quote)
    return located and located.statement


def test_of_places_that_say_the_same_the_one_written_like_the_quote_is_meant():
    dashed = "In Cuba, the harbour - the old one - was closed for good."
    plain = "In Cuba, the harbour, the old one, was closed for good."
    assert found_in("the harbour - the old one - was closed", dashed, plain) == 1
    assert found_in("the harbour, the old one, was closed", plain, dashed) == 1


def test_of_places_that_a_mark_may_stand_for_the_one_that_leaves_less_out_is_meant():
    near = "The ferry in winter is the only way home."
    far = "The ferry was sold, and nobody asked those who live out there whether a bus might be the only way home."
    assert found_in("The ferry … the only way home", near, far) == 1


def test_a_mark_stands_for_something_that_was_left_out():
    whole, parted = "All things free, or all things bound.", "All things free, governed by nobody; or all things bound."
    assert found_in("All things free [...] or all things bound", parted, whole) == 1
    assert found_in("All things free, or all things bound", whole, parted) == 1


def test_a_capital_in_brackets_leaves_the_word_what_it_is():
    asked, told = "Should there be a tax on ferries?", "May be there should be a tax on ferries."
    assert found_in("[s]hould there be a tax on ferries?", asked, told) == 1


def test_halves_of_a_quote_are_joined_however_often_its_common_words_stand_between():
    between = (
        "or the stars, or the moon, or the sun, or the sea, or the wind, or the rain, or the snow, or the ice, " * 4
    )
    text = f"Or the foreknowledge of God, {between} or the influence of causes, or the physical, or the moral."
    located = index_of([text]).locate(
        "Or the foreknowledge […] or the influence of causes, or the physical, or the moral."
    )
    assert located
    assert located.span == Span(0, len(text))
    assert located.score == 1.0


def test_words_put_behind_a_whole_sentence_do_not_draw_in_the_next_one():
    text = "Nobody wants to row home in the dark. We could pay for it with the parking fees."
    located = index_of([text]).locate("Nobody wants to row home in the dark. — Ann")
    assert located
    assert located.span.of(text) == "Nobody wants to row home in the dark."
