"""Direct questions in somebody's own words."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliberation.ids import Span
from deliberation.reading import read_in_line
from deliberation.reading.questions import person_asked, questions_in

EXCHANGE = Path(__file__).parents[2] / ".." / "shared" / "exchange"


def asked(text: str) -> list[str]:
    """The questions of all of `text`."""
    return [span.of(text) for span in questions_in(text, Span(0, len(text)))]


def test_each_question_is_found_as_it_stands():
    text = "I like it. Who pays for the door? Dr. Ode says nobody. When does it open, and for whom? Fine."
    assert asked(text) == ["Who pays for the door?", "When does it open, and for whom?"]


def test_a_lead_in_up_to_a_colon_is_left_out():
    assert asked("So tell me one thing: who is going to pay for the door?") == ["who is going to pay for the door?"]


def test_a_question_answered_in_the_same_breath_is_asked_of_nobody():
    assert asked("Can it be done by Friday? Probably, if we start. Who starts?") == ["Who starts?"]


def test_somebody_elses_question_is_not_the_authors():
    assert asked("She asked “who pays?” and left.") == []
    assert asked('He said "who pays for it?" again.') == []


def test_items_of_a_list_are_questions_of_their_own():
    assert asked("Still open:\n- who pays for the door?\n- who keeps the key?\n") == [
        "who pays for the door?",
        "who keeps the key?",
    ]


def test_a_semicolon_asks_nothing():
    assert asked("Close the door; it is late;") == []


def test_marks_alone_ask_nothing():
    assert asked("??? ... ?!") == []


def test_other_scripts_ask_too():
    assert asked("谁来付钱？我不知道。") == ["谁来付钱？"]


def test_only_the_given_span_is_searched():
    text = "> Who pays?\nI do. Who asks?"
    assert [span.of(text) for span in questions_in(text, Span(12, len(text)))] == ["Who asks?"]


@given(st.text(alphabet='ab ?.!:\n"“”()…é字', max_size=80), st.integers(0, 80), st.integers(0, 80))
def test_questions_lie_inside_the_span_in_order_and_apart(text: str, one: int, other: int):
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    end_before = start
    for span in questions_in(text, Span(start, end)):
        assert end_before <= span.start < span.end <= end
        assert span.of(text)[-1] in "?"
        end_before = span.end


@pytest.mark.skipif(not EXCHANGE.is_dir(), reason="the shared letters are not beside the project")
def test_the_questions_of_a_real_letter_are_those_a_careful_reader_found():
    text = (EXCHANGE / "second-reaction.txt").read_text(encoding="utf-8")
    gold: dict[str, Any] = json.loads((EXCHANGE / "second-reaction.gold.json").read_text(encoding="utf-8"))
    found = [
        [span.start, span.end]
        for pair in read_in_line(text)
        if pair.response is not None
        for span in questions_in(text, pair.response)
    ]
    assert found == gold["questions_put_by_the_author"]


@pytest.mark.parametrize(
    "text",
    [
        "You paid for it, right?",
        "It is late, isn’t it?",
        "Das war teuer, oder?",
        "Isn't it obvious that nobody pays?",
        "And who cares?",
        "So what?",
        "Really?",
    ],
)
def test_what_only_sounds_like_a_question_is_asked_of_nobody(text: str):
    assert asked(f"{text} Who holds the key?") == ["Who holds the key?"]


@pytest.mark.parametrize("text", ["Is that right?", "Shall we go left or right?", "Isn't there a better door?"])
def test_questions_like_those_are_asked_all_the_same(text: str):
    assert asked(text) == [text]


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("@Mia why?", "@Mia"),
        ("<@123>, who holds the key?", "<@123>"),
        ("@Mia: who is going to hold the key?", "@Mia"),
        ("Who holds the key, @Mia?", "@Mia"),
        ("And @Mia, who holds the key?", "@Mia"),
        ("Did @Mia say so?", None),
        ("Who asked <@123> to hold the key?", None),
        ("mia@example.org, who holds the key?", None),
        ("@Mia I like it. Who holds the key?", None),
    ],
)
def test_a_question_addresses_whom_it_mentions_first_or_last(text: str, person: str | None):
    (question,) = questions_in(text, Span(0, len(text)))
    assert person_asked(text, question) == person
