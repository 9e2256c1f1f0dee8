"""What every store promises of replies that call a proposal by its name and quote nothing."""

import json
from pathlib import Path
from typing import Any

import pytest

from deliberation.debate import Debate
from deliberation.errors import AnotherServer, DebateEnded, NoSuchPassage, NoSuchStatement, NotYourWords
from deliberation.ids import ActId, GuildId, MessageId, PointNumber, StatementId
from deliberation.reading import read_in_line
from deliberation.server import Limits, ServerSettings
from deliberation.statement import StatementKind
from deliberation.views.card import Card, Feedback
from storage.store import Store
from storage.verbs.statements import Arrival, Recorded
from tests.storage.scene import GUILD, HOME, MINUTE, START, THREAD, draft, member, user

EXCHANGE = Path(__file__).parents[2] / ".." / "shared" / "exchange"
ANN, BEN = member("ann"), member("ben")
HEDGE, MEADOW, BENCH = PointNumber(1), PointNumber(2), PointNumber(3)
PROPOSALS = ("Plant a hedge along the path", "Mow the meadow once a year", "A second bench")
NAMED = "- Plant a hedge along the path: gladly.\n- Mow the meadow once a year: twice, please. Who mows?\n"
LETTER = f"Dear all,\n\n{NAMED}\nThe rest can wait."
STATEMENT = StatementId(2001)


async def opened(store: Store, *proposals: str) -> Debate:
    """A debate with these proposals."""
    debate = await store.open_debate(draft(*proposals), actor=member("opal"), act=ActId(1000), home=HOME, at=START)
    return await store.place_debate(debate.key, opening=MessageId(1010), thread=THREAD, at=START)


@pytest.fixture
async def debate(store: Store) -> Debate:
    """A debate with three proposals."""
    return await opened(store, *PROPOSALS)


async def says(
    store: Store, debate: Debate, text: str, *, letter: bool = True, minutes: int = 1, **facts: Any
) -> Recorded:
    """Ann uploads a letter, or writes a message."""
    kind = StatementKind.LETTER if letter else StatementKind.MESSAGE
    arrival = Arrival(
        facts.pop("statement", STATEMENT),
        kind,
        user("ann"),
        facts.pop("guest", None),
        MessageId(2001),
        START + MINUTE,
        text,
        edited_at=START + minutes * MINUTE if minutes > 1 else None,
    )
    return await store.record_statement(debate.key, arrival)


async def counts(store: Store, debate: Debate, *points: PointNumber, act: int = 3000, **facts: Any) -> Recorded | None:
    """Ann says that she means her replies to these."""
    return await store.count_by_name(
        debate.key, STATEMENT, points, actor=facts.pop("actor", ANN), act=ActId(act), at=START + 5 * MINUTE
    )


async def uncounts(store: Store, debate: Debate, *points: PointNumber) -> Recorded | None:
    """Ann takes that back."""
    return await store.uncount_by_name(debate.key, STATEMENT, points, actor=ANN, at=START + 6 * MINUTE)


async def shown(store: Store, debate: Debate) -> Card:
    """The card of Ann's statement."""
    card = await store.card(debate.key, STATEMENT)
    assert card is not None
    return card


async def answers(store: Store, debate: Debate) -> list[tuple[PointNumber, str]]:
    """All counterpoints: which point, and the words."""
    return [(one.point, one.words) for one in (await store.record(debate.key)).counterpoints]


async def test_a_letter_that_names_proposals_has_a_card_on_which_nothing_counts_yet(
    store: Store, debate: Debate
) -> None:
    recorded = await says(store, debate, LETTER)

    card = await shown(store, debate)
    assert (recorded.pairs, recorded.feedback, card.pairs) == (0, Feedback.CARD, ())
    assert [(one.point, one.words) for one in card.not_counted] == [
        (HEDGE, "gladly."),
        (MEADOW, "twice, please. Who mows?"),
    ]
    assert await answers(store, debate) == []


async def test_what_its_author_counts_becomes_a_reply_of_just_those_words(store: Store, debate: Debate) -> None:
    await says(store, debate, LETTER)

    await counts(store, debate, MEADOW)

    card = await shown(store, debate)
    (pair,) = card.pairs
    assert (pair.by_name, pair.point, pair.source, pair.response) == (
        True,
        MEADOW,
        PROPOSALS[1],
        "twice, please. Who mows?",
    )
    assert [one.point for one in card.not_counted] == [HEDGE]
    record = await store.record(debate.key)
    assert [(one.point, one.words) for one in record.counterpoints] == [(MEADOW, "twice, please. Who mows?")]
    assert [question.words for question in record.questions] == ["Who mows?"]
    assert [(one.point, one.counted) for one in await store.own_by_name(debate.key, STATEMENT, actor=ANN)] == [
        (HEDGE, False),
        (MEADOW, True),
    ]


async def test_counting_twice_counts_once_and_what_was_taken_back_comes_back_by_another_press_only(
    store: Store, debate: Debate
) -> None:
    await says(store, debate, LETTER)
    await counts(store, debate, HEDGE)

    assert await counts(store, debate, HEDGE, act=3001) is None
    assert await uncounts(store, debate, HEDGE) is not None
    assert await uncounts(store, debate, HEDGE) is None
    assert await answers(store, debate) == []
    assert await counts(store, debate, HEDGE) is None
    assert await answers(store, debate) == []
    assert await counts(store, debate, HEDGE, act=3002) is not None
    assert await answers(store, debate) == [(HEDGE, "gladly.")]


async def test_replies_by_name_come_behind_those_to_quotes_which_keep_their_numbers(
    store: Store, debate: Debate
) -> None:
    await says(store, debate, f"{NAMED}\n> A second bench\nYes. Where to?")
    (before,) = (await store.record(debate.key)).counterpoints

    await counts(store, debate, HEDGE, MEADOW)

    record = await store.record(debate.key)
    assert [(one.number, one.point) for one in record.counterpoints] == [
        (before.number, BENCH),
        (before.number + 1, HEDGE),
        (before.number + 2, MEADOW),
    ]
    assert [question.words for question in record.questions] == ["Who mows?", "Where to?"]


async def test_an_answer_to_a_quote_that_takes_proposals_by_name_stays_whole(store: Store, debate: Debate) -> None:
    await says(store, debate, f"> A second bench\nOne thing after the other. Why?\n\n{NAMED}")

    await counts(store, debate, HEDGE)

    (whole, part) = (await store.record(debate.key)).counterpoints
    assert whole.words.endswith("Who mows?")
    assert (part.point, part.words) == (HEDGE, "gladly.")
    assert len((await store.record(debate.key)).questions) == 2


async def test_a_message_that_quotes_and_names_has_a_card_and_one_that_only_names_is_chat(
    store: Store, debate: Debate
) -> None:
    chat = await says(store, debate, NAMED, letter=False)
    quoting = await says(store, debate, f"{NAMED}\n> A second bench\nYes.", letter=False, minutes=3)

    assert (chat.pairs, chat.feedback) == (0, Feedback.NOTHING)
    assert quoting.feedback is Feedback.CARD
    assert [one.point for one in (await shown(store, debate)).not_counted] == [HEDGE, MEADOW]


async def test_what_chat_calls_by_name_cannot_be_counted(store: Store, debate: Debate) -> None:
    await says(store, debate, NAMED, letter=False)

    with pytest.raises(NoSuchPassage):
        await counts(store, debate, HEDGE)
    assert await store.card(debate.key, STATEMENT) is None


async def test_an_edit_changes_the_words_that_count_and_keeps_the_number(store: Store, debate: Debate) -> None:
    await says(store, debate, LETTER)
    await counts(store, debate, HEDGE, MEADOW)
    before = [one.number for one in (await store.record(debate.key)).counterpoints]

    await says(store, debate, LETTER.replace("gladly", "if it stays low"), minutes=10)

    record = await store.record(debate.key)
    assert [one.words for one in record.counterpoints] == ["if it stays low.", "twice, please. Who mows?"]
    assert [one.number for one in record.counterpoints] == before


async def test_an_edit_that_names_a_proposal_no_more_takes_the_reply_away(store: Store, debate: Debate) -> None:
    await says(store, debate, LETTER)
    await counts(store, debate, HEDGE, MEADOW)

    await says(store, debate, "Dear all,\n\n- Mow the meadow once a year: never.", minutes=10)
    with pytest.raises(NoSuchPassage):
        await counts(store, debate, HEDGE, act=3001)

    assert await answers(store, debate) == [(MEADOW, "never.")]


async def test_words_around_a_name_can_still_be_picked_and_answered(store: Store, debate: Debate) -> None:
    await says(store, debate, LETTER)
    await counts(store, debate, HEDGE)

    found = await store.answerable(debate.key, STATEMENT, actor=BEN)
    passage = next(one.passage for one in found.passages if "gladly" in one.words)
    given = await store.answer_in_line(
        debate.key, passage, "Gladly indeed.", actor=BEN, act=ActId(4000), at=START + 9 * MINUTE
    )

    assert given.point not in (HEDGE, MEADOW, BENCH)


async def test_a_deleted_letter_offers_nothing(store: Store, debate: Debate) -> None:
    await says(store, debate, LETTER)
    await counts(store, debate, HEDGE)
    await store.withdraw_statement(debate.key, STATEMENT, at=START + 7 * MINUTE)

    assert (await shown(store, debate)).not_counted == ()
    with pytest.raises(NoSuchStatement):
        await counts(store, debate, MEADOW)
    assert [one.withdrawn for one in (await store.record(debate.key)).counterpoints] == [True]


async def test_only_its_author_can_say_what_a_letter_means(store: Store, debate: Debate) -> None:
    await says(store, debate, LETTER)

    with pytest.raises(NotYourWords):
        await store.own_by_name(debate.key, STATEMENT, actor=BEN)
    with pytest.raises(NotYourWords):
        await counts(store, debate, HEDGE, actor=BEN)
    with pytest.raises(AnotherServer):
        await counts(store, debate, HEDGE, actor=member("ann", guild=GuildId(12)))
    assert await answers(store, debate) == []


async def test_nobody_can_count_what_a_guest_calls_by_name(store: Store, debate: Debate) -> None:
    await says(store, debate, LETTER, guest="Aunt Ada")

    assert await store.card(debate.key, STATEMENT) is None
    with pytest.raises(NotYourWords):
        await counts(store, debate, HEDGE)


async def test_after_the_end_nothing_is_counted(store: Store, debate: Debate) -> None:
    await says(store, debate, LETTER)
    await store.end_debate(debate.key, actor=member("opal"), act=ActId(5000), at=START + 3 * MINUTE)

    with pytest.raises(DebateEnded):
        await counts(store, debate, HEDGE)


async def test_a_letter_beyond_the_limits_stays_chat_also_by_name(store: Store, debate: Debate) -> None:
    limited = ServerSettings(GUILD, limits=Limits(letters=1))
    await store.set_server(limited, actor=member("mo", administers=True), act=ActId(900), at=START)
    await says(store, debate, "A first letter.", statement=StatementId(1500))

    recorded = await says(store, debate, LETTER)

    assert recorded.feedback is Feedback.PASSED_OVER
    assert await store.own_by_name(debate.key, STATEMENT, actor=ANN) == ()


@pytest.mark.skipif(not EXCHANGE.is_dir(), reason="the shared letters are not beside the project")
async def test_all_proposals_that_a_real_letter_takes_by_name_are_offered_and_can_be_counted(store: Store) -> None:
    text = (EXCHANGE / "second-reaction.txt").read_text(encoding="utf-8")
    gold: dict[str, Any] = json.loads((EXCHANGE / "second-reaction.gold.json").read_text(encoding="utf-8"))
    expected = gold["proposals_answered_in_pair_2"]
    debate = await opened(store, *(one["claim"] for one in expected))
    await says(store, debate, text)

    offered = (await shown(store, debate)).not_counted
    await counts(store, debate, *(one.point for one in offered))

    assert [[one.name.start, one.response.end] for one in offered] == [one["span"] for one in expected]
    card = await shown(store, debate)
    assert [pair.quote for pair in card.pairs if not pair.by_name] == [pair.quote for pair in read_in_line(text)]
    assert [pair.point for pair in card.pairs if pair.by_name] == [1, 2, 3, 4]
    assert card.not_counted == ()
