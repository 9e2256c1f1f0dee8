"""People's words in the bot's posts: shown as they are, unable to do anything."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from prompts.words import ELLIPSIS, is_cut, plain, words

MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable("strikethrough")
LIVELY = st.text(alphabet=st.sampled_from(list("ab12 \n\t*_~|`[]()<>#-+.:/\\@!\"'&\u200b\u202e\u0301é")), max_size=80)


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("two **bold** words", r"two \*\*bold\*\* words"),
        ("# not a heading", r"\# not a heading"),
        ("- not a list", r"\- not a list"),
        ("7. not a list", r"7\. not a list"),
        ("> not a quote", r"\> not a quote"),
        ("||no spoiler||", r"\|\|no spoiler\|\|"),
        ("```no code```", r"\`\`\`no code\`\`\`"),
        ("hello @everyone and @here", "hello @\u200beveryone and @\u200bhere"),
        ("thanks <@42>, see <#43>", "thanks <@42>, see <#43>"),
        ("hey <@&44>", "hey @…"),
        ("so <:sad:45>", "so :sad:"),
        ("use </debate open:46>", "use /debate open"),
        ("one\ntwo\r\n\n three", "one two three"),
        ("ad\u202emin\u200b\u200b\u200b", "admin"),
        ("\u200b\u200b", ELLIPSIS),
        ("", ELLIPSIS),
    ],
)
def test_words_are_shown_and_do_nothing(said: str, shown: str) -> None:
    assert words(said) == shown


def test_a_masked_link_shows_where_it_leads() -> None:
    assert words("[free](https://bad.example/x)") == r"\[free\](<https://bad.example/x>)"


def test_a_pile_of_accents_stays_low() -> None:
    assert plain("z" + "\u0301" * 50) == "\u017a" + "\u0301" * 2 or plain("z" + "\u0301" * 50) == "z" + "\u0301" * 3


def test_an_emoji_of_several_parts_stays_whole() -> None:
    family = "\U0001f469\u200d\U0001f469\u200d\U0001f467"

    assert words(family) == family


def test_words_from_right_to_left_do_not_turn_the_sentence_around() -> None:
    assert words("שלום") == "\u2068שלום\u2069"


def test_long_words_are_cut_at_a_word_and_say_so() -> None:
    assert plain("one two three four", 12) == f"one two{ELLIPSIS}"
    assert is_cut("one two three four", 12)
    assert not is_cut("one two", 12)


def test_one_endless_word_is_cut_inside() -> None:
    assert plain("a" * 500, 100) == "a" * 99 + ELLIPSIS


def test_a_label_shows_mentions_as_signs_instead_of_numbers() -> None:
    assert plain("ask <@42> in <#43>") == "ask @… in #…"


@given(LIVELY)
def test_whatever_is_said_stays_a_line_of_text(said: str) -> None:
    [opening, inline, closing] = MARKDOWN.parse(words(re.sub(r"https?://", "", said)))

    assert (opening.type, inline.type, closing.type) == ("paragraph_open", "inline", "paragraph_close")
    assert {token.type for token in inline.children or ()} <= {"text", "text_special"}


@given(LIVELY)
def test_markdown_shows_the_words_themselves(said: str) -> None:
    said = said.replace("&", "").replace("@", "").replace("/", "")
    inline = MARKDOWN.parse(words(said))[1]

    assert "".join(token.content for token in inline.children or ()) == plain(said)


@given(st.text(max_size=300), st.integers(2, 120))
def test_a_label_is_one_line_within_its_limit(said: str, limit: int) -> None:
    label = plain(said, limit)

    assert 0 < len(label) <= limit
    assert len(label.splitlines()) == 1


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("(see https://a.example/b)", "(see <https://a.example/b>)"),
        ("Read https://a.example/b.", "Read <https://a.example/b>."),
        ("https://a.example/b_(c)", "<https://a.example/b_%28c%29>"),
        ('"https://a.example/b", he said', '"<https://a.example/b>", he said'),
    ],
)
def test_what_follows_a_link_is_no_part_of_it(said: str, shown: str) -> None:
    assert words(said) == shown
