"""What every store promises of answers that are given without typing a mark."""

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from deliberation.answering.answer import Since, Standing
from deliberation.debate import Debate
from deliberation.errors import (
    AnotherServer,
    DebateEnded,
    EmptyText,
    MayNotWrite,
    NoSuchPassage,
    NoSuchPoint,
    NoSuchStatement,
    NotYourWords,
    Refusal,
    SaidAlready,
    TextTooLong,
)
from deliberation.ids import ActId, GuildId, MessageId, PointNumber, RoundNumber, Span, StatementId
from deliberation.stance import Position
from deliberation.statement import Passage, StatementKind
from storage.outgoing import PostKey, PostKind, PostState
from storage.store import Store
from storage.verbs.statements import Arrival
from tests.storage.scene import GUILD, HOME, MINUTE, NO_BUT, START, THREAD, YES, draft, member, user

HEDGE = PointNumber(1)
ANN, BEN = member("ann"), member("ben")
SAID = "Plant a hedge, but not along the path. The path is mine."
PATH = Passage(StatementId(2001), 1, Span(39, 56))


@pytest.fixture
async def debate(store: Store) -> Debate:
    """A debate with a proposal, and a message of Ben's."""
    asked = draft("Plant a hedge along the path", "Mow the meadow once a year")
    opened = await store.open_debate(asked, actor=member("opal"), act=ActId(1000), home=HOME, at=START)
    placed = await store.place_debate(opened.key, opening=MessageId(1010), thread=THREAD, at=START)
    await store.record_statement(
        placed.key,
        Arrival(StatementId(2001), StatementKind.MESSAGE, user("ben"), None, MessageId(2001), at(1), SAID),
    )
    return placed


def at(minutes: int) -> datetime:
    """So many minutes after the opening."""
    return START + minutes * MINUTE


def edited(text: str) -> Arrival:
    """Ben's message with another text."""
    return Arrival(
        StatementId(2001), StatementKind.MESSAGE, user("ben"), None, MessageId(2001), at(1), text, edited_at=at(50)
    )


async def posted(store: Store, debate: Debate, act: int, message: int) -> None:
    """The post of an answer appears as a message."""
    key = PostKey(GUILD, PostKind.ANSWER, act)
    await store.fill_post(key, "{}", ())
    await store.mark_sending(key, after=None, at=at(30))
    await store.mark_sent(key, MessageId(message), at=at(30))


async def test_an_answer_to_a_passage_makes_its_point_and_owes_its_post(store: Store, debate: Debate) -> None:
    given = await store.answer_in_line(debate.key, PATH, " It is the town's. ", actor=ANN, act=ActId(3000), at=at(5))

    record = await store.record(debate.key)
    (answer,) = record.counterpoints
    point = next(point for point in record.points if point.number == given.point)
    assert (point.claim, point.passage, answer.words) == ("The path is mine.", PATH, "It is the town's.")
    assert [head.kind for head in record.statements] == [StatementKind.MESSAGE, StatementKind.ANSWER]
    post = await store.post(PostKey(GUILD, PostKind.ANSWER, 3000))
    assert post is not None
    assert (post.state, post.channel) == (PostState.OWED, THREAD)


async def test_the_same_act_again_is_the_same_answer(store: Store, debate: Debate) -> None:
    first = await store.answer_in_line(debate.key, PATH, "Is it?", actor=ANN, act=ActId(3000), at=at(5), position=YES)
    before = await store.record(debate.key)

    again = await store.answer_in_line(debate.key, PATH, "Is it?", actor=ANN, act=ActId(3000), at=at(5), position=YES)

    assert again == first
    assert await store.record(debate.key) == before


async def test_ten_presses_a_second_are_one_answer(store: Store, debate: Debate) -> None:
    outcomes = await asyncio.gather(
        *(
            store.answer_in_line(debate.key, PATH, "Is it?", actor=ANN, act=ActId(3000 + number), at=at(5))
            for number in range(10)
        ),
        return_exceptions=True,
    )

    assert sum(isinstance(outcome, SaidAlready) for outcome in outcomes) == 9
    assert len((await store.record(debate.key)).counterpoints) == 1


async def test_a_view_and_its_condition_come_with_the_answer(store: Store, debate: Debate) -> None:
    given = await store.answer_in_line(
        debate.key, HEDGE, "Lower.", actor=ANN, act=ActId(3000), at=at(5), position=NO_BUT, condition="knee-high"
    )

    (stance,) = (await store.record(debate.key)).stances
    assert (stance.point, stance.position, stance.condition) == (HEDGE, NO_BUT, "knee-high")
    assert given.stance_kept
    assert given.condition_kept


async def test_between_rounds_the_answer_counts_for_the_next_and_the_view_is_not_kept(
    store: Store, debate: Debate
) -> None:
    closed = START + timedelta(days=3)
    await store.close_due_round(debate.key, RoundNumber(1), unread=False, now=closed)

    given = await store.answer_in_line(
        debate.key, HEDGE, "Hm.", actor=ANN, act=ActId(3000), at=closed + MINUTE, position=YES
    )

    assert (given.round, given.stance_kept) == (2, False)
    assert (await store.record(debate.key)).stances == ()


REFUSED: tuple[tuple[type[Refusal], dict[str, object]], ...] = (
    (EmptyText, {"words": " \n "}),
    (EmptyText, {"words": "> Mow the meadow once a year"}),
    (TextTooLong, {"words": "a" * 2001}),
    (TextTooLong, {"position": Position.DISAGREE_IN_PART, "condition": "b" * 201}),
    (NoSuchPoint, {"target": PointNumber(99)}),
    (NoSuchPassage, {"target": Passage(StatementId(2001), 7, Span(0, 4))}),
    (NoSuchPassage, {"target": Passage(StatementId(2001), 1, Span(0, 400))}),
    (NoSuchPassage, {"target": Passage(StatementId(77), 1, Span(0, 4))}),
    (AnotherServer, {"actor": member("ann", guild=GuildId(12))}),
)


@pytest.mark.parametrize(("refusal", "facts"), REFUSED)
async def test_what_cannot_be_an_answer_leaves_nothing_behind(
    store: Store, debate: Debate, refusal: type[Refusal], facts: dict[str, object]
) -> None:
    before = await store.record(debate.key), await store.posts_due(at(99))
    asked: dict[str, object] = {"target": PATH, "words": "Is it?", "actor": ANN, **facts}

    with pytest.raises(refusal):
        await store.answer_in_line(debate.key, act=ActId(3000), at=at(5), **asked)  # pyright: ignore[reportArgumentType]

    assert (await store.record(debate.key), await store.posts_due(at(99))) == before


async def test_nobody_has_posted_what_they_could_not_write(store: Store, debate: Debate) -> None:
    with pytest.raises(MayNotWrite):
        await store.answer_in_line(
            debate.key, PATH, "Is it?", actor=replace(ANN, may_write=False), act=ActId(3000), at=at(5)
        )


async def test_an_ended_debate_takes_no_answer(store: Store, debate: Debate) -> None:
    await store.end_debate(debate.key, actor=member("opal"), at=at(4))

    with pytest.raises(DebateEnded):
        await store.answer_in_line(debate.key, PATH, "Is it?", actor=ANN, act=ActId(3000), at=at(5))
    with pytest.raises(DebateEnded):
        await store.answerable(debate.key, StatementId(2001), actor=ANN)


async def test_an_edit_keeps_the_passage_and_the_number(store: Store, debate: Debate) -> None:
    await store.answer_in_line(debate.key, PATH, "Is it?", actor=ANN, act=ActId(3000), at=at(5))
    await posted(store, debate, 3000, 5000)

    await store.revise_answer(debate.key, StatementId(3000), "It is not.", actor=ANN, at=at(40))

    (answer,) = (await store.record(debate.key)).counterpoints
    assert (answer.words, answer.number, answer.link.message) == ("It is not.", 1, 5000)
    shown = await store.posted_answer(debate.key, StatementId(3000))
    assert shown is not None
    assert (shown.quoted, shown.words, shown.standing) == ("The path is mine.", "It is not.", Standing.POSTED)
    assert [edit.key.subject for edit in await store.edits_due(at(40)) if edit.key.kind is PostKind.ANSWER] == [3000]


async def test_only_its_author_may_change_an_answer_or_take_it_back(store: Store, debate: Debate) -> None:
    await store.answer_in_line(debate.key, PATH, "Is it?", actor=ANN, act=ActId(3000), at=at(5))

    for refused in (
        store.own_answer(debate.key, StatementId(3000), actor=BEN),
        store.revise_answer(debate.key, StatementId(3000), "Yes.", actor=BEN, at=at(6)),
        store.take_back(debate.key, StatementId(3000), actor=BEN, at=at(6)),
        store.take_back(debate.key, StatementId(3000), actor=member("opal", moderates=True), at=at(6)),
    ):
        with pytest.raises(NotYourWords):
            await refused
    with pytest.raises(NoSuchStatement):
        await store.revise_answer(debate.key, StatementId(2001), "Yes.", actor=BEN, at=at(6))


async def test_an_answer_taken_back_stays_taken_back(store: Store, debate: Debate) -> None:
    await store.answer_in_line(debate.key, PATH, "Is it?", actor=ANN, act=ActId(3000), at=at(5))

    await store.take_back(debate.key, StatementId(3000), actor=ANN, at=at(6))
    await store.take_back(debate.key, StatementId(3000), actor=ANN, at=at(7))
    with pytest.raises(NoSuchStatement):
        await store.revise_answer(debate.key, StatementId(3000), "Yes.", actor=ANN, at=at(8))

    shown = await store.posted_answer(debate.key, StatementId(3000))
    assert shown is not None
    assert shown.standing is Standing.TAKEN_BACK
    assert [answer.withdrawn for answer in (await store.record(debate.key)).counterpoints] == [True]


async def test_taken_back_words_may_be_said_again(store: Store, debate: Debate) -> None:
    await store.answer_in_line(debate.key, PATH, "Is it?", actor=ANN, act=ActId(3000), at=at(5))
    await store.take_back(debate.key, StatementId(3000), actor=ANN, at=at(6))

    await store.answer_in_line(debate.key, PATH, "Is it?", actor=ANN, act=ActId(3001), at=at(7))

    assert [one.withdrawn for one in (await store.record(debate.key)).counterpoints] == [True, False]


async def test_the_message_that_shows_an_answer_stands_for_it(store: Store, debate: Debate) -> None:
    await store.answer_in_line(debate.key, PATH, "Is it?", actor=ANN, act=ActId(3000), at=at(5))
    await posted(store, debate, 3000, 5000)

    assert await store.statement_shown_by(debate.key, MessageId(5000)) == 3000
    assert await store.statement_shown_by(debate.key, MessageId(2001)) == 2001
    assert await store.statement_shown_by(debate.key, MessageId(1010)) == debate.key.debate
    assert await store.statement_shown_by(debate.key, MessageId(3000)) is None

    await store.withdraw_message(debate.key, MessageId(5000), at=at(50))

    assert [answer.withdrawn for answer in (await store.record(debate.key)).counterpoints] == [True]


async def test_history_neither_brings_nor_misses_an_answer(store: Store, debate: Debate) -> None:
    await store.answer_in_line(debate.key, PATH, "Is it?", actor=ANN, act=ActId(3000), at=at(5))
    await posted(store, debate, 3000, 5000)

    gone = await store.withdraw_missing(
        debate.key, since=MessageId(0), until=MessageId(9999), present=frozenset({MessageId(2001)}), at=at(60)
    )

    assert gone == 0


@pytest.mark.parametrize(
    ("text", "since"),
    [("The path is mine. Plant no hedge.", Since.AS_THEY_WERE), ("The path is ours.", Since.EDITED)],
)
async def test_what_became_of_the_words_is_known(store: Store, debate: Debate, text: str, since: Since) -> None:
    await store.answer_in_line(debate.key, PATH, "Is it?", actor=ANN, act=ActId(3000), at=at(5))
    await posted(store, debate, 3000, 5000)

    await store.record_statement(debate.key, edited(text))

    shown = await store.posted_answer(debate.key, StatementId(3000))
    assert shown is not None
    assert (shown.since, shown.quoted) == (since, "The path is mine.")
    assert any(edit.key.kind is PostKind.ANSWER for edit in await store.edits_due(at(60)))


async def test_words_picked_before_an_edit_are_answered_as_they_were(store: Store, debate: Debate) -> None:
    await store.record_statement(debate.key, edited("The path is ours."))

    given = await store.answer_in_line(debate.key, PATH, "Is it?", actor=ANN, act=ActId(3000), at=at(60))

    assert given.since is Since.EDITED


async def test_a_deleted_message_is_not_offered_but_what_was_picked_from_it_is_kept(
    store: Store, debate: Debate
) -> None:
    await store.withdraw_statement(debate.key, StatementId(2001), at=at(4))

    with pytest.raises(NoSuchStatement):
        await store.answerable(debate.key, StatementId(2001), actor=ANN)
    given = await store.answer_in_line(debate.key, PATH, "Is it?", actor=ANN, act=ActId(3000), at=at(5))

    assert given.since is Since.DELETED


async def test_somebody_elses_words_are_not_picked_as_the_quoters(store: Store, debate: Debate) -> None:
    quoting = "> Plant a hedge along the path\nNever in my life."
    await store.record_statement(
        debate.key,
        Arrival(StatementId(2002), StatementKind.MESSAGE, user("ann"), None, MessageId(2002), at(2), quoting),
    )

    with pytest.raises(NoSuchPassage):
        await store.answer_in_line(
            debate.key, Passage(StatementId(2002), 1, Span(2, 14)), "Why?", actor=BEN, act=ActId(3000), at=at(5)
        )
    found = await store.answerable(debate.key, StatementId(2002), actor=BEN)

    assert [(one.words, one.quoted, one.passage.statement) for one in found.passages] == [
        ("Plant a hedge along the path", True, debate.key.debate),
        ("Never in my life.", False, 2002),
    ]


async def test_how_many_people_answered_is_known_before_writing(store: Store, debate: Debate) -> None:
    for number, name in enumerate(("ann", "ben", "ben")):
        await store.answer_in_line(
            debate.key, HEDGE, f"Well, {number}.", actor=member(name), act=ActId(3000 + number), at=at(5)
        )

    asked = await store.asked(debate.key, HEDGE, actor=ANN)

    assert (asked.words, asked.answers, asked.takes_views) == ("Plant a hedge along the path", 2, True)


async def test_an_answer_survives_a_restart(store: Store, debate: Debate) -> None:
    await store.answer_in_line(debate.key, PATH, "Is it?", actor=ANN, act=ActId(3000), at=at(5))

    due = await store.posts_due(at(5) + timedelta(days=1))

    assert PostKey(GUILD, PostKind.ANSWER, 3000) in [post.key for post in due]
