"""What every store promises of debates, rounds, statements and stances, whatever it is kept in."""

import asyncio
from collections.abc import Awaitable
from datetime import datetime, timedelta
from typing import Any

import pytest

from deliberation.debate import Debate, DebateState
from deliberation.errors import (
    AnotherServer,
    DateInThePast,
    DebateEnded,
    NoDebateHere,
    NoOpenRound,
    NoSuchPoint,
    NotAModerator,
    NothingToKeep,
    Refusal,
    RoundClosed,
    RoundStillOpen,
)
from deliberation.ids import (
    ActId,
    ChannelId,
    CounterpointNumber,
    DebateId,
    DebateKey,
    GuildId,
    MessageId,
    PointNumber,
    RoundNumber,
    StatementId,
)
from deliberation.record import DebateRecord
from deliberation.round import EARLY_NOTICE, Round, RoundState
from deliberation.stance import Position
from deliberation.statement import StatementKind
from deliberation.steering.agenda import Pick
from deliberation.steering.decision import DecisionDraft, drafted_decision
from deliberation.steering.schedule import week_of
from deliberation.views.card import Feedback
from storage.outgoing import PostKey, PostKind
from storage.store import Store
from storage.verbs.statements import Arrival
from tests.storage.scene import GUILD, HOME, MINUTE, NO, START, THREAD, YES, YES_BUT, draft, member, user

NOON = START
DAY = timedelta(days=1)
DEADLINE = START + timedelta(days=3)
FIRST, SECOND = RoundNumber(1), RoundNumber(2)
OPAL = member("opal")
UNKNOWN = DebateKey(GUILD, DebateId(5))
PROPOSALS = ("Plant a hedge along the path", "Mow the meadow once a year", "Let the pond freeze over")


@pytest.fixture
async def debate(store: Store) -> Debate:
    """A debate with three proposals in its thread."""
    asked = draft(*PROPOSALS)
    opened = await store.open_debate(asked, actor=OPAL, act=ActId(1000), home=HOME, at=NOON)
    return await store.place_debate(opened.key, opening=MessageId(1010), thread=THREAD, at=NOON)


def message(statement: int, name: str, text: str, kind: StatementKind = StatementKind.MESSAGE) -> Arrival:
    """A message said as many minutes after noon as its number is above 2000."""
    said_at = NOON + (statement - 2000) * MINUTE
    return Arrival(StatementId(statement), kind, user(name), None, MessageId(statement), said_at, text)


async def press(store: Store, debate: Debate, name: str, point: int, position: Position, **facts: int) -> None:
    """Somebody answers a claim, an hour after noon."""
    number, act = RoundNumber(facts.get("number", 1)), ActId(facts["act"])
    at = NOON + timedelta(hours=1)
    await store.record_stance(debate.key, number, PointNumber(point), position, actor=member(name), act=act, at=at)


async def closes(store: Store, debate: Debate, *, act: int, at: datetime) -> Round:
    """Opal has the open round closed; where that takes effect later, that time goes by."""
    asked = await store.close_round(debate.key, actor=OPAL, act=ActId(act), at=at)
    if asked.over:
        return asked
    closed = await store.close_due_round(debate.key, asked.number, unread=False, now=asked.closes_at)
    assert closed is not None
    return closed


async def all_of(store: Store, debate: Debate) -> tuple[DebateRecord, object]:
    """What must be the same before and after an act that is refused."""
    return await store.record(debate.key), await store.posts_due(DEADLINE + timedelta(days=9))


async def test_a_debate_is_found_by_its_key_its_thread_and_its_server(store: Store, debate: Debate) -> None:
    assert await store.debate(debate.key) == debate
    assert await store.debate_in(GUILD, THREAD) == debate
    assert await store.debates(GUILD) == (debate,)
    assert await store.debates_of_week(GUILD, week_of(NOON, "UTC")) == (debate,)
    assert await store.debate(UNKNOWN) is None
    assert await store.debate_in(GUILD, HOME) is None
    assert await store.debate_in(GuildId(12), THREAD) is None
    assert await store.debates(GuildId(12)) == ()


async def test_opening_and_placing_twice_is_opening_and_placing_once(store: Store, debate: Debate) -> None:
    before = await all_of(store, debate)
    again = await store.open_debate(draft("Other"), actor=OPAL, act=ActId(1000), home=HOME, at=NOON + MINUTE)
    placed = await store.place_debate(debate.key, opening=MessageId(7), thread=ChannelId(8), at=NOON)

    assert again == placed == debate
    assert await all_of(store, debate) == before


async def test_an_opening_and_a_board_are_owed_once_each(store: Store, debate: Debate) -> None:
    owed = [(post.key.kind, post.channel) for post in await store.posts_due(NOON + MINUTE)]

    assert sorted(owed) == [(PostKind.BOARD, THREAD), (PostKind.OPENING, HOME)]


async def test_three_hundred_proposals_open_whole_or_not_at_all(store: Store) -> None:
    asked = draft(*(f"Rule {number}" for number in range(300)))
    opened = await store.open_debate(asked, actor=OPAL, act=ActId(1), home=HOME, at=NOON)
    with pytest.raises(DateInThePast):
        await store.open_debate(draft("Late", deadline=NOON), actor=OPAL, act=ActId(2), home=HOME, at=NOON)

    assert len((await store.record(opened.key)).points) == 300
    assert await store.debates(GUILD) == (opened,)


async def test_a_debate_runs_two_rounds_and_ends(store: Store, debate: Debate) -> None:
    closed = await closes(store, debate, act=10, at=NOON + MINUTE)
    with pytest.raises(NoOpenRound):
        await store.close_round(debate.key, actor=OPAL, act=ActId(11), at=NOON + DAY)
    second = await store.open_round(debate.key, actor=OPAL, act=ActId(12), deadline=DEADLINE, at=NOON + DAY)
    assert await store.rounds_due(DEADLINE) == (second,)
    due = await store.close_due_round(debate.key, SECOND, unread=False, now=DEADLINE + MINUTE)
    assert due is not None
    assert await store.close_due_round(debate.key, SECOND, unread=False, now=DEADLINE + MINUTE) is None
    ended = await store.end_debate(debate.key, actor=OPAL, at=DEADLINE + MINUTE)

    assert (closed.number, closed.closed_at, closed.closed_by) == (1, NOON + MINUTE + EARLY_NOTICE, debate.opener)
    assert (due.number, due.closed_at, due.closed_by) == (2, DEADLINE, None)
    assert ended.state is DebateState.ENDED
    assert await store.debate_in(GUILD, THREAD) == ended
    for number in (1, 2):
        assert await store.post(PostKey(GUILD, PostKind.SUMMARY, debate.key.debate, number)) is not None


async def test_a_posted_summary_makes_its_round_summarised(store: Store, debate: Debate) -> None:
    await closes(store, debate, act=10, at=NOON + MINUTE)
    key = PostKey(GUILD, PostKind.SUMMARY, debate.key.debate, 1)
    await store.fill_post(key, "{}", ())
    await store.mark_sending(key, after=None, at=NOON)
    await store.mark_sent(key, MessageId(9), at=NOON)

    assert (await store.record(debate.key)).rounds[0].state is RoundState.SUMMARISED


async def test_what_is_refused_leaves_nothing_behind(store: Store, debate: Debate) -> None:
    ann, elsewhere = member("ann"), member("opal", guild=GuildId(12))
    late = DEADLINE + timedelta(seconds=1)
    key, point, act = debate.key, PointNumber(1), ActId(3000)
    refusals: list[tuple[type[Refusal], Awaitable[object]]] = [
        (NotAModerator, store.close_round(key, actor=ann, act=act, at=NOON)),
        (AnotherServer, store.close_round(key, actor=elsewhere, act=act, at=NOON)),
        (RoundStillOpen, store.open_round(key, actor=OPAL, act=act, deadline=DEADLINE, at=NOON)),
        (NotAModerator, store.end_debate(key, actor=ann, at=NOON)),
        (RoundClosed, store.open_ballot(key, actor=ann, at=late)),
        (AnotherServer, store.open_ballot(key, actor=elsewhere, at=NOON)),
        (RoundClosed, store.record_stance(key, FIRST, point, YES, actor=ann, act=act, at=late)),
        (RoundClosed, store.record_stance(key, SECOND, point, YES, actor=ann, act=act, at=NOON)),
        (AnotherServer, store.record_stance(key, FIRST, point, YES, actor=elsewhere, act=act, at=NOON)),
        (NoSuchPoint, store.record_stance(key, FIRST, PointNumber(44), YES, actor=ann, act=act, at=NOON)),
        (NothingToKeep, store.amend_stance(key, FIRST, point, actor=ann, act=act, at=NOON, reason="So")),
        (NothingToKeep, store.keep_rest(key, FIRST, actor=ann, act=act, at=NOON)),
        (NoDebateHere, store.record_statement(UNKNOWN, message(2001, "ann", "Hello"))),
        (NoDebateHere, store.record(UNKNOWN)),
        (AnotherServer, store.mine(key, actor=elsewhere)),
    ]
    before = await all_of(store, debate)
    for refusal, attempt in refusals:
        with pytest.raises(refusal):
            await attempt
        assert await all_of(store, debate) == before


async def test_an_ended_debate_takes_nothing_more(store: Store, debate: Debate) -> None:
    await store.end_debate(debate.key, actor=None, at=NOON + MINUTE)
    before = await all_of(store, debate)
    with pytest.raises(DebateEnded):
        await store.record_statement(debate.key, message(2001, "ann", "Hello"))
    with pytest.raises(DebateEnded):
        await press(store, debate, "ann", 1, YES, act=3000)
    with pytest.raises(DebateEnded):
        await store.open_ballot(debate.key, actor=member("ann"), at=NOON + MINUTE)

    assert await all_of(store, debate) == before


async def test_an_answer_in_line_makes_a_point_and_its_card_reads_it_back(store: Store, debate: Debate) -> None:
    await store.record_statement(debate.key, message(2001, "ann", "The hedgehogs need the long grass all winter."))
    text = "> The hedgehogs need the long grass\nDo they?\n> Mow the meadow once a year\nTwice."
    recorded = await store.record_statement(debate.key, message(2002, "ben", text))
    again = await store.record_statement(debate.key, message(2002, "ben", text))
    card = await store.card(debate.key, StatementId(2002))

    assert (recorded.new, recorded.pairs, recorded.unverified, recorded.feedback) == (True, 2, 0, Feedback.CARD)
    assert (again.new, again.pairs, again.feedback) == (False, 2, Feedback.CARD)
    assert card is not None
    assert [(pair.point, pair.source, pair.response) for pair in card.pairs] == [
        (4, "The hedgehogs need the long grass", "Do they?"),
        (2, "Mow the meadow once a year", "Twice."),
    ]
    assert await store.card(debate.key, StatementId(2001)) is None
    assert await store.card(debate.key, StatementId(9)) is None


async def test_statements_recorded_at_once_are_all_there_each_with_its_own_point(store: Store, debate: Debate) -> None:
    sources = [
        f"Sentence number {place} is about the {word}." for place, word in enumerate(["oak", "elm", "ash", "fir"])
    ]
    for place, source in enumerate(sources):
        await store.record_statement(debate.key, message(2001 + place, "ann", source))
    answers = [message(2100 + place, "ben", f"> {source}\nNo.") for place, source in enumerate(sources)]
    await asyncio.gather(*(store.record_statement(debate.key, answer) for answer in answers))
    record = await store.record(debate.key)

    assert sorted(point.claim for point in record.points[3:]) == sorted(sources)
    assert sorted(answer.number for answer in record.counterpoints) == [1, 2, 3, 4]


async def test_a_refusal_among_acts_done_at_once_takes_nothing_else_with_it(store: Store, debate: Debate) -> None:
    outcomes = await asyncio.gather(
        store.record_statement(debate.key, message(2001, "ann", "The pond is deep in the middle.")),
        press(store, debate, "ann", 99, YES, act=3000),
        press(store, debate, "ben", 1, NO, act=3001),
        store.record_statement(debate.key, message(2002, "ben", "> The pond is deep in the middle.\nHow deep?")),
        return_exceptions=True,
    )
    record = await store.record(debate.key)

    assert [isinstance(outcome, NoSuchPoint) for outcome in outcomes] == [False, True, False, False]
    assert [stance.position for stance in record.stances] == [NO]
    assert [answer.point for answer in record.counterpoints] == [4]


async def test_a_quote_finds_its_letter_when_that_comes_later(store: Store, debate: Debate) -> None:
    quoting = await store.record_statement(debate.key, message(2001, "ann", "> An orchard is a promise\nYes."))
    letter = message(2002, "ben", "Dear all, an orchard is a promise. Ben", StatementKind.LETTER)
    arrived = await store.record_statement(debate.key, letter)
    card = await store.card(debate.key, StatementId(2001))

    assert (quoting.unverified, arrived.joined_later) == (1, 1)
    assert card is not None
    assert card.pairs[0].source == "an orchard is a promise"


async def test_a_deleted_statement_is_withdrawn(store: Store, debate: Debate) -> None:
    await store.record_statement(debate.key, message(2001, "ann", "> Let the pond freeze over\nNo."))
    await store.withdraw_statement(debate.key, StatementId(2001), at=NOON + MINUTE)
    await store.withdraw_statement(debate.key, StatementId(9), at=NOON + MINUTE)

    assert [head.withdrawn for head in (await store.record(debate.key)).statements] == [True]


async def test_a_ballot_is_answered_amended_and_kept_into_the_next_round(store: Store, debate: Debate) -> None:
    ann, hour = member("ann"), NOON + timedelta(hours=1)
    await store.record_statement(debate.key, message(2001, "ben", "> Let the pond freeze over\nNo."))
    assert (await store.open_ballot(debate.key, actor=ann, at=hour)).answered == 0
    await press(store, debate, "ann", 1, YES_BUT, act=3000)
    await press(store, debate, "ann", 1, YES_BUT, act=3000)
    await press(store, debate, "ann", 3, NO, act=3001)
    added = {"reason": "Cold.", "credit": CounterpointNumber(1)}
    await store.amend_stance(debate.key, FIRST, PointNumber(3), actor=ann, act=ActId(3002), at=hour, **added)
    assert (await store.ballot(debate.key, FIRST, actor=ann)).answered == 2

    await closes(store, debate, act=10, at=hour)
    hour += DAY
    await store.open_round(debate.key, actor=OPAL, act=ActId(11), deadline=DEADLINE, at=hour)
    assert (await store.ballot(debate.key, SECOND, actor=ann)).keepable == 2
    keep = {"actor": ann, "act": ActId(3003), "at": hour}
    kept = await store.keep_rest(debate.key, SECOND, **keep)
    again = await store.keep_rest(debate.key, SECOND, **keep)
    own = await store.mine(debate.key, actor=ann)

    assert {(stance.point, stance.position, stance.reason) for stance in kept} == {(1, YES_BUT, None), (3, NO, "Cold.")}
    assert set(again) == set(kept)
    assert [(point.point, len(point.stances)) for point in own.points] == [(1, 2), (3, 2)]


async def test_pseudonyms_are_one_each_and_stay(store: Store, debate: Debate) -> None:
    await press(store, debate, "ann", 1, YES, act=3000)
    names = await store.pseudonyms(debate.key)

    assert len(names) == len(set(names.values())) == 2
    assert await store.pseudonyms(debate.key) == names


async def test_a_round_is_steered_through_everything_that_can_happen_to_it(store: Store, debate: Debate) -> None:
    key, at = debate.key, NOON + MINUTE
    acts = iter(range(5000, 6000))

    def by() -> dict[str, Any]:
        return {"actor": OPAL, "act": ActId(next(acts)), "at": at}

    assert (await store.close_round(key, **by())).early is not None
    assert (await store.keep_round_open(key, **by())).early is None
    assert (await store.extend_round(key, deadline=DEADLINE + DAY, **by())).deadline == DEADLINE + DAY
    assert (await store.pause_round(key, reason="So", **by())).state is RoundState.PAUSED
    assert (await store.resume_round(key, **by())).state is RoundState.OPEN
    scheduled = await store.schedule_round(key, opens=DEADLINE + 2 * DAY, deadline=DEADLINE + 3 * DAY, **by())
    assert (await store.record(key)).scheduled == scheduled
    assert await store.unschedule_round(key, **by()) == 2
    assert await store.prolong_due_round(key, FIRST, now=DEADLINE + DAY) is None
    assert await store.close_due_round(key, FIRST, unread=False, now=DEADLINE + DAY) is not None
    assert (await store.reopen_round(key, deadline=DEADLINE + 2 * DAY, **by())).reopened == 1
    assert (await store.cancel_round(key, reason="So", **by())).state is RoundState.CANCELLED
    await store.schedule_round(key, opens=DEADLINE + 2 * DAY, deadline=DEADLINE + 3 * DAY, **by())
    assert [due.number for due in await store.rounds_to_open(DEADLINE + 2 * DAY)] == [2]
    opened = await store.open_due_round(key, now=DEADLINE + 2 * DAY)
    assert opened is not None
    assert opened.state is RoundState.OPEN
    assert len(await store.log(key)) == 12


async def test_an_agenda_is_set_anew_each_time_and_puts_its_points_to_everybody(store: Store, debate: Debate) -> None:
    key = debate.key
    await store.record_statement(key, message(2001, "ann", "The hedgehogs need the long grass all winter."))
    await store.record_statement(key, message(2002, "ben", "> The hedgehogs need the long grass\nDo they?"))
    set_by = {"actor": OPAL, "at": NOON + timedelta(hours=1)}
    picks = [Pick(PointNumber(4)), Pick(PointNumber(4)), Pick(PointNumber(99))]
    items = await store.set_agenda(key, picks, act=ActId(5000), **set_by)
    again = await store.set_agenda(key, [], act=ActId(5000), **set_by)

    assert [item.pick for item in items] == [item.pick for item in again] == [Pick(PointNumber(4))]
    record = await store.record(key)
    assert record.changes.put_up == {4: 2}
    assert await store.set_agenda(key, [], act=ActId(5001), **set_by) == ()
    with pytest.raises(NotAModerator):
        await store.set_agenda(key, picks, act=ActId(5002), actor=member("ann"), at=NOON)


async def test_decisions_are_kept_and_the_last_one_stands(store: Store, debate: Debate) -> None:
    key, at = debate.key, NOON + MINUTE
    first = drafted_decision(what=" Plant  it ", why="Hedgehogs.", review_at=NOON + 90 * DAY, point=PointNumber(1))
    decided = await store.decide(key, first, actor=OPAL, act=ActId(5000), at=at)
    again = await store.decide(key, first, actor=OPAL, act=ActId(5000), at=at)
    await store.end_debate(key, actor=OPAL, act=ActId(5001), at=at)
    other = await store.decide(key, drafted_decision(what="No"), actor=OPAL, act=ActId(5002), at=at)

    assert decided == again
    assert (decided.what, decided.why, decided.by, decided.review_at) == (
        "Plant it",
        "Hedgehogs.",
        debate.opener,
        NOON + 90 * DAY,
    )
    assert (await store.record(key)).decisions == (decided, other)
    assert await store.post(PostKey(GUILD, PostKind.DECISION, key.debate, 2)) is not None
    before = await all_of(store, debate)
    refusals: list[tuple[type[Refusal], dict[str, Any], DecisionDraft]] = [
        (NotAModerator, {"actor": member("ann")}, first),
        (AnotherServer, {"actor": member("opal", guild=GuildId(12))}, first),
        (NoSuchPoint, {"actor": OPAL}, drafted_decision(what="X", point=PointNumber(99))),
        (DateInThePast, {"actor": OPAL}, drafted_decision(what="X", review_at=at)),
    ]
    for refusal, who, draft_ in refusals:
        with pytest.raises(refusal):
            await store.decide(key, draft_, act=ActId(5009), at=at, **who)
        assert await all_of(store, debate) == before
