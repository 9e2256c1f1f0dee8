from dataclasses import replace
from datetime import timedelta

import pytest
from sqlite_utils import Database

from deliberation.debate import Attribution, Debate, DebateState
from deliberation.errors import (
    AnotherServer,
    DateInThePast,
    DebateEnded,
    NoDebateHere,
    NotAModerator,
    RoundUnfinished,
)
from deliberation.ids import ActId, ChannelId, DebateId, DebateKey, GuildId, MessageId, Span
from deliberation.point import PointOrigin
from deliberation.round import RoundState
from deliberation.stance import Position
from storage.outgoing import PostKind
from storage.sqlite import debates
from storage.sqlite.rounds import steering
from tests.storage.scene import GUILD, HOME, MINUTE, START, THREAD, Scene, draft, member


def test_a_debate_opens_with_its_round_and_a_point_for_each_proposal(db: Database) -> None:
    scene = Scene(db)
    opened = scene.opens("Close the pool on Mondays", "Ban diving", placed=False)
    record = scene.record

    assert record.debate == opened
    assert [(found.number, found.state) for found in record.rounds] == [(1, RoundState.OPEN)]
    assert [(point.number, point.claim, point.origin) for point in record.points] == [
        (1, "Close the pool on Mondays", PointOrigin.PROPOSAL),
        (2, "Ban diving", PointOrigin.PROPOSAL),
    ]
    assert {point.author for point in record.points} == {scene.participant("opal")}
    assert record.points[1].passage.span == Span(26, 36)
    assert record.statements == ()
    assert scene.state(PostKind.OPENING) == "owed"
    assert scene.state(PostKind.BOARD, generation=1) is None


def test_a_command_delivered_twice_opens_one_debate(db: Database) -> None:
    scene = Scene(db)
    asked = {"actor": member("opal"), "act": ActId(77), "home": HOME}
    first = scene.act(debates.open_debate, draft("Ban diving"), at=START, **asked)
    before = scene.dump()

    assert scene.act(debates.open_debate, draft("Ban diving"), at=START + MINUTE, **asked) == first
    assert scene.dump() == before


def test_a_deadline_that_has_passed_opens_nothing(db: Database) -> None:
    scene = Scene(db)
    before = scene.dump()
    with pytest.raises(DateInThePast) as refused:
        scene.opens("Ban diving", deadline=START)

    assert refused.value.facts["read_as"] == START
    assert scene.dump() == before


def test_the_opening_leads_to_its_message_once_it_is_posted(db: Database) -> None:
    scene = Scene(db)
    placed = scene.opens("Ban diving")

    assert (placed.thread, placed.home) == (THREAD, HOME)
    assert scene.record.points[0].link.channel == HOME
    assert scene.record.points[0].link.message == placed.opening
    assert scene.state(PostKind.BOARD, generation=1) == "owed"
    assert debates.debate_in(db, GUILD, THREAD) == placed
    assert debates.debate_in(db, GuildId(12), THREAD) is None
    assert debates.debate_in(db, GUILD, HOME) is None


def test_a_debate_keeps_the_place_it_has(db: Database) -> None:
    scene = Scene(db)
    placed = scene.opens("Ban diving")
    before = scene.dump()
    again = scene.act(debates.place_debate, scene.key, opening=MessageId(1), thread=ChannelId(2), at=scene.tick())

    assert again == placed
    assert scene.dump() == before


def test_a_debate_that_does_not_exist_cannot_be_placed(db: Database) -> None:
    with pytest.raises(NoDebateHere):
        debates.place_debate(db, DebateKey(GUILD, DebateId(5)), opening=MessageId(1), thread=ChannelId(2), at=START)


def test_three_hundred_points_are_numbered_in_order(db: Database) -> None:
    scene = Scene(db)
    scene.opens(*(f"Rule {number}" for number in range(1, 301)))

    assert [point.claim for point in scene.record.points] == [f"Rule {number}" for number in range(1, 301)]


def test_whoever_ends_a_debate_closes_its_round_and_its_summary_is_owed(db: Database) -> None:
    scene = Scene(db)
    opened = scene.opens("Ban diving")
    ended = scene.act(debates.end_debate, scene.key, actor=member("opal"), at=scene.tick())
    (last,) = scene.record.rounds

    assert ended == replace(opened, state=DebateState.ENDED) == debates.debate(db, scene.key)
    assert (last.state, last.closed_at, last.closed_by) == (RoundState.CLOSED, scene.now, scene.participant("opal"))
    assert scene.state(PostKind.SUMMARY, generation=1) == "owed"
    assert scene.changes(PostKind.BOARD, generation=1) == 1


@pytest.mark.parametrize("paused", [False, True])
def test_nobody_ends_a_debate_to_cut_a_round_short(db: Database, paused: bool) -> None:
    scene = Scene(db)
    scene.opens("Ban diving")
    scene.says("ben", "I dive there")
    scene.stands("ann", 1, Position.AGREE)
    opal = member("opal")
    if paused:
        scene.act(steering.pause_round, scene.key, actor=opal, act=ActId(scene.snowflake()), at=scene.tick())
    before = scene.dump()
    with pytest.raises(RoundUnfinished):
        scene.act(debates.end_debate, scene.key, actor=opal, at=scene.tick())

    assert scene.dump() == before


@pytest.mark.parametrize("called_off", [False, True])
def test_a_debate_ends_at_once_when_all_have_answered_or_its_round_is_called_off(
    db: Database, called_off: bool
) -> None:
    scene = Scene(db)
    opal = member("opal")
    scene.opens("Ban diving")
    scene.stands("ann", 1, Position.AGREE)
    if called_off:
        scene.says("ben", "I dive there")
        act = ActId(scene.snowflake())
        scene.act(steering.cancel_round, scene.key, actor=opal, act=act, at=scene.tick(), reason="Too loud")
    scene.act(debates.end_debate, scene.key, actor=opal, at=scene.tick())

    assert scene.record.debate.state is DebateState.ENDED
    assert scene.record.rounds[0].state is (RoundState.CANCELLED if called_off else RoundState.CLOSED)


def test_a_round_whose_thread_is_gone_is_cancelled(db: Database) -> None:
    scene = Scene(db)
    scene.opens("Ban diving")
    scene.act(debates.end_debate, scene.key, actor=None, at=scene.tick())

    assert scene.record.rounds[0].state is RoundState.CANCELLED
    assert scene.record.rounds[0].closed_at == scene.now
    assert scene.state(PostKind.SUMMARY, generation=1) is None


def test_a_debate_ended_after_its_deadline_closed_on_time(db: Database) -> None:
    scene = Scene(db)
    scene.opens("Ban diving")
    (standing,) = scene.record.rounds
    late = standing.deadline + timedelta(minutes=1)
    scene.act(debates.end_debate, scene.key, actor=member("opal"), at=late)
    (last,) = scene.record.rounds

    assert (last.closed_at, last.closed_by) == (standing.deadline, None)


def test_a_closed_round_stays_closed_when_its_debate_ends(db: Database) -> None:
    scene = Scene(db)
    scene.opens("Ban diving")
    closed = scene.closes()
    scene.act(debates.end_debate, scene.key, actor=None, at=scene.tick())

    assert scene.record.rounds == (closed,)


@pytest.mark.parametrize(
    ("actor", "refusal"),
    [(member("ann"), NotAModerator), (member("opal", guild=GuildId(12), moderates=True), AnotherServer)],
)
def test_who_may_not_end_a_debate_changes_nothing(db: Database, actor: object, refusal: type[Exception]) -> None:
    scene = Scene(db)
    scene.opens("Ban diving")
    before = scene.dump()
    with pytest.raises(refusal):
        scene.act(debates.end_debate, scene.key, actor=actor, at=scene.tick())

    assert scene.dump() == before


def test_a_debate_ends_once(db: Database) -> None:
    scene = Scene(db)
    scene.opens("Ban diving")
    scene.act(debates.end_debate, scene.key, actor=member("ann", moderates=True), at=scene.tick())
    before = scene.dump()
    with pytest.raises(DebateEnded):
        scene.act(debates.end_debate, scene.key, actor=member("opal"), at=scene.tick())

    assert scene.dump() == before


def test_a_servers_debates_come_oldest_first(db: Database) -> None:
    scene = Scene(db)
    asked: list[Debate] = [scene.opens(f"Rule {number}", placed=False) for number in range(3)]
    scene.act(
        debates.open_debate,
        draft("Elsewhere"),
        actor=member("opal", guild=GuildId(12)),
        act=ActId(5),
        home=HOME,
        at=scene.tick(),
    )

    assert debates.debates(db, GUILD) == tuple(asked)


def test_what_was_agreed_at_the_opening_is_kept(db: Database) -> None:
    scene = Scene(db)
    opened = scene.opens("Ban diving", attribution=Attribution.NAMED, role=99, deadline=START + timedelta(days=1))

    assert (opened.attribution, opened.terms.gate.role, opened.opened_at) == (Attribution.NAMED, 99, START + MINUTE)
    assert debates.debate(db, scene.key) == opened
