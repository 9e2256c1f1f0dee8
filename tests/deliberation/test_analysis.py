"""The whole of a sheet in figures."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deliberation.measuring.analysis import Analysis, PointAnalysis, analysed
from deliberation.measuring.label import Label
from deliberation.measuring.measures import agreement, wilson
from deliberation.measuring.votes import THREE_POSITIONS, votes_of
from deliberation.stance import POSITIONS, Position
from tests.deliberation.polis import camps, marked

FIVE = dict(zip("Yy?nN", POSITIONS, strict=True))
ROWS = st.lists(st.text("YN?.", min_size=3, max_size=3), max_size=30)


def on_one_point(*rounds: str) -> PointAnalysis:
    """One point, its answers spelt a letter a person, in one round or in two."""
    sheets = [
        votes_of({(str(person), "1"): FIVE[mark] for person, mark in enumerate(marks) if mark != "."})
        for marks in rounds
    ]
    (point,) = analysed(sheets[-1], sheets[0] if len(sheets) > 1 else None).points
    return point


def test_a_point_is_told_by_its_counts_shares_and_agreement() -> None:
    point = on_one_point("YYYyN??")
    assert (point.answered, point.silent) == (7, 0)
    assert [share.people for share in point.shares.values()] == [3, 1, 2, 0, 1]
    yes = point.shares[Position.AGREE]
    assert (yes.share, yes.interval) == (3 / 7, wilson(3, 7))
    assert point.agreement == pytest.approx(agreement([3, 1, 2, 0, 1]))


def test_agreement_of_the_decided_leaves_the_unsure_out() -> None:
    assert on_one_point("YYYYY????").agreement_of_decided == 1
    assert on_one_point("YYNN??????").agreement_of_decided == -1
    assert on_one_point("????").agreement_of_decided is None


@pytest.mark.parametrize(
    ("rounds", "label"),
    [
        (("YYYYY",), Label.AGREED),
        (("YYYNNN",), Label.SPLIT),
        (("YyynN?",), Label.NEW),
        (("Yn?",), Label.TOO_FEW),
        (("YYYYNNNN", "YYyynnNN"), Label.CLOSER),
        (("YYyynnNN", "YYYYNNNN"), Label.APART),
        (("YyynN?", "YyynN?"), Label.UNCHANGED),
        (("YyyyyY...", "....nN?yn"), Label.TOO_FEW),
    ],
)
def test_a_point_has_the_label_of_the_rule_that_holds(rounds: tuple[str, ...], label: Label) -> None:
    assert on_one_point(*rounds).label is label


def test_who_came_and_who_left_have_changed_no_mind() -> None:
    change = on_one_point("YYYYN..", ".YYYyNN").change
    assert change is not None
    assert (change.joined, change.left) == (2, 1)
    assert change.comparison is not None
    assert change.comparison.moves.paired == 4
    assert change.comparison.moves.closer == 1
    turnout = analysed(marked("Y.", "N.", ".."), marked("..", "Y.", ".N")).turnout
    assert turnout is not None
    assert (turnout.both, turnout.joined, turnout.left) == (1, 1, 1)


def test_a_point_that_was_not_asked_before_has_nothing_to_be_compared_with() -> None:
    before = votes_of({(str(person), "1"): Position.AGREE for person in range(6)})
    after = votes_of({(str(person), "2"): Position.AGREE for person in range(6)})
    (point,) = analysed(after, before).points
    assert point.change is not None
    assert (point.change.comparison, point.change.joined, point.change.left) == (None, 6, 0)


def test_sheets_of_two_kinds_are_not_compared() -> None:
    with pytest.raises(ValueError, match="same scale"):
        analysed(marked("Y"), votes_of({("0", "0"): Position.AGREE}))


def test_given_groups_are_used_however_few_people_there_are() -> None:
    analysis = analysed(marked("YN", "YN", "NN"), named={"0": 0, "1": 0, "2": 1})
    first = analysis.points[0].camps
    assert first is not None
    assert [(camp.agrees, camp.disagrees, camp.votes) for camp in first.votes] == [(2, 0, 2), (0, 1, 1)]
    assert first.agree.product == pytest.approx((3 / 4) * (1 / 3), abs=1e-12)


def test_the_cruxes_are_told_strongest_first() -> None:
    analysis = analysed(votes_of(camps((40, 30)), THREE_POSITIONS))
    strengths = [point.camps.strength for point in analysis.cruxes if point.camps and point.camps.strength is not None]
    assert len(strengths) >= 5
    assert strengths == sorted(strengths, reverse=True)


def figures(analysis: Analysis) -> dict[str, object]:
    return {point.point: (point.answered, point.shares, point.agreement, point.label) for point in analysis.points}


@settings(deadline=None, max_examples=60)
@given(ROWS, st.randoms(use_true_random=False))
def test_any_sheet_has_figures_and_the_order_of_people_changes_none(rows: list[str], chance: random.Random) -> None:
    analysis = analysed(marked(*rows), marked(*rows))
    shuffled = rows[:]
    chance.shuffle(shuffled)
    assert figures(analysed(marked(*shuffled), marked(*shuffled))) == figures(analysis)
    for point in analysis.points:
        assert point.answered + point.silent == len(rows)
        assert sum(share.people for share in point.shares.values()) == point.answered
        assert point.label not in (Label.CLOSER, Label.APART)
        if point.change and point.change.comparison:
            assert point.change.comparison.moves.stayed == point.answered
            assert point.change.kappa in (None, 1)
