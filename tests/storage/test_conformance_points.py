"""What every store promises of points, whatever it is kept in."""

import asyncio
from datetime import timedelta

import pytest

from deliberation.debate import Debate
from deliberation.errors import NotAModerator, NotTheAuthor
from deliberation.ids import ActId, MessageId, PointNumber, StatementId
from deliberation.log import Deed
from deliberation.points.changes import Verdict
from deliberation.points.listing import Order
from deliberation.statement import StatementKind
from deliberation.terms import Terms
from storage.store import Store
from storage.verbs.statements import Arrival
from tests.storage.scene import GUILD, HOME, MINUTE, START, THREAD, draft, member, user

OPAL, ANN, BEN = member("opal"), member("ann"), member("ben")
LATER = START + timedelta(hours=1)
ONE, THREE = PointNumber(1), PointNumber(3)


@pytest.fixture
async def debate(store: Store) -> Debate:
    """A debate of two proposals, in which Ben answered a passage of Ann's: point 3."""
    asked = draft("Plant a hedge and mow the meadow", "Drain the pond", terms=Terms(steelman=True))
    opened = await store.open_debate(asked, actor=OPAL, act=ActId(1000), home=HOME, at=START)
    said = ((2001, "ann", "Hedgehogs need the grass."), (2002, "ben", "> Hedgehogs need the grass.\nDo they?"))
    for number, name, text in said:
        message = MessageId(number)
        at = START + (number - 2000) * MINUTE
        arrival = Arrival(StatementId(number), StatementKind.MESSAGE, user(name), None, message, at, text)
        await store.record_statement(opened.key, arrival)
    return await store.place_debate(opened.key, opening=MessageId(1010), thread=THREAD, at=START)


async def test_points_are_put_up_reworded_restated_and_listed(store: Store, debate: Debate) -> None:
    key = debate.key
    who = (("ann", 3000), ("ben", 3001), ("opal", 3002))
    asked = [await store.ask_for_ballot(key, THREE, actor=member(name), act=ActId(act), at=LATER) for name, act in who]
    proposed = await store.reword_point(key, THREE, "Hedgehogs like grass.", actor=OPAL, act=ActId(3003), at=LATER)
    restated = await store.restate_point(key, THREE, "Long grass is shelter.", actor=BEN, act=ActId(3004), at=LATER)
    assert [waiting.words for waiting in await store.confirmations(GUILD, actor=ANN)] == [
        "Hedgehogs like grass.",
        "Long grass is shelter.",
    ]
    with pytest.raises(NotTheAuthor):
        await store.decide_rewording(key, THREE, proposed.act, Verdict.CONFIRMED, actor=BEN, at=LATER)
    await store.decide_rewording(key, THREE, proposed.act, Verdict.CONFIRMED, actor=ANN, at=LATER)
    await store.decide_restatement(key, THREE, restated.act, Verdict.CONFIRMED, actor=ANN, at=LATER)
    listed = await store.points(key, Order.UNANSWERED, actor=ANN)
    page = await store.point_page(key, THREE, actor=ANN)

    assert [one.put_up for one in asked] == [False, False, True]
    assert [(point.number, point.asked) for point in listed.points] == [(1, True), (2, True), (3, True)]
    assert (page.point.claim, page.yours, page.asking) == ("Hedgehogs like grass.", True, True)
    assert [shown.words for shown in page.restated] == ["Long grass is shelter."]
    assert (await store.points_named(key))[2] == (3, "Hedgehogs like grass.")


async def test_points_are_merged_split_and_set_aside_by_who_leads_the_debate(store: Store, debate: Debate) -> None:
    key = debate.key
    with pytest.raises(NotAModerator):
        await store.merge_points(key, THREE, ONE, actor=ANN, act=ActId(3000), at=LATER)
    await store.merge_points(key, THREE, ONE, actor=OPAL, act=ActId(3000), at=LATER)
    await store.unmerge_point(key, THREE, actor=OPAL, act=ActId(3001), at=LATER + MINUTE)
    splits = await store.split_point(
        key, ONE, ("Plant a hedge", "mow the meadow"), actor=OPAL, act=ActId(3002), at=LATER
    )
    await store.set_aside(key, THREE, "off topic", actor=OPAL, act=ActId(3003), at=LATER)
    await store.take_up(key, THREE, actor=OPAL, act=ActId(3004), at=LATER + MINUTE)
    await store.put_up_point(key, THREE, actor=OPAL, act=ActId(3005), at=LATER + MINUTE)
    ballot = await store.open_ballot(key, actor=ANN, at=LATER + MINUTE)

    assert {claim.point for claim in ballot.claims} == {2, 3, *(split.part for split in splits)}
    assert {entry.deed for entry in await store.log(key)} >= {
        Deed.POINTS_MERGED,
        Deed.POINT_SPLIT,
        Deed.POINT_SET_ASIDE,
        Deed.POINT_TAKEN_UP,
        Deed.POINT_ON_BALLOT,
    }


async def test_of_those_who_ask_at_once_each_is_counted_and_the_point_is_put_up_once(
    store: Store, debate: Debate
) -> None:
    names = ("ann", "ben", "opal", "cid")
    await asyncio.gather(
        *(
            store.ask_for_ballot(debate.key, THREE, actor=member(name), act=ActId(3000 + place), at=LATER)
            for place, name in enumerate(names)
        )
    )

    deeds = [entry.deed for entry in await store.log(debate.key)]
    assert deeds.count(Deed.POINT_ON_BALLOT) == 1


async def test_a_transcript_holds_the_words_of_every_point(store: Store, debate: Debate) -> None:
    found = await store.transcript(debate.key)

    assert found.record == await store.record(debate.key)
    assert found.passages[THREE] == "Hedgehogs need the grass."
    assert found.texts[StatementId(2002)] == "> Hedgehogs need the grass.\nDo they?"
