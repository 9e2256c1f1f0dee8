"""Locating very long and hostile quotes, whose effort is bounded."""

import random
import sys
from collections.abc import Callable, Sequence
from types import FrameType
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bench.altered import made_up_texts
from deliberation.ids import Span, StatementId
from deliberation.locating import DebateIndex
from deliberation.locating.index import MOST_STEPS

pytestmark = pytest.mark.long

if TYPE_CHECKING:
    from _typeshed import TraceFunction

DOOR = "I think the forum should be closed at night, because nobody watches the door then."
TRAINS = "Something else entirely: trains run late in winter."


def index_of(*texts: str) -> DebateIndex:
    """An index of statements 1, 2, …"""
    index = DebateIndex()
    for number, text in enumerate(texts, 1):
        index.add(StatementId(number), 1, text)
    return index


def test_twenty_thousand_characters_are_found_in_a_million():
    text = " ".join(made_up_texts(700, seed=4))[:1_000_000]
    start = text.index(". ", 300_000) + 2
    end = text.index(". ", start + 20_000) + 1
    index = index_of(TRAINS, text)
    exact = index.locate(text[start:end])
    assert exact is not None
    assert exact.span == Span(start, end)
    words = text[start:end].split()
    shortened = index.locate(" ".join(word for number, word in enumerate(words) if number % 20 > 4 or number < 9))
    assert shortened is not None
    assert shortened.span.overlap(Span(start, end)) > 0.99


def test_a_letter_quoted_whole_is_found_by_its_ends():
    text = " ".join(made_up_texts(300, seed=9))
    index = index_of(TRAINS, text)
    passage = Span(text.index(". ", 1_000) + 2, text.index(". ", 400_000) + 1)
    whole = index.locate(passage.of(text))
    assert whole is not None
    assert (whole.statement, whole.span, whole.changed) == (2, passage, False)
    cut = index.locate(text[1_000:90_000] + text[100_000:200_000])
    assert cut is not None
    assert cut.changed
    assert cut.span.overlap(Span(1_000, 200_000)) > 0.999
    assert index.locate(text[1_000:40_000] + text[300_000:340_000]) is None


def test_a_text_that_repeats_itself_is_no_trap():
    located = index_of("a " * 200_000).locate("a " * 5_000)
    assert located is not None
    assert located.span == Span(0, 9_999)


ALWAYS_ALLOWED = 300_000
"""Lines that may run whatever the length; comparing every word of 4,000 with every other would take 16 million."""

REPEATING = {
    "two words": "ab",
    "ten words": "abcdefghij",
    "many words": [f"w{number}" for number in range(2_000)],
}


def lines_run(work: Callable[[], object]) -> int:
    """How many lines of the locator's code run: a measure that no busy machine changes."""
    count = 0

    def line(frame: FrameType, event: str, _: object) -> "TraceFunction | None":
        nonlocal count
        count += event == "line"
        return line if "locating" in frame.f_code.co_filename else None

    before = sys.gettrace()
    sys.settrace(line)
    try:
        work()
    finally:
        sys.settrace(before)
    return count


@pytest.mark.parametrize("words", REPEATING.values(), ids=REPEATING.keys())
@pytest.mark.parametrize("length", [12, 200, 2_000])
def test_a_quote_made_of_a_texts_own_words_in_any_order_takes_steps_in_proportion_to_it(
    words: Sequence[str], length: int
):
    chance = random.Random(length)
    index = index_of(" ".join(chance.choices(words, k=20_000)), TRAINS)
    quote = " ".join(chance.choices(words, k=length))
    index.locate(quote)
    assert lines_run(lambda: index.locate(quote)) < ALWAYS_ALLOWED + 150 * length


HOSTILE = st.lists(
    st.sampled_from(["a", "b", "the", "…", "[a]", "[", "]", "&c.", "a-\n", "字", "'", "](", "<:a:1>", "…[…]", "**"]),
    min_size=1,
    max_size=12,
)


@settings(deadline=None, max_examples=25)
@given(HOSTILE, HOSTILE, st.sampled_from(["", " "]))
@example(["a", "字"], ["字", "a"], "")
def test_whatever_repeats_itself_takes_steps_in_proportion_to_its_length(
    quoted: list[str], said: list[str], between: str
):
    quote, text = (between.join(parts * (4_000 // len(parts))) for parts in (quoted, said))
    index = index_of(text, TRAINS)
    index.locate(quote)
    assert lines_run(lambda: index.locate(quote)) < ALWAYS_ALLOWED + 60 * len(quote)


def test_a_reply_made_of_endless_quotes_is_given_up_and_the_next_one_is_not():
    index = index_of(" ".join(random.Random(1).choices("abcdef", k=50_000)), DOOR)
    index.begin()
    begun = index.steps
    for number in range(300):
        index.locate(" ".join(random.Random(number).choices("abcdef", k=400)))
    assert MOST_STEPS < index.steps - begun < 1.2 * MOST_STEPS
    assert index.locate("the forum should be closed at night") is None
    index.begin()
    assert index.locate("the forum should be closed at night") is not None


def test_words_found_in_a_very_long_quote_of_somebodys_are_not_followed_by_all_of_it():
    text = "> " + "5 " * 60_000
    index = DebateIndex()
    index.add(StatementId(1), 1, "Something else entirely, 5 times over, and 5 again.")
    index.add(StatementId(2), 1, text, (Span(2, len(text)),))
    quote = "5 " * 300
    index.locate(quote)
    assert lines_run(lambda: index.locate(quote)) < 4 * ALWAYS_ALLOWED
