"""What each point is to the groups."""

from math import prod

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deliberation.grouping.camps import Camps, camps_of
from deliberation.grouping.groups import groups_given
from deliberation.stance import Side
from tests.deliberation.polis import marked

ROWS = st.lists(st.text("YN?.", min_size=4, max_size=4), min_size=1, max_size=30)


@settings(deadline=None)
@given(ROWS, st.integers(1, 4))
def test_consensus_is_polis_definition(rows: list[str], number: int) -> None:
    votes = marked(*rows)
    camps = camps_of(votes, groups_given(votes, {str(person): person % number for person in range(number * 30)}))
    for point, found in enumerate(camps):
        answers = [[row[point] for row in rows[group::number]] for group in range(number)]
        shares = [(said.count("Y") + 1) / (sum(mark != "." for mark in said) + 2) for said in answers]
        against = [(said.count("N") + 1) / (sum(mark != "." for mark in said) + 2) for said in answers]
        assert found.agree.product == pytest.approx(prod(shares), abs=1e-12)
        assert found.agree.mean == pytest.approx(prod(shares) ** (1 / number), abs=1e-12)
        assert found.disagree.product == pytest.approx(prod(against), abs=1e-12)


def halved(*rows: str) -> tuple[Camps, ...]:
    """What each point is to the first half of the people and to the second."""
    votes = marked(*rows)
    return camps_of(votes, groups_given(votes, {str(person): 2 * person // len(rows) for person in range(len(rows))}))


def test_what_every_group_agrees_on_bridges_them() -> None:
    found = halved(*["YYNY"] * 5, *["YNN?"] * 5)
    assert [camps.bridging for camps in found] == [Side.FOR, Side.NEITHER, Side.AGAINST, Side.NEITHER]


def test_a_group_that_hardly_answered_is_not_said_to_agree() -> None:
    (found,) = halved(*"YYYYY", *"YYYY.")
    assert found.bridging is Side.NEITHER
    assert found.strength is None


def test_the_point_on_which_groups_differ_is_a_crux_and_one_that_divides_all_of_them_is_not() -> None:
    first, second, third = halved(*["YYY", "YNY"] * 4, *["NYY", "NNY"] * 4)
    assert (first.crux, second.crux, third.crux) == (True, False, False)
    assert first.strength == pytest.approx(1)
    assert second.strength == 0
    assert third.strength is None


def test_strength_is_kelleys() -> None:
    rows = [*"YYYYYN", *"YYNNNN"]
    values = [1 if mark == "Y" else -1 for mark in rows]
    mean = sum(values) / 12
    total = sum((value - mean) ** 2 for value in values)
    within = sum((value - 4 / 6) ** 2 for value in values[:6]) + sum((value + 2 / 6) ** 2 for value in values[6:])
    (found,) = halved(*rows)
    assert found.strength == pytest.approx(1 - (11 / 10) * within / total)


def test_one_group_alone_has_neither_bridges_nor_cruxes() -> None:
    votes = marked(*"YYYYYYNNN")
    (found,) = camps_of(votes, groups_given(votes, {str(person): 0 for person in range(9)}))
    assert (found.bridging, found.strength, found.crux) == (Side.NEITHER, None, False)
