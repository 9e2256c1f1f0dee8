"""How a statement is cut into the passages that one picks from."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from deliberation.answering.passages import PASSAGE_LIMIT, lines_of, passages_of, whole_of


def cut(text: str) -> list[str]:
    return [span.of(text) for span in passages_of(text)]


def test_each_sentence_can_be_picked() -> None:
    assert cut("I work nights. The kitchen closes at ten! Where do I eat then?") == [
        "I work nights.",
        "The kitchen closes at ten!",
        "Where do I eat then?",
    ]


def test_a_word_or_two_go_with_the_sentence_beside_them() -> None:
    assert cut("No. The kitchen closes at ten. Really?") == ["No. The kitchen closes at ten. Really?"]


def test_the_items_of_a_list_are_picked_one_by_one() -> None:
    assert cut("- close at ten sharp\n- one cook a day\n\nThat is all I ask") == [
        "- close at ten sharp",
        "- one cook a day",
        "That is all I ask",
    ]


def test_lines_broken_by_a_mail_program_are_one_sentence() -> None:
    assert cut("The kitchen should close\nat ten in the evening.\nNobody cooks later.") == [
        "The kitchen should close\nat ten in the evening.",
        "Nobody cooks later.",
    ]


def test_what_somebody_quotes_is_not_theirs_to_be_picked() -> None:
    assert cut("> Close the kitchen at ten\nSome of us work nights.\n> One cook a day\nWho cleans up then?") == [
        "Some of us work nights.",
        "Who cleans up then?",
    ]


def test_a_statement_without_a_word_has_no_passage() -> None:
    assert cut("!!! … \n\n***") == []
    assert cut("") == []


def test_short_words_alone_are_a_passage_all_the_same() -> None:
    assert cut("lol") == ["lol"]


def test_an_endless_sentence_comes_in_pieces_that_can_each_be_shown() -> None:
    text = "so much to say about the kitchen " * 200

    assert all(len(piece) <= PASSAGE_LIMIT for piece in cut(text))
    assert " ".join(" ".join(cut(text)).split()) == " ".join(text.split())


def test_a_short_statement_can_be_answered_as_a_whole_too() -> None:
    text = "I work nights. The kitchen closes at ten. Where do I eat then?"
    whole = whole_of(passages_of(text))

    assert whole is not None
    assert whole.of(text) == text
    assert whole_of(passages_of("I work nights mostly.")) is None
    assert whole_of(passages_of("I work nights mostly. " * 100)) is None


def test_proposals_are_picked_line_by_line() -> None:
    text = "Close the kitchen at ten. Or eleven.\nOne cook a day"
    assert [span.of(text) for span in lines_of(text)] == text.split("\n")


@given(st.text(alphabet=st.sampled_from("ab .!?\n>-1)“”<…字\u200d😀"), max_size=300))
def test_passages_lie_in_order_and_apart_and_say_something(text: str) -> None:
    spans = passages_of(text)

    assert all(before.end <= after.start for before, after in pairwise(spans))
    assert all(any(letter.isalnum() for letter in span.of(text)) for span in spans)
    assert spans == passages_of(text)
