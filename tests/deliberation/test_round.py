"""Rounds: when they take stances, how they close, and in which one something counts."""

from datetime import datetime, timedelta

import pytest

from deliberation.errors import NoOpenRound, RoundClosed, RoundStillOpen
from deliberation.ids import DebateId, DebateKey, GuildId, ParticipantId, RoundNumber
from deliberation.round import Round, RoundState, next_round, open_round, round_of
from tests.deliberation.records import START

KEY = DebateKey(GuildId(7), DebateId(70))
DEADLINE = START + timedelta(days=3)
MODERATOR = ParticipantId(1)


def opened() -> Round:
    return next_round((), KEY, START, DEADLINE)


def test_the_first_round_is_open_from_its_start_to_its_deadline() -> None:
    first = opened()
    assert (first.number, first.state, first.over) == (1, RoundState.OPEN, False)
    first.must_take_stances(START)
    first.must_take_stances(DEADLINE)


@pytest.mark.parametrize("at", [START - timedelta(seconds=1), DEADLINE + timedelta(milliseconds=1)])
def test_a_stance_before_the_start_or_past_the_deadline_is_refused_though_the_row_says_open(at: datetime) -> None:
    with pytest.raises(RoundClosed) as refused:
        opened().must_take_stances(at)
    assert refused.value.facts == {"round": 1}


def test_a_closed_round_takes_no_stance_even_before_its_deadline() -> None:
    closed = opened().close(START + timedelta(hours=1), by=MODERATOR)
    with pytest.raises(RoundClosed):
        closed.must_take_stances(START + timedelta(minutes=1))


def test_a_round_closed_by_its_deadline_closed_at_the_deadline_however_late_the_clock_came() -> None:
    closed = opened().close(DEADLINE + timedelta(hours=5), by=None, unread=True)
    assert (closed.closed_at, closed.closed_by, closed.unread, closed.over) == (DEADLINE, None, True, True)


def test_a_round_closed_by_somebody_closed_when_they_did_so() -> None:
    at = START + timedelta(hours=1)
    closed = opened().close(at, by=MODERATOR)
    assert (closed.closed_at, closed.closed_by) == (at, MODERATOR)


def test_a_round_closes_once() -> None:
    closed = opened().close(DEADLINE, by=None)
    with pytest.raises(RoundClosed):
        closed.close(DEADLINE, by=MODERATOR)
    with pytest.raises(RoundClosed):
        closed.cancel(DEADLINE)


def test_a_cancelled_round_is_over() -> None:
    cancelled = opened().cancel(START + timedelta(hours=1))
    assert (cancelled.state, cancelled.over) == (RoundState.CANCELLED, True)


def test_the_next_round_opens_only_when_the_last_is_over() -> None:
    first = opened()
    with pytest.raises(RoundStillOpen):
        next_round((first,), KEY, DEADLINE, DEADLINE + timedelta(days=3))
    second = next_round((first.close(DEADLINE, by=None),), KEY, DEADLINE, DEADLINE + timedelta(days=3))
    assert second.number == 2


def test_between_rounds_there_is_no_open_one_and_the_refusal_names_the_last() -> None:
    first = opened()
    assert open_round((first,)) is first
    for rounds, last in (((), 0), ((first.close(DEADLINE, by=None),), 1)):
        with pytest.raises(NoOpenRound) as refused:
            open_round(rounds)
        assert refused.value.facts == {"round": last}


def test_what_is_said_between_rounds_counts_in_the_next() -> None:
    first = opened().close(START + timedelta(hours=1), by=MODERATOR)
    said = [START + timedelta(minutes=30), START + timedelta(hours=2)]
    assert [round_of((first,), at) for at in said] == [1, 2]
    second = next_round((first,), KEY, START + timedelta(hours=3), DEADLINE)
    assert [round_of((first, second), at) for at in (*said, DEADLINE + timedelta(hours=1))] == [1, 2, 3]
    assert round_of((), START) == RoundNumber(1)
