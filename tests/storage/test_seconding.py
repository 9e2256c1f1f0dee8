"""What every store promises of seconding a question: who may, once each, and that the most seconded come first."""

from collections.abc import Sequence

import pytest

from deliberation.actor import Actor
from deliberation.asking.seconding import OpenQuestion
from deliberation.errors import (
    AnotherServer,
    DebateEnded,
    MissingRole,
    NoSuchQuestion,
    OnlyReadersSecond,
    OwnQuestion,
    QuestionSettled,
    Refusal,
)
from deliberation.ids import ActId, DebateKey, GuildId, MessageId, PointNumber, StatementId
from deliberation.question import QuestionKey, QuestionKind, Wanted
from deliberation.statement import StatementKind
from deliberation.terms import Gate, Terms
from deliberation.views.board import Waiting, compose_board
from storage.store import Store
from storage.verbs.statements import Arrival
from tests.storage.scene import HOME, MINUTE, START, THREAD, draft, member, user

SPEAKERS = 88
ANN, BEN, CID, DORA, OPAL = (member(name) for name in ("ann", "ben", "cid", "dora", "opal"))
SPEAKER = member("spike", roles=(SPEAKERS,))
FIRST, SECOND, THIRD, FOURTH = (QuestionKey(act, 0) for act in (5000, 5001, 5002, 5003))


async def opened(store: Store, terms: Terms | None = None) -> DebateKey:
    """A debate with a proposal of Opal's and one of Spike's words, about which Ann asked two questions, Ben two."""
    debate = await store.open_debate(
        draft("Plant a hedge", terms=terms), actor=OPAL, act=ActId(1000), home=HOME, at=START
    )
    await store.place_debate(debate.key, opening=MessageId(1010), thread=THREAD, at=START)
    reply = Arrival(
        StatementId(2001),
        StatementKind.MESSAGE,
        user("spike"),
        None,
        MessageId(2001),
        START + MINUTE,
        "> Plant a hedge\nHedges keep the wind out of the yard.",
        roles=SPEAKER.roles,
    )
    await store.record_statement(debate.key, reply)
    for act, asker, point, statement in (
        (5000, ANN, 1, None),
        (5001, ANN, 1, None),
        (5002, BEN, None, 2001),
        (5003, BEN, None, 2001),
    ):
        await store.ask_question(
            debate.key,
            None if point is None else PointNumber(point),
            None if statement is None else StatementId(statement),
            Wanted(QuestionKind.PLAIN, f"Why, of {act}?"),
            actor=asker,
            act=ActId(act),
            at=START + 2 * MINUTE,
        )
    return debate.key


async def second(store: Store, key: DebateKey, question: QuestionKey, who: Actor, act: int) -> bool:
    """Somebody picks a question to second it."""
    return await store.second_question(key, question, actor=who, act=ActId(act), at=START + 3 * MINUTE)


async def board_of(store: Store, key: DebateKey) -> Sequence[Waiting]:
    """The questions on the board, in their order."""
    record = await store.record(key)
    return compose_board(record, record.rounds[-1].number).questions


async def shown(store: Store, key: DebateKey, who: Actor) -> dict[QuestionKey, OpenQuestion]:
    """The open questions as somebody sees them."""
    return {found.question.key: found for found in await store.questions_to_second(key, actor=who)}


async def test_the_most_seconded_come_first_with_how_many_second_them(store: Store) -> None:
    key = await opened(store)
    for act, who, question in ((6000, CID, FOURTH), (6001, DORA, FOURTH), (6002, CID, SECOND)):
        assert await second(store, key, question, who, act)

    asked = await board_of(store, key)

    assert [(waiting.words, waiting.seconds) for waiting in asked] == [
        ("Why, of 5003?", 2),
        ("Why, of 5001?", 1),
        ("Why, of 5000?", 0),
        ("Why, of 5002?", 0),
    ]
    assert not any(waiting.by_readers for waiting in asked)


async def test_picked_again_it_is_taken_back_and_the_same_act_counts_once(store: Store) -> None:
    key = await opened(store)

    said = [await second(store, key, FIRST, CID, act) for act in (6000, 6000, 6001, 6001, 6002)]

    assert said == [True, True, False, False, True]
    assert (await board_of(store, key))[0].seconds == 1


async def test_everybody_sees_which_are_theirs_and_which_they_second(store: Store) -> None:
    key = await opened(store)
    await second(store, key, FIRST, CID, 6000)

    cids, anns = await shown(store, key, CID), await shown(store, key, ANN)

    assert {question for question, found in cids.items() if found.seconded} == {FIRST}
    assert {question for question, found in anns.items() if found.own} == {FIRST, SECOND}
    assert not any(found.seconded for found in anns.values())


async def test_a_question_in_a_reply_is_seconded_until_it_is_answered_in_line(store: Store) -> None:
    key = await opened(store)
    text = "> Hedges keep the wind out of the yard.\nWhich wind?"
    at = START + 2 * MINUTE
    arrival = Arrival(StatementId(2002), StatementKind.MESSAGE, user("ben"), None, MessageId(2002), at, text)
    await store.record_statement(key, arrival)
    (question,) = [found for found in await shown(store, key, CID) if found.place]

    assert await second(store, key, question, CID, 6000)
    with pytest.raises(OwnQuestion):
        await second(store, key, question, BEN, 6001)
    assert next((waiting.words, waiting.seconds) for waiting in await board_of(store, key)) == ("Which wind?", 1)

    reply = Arrival(
        StatementId(2003), StatementKind.MESSAGE, user("opal"), None, MessageId(2003), at, "> Which wind?\nThe west."
    )
    await store.record_statement(key, reply)
    answered = Arrival(
        StatementId(2004),
        StatementKind.MESSAGE,
        user("spike"),
        None,
        MessageId(2004),
        at,
        f"{text.splitlines()[0]}\nI say so still.",
    )
    await store.record_statement(key, answered)
    with pytest.raises(QuestionSettled):
        await second(store, key, question, DORA, 6002)


async def test_what_is_not_open_or_ones_own_is_not_seconded(store: Store) -> None:
    key = await opened(store)
    await store.withdraw_question(key, ActId(5001), actor=ANN, at=START + 2 * MINUTE)
    stranger = member("ann", guild=GuildId(99))

    async def refused(question: QuestionKey, who: Actor) -> type[Refusal]:
        with pytest.raises(Refusal) as refusal:
            await second(store, key, question, who, 6000)
        return refusal.type

    assert await refused(FIRST, ANN) is OwnQuestion
    assert await refused(SECOND, CID) is QuestionSettled
    assert await refused(QuestionKey(5009, 0), CID) is NoSuchQuestion
    assert await refused(QuestionKey(2001, 1), CID) is NoSuchQuestion
    assert await refused(FIRST, stranger) is AnotherServer
    await store.end_debate(key, actor=OPAL, act=ActId(7000), at=START + 3 * MINUTE)
    assert await refused(FIRST, CID) is DebateEnded
    assert await shown(store, key, CID) == {}


async def test_whoever_lacks_the_debates_role_seconds_nothing(store: Store) -> None:
    terms = Terms(gate=Gate(role=77))
    asked = draft("Plant a hedge", terms=terms)
    debate = await store.open_debate(asked, actor=OPAL, act=ActId(1000), home=HOME, at=START)

    with pytest.raises(MissingRole):
        await second(store, debate.key, FIRST, CID, 6000)


async def test_what_readers_second_most_goes_to_the_speakers(store: Store) -> None:
    key = await opened(store, Terms(speakers=SPEAKERS))
    for act, who, question in ((6000, CID, FIRST), (6001, DORA, FIRST), (6002, CID, FOURTH)):
        await second(store, key, question, who, act)
    with pytest.raises(OnlyReadersSecond):
        await second(store, key, SECOND, SPEAKER, 6003)

    (needs,) = await store.needs([key], actor=SPEAKER)
    of_a_reader = await store.needs([key], actor=CID)

    assert [(waiting.words, waiting.by_readers) for waiting in await board_of(store, key)] == [
        ("Why, of 5000?", True),
        ("Why, of 5003?", True),
        ("Why, of 5001?", False),
        ("Why, of 5002?", False),
    ]
    assert [question.key for question in needs.questions] == [FOURTH, THIRD]
    assert [question.key for question in needs.readers_ask] == [FIRST]
    assert all(needs.readers_ask == () for needs in of_a_reader)


async def test_at_most_three_go_to_the_speakers(store: Store) -> None:
    key = await opened(store, Terms(speakers=SPEAKERS))
    for act, question in enumerate((FIRST, SECOND, THIRD, FOURTH), start=6000):
        await second(store, key, question, CID, act)

    assert [waiting.by_readers for waiting in await board_of(store, key)] == [True, True, True, False]


async def test_a_second_stays_counted_when_who_gave_it_is_erased(store: Store) -> None:
    key = await opened(store)
    await second(store, key, FIRST, CID, 6000)

    await store.erase_member(actor=CID, at=START + 4 * MINUTE)

    record = await store.record(key)
    (seconded,) = [question for question in record.questions if question.seconders]
    assert not seconded.seconders & set(record.users)
    assert (await board_of(store, key))[0].seconds == 1
