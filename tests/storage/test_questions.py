"""What every store promises of questions asked by a button, of what waits for a member, and of reminders."""

from dataclasses import replace
from datetime import timedelta

import pytest

from deliberation.asking.choices import Inquiry, agreeing, differing, unanswered
from deliberation.asking.needs import my_questions, needs_of
from deliberation.debate import Debate
from deliberation.errors import (
    AnotherServer,
    DebateEnded,
    EmptyText,
    NobodyToAsk,
    NoSuchPoint,
    NoSuchQuestion,
    NoSuchStatement,
    NotYourQuestion,
    NotYourWords,
    OwnWords,
    QuestionSettled,
    Refusal,
    TimedOut,
    TooManyQuestions,
)
from deliberation.ids import ActId, GuildId, MessageId, PointNumber, RoundNumber, StatementId, UserId
from deliberation.question import Question, QuestionKind, Wanted
from deliberation.statement import StatementKind
from storage.outgoing import PostKey, PostKind
from storage.store import Store
from storage.verbs.statements import Arrival
from tests.storage.scene import GUILD, HOME, MINUTE, START, THREAD, YES, draft, member, user

LATER = START + timedelta(hours=1)
WHY = Wanted(QuestionKind.PLAIN, "Who mows it?")
SHOW = Wanted(QuestionKind.EVIDENCE, "")
ANN, BEN, CID, OPAL = (member(name) for name in ("ann", "ben", "cid", "opal"))
HEDGE, REPLY = PointNumber(1), StatementId(2001)


@pytest.fixture
async def debate(store: Store) -> Debate:
    """A debate with two proposals of Opal's, to the first of which Ann has replied."""
    opened = await store.open_debate(
        draft("Plant a hedge", "Mow once a year"), actor=OPAL, act=ActId(1000), home=HOME, at=START
    )
    placed = await store.place_debate(opened.key, opening=MessageId(1010), thread=THREAD, at=START)
    await say(store, placed, REPLY, "ann", "> Plant a hedge\nHedges keep the wind out of the yard.")
    return placed


async def say(store: Store, debate: Debate, statement: int, name: str, text: str) -> None:
    """Somebody writes a message."""
    at = START + (statement - 2000) * MINUTE
    await store.record_statement(
        debate.key,
        Arrival(StatementId(statement), StatementKind.MESSAGE, user(name), None, MessageId(statement), at, text),
    )


async def ask(
    store: Store,
    debate: Debate,
    name: str,
    act: int,
    *,
    point: int | None = 1,
    statement: int | None = None,
    wanted: Wanted = WHY,
) -> Question:
    """Somebody asks about a point, or a statement."""
    return await store.ask_question(
        debate.key,
        None if point is None else PointNumber(point),
        None if statement is None else StatementId(statement),
        wanted,
        actor=member(name),
        act=ActId(act),
        at=LATER,
    )


async def test_a_question_goes_to_whoever_wrote_the_words_and_stands_in_the_record(
    store: Store, debate: Debate
) -> None:
    asked = await ask(store, debate, "ben", 5000)

    (known,) = (await store.record(debate.key)).questions
    people = await store.users(GUILD, [asked.asked_by or 0, asked.put_to or 0])  # pyright: ignore[reportArgumentType]
    assert known == asked
    assert (asked.words, asked.of, asked.point) == ("Who mows it?", "Plant a hedge", HEDGE)
    assert [people[asked.asked_by], people[asked.put_to]] == [user("ben"), user("opal")]  # pyright: ignore


async def test_a_question_about_a_message_is_about_its_only_point(store: Store, debate: Debate) -> None:
    await say(store, debate, 2005, "ben", "> keep the wind out\nThey let it through.")

    about_anns = await ask(store, debate, "ben", 5000, point=None, statement=REPLY)
    about_bens = await ask(store, debate, "cid", 5001, point=None, statement=2005)

    assert about_anns.point == 3
    assert about_bens.point is None
    assert about_bens.of == "> keep the wind out They let it through."


async def test_the_same_act_asks_once(store: Store, debate: Debate) -> None:
    first = await ask(store, debate, "ben", 5000)
    again = await ask(store, debate, "ben", 5000)

    assert first == again
    assert len((await store.record(debate.key)).questions) == 1


async def test_at_most_three_questions_wait_for_one_person(store: Store, debate: Debate) -> None:
    for act in (5000, 5001, 5002):
        await ask(store, debate, "ben", act)
    with pytest.raises(TooManyQuestions):
        await ask(store, debate, "cid", 5003)
    with pytest.raises(TooManyQuestions):
        await store.must_take_question(debate.key, HEDGE, None, actor=CID, at=LATER)

    await ask(store, debate, "ben", 5004, point=None, statement=REPLY)
    await store.withdraw_question(debate.key, ActId(5000), actor=BEN, at=LATER)
    await ask(store, debate, "cid", 5003)

    assert sum(not question.settled for question in (await store.record(debate.key)).questions) == 4


async def test_a_question_needs_somebody_else_who_can_answer(store: Store, debate: Debate) -> None:
    with pytest.raises(OwnWords):
        await ask(store, debate, "opal", 5000)
    with pytest.raises(NoSuchPoint):
        await ask(store, debate, "ben", 5000, point=77)
    with pytest.raises(NobodyToAsk):
        await ask(store, debate, "ben", 5000, point=None, statement=4242)
    await store.withdraw_statement(debate.key, REPLY, at=LATER)
    with pytest.raises(NobodyToAsk):
        await ask(store, debate, "ben", 5000, point=None, statement=REPLY)

    assert not (await store.record(debate.key)).questions


async def test_a_guests_words_cannot_be_asked_about(store: Store, debate: Debate) -> None:
    letter = Arrival(
        StatementId(2010), StatementKind.LETTER, user("ben"), "Ada", MessageId(2010), LATER, "Dear all, no hedge."
    )
    await store.record_statement(debate.key, letter)

    with pytest.raises(NobodyToAsk):
        await ask(store, debate, "cid", 5000, point=None, statement=2010)


@pytest.mark.parametrize("guild", [GUILD, GuildId(12)])
async def test_whoever_is_timed_out_or_elsewhere_asks_nothing(store: Store, debate: Debate, guild: GuildId) -> None:
    late = LATER + MINUTE
    actor = member("ben", guild=guild, silenced_until=late)

    with pytest.raises(TimedOut if guild == GUILD else AnotherServer):
        await store.ask_question(debate.key, HEDGE, None, WHY, actor=actor, act=ActId(5000), at=LATER)


async def test_only_whoever_was_asked_answers_and_once(store: Store, debate: Debate) -> None:
    await ask(store, debate, "ben", 5000, wanted=SHOW)
    with pytest.raises(NotYourQuestion):
        await store.respond(debate.key, ActId(5000), "No.", actor=ANN, act=ActId(5100), at=LATER)
    with pytest.raises(EmptyText):
        await store.respond(debate.key, ActId(5000), " … ", actor=OPAL, act=ActId(5101), at=LATER)

    answered = await store.respond(
        debate.key, ActId(5000), "See https://hedge.test/wind.", actor=OPAL, act=ActId(5102), at=LATER
    )
    again = await store.respond(debate.key, ActId(5000), "Other", actor=OPAL, act=ActId(5102), at=LATER)

    assert answered == again
    assert answered.response is not None
    assert answered.response.sources == ("https://hedge.test/wind",)
    with pytest.raises(QuestionSettled):
        await store.respond(debate.key, ActId(5000), "More", actor=OPAL, act=ActId(5103), at=LATER)
    with pytest.raises(QuestionSettled):
        await store.withdraw_question(debate.key, ActId(5000), actor=BEN, at=LATER)


async def test_a_message_of_whoever_was_asked_is_the_answer_as_long_as_it_stands(store: Store, debate: Debate) -> None:
    await ask(store, debate, "ben", 5000, wanted=SHOW)
    with pytest.raises(NotYourWords):
        await store.respond(debate.key, ActId(5000), "", actor=OPAL, act=ActId(5100), at=LATER, statement=REPLY)
    gone = StatementId(2999)
    with pytest.raises(NoSuchStatement):
        await store.respond(debate.key, ActId(5000), "", actor=OPAL, act=ActId(5100), at=LATER, statement=gone)
    chart = Arrival(
        *(StatementId(2005), StatementKind.MESSAGE, user("opal"), None, MessageId(2005), LATER, "Look."),
        documents=("wind.png", "rain.csv"),
    )
    await store.record_statement(debate.key, chart)

    answered = await store.respond(
        debate.key, ActId(5000), "", actor=OPAL, act=ActId(5101), at=LATER, statement=chart.statement
    )
    assert answered.response is not None
    assert answered.response.words == "Look."
    assert [document.name for document in answered.response.documents] == ["wind.png", "rain.csv"]
    await store.record_statement(debate.key, replace(chart, documents=("rain.csv",)))
    (question,) = (await store.record(debate.key)).questions
    assert question.response is not None
    assert [document.name for document in question.response.documents] == ["rain.csv"]

    await store.withdraw_statement(debate.key, chart.statement, at=LATER)
    (question,) = (await store.record(debate.key)).questions
    assert not question.settled
    again = await store.respond(debate.key, ActId(5000), "https://hedge.test", actor=OPAL, act=ActId(5102), at=LATER)
    assert again.response is not None
    assert again.response.documents == ()


async def test_either_of_the_two_says_that_it_is_answered_and_nobody_else(store: Store, debate: Debate) -> None:
    await ask(store, debate, "ben", 5000)
    await ask(store, debate, "ben", 5001)
    with pytest.raises(NotYourQuestion):
        await store.settle_question(debate.key, ActId(5000), actor=ANN, act=ActId(5100), at=LATER)
    with pytest.raises(NotYourQuestion):
        await store.withdraw_question(debate.key, ActId(5000), actor=OPAL, at=LATER)

    by_asker = await store.settle_question(debate.key, ActId(5000), actor=BEN, act=ActId(5101), at=LATER)
    by_asked = await store.settle_question(debate.key, ActId(5001), actor=OPAL, act=ActId(5102), at=LATER)

    assert by_asker.settled
    assert by_asked.settled


async def test_questions_of_an_ended_debate_can_only_be_closed(store: Store, debate: Debate) -> None:
    await ask(store, debate, "ben", 5000)
    await store.end_debate(debate.key, actor=OPAL, at=LATER)

    with pytest.raises(DebateEnded):
        await ask(store, debate, "cid", 5001)
    with pytest.raises(DebateEnded):
        await store.respond(debate.key, ActId(5000), "Me.", actor=OPAL, act=ActId(5100), at=LATER)
    assert await store.needs([debate.key], actor=OPAL) == ()
    assert (await store.withdraw_question(debate.key, ActId(5000), actor=BEN, at=LATER)).withdrawn


async def test_a_question_nobody_asked_is_none(store: Store, debate: Debate) -> None:
    with pytest.raises(NoSuchQuestion):
        await store.settle_question(debate.key, ActId(5000), actor=OPAL, act=ActId(9), at=LATER)
    with pytest.raises(NoSuchQuestion):
        await store.respond(debate.key, ActId(5000), "Me.", actor=OPAL, act=ActId(9), at=LATER)


async def test_what_waits_is_told_to_whom_it_waits_for(store: Store, debate: Debate) -> None:
    await ask(store, debate, "ben", 5000)
    await store.record_stance(debate.key, RoundNumber(1), HEDGE, YES, actor=OPAL, act=ActId(5100), at=LATER)

    (opals,) = await store.needs([debate.key], actor=OPAL)
    (strangers,) = await store.needs([debate.key], actor=member("dora"))

    assert [question.words for question in opals.questions] == ["Who mows it?"]
    assert [reply.words for reply in opals.replies] == ["Hedges keep the wind out of the yard."]
    assert (opals.round, opals.claims) == (1, 1)
    assert (strangers.questions, strangers.replies, strangers.claims) == ((), (), 2)


async def test_a_reply_that_was_replied_to_waits_no_more(store: Store, debate: Debate) -> None:
    await say(store, debate, 2003, "opal", "> keep the wind out\nAnd the sun, too.")

    (opals,) = await store.needs([debate.key], actor=OPAL)
    (anns,) = await store.needs([debate.key], actor=ANN)

    assert opals.replies == ()
    assert [reply.words for reply in anns.replies] == ["And the sun, too."]


async def test_members_find_what_they_asked_and_what_waits_for_them(store: Store, debate: Debate) -> None:
    await ask(store, debate, "ben", 5000)
    await ask(store, debate, "ben", 5001, wanted=SHOW)
    await store.withdraw_question(debate.key, ActId(5001), actor=BEN, at=LATER)

    (bens,) = await store.my_questions([debate.key], actor=BEN)
    (opals,) = await store.my_questions([debate.key], actor=OPAL)

    assert [question.act for question in bens.asked] == [5000]
    assert [question.act for question in opals.put_to_me] == [5000]
    assert await store.my_questions([debate.key], actor=CID) == ()
    assert await store.my_questions([debate.key], actor=member("ben", guild=GuildId(12))) == ()


async def test_asking_and_answering_changes_the_board(store: Store, debate: Debate) -> None:
    board = PostKey(GUILD, PostKind.BOARD, debate.key.debate, 1)

    async def changes() -> int:
        known = await store.post(board)
        assert known is not None
        return known.changes

    counts = [await changes()]
    await ask(store, debate, "ben", 5000)
    counts.append(await changes())
    await store.respond(debate.key, ActId(5000), "Me.", actor=OPAL, act=ActId(5100), at=LATER)
    counts.append(await changes())

    assert counts == sorted(set(counts))


async def test_a_refused_question_leaves_nothing_behind(store: Store, debate: Debate) -> None:
    before = await store.record(debate.key)

    with pytest.raises(Refusal):
        await ask(store, debate, "opal", 5000)

    assert await store.record(debate.key) == before


async def test_reminders_go_once_a_round_to_those_who_want_them_and_for_whom_something_waits(
    store: Store, debate: Debate
) -> None:
    await ask(store, debate, "ben", 5000)
    for actor in (OPAL, CID):
        await store.set_reminding(wants=True, actor=actor, at=LATER)
    due = START + timedelta(days=2)

    early = await store.take_reminders(due - MINUTE)
    taken = await store.take_reminders(due)
    again = await store.take_reminders(due + MINUTE)

    assert (early, again) == ((), ())
    assert [(reminder.user, reminder.waiting) for reminder in taken] == [(UserId(user("opal")), 2)]


async def test_whoever_wants_no_reminder_gets_none(store: Store, debate: Debate) -> None:
    await store.set_reminding(wants=True, actor=OPAL, at=LATER)
    wanted = await store.wants_reminding(actor=OPAL)
    await store.set_reminding(wants=False, actor=OPAL, at=LATER)

    assert wanted
    assert not await store.wants_reminding(actor=OPAL)
    assert await store.take_reminders(START + timedelta(days=2)) == ()


async def test_what_waits_is_told_from_an_extract_as_from_the_whole_record(store: Store, debate: Debate) -> None:
    await say(store, debate, 2002, "ben", "> Hedges keep the wind out of the yard.\nAnd the sun. Who trims it?")
    await say(store, debate, 2003, "cid", "> And the sun.\nIn winter only.")
    await say(store, debate, 2004, "opal", "> Mow once a year\nOr never. Who would?")
    await ask(store, debate, "cid", 5000, point=2, wanted=WHY)
    await ask(store, debate, "ben", 5001, point=1, wanted=SHOW)
    await store.record_stance(
        debate.key, RoundNumber(1), PointNumber(1), YES, actor=CID, act=ActId(5002), at=START + timedelta(hours=2)
    )
    await store.withdraw_statement(debate.key, StatementId(2004), at=LATER)
    known = await store.record(debate.key)
    people = {user: who for who, user in known.users.items()}

    for actor in (ANN, BEN, OPAL):
        who = people[actor.user]
        whole = needs_of(known, who)
        assert await store.needs([debate.key], actor=actor) == ((whole,) if whole.any else ())
        mine = my_questions(known, who)
        told = await store.my_questions([debate.key], actor=actor)
        assert told == ((mine,) if mine.put_to_me or mine.asked else ())
        assert whole.any
    for inquiry, asked in ((Inquiry.UNANSWERED, unanswered), (Inquiry.AGREE, agreeing), (Inquiry.DIFFER, differing)):
        assert await store.inquire([debate.key], inquiry, actor=ANN) == asked([known])


async def test_debates_are_told_by_when_they_moved_last(store: Store, debate: Debate) -> None:
    later = await store.open_debate(draft("Dig a pond"), actor=OPAL, act=ActId(6000), home=HOME, at=START + MINUTE / 2)
    assert [one.key for one in await store.debates_moved(GUILD)] == [debate.key, later.key]

    await store.withdraw_statement(debate.key, REPLY, at=LATER)
    other = await store.open_debate(draft("Dig a well"), actor=OPAL, act=ActId(7000), home=HOME, at=LATER)
    assert [one.key for one in await store.debates_moved(GUILD)] == [other.key, debate.key, later.key]
    assert await store.debates_moved(GuildId(12)) == ()
