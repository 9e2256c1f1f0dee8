"""What the summary of a round says in its rarer cases."""

from dataclasses import replace

import pytest

from deliberation.debate import DebateState
from deliberation.measuring.steps import Step
from deliberation.stance import Position
from deliberation.views.summary import Label
from prompts import posts
from prompts.post import Act, Post
from prompts.render import NO_BREAK
from tests.prompts import samples
from tests.prompts.reading import acts


def summed_up(answered: int = 11, **facts: object) -> Post:
    """The post of the sample summary, with these facts in place of its own."""
    summary = replace(samples.summary(), answered=answered, **facts)
    return posts.summary(summary, samples.USERS, samples.LEDGER)[0]


@pytest.mark.parametrize(
    ("answering", "plain", "said"),
    [
        (0, 0, "No messages."),
        (1, 0, "One message: it quotes and replies."),
        (0, 1, "One message, chat only. [the chat]"),
        (9, 0, "9 messages, all quote and reply."),
        (0, 8, "8 messages, chat only. [the chat]"),
        (1, 1, "2 messages: one quotes and replies, one is chat. [the chat]"),
        (9, 8, "17 messages: 9 quote and reply, 8 are chat. [the chat]"),
    ],
)
def test_a_summary_says_how_much_of_what_was_written_replies(answering: int, plain: int, said: str) -> None:
    chat = samples.link(3) if plain else None
    post = summed_up(messages=answering + plain, answering=answering, plain=plain, first_plain=chat)

    (line,) = [line for line in post.text.splitlines() if "essage" in line]
    assert line.partition("(")[0] == said


def test_few_who_debate_under_their_names_read_who_moved_and_how_far() -> None:
    steps = (
        Step(samples.MIA, Position.DISAGREE, Position.AGREE_WITH_RESERVATIONS),
        Step(samples.IVO, Position.UNDECIDED, Position.AGREE),
        Step(samples.IVO, Position.AGREE, Position.AGREE_WITH_RESERVATIONS),
        Step(samples.MIA, Position.AGREE, Position.AGREE),
    )
    post = summed_up(results=(replace(samples.CLOSER, steps=steps),))

    mia, ivo = (f"<@{samples.USERS[person]}>" for person in (samples.MIA, samples.IVO))
    assert (
        f"{mia} moved from No to Yes, but, 3 steps · {ivo} moved from Unsure to Yes, 2 steps · "
        f"{ivo} moved from Yes to Yes, but, one step · {mia} stayed at Yes"
    ) in post.text
    assert "moved towards the others" not in post.text


def test_where_no_counts_may_be_shown_it_is_said_once() -> None:
    withheld = tuple(
        replace(result, tally=None, before=None, moves=None, credited=None, reason_for=None, reason_against=None)
        for result in samples.summary().results
    )
    post = summed_up(3, results=withheld)

    assert "3 of 12 answered. Counts are shown from 5 answers to a point on; this round has none to show." in post.text
    assert post.text.count("shown from") == 1
    assert all(result.claim in post.text for result in withheld)
    assert "did not answer" not in post.text


def test_an_ended_debate_is_not_offered_another_round() -> None:
    ended = replace(samples.debate(), state=DebateState.ENDED)
    post = summed_up(debate=ended)

    assert acts(post) == [Act.MINE, Act.POINTS, Act.NOT_MEANT]
    assert "for round 3" not in post.text


@pytest.mark.parametrize(("answered", "called"), [(5, "Mixed"), (4, "Too few")])
def test_a_first_answer_of_a_few_people_is_not_called_mixed(answered: int, called: str) -> None:
    result = replace(samples.NEW, label=Label.NEW, answered=answered)
    post = summed_up(results=(samples.CLOSER, result))

    assert f'{called}: "{result.claim}"' in post.text


def test_a_line_of_counts_breaks_only_between_positions() -> None:
    text = summed_up().text

    assert f"No,{NO_BREAK}but{NO_BREAK}1 · No{NO_BREAK}0" in text
    assert "but 1" not in text
