"""What every store promises of reports, and of reasons that are posted."""

import pytest

from deliberation.answering.answer import Standing
from deliberation.answering.report import REPORT_LIMIT
from deliberation.debate import Debate
from deliberation.errors import (
    AnotherServer,
    EmptyText,
    NoSuchStatement,
    NotAModerator,
    NothingToKeep,
    NotYourWords,
    TextTooLong,
)
from deliberation.ids import ActId, GuildId, RoundNumber, StatementId
from deliberation.log import Deed
from deliberation.stance import Position
from storage.store import Store
from tests.storage.scene import member, user
from tests.storage.test_answers import ANN, BEN, HEDGE, at, debate

__all__ = ["debate"]

WARDEN = member("wanda", moderates=True)
ONE = RoundNumber(1)
RUDE = StatementId(3000)


@pytest.fixture
async def rude(store: Store, debate: Debate) -> Debate:
    """Ann posted something that others report."""
    await store.answer_in_line(debate.key, HEDGE, "You are all fools.", actor=ANN, act=ActId(RUDE), at=at(5))
    return debate


async def test_reports_reach_the_moderators_once_a_person_without_saying_whose_they_are(
    store: Store, rude: Debate
) -> None:
    key = rude.key
    cid = member("cid")
    brought = [
        await store.report(key, RUDE, "It insults.", actor=BEN, act=ActId(4000), at=at(6)),
        await store.report(key, RUDE, "It insults.", actor=BEN, act=ActId(4000), at=at(6)),
        await store.report(key, RUDE, "Still there.", actor=BEN, act=ActId(4001), at=at(7)),
        await store.report(key, RUDE, " Rude \n words. ", actor=cid, act=ActId(4002), at=at(8)),
    ]

    (found,) = await store.reports(key, actor=WARDEN)

    assert brought == [True, True, False, True]
    assert (found.statement, found.words, found.reasons) == (RUDE, "You are all fools.", ("It insults.", "Rude words."))


async def test_what_a_moderator_lets_stand_stands_and_can_be_reported_anew(store: Store, rude: Debate) -> None:
    key = rude.key
    await store.report(key, RUDE, "It insults.", actor=BEN, act=ActId(4000), at=at(6))

    settled = [await store.dismiss_report(key, RUDE, actor=WARDEN, at=at(7)) for _ in range(2)]
    again = await store.report(key, RUDE, "It does.", actor=BEN, act=ActId(4001), at=at(8))

    assert (settled, again) == ([True, False], True)
    posted = await store.posted_answer(key, RUDE)
    assert posted is not None
    assert posted.standing is Standing.POSTED


async def test_a_removed_answer_is_gone_for_all_and_its_author_alone_learns_why(store: Store, rude: Debate) -> None:
    key = rude.key
    await store.report(key, RUDE, "It insults.", actor=BEN, act=ActId(4000), at=at(6))

    author = await store.remove_statement(key, RUDE, "No insults.", actor=WARDEN, act=ActId(4001), at=at(7))
    with pytest.raises(NoSuchStatement):
        await store.remove_statement(key, RUDE, "Mine, too.", actor=WARDEN, act=ActId(4002), at=at(7))

    posted = await store.posted_answer(key, RUDE)
    assert posted is not None
    assert (author, posted.standing) == (user("ann"), Standing.REMOVED)
    assert await store.reports(key, actor=WARDEN) == ()
    assert await store.why_removed(key, RUDE, actor=ANN) == "No insults."
    assert await store.why_removed(key, RUDE, actor=WARDEN) == "No insults."
    with pytest.raises(NotYourWords):
        await store.why_removed(key, RUDE, actor=BEN)
    assert [deed.reason for deed in (await store.record(key)).deeds if deed.deed is Deed.STATEMENT_REMOVED] == [
        "No insults."
    ]


async def test_reports_are_refused_where_they_cannot_be_taken_and_seen_by_moderators_alone(
    store: Store, rude: Debate
) -> None:
    key = rude.key
    facts = {"act": ActId(4000), "at": at(6)}
    for reason, refusal in ((" ", EmptyText), ("x" * (REPORT_LIMIT + 1), TextTooLong)):
        with pytest.raises(refusal):
            await store.report(key, RUDE, reason, actor=BEN, **facts)  # type: ignore[arg-type]
    with pytest.raises(NoSuchStatement):
        await store.report(key, StatementId(2001), "Typed.", actor=BEN, **facts)  # type: ignore[arg-type]
    with pytest.raises(AnotherServer):
        await store.report(key, RUDE, "No.", actor=member("ben", guild=GuildId(12)), **facts)  # type: ignore[arg-type]
    for refused in (store.reports(key, actor=BEN), store.dismiss_report(key, RUDE, actor=BEN, at=at(6))):
        with pytest.raises(NotAModerator):
            await refused
    with pytest.raises(NotAModerator):
        await store.remove_statement(key, RUDE, "No.", actor=BEN, **facts)  # type: ignore[arg-type]


async def test_a_reason_is_posted_in_its_authors_own_words_and_only_where_they_gave_one(
    store: Store, debate: Debate
) -> None:
    key = debate.key
    facts = {"actor": ANN, "at": at(5)}
    await store.record_stance(key, ONE, HEDGE, Position.DISAGREE, act=ActId(3000), **facts)  # type: ignore[arg-type]
    with pytest.raises(NothingToKeep):
        await store.post_reason(key, ONE, HEDGE, act=ActId(3001), **facts)  # type: ignore[arg-type]
    await store.amend_stance(key, ONE, HEDGE, actor=ANN, act=ActId(3002), at=at(6), reason="The path is too narrow.")

    posted = await store.post_reason(key, ONE, HEDGE, actor=ANN, act=ActId(3003), at=at(7))
    again = await store.post_reason(key, ONE, HEDGE, actor=ANN, act=ActId(3003), at=at(7))

    assert posted.statement == again.statement
    shown = await store.posted_answer(key, posted.statement)
    assert shown is not None
    assert (shown.words, shown.point) == ("The path is too narrow.", HEDGE)
    with pytest.raises(NothingToKeep):
        await store.post_reason(key, ONE, HEDGE, actor=BEN, act=ActId(3004), at=at(8))
