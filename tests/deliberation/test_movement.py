"""Who moved closer, who moved apart, and when a group may be said to agree or to be split."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deliberation.ids import ParticipantId
from deliberation.measuring.movement import (
    Tendency,
    Transitions,
    agreed,
    moves,
    split,
    tendencies,
    transitions,
)
from deliberation.stance import Stance, Tally
from deliberation.views.standings import Given
from tests.deliberation.records import MARKS, Story


def given_by(marks: str) -> Given:
    """The stances that `marks` spell, as `Story.crowd_stands` takes them."""
    story = Story()
    claim = story.proposes("Paint it green")
    story.crowd_stands(claim, marks)
    return {stance.participant: stance for stance in story.record.stances}


def between(before: str, after: str) -> Transitions:
    """The transitions from one string of marks to another."""
    return transitions(given_by(before), given_by(after))


def tally(marks: str) -> Tally:
    return Tally.of(MARKS[mark] for mark in marks)


MARKED = st.text("Yy?nN.", min_size=1, max_size=40)
PAIRED = st.integers(1, 40).flatmap(
    lambda people: st.tuples(
        *(st.text("Yy?nN.", min_size=people, max_size=people) for _ in range(2)),
    )
)


def test_who_comes_to_stand_nearer_to_the_others_moved_closer() -> None:
    move = moves(between("YYYYN", "YYYYy"))
    assert (move.paired, move.closer, move.apart, move.stayed) == (5, 1, 0, 4)


def test_who_comes_to_stand_further_from_the_others_moved_apart() -> None:
    move = moves(between("YYYYy", "YYYYN"))
    assert (move.closer, move.apart, move.stayed) == (0, 1, 4)


def test_who_keeps_their_answer_has_not_moved_though_everybody_comes_to_them() -> None:
    assert moves(between("YNNNN", "Yyyyy")).stayed == 1


def test_two_who_meet_half_way_have_both_moved_closer() -> None:
    move = moves(between("YN", "??"))
    assert (move.closer, move.apart) == (2, 0)


def test_two_who_change_sides_with_each_other_have_not_moved() -> None:
    move = moves(between("YNYN", "NYYN"))
    assert (move.closer, move.apart, move.stayed) == (0, 0, 4)


def test_who_answered_only_once_is_left_out() -> None:
    move = moves(between("YY.N", "Y.NY"))
    assert move.paired == 2


def test_below_twenty_people_the_group_is_small() -> None:
    assert moves(between("Y" * 19, "Y" * 19)).small_group
    assert not moves(between("Y" * 20, "Y" * 20)).small_group


@settings(deadline=None)
@given(PAIRED)
def test_everybody_paired_moved_closer_or_apart_or_stayed(marks: tuple[str, str]) -> None:
    move = moves(between(*marks))
    assert move.paired == move.closer + move.apart + move.stayed
    assert move.paired == sum("." not in pair for pair in zip(*marks, strict=True))
    assert move.stayed >= sum(before == after != "." for before, after in zip(*marks, strict=True))


@settings(deadline=None)
@given(PAIRED)
def test_going_back_undoes_every_move(marks: tuple[str, str]) -> None:
    there, back = moves(between(*marks)), moves(between(*marks[::-1]))
    assert (there.closer, there.apart, there.stayed) == (back.apart, back.closer, back.stayed)


@settings(deadline=None)
@given(PAIRED)
def test_looking_at_it_from_the_other_side_changes_no_move(marks: tuple[str, str]) -> None:
    mirrored = [marked.translate(str.maketrans("Yy?nN", "Nn?yY")) for marked in marks]
    assert moves(between(*marks)) == moves(between(*mirrored))


@settings(deadline=None)
@given(PAIRED, st.randoms(use_true_random=False))
def test_it_does_not_matter_who_the_people_are(marks: tuple[str, str], chance: random.Random) -> None:
    pairs = list(zip(*marks, strict=True))
    chance.shuffle(pairs)
    before, after = ("".join(column) for column in zip(*pairs, strict=True))
    assert transitions(given_by(before), given_by(after)) == between(*marks)


@settings(deadline=None)
@given(PAIRED)
def test_each_persons_move_is_what_the_definition_says(marks: tuple[str, str]) -> None:
    before, after = given_by(marks[0]), given_by(marks[1])
    paired = before.keys() & after.keys()

    def far(person: ParticipantId, given: dict[ParticipantId, Stance]) -> int:
        return sum(abs(given[person].position.rank - given[other].position.rank) for other in paired)

    went = [
        far(person, dict(after)) - far(person, dict(before))
        for person in paired
        if before[person].position is not after[person].position
    ]
    move = moves(between(*marks))
    assert (move.closer, move.apart) == (sum(step < 0 for step in went), sum(step > 0 for step in went))


@pytest.mark.parametrize(
    ("before", "after", "tendency"),
    [
        ("YYYYYNNNN", "YYYYYyyNN", Tendency.CLOSER),
        ("YYYYYNNNN", "YYYYYyNNN", Tendency.NEITHER),
        ("YYYYYyyNN", "YYYYYNNNN", Tendency.APART),
        ("YYYYYNNNN", "YYYYYNNNN", Tendency.NEITHER),
        ("YYYYYYNN.", "YYYYNNyy.", Tendency.NEITHER),
    ],
)
def test_in_a_small_group_two_who_move_one_way_are_told(before: str, after: str, tendency: Tendency) -> None:
    assert tendencies([between(before, after)]) == (tendency,)


def test_in_a_large_group_a_few_movers_are_not_taken_for_a_movement() -> None:
    before, after = "Y" * 15 + "N" * 10, "Y" * 15 + "N" * 6 + "y" * 4
    assert moves(between(before, after)).closer == 4
    assert tendencies([between(before, after)]) == (Tendency.NEITHER,)


def test_in_a_large_group_many_who_come_together_are_closer_and_the_way_back_is_apart() -> None:
    before, after = "Y" * 15 + "N" * 15, "Y" * 15 + "y" * 12 + "N" * 3
    assert tendencies([between(before, after), between(after, before)]) == (Tendency.CLOSER, Tendency.APART)


def test_where_nearly_all_moved_closer_but_agreement_fell_neither_way_is_said() -> None:
    # Three lots of people move on by a step or two, and stand as near to each other as before, but in two camps now.
    before, after = "y" * 11 + "?" * 6 + "n" * 5, "n" * 8 + "y" * 3 + "n" * 6 + "N" * 5
    assert moves(between(before, after)).closer == 19
    assert tendencies([between(before, after), between(after, before)]) == (Tendency.NEITHER, Tendency.NEITHER)


def test_the_more_points_a_debate_has_the_surer_one_must_be() -> None:
    before, after = "Y" * 13 + "N" * 12, "Y" * 13 + "y" * 6 + "N" * 6
    likely, quiet = between(before, after), between(before, before)
    assert tendencies([likely]) == (Tendency.CLOSER,)
    assert tendencies([likely] + [quiet] * 9)[0] is Tendency.NEITHER


def test_a_debate_without_comparable_points_has_no_tendencies() -> None:
    assert tendencies([]) == ()


@pytest.mark.parametrize("marks", ["YYYY", "NNNNN", "YyYyY", "YYYYYYyyn", "nnnnnNNN", "YYYYYYYYYN"])
def test_most_on_one_side_agree_be_it_no(marks: str) -> None:
    assert agreed(tally(marks))


@pytest.mark.parametrize("marks", ["", "YYY", "YYYYN", "?????", "YYYyyyy?N", "YYYNNN", "YYYYYYYNNN"])
def test_too_few_or_too_many_others_do_not_agree(marks: str) -> None:
    assert not agreed(tally(marks))


@pytest.mark.parametrize("marks", ["YYNN", "YYYYyNNNNN", "YYyyyNNNNN", "YYYYYYYY????nNNNNNNN", "YY?NN"])
def test_two_sizeable_groups_with_opposite_answers_are_split(marks: str) -> None:
    assert split(tally(marks))


@pytest.mark.parametrize("marks", ["", "YN", "yyyynnnn", "YYYYYYYNN", "YYYY???NN", "YYYYY", "y?n", "YYyynN", "YY??nN"])
def test_one_dissenter_or_half_hearted_sides_are_no_split(marks: str) -> None:
    assert not split(tally(marks))


@settings(deadline=None)
@given(MARKED)
def test_nobody_agrees_and_is_split_at_once_and_sides_are_treated_alike(marks: str) -> None:
    counted = tally(marks.replace(".", ""))
    mirrored = Tally((counted.counts[4], counted.counts[3], counted.counts[2], counted.counts[1], counted.counts[0]))
    assert not (agreed(counted) and split(counted))
    assert (agreed(counted), split(counted)) == (agreed(mirrored), split(mirrored))
