"""What those who lead a debate do to its rounds, and what stays as it was."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlite_utils import Database

from deliberation.errors import (
    ClosesSoonAnyway,
    ClosingAlready,
    DateInThePast,
    DeadlineNotLater,
    DebateEnded,
    EmptyText,
    NoOpenRound,
    NotAModerator,
    NotClosingEarly,
    NothingScheduled,
    NothingToReopen,
    OpensTooSoon,
    RoundClosed,
    RoundNotPaused,
    RoundPaused,
    RoundStillOpen,
    TextTooLong,
)
from deliberation.ids import ActId, RoundNumber
from deliberation.log import Deed
from deliberation.round import EARLY_NOTICE, Round, RoundState
from deliberation.terms import Terms
from storage.outgoing import PostKind
from storage.sqlite import debates, outbox, stances
from storage.sqlite.due import next_due
from storage.sqlite.rounds import closing, steering
from storage.sqlite.rounds import opening as rounds
from tests.storage.scene import NO, START, YES, Scene, draft, member

DEADLINE = START + timedelta(days=3)
DAY = timedelta(days=1)
ONE = RoundNumber(1)


@pytest.fixture
def scene(db: Database) -> Scene:
    """A debate with two proposals and an open round."""
    scene = Scene(db)
    scene.opens("Ban diving", "Close on Mondays")
    return scene


def steers(scene: Scene, verb: Callable[..., Any], name: str = "opal", **facts: Any) -> Any:
    """Somebody uses a command."""
    facts.setdefault("act", ActId(scene.snowflake()))
    facts.setdefault("at", scene.tick())
    return scene.act(verb, scene.key, actor=member(name), **facts)


def takes_part(scene: Scene, name: str, *points: int) -> None:
    """Somebody opens the ballot and answers these points."""
    scene.act(stances.open_ballot, scene.before, scene.key, actor=member(name), at=scene.tick())
    for point in points:
        scene.stands(name, point, YES)


def the_round(scene: Scene, number: int = 1) -> Round:
    return scene.record.round(RoundNumber(number))


def test_closing_early_gives_notice_to_those_who_have_not_answered(scene: Scene) -> None:
    takes_part(scene, "ann", 1, 2)
    takes_part(scene, "ben", 1)
    asked = steers(scene, rounds.close_round)

    assert (asked.state, asked.closes_at) == (RoundState.OPEN, scene.now + EARLY_NOTICE)
    assert next_due(scene.db, scene.now + DAY) == scene.now + DAY
    assert closing.rounds_due(scene.db, asked.closes_at - timedelta(seconds=1)) == ()
    assert closing.rounds_due(scene.db, asked.closes_at) == (asked,)
    scene.stands("ben", 2, NO, at=asked.closes_at - timedelta(hours=1))
    with pytest.raises(RoundClosed):
        scene.stands("ben", 1, NO, at=asked.closes_at + timedelta(seconds=1))


def test_closing_early_is_immediate_once_everybody_has_answered_everything(scene: Scene) -> None:
    takes_part(scene, "ann", 1, 2)
    closed = steers(scene, rounds.close_round)

    assert (closed.state, closed.closed_at, closed.closed_by) == (
        RoundState.CLOSED,
        scene.now,
        scene.participant("opal"),
    )


def test_the_last_answer_ends_the_waiting(scene: Scene) -> None:
    takes_part(scene, "ann", 1)
    asked = steers(scene, rounds.close_round)
    scene.stands("ann", 2, YES)
    now = scene.now

    assert closing.rounds_due(scene.db, now)[0].closes_at == now < asked.closes_at
    closed = scene.act(closing.close_due_round, scene.key, ONE, unread=False, now=now)
    assert (closed.closed_at, closed.closed_by) == (now, scene.participant("opal"))


def test_an_early_closing_can_be_called_off_and_asked_for_once_only(scene: Scene) -> None:
    asked = steers(scene, rounds.close_round)
    with pytest.raises(ClosingAlready) as refused:
        steers(scene, rounds.close_round)
    assert refused.value.facts == {"round": 1, "closes": asked.closes_at}

    kept = steers(scene, rounds.keep_round_open)
    assert kept.closes_at == DEADLINE
    with pytest.raises(NotClosingEarly):
        steers(scene, rounds.keep_round_open)
    assert steers(scene, rounds.close_round).early is not None


def test_a_round_that_closes_soon_is_not_closed_early(scene: Scene) -> None:
    with pytest.raises(ClosesSoonAnyway):
        steers(scene, rounds.close_round, at=DEADLINE - EARLY_NOTICE)


def test_an_extension_moves_the_deadline_and_calls_an_early_closing_off(scene: Scene) -> None:
    steers(scene, rounds.close_round)
    extended = steers(scene, steering.extend_round, deadline=DEADLINE + DAY)

    assert (extended.closes_at, extended.early) == (DEADLINE + DAY, None)
    assert the_round(scene) == extended
    scene.stands("ann", 1, YES, at=DEADLINE + timedelta(hours=3))


@pytest.mark.parametrize("deadline", [DEADLINE, DEADLINE - DAY])
def test_an_extension_is_never_a_shortening(scene: Scene, deadline: Any) -> None:
    with pytest.raises(DeadlineNotLater):
        steers(scene, steering.extend_round, deadline=deadline)


def test_a_round_past_its_deadline_is_not_extended(scene: Scene) -> None:
    with pytest.raises(RoundClosed):
        steers(scene, steering.extend_round, deadline=DEADLINE + 9 * DAY, at=DEADLINE + DAY)
    scene.closes()
    with pytest.raises(NoOpenRound):
        steers(scene, steering.extend_round, deadline=scene.now + 9 * DAY)


def test_a_pause_refuses_stances_holds_the_deadline_and_moves_it_by_its_length(scene: Scene) -> None:
    paused = steers(scene, steering.pause_round, reason="  Holidays,\n all of us. ")
    with pytest.raises(RoundPaused):
        scene.stands("ann", 1, YES)
    with pytest.raises(RoundPaused):
        steers(scene, rounds.close_round)
    with pytest.raises(RoundPaused):
        steers(scene, steering.pause_round)
    with pytest.raises(RoundStillOpen):
        scene.opens_round()
    assert closing.rounds_due(scene.db, DEADLINE + 30 * DAY) == ()
    assert next_due(scene.db, DEADLINE + 30 * DAY) != DEADLINE

    resumed = steers(scene, steering.resume_round, at=paused.paused_at + 10 * DAY)
    assert (resumed.state, resumed.deadline, resumed.paused_at) == (RoundState.OPEN, DEADLINE + 10 * DAY, None)
    scene.stands("ann", 1, YES, at=DEADLINE + 5 * DAY)
    with pytest.raises(RoundNotPaused):
        steers(scene, steering.resume_round)
    assert [entry.reason for entry in scene.record.deeds if entry.deed is Deed.ROUND_PAUSED] == ["Holidays, all of us."]


def test_what_is_written_during_a_pause_belongs_to_the_round(scene: Scene) -> None:
    steers(scene, steering.pause_round)
    scene.says("ann", "> Ban diving\nNo.", said_at=DEADLINE + DAY)

    assert scene.record.statements[0].round == 1


def test_a_pause_holds_an_early_closing_too(scene: Scene) -> None:
    asked = steers(scene, rounds.close_round)
    steers(scene, steering.pause_round, at=asked.early.asked_at + timedelta(hours=2))
    resumed = steers(scene, steering.resume_round, at=asked.early.asked_at + timedelta(hours=26))

    assert resumed.closes_at == asked.closes_at + DAY


def test_a_cancelled_round_keeps_its_answers_and_counts_none_of_them(scene: Scene) -> None:
    scene.stands("ann", 1, YES)
    for reason, refusal in ((" ", EmptyText), ("x" * 301, TextTooLong)):
        with pytest.raises(refusal):
            steers(scene, steering.cancel_round, reason=reason)
    cancelled = steers(scene, steering.cancel_round, reason="The pool burned down.")

    assert cancelled.state is RoundState.CANCELLED
    assert scene.state(PostKind.SUMMARY, generation=1) is None
    assert len(scene.record.stances) == 1
    assert scene.record.deeds[-1].reason == "The pool burned down."
    with pytest.raises(NothingToReopen):
        steers(scene, steering.reopen_round, deadline=scene.now + DAY)
    assert scene.opens_round().number == 2


def test_a_reopened_round_keeps_its_answers_and_owes_another_summary(scene: Scene) -> None:
    scene.stands("ann", 1, YES)
    first = scene.closes()
    key = closing.summary_of(first)
    scene.act(outbox.fill_post, key, "{}", ())
    scene.act(outbox.mark_sending, key, after=None, at=scene.now)
    scene.act(outbox.mark_sent, key, 900, at=scene.now)
    scene.act(closing.mark_summarised, key)
    later = scene.says("ben", "> Ban diving\nLate, but no.")
    reopened = steers(scene, steering.reopen_round, deadline=scene.now + DAY)

    assert (reopened.state, reopened.reopened, reopened.closed_at) == (RoundState.OPEN, 1, None)
    assert scene.changes(PostKind.SUMMARY, generation=1) == 1
    assert {head.id: head.round for head in scene.record.statements}[later.statement] == 1
    assert scene.record.points[-1].round == 1
    scene.stands("ben", 1, NO)
    scene.act(closing.close_due_round, scene.key, ONE, unread=False, now=reopened.deadline)
    second = closing.summary_of(the_round(scene))
    assert second != key
    assert outbox.post(scene.db, second) is not None
    scene.act(closing.mark_summarised, key)
    assert the_round(scene).state is RoundState.CLOSED


def test_a_summary_not_posted_when_its_round_is_reopened_never_is(scene: Scene) -> None:
    scene.closes()
    steers(scene, steering.reopen_round, deadline=scene.now + DAY)

    assert scene.state(PostKind.SUMMARY, generation=1) == "given_up"


def test_only_a_closed_round_is_reopened_for_a_time_to_come(scene: Scene) -> None:
    with pytest.raises(NothingToReopen):
        steers(scene, steering.reopen_round, deadline=DEADLINE)
    scene.closes()
    with pytest.raises(DateInThePast):
        steers(scene, steering.reopen_round, deadline=scene.now - DAY)


def test_a_scheduled_round_opens_by_itself_once(scene: Scene) -> None:
    opens = DEADLINE + DAY
    steers(scene, rounds.schedule_round, opens=opens, deadline=opens + 2 * DAY)
    assert len(scene.record.rounds) == 1
    assert scene.record.scheduled is not None
    assert rounds.rounds_to_open(scene.db, opens) == ()  # the first one is open still
    scene.closes()
    assert next_due(scene.db, scene.now) in (scene.now, opens)
    assert rounds.rounds_to_open(scene.db, opens - timedelta(seconds=1)) == ()
    assert len(rounds.rounds_to_open(scene.db, opens)) == 1

    late = opens + timedelta(hours=5)
    opened = scene.act(rounds.open_due_round, scene.key, now=late)
    assert (opened.number, opened.opened_at, opened.deadline) == (2, late, late + 2 * DAY)
    assert scene.state(PostKind.BOARD, generation=2) == "owed"
    assert scene.act(rounds.open_due_round, scene.key, now=late) is None
    assert scene.record.scheduled is None
    assert scene.record.deeds[-1].by is None


def test_a_schedule_can_be_changed_called_off_and_overtaken(scene: Scene) -> None:
    opens = DEADLINE + DAY
    with pytest.raises(OpensTooSoon):
        steers(scene, rounds.schedule_round, opens=DEADLINE - DAY, deadline=opens)
    with pytest.raises(DeadlineNotLater):
        steers(scene, rounds.schedule_round, opens=opens, deadline=opens)
    steers(scene, rounds.schedule_round, opens=opens, deadline=opens + DAY)
    moved = steers(scene, rounds.schedule_round, opens=opens + DAY, deadline=opens + 2 * DAY)
    assert scene.record.scheduled == moved
    assert steers(scene, rounds.unschedule_round) == 2
    assert scene.record.scheduled is None
    with pytest.raises(NothingScheduled):
        steers(scene, rounds.unschedule_round)

    steers(scene, rounds.schedule_round, opens=opens, deadline=opens + DAY)
    scene.closes()
    opened = scene.opens_round()
    assert (opened.number, scene.record.scheduled) == (2, None)
    assert the_round(scene, 2).opened_at == opened.opened_at


def test_the_end_of_a_debate_drops_what_was_scheduled(scene: Scene) -> None:
    steers(scene, rounds.schedule_round, opens=DEADLINE + DAY, deadline=DEADLINE + 2 * DAY)
    steers(scene, debates.end_debate)

    assert rounds.rounds_to_open(scene.db, DEADLINE + 9 * DAY) == ()


def test_a_paused_round_closes_when_its_debate_ends(scene: Scene) -> None:
    steers(scene, steering.pause_round)
    at = DEADLINE + DAY
    steers(scene, debates.end_debate, at=at)

    assert (the_round(scene).state, the_round(scene).closed_at) == (RoundState.CLOSED, at)


def test_a_missed_quorum_prolongs_a_round_once_by_its_length_at_most_a_day(db: Database) -> None:
    scene = Scene(db)
    asked = replace(draft("Ban diving"), terms=Terms(quorum=2))
    opened = scene.act(debates.open_debate, asked, actor=member("opal"), act=ActId(1), home=500, at=START)
    scene.key = opened.key
    scene.act(debates.place_debate, scene.key, opening=2, thread=600, at=START)
    scene.now = START
    scene.stands("ann", 1, YES)
    late = DEADLINE + timedelta(minutes=3)

    prolonged = scene.act(closing.prolong_due_round, scene.key, ONE, now=late)
    assert (prolonged.deadline, prolonged.prolonged) == (late + DAY, True)
    assert scene.record.deeds[-1].numbers == {"round": 1, "answered": 1, "quorum": 2}
    scene.stands("ann", 1, NO, at=late + timedelta(hours=1))
    assert scene.act(closing.prolong_due_round, scene.key, ONE, now=late + DAY) is None
    assert scene.act(closing.close_due_round, scene.key, ONE, unread=False, now=late + DAY) is not None


def test_a_met_quorum_or_none_prolongs_nothing(scene: Scene) -> None:
    assert scene.act(closing.prolong_due_round, scene.key, ONE, now=DEADLINE) is None


LEADING: tuple[tuple[Callable[..., Any], dict[str, Any]], ...] = (
    (rounds.open_round, {"deadline": DEADLINE}),
    (rounds.schedule_round, {"opens": DEADLINE + DAY, "deadline": DEADLINE + 2 * DAY}),
    (rounds.unschedule_round, {}),
    (rounds.close_round, {}),
    (rounds.keep_round_open, {}),
    (steering.extend_round, {"deadline": DEADLINE + DAY}),
    (steering.pause_round, {}),
    (steering.resume_round, {}),
    (steering.cancel_round, {"reason": "So"}),
    (steering.reopen_round, {"deadline": DEADLINE}),
)


@pytest.mark.parametrize(("verb", "facts"), LEADING, ids=[verb.__name__ for verb, _ in LEADING])
def test_only_who_leads_an_open_debate_steers_it(scene: Scene, verb: Callable[..., Any], facts: dict[str, Any]) -> None:
    before = scene.dump()
    with pytest.raises(NotAModerator):
        steers(scene, verb, "ann", **facts)
    assert scene.dump() == before

    steers(scene, debates.end_debate)
    with pytest.raises(DebateEnded):
        steers(scene, verb, **facts)


def test_the_same_act_twice_is_done_once(scene: Scene) -> None:
    done: list[tuple[Callable[..., Any], dict[str, Any]]] = [
        (rounds.close_round, {}),
        (rounds.keep_round_open, {}),
        (steering.extend_round, {"deadline": DEADLINE + DAY}),
        (steering.pause_round, {"reason": "So"}),
        (steering.resume_round, {}),
        (rounds.schedule_round, {"opens": DEADLINE + 2 * DAY, "deadline": DEADLINE + 3 * DAY}),
        (rounds.unschedule_round, {}),
        (steering.cancel_round, {"reason": "So"}),
        (rounds.open_round, {"deadline": DEADLINE}),
    ]
    for verb, facts in done:
        act, at = ActId(scene.snowflake()), scene.tick()
        first = steers(scene, verb, act=act, at=at, **facts)
        before = scene.dump()
        assert steers(scene, verb, act=act, at=at, **facts) == first, verb.__name__
        assert scene.dump() == before, verb.__name__


def test_every_deed_is_in_the_log_with_who_did_it(scene: Scene) -> None:
    steers(scene, steering.extend_round, deadline=DEADLINE + DAY)
    steers(scene, steering.pause_round, reason="A break")
    steers(scene, steering.resume_round)
    scene.closes()
    steers(scene, steering.reopen_round, deadline=scene.now + DAY)
    steers(scene, debates.end_debate)

    deeds = scene.record.deeds
    assert [entry.deed for entry in deeds] == [
        Deed.DEBATE_OPENED,
        Deed.ROUND_EXTENDED,
        Deed.ROUND_PAUSED,
        Deed.ROUND_RESUMED,
        Deed.ROUND_CLOSED,
        Deed.ROUND_REOPENED,
        Deed.DEBATE_ENDED,
    ]
    assert {entry.by for entry in deeds} == {scene.participant("opal")}
