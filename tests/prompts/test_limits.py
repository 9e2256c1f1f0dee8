"""However large a debate, Discord takes every post, and what does not fit is not lost silently."""

import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from deliberation.ids import PointNumber
from prompts import posts
from prompts.post import CHOICES_LIMIT, Act, Post, Text
from tests.prompts import crowd, samples
from tests.prompts.reading import acts, assert_fits, buttons, selects

WORDINGS: dict[str, Callable[[str], str]] = {
    "as said": lambda said: said,
    "all marks": lambda said: "*" * len(said),
    "one word": lambda said: "w" * len(said),
    "emoji": lambda said: "\U0001f600" * len(said),
}
EACH = ["as said", "all marks", *(pytest.param(name, marks=pytest.mark.long) for name in ("one word", "emoji"))]


@pytest.mark.parametrize("wording", EACH)
def test_discord_takes_every_post_of_a_large_debate(wording: str) -> None:
    for post, files in crowd.everything(WORDINGS[wording]).values():
        assert_fits(post, files)


def _everything_said(post: Post) -> str:
    return "\n".join(block.markdown for block in post.blocks if isinstance(block, Text))


def test_a_summary_of_many_points_shows_the_first_few_and_says_how_many_there_are() -> None:
    post, _ = posts.summary(crowd.SUMMARY, crowd.PEOPLE, samples.LEDGER)
    shown = post.text.count("Moved closer:")

    assert 4 <= shown <= 5
    assert f"… and {crowd.POINTS - shown} more points, under [Everything]." in post.text
    assert "More on points" in post.text


@pytest.mark.parametrize("wording", EACH)
def test_what_was_meant_beneath_questions_and_conditions_stays_within_a_summary(wording: str) -> None:
    meant = WORDINGS[wording]("What I meant is this. " * 10)[:200]
    questions = tuple(
        replace(question, meant=meant, by_readers=place < 3) for place, question in enumerate(crowd.WAITING)
    )
    results = tuple(
        replace(result, meant=meant, conditions=tuple(replace(one, meant=meant) for one in result.conditions))
        for result in crowd.SUMMARY.results
    )
    post, files = posts.summary(replace(crowd.SUMMARY, results=results, questions=questions), crowd.PEOPLE, "")

    assert_fits(post, files)
    assert post.text.count("Not what I meant, says its author") >= 3
    assert "more points, under [Everything]" in post.text


def test_a_summary_of_hundreds_of_points_says_how_many_its_pictures_show() -> None:
    first = crowd.SUMMARY.results[0]
    results = tuple(replace(first, number=PointNumber(number)) for number in range(1, 301))
    post, files = posts.summary(replace(crowd.SUMMARY, results=results), crowd.PEOPLE, samples.LEDGER)

    assert_fits(post, files)
    assert len(files) == 9
    assert "under [Everything]. The pictures show 64 of 300." in post.text


def test_a_summary_hears_both_sides_of_a_point_or_neither() -> None:
    post, _ = posts.summary(crowd.SUMMARY, crowd.PEOPLE, samples.LEDGER)

    assert post.text.count("For:") == post.text.count("Still against:") >= 1


def test_a_summary_of_long_words_keeps_the_counts_of_its_points() -> None:
    post, _ = posts.summary(crowd.reworded(crowd.SUMMARY, WORDINGS["all marks"]), crowd.PEOPLE, samples.LEDGER)

    assert "Yes 6 · Yes, but 5 · Unsure 4 · No, but 5 · No 5" in post.text.replace("\u00a0", " ")


def test_a_board_of_many_points_says_how_many_it_left_out() -> None:
    post = posts.board(crowd.BOARD, crowd.PEOPLE)
    shown = post.text.count("· Yes,\u00a0but\u00a05 ·")

    assert 5 <= shown < crowd.POINTS
    assert f"… and {crowd.POINTS - shown} more points: `/points` lists all." in post.text
    assert "… and 45 more are waiting." in post.text
    assert f"The list holds {CHOICES_LIMIT} of {crowd.POINTS} points; the others are on their cards." in post.text
    assert len(selects(post)[0].choices) == CHOICES_LIMIT


def test_a_letter_of_ten_long_answers_is_shown_in_excerpts_and_leads_to_the_whole() -> None:
    post = posts.card(crowd.LETTER, samples.debate(), crowd.PEOPLE)

    assert all(f"**{letter}** · " in post.text for letter in "abcdefghij")
    assert [choice.label[:3] for choice in selects(post)[0].choices] == [f"{letter}. " for letter in "abcdefghij"]
    assert acts(post) == [Act.PASSAGES, Act.ABOUT, Act.PAIRS]
    assert len(selects(post)[0].choices) == 10


def test_a_letter_of_many_answers_says_how_many_it_left_out() -> None:
    post = posts.card(crowd.CARD, samples.debate(), crowd.PEOPLE)
    shown = post.text.count("↳")

    assert shown >= 8
    assert f"… and {crowd.POINTS - shown} more passages." in post.text


def test_the_pages_of_a_letter_show_every_answer_once_and_at_length() -> None:
    seen: list[str] = []
    page, last = 1, False
    while not last:
        post = posts.card(crowd.CARD, samples.debate(), crowd.PEOPLE, page)
        seen += re.findall(r"^\*\*([a-z]+)\*\* · ", post.text, re.MULTILINE)
        assert "Where it says … the words were too long to show:" in _everything_said(post)
        labels = [button.label for button in buttons(post)]
        last = "Next" not in labels
        page += 1

    assert len(seen) == len(set(seen)) == crowd.POINTS
    assert seen[25:28] == ["z", "aa", "ab"]
    assert crowd.STATEMENT[:1000] in posts.card(crowd.CARD, samples.debate(), crowd.PEOPLE, 1).text


def test_a_short_card_has_nothing_more_to_show() -> None:
    assert Act.PAIRS not in acts(posts.card(samples.card(), samples.debate(), samples.USERS))


def test_an_opening_of_many_long_proposals_says_how_many_it_left_out() -> None:
    proposals = crowd.reworded(crowd.PROPOSALS, WORDINGS["all marks"])
    post = posts.opening(samples.debate(), samples.open_round(), proposals)
    shown = post.text.count("\n") - 4

    assert f"… and {len(proposals) - shown} more proposals, under Take part." in post.text


def test_a_digest_of_many_debates_says_how_many_it_left_out() -> None:
    post = posts.digest(crowd.DIGEST)
    shown = post.text.count("**Closed:**") + post.text.count("**Open:**")

    assert f"… and {40 - shown} more, in the threads of this server's channels." in post.text


def test_a_long_history_says_how_much_it_left_out() -> None:
    post = posts.mine(crowd.MINE)
    shown = post.text.count("Round 12:")

    assert shown >= 1
    assert f"… and {crowd.POINTS - shown} more points, left out here." in post.text
