"""Whose words a summary quotes, and which of them still wait for an answer."""

from dataclasses import replace

from deliberation.ids import PointNumber, RoundNumber
from deliberation.views.summary import REASON_LIMIT, PointResult, summarise
from tests.deliberation.records import NO, YES, YES_BUT, Story

ONE = RoundNumber(1)


def only_result(story: Story, number: int) -> PointResult:
    """The one result of round `number`."""
    (result,) = summarise(story.record, RoundNumber(number)).results
    return result


def reasons_story() -> tuple[Story, PointNumber]:
    story = Story()
    claim = story.proposes("Paint it green")
    story.opens_round()
    return story, claim


def test_each_sides_reason_is_chosen_by_the_people_on_that_side() -> None:
    story, claim = reasons_story()
    moss = story.answers("p9", claim, "Green hides the moss.")
    heat = story.answers("p9", claim, "White keeps it cool.")
    mud = story.answers("p9", claim, "Mud shows less on brown.")
    story.crowd_stands(claim, "YYyNNNN", credits={"Y": moss, "y": heat, "N": heat})
    story.stands("p7", claim, NO, credit=mud)
    result = only_result(story, 1)
    assert result.reason_for is not None
    assert (result.reason_for.words, result.reason_for.people) == ("Green hides the moss.", 2)
    assert result.reason_against is not None
    assert (result.reason_against.words, result.reason_against.people) == ("White keeps it cool.", 3)
    assert result.reason_for.link == story.counterpoint(moss).link


def test_a_side_that_credits_nothing_gets_no_reason_from_the_other() -> None:
    story, claim = reasons_story()
    moss = story.answers("p9", claim, "Green hides the moss.")
    story.crowd_stands(claim, "YYY?NN", credits={"Y": moss, "?": moss})
    result = only_result(story, 1)
    assert result.reason_for is not None
    assert result.reason_for.people == 3
    assert result.reason_against is None


def test_of_two_reasons_chosen_equally_often_the_older_is_shown() -> None:
    story, claim = reasons_story()
    moss = story.answers("p9", claim, "Green hides the moss.")
    heat = story.answers("p9", claim, "White keeps it cool.")
    story.crowd_stands(claim, "YYyyN", credits={"Y": heat, "y": moss})
    result = only_result(story, 1)
    assert result.reason_for is not None
    assert result.reason_for.words == "Green hides the moss."


def test_a_withdrawn_answer_is_quoted_no_more() -> None:
    story, claim = reasons_story()
    moss = story.answers("p9", claim, "Green hides the moss.")
    heat = story.answers("p9", claim, "White keeps it cool.")
    story.crowd_stands(claim, "YYYyN", credits={"Y": moss, "y": heat})
    story.withdraws(moss)
    result = only_result(story, 1)
    assert result.reason_for is not None
    assert (result.reason_for.words, result.reason_for.people) == ("White keeps it cool.", 1)


def test_an_answer_to_another_point_is_never_quoted_under_this_one() -> None:
    story, claim = reasons_story()
    other = story.proposes("Move the shed")
    elsewhere = story.answers("p9", other, "The roots are in the way.")
    story.crowd_stands(claim, "YYYYY", credits={"Y": elsewhere})
    assert summarise(story.record, ONE).results[0].reason_for is None


def test_a_long_reason_is_cut_to_the_same_length_for_both_sides() -> None:
    story, claim = reasons_story()
    long = story.answers("p9", claim, "Green hides the moss and " * 20)
    story.crowd_stands(claim, "YYYNN", credits={"Y": long, "N": long})
    result = only_result(story, 1)
    assert result.reason_for is not None
    assert result.reason_against is not None
    assert len(result.reason_for.words) <= REASON_LIMIT
    assert result.reason_for.words == result.reason_against.words


def test_the_answer_credited_by_those_who_changed_their_mind_is_told_with_how_many_they_are() -> None:
    story, claim = reasons_story()
    moss = story.answers("p9", claim, "Green hides the moss.")
    heat = story.answers("p9", claim, "White keeps it cool.")
    story.crowd_stands(claim, "YYYNNNN", credits={"Y": heat})
    story.closes_round()
    story.opens_round()
    story.crowd_stands(claim, "YYYyyyN", credits={"Y": heat, "y": moss, "N": heat})
    result = only_result(story, 2)
    assert result.credited is not None
    assert (result.credited.words, result.credited.people) == ("Green hides the moss.", 3)


def test_where_nobody_who_changed_credits_anything_nothing_is_credited() -> None:
    story, claim = reasons_story()
    moss = story.answers("p9", claim, "Green hides the moss.")
    story.crowd_stands(claim, "YYYNNN")
    story.closes_round()
    story.opens_round()
    story.crowd_stands(claim, "YYYyyN", credits={"Y": moss})
    assert only_result(story, 2).credited is None


def test_words_edited_since_they_were_chosen_say_so_though_their_chooser_answered_again() -> None:
    story, claim = reasons_story()
    moss = story.answers("p9", claim, "Green hides the moss.")
    story.crowd_stands(claim, "YYYYY", credits={"Y": moss})
    story.rephrases(moss, "Green hides the moss and the mice.")
    story.crowd_stands(claim, "yyyyy", credits={"y": moss})
    reason = only_result(story, 1).reason_for
    assert reason is not None
    assert (reason.edited, reason.people) == (True, 5)


def test_words_edited_before_anybody_chose_them_are_what_was_chosen() -> None:
    story, claim = reasons_story()
    moss = story.answers("p9", claim, "Green hides the moss.")
    story.rephrases(moss, "Green hides the moss and the mice.")
    story.crowd_stands(claim, "YYYYY", credits={"Y": moss})
    reason = only_result(story, 1).reason_for
    assert reason is not None
    assert not reason.edited


def test_the_same_condition_is_counted_together_and_the_most_wanted_come_first() -> None:
    story, claim = reasons_story()
    story.crowd_stands(claim, "YYYYY")
    for name, words in (
        ("ann", "We use the old paint"),
        ("ben", "It is a dark green."),
        ("cat", "it is a  DARK green"),
        ("dan", "the door stays red"),
    ):
        story.stands(name, claim, YES_BUT, condition=words)
    conditions = only_result(story, 1).conditions
    assert [(condition.words, condition.people) for condition in conditions] == [
        ("It is a dark green.", 2),
        ("We use the old paint", 1),
        ("the door stays red", 1),
    ]


def test_who_says_yes_outright_has_no_condition_that_would_make_it_a_yes() -> None:
    story, claim = reasons_story()
    story.crowd_stands(claim, "YYYY")
    story.stands("ann", claim, YES, condition="left from an earlier answer")
    assert only_result(story, 1).conditions == ()


def asked_story() -> tuple[Story, PointNumber]:
    """Mia answers a proposal with a question."""
    story = Story()
    claim = story.proposes("Paint it green")
    story.opens_round()
    answer = story.answers("mia", claim, "I like it. Who buys the paint?")
    story.asks(answer, "Who buys the paint?", put_to="tom")
    return story, story.answered_words(answer)


def test_a_question_waits_until_somebody_else_answers_the_passage_it_stands_in() -> None:
    story, passage = asked_story()
    (waiting,) = summarise(story.record, ONE).questions
    assert (waiting.words, waiting.put_to) == ("Who buys the paint?", story.who("tom"))
    story.answers("mia", passage, "Nobody so far.")
    assert len(summarise(story.record, ONE).questions) == 1
    story.answers("tom", passage, "I do.")
    assert summarise(story.record, ONE).questions == ()


def test_an_answer_that_was_withdrawn_leaves_the_question_open() -> None:
    story, passage = asked_story()
    reply = story.answers("tom", passage, "I do.")
    story.withdraws(reply)
    assert len(summarise(story.record, ONE).questions) == 1


def test_a_question_that_was_withdrawn_is_no_longer_asked() -> None:
    story, _ = asked_story()
    story.withdraws(story.record.counterpoints[0].number)
    assert summarise(story.record, ONE).questions == ()


def test_an_answer_to_other_words_of_the_same_message_leaves_the_question_open() -> None:
    story, _ = asked_story()
    elsewhere = story.answered_words(story.record.counterpoints[0].number)
    points = story.record.points
    passage = points[elsewhere - 1].passage
    moved = replace(points[elsewhere - 1], passage=replace(passage, span=replace(passage.span, end=105)))
    story.record = replace(story.record, points=(*points[:-1], moved))
    story.answers("tom", elsewhere, "So do I.")
    assert len(summarise(story.record, ONE).questions) == 1


def test_a_proposal_nobody_answered_in_line_waits_and_an_answered_one_does_not() -> None:
    story = Story()
    green = story.proposes("Paint it green")
    story.proposes("Move it")
    story.opens_round()
    story.answers("mia", green, "Green hides the moss.")
    assert [waiting.words for waiting in summarise(story.record, ONE).unanswered] == ["Move it"]


def test_of_two_reasons_chosen_equally_often_the_one_its_side_agrees_with_more_is_shown() -> None:
    story, claim = reasons_story()
    moss = story.answers("p9", claim, "Green hides the moss.")
    heat = story.answers("p9", claim, "White keeps it cool.")
    white = story.answered_words(heat)
    story.crowd_stands(claim, "YYyyNNNN", credits={"Y": heat, "y": moss})
    # The others, who disagree with it, have no say in what this side shows.
    story.crowd_stands(white, "YyY?NNNN")
    result = next(one for one in summarise(story.record, ONE).results if one.number == claim)
    assert result.reason_for is not None
    assert result.reason_for.words == "White keeps it cool."


def test_a_reason_that_more_chose_stays_though_its_side_disagrees_with_it() -> None:
    story, claim = reasons_story()
    moss = story.answers("p9", claim, "Green hides the moss.")
    heat = story.answers("p9", claim, "White keeps it cool.")
    white, green = story.answered_words(heat), story.answered_words(moss)
    story.crowd_stands(claim, "YYYyyN", credits={"Y": moss, "y": heat})
    story.crowd_stands(white, "YYYYYY")
    story.crowd_stands(green, "NNNNNN")
    result = next(one for one in summarise(story.record, ONE).results if one.number == claim)
    assert result.reason_for is not None
    assert result.reason_for.words == "Green hides the moss."


def test_what_too_few_answered_decides_no_reason() -> None:
    story, claim = reasons_story()
    moss = story.answers("p9", claim, "Green hides the moss.")
    heat = story.answers("p9", claim, "White keeps it cool.")
    white = story.answered_words(heat)
    story.crowd_stands(claim, "YYyyN", credits={"Y": heat, "y": moss})
    story.crowd_stands(white, "YYYY")
    result = next(one for one in summarise(story.record, ONE).results if one.number == claim)
    assert result.reason_for is not None
    assert result.reason_for.words == "Green hides the moss."
