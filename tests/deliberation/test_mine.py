"""A member's own stances, for their eyes only."""

from dataclasses import replace

from deliberation.views.mine import compose_mine
from tests.deliberation.records import NO, UNSURE, YES, Story


def test_a_member_sees_their_last_answer_of_each_round_in_order() -> None:
    story = Story()
    green, move = story.proposes("Paint it green"), story.proposes("Move it")
    story.opens_round()
    only_on_move = story.stands("mia", move, UNSURE)
    story.stands("mia", green, UNSURE)
    first = story.stands("mia", green, YES)
    story.closes_round()
    story.opens_round()
    second = story.stands("mia", green, NO)
    mine = compose_mine(story.record, story.who("mia"))
    assert [(point.point, point.stances) for point in mine.points] == [
        (green, (first, second)),
        (move, (only_on_move,)),
    ]


def test_nobody_elses_answers_are_among_them() -> None:
    story = Story()
    claim = story.proposes("Paint it green")
    story.opens_round()
    story.stands("tom", claim, NO)
    assert compose_mine(story.record, story.who("mia")).points == ()


def test_an_answer_stays_under_the_point_it_was_given_on() -> None:
    story = Story()
    green, verdant = story.proposes("Paint it green"), story.proposes("Paint it a fresh green")
    story.opens_round()
    story.stands("mia", verdant, YES)
    story.merges(verdant, green)
    (point,) = compose_mine(story.record, story.who("mia")).points
    assert (point.point, point.claim) == (verdant, "Paint it a fresh green")


def test_an_answer_to_former_words_stands_beside_them() -> None:
    story = Story()
    green = story.proposes("Paint it green")
    story.opens_round()
    story.stands("mia", green, YES)
    story.closes_round()
    story.opens_round()
    story.rewords(green, "Leave it as it is")
    (before,) = compose_mine(story.record, story.who("mia")).points
    story.stands("mia", green, NO)
    (after,) = compose_mine(story.record, story.who("mia")).points

    assert (before.claim, before.worded) == ("Paint it green", {})
    assert (after.claim, after.worded) == ("Leave it as it is", {1: "Paint it green"})


def test_the_answer_that_counts_most_is_shown_as_long_as_it_stands() -> None:
    story = Story()
    green = story.proposes("Paint it green")
    story.opens_round()
    story.answers("tom", green, "Green fades within a year.")
    best = story.answers("ben", green, "Green hides the moss.")
    story.stands("mia", green, YES, credit=best)
    (point,) = compose_mine(story.record, story.who("mia")).points
    assert [(answer.number, answer.words) for answer in point.credited] == [(best, "Green hides the moss.")]

    kept = tuple(replace(answer, withdrawn=True) for answer in story.record.counterpoints)
    (point,) = compose_mine(replace(story.record, counterpoints=kept), story.who("mia")).points
    assert point.credited == ()
