"""Own words, sentence by sentence."""

import pytest

from deliberation.suggesting.sentences import Spelling, own_words, sentences

PLAIN = Spelling({"dont": ("do", "not")}, {"'re": ("are",)})


def read(text: str) -> list[str]:
    return [" ".join(word.text for word in sentence.words) for sentence in sentences(text, PLAIN)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One thing. Another!", ["one thing $", "another $"]),
        ("You’re late, dont run", ["you are late , do not run $"]),
        ("It costs 3.50 a non-member", ["it costs 3.50 a non member $"]),
        ("a line that\nwraps", ["a line that wraps $"]),
        ("- one\n- two", [", one $", ", two $"]),
        ("First\n\nsecond", ["first $", "second $"]),
        ("... !?", []),
    ],
)
def test_a_text_is_read_sentence_by_sentence(text: str, expected: list[str]) -> None:
    assert read(text) == expected


def test_a_question_is_told_from_a_statement() -> None:
    assert [sentence.asks for sentence in sentences("Late? Late. Late?!", PLAIN)] == [True, False, True]


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("> theirs\nmine", "mine"),
        ("mine\n\n> theirs\n\nmine too", "minemine too"),
        ('They said "theirs" again', "They said  again"),
        ("See https://example.org/a?b=c now", "See  now"),
        ("mine ```theirs\ntheirs``` mine", "mine  mine"),
        ("That's 'not' theirs", "That's 'not' theirs"),
    ],
)
def test_what_others_said_is_left_out_and_every_place_stays(text: str, own: str) -> None:
    masked = own_words(text)

    assert len(masked) == len(text)
    assert masked.replace("\0", "").replace("\n", "") == own
