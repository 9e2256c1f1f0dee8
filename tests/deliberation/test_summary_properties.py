"""What holds of a summary whoever answers what, however often, in whatever order."""

import random
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from deliberation.debate import Attribution
from deliberation.ids import ParticipantId, RoundNumber
from deliberation.record import DebateRecord
from deliberation.stance import POSITIONS, Side
from deliberation.views.summary import (
    WITHHOLD_BELOW,
    Label,
    RoundSummary,
    summarise,
)
from tests.deliberation.records import MARKS, Story

ONE, TWO, THREE = RoundNumber(1), RoundNumber(2), RoundNumber(3)


CROWDS = st.integers(1, 9).flatmap(
    lambda people: st.lists(
        st.lists(st.text("Yy?nN.", min_size=people, max_size=people), min_size=2, max_size=2), min_size=1, max_size=3
    )
)


def told(crowds: list[list[str]], attribution: Attribution, credited: int = 0) -> Story:
    """A debate of as many proposals as `crowds`, two rounds each, with answers that some credit."""
    story = Story(attribution=attribution)
    claims = [story.proposes(f"Claim {number}") for number, _ in enumerate(crowds)]
    for number in (0, 1):
        story.opens_round()
        for claim, crowd in zip(claims, crowds, strict=True):
            answers = [story.answers(f"p{place}", claim, f"Because of {place}.") for place in (1, 2)]
            chosen = {mark: answers[(place + credited) % 2] for place, mark in enumerate(MARKS) if mark != "?"}
            story.crowd_stands(claim, crowd[number], credits=chosen)
        story.closes_round()
    return story


def renamed(record: DebateRecord, names: dict[ParticipantId, ParticipantId]) -> DebateRecord:
    """`record` with its people exchanged."""
    return replace(
        record,
        stances=tuple(
            replace(stance, participant=names.get(stance.participant, stance.participant)) for stance in record.stances
        ),
    )


def without_people(summary: RoundSummary) -> RoundSummary:
    """`summary` without the number of people, which depends on who also wrote, and without whose steps are whose."""
    somebody = ParticipantId(0)
    results = [
        replace(result, steps=tuple(sorted((replace(step, participant=somebody) for step in result.steps), key=str)))
        for result in summary.results
    ]
    return replace(summary, people=0, results=tuple(results))


@settings(deadline=None)
@given(CROWDS, st.sampled_from(Attribution), st.integers(0, 1))
def test_counts_sum_to_the_answered_and_nothing_is_broken_down_below_five(
    crowds: list[list[str]], attribution: Attribution, credited: int
) -> None:
    summary = summarise(told(crowds, attribution, credited).record, TWO)
    for result in summary.results:
        crowd = crowds[result.number - 1]
        assert result.answered == sum(mark != "." for mark in crowd[1])
        if result.tally is not None:
            assert result.tally.answered == result.answered
            assert result.tally.counts == tuple(
                sum(MARKS.get(mark) is position for mark in crowd[1]) for position in POSITIONS
            )
        assert result.agreement is None or -1 <= result.agreement <= 1
        if result.moves is not None:
            assert result.moves.paired == result.moves.closer + result.moves.apart + result.moves.stayed
        if attribution is Attribution.COUNTED:
            withheld = result.answered < WITHHOLD_BELOW
            assert (result.tally is None) == withheld
            assert not withheld or (result.reason_for, result.reason_against, result.agreement) == (None, None, None)
            assert not withheld or result.label in (Label.NEW, Label.TOO_FEW)
            assert result.moves is None or result.moves.paired >= WITHHOLD_BELOW
            assert result.before is None or result.before.answered >= WITHHOLD_BELOW
        else:
            assert result.tally is not None
        for quotation, side in ((result.reason_for, Side.FOR), (result.reason_against, Side.AGAINST)):
            on_side = sum(mark in MARKS and MARKS[mark].side is side for mark in crowd[1])
            assert quotation is None or 1 <= quotation.people <= on_side


@settings(deadline=None)
@given(CROWDS, st.sampled_from(Attribution), st.randoms(use_true_random=False))
def test_it_does_not_matter_who_people_are_nor_in_which_order_they_pressed(
    crowds: list[list[str]], attribution: Attribution, chance: random.Random
) -> None:
    record = told(crowds, attribution).record
    people = sorted({stance.participant for stance in record.stances})
    shuffled = people.copy()
    chance.shuffle(shuffled)
    other = renamed(record, dict(zip(people, shuffled, strict=True)))
    stances = list(other.stances)
    chance.shuffle(stances)
    other = replace(other, stances=tuple(stances))
    assert without_people(summarise(other, TWO)) == without_people(summarise(record, TWO))


@settings(deadline=None)
@given(CROWDS)
def test_only_stances_of_this_round_are_counted(crowds: list[list[str]]) -> None:
    record = told(crowds, Attribution.NAMED).record
    early = replace(record, stances=tuple(stance for stance in record.stances if stance.round == ONE))
    assert summarise(early, ONE).results == summarise(record, ONE).results
    assert all(result.answered == 0 for result in summarise(early, TWO).results)
