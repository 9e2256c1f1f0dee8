"""What questions asked by a button change: the board, what stands with a point, what waits for whom."""

from dataclasses import replace
from datetime import timedelta

import pytest

from deliberation.asking.choices import agreeing, differing, standing_at, unanswered
from deliberation.asking.needs import needs_of
from deliberation.asking.reminding import reminded_at
from deliberation.debate import Tallies
from deliberation.ids import ActId, PointNumber, RoundNumber, Span
from deliberation.question import Question, QuestionKind, Response
from deliberation.views.board import compose_board
from deliberation.views.mine import compose_mine
from deliberation.views.summary import summarise
from tests.deliberation.records import NO, YES, Story

FIRST = RoundNumber(1)


@pytest.fixture
def story() -> Story:
    """A debate with one proposal and an open round."""
    story = Story()
    story.proposes("Paint it green")
    story.opens_round()
    return story


def ask(story: Story, words: str = "Why green?", **facts: object) -> Question:
    """Mia asks the opener about the first point by a button."""
    point = story.record.points[0]
    question = Question(
        statement=point.passage.statement,
        span=Span(0, 5),
        words=words,
        asked_by=story.who("mia"),
        put_to=story.who("the opener"),
        round=story.number,
        link=point.link,
        act=ActId(500 + len(story.record.questions)),
        point=point.number,
        of=point.claim,
    )
    question = replace(question, **facts)  # pyright: ignore[reportArgumentType]
    story.record = replace(story.record, questions=(*story.record.questions, question))
    return question


def answered(story: Story, words: str | None, by: str = "the opener") -> Response:
    """How somebody answers."""
    return Response(words, story.who(by), story.now + timedelta(minutes=len(story.record.questions)))


def test_a_question_waits_on_the_board_until_it_is_settled(story: Story) -> None:
    ask(story)
    ask(story, "Who pays?", response=answered(story, "I do."))
    ask(story, "Who paints?", withdrawn=True)

    board = compose_board(story.record, FIRST)

    assert [waiting.words for waiting in board.questions] == ["Why green?"]


def test_the_last_sense_of_a_word_and_all_sources_stand_with_the_point(story: Story) -> None:
    ask(story, "", kind=QuestionKind.MEANING, about="green", response=answered(story, "Like moss."))
    ask(story, "", kind=QuestionKind.MEANING, about="Green", response=answered(story, "Like grass."))
    ask(story, "", kind=QuestionKind.EVIDENCE, response=answered(story, "https://a.test, https://b.test"))
    ask(story, "", kind=QuestionKind.EVIDENCE, response=answered(story, "https://b.test"))

    (point,) = compose_board(story.record, FIRST).points

    assert [(sense.word, sense.words) for sense in point.explained.senses] == [("Green", "Like grass.")]
    assert point.explained.sources == ("https://a.test", "https://b.test")


def test_what_the_asker_says_of_an_answer_is_not_put_into_the_authors_mouth(story: Story) -> None:
    ask(story, "", kind=QuestionKind.MEANING, about="green", response=answered(story, "Like moss.", by="mia"))

    (point,) = compose_board(story.record, FIRST).points

    assert not point.explained.senses


def test_the_summary_names_the_points_nothing_was_shown_for(story: Story) -> None:
    ask(story, "", kind=QuestionKind.EVIDENCE)
    ask(story, "", kind=QuestionKind.EVIDENCE, response=answered(story, "Trust me."))
    story.closes_round()

    (unshown,) = summarise(story.record, FIRST).unshown

    assert unshown.claim == "Paint it green"


@pytest.mark.parametrize(
    "facts",
    [{"withdrawn": True}, {"response": None}],
    ids=["taken back", "answered elsewhere"],
)
def test_nothing_is_said_of_evidence_no_longer_asked_for(story: Story, facts: dict[str, object]) -> None:
    if "response" in facts:
        facts = {"response": answered(story, None)}
    ask(story, "", kind=QuestionKind.EVIDENCE, **facts)
    story.closes_round()

    assert summarise(story.record, FIRST).unshown == ()


def test_a_question_asked_between_rounds_waits_all_the_same(story: Story) -> None:
    story.closes_round()
    ask(story)

    needs = needs_of(story.record, story.who("the opener"))

    assert [question.words for question in needs.questions] == ["Why green?"]
    assert needs.claims == 0


def test_what_nobody_answered_is_told_of_every_debate(story: Story) -> None:
    ask(story)

    (found,) = unanswered([story.record])

    assert [waiting.words for waiting in (*found.questions, *found.proposals)] == ["Why green?", "Paint it green"]


def test_agreement_and_difference_are_told_from_rounds_that_closed(story: Story) -> None:
    split = story.proposes("Tear it down")
    story.crowd_stands(PointNumber(1), "YYYYYY")
    story.crowd_stands(split, "YYYNNN")
    hidden = agreeing([story.record]), differing([story.record])
    story.closes_round()

    (agreed,), (differ,) = agreeing([story.record]), differing([story.record])

    assert hidden == ((), ())
    assert [point.claim for point in agreed.points] == ["Paint it green"]
    assert [point.claim for point in differ.points] == ["Tear it down"]
    assert agreed.people == 6


def test_live_counts_are_told_while_the_round_is_open() -> None:
    story = Story(tallies=Tallies.LIVE)
    green = story.proposes("Paint it green")
    story.opens_round()
    story.crowd_stands(green, "Y" * 12)

    (shape,) = agreeing([story.record])

    assert shape.open


def test_fewer_than_five_answers_of_a_counted_debate_tell_nothing(story: Story) -> None:
    story.crowd_stands(PointNumber(1), "YYYY")
    story.closes_round()

    assert agreeing([story.record]) == ()


def test_where_one_stands_is_told_by_the_last_answer_alone(story: Story) -> None:
    story.stands("mia", PointNumber(1), YES)
    story.stands("mia", PointNumber(1), NO)

    (mine,) = standing_at([compose_mine(story.record, story.who("mia"))])

    assert [point.position for point in mine.points] == [NO]
    assert standing_at([compose_mine(story.record, story.who("tom"))]) == ()


def test_a_reminder_comes_a_day_before_the_end_or_halfway_through_a_short_round(story: Story) -> None:
    (long,) = story.record.rounds
    short = replace(long, deadline=long.opened_at + timedelta(hours=10))

    assert long.deadline - reminded_at(long) == timedelta(days=1)
    assert short.deadline - reminded_at(short) == timedelta(hours=5)
