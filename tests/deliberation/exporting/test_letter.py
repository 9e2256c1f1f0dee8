"""The letter in line: what a reader finds in it is what was said."""

from hypothesis import example, given
from hypothesis import strategies as st

from deliberation.exporting.letter import Block, letter_text, unmarked
from deliberation.reading import read_in_line

HEADING = "On 2026-11-02, Mia to what Noor wrote:"
HOSTILE = st.sampled_from(
    [
        "> quoted",
        ">",
        ">>> all of it",
        "<angle>",
        "<words that go on",
        "```",
        "```\ncode\n```",
        "~~~",
        "-- ",
        "--",
        "---",
        "Ann wrote:",
        "On 3 May 2021, Ann <ann@example.org> wrote:",
        "On 3 May 2021,",
        "5 apples",
        "= 5",
        "…",
        "&lt;",
        "&amp;lt;",
        "&#60;",
        "",
        " ",
        "\u2028",
        "Page 3 of 5",
        "Sent from my phone",
        "> a\nb",
        ">:)",
        "1. > listed",
        "*<emphasis>*",
        "`tick",
        "\ufeff",
    ]
)
WORDS = st.one_of(
    st.text(st.characters(codec="utf-8"), max_size=60),
    st.lists(st.one_of(HOSTILE, st.text(st.characters(codec="utf-8"), max_size=20)), max_size=6).map("\n".join),
)


def said(words: str) -> list[str]:
    """The lines of `words` with something in them, without white space at their ends."""
    return [line.strip() for line in words.replace("\ufeff", "").splitlines() if line.strip()]


def pairs(text: str) -> list[tuple[list[str], list[str]]]:
    """What a reader finds: each quote with its answer."""
    return [
        (said(unmarked(pair.words)), said(unmarked(pair.response.of(text)) if pair.response else ""))
        for pair in read_in_line(text)
    ]


@given(st.lists(st.tuples(WORDS, WORDS), max_size=5), WORDS)
@example([("> quoted", "> answered"), ("<open", "closed>")], "`")
@example([("Ann wrote:", "Ann wrote:"), ("-- ", "-- \nme")], "> x")
@example([("a", "```"), ("b", "```")], "")
@example([("a", "On 3 May 2021,"), ("b", "c")], "")
def test_a_reader_finds_what_was_said_and_nothing_else(blocks: list[tuple[str, str]], preamble: str) -> None:
    text = letter_text(preamble, [Block(HEADING, quote, answer) for quote, answer in blocks])

    assert pairs(text) == [(said(quote), said(answer)) for quote, answer in blocks if said(quote) and said(answer)]


def test_plain_words_stand_as_they_are() -> None:
    text = letter_text("The shed", [Block(HEADING, "Paint it green", "Green hides the moss.\n\nBlue fades.")])

    assert text == (
        "The shed\n\nOn 2026-11-02, Mia to what Noor wrote:\n> Paint it green\n\nGreen hides the moss.\n\nBlue fades.\n"
    )


def test_a_name_cannot_begin_a_quote() -> None:
    text = letter_text("", [Block("On 2026-11-02, > <Mia\n> x wrote:", "Paint it green", "Blue fades.")])

    assert pairs(text) == [(["Paint it green"], ["Blue fades."])]


def test_a_debate_without_replies_is_a_letter_without_quotes() -> None:
    assert letter_text("The shed\n1. Paint it green", []) == "The shed\n1. Paint it green\n"
