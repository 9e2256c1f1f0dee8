from datetime import UTC, datetime, timedelta

import pytest

from deliberation.errors import TextTooLong
from deliberation.giving import STANCE_REASON_LIMIT, amended, given, kept
from deliberation.ids import ActId, CounterpointNumber, ParticipantId, PointNumber, RoundNumber
from deliberation.stance import Position, Stance

NOON = datetime(2026, 11, 18, 12, 0, tzinfo=UTC)
LATER = NOON + timedelta(minutes=1)
ANN = ParticipantId(7)
ROUND, POINT = RoundNumber(1), PointNumber(2)
BUT = Stance(
    ANN,
    ROUND,
    POINT,
    Position.AGREE_WITH_RESERVATIONS,
    ActId(1),
    NOON,
    reason="It is late.",
    condition="If it ends by ten",
    credit=CounterpointNumber(3),
)


@pytest.mark.parametrize("position", list(Position))
def test_another_answer_keeps_reason_and_credit_and_a_condition_only_with_a_but(position: Position) -> None:
    now = given(ANN, ROUND, POINT, position, former=BUT, act=ActId(2), at=LATER)

    assert (now.position, now.act, now.given_at) == (position, 2, LATER)
    assert (now.reason, now.credit) == (BUT.reason, BUT.credit)
    assert now.condition == (BUT.condition if position.conditional else None)


def test_a_first_answer_comes_without_words() -> None:
    now = given(ANN, ROUND, POINT, Position.AGREE, former=None, act=ActId(2), at=LATER)

    assert (now.reason, now.condition, now.credit, now.kept) == (None, None, None, False)


def test_an_answer_pressed_again_is_no_longer_only_kept() -> None:
    carried_over = kept(BUT, RoundNumber(2), POINT, act=ActId(2), at=LATER)
    pressed = given(ANN, RoundNumber(2), POINT, Position.AGREE, former=carried_over, act=ActId(3), at=LATER)

    assert (carried_over.kept, pressed.kept) == (True, False)


def test_keeping_changes_nothing_but_the_round_and_the_act() -> None:
    now = kept(BUT, RoundNumber(2), PointNumber(5), act=ActId(2), at=LATER)

    assert (now.round, now.point, now.act, now.given_at) == (2, 5, 2, LATER)
    assert (now.position, now.reason, now.condition, now.credit) == (
        BUT.position,
        BUT.reason,
        BUT.condition,
        BUT.credit,
    )


def test_what_is_added_is_trimmed_and_the_rest_stays() -> None:
    now = amended(BUT, act=ActId(2), at=LATER, reason="  It is too late.\n")

    assert (now.reason, now.condition, now.credit) == ("It is too late.", BUT.condition, BUT.credit)


def test_blank_words_take_words_away() -> None:
    now = amended(BUT, act=ActId(2), at=LATER, reason=" ", condition="")

    assert (now.reason, now.condition) == (None, None)


def test_a_reason_is_measured_without_the_blanks_around_it() -> None:
    assert amended(BUT, act=ActId(2), at=LATER, reason=" " + "x" * STANCE_REASON_LIMIT + " ").reason
    with pytest.raises(TextTooLong) as refused:
        amended(BUT, act=ActId(2), at=LATER, reason="x" * (STANCE_REASON_LIMIT + 1))
    assert refused.value.facts["what"] == "reason"
