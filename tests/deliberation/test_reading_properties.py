"""Reading in line: what holds for any text whatever."""

import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from deliberation.reading import QuoteSyntax, read_in_line
from deliberation.reading.inline import MOST_QUOTES

MARKS = st.text(alphabet='<>` \n\t-*_1.ab"“:@/#!=é字', max_size=120)
LINES = st.lists(
    st.sampled_from(
        [
            "> quoted words here",
            ">> deeper words here",
            ">",
            ">>> all the rest",
            "",
            "an answer to it",
            "<quoted words here>",
            "<quoted words that go on",
            "and end here.>",
            "  • <words in a list> and more",
            "```",
            "`<no quote here>`",
            "On Mon, 2 Mar 2020, Mia <mia@example.org> wrote:",
            "-- ",
            "Leave a comment",
            "<@1> and a < b",
            "text\r",
        ]
    ),
    max_size=14,
).map("\n".join)
WHATEVER = st.one_of(st.text(max_size=200), MARKS, LINES)


@settings(max_examples=400)
@given(WHATEVER)
@example("")
@example("\0> a\0\nb")
@example("> \u05e9\u05dc\u05d5\u05dd \u200f\nתשובה")
@example("> e" + "\u0301" * 300 + "\nanswer")
@example("> 👩🏽‍🚀🏴‍☠️\n👍🏽")
@example("<<<<>>>>" * 40)
@example("> a\r\n>\r\n> b\r\n\r\nc\r\n")
def test_spans_lie_inside_the_text_in_order_and_apart(text: str):
    end_before = 0
    for pair in read_in_line(text):
        assert end_before <= pair.quote.start < pair.quote.end <= len(text)
        end_before = pair.quote.end
        if pair.response is not None:
            assert end_before <= pair.response.start < pair.response.end <= len(text)
            end_before = pair.response.end


@settings(max_examples=400)
@given(WHATEVER)
def test_quotes_and_answers_begin_and_end_with_something_to_see(text: str):
    for pair in read_in_line(text):
        for span in (pair.quote, *([pair.response] if pair.response else [])):
            words = span.of(text)
            assert words == words.strip() != ""


@given(WHATEVER)
def test_reading_again_reads_the_same(text: str):
    assert read_in_line(text) == read_in_line(text)


@given(WHATEVER)
def test_the_words_are_the_quoted_ones_without_the_marks_of_following_lines(text: str):
    for pair in read_in_line(text):
        quoted = pair.quote.of(text)
        if pair.syntax is QuoteSyntax.LINE:
            remaining = iter(quoted)
            assert all(letter == "\n" or letter in remaining for letter in pair.words)
            assert not any(line.lstrip().startswith("> ") for line in pair.words.split("\n")[:1])
        else:
            assert pair.words == quoted


@given(
    st.lists(st.sampled_from(["close", "the", "door", "at", "night,", "“now”", "10%", "…"]), min_size=4, max_size=30)
)
def test_any_words_quoted_in_any_way_are_read_back(words: list[str]):
    said = "Said: " + " ".join(words)
    for text in (f"<{said}>\n\nanswer", f"> {said}\nanswer", f"hello\n\n1. <{said}>\n   answer\n"):
        (pair,) = read_in_line(text)
        assert pair.words == said
        assert pair.response is not None
        assert pair.response.of(text) == "answer"


@given(LINES)
def test_a_text_without_marks_has_no_pairs(text: str):
    assert read_in_line(text.replace("<", "").replace(">", "")) == ()


PATHOLOGICAL = {
    "prose in one line": "words and words ",
    "opening marks": "<",
    "opening marks apart": "< ",
    "closing marks": ">",
    "closing marks apart": "> ",
    "closing marks after words": "a>",
    "opened words": "<ab cd efgh ",
    "opened lines": "<ab cd efgh\n",
    "opened paragraphs": "<ab cd efgh\n\n",
    "single words alone": "<zz>\nq w e\n",
    "comments": "<!",
    "closing tags": "</",
    "tags": "<a x=y ",
    "tags with quotes": '<a b="',
    "addresses": "<a@",
    "links": "<http:",
    "backticks": "`",
    "backticks apart": "` `` ",
    "fences": "```\n",
    "blank quoted lines": ">\n",
    "quoted lines": "> x\n",
    "signatures": "--\n",
    "furniture": "share\n\n",
    "sign-offs": "best,\n",
    "dashes": "-",
    "colons": "1:\n",
    "piled marks": "e\u0301\u0301\u0301",
    "nothing": "\0",
    "blanks": " ",
    "line ends": "\r\n",
    "attributions": "> On 1 Jan 2020 a@b <c> wrote wrote wrote 1 2 3:\n",
    "attributions between quotes": "Le lun. 1 janv. 2024 à 10:00, Ann <a@b.c> a écrit :\n> x y z\n",
    "dressed quotes": "**<ab cd efgh>**",
    "emoticons": ">:( ",
    "html quotes": "<blockquote>a</blockquote>",
    "html quotes left open": "<blockquote>",
    "html quotes of tags": "<blockquote><p> </p> </blockquote> ",
    "names behind dashes": "— Ann\n",
}


def processor_seconds(text: str) -> float:
    """The lesser time of two readings."""
    times: list[float] = []
    for _ in range(2):
        started = time.process_time()
        read_in_line(text)
        times.append(time.process_time() - started)
    return min(times)


@pytest.mark.parametrize("unit", PATHOLOGICAL.values(), ids=PATHOLOGICAL.keys())
def test_reading_time_grows_with_the_text_and_not_with_its_square(unit: str):
    """Eight times the text takes about eight times as long; its square would take sixty-four times."""
    for before, after in (("", ""), ("> q\nx\n", "\n> q\ny"), ("<ab cd efgh ", " end.>\nanswer")):
        small = before + unit * (12_500 // len(unit)) + after
        large = before + unit * (100_000 // len(unit)) + after
        assert processor_seconds(large) < 24 * max(processor_seconds(small), 0.001)


@pytest.mark.parametrize("line", ["> a\nb\n", "> a\n>> b\n", "- > a b c\n", "'''a", "<a>b\n"])
def test_a_text_of_nothing_but_marks_is_read_up_to_a_bound(line: str) -> None:
    text = line * (400_000 // len(line))
    pairs = read_in_line(text)

    assert len(pairs) <= MOST_QUOTES
    assert all(0 <= pair.quote.start < pair.quote.end <= len(text) for pair in pairs)
