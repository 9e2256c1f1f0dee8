"""What a ballot's own answers suggest: which answer counts, and when there is nothing to suggest."""

from dataclasses import replace

import pytest

from deliberation.ids import CounterpointNumber, PointNumber, RoundNumber
from deliberation.point import Counterpoint
from deliberation.stance import Position
from deliberation.views.ballot import Ballot, BallotClaim, compose_ballot, compose_claim, with_suggestions
from tests.deliberation.records import NO, YES, YES_BUT, Story

ONE, TWO = RoundNumber(1), RoundNumber(2)


@pytest.fixture
def story() -> Story:
    """A debate with one claim in its first round."""
    told = Story()
    told.proposes("Paint it green")
    told.opens_round()
    return told


GREEN = PointNumber(1)


def claim_for(story: Story, name: str = "mia", number: RoundNumber = ONE) -> BallotClaim:
    return compose_ballot(story.record, number, story.who(name)).claims[0]


def words_that_suggest(story: Story, name: str = "mia", number: RoundNumber = ONE) -> str | None:
    answer = claim_for(story, name, number).own_answer
    return None if answer is None else answer.words


def test_only_whoever_wrote_an_answer_is_suggested_what_it_says(story: Story) -> None:
    story.answers("mia", GREEN, "I agree, green it is.")

    assert words_that_suggest(story, "mia") == "I agree, green it is."
    assert words_that_suggest(story, "tom") is None


def test_the_latest_of_several_answers_counts(story: Story) -> None:
    story.answers("mia", GREEN, "I agree.")
    story.answers("mia", GREEN, "On second thoughts, no.")
    story.answers("tom", GREEN, "I agree with everybody.")

    assert words_that_suggest(story) == "On second thoughts, no."


def test_a_deleted_answer_suggests_nothing_and_leaves_it_to_the_one_before(story: Story) -> None:
    story.answers("mia", GREEN, "I agree.")
    second = story.answers("mia", GREEN, "On second thoughts, no.")
    story.withdraws(second)

    assert words_that_suggest(story) == "I agree."


def test_a_letter_of_a_guest_suggests_nothing_to_whoever_brought_it(story: Story) -> None:
    story.answers(None, GREEN, "I agree.", guest="Aunt Ada")

    assert words_that_suggest(story) is None


def test_who_quoted_other_words_than_the_claims_may_have_agreed_with_those(story: Story) -> None:
    number = story.answers("mia", GREEN, "I agree.")
    changed = replace(story.counterpoint(number), changed=True)
    story.record = replace(story.record, counterpoints=(changed,))

    assert words_that_suggest(story) is None


def test_whoever_has_pressed_in_this_round_is_suggested_nothing_more(story: Story) -> None:
    story.answers("mia", GREEN, "I agree.")
    story.stands("mia", GREEN, NO)
    story.answers("mia", GREEN, "No, I agree after all.")

    assert words_that_suggest(story) is None


def test_words_of_an_earlier_round_count_until_their_author_pressed_something(story: Story) -> None:
    story.answers("mia", GREEN, "I agree.")
    story.stands("tom", GREEN, YES)
    story.answers("tom", GREEN, "No longer, I fear.")
    story.answers("ada", GREEN, "I agree.")
    story.stands("ada", GREEN, YES)
    story.closes_round()
    story.opens_round()

    assert words_that_suggest(story, "mia", TWO) == "I agree."
    assert words_that_suggest(story, "tom", TWO) == "No longer, I fear."
    assert words_that_suggest(story, "ada", TWO) is None


def test_words_written_between_two_rounds_count_in_the_next(story: Story) -> None:
    story.stands("mia", GREEN, NO)
    story.closes_round()
    story.answers("mia", GREEN, "I agree now.")
    story.opens_round()

    assert words_that_suggest(story, "mia", ONE) is None
    assert words_that_suggest(story, "mia", TWO) == "I agree now."


def test_an_answer_and_a_stance_on_what_a_claim_was_merged_from_are_on_the_claim(story: Story) -> None:
    fresh = story.proposes("Paint it a fresh green")
    story.answers("mia", fresh, "I agree.")
    story.answers("tom", fresh, "I agree.")
    story.stands("tom", fresh, YES)
    story.merges(fresh, GREEN)

    assert words_that_suggest(story, "mia") == "I agree."
    assert words_that_suggest(story, "tom") is None


def test_a_view_on_a_quoted_passage_is_suggested_as_one_on_a_proposal_is(story: Story) -> None:
    passage = story.answered_words(story.answers("tom", GREEN, "Green hides the moss."))
    story.answers("mia", passage, "True.")
    asked = compose_claim(story.record, ONE, story.who("mia"), passage)

    (claim,) = asked.claims
    assert claim.own_answer is not None
    assert claim.own_answer.words == "True."


def test_what_is_suggested_is_asked_once_for_each_own_answer_and_put_with_its_claim(story: Story) -> None:
    white = story.proposes("Paint it white")
    story.proposes("Leave it as it is")
    story.answers("mia", GREEN, "Yes, but not the door.")
    story.answers("mia", white, "Hm.")
    asked: list[CounterpointNumber] = []

    def suggests(answer: Counterpoint) -> Position | None:
        asked.append(answer.number)
        return YES_BUT if answer.point == GREEN else None

    ballot = compose_ballot(story.record, ONE, story.who("mia"))
    suggested = with_suggestions(ballot, suggests)

    assert sorted(asked) == [1, 2]
    assert positions(suggested) == {GREEN: YES_BUT, white: None, PointNumber(3): None}
    assert positions(ballot) == dict.fromkeys(positions(suggested))


def positions(ballot: Ballot) -> dict[PointNumber, Position | None]:
    return {claim.point: claim.suggested for claim in ballot.claims}
