"""Reading in line, as members type it."""

import json
from pathlib import Path
from typing import Any

import pytest

from deliberation.reading import QuotedPair, QuoteSyntax, read_in_line

EXCHANGE = Path(__file__).parents[2] / ".." / "shared" / "exchange"


def read(text: str) -> list[tuple[str, str | None]]:
    """Each pair's words and answer."""
    return [(pair.words, pair.response.of(text) if pair.response else None) for pair in read_in_line(text)]


def only(text: str) -> QuotedPair:
    """The one pair of `text`."""
    (pair,) = read_in_line(text)
    return pair


# --- angle marks ------------------------------------------------------------------------------------------------


def test_words_between_angle_marks_are_answered_by_what_follows():
    text = "Hello all\n<We should close the forum at night.>\n\nI would miss it.\n"
    assert read(text) == [("We should close the forum at night.", "I would miss it.")]
    assert only(text).syntax is QuoteSyntax.ANGLE
    assert only(text).quote.of(text) == "We should close the forum at night."


def test_a_quote_goes_on_over_paragraphs_and_keeps_double_quotes_inside():
    text = '<You wrote "closing at night" twice.\n\nDid you mean "every night">\nYes, every night.'
    assert read(text) == [
        ('You wrote "closing at night" twice.\n\nDid you mean "every night"', "Yes, every night."),
    ]


def test_a_quote_in_a_list_item_leaves_the_markers_out_of_the_answers():
    text = "1. <The rules are too long>\n   Shorten them then.\n2. <Nobody reads them>\n   I do.\n"
    assert read(text) == [("The rules are too long", "Shorten them then."), ("Nobody reads them", "I do.")]


def test_two_quotes_in_a_row_leave_the_first_unanswered():
    assert read("<First things first.>\n\n<Then the second.>\nAgreed.") == [
        ("First things first.", None),
        ("Then the second.", "Agreed."),
    ]


def test_a_quote_within_a_line_is_answered_by_the_rest():
    assert read("You say <close the forum at night> and I say no.") == [
        ("close the forum at night", "and I say no."),
    ]


def test_an_answer_may_follow_the_closing_mark_directly():
    assert read("<Could we close it at night?>No.") == [("Could we close it at night?", "No.")]


def test_marks_on_their_own_lines_enclose_a_quote():
    assert read("<\nThe rules are long.\nNobody reads them.\n>\nI do.") == [
        ("The rules are long.\nNobody reads them.", "I do."),
    ]


def test_a_single_word_counts_only_alone_on_its_line():
    assert read("<Never>\nWhy not?") == [("Never", "Why not?")]
    assert read("<nick> hello everybody") == []
    assert read("type /ban <user> <reason> to see") == []


def test_emphasis_around_a_quote_belongs_to_nobody():
    assert read("**<The rules are long>**\nShorten them.") == [("The rules are long", "Shorten them.")]


def test_doubled_marks_enclose_one_quote():
    assert read("<<The rules are far too long>>\nShorten them.") == [("The rules are far too long", "Shorten them.")]


def test_a_quote_inside_a_quote_is_part_of_it():
    assert read("<Mia said <rules are too long> and left.>\nShe did.") == [
        ("Mia said <rules are too long> and left.", "She did."),
    ]


def test_a_quote_nobody_closed_ends_with_its_sentence_line_and_later_ones_are_read():
    text = "<The rules are far too long for me.\n\nShorten them.\n\n<Nobody ever reads them.>\nI do."
    assert read(text) == [
        ("The rules are far too long for me.", "Shorten them."),
        ("Nobody ever reads them.", "I do."),
    ]


def test_an_open_mark_with_nothing_beneath_is_no_quote():
    assert read("<The rules are far too long for me.") == []
    assert read("Look here: x <y always\nand so on.") == []


@pytest.mark.parametrize(
    "text",
    [
        "<@123> <@!123> <@&123> <#123> hi",
        "<:thumb:123> and <a:dance:123> and <t:1700000000:R>",
        "</debate open:123> then <id:customize>",
        "see this <https://example.org/a?b=c\n-and-more> and <mia@example.org<\nmailto:mia@example.org>>",
        "<https://example.org/a?b=c> and <mailto:mia@example.org> and <mia@example.org>",
        "<br> one <b>two</b> <a href='https://example.org'>three words here</a> <!-- four five -->",
        '<div class="note wide">\nwords\n</div>\n<img src="a.png" alt="two words"/>',
        "<aside>\nsome words\n</aside>",
        "a < b and c > d, a <b and c> d",
        "I <3 you all and you <3 me > everything",
        "<- that one, <= this, <> nothing, < > nothing, <_< >_> >.<",
        "List<String> and Map<String, List<Int>> are types",
        "cout << first << second >> third",
        "`<quoted words in code>` and `> more`",
        "```\n<quoted words in code>\n> and lines\n```\nhm",
        "see ```\n> code that starts mid-line\n``` there",
        "x -> y => z",
        "\\> not quoted",
        ">:( not nice\n>.< no\n>_> no",
        ">= 5 people\nand so on",
        ">50 people came\nhm",
        "> ",
        ">\n>\n",
        "",
        "lol",
    ],
)
def test_other_marks_are_not_quotes(text: str):
    assert read(text) == []


def test_an_empty_pair_of_marks_in_prose_does_not_eat_the_quote_after_it():
    assert read("I put your words between <>.\n<The rules are far too long.>\nNo.") == [
        ("The rules are far too long.", "No."),
    ]


def test_mentions_tags_and_arrows_inside_a_quote_do_not_end_it():
    text = "<Ask <@12> or <#3>, say 1 -> 2, x > y <br> and more.>\nI did."
    assert read(text) == [("Ask <@12> or <#3>, say 1 -> 2, x > y <br> and more.", "I did.")]


# --- quoted lines -----------------------------------------------------------------------------------------------


def test_quoted_lines_are_answered_by_what_stands_beneath():
    text = "> The rules are long\n>and nobody reads them.\nI do.\n\n> Then shorten them.\nYes."
    assert read(text) == [
        ("The rules are long\nand nobody reads them.", "I do."),
        ("Then shorten them.", "Yes."),
    ]
    assert read_in_line(text)[0].quote.of(text) == "The rules are long\n>and nobody reads them."
    assert read_in_line(text)[0].syntax is QuoteSyntax.LINE


def test_blank_quoted_lines_keep_one_quote_and_unquoted_blank_lines_part_two():
    assert read("> one two\n>\n> three four\nfive") == [("one two\n\nthree four", "five")]
    assert read("> one two\n\n> three four\nfive") == [("one two", None), ("three four", "five")]


@pytest.mark.parametrize("deep", ["> > ", ">> ", ">>", "> >"])
def test_the_level_that_is_answered_is_the_pair_and_deeper_ones_its_context(deep: str):
    text = f"{deep}Who watches the door?\n> Nobody does.\nThen I will."
    assert read(text) == [("Nobody does.", "Then I will.")]


def test_only_deep_lines_are_themselves_answered():
    assert read(">> Who watches the door?\nI will.") == [("Who watches the door?", "I will.")]


def test_a_line_that_says_who_wrote_belongs_to_nobody():
    text = "> The first.\nMy answer.\n\nOn Mon, 2 Mar 2020 at 10:11, Mia <mia@example.org>\nwrote:\n> The second.\nYes."
    assert read(text) == [("The first.", "My answer."), ("The second.", "Yes.")]
    assert read("> Am 2.3.2020 schrieb Mia <m@example.org>:\n>> Die Tür ist offen.\nDann zu.") == [
        ("Die Tür ist offen.", "Dann zu."),
    ]


def test_the_end_of_a_quoted_line_that_a_program_wrapped_belongs_to_the_quote():
    text = (
        "> The rules of this forum are far too long for anybody to read and\nremember them.\n"
        "> So shorten them.\nYes, let us.\n"
    )
    words = "The rules of this forum are far too long for anybody to read and\nremember them.\nSo shorten them."
    assert read(text) == [(words, "Yes, let us.")]


def test_lines_of_nothing_but_marks_are_no_answer_and_no_quote():
    assert read("> The rules are long.\nShorten them.\n>\n>\n") == [("The rules are long.", "Shorten them.")]
    assert read("> The rules are long.\n> ---\nShorten them.\n\n> \n") == [("The rules are long.", "Shorten them.")]


def test_a_block_runs_to_the_end():
    text = "Look:\n>>> one\n\ntwo\n"
    assert read(text) == [("one\n\ntwo", None)]
    assert only(text).syntax is QuoteSyntax.BLOCK


def test_three_marks_among_quoted_lines_are_a_level():
    assert read(">>> deepest\n>> deeper\n> said last\nanswer") == [("said last", "answer")]


def test_a_quoted_line_in_a_list_is_read():
    assert read("- > The rules are long\n  Shorten them.\n") == [("The rules are long", "Shorten them.")]


def test_carriage_returns_stay_outside():
    text = "> one two\r\n> three\r\n\r\nanswer\r\n"
    assert only(text).quote.of(text) == "one two\r\n> three"
    assert only(text).words == "one two\nthree"
    assert read(text)[0][1] == "answer"


def test_a_quoted_everyone_is_words_like_any_other():
    assert read("> ping @everyone now\nno") == [("ping @everyone now", "no")]


def test_an_unclosed_fence_hides_nothing():
    assert read("```\n> one two\nanswer") == [("one two", "answer")]


# --- what is no part of an answer -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "margin",
    [
        "\n--\nMia\nKeeper of the door",
        "\n-- \r\nMia",
        "\n\nSent from my telephone",
        "\n\nBest regards,\nMia",
        "\n\nLeave a reply",
        "\n\n12 comments\nShare this\n",
        "\n\nKommentar schreiben",
        "\n-----Original Message-----\nFrom: somebody\nSubject: doors\n\nIs it open?",
    ],
)
def test_signatures_and_page_furniture_are_no_part_of_the_last_answer(margin: str):
    assert read("> Is the door open?\nIt was." + margin) == [("Is the door open?", "It was.")]


@pytest.mark.parametrize("answer", ["Thanks", "Share", "Reply", "It was.\nComments welcome.", "I regard it so, best."])
def test_short_answers_are_kept(answer: str):
    assert read("> Is the door open?\n" + answer) == [("Is the door open?", answer)]


# --- the real letter --------------------------------------------------------------------------------------------


@pytest.mark.skipif(not EXCHANGE.is_dir(), reason="the shared letters are not beside the project")
def test_a_real_letter_is_read_into_the_pairs_a_careful_reader_found():
    text = (EXCHANGE / "second-reaction.txt").read_text(encoding="utf-8")
    gold: dict[str, Any] = json.loads((EXCHANGE / "second-reaction.gold.json").read_text(encoding="utf-8"))
    pairs = read_in_line(text)
    assert [[pair.quote.start, pair.quote.end] for pair in pairs] == [pair["quote"] for pair in gold["pairs"]]
    for pair, expected in zip(pairs, gold["pairs"], strict=True):
        start, end = expected["response"]
        assert pair.response is not None
        allowed = {text[start:end].strip()}
        for optional in ("lead_in", "closing"):
            if gold[optional][0] in range(end, end + 5):
                allowed.add(text[start : gold[optional][1]].strip())
        assert pair.response.of(text) in allowed
        assert pair.response.start == start


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("~~~\n> nobody wants to row home\n~~~\nThat is how one quotes.", []),
        ("~~~ text\n<nobody wants to row home>\n~~~\n> and this\nYes.", ["and this"]),
        ("~~~\n> nobody wants to row home\nYes.", ["nobody wants to row home"]),
        ("<List<String> is not a plan.>\nIt is.", ["List<String> is not a plan."]),
        ("<a Map<String, List<Integer>> will do>\nNo.", ["a Map<String, List<Integer>> will do"]),
    ],
)
def test_code_inside_and_around_quotes_is_told_from_them(text: str, quoted: list[str]) -> None:
    assert [pair.words for pair in read_in_line(text)] == quoted


@pytest.mark.parametrize("name", ["— Ann", "– Ann Lee", "-- Ann", "― Ann van den Berg", "— Жанна"])
def test_a_name_behind_a_dash_on_the_last_line_signs_the_answer(name: str):
    assert read(f"> Close the door\nNo, keep it open.\n{name}\n") == [("Close the door", "No, keep it open.")]


@pytest.mark.parametrize(
    "answer",
    [
        "No way.\n— Never",
        "No way.\n— Ann is right about that.",
        "No way.\n— and so on",
        "No way.\n- Ann",
        "Those who may:\n— Ann\n— Ben",
        "— Ann is right.",
        "— No",
    ],
)
def test_dashes_that_begin_what_is_said_belong_to_the_answer(answer: str):
    assert read(f"> Close the door\n{answer}") == [("Close the door", answer)]


def test_a_name_behind_a_dash_right_beneath_a_quote_says_whose_words_it_is():
    assert read("> Close the door\n— Ann\n\nNo.\n\n> Open it\n— Ben Lee\nYes.\n— Mia") == [
        ("Close the door", "No."),
        ("Open it", "Yes."),
    ]
    assert read("> Close the door\n— Ann\n") == [("Close the door", None)]


def test_a_name_that_answers_a_question_is_an_answer():
    assert read("> Who closes the door?\n— Ann") == [("Who closes the door?", "— Ann")]


def test_html_quotes_are_answered_by_what_follows_and_their_tags_are_no_words():
    text = 'Hi.\n<blockquote class="x">\n<p>Close <b>the</b>\ndoor</p>\n</blockquote>\nNo.\n> Open it\nYes.'
    pair = read_in_line(text)[0]
    assert read(text) == [("Close the door", "No."), ("Open it", "Yes.")]
    assert pair.syntax is QuoteSyntax.BLOCK
    assert pair.quote.of(text) == "Close <b>the</b>\ndoor"


@pytest.mark.parametrize(
    "text", ["<blockquote>Close the door\nNo.", "`<blockquote>a b</blockquote>` no", "<blockquote> </blockquote>No."]
)
def test_html_that_quotes_nothing_is_no_quote(text: str):
    assert read(text) == []
