"""Whether enough answered, whether everybody did, and who came only at the end."""

from dataclasses import replace
from datetime import timedelta

from deliberation.debate import Attribution
from deliberation.ids import RoundNumber
from deliberation.record import DebateRecord
from deliberation.steering.agenda import AgendaRow, Pick, agenda_of, picked_points
from deliberation.steering.proposing import proposed_agenda
from deliberation.steering.turnout import everybody_answered, surge_in
from deliberation.terms import Terms
from deliberation.views.standings import standings_of
from deliberation.views.summary import Label, summarise
from tests.deliberation.records import NO, YES, Story

ONE, TWO = RoundNumber(1), RoundNumber(2)


def asking(record: DebateRecord, quorum: int) -> DebateRecord:
    """The record of a debate with that quorum."""
    return replace(record, debate=replace(record.debate, terms=Terms(quorum=quorum)))


def late(story: Story) -> None:
    """It is the last hour of a round of three days."""
    story.now = story.record.rounds[-1].deadline - timedelta(hours=1)


def test_everybody_has_answered_once_all_who_take_part_have_answered_every_claim() -> None:
    story = Story()
    green, red = story.proposes("Paint it green"), story.proposes("Paint it red")
    story.opens_round()
    assert not everybody_answered(story.record, ONE)
    story.stands("mia", green, YES)
    story.stands("mia", red, NO)
    assert everybody_answered(story.record, ONE)
    story.takes_part("tom")
    assert not everybody_answered(story.record, ONE)
    story.stands("tom", green, YES)
    assert not everybody_answered(story.record, ONE)
    story.stands("tom", red, YES)
    assert everybody_answered(story.record, ONE)


def test_a_round_short_of_its_quorum_says_too_few_and_infers_nothing() -> None:
    story = Story(attribution=Attribution.NAMED)
    green = story.proposes("Paint it green")
    story.opens_round()
    story.crowd_stands(green, "YYYYY")
    story.closes_round()

    short, met = summarise(asking(story.record, 6), ONE), summarise(asking(story.record, 5), ONE)
    assert (short.too_few, [result.label for result in short.results]) == (True, [Label.TOO_FEW])
    assert (met.too_few, [result.label for result in met.results]) == (False, [Label.AGREED])
    assert short.results[0].tally == met.results[0].tally


def test_newcomers_of_the_end_are_shown_apart_where_they_are_many() -> None:
    story = Story()
    green = story.proposes("Paint it green")
    story.opens_round()
    story.crowd_stands(green, "YYYYYY")
    late(story)
    for place in range(5):
        story.stands(f"new{place}", green, NO)
    story.closes_round()
    summary = summarise(story.record, ONE)

    assert summary.newcomers == 5
    (result,) = summary.results
    assert result.tally is not None
    assert result.without is not None
    assert (result.tally.counts, result.without.counts) == ((6, 0, 0, 0, 5), (6, 0, 0, 0, 0))


def test_neither_part_of_a_surge_is_shown_that_is_too_small_in_a_counted_debate() -> None:
    story = Story()
    green = story.proposes("Paint it green")
    story.opens_round()
    story.crowd_stands(green, "YYYYYY")
    late(story)
    for place in range(4):
        story.stands(f"new{place}", green, NO)
    story.closes_round()
    summary = summarise(story.record, ONE)

    assert summary.newcomers == 4
    assert summary.results[0].without is None


def test_who_wrote_before_or_came_with_everybody_is_no_newcomer() -> None:
    story = Story(attribution=Attribution.NAMED)
    green = story.proposes("Paint it green")
    story.opens_round()
    story.says("tom")
    story.stands("mia", green, YES)
    late(story)
    story.stands("tom", green, NO)
    story.closes_round()
    assert surge_in(standings_of(story.record, ONE)) is None

    sudden = Story()
    red = sudden.proposes("Paint it red")
    sudden.opens_round()
    late(sudden)
    sudden.crowd_stands(red, "YYYNNN")
    sudden.closes_round()
    assert surge_in(standings_of(sudden.record, ONE)) is None


def test_what_was_said_in_a_cancelled_round_is_told_of_in_the_next_summary() -> None:
    story = Story()
    story.proposes("Paint it green")
    story.opens_round()
    story.says("mia")
    story.cancels_round()
    story.opens_round()
    story.says("tom")
    story.closes_round()

    assert summarise(story.record, TWO).messages == 2


def test_what_divides_most_is_proposed_first_then_questions_then_the_rest() -> None:
    story = Story(attribution=Attribution.NAMED)
    green, red = story.proposes("Paint it green"), story.proposes("Paint it red")
    story.opens_round()
    story.crowd_stands(green, "YYYYYY")
    story.crowd_stands(red, "YYYNNN")
    question = story.asks(story.answers("mia", green, "Who pays?"), "Who pays?")
    story.closes_round()

    assert [item.pick for item in proposed_agenda(story.record)] == [Pick(red), Pick.of(question), Pick(green)]


def test_an_open_round_has_no_say_in_what_is_proposed() -> None:
    story = Story(attribution=Attribution.NAMED)
    green, red = story.proposes("Paint it green"), story.proposes("Paint it red")
    story.opens_round()
    story.crowd_stands(red, "YYYNNN")

    assert [item.pick for item in proposed_agenda(story.record)] == [Pick(green), Pick(red)]


def test_an_agenda_holds_what_is_still_there_in_the_order_of_picking() -> None:
    story = Story()
    green, red = story.proposes("Paint it green"), story.proposes("Paint it red")
    story.opens_round()
    question = story.asks(story.answers("mia", green, "Who pays?"), "Who pays?")
    picks = (Pick.of(question), Pick(red), Pick(green), Pick(statement=question.statement, start=999))
    record = replace(story.record, agenda=tuple(AgendaRow(TWO, pick) for pick in picks))

    assert [item.words for item in agenda_of(record, TWO)] == ["Who pays?", "Paint it red", "Paint it green"]
    assert agenda_of(record, ONE) == ()
    assert picked_points(record.agenda, TWO) == (red, green)
