"""What counts: whose stances, on which points, in which words."""

from deliberation.debate import Attribution
from deliberation.ids import PointNumber, RoundNumber
from deliberation.points.changes import Verdict
from deliberation.terms import Voice
from deliberation.views.board import compose_board
from deliberation.views.standings import standings_now, standings_of
from deliberation.views.summary import Label, summarise
from tests.deliberation.records import NO, YES, Story

ONE, TWO = RoundNumber(1), RoundNumber(2)


def two_claims(
    marks_first: str, marks_second: str, *, attribution: Attribution = Attribution.COUNTED
) -> tuple[Story, PointNumber, PointNumber]:
    """A first round in which people stand on two claims as `marks` say; the second ones have other names."""
    story = Story(attribution=attribution)
    first, second = story.proposes("Paint it green"), story.proposes("Paint it in a green tone")
    story.opens_round()
    story.crowd_stands(first, marks_first)
    for place, mark in enumerate(marks_second):
        story.stands(f"q{place}", second, YES if mark == "Y" else NO)
    return story, first, second


def test_guests_and_readers_are_counted_apart_from_members() -> None:
    story = Story(attribution=Attribution.NAMED)
    claim = story.proposes("Paint it green")
    story.opens_round()
    story.stands("mia", claim, YES)
    story.stands("guest", claim, NO, voice=Voice.GUEST)
    for name in ("r1", "r2"):
        story.stands(name, claim, NO, voice=Voice.READER)
    standings = standings_of(story.record, ONE)

    assert {stance.position for stance in standings.given(claim).values()} == {YES}
    assert len(standings.given(claim, voice=Voice.GUEST)) == 1
    assert standings.answered == {story.who("mia")}
    assert story.who("r1") not in standings.people
    own = standings.own(story.who("r1"), claim)
    assert own is not None
    assert own.position is NO


def test_a_summary_tells_readers_apart_and_withholds_few_of_them() -> None:
    story = Story()
    claim = story.proposes("Paint it green")
    story.opens_round()
    story.crowd_stands(claim, "YYYNN")
    for place in range(5):
        story.stands(f"reader {place}", claim, YES, voice=Voice.READER)
    story.stands("guest", claim, NO, voice=Voice.GUEST)
    story.closes_round()
    (result,) = summarise(story.record, ONE).results

    assert result.tally is not None
    assert result.tally.counts == (3, 0, 0, 0, 2)
    told = {apart.voice: (apart.answered, apart.tally.counts if apart.tally else None) for apart in result.apart}
    assert told == {Voice.READER: (5, (5, 0, 0, 0, 0)), Voice.GUEST: (1, None)}


def test_stances_on_a_point_that_somebody_merged_are_not_carried_along() -> None:
    story, first, second = two_claims("YYYYY", "NNNNN")
    story.merges(second, first, by="warden")
    standings = standings_of(story.record, ONE)

    assert {stance.position for stance in standings.given(first).values()} == {YES}
    assert len(standings.answered) == 10


def test_stances_on_unknown_words_go_along_when_the_bot_finds_whose_they_are() -> None:
    story, first, second = two_claims("YYYYY", "NNNNN")
    story.merges(second, first)

    assert len(standings_of(story.record, ONE).given(first)) == 10


def test_a_merge_shows_no_counts_that_either_part_could_not_show_alone() -> None:
    story, first, second = two_claims("YYYYYYY", "NNN")
    story.merges(second, first)
    story.closes_round()
    (result,) = summarise(story.record, ONE).results

    assert (result.answered, result.tally, result.agreement) == (10, None, None)
    assert result.reason_for is None


def test_the_same_merge_in_a_named_debate_shows_all_counts() -> None:
    story, first, second = two_claims("YYYYYYY", "NNN", attribution=Attribution.NAMED)
    story.merges(second, first)
    story.closes_round()
    (result,) = summarise(story.record, ONE).results

    assert result.tally is not None
    assert result.tally.counts == (7, 0, 0, 0, 3)


def test_who_answers_the_merged_point_anew_leaves_the_part_they_were_in() -> None:
    story, first, second = two_claims("YYYYYYY", "N")
    story.merges(second, first)
    story.stands("q0", first, NO)

    assert standings_of(story.record, ONE).breakdown(standings_of(story.record, ONE).given(first)) is not None


def test_what_is_done_to_points_after_a_round_changes_nothing_of_that_round() -> None:
    story, first, second = two_claims("YYYYY", "NNNNN")
    story.closes_round()
    before = summarise(story.record, ONE)
    story.merges(second, first, by="warden")
    story.sets_aside(first, "off topic")
    story.rewords(first, "Paint it in any green")

    assert summarise(story.record, ONE) == before
    assert list(standings_now(story.record).points) == []


def test_a_point_set_aside_is_asked_no_more_and_everybody_reads_why() -> None:
    story, first, second = two_claims("YYYYY", "NNNNN")
    story.sets_aside(first, "off topic")
    board = compose_board(story.record, ONE)
    summary = summarise(story.record, ONE)

    assert [point.number for point in board.points] == [second]
    assert [(point.number, point.reason) for point in board.set_aside] == [(first, "off topic")]
    assert [result.number for result in summary.results] == [second]
    assert summary.set_aside == board.set_aside
    story.sets_aside(first, None)
    assert [point.number for point in compose_board(story.record, ONE).points] == [first, second]


def test_a_split_point_gives_way_to_its_parts_which_begin_without_answers() -> None:
    story = Story()
    both = story.proposes("Paint it green and lock it at night")
    story.opens_round()
    story.crowd_stands(both, "YYYYY")
    parts = story.splits(both, "Paint it green", "lock it at night")
    standings = standings_of(story.record, ONE)

    assert tuple(point.number for point in standings.claims) == parts
    assert [standings.given(part) for part in parts] == [{}, {}]
    for part in parts:
        story.merges(part, both, by="warden")
    assert [point.number for point in standings_of(story.record, ONE).claims] == [both]


def test_a_point_put_to_everybody_is_a_claim_from_then_on() -> None:
    story = Story()
    claim = story.proposes("Paint it green")
    story.opens_round()
    said = story.answered_words(story.answers("mia", claim, "Green hides the moss."))
    story.closes_round()
    story.opens_round()
    story.puts_up(said)

    assert [point.number for point in standings_of(story.record, TWO).claims] == [claim, said]
    assert [point.number for point in standings_of(story.record, ONE).claims] == [claim]


def test_answers_to_former_words_are_not_compared_with_answers_to_new_ones() -> None:
    story = Story()
    claim = story.proposes("Paint it green")
    story.opens_round()
    story.crowd_stands(claim, "YYYYYY")
    story.closes_round()
    story.opens_round()
    story.rewords(claim, "Paint it green by May")
    story.rewords(claim, "Never", verdict=Verdict.DECLINED)
    story.crowd_stands(claim, "NNNNNN")
    story.closes_round()
    (result,) = summarise(story.record, TWO).results

    assert (result.claim, result.former_words) == ("Paint it green by May", "Paint it green")
    assert (result.before, result.moves, result.label) == (None, None, Label.AGREED)
    assert summarise(story.record, ONE).results[0].claim == "Paint it green"
