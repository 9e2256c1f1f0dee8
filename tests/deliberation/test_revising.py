from hypothesis import given
from hypothesis import strategies as st

from deliberation.ids import Span
from deliberation.point import bare_words
from deliberation.revising import carried


def test_words_that_moved_are_found_where_they_stand_now() -> None:
    assert carried(Span(4, 9), "The hedge is tall.", "Well: the old hedge is tall.") == Span(14, 19)


def test_of_words_said_twice_the_nearest_are_meant() -> None:
    old = "no, yes, no"

    assert carried(Span(9, 11), old, "no, yes, no") == Span(9, 11)
    assert carried(Span(0, 2), old, "oh no, yes, no") == Span(3, 5)


def test_words_edited_away_stand_nowhere() -> None:
    assert carried(Span(4, 9), "The hedge is tall.", "The fence is tall.") is None


def test_an_empty_passage_stands_nowhere() -> None:
    assert carried(Span(3, 3), "The hedge", "The hedge") is None


@given(st.text(max_size=40), st.text(max_size=40), st.data())
def test_what_is_carried_is_word_for_word(old: str, new: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(old)))
    span = Span(start, data.draw(st.integers(start, len(old))))
    found = carried(span, old, new)

    assert found is None or found.of(new) == span.of(old)
    assert carried(span, old, old) == (span if span.of(old) else None)


def test_the_same_words_are_known_by_their_letters() -> None:
    assert bare_words("The “hedge” — is TALL!") == bare_words("the hedge is tall")
    assert bare_words("The hedge is tall") != bare_words("The hedge is not tall")


def test_quotes_without_a_letter_are_the_same_only_sign_by_sign() -> None:
    assert bare_words("🌿 🌿") == bare_words("🌿  🌿")
    assert bare_words("🌿") != bare_words("🔥")
