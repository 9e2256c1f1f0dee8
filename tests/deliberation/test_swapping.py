"""Whether a group moved, told apart from answers that come and go."""

import random

import pytest

from deliberation.measuring.measures import sign_test
from deliberation.measuring.movement import Tendency, Transitions, moves, tendencies
from deliberation.measuring.swapping import swap_test

SKEWED = (50, 25, 10, 10, 5)
"""How many of a hundred are in each position, where most say Yes."""


def table(people: dict[tuple[int, int], int]) -> Transitions:
    return tuple(tuple(people.get((before, after), 0) for after in range(5)) for before in range(5))


def noise(chance: random.Random, people: int) -> Transitions:
    """Answers drawn anew in both rounds, by everybody for themselves: nobody moved anywhere."""
    counts: dict[tuple[int, int], int] = {}
    for _ in range(people):
        before, after = chance.choices(range(5), SKEWED, k=2)
        counts[before, after] = counts.get((before, after), 0) + 1
    return table(counts)


def test_where_nobody_moved_there_is_no_doubt_that_nobody_did() -> None:
    assert swap_test(table({(0, 0): 12, (3, 3): 9})) == 1


def test_people_who_all_come_together_are_no_chance() -> None:
    assert swap_test(table({(0, 1): 12, (4, 3): 12, (2, 2): 6})) < 0.001


def test_the_way_back_is_as_sure_as_the_way_there() -> None:
    there = table({(0, 1): 5, (4, 2): 4, (3, 2): 1, (2, 4): 2, (0, 0): 9, (4, 4): 9})
    back: Transitions = tuple(zip(*there, strict=True))
    assert swap_test(there) == pytest.approx(swap_test(back), abs=0.02)


def test_the_same_answers_always_give_the_same_p_value() -> None:
    there = table({(0, 1): 7, (4, 3): 6, (2, 0): 4, (2, 2): 9})
    assert swap_test(there) == swap_test(there)


def test_moves_that_hang_together_are_not_taken_for_as_many_coin_tosses() -> None:
    # Everybody answers at random twice; the second time a few more happen to say Yes, where most are.
    chance = random.Random(5)
    rounds = [noise(chance, 40) for _ in range(60)]
    by_signs = sum(sign_test(moves(one).closer, moves(one).apart) <= 0.05 for one in rounds)
    by_swaps = sum(swap_test(one, resamples=999) <= 0.05 for one in rounds)
    assert by_signs > 12
    assert by_swaps <= 7


def test_debates_that_are_nothing_but_noise_seldom_show_a_movement() -> None:
    chance = random.Random(11)
    debates = [tendencies([noise(chance, 20) for _ in range(4)]) for _ in range(60)]
    assert sum(any(found is not Tendency.NEITHER for found in debate) for debate in debates) <= 6


@pytest.mark.parametrize("people", [[[1]], [[1, 2]], [[-1, 2], [3, 4]]])
def test_what_is_no_table_is_refused(people: list[list[int]]) -> None:
    with pytest.raises(ValueError, match=r"nobody|square"):
        swap_test(people)
