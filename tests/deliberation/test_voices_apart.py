"""Guests and readers: their views are told beside the members', and nothing rests on them."""

from dataclasses import replace

from deliberation.debate import Attribution, Tallies
from deliberation.ids import PointNumber, RoundNumber
from deliberation.stance import Position, Stance, Tally
from deliberation.terms import Voice
from deliberation.views.ballot import compose_ballot
from deliberation.views.board import compose_board
from deliberation.views.ledger import ledger_csv
from deliberation.views.mine import compose_mine
from deliberation.views.summary import Apart, Label, summarise
from tests.deliberation.records import NO, UNSURE, YES, YES_BUT, Story

ONE = RoundNumber(1)
TWO = RoundNumber(2)


def stands_apart(
    story: Story, name: str, point: PointNumber, position: Position, voice: Voice = Voice.GUEST, **facts: object
) -> Stance:
    """Somebody whose view is counted apart takes a stance."""
    given = replace(story.stands(name, point, position, **facts), voice=voice)  # type: ignore[arg-type]
    story.record = replace(story.record, stances=(*story.record.stances[:-1], given))
    return given


def shed(**facts: object) -> tuple[Story, PointNumber]:
    story = Story("The shed", **facts)  # type: ignore[arg-type]
    point = story.proposes("Paint it green")
    story.opens_round()
    return story, point


def test_guests_are_told_apart_and_in_no_count_of_the_members() -> None:
    story, point = shed(attribution=Attribution.NAMED)
    story.crowd_stands(point, "YYY")
    stands_apart(story, "new", point, NO, condition="it rains")
    stands_apart(story, "also new", point, NO)
    stands_apart(story, "reading", point, UNSURE, Voice.READER)
    story.closes_round()

    summary = summarise(story.record, ONE)
    (result,) = summary.results

    assert result.tally == Tally((3, 0, 0, 0, 0))
    assert (result.answered, result.agreement, result.conditions) == (3, 1.0, ())
    assert result.apart == (
        Apart(Voice.GUEST, 2, Tally((0, 0, 0, 0, 2))),
        Apart(Voice.READER, 1, Tally((0, 0, 1, 0, 0))),
    )
    assert (summary.answered, summary.people) == (3, 3)
    assert summary.apart == (Apart(Voice.GUEST, 2), Apart(Voice.READER, 1))


def test_in_a_counted_debate_fewer_than_five_guests_are_withheld_as_any_few_are() -> None:
    story, point = shed()
    story.crowd_stands(point, "YYYYY")
    for guest in ("a", "b", "c", "d"):
        stands_apart(story, guest, point, NO)

    (four,) = summarise(story.record, ONE).results
    stands_apart(story, "e", point, NO)
    (five,) = summarise(story.record, ONE).results

    assert four.apart == (Apart(Voice.GUEST, 4, None),)
    assert five.apart == (Apart(Voice.GUEST, 5, Tally((0, 0, 0, 0, 5))),)


def test_guests_neither_move_a_label_nor_choose_a_sides_reason() -> None:
    story, point = shed(attribution=Attribution.NAMED)
    moss = story.answers("mia", point, "Green hides the moss.")
    rust = story.answers("tom", point, "Green rusts.")
    story.crowd_stands(point, "YYYY", credits={"Y": moss})
    for guest in ("a", "b", "c", "d", "e", "f"):
        stands_apart(story, guest, point, YES, credit=rust)
    for guest in ("g", "h", "i", "j"):
        stands_apart(story, guest, point, NO, credit=rust)

    (result,) = summarise(story.record, ONE).results

    assert result.label is Label.AGREED
    assert result.reason_for is not None
    assert (result.reason_for.people, result.reason_against) == (4, None)


def test_somebody_who_was_a_guest_is_compared_from_their_first_round_as_a_member_on() -> None:
    story, point = shed(attribution=Attribution.NAMED)
    story.crowd_stands(point, "YYY")
    stands_apart(story, "new", point, NO)
    story.closes_round()
    story.opens_round()
    story.crowd_stands(point, "YYY")
    story.stands("new", point, YES)

    (result,) = summarise(story.record, TWO).results

    assert result.moves is not None
    assert result.moves.paired == 3
    assert result.answered == 4


def test_who_answers_again_as_a_guest_is_no_longer_counted_with_the_members() -> None:
    story, point = shed(attribution=Attribution.NAMED, tallies=Tallies.LIVE)
    story.crowd_stands(point, "YYY")
    stands_apart(story, "p1", point, NO)

    (shown,) = compose_board(story.record, ONE).points

    assert shown.tally == Tally((2, 0, 0, 0, 0))
    (result,) = summarise(story.record, ONE).results
    assert result.apart == (Apart(Voice.GUEST, 1, Tally((0, 0, 0, 0, 1))),)


def test_live_counts_of_a_counted_debate_leave_guests_out() -> None:
    story, point = shed(tallies=Tallies.LIVE)
    for guest in ("a", "b", "c", "d", "e", "f"):
        stands_apart(story, guest, point, NO)
    (before,) = compose_board(story.record, ONE).points
    story.crowd_stands(point, "YYYYY")
    for place in range(5):
        story.stands(f"m{place}", point, NO)
    (after,) = compose_board(story.record, ONE).points

    assert (before.tally, after.tally) == (None, Tally((5, 0, 0, 0, 0)))


def test_a_guests_own_ballot_shows_their_answers_of_this_round_and_the_last_and_members_counts() -> None:
    story, point = shed(attribution=Attribution.NAMED)
    story.crowd_stands(point, "YYY")
    stands_apart(story, "new", point, NO)
    story.closes_round()
    story.opens_round()
    stands_apart(story, "new", point, YES_BUT)

    (claim,) = compose_ballot(story.record, TWO, story.who("new")).claims

    assert claim.before == Tally((3, 0, 0, 0, 0))
    assert claim.own_before is not None
    assert claim.own_now is not None
    assert (claim.own_before.position, claim.own_now.position) == (NO, YES_BUT)


def test_a_guest_sees_their_own_answers_in_full() -> None:
    story, point = shed()
    stands_apart(story, "new", point, NO)

    (own,) = compose_mine(story.record, story.who("new")).points

    assert [stance.voice for stance in own.stances] == [Voice.GUEST]


def test_the_ledger_says_whose_voice_each_row_counts() -> None:
    story, point = shed(attribution=Attribution.NAMED)
    story.crowd_stands(point, "Y")
    stands_apart(story, "new", point, NO)
    names = {story.who(name): name for name in ("p1", "new")}

    rows = [line.split(",") for line in ledger_csv(story.record, ONE, names).splitlines()]

    stances = {(row[0], row[3], row[7]) for row in rows if row[4] == "stance"}
    assert stances == {("p1", "agree", "member"), ("new", "disagree", "guest")}
    assert {(row[0], row[2], row[7]) for row in rows if row[4] == "person"} == {
        ("p1", "", ""),
        ("p1", "1", "member"),
        ("new", "1", "guest"),
    }


def test_a_counted_ledger_withholds_each_voice_by_itself() -> None:
    story, point = shed()
    story.crowd_stands(point, "YYYYY")
    stands_apart(story, "new", point, NO)
    names = {story.who(name): name for name in ("p1", "p2", "p3", "p4", "p5", "new")}

    text = ledger_csv(story.record, ONE, names)

    assert "disagree" not in text
    assert ",1,1,1 answered,point,," in text.replace("'", "")


def test_a_point_that_only_guests_answered_is_told_with_nobody_of_the_members() -> None:
    story, point = shed()
    answer = story.answers("mia", point, "Green hides the moss.")
    words = story.answered_words(answer)
    stands_apart(story, "new", words, NO)

    results = {result.number: result for result in summarise(story.record, ONE).results}

    assert results[words].answered == 0
    assert results[words].apart == (Apart(Voice.GUEST, 1, None),)
