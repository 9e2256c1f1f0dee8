"""Replies joined to what was said before."""

import json
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliberation.ids import StatementId
from deliberation.locating import Located
from deliberation.parsing import MOST_LOCATED, Sources, located_pairs, parse, read
from deliberation.reading import QuoteSyntax

EXCHANGE = Path(__file__).parents[2] / ".." / "shared" / "exchange"
FIRST = "The ferry should run until midnight. Nobody wants to row home in the dark after a long concert."
SECOND = "Our captain is tired by ten. I would rather have one boat fewer than one accident more."


def held(*texts: str) -> Sources:
    """Those statements, the oldest first."""
    sources = Sources()
    sources.become(texts)
    return sources


def places(text: str, sources: Sources, **facts: Any) -> list[tuple[int, str] | None]:
    """Which statement each quote of `text` was found in, and the words there."""
    texts = sources.texts
    return [
        None
        if found.located is None
        else (found.located.statement, found.located.span.of(texts[found.located.statement - 1]))
        for found in parse(text, sources, **facts).pairs
    ]


def test_each_quote_is_joined_to_the_place_it_was_taken_from():
    text = "> Nobody wants to row home in the dark\nI do.\n\n<Our captain is tired by ten.>\nWake him."
    assert places(text, held(FIRST, SECOND)) == [
        (1, "Nobody wants to row home in the dark"),
        (2, "Our captain is tired by ten."),
    ]


def test_no_source_is_invented():
    text = "> We are a nonprofit and you can give to us through this link\nOk.\n\n> Nobody wants to row home\nI do."
    assert places(text, held(FIRST, SECOND)) == [None, (1, "Nobody wants to row home")]
    assert places(text, held()) == [None, None]


def test_the_nearest_earlier_statement_is_meant_where_many_say_the_same():
    assert places("> Nobody wants to row home in the dark\nI do.", held(FIRST, SECOND, FIRST))[0] == (
        3,
        "Nobody wants to row home in the dark",
    )


def test_the_statement_being_answered_is_meant_before_a_nearer_one():
    again = "As somebody said: nobody wants to row home in the dark. We all agree."
    text = (
        "> The ferry should run until midnight.\nYes.\n\n> Nobody wants to row home in the dark\nI do.\n\n"
        "> after a long concert\nThey are short."
    )
    assert [place and place[0] for place in places(text, held(FIRST, SECOND, again))] == [1, 1, 1]
    assert places("> Nobody wants to row home in the dark\nI do.", held(FIRST, again))[0] == (
        2,
        "nobody wants to row home in the dark",
    )
    sources = held(FIRST, again)
    assert places("> Nobody wants to row home in the dark\nI do.", sources, reply_to=StatementId(1)) == [
        (1, "Nobody wants to row home in the dark"),
    ]


def test_a_quote_of_somebody_quoting_leads_to_whoever_said_it_first():
    by_marks = "> Nobody wants to row home in the dark\nI row every evening."
    in_prose = "You say, “nobody wants to row home in the dark”. I row every evening."
    for middle in (by_marks, in_prose):
        text = "> nobody wants to row home in the dark\nMe neither.\n\n> I row every evening.\nRespect."
        assert [place and place[0] for place in places(text, held(FIRST, middle))] == [1, 2]


def test_a_sentence_that_quotes_in_prose_is_its_authors_own():
    middle = "You say, “nobody wants to row home in the dark”. I row every evening."
    text = "> You say, “nobody wants to row home in the dark”. I row every evening.\nRespect."
    assert [place and place[0] for place in places(text, held(FIRST, middle))] == [2]


def test_later_requests_may_have_other_sources():
    sources = held(FIRST, SECOND)
    sources.become([FIRST])
    assert places("> Our captain is tired by ten.\nWake him.", sources) == [None]
    sources.become([FIRST, SECOND, "One more."])
    assert places("> Our captain is tired by ten.\nWake him.", sources) == [(2, "Our captain is tired by ten.")]
    sources.become([SECOND])
    assert places("> Our captain is tired by ten.\nWake him.", sources) == [(1, "Our captain is tired by ten.")]
    assert len(sources) == 1


def test_questions_are_put_to_whoever_is_quoted_above_them():
    text = "How are you?\n\n> Our captain is tired by ten.\nWho is not?\n\n> The moon is full\nIs it?\n"
    asked = [(one.span.of(text), one.to) for one in parse(text, held(FIRST, SECOND)).questions]
    assert asked == [("How are you?", 2), ("Who is not?", 2), ("Is it?", None)]


def test_a_question_that_mentions_somebody_is_put_to_them():
    text = "> Our captain is tired by ten.\n@Mia, who is not? And who rows?\n"
    asked = [(one.to, one.person) for one in parse(text, held(FIRST, SECOND)).questions]
    assert asked == [(None, "@Mia"), (2, None)]


def test_questions_in_a_text_that_quotes_nothing_are_put_to_nobody_known():
    asked = parse("Who rows tonight?\n\n-- \nMia\nWhy not?", held(FIRST)).questions
    assert [(one.span.start, one.span.end, one.to) for one in asked] == [(0, 17, None)]


def test_names_and_quotes_are_read_from_one_text():
    text = "> Our captain is tired by ten.\nTwo things:\n- later ferries: no.\n- a second captain: yes.\n"
    parsed = parse(text, held(FIRST, SECOND), ["A second captain", "Later ferries"])
    assert [(one.point, one.response.of(text)) for one in parsed.named] == [(1, "no."), (0, "yes.")]
    assert [found.pair.response is not None for found in parsed.pairs] == [True]


def test_a_careful_reader_of_prose_leaves_out_what_differs():
    sources = held(FIRST)
    text = "You say, “the ferry must run until midnight”. And “nobody wants to row home”. Well."
    everything = located_pairs(read(text), sources.locate)
    sure = located_pairs(read(text), sources.locate, sure=True)
    assert [found.pair.words for found in sure] == ["nobody wants to row home"]
    assert len(everything) == 2


def test_the_same_words_are_looked_for_once_and_no_text_keeps_one_looking_for_ever():
    looked_for: list[str] = []

    def locate(words: str) -> Located | None:
        looked_for.append(words)
        return None

    many = "\n".join(f"> words number {number}\nYes.\n" for number in range(MOST_LOCATED + 50))
    assert len(located_pairs(read(many), locate)) == MOST_LOCATED + 50
    assert len(looked_for) == MOST_LOCATED

    looked_for.clear()
    located_pairs(read("> the same words\nYes.\n\n" * 20), locate)
    assert looked_for == ["the same words"]


@pytest.mark.parametrize(
    "text",
    [
        "\u202e\u05e9\u05dc\u05d5\u05dd\n> \u05e2\u05d5\u05dc\u05dd \u05d4\u05d9\u05d4\n\u05db\u05df",
        "> 船は真夜中まで動くべきだ\nそう思う。",
        "> e" + "\u0301" * 5_000 + "\nzalgo",
        "> 👩🏽‍🚀👍🏿🏴‍☠️\n🙂",
        "\0" * 200 + "> a\0b c\nd\0",
        "<>" * 500 + "«»" * 500 + "“”" * 500 + "\"'" * 500,
        "\ud800 > \udfff “\ud800 a b c d”",
        "\r\r> a b c\r\rd\r",
        "\ufeff",
        "",
    ],
)
def test_whatever_is_written_is_read(text: str):
    parsed = parse(text, held(text, FIRST, text), ["a b", text])
    for found in parsed.pairs:
        assert found.pair.quote.of(text).strip()


def test_other_scripts_are_joined_too():
    hebrew = "אני חושב שהמעבורת צריכה לפעול עד חצות בכל לילה של הקיץ."
    japanese = "船は真夜中まで動くべきだと思う。暗い中を漕いで帰りたい人はいない。"
    text = "> שהמעבורת צריכה לפעול עד חצות\nכן.\n\n> 暗い中を漕いで帰りたい人はいない\nいます。"
    assert places(text, held(hebrew, japanese)) == [
        (1, "שהמעבורת צריכה לפעול עד חצות"),
        (2, "暗い中を漕いで帰りたい人はいない"),
    ]


def test_old_line_ends_are_line_ends():
    text = "> Our captain is tired by ten.\rWake him.\u2028> Nobody wants to row home\u2028I do."
    found = parse(text, held(FIRST, SECOND)).pairs
    assert [(one.pair.words, one.pair.response and one.pair.response.of(text)) for one in found] == [
        ("Our captain is tired by ten.", "Wake him."),
        ("Nobody wants to row home", "I do."),
    ]
    assert all(one.pair.syntax is QuoteSyntax.LINE for one in found)


@pytest.mark.skipif(not EXCHANGE.is_dir(), reason="the shared letters are not beside the project")
def test_a_real_letter_is_joined_to_the_letter_it_answers():
    text = (EXCHANGE / "second-reaction.txt").read_text(encoding="utf-8")
    gold: dict[str, Any] = json.loads((EXCHANGE / "second-reaction.gold.json").read_text(encoding="utf-8"))
    quotes = [text[slice(*pair["quote"])] for pair in gold["pairs"]]
    sources = held("Somebody says something else altogether.", "\n\n".join(quotes), "And so does somebody later.")

    parsed = parse(text, sources)

    assert [[found.pair.quote.start, found.pair.quote.end] for found in parsed.pairs] == [
        pair["quote"] for pair in gold["pairs"]
    ]
    assert [found.located and found.located.statement for found in parsed.pairs] == [2] * 10
    assert not any(found.located and found.located.changed for found in parsed.pairs)
    assert [[asked.span.start, asked.span.end] for asked in parsed.questions] == gold["questions_put_by_the_author"]
    assert {asked.to for asked in parsed.questions} == {2}


MARKS = ["> ", "<", ">", "“", "”", '"', "'", "\n", "\n\n", ": ", "- ", "?", "é", "\0"]
WORDS = ["the ferry ", "should run until midnight"]
WHATEVER = st.one_of(st.text(max_size=120), st.lists(st.sampled_from(MARKS + WORDS), max_size=30).map("".join))


@given(WHATEVER, st.text(max_size=60))
def test_all_that_is_told_lies_inside_its_text(text: str, source: str):
    sources = held(FIRST, source, text)

    parsed = parse(text, sources, ["the ferry", "should run", text[:40]])

    for found in parsed.pairs:
        assert found.pair.quote.end <= len(text)
        if found.located is not None:
            assert found.located.span.of(sources.texts[found.located.statement - 1])
    for named in parsed.named:
        assert named.name.end <= named.response.start < named.response.end <= len(text)
    for asked in parsed.questions:
        assert asked.span.of(text)


PATHOLOGICAL = {
    "pairs of marks": '"zz yy xx ww" ',
    "pairs of curly marks": "“zz yy xx ww” ",
    "pairs of apostrophes": "'zz yy xx ww' ",
    "opening marks": "“",
    "marks of both kinds": "» ",
    "closing marks": "”",
    "opened paragraphs": "“zz yy xx ww\n\n",
    "apostrophes": "z' y' x ",
    "introductions": "you say, ",
    "names": "the ferry:\n",
    "names in a list": "- the ferry: x\n",
    "headings": "the ferry\n",
    "items inside items": "  - the ferry\n",
    "questions": "who rows?\n\n",
    "quotes": "> zz yy\nx\n",
    "code": "`zz",
}


def processor_seconds(text: str) -> float:
    """The lesser time of two readings."""
    times: list[float] = []
    sources = held(FIRST)
    for _ in range(2):
        started = time.process_time()
        parse(text, sources, ["The ferry", "A second captain"])
        times.append(time.process_time() - started)
    return min(times)


@pytest.mark.parametrize("unit", PATHOLOGICAL.values(), ids=PATHOLOGICAL.keys())
def test_time_grows_with_the_text_and_not_with_its_square(unit: str):
    """Eight times the text takes about eight times as long; its square would take sixty-four times."""
    small, large = (unit * (size // len(unit)) for size in (12_500, 100_000))
    assert processor_seconds(large) < 24 * max(processor_seconds(small), 0.002)


def test_the_way_of_words_that_somebody_quoted_leads_back_in_time():
    said = "The ferry should run until midnight, and on Sundays too. Everything else can wait."
    marked = "> The ferry should run until midnight\nYes."
    spoken = "You say, “The ferry should run until midnight”. Fine."
    sources = held(said, marked, spoken)
    text = "> The ferry should run until midnight\nStill no."

    assert [pair.located and pair.located.via for pair in parse(text, sources).pairs] == [(3,)]
    assert [pair.located and pair.located.via for pair in parse(text, sources, reply_to=StatementId(2)).pairs] == [(2,)]
    assert [pair.located and pair.located.statement for pair in parse(text, sources).pairs] == [1]
