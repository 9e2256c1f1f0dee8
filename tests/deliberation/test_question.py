"""Questions: what a form may ask, what answers it, and which links an answer gives."""

import pytest

from deliberation.errors import EmptyText, TextTooLong
from deliberation.question import (
    ABOUT_LIMIT,
    QUESTION_LIMIT,
    RESPONSE_LIMIT,
    QuestionKind,
    links_in,
    response_words,
    wanted,
)


def test_a_plain_question_needs_words_the_others_do_not() -> None:
    assert wanted(QuestionKind.PLAIN, " Why? ").words == "Why?"
    assert wanted(QuestionKind.EVIDENCE, "").words == ""
    assert wanted(QuestionKind.MEANING, "", "dirt").about == "dirt"
    with pytest.raises(EmptyText):
        wanted(QuestionKind.PLAIN, " ?! ")


def test_what_a_word_means_needs_the_word_and_only_that_kind_keeps_it() -> None:
    with pytest.raises(EmptyText):
        wanted(QuestionKind.MEANING, "Tell me", " ")
    assert wanted(QuestionKind.PLAIN, "Why?", "dirt").about is None


@pytest.mark.parametrize(
    ("words", "about"), [("w" * (QUESTION_LIMIT + 1), ""), ("", "w" * (ABOUT_LIMIT + 1))], ids=["words", "word"]
)
def test_what_is_longer_than_the_form_takes_is_refused(words: str, about: str) -> None:
    with pytest.raises(TextTooLong):
        wanted(QuestionKind.MEANING if about else QuestionKind.PLAIN, words, about)


def test_an_answer_needs_a_word_and_has_a_limit() -> None:
    with pytest.raises(EmptyText):
        response_words(" … ")
    with pytest.raises(TextTooLong):
        response_words("w" * (RESPONSE_LIMIT + 1))


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("See https://a.test/x.", ("https://a.test/x",)),
        ("(https://a.test/x) and <https://b.test>!", ("https://a.test/x", "https://b.test")),
        ("https://a.test/x_(y) twice https://a.test/x_(y)", ("https://a.test/x_(y)",)),
        ("**https://a.test**, `https://b.test`", ("https://a.test", "https://b.test")),
        ("javascript:alert(1) ftp://a.test www.a.test", ()),
        ("", ()),
    ],
)
def test_the_links_of_an_answer_are_its_sources(text: str, links: tuple[str, ...]) -> None:
    assert links_in(text) == links
