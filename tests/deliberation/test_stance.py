"""Which stance counts, and how stances are counted."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from deliberation.ids import ActId, ParticipantId, PointNumber, RoundNumber
from deliberation.stance import POSITIONS, Position, Side, Stance, Tally, standing
from tests.deliberation.records import NO, START, UNSURE, YES, YES_BUT, Story

STANCES = st.lists(
    st.builds(
        Stance,
        participant=st.integers(1, 3).map(ParticipantId),
        round=st.integers(1, 3).map(RoundNumber),
        point=st.integers(1, 3).map(PointNumber),
        position=st.sampled_from(POSITIONS),
        act=st.integers(1, 50).map(ActId),
        given_at=st.just(START),
    ),
    unique_by=lambda stance: stance.act,
)


def test_changing_ones_mind_within_a_round_replaces_the_earlier_answer() -> None:
    story = Story()
    claim = story.proposes("Paint it green")
    story.opens_round()
    story.stands("mia", claim, YES)
    last = story.stands("mia", claim, NO)
    assert standing(story.record.stances, RoundNumber(1)) == {(story.who("mia"), claim): last}


def test_of_two_answers_at_one_moment_the_later_press_counts_in_whatever_order_they_are_read() -> None:
    story = Story()
    first = story.stands("mia", story.proposes("Paint it green"), YES)
    second = replace(first, act=ActId(first.act + 1), position=NO)
    assert list(standing([first, second], first.round).values()) == [second]
    assert list(standing([second, first], first.round).values()) == [second]


def test_an_answer_of_another_round_does_not_count() -> None:
    story = Story()
    claim = story.proposes("Paint it green")
    story.opens_round()
    story.stands("mia", claim, YES)
    story.closes_round()
    story.opens_round()
    assert standing(story.record.stances, RoundNumber(2)) == {}


@settings(deadline=None)
@given(STANCES, st.integers(1, 3).map(RoundNumber))
def test_only_stances_of_this_round_count_and_each_person_once_a_point(
    stances: list[Stance], number: RoundNumber
) -> None:
    counting = standing(stances, number)
    assert all(stance.round == number for stance in counting.values())
    assert set(counting) == {(stance.participant, stance.point) for stance in stances if stance.round == number}
    assert standing(reversed(stances), number) == counting


@settings(deadline=None)
@given(st.lists(st.sampled_from(POSITIONS)))
def test_the_five_counts_sum_to_the_people_who_answered(positions: list[Position]) -> None:
    tally = Tally.of(positions)
    assert tally.answered == len(positions) == sum(tally.counts)
    assert Tally.of(reversed(positions)) == tally


def test_positions_stand_in_order_from_yes_to_no() -> None:
    assert [position.rank for position in POSITIONS] == [0, 1, 2, 3, 4]
    assert Tally.of([YES, YES_BUT, YES_BUT, NO]).counts == (1, 2, 0, 0, 1)


def test_only_the_buts_leave_something_that_would_make_it_a_yes() -> None:
    assert [position.conditional for position in POSITIONS] == [False, True, False, True, False]


def test_unsure_is_on_neither_side() -> None:
    sides = [position.side for position in POSITIONS]
    assert sides == [Side.FOR, Side.FOR, Side.NEITHER, Side.AGAINST, Side.AGAINST]
    assert UNSURE.side is Side.NEITHER
