"""What is done to points: put to everybody, reworded, restated, merged, split, set aside. By whom, and what stays."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from sqlite_utils import Database

from deliberation.actor import Actor
from deliberation.debate import Attribution
from deliberation.errors import (
    AnotherServer,
    AuthorNotHere,
    DebateEnded,
    EmptyText,
    NoRestating,
    NoSuchPoint,
    NotAModerator,
    NothingToConfirm,
    NotItsWords,
    NotMerged,
    NotSetAside,
    NotTheAuthor,
    OwnPoint,
    PointSetAside,
    PointSplit,
    Refusal,
    SamePoint,
    SameWords,
    TextTooLong,
)
from deliberation.ids import ActId, GuildId, PointNumber
from deliberation.log import Deed, LogEntry
from deliberation.points.changes import Verdict
from deliberation.points.listing import Order, Source
from deliberation.terms import Terms
from deliberation.views.standings import standings_now
from storage.outgoing import PostKind
from storage.sqlite import debates, log, stances
from storage.sqlite.points import listing, regrouping, rewording
from tests.storage.scene import GUILD, NO, YES, Scene, member

OPAL, ANN, BEN, CID = (member(name) for name in ("opal", "ann", "ben", "cid"))
ONE, TWO, THREE = PointNumber(1), PointNumber(2), PointNumber(3)


@pytest.fixture
def scene(db: Database) -> Scene:
    """A debate with two proposals of Opal's, and a passage of Ann's that Ben answered: point 3."""
    scene = Scene(db)
    scene.opens("Ban diving and close the slide", "Open at six")
    scene.says("ann", "The swings are older than my father.")
    scene.says("ben", "> The swings are older than my father.\nSo is he.")
    return scene


def does(scene: Scene, verb: Callable[..., Any], *given: Any, by: Actor = OPAL, **facts: Any) -> Any:
    """What somebody does now."""
    act = facts.pop("act", None) or ActId(scene.snowflake())
    return scene.act(verb, scene.key, *given, actor=by, act=act, at=scene.tick(), **facts)


def says_of_it(scene: Scene, verb: Callable[..., Any], proposed: Any, verdict: Verdict, by: Actor) -> Any:
    """What an author says of words proposed for their point."""
    return scene.act(verb, scene.key, proposed.point, proposed.act, verdict, actor=by, at=scene.tick())


def done(scene: Scene) -> list[LogEntry]:
    """What the log says besides that the debate was opened."""
    return [entry for entry in log.entries(scene.db, scene.key) if entry.deed is not Deed.DEBATE_OPENED]


def claims(scene: Scene) -> list[str]:
    """What the ballot asks now."""
    return [point.claim for point in standings_now(scene.record).claims]


def test_a_point_is_put_to_everybody_when_its_author_and_two_others_ask(scene: Scene) -> None:
    asked = [does(scene, regrouping.ask_for_ballot, THREE, by=who) for who in (BEN, CID, BEN, OPAL)]
    assert [one.put_up for one in asked] == [False] * 4
    assert asked[-1].people == 3
    with_author = does(scene, regrouping.ask_for_ballot, THREE, by=ANN)

    assert with_author.put_up
    assert claims(scene)[-1] == "The swings are older than my father."
    assert does(scene, regrouping.ask_for_ballot, THREE, by=member("dora")).put_up
    assert [(entry.deed, entry.by) for entry in done(scene)] == [(Deed.POINT_ON_BALLOT, None)]


def test_nobody_can_ask_in_the_place_of_a_guest(scene: Scene) -> None:
    scene.uploads("ann", "Guests like the pool as it stands.", guest="Aunt Ada")
    scene.says("ben", "> Guests like the pool as it stands.\nDo they?")
    with pytest.raises(AuthorNotHere):
        does(scene, regrouping.ask_for_ballot, PointNumber(4), by=BEN)
    does(scene, regrouping.put_up_point, PointNumber(4))

    assert claims(scene)[-1] == "Guests like the pool as it stands."
    assert does(scene, regrouping.ask_for_ballot, PointNumber(4), by=BEN).put_up


def test_a_point_put_up_between_rounds_is_asked_from_the_next_round_on(scene: Scene) -> None:
    scene.closes()
    does(scene, regrouping.put_up_point, THREE)

    assert len(claims(scene)) == 2
    scene.opens_round()
    assert len(claims(scene)) == 3


def test_an_authors_new_words_hold_at_once_where_nobody_has_answered(scene: Scene) -> None:
    changes = scene.changes(PostKind.BOARD, generation=1)
    reworded = does(scene, rewording.reword_point, THREE, "  The swings are   old. ", by=ANN)

    assert (reworded.verdict, reworded.words, reworded.round) == (Verdict.CONFIRMED, "The swings are old.", 1)
    assert listing.points_named(scene.db, scene.key)[2] == (3, "The swings are old.")
    assert scene.changes(PostKind.BOARD, generation=1) > changes


def test_new_words_wait_for_the_next_round_where_somebody_has_answered(scene: Scene) -> None:
    scene.stands("cid", 3, NO)
    reworded = does(scene, rewording.reword_point, THREE, "The swings are old.", by=ANN)

    assert reworded.round == 2
    assert standings_now(scene.record).points[THREE].claim == "The swings are older than my father."
    scene.closes()
    scene.opens_round()
    assert standings_now(scene.record).points[THREE].claim == "The swings are old."


def test_a_moderators_words_show_only_when_the_author_has_confirmed_them(scene: Scene) -> None:
    proposed = does(scene, rewording.reword_point, THREE, "The swings are old.")
    with pytest.raises(NotTheAuthor):
        says_of_it(scene, rewording.decide_rewording, proposed, Verdict.CONFIRMED, BEN)
    (waiting,) = listing.confirmations(scene.db, GUILD, actor=ANN)
    assert (waiting.words, waiting.claim) == ("The swings are old.", "The swings are older than my father.")
    assert standings_now(scene.record).points[THREE].claim == "The swings are older than my father."
    assert listing.confirmations(scene.db, GUILD, actor=BEN) == ()

    confirmed = says_of_it(scene, rewording.decide_rewording, proposed, Verdict.CONFIRMED, ANN)
    late = says_of_it(scene, rewording.decide_rewording, proposed, Verdict.DECLINED, ANN)

    assert late == confirmed
    assert standings_now(scene.record).points[THREE].claim == "The swings are old."
    assert listing.confirmations(scene.db, GUILD, actor=ANN) == ()
    page = listing.point_page(scene.db, scene.key, THREE, actor=BEN)
    assert [said.words for said in page.history] == ["The swings are old."]
    assert page.passage_claim == "The swings are older than my father."


def test_words_declined_never_show_and_a_newer_proposal_takes_the_place_of_an_older(scene: Scene) -> None:
    first = does(scene, rewording.reword_point, THREE, "Old swings.")
    second = does(scene, rewording.reword_point, THREE, "Very old swings.")
    assert [waiting.act for waiting in listing.confirmations(scene.db, GUILD, actor=ANN)] == [second.act]
    assert says_of_it(scene, rewording.decide_rewording, first, Verdict.CONFIRMED, ANN).verdict is Verdict.DECLINED
    says_of_it(scene, rewording.decide_rewording, second, Verdict.DECLINED, ANN)

    assert listing.points_named(scene.db, scene.key)[2] == (3, "The swings are older than my father.")


def test_a_merge_asks_again_and_can_be_taken_back(scene: Scene) -> None:
    scene.stands("ann", 3, YES)
    scene.stands("ben", 2, NO)
    does(scene, regrouping.merge_points, THREE, TWO)
    standings = standings_now(scene.record)
    assert THREE not in standings.points
    assert set(standings.given(TWO)) == {scene.participant("ben")}
    anew = scene.stands("ann", 3, YES)
    assert anew.point == TWO

    does(scene, regrouping.unmerge_point, THREE)
    standings = standings_now(scene.record)
    assert set(standings.given(THREE)) == {scene.participant("ann")}
    assert set(standings.given(TWO)) == {scene.participant("ann"), scene.participant("ben")}
    assert [entry.deed for entry in done(scene)] == [Deed.POINTS_MERGED, Deed.POINT_SPLIT]


def test_a_merged_points_reason_and_credit_are_not_carried_to_the_other(scene: Scene) -> None:
    scene.stands("cid", 3, YES)
    facts = {"actor": CID, "act": ActId(scene.snowflake()), "at": scene.tick(), "reason": "My father says so."}
    scene.act(stances.amend_stance, scene.key, 1, THREE, **facts)
    does(scene, regrouping.merge_points, THREE, TWO)

    assert scene.stands("cid", 2, NO).reason is None


def test_a_point_is_split_in_its_own_words_and_made_whole_again(scene: Scene) -> None:
    scene.stands("ann", 1, YES)
    splits = does(scene, regrouping.split_point, ONE, ("ban  diving", "close the slide"))
    assert claims(scene) == ["Ban diving", "close the slide", "Open at six"]
    with pytest.raises(PointSplit):
        scene.stands("ben", 1, YES)
    does(scene, regrouping.merge_points, splits[0].part, ONE)

    assert claims(scene) == ["Ban diving and close the slide", "Open at six"]
    assert len(standings_now(scene.record).given(ONE)) == 1


def test_a_point_set_aside_takes_no_stance_until_it_is_taken_up_again(scene: Scene) -> None:
    does(scene, regrouping.set_aside, TWO, "not about the pool")
    does(scene, regrouping.set_aside, TWO, "another reason")
    with pytest.raises(PointSetAside) as refused:
        scene.stands("ann", 2, YES)
    assert refused.value.facts["reason"] == "not about the pool"
    does(scene, regrouping.take_up, TWO)
    scene.stands("ann", 2, YES)

    assert [entry.deed for entry in done(scene)] == [Deed.POINT_SET_ASIDE, Deed.POINT_TAKEN_UP]
    assert done(scene)[0].reason == "not about the pool"


def test_the_list_puts_first_what_divides_or_what_nobody_answered_and_shows_nothing_hidden(scene: Scene) -> None:
    for place in range(6):
        scene.stands(f"p{place}", 1, YES)
        scene.stands(f"p{place}", 2, YES if place % 2 else NO)
    hidden = listing.points(scene.db, scene.key, Order.DIVIDED, actor=ANN)
    assert all(point.tally is None for point in hidden.points)
    scene.closes()
    divided = listing.points(scene.db, scene.key, Order.DIVIDED, actor=ANN)
    unanswered = listing.points(scene.db, scene.key, Order.UNANSWERED, actor=ANN)

    assert (divided.counted, [point.number for point in divided.points]) == (1, [2, 1, 3])
    assert [point.number for point in unanswered.points] == [1, 2, 3]


def test_words_their_author_changed_or_deleted_show_as_such_and_answers_stay(scene: Scene) -> None:
    ann = scene.says("ann", "The slide is too steep. The pond is fine.")
    scene.says("ben", "> The slide is too steep.\nThat is the fun of it.")
    scene.edits("ann", ann.statement, "The slide is rather steep. The pond is fine.")

    def source() -> Source:
        return listing.point_page(scene.db, scene.key, PointNumber(4), actor=BEN).point.source

    assert source() is Source.EDITED
    scene.deletes(ann.statement)
    assert source() is Source.DELETED
    page = listing.point_page(scene.db, scene.key, PointNumber(4), actor=BEN)
    assert [reply.words for reply in page.replies] == ["That is the fun of it."]


def restating(db: Database) -> Scene:
    scene = Scene(db)
    scene.opens("Ban diving", terms=Terms(steelman=True), attribution=Attribution.NAMED)
    return scene


def test_a_restatement_shows_once_the_points_author_says_that_is_it(db: Database) -> None:
    scene = restating(db)
    first = does(scene, rewording.restate_point, ONE, "No jumping head first.", by=ANN)
    restated = does(scene, rewording.restate_point, ONE, "No jumping from the edge.", by=ANN)
    waiting = listing.confirmations(scene.db, GUILD, actor=OPAL)
    assert [one.words for one in waiting] == ["No jumping from the edge."]
    assert listing.point_page(scene.db, scene.key, ONE, actor=BEN).restated == ()
    says_of_it(scene, rewording.decide_restatement, restated, Verdict.CONFIRMED, OPAL)

    (shown,) = listing.point_page(scene.db, scene.key, ONE, actor=BEN).restated
    assert (shown.words, shown.by) == ("No jumping from the edge.", scene.participant("ann"))
    assert says_of_it(scene, rewording.decide_restatement, first, Verdict.CONFIRMED, OPAL).verdict is Verdict.DECLINED
    with pytest.raises(OwnPoint):
        does(scene, rewording.restate_point, ONE, "Mine", by=OPAL)


def test_what_may_not_be_done_to_points_changes_nothing(scene: Scene) -> None:
    does(scene, regrouping.set_aside, TWO, "not about the pool")
    elsewhere = replace(OPAL, guild=GuildId(12))
    long = "word " * 80
    attempts: list[tuple[type[Refusal], Callable[[], Any]]] = [
        (NotAModerator, lambda: does(scene, regrouping.put_up_point, THREE, by=ANN)),
        (NotAModerator, lambda: does(scene, regrouping.merge_points, THREE, ONE, by=ANN)),
        (NotAModerator, lambda: does(scene, regrouping.split_point, ONE, ("Ban diving",), by=ANN)),
        (NotAModerator, lambda: does(scene, regrouping.set_aside, ONE, "no", by=ANN)),
        (NotAModerator, lambda: does(scene, regrouping.take_up, TWO, by=ANN)),
        (NotAModerator, lambda: does(scene, rewording.reword_point, ONE, "Other", by=ANN)),
        (AnotherServer, lambda: does(scene, regrouping.put_up_point, THREE, by=elsewhere)),
        (NoSuchPoint, lambda: does(scene, regrouping.put_up_point, PointNumber(44))),
        (SamePoint, lambda: does(scene, regrouping.merge_points, ONE, ONE)),
        (PointSetAside, lambda: does(scene, regrouping.merge_points, ONE, TWO)),
        (PointSetAside, lambda: does(scene, regrouping.ask_for_ballot, TWO, by=ANN)),
        (NotMerged, lambda: does(scene, regrouping.unmerge_point, ONE)),
        (NotItsWords, lambda: does(scene, regrouping.split_point, ONE, ("Ban diving", "burn the slide"))),
        (NotItsWords, lambda: does(scene, regrouping.split_point, ONE, ("Ban diving and close the slide", "diving"))),
        (EmptyText, lambda: does(scene, regrouping.set_aside, ONE, " \n ")),
        (TextTooLong, lambda: does(scene, regrouping.set_aside, ONE, long)),
        (NotSetAside, lambda: does(scene, regrouping.take_up, ONE)),
        (TextTooLong, lambda: does(scene, rewording.reword_point, ONE, long)),
        (SameWords, lambda: does(scene, rewording.reword_point, ONE, "Ban diving and close the slide")),
        (NoRestating, lambda: does(scene, rewording.restate_point, ONE, "No jumping", by=ANN)),
    ]
    before = scene.dump()
    for refusal, attempt in attempts:
        with pytest.raises(refusal):
            attempt()
        assert scene.dump() == before
    scene.act(debates.end_debate, scene.key, actor=OPAL, at=scene.tick())
    with pytest.raises(DebateEnded):
        does(scene, regrouping.put_up_point, THREE)
    proposed = scene.record.points[0]
    with pytest.raises(DebateEnded):
        scene.act(
            rewording.decide_rewording,
            scene.key,
            proposed.number,
            ActId(1),
            Verdict.CONFIRMED,
            actor=OPAL,
            at=scene.tick(),
        )


def test_nothing_waits_where_nothing_was_proposed(scene: Scene) -> None:
    with pytest.raises(NothingToConfirm):
        scene.act(rewording.decide_rewording, scene.key, ONE, ActId(1), Verdict.CONFIRMED, actor=OPAL, at=scene.tick())


def test_the_same_act_done_twice_is_done_once(scene: Scene) -> None:
    act = ActId(scene.snowflake())
    first = does(scene, rewording.reword_point, THREE, "Old swings.", act=act)
    before = scene.dump()
    assert does(scene, rewording.reword_point, THREE, "Old swings.", act=act) == first
    assert scene.dump() == before
