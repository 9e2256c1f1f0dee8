from datetime import timedelta

import pytest
from sqlite_utils import Database

from deliberation.debate import Attribution
from deliberation.errors import AnotherServer, NoDebateHere, NoOpenRound, NoSuchPoint, RoundClosed
from deliberation.ids import CounterpointNumber, DebateId, DebateKey, GuildId, PointNumber, RoundNumber
from deliberation.views.ballot import Ballot
from storage.sqlite import stances
from storage.sqlite.ballots import RoundsBefore
from tests.storage.scene import GUILD, NO, NO_BUT, START, UNSURE, YES, YES_BUT, Scene, member

DEADLINE = START + timedelta(days=3)
FIRST = RoundNumber(1)


@pytest.fixture
def scene(db: Database) -> Scene:
    opened = Scene(db)
    opened.opens("Close the pool on Mondays", "Ban diving from the high board", "Heat the showers")
    return opened


# --- walking through the claims -----------------------------------------------------------------------------------


def test_opening_the_ballot_shows_every_claim_and_notes_who_takes_part(scene: Scene) -> None:
    opened = scene.act(stances.open_ballot, scene.before, scene.key, actor=member("ann"), at=scene.tick())

    assert {claim.claim for claim in opened.claims} == {
        "Close the pool on Mondays",
        "Ban diving from the high board",
        "Heat the showers",
    }
    assert scene.record.takers == {scene.participant("ann")}
    before = scene.dump()
    scene.act(stances.open_ballot, scene.before, scene.key, actor=member("ann"), at=scene.tick())
    assert scene.dump() == before


@pytest.mark.parametrize(
    ("actor", "at", "refusal"),
    [
        (member("ann", guild=GuildId(12)), START, AnotherServer),
        (member("ann"), DEADLINE + timedelta(seconds=1), RoundClosed),
    ],
)
def test_a_ballot_that_cannot_be_answered_does_not_open(
    scene: Scene, actor: object, at: object, refusal: type[Exception]
) -> None:
    before = scene.dump()
    with pytest.raises(refusal):
        scene.act(stances.open_ballot, scene.before, scene.key, actor=actor, at=at)

    assert scene.dump() == before


def test_between_rounds_there_is_no_ballot_to_open(scene: Scene) -> None:
    scene.closes()
    with pytest.raises(NoOpenRound):
        scene.act(stances.open_ballot, scene.before, scene.key, actor=member("ann"), at=scene.tick())


def test_a_ballot_of_no_debate_or_no_round_is_refused(scene: Scene) -> None:
    with pytest.raises(NoDebateHere):
        stances.ballot(scene.db, scene.before, DebateKey(GUILD, DebateId(5)), RoundNumber(1), actor=member("ann"))
    with pytest.raises(NoOpenRound):
        scene.ballot("ann", number=3)


def test_a_stranger_can_be_shown_a_ballot_without_being_noted(scene: Scene) -> None:
    scene.stands("ann", 1, YES)
    before = scene.dump()
    shown = scene.ballot("never came")

    assert [claim.own_now for claim in shown.claims] == [None, None, None]
    assert scene.dump() == before


def test_the_ballot_of_a_second_round_shows_the_counts_the_own_answer_and_the_other_side(db: Database) -> None:
    scene = Scene(db)
    scene.opens("Close the pool on Mondays", attribution=Attribution.NAMED)
    scene.says("cid", "> Close the pool on Mondays\nIt is empty anyway.")
    scene.stands("ann", 1, NO)
    scene.stands("ben", 1, YES)
    scene.amends("ben", credit=CounterpointNumber(1))
    scene.closes()
    scene.opens_round()
    scene.stands("ben", 1, YES_BUT, number=2)
    (claim,) = scene.ballot("ann", 2).claims

    assert claim.before is not None
    assert claim.before.counts == (1, 0, 0, 0, 1)
    assert claim.own_before is not None
    assert claim.own_before.position is NO
    assert claim.own_now is None
    assert claim.other_side is not None
    assert claim.other_side.words == "It is empty anyway."
    assert [answer.number for answer in claim.answers] == [1]


def open_claim(scene: Scene, name: str, point: int) -> Ballot:
    """Somebody picks a point on the board or under a card."""
    number, at = PointNumber(point), scene.tick()
    return scene.act(stances.open_claim, scene.before, scene.key, number, actor=member(name), at=at)


def test_a_view_on_a_quoted_passage_shows_last_rounds_counts_like_the_ballot(scene: Scene) -> None:
    scene.says("ann", "Mondays are when the school comes.")
    scene.says("fay", "> Mondays are when the school comes.\nNot in summer.")
    for name, position in (("ann", NO), ("ben", YES), ("cid", YES), ("dot", YES), ("eve", YES)):
        scene.stands(name, 4, position)
    scene.amends("ben", 4, credit=CounterpointNumber(1))
    scene.closes()
    scene.opens_round()
    (claim,) = open_claim(scene, "ann", 4).claims

    assert claim.before is not None
    assert claim.before.counts == (4, 0, 0, 0, 1)
    assert claim.own_before is not None
    assert claim.other_side is not None
    assert claim.other_side.words == "Not in summer."


def test_a_view_on_words_that_found_their_source_is_a_view_on_what_they_became(scene: Scene) -> None:
    scene.says("ben", "> The lake is colder than any shower we have\nThen swim there.")
    assert open_claim(scene, "ann", 4).claims[0].unverified
    scene.uploads("cid", "Dear all, the lake is colder than any shower we have.", guest="Aunt Ada")
    (claim,) = open_claim(scene, "ann", 4).claims

    assert claim.point == 5
    assert not claim.unverified


def test_a_view_on_a_point_that_does_not_exist_leaves_nothing_behind(scene: Scene) -> None:
    before = scene.dump()
    with pytest.raises(NoSuchPoint):
        open_claim(scene, "ann", 9)

    assert scene.dump() == before


def test_a_ballot_is_the_same_as_one_made_from_the_whole_record(scene: Scene) -> None:
    scene.says("ben", "> Close the pool on Mondays\nIt is empty anyway.\n> Heat the showers\nPlease do.")
    for place, name in enumerate(("ann", "ben", "cid", "dot", "eve", "fay")):
        scene.stands(name, 1 + place % 3, (YES, NO, UNSURE)[place % 3])
        scene.stands(name, 1, (YES, YES_BUT, NO)[place % 3])
    scene.amends("ann", reason="Mondays are quiet.")
    scene.closes()
    scene.opens_round()
    scene.stands("ann", 2, NO_BUT, number=2)
    for name in ("ann", "cid"):
        whole = stances.compose_ballot(scene.record, RoundNumber(2), scene.participant(name))

        assert scene.ballot(name, 2) == whole


# --- earlier rounds in memory -----------------------------------------------------------------------------------


def test_what_is_kept_of_a_round_is_never_older_than_the_database(db: Database) -> None:
    scene = Scene(db)
    scene.opens("Ban diving", "Heat the showers")
    before = RoundsBefore()
    scene.stands("ann", 1, YES)
    assert [stance.position for stance in before.of(db, scene.key, FIRST)] == [YES]

    scene.stands("ann", 1, NO)
    scene.stands("ben", 2, YES_BUT)

    assert {(stance.point, stance.position) for stance in before.of(db, scene.key, FIRST)} == {
        (1, YES),
        (1, NO),
        (2, YES_BUT),
    }


def test_nobodys_words_are_kept_in_memory(db: Database) -> None:
    scene = Scene(db)
    scene.opens("Ban diving")
    scene.stands("ann", 1, YES_BUT)
    db.execute("UPDATE stance SET reason = 'It is loud.', condition = 'Unless supervised'")
    (kept,) = RoundsBefore().of(db, scene.key, FIRST)

    assert (kept.position, kept.reason, kept.condition) == (YES_BUT, None, None)


def test_only_the_rounds_used_last_are_kept(db: Database) -> None:
    scene = Scene(db)
    before = RoundsBefore(rounds=2)
    for place in range(4):
        scene.opens(f"Rule {place}", placed=False)
        scene.stands("ann", 1, YES)
        before.of(db, scene.key, FIRST)

    assert len(before) == 2
