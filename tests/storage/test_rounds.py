from datetime import timedelta

import pytest
from sqlite_utils import Database

from deliberation.errors import (
    AnotherServer,
    DateInThePast,
    DebateEnded,
    NoOpenRound,
    NotAModerator,
    RoundStillOpen,
)
from deliberation.ids import ActId, GuildId, RoundNumber
from deliberation.round import RoundState
from storage.outgoing import PostKind
from storage.sqlite import debates
from storage.sqlite.rounds import closing
from storage.sqlite.rounds import opening as rounds
from tests.storage.scene import MINUTE, START, Scene, member, post

DEADLINE = START + timedelta(days=3)


def test_the_opener_closes_a_round_early_and_its_summary_is_owed(db: Database) -> None:
    scene = Scene(db)
    scene.opens("Ban diving")
    closed = scene.closes()

    assert (closed.state, closed.closed_at, closed.closed_by) == (
        RoundState.CLOSED,
        scene.now,
        scene.participant("opal"),
    )
    assert scene.record.rounds == (closed,)
    assert scene.state(PostKind.SUMMARY, generation=1) == "owed"


def test_a_moderator_who_comes_after_the_deadline_closes_nothing_early(db: Database) -> None:
    scene = Scene(db)
    scene.opens("Ban diving")
    closed = scene.act(
        rounds.close_round,
        scene.key,
        actor=member("mod", moderates=True),
        act=ActId(5),
        at=DEADLINE + timedelta(hours=1),
    )

    assert (closed.closed_at, closed.closed_by) == (DEADLINE, None)


@pytest.mark.parametrize(
    ("actor", "refusal"),
    [(member("ann"), NotAModerator), (member("opal", guild=GuildId(12), moderates=True), AnotherServer)],
)
def test_who_may_not_steer_a_round_changes_nothing(db: Database, actor: object, refusal: type[Exception]) -> None:
    scene = Scene(db)
    scene.opens("Ban diving")
    before = scene.dump()
    with pytest.raises(refusal):
        scene.act(rounds.close_round, scene.key, actor=actor, act=ActId(5), at=scene.tick())
    with pytest.raises(refusal):
        scene.act(rounds.open_round, scene.key, actor=actor, act=ActId(5), deadline=DEADLINE, at=scene.tick())

    assert scene.dump() == before


def test_a_round_closes_once(db: Database) -> None:
    scene = Scene(db)
    scene.opens("Ban diving")
    scene.closes()
    before = scene.dump()
    with pytest.raises(NoOpenRound) as refused:
        scene.closes()

    assert refused.value.facts == {"round": 1}
    assert scene.dump() == before


def test_the_next_round_opens_when_the_last_has_closed(db: Database) -> None:
    scene = Scene(db)
    scene.opens("Ban diving")
    before = scene.dump()
    with pytest.raises(RoundStillOpen):
        scene.opens_round()
    assert scene.dump() == before

    scene.closes()
    second = scene.opens_round()

    assert (second.number, second.state) == (2, RoundState.OPEN)
    assert scene.state(PostKind.BOARD, generation=2) == "owed"


def test_a_round_does_not_open_with_a_deadline_that_has_passed(db: Database) -> None:
    scene = Scene(db)
    scene.opens("Ban diving")
    scene.closes()
    before = scene.dump()
    with pytest.raises(DateInThePast):
        scene.act(rounds.open_round, scene.key, actor=member("opal"), act=ActId(5), deadline=scene.now, at=scene.now)

    assert scene.dump() == before


def test_an_ended_debate_has_no_more_rounds(db: Database) -> None:
    scene = Scene(db)
    scene.opens("Ban diving")
    scene.act(debates.end_debate, scene.key, actor=member("opal"), at=scene.tick())
    with pytest.raises(DebateEnded):
        scene.closes()
    with pytest.raises(DebateEnded):
        scene.opens_round()


def test_a_round_is_due_from_its_deadline_on(db: Database) -> None:
    scene = Scene(db)
    scene.opens("Ban diving")

    assert closing.rounds_due(db, DEADLINE - timedelta(microseconds=1)) == ()
    assert closing.rounds_due(db, DEADLINE) == scene.record.rounds


def test_a_due_round_closes_at_its_deadline_by_nobody_and_once(db: Database) -> None:
    scene = Scene(db)
    scene.opens("Ban diving")
    late = DEADLINE + timedelta(hours=25)
    closed = scene.act(closing.close_due_round, scene.key, RoundNumber(1), unread=True, now=late)

    assert closed is not None
    assert (closed.closed_at, closed.closed_by, closed.unread) == (DEADLINE, None, True)
    assert scene.record.rounds == (closed,)
    assert scene.state(PostKind.SUMMARY, generation=1) == "owed"
    before = scene.dump()
    assert scene.act(closing.close_due_round, scene.key, RoundNumber(1), unread=False, now=late) is None
    assert scene.dump() == before


def test_a_round_that_is_not_due_is_left_open(db: Database) -> None:
    scene = Scene(db)
    scene.opens("Ban diving")
    early = DEADLINE - MINUTE

    assert scene.act(closing.close_due_round, scene.key, RoundNumber(1), unread=False, now=early) is None
    assert scene.record.rounds[0].state is RoundState.OPEN


def test_a_round_is_summarised_once_it_has_closed(db: Database) -> None:
    scene = Scene(db)
    scene.opens("Ban diving")
    scene.act(closing.mark_summarised, post(scene, PostKind.SUMMARY, 1))
    assert scene.record.rounds[0].state is RoundState.OPEN

    scene.closes()
    scene.act(closing.mark_summarised, post(scene, PostKind.SUMMARY, 1))
    assert scene.record.rounds[0].state is RoundState.SUMMARISED
