"""The ballot: each member's private walk, with the feedback that makes rounds worth having."""

from dataclasses import replace

import pytest

from deliberation.debate import Attribution
from deliberation.errors import PointErased, PointSetAside, PointSplit
from deliberation.ids import CounterpointNumber, PointNumber, RoundNumber
from deliberation.points.news import ClaimNews, NewsKind
from deliberation.views.ballot import ANSWERS_LIMIT, BallotClaim, compose_ballot, compose_claim
from deliberation.views.standings import standings_of
from tests.deliberation.records import NO, UNSURE, YES, YES_BUT, Story

ONE, TWO = RoundNumber(1), RoundNumber(2)


def second_round(marks: str, *, attribution: Attribution = Attribution.COUNTED) -> tuple[Story, PointNumber]:
    """A debate in its second round; `marks` answered the first, each side crediting an answer of its own."""
    story = Story(attribution=attribution)
    claim = story.proposes("Paint it green")
    story.opens_round()
    moss = story.answers("ada", claim, "Green hides the moss.")
    heat = story.answers("ada", claim, "White keeps it cool.")
    story.crowd_stands(claim, marks, credits={"Y": moss, "y": moss, "N": heat, "n": heat})
    story.closes_round()
    story.opens_round()
    return story, claim


def claim_for(story: Story, name: str, number: RoundNumber = TWO) -> BallotClaim:
    return compose_ballot(story.record, number, story.who(name)).claims[0]


def test_a_ballot_walks_through_the_proposals_and_not_through_passages() -> None:
    story = Story()
    claims = {story.proposes(f"Claim {number}") for number in range(4)}
    story.opens_round()
    story.answered_words(story.answers("mia", PointNumber(1), "Green hides the moss."))
    ballot = compose_ballot(story.record, ONE, story.who("mia"))
    assert {claim.point for claim in ballot.claims} == claims
    assert len(ballot.claims) == 4


def test_each_members_order_is_their_own_and_stays_the_same() -> None:
    story = Story()
    for number in range(8):
        story.proposes(f"Claim {number}")
    story.opens_round()
    orders = {
        name: tuple(claim.point for claim in compose_ballot(story.record, ONE, story.who(name)).claims)
        for name in ("mia", "tom", "ada", "kim")
    }
    again = tuple(claim.point for claim in compose_ballot(story.record, ONE, story.who("mia")).claims)
    assert again == orders["mia"]
    assert len(set(orders.values())) == 4


def test_an_order_changes_from_round_to_round_but_not_when_two_claims_become_one() -> None:
    story = Story()
    claims = [story.proposes(f"Claim {number}") for number in range(8)]
    story.opens_round()
    before = [claim.point for claim in compose_ballot(story.record, ONE, story.who("mia")).claims]
    story.merges(claims[3], claims[5])
    after = [claim.point for claim in compose_ballot(story.record, ONE, story.who("mia")).claims]
    assert after == [point for point in before if point != claims[3]]
    story.closes_round()
    story.opens_round()
    assert [claim.point for claim in compose_ballot(story.record, TWO, story.who("mia")).claims] != after


def test_a_first_round_has_nothing_to_look_back_on() -> None:
    story = Story()
    story.proposes("Paint it green")
    story.opens_round()
    claim = claim_for(story, "mia", ONE)
    assert (claim.before, claim.withheld, claim.own_before, claim.own_now, claim.other_side) == (None, False) + (
        None,
    ) * 3


def test_a_second_round_shows_the_counts_the_own_answer_and_the_other_sides_reason() -> None:
    story, _ = second_round("YYYyNN")
    claim = claim_for(story, "p1")
    assert claim.before is not None
    assert claim.before.counts == (3, 1, 0, 0, 2)
    assert claim.own_before is not None
    assert claim.own_before.position is YES
    assert claim.other_side is not None
    assert (claim.other_side.words, claim.other_side.people) == ("White keeps it cool.", 2)
    other = claim_for(story, "p6").other_side
    assert other is not None
    assert (other.words, other.people) == ("Green hides the moss.", 4)


@pytest.mark.parametrize("name", ["p7", "somebody new"])
def test_who_was_undecided_or_silent_hears_the_larger_side(name: str) -> None:
    story, _ = second_round("YYYyNN?")
    other = claim_for(story, name).other_side
    assert other is not None
    assert other.words == "Green hides the moss."


def test_who_was_undecided_between_two_equal_sides_hears_neither() -> None:
    story, _ = second_round("YYNN?")
    assert claim_for(story, "p5").other_side is None


def test_the_larger_side_without_a_reason_is_not_replaced_by_the_smaller() -> None:
    story = Story()
    claim = story.proposes("Paint it green")
    story.opens_round()
    heat = story.answers("ada", claim, "White keeps it cool.")
    story.crowd_stands(claim, "YYYYNN?", credits={"N": heat})
    story.closes_round()
    story.opens_round()
    assert claim_for(story, "p7").other_side is None


def test_few_answers_of_a_counted_debate_are_withheld_with_their_reasons_but_not_the_own_answer() -> None:
    story, _ = second_round("YYNN")
    claim = claim_for(story, "p1")
    assert (claim.before, claim.withheld, claim.other_side) == (None, True, None)
    assert claim.own_before is not None
    named, _ = second_round("YYNN", attribution=Attribution.NAMED)
    claim = claim_for(named, "p1")
    assert claim.before is not None
    assert (claim.withheld, claim.other_side is not None) == (False, True)


def test_a_claim_nobody_answered_last_round_has_no_counts_and_withholds_none() -> None:
    story, _ = second_round("....")
    claim = claim_for(story, "p1")
    assert (claim.before, claim.withheld) == (None, False)


def test_silence_is_not_carried_over_two_rounds() -> None:
    story, claim = second_round("YYYNNN")
    story.stands("p1", claim, NO)
    story.closes_round()
    story.opens_round()
    ballot = compose_ballot(story.record, RoundNumber(3), story.who("p2"))
    assert ballot.claims[0].own_before is None
    assert ballot.keepable == 0


def test_a_cancelled_round_is_not_the_last_round() -> None:
    story, claim = second_round("YYYNNN")
    story.stands("p1", claim, NO)
    story.cancels_round()
    story.opens_round()
    own = claim_for(story, "p1", RoundNumber(3)).own_before
    assert own is not None
    assert own.position is YES


def test_an_answer_given_before_two_claims_became_one_is_found_on_what_they_became() -> None:
    story = Story()
    green, verdant = story.proposes("Paint it green"), story.proposes("Paint it a fresh green")
    story.opens_round()
    stance = story.stands("mia", verdant, YES_BUT)
    story.merges(verdant, green)
    ballot = compose_ballot(story.record, ONE, story.who("mia"))
    assert [(claim.point, claim.own_now) for claim in ballot.claims] == [(green, stance)]


def test_the_answers_one_can_credit_are_the_newest_that_stand_oldest_first() -> None:
    story = Story()
    claim = story.proposes("Paint it green")
    story.opens_round()
    numbers = [story.answers("mia", claim, f"Reason {number}: " + "moss " * 30) for number in range(30)]
    story.withdraws(numbers[20])
    offered = claim_for(story, "tom", ONE).answers
    standing = [number for number in numbers if number != numbers[20]]
    assert [answer.number for answer in offered] == standing[-ANSWERS_LIMIT:]
    assert all(len(answer.words) <= 90 for answer in offered)
    assert offered[-1].link == story.counterpoint(CounterpointNumber(numbers[-1])).link


def test_going_on_leads_once_round_the_unanswered_claims() -> None:
    story = Story()
    for number in range(3):
        story.proposes(f"Claim {number}")
    story.opens_round()
    order = [claim.point for claim in compose_ballot(story.record, ONE, story.who("mia")).claims]
    story.stands("mia", order[1], UNSURE)
    ballot = compose_ballot(story.record, ONE, story.who("mia"))
    following = [ballot.after(point) for point in (None, order[0], order[2])]
    assert [claim.point if claim else None for claim in following] == [order[0], order[2], order[0]]
    assert ballot.answered == 1
    assert ballot.claim(order[2]) is not None
    assert ballot.claim(PointNumber(99)) is None


def test_a_ballot_that_is_answered_leads_nowhere() -> None:
    story = Story()
    claim = story.proposes("Paint it green")
    story.opens_round()
    assert compose_ballot(story.record, ONE, story.who("mia")).after(claim) is None
    story.stands("mia", claim, YES)
    assert compose_ballot(story.record, ONE, story.who("mia")).after(None) is None


def test_what_can_be_kept_is_what_was_answered_last_round_and_not_yet_in_this_one() -> None:
    story, claim = second_round("YYYNNN")
    assert compose_ballot(story.record, TWO, story.who("p1")).keepable == 1
    story.stands("p1", claim, NO)
    assert compose_ballot(story.record, TWO, story.who("p1")).keepable == 0


def many_claims(count: int) -> Story:
    story = Story()
    for number in range(count):
        story.proposes(f"Claim {number}")
    story.opens_round()
    return story


def test_a_long_ballot_is_walked_seven_claims_at_a_time_and_none_is_left_out() -> None:
    story = many_claims(16)
    ballot = compose_ballot(story.record, ONE, story.who("mia"))
    assert [len(part) for part in ballot.parts] == [7, 7, 2]
    assert len({claim.point for claim in ballot.claims}) == 16
    for claim in ballot.parts[0]:
        story.stands("mia", claim.point, YES)
    ballot = compose_ballot(story.record, ONE, story.who("mia"))
    assert ballot.after(ballot.parts[0][-1].point) is None
    assert ballot.first_from(1) == ballot.after(None) == ballot.parts[1][0]
    assert ballot.waiting_from(1) == 9


def test_claims_passed_over_do_not_keep_somebody_from_the_next_part() -> None:
    story = many_claims(9)
    ballot = compose_ballot(story.record, ONE, story.who("mia"))
    assert ballot.after(ballot.parts[0][-1].point) == ballot.parts[0][0]
    assert ballot.first_from(1) == ballot.parts[1][0]
    assert ballot.first_from(2) is None


def test_a_point_put_to_everybody_is_asked_and_one_set_aside_is_not() -> None:
    story = many_claims(2)
    said = story.answered_words(story.answers("mia", PointNumber(1), "Green hides the moss."))
    story.puts_up(said)
    story.sets_aside(PointNumber(2), "off topic")
    ballot = compose_ballot(story.record, ONE, story.who("mia"))
    assert {claim.point for claim in ballot.claims} == {1, said}
    with pytest.raises(PointSetAside):
        compose_claim(story.record, ONE, story.who("mia"), PointNumber(2))


def test_who_answered_a_point_that_was_merged_is_asked_again_and_told_why() -> None:
    story = many_claims(2)
    gone, stays = PointNumber(1), PointNumber(2)
    story.stands("mia", gone, NO)
    story.stands("tom", stays, YES)
    story.merges(gone, stays, by="warden")
    (for_mia,) = compose_ballot(story.record, ONE, story.who("mia")).claims
    (for_tom,) = compose_ballot(story.record, ONE, story.who("tom")).claims
    (for_kim,) = compose_ballot(story.record, ONE, story.who("kim")).claims

    assert (for_mia.own_now, for_mia.news) == (None, (ClaimNews(NewsKind.MERGED, "Claim 0", NO),))
    assert for_tom.own_now is not None
    assert for_tom.waits
    assert for_tom.news == (ClaimNews(NewsKind.MERGED, "Claim 0"),)
    assert for_kim.news == ()
    story.stands("tom", stays, YES)
    (for_tom,) = compose_ballot(story.record, ONE, story.who("tom")).claims
    assert (for_tom.waits, for_tom.news) == (False, ())


def test_an_answer_to_former_words_cannot_be_kept() -> None:
    story = many_claims(1)
    story.stands("mia", PointNumber(1), NO)
    story.closes_round()
    story.opens_round()
    story.rewords(PointNumber(1), "Claim 0, by May")
    ballot = compose_ballot(story.record, TWO, story.who("mia"))
    (claim,) = ballot.claims

    assert (claim.claim, claim.before, claim.own_before, ballot.keepable) == ("Claim 0, by May", None, None, 0)
    assert claim.news == (ClaimNews(NewsKind.REWORDED, "Claim 0", NO),)
    assert compose_ballot(story.record, TWO, story.who("tom")).claims[0].news == (
        ClaimNews(NewsKind.REWORDED, "Claim 0"),
    )


def test_nobody_is_asked_about_words_that_were_erased() -> None:
    story = many_claims(2)
    story.stands("mia", PointNumber(1), NO)
    gone, stays = story.record.points
    story.record = replace(story.record, points=(replace(gone, claim=""), stays))

    assert [claim.point for claim in compose_ballot(story.record, ONE, story.who("mia")).claims] == [stays.number]
    with pytest.raises(PointErased):
        compose_claim(story.record, ONE, story.who("mia"), gone.number)
    assert len(standings_of(story.record, ONE).given(gone.number)) == 1


def test_who_answered_a_point_that_was_split_is_asked_about_its_parts() -> None:
    story = many_claims(1)
    story.stands("mia", PointNumber(1), NO)
    parts = story.splits(PointNumber(1), "Claim", "0")
    claims = compose_ballot(story.record, ONE, story.who("mia")).claims

    assert {claim.point for claim in claims} == set(parts)
    assert all(claim.news == (ClaimNews(NewsKind.SPLIT, "Claim 0", NO),) for claim in claims)
    with pytest.raises(PointSplit):
        compose_claim(story.record, ONE, story.who("mia"), PointNumber(1))
