"""What a summary says when a round closes, and what it keeps to itself."""

import pytest

from deliberation.debate import Attribution
from deliberation.ids import PointNumber, RoundNumber
from deliberation.views.summary import (
    Closing,
    Label,
    PointResult,
    summarise,
)
from tests.deliberation.records import NO, NO_BUT, UNSURE, YES, YES_BUT, Story

ONE, TWO, THREE = RoundNumber(1), RoundNumber(2), RoundNumber(3)


def rounds_of(*marks: str, attribution: Attribution = Attribution.COUNTED) -> Story:
    """A debate on one claim in which a crowd answered as `marks` say, a string a round."""
    story = Story(attribution=attribution, planned_rounds=len(marks))
    claim = story.proposes("Paint the shed green")
    for marked in marks:
        story.opens_round()
        story.crowd_stands(claim, marked)
        story.closes_round()
    return story


def only_result(story: Story, number: int | None = None) -> PointResult:
    """The one result of the last round, or of `number`."""
    (result,) = summarise(story.record, RoundNumber(number or story.record.rounds[-1].number)).results
    return result


# Labels


@pytest.mark.parametrize(
    ("marks", "label"),
    [
        ("YYyy?n", Label.NEW),
        ("YYYyyy", Label.AGREED),
        ("NNNNNNNN", Label.AGREED),
        ("YYYNNN", Label.SPLIT),
        ("......", Label.NEW),
    ],
)
def test_in_a_first_round_a_point_is_new_unless_people_agree_or_are_split(marks: str, label: Label) -> None:
    assert only_result(rounds_of(marks)).label is label


def test_those_who_came_together_are_told_as_closer_though_they_also_agree() -> None:
    result = only_result(rounds_of("YYYYYNNN", "YYYYYyyy"))
    assert result.label is Label.CLOSER
    assert result.moves is not None
    assert (result.moves.paired, result.moves.closer, result.moves.small_group) == (8, 3, True)


def test_those_who_drew_apart_are_told_as_apart() -> None:
    assert only_result(rounds_of("YYYYYyyy", "YYYYYNNN")).label is Label.APART


def test_those_who_stayed_are_told_as_split_or_agreed_or_unchanged() -> None:
    assert only_result(rounds_of("YYYNNN", "YYYNNN")).label is Label.SPLIT
    assert only_result(rounds_of("YYYYYY", "YYYYYY")).label is Label.AGREED
    assert only_result(rounds_of("YYy??n", "YYy??n")).label is Label.UNCHANGED


def test_too_few_who_answered_twice_are_not_compared() -> None:
    result = only_result(rounds_of("YY?nN....", "....nYy??"))
    assert (result.label, result.moves) == (Label.TOO_FEW, None)
    assert result.before is not None
    named = only_result(rounds_of("YY...", "Nyyn?", attribution=Attribution.NAMED))
    assert (named.label, named.moves) == (Label.TOO_FEW, None)


def test_few_who_know_each_other_by_name_may_be_compared() -> None:
    result = only_result(rounds_of("YYNN", "YYyy", attribution=Attribution.NAMED))
    assert result.label is Label.CLOSER


@pytest.mark.parametrize("marks", [("YN", "Yy"), ("YNN", "Yy?"), ("YNNn", "YyNn")])
def test_few_who_debate_under_their_names_are_told_by_name_and_step(marks: tuple[str, str]) -> None:
    steps = only_result(rounds_of(*marks, attribution=Attribution.NAMED)).steps
    assert len(steps) == len(marks[0])
    assert [step.length for step in steps] == sorted((step.length for step in steps), reverse=True)
    assert (steps[0].before, steps[0].after, steps[0].length) == (NO, YES_BUT, 3)
    assert (steps[-1].before, steps[-1].length) == (steps[-1].after, 0)


@pytest.mark.parametrize(
    ("marks", "attribution"),
    [
        (("YNNNN", "YyNNN"), Attribution.NAMED),
        (("N", "y"), Attribution.NAMED),
        (("YNN..", "Yy?YY"), Attribution.NAMED),
        (("YNNN", "Yy??"), Attribution.COUNTED),
    ],
)
def test_nobody_is_told_by_name_in_a_crowd_nor_where_answers_are_counted(
    marks: tuple[str, str], attribution: Attribution
) -> None:
    assert only_result(rounds_of(*marks, attribution=attribution)).steps == ()


def test_who_answered_once_made_no_step() -> None:
    steps = only_result(rounds_of("YN.", "Y.N", attribution=Attribution.NAMED)).steps
    assert [step.length for step in steps] == [0]


def test_a_claim_nobody_answered_again_is_told_as_too_few() -> None:
    assert only_result(rounds_of("YYYYYY", "......")).label is Label.TOO_FEW


def test_a_round_is_compared_with_the_latest_one_in_which_the_point_was_answered() -> None:
    result = only_result(rounds_of("YYYYYNNN", "........", "YYYYYyyy"))
    assert result.label is Label.CLOSER
    assert result.before is not None
    assert result.before.counts == (5, 0, 0, 0, 3)


def test_a_cancelled_round_is_compared_with_nothing() -> None:
    story = Story()
    claim = story.proposes("Paint the shed green")
    story.opens_round()
    story.crowd_stands(claim, "YYYYYY")
    story.cancels_round()
    story.opens_round()
    story.crowd_stands(claim, "YYyynN")
    assert only_result(story, 2).label is Label.NEW


def test_results_are_told_by_label_and_the_strongest_first() -> None:
    story = Story()
    unchanged, split, closer, agreed, closest = (
        (story.proposes(f"Claim {marks}"), marks.split())
        for marks in ("YY??nN YY??nN", "YYYNNN YYYNNN", "YYYNNNN YYYyyNN", "YYYYYY YYYYYY", "YYNNNN YYyyyy")
    )
    for half in (0, 1):
        story.opens_round()
        for claim, marks in (unchanged, split, closer, agreed, closest):
            story.crowd_stands(claim, marks[half])
        story.closes_round()
    assert [(result.label, result.number) for result in summarise(story.record, TWO).results] == [
        (Label.CLOSER, closest[0]),
        (Label.CLOSER, closer[0]),
        (Label.SPLIT, split[0]),
        (Label.AGREED, agreed[0]),
        (Label.UNCHANGED, unchanged[0]),
    ]


# Counted debates


def test_nothing_is_broken_down_below_five_answers_in_a_counted_debate() -> None:
    story = Story()
    claim = story.proposes("Paint the shed green")
    story.opens_round()
    moss = story.answers("p1", claim, "Green hides the moss.")
    story.crowd_stands(claim, "YYNN", credits={"Y": moss, "N": moss})
    story.stands("p3", claim, NO_BUT, condition="it is a dark green")
    result = only_result(story, 1)
    assert (result.answered, result.label) == (4, Label.NEW)
    assert (result.tally, result.agreement, result.moves) == (None, None, None)
    assert (result.credited, result.reason_for, result.reason_against, result.conditions) == (None, None, None, ())


def test_a_named_debate_withholds_nothing() -> None:
    result = only_result(rounds_of("Yn", attribution=Attribution.NAMED))
    assert result.tally is not None
    assert result.tally.counts == (1, 0, 0, 1, 0)


def test_five_answers_may_be_broken_down_but_four_who_answered_twice_are_not_compared() -> None:
    result = only_result(rounds_of("YYYY.", "YYYYY"))
    assert result.tally is not None
    assert (result.before, result.moves, result.credited) == (None, None, None)
    result = only_result(rounds_of("YYYYN.", ".YYYNy"))
    assert result.before is not None
    assert result.moves is None


# Which stances count


def test_one_person_counts_once_on_points_that_became_one_with_the_later_answer() -> None:
    story = Story(attribution=Attribution.NAMED)
    green, verdant = story.proposes("Paint it green"), story.proposes("Paint it a fresh green")
    story.opens_round()
    story.stands("mia", green, YES)
    story.stands("mia", verdant, NO)
    story.stands("tom", verdant, YES_BUT)
    story.merges(verdant, green)
    result = only_result(story, 1)
    assert (result.number, result.answered) == (green, 2)
    assert result.tally is not None
    assert result.tally.counts == (0, 1, 0, 0, 1)


def test_what_happens_in_the_next_round_does_not_change_the_summary_of_this_one() -> None:
    story = rounds_of("YYYNNN")
    story.answers("p1", PointNumber(1), "Green hides the moss.")
    before = summarise(story.record, ONE)
    story.opens_round()
    story.crowd_stands(PointNumber(1), "NNNNNNN")
    story.says("somebody new")
    assert summarise(story.record, ONE) == before


def test_a_passage_is_told_only_where_somebody_took_a_stance_on_it() -> None:
    story = Story(attribution=Attribution.NAMED)
    claim = story.proposes("Paint it green")
    story.opens_round()
    passage = story.answered_words(story.answers("mia", claim, "Green hides the moss."))
    story.answers("tom", passage, "It feeds it.")
    assert [result.number for result in summarise(story.record, ONE).results] == [claim]
    story.stands("tom", passage, NO)
    assert {result.number for result in summarise(story.record, ONE).results} == {claim, passage}


def test_words_nobody_said_here_are_told_as_such_where_somebody_took_a_stance_on_them() -> None:
    story = Story(attribution=Attribution.NAMED)
    claim = story.proposes("Paint it green")
    story.opens_round()
    story.stands("tom", claim, YES)
    unheard = story.quotes_unheard("mia", "the council forbids green")
    story.stands("tom", unheard, NO)
    results = {result.number: result.unverified for result in summarise(story.record, ONE).results}
    assert results == {claim: False, unheard: True}


def test_a_summary_of_a_round_that_never_was_is_refused() -> None:
    with pytest.raises(KeyError):
        summarise(Story().record, ONE)


def test_an_undecided_person_is_counted_and_is_on_neither_side() -> None:
    story = Story(attribution=Attribution.NAMED)
    claim = story.proposes("Paint it green")
    story.opens_round()
    moss = story.answers("p1", claim, "Green hides the moss.")
    story.stands("mia", claim, UNSURE, credit=moss)
    result = only_result(story, 1)
    assert result.answered == 1
    assert (result.reason_for, result.reason_against) == (None, None)


# Messages, people, closing


def test_people_are_those_who_wrote_answered_or_opened_the_ballot_once_each() -> None:
    story = Story()
    claim = story.proposes("Paint it green")
    story.opens_round()
    story.says("mia")
    story.stands("mia", claim, YES)
    story.stands("tom", claim, NO)
    story.takes_part("ada")
    story.takes_part("tom")
    story.says(None, guest="A neighbour")
    story.says(None)
    summary = summarise(story.record, ONE)
    assert (summary.people, summary.answered) == (3, 2)


def test_messages_of_this_round_are_counted_by_whether_they_answer_a_point() -> None:
    story = Story()
    claim = story.proposes("Paint it green")
    story.opens_round()
    story.says("mia")
    story.closes_round()
    story.opens_round()
    story.answers("mia", claim, "Green hides the moss.")
    gone = story.answers("tom", claim, "Never mind.")
    chat = story.says("tom")
    story.says(None, guest="A neighbour")
    story.withdraws(gone)
    summary = summarise(story.record, TWO)
    assert (summary.messages, summary.answering, summary.plain) == (3, 1, 2)
    assert summary.first_plain == chat.link


def test_a_round_says_how_it_closed() -> None:
    on_time, early, unread = Story(), Story(), Story()
    for story in (on_time, early, unread):
        story.opens_round()
    on_time.closes_round()
    early.closes_round(by="mia")
    unread.closes_round(unread=True)
    summaries = [summarise(story.record, ONE) for story in (on_time, early, unread)]
    assert [summary.closing for summary in summaries] == [Closing.ON_TIME, Closing.EARLY, Closing.ON_TIME]
    assert [summary.round.unread for summary in summaries] == [False, False, True]


# Proposed for the next round


def test_the_claims_that_divide_most_are_proposed_for_the_next_round_at_most_three() -> None:
    story = Story(planned_rounds=2)
    for number, marks in enumerate(["YYYYYY", "YYYNNN", "YYyNNN", "YYYYNN", "YyynNN"], start=1):
        story.crowd_stands(story.proposes(f"Claim {number}"), marks)
    story.opens_round()
    for number, marks in enumerate(["YYYYYY", "YYYNNN", "YYyNNN", "YYYYNN", "YyynNN"], start=1):
        story.crowd_stands(PointNumber(number), marks)
    story.closes_round()
    assert summarise(story.record, ONE).proposed[:2] == ("Claim 2", "Claim 4")
    assert len(summarise(story.record, ONE).proposed) == 3
    assert "Claim 1" not in summarise(story.record, ONE).proposed


def test_nothing_is_proposed_after_the_last_planned_round() -> None:
    assert summarise(rounds_of("YYYNNN", "YYYNNN").record, TWO).proposed == ()
    assert summarise(rounds_of("YYYNNN", "YYYNNN").record, ONE).proposed == ("Paint the shed green",)


def test_nothing_is_proposed_for_a_round_that_an_ended_debate_will_not_have() -> None:
    story = rounds_of("YYYNNN", "YYYNNN")
    assert summarise(story.record, ONE).proposed
    story.ends()

    assert summarise(story.record, ONE).proposed == ()
