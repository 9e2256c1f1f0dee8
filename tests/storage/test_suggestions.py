"""What members' own answers suggest on their ballots: found by readers, kept without words, and never written down."""

import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from sqlite_utils import Database

from deliberation.ids import PointNumber, RoundNumber
from deliberation.stance import Position
from deliberation.views.ballot import Ballot
from storage.sqlite import SqliteStore, stances
from storage.sqlite.statements.suggestions import Suggestions
from tests.storage.scene import MINUTE, NO, YES, YES_BUT, Scene, member

CLAIMS = ("Close the pool on Mondays", "Heat the showers")
AGREES = "> Close the pool on Mondays\n\nI agree with this, but only in winter."


@pytest.fixture
def scene(db: Database) -> Scene:
    """A debate about two claims in its first round."""
    opened = Scene(db)
    opened.opens(*CLAIMS)
    return opened


def shown(scene: Scene, suggestions: Suggestions, name: str, number: int = 1) -> Ballot:
    ballot = stances.ballot(scene.db, scene.before, scene.key, RoundNumber(number), actor=member(name))
    return suggestions.added_to(scene.db, ballot)


def suggested(ballot: Ballot) -> dict[int, Position | None]:
    return {claim.point: claim.suggested for claim in ballot.claims}


def test_a_members_own_words_suggest_a_position_to_them_alone(scene: Scene) -> None:
    scene.says("ann", AGREES)
    scene.says("ben", "> Heat the showers\nThe boiler is from 1970.")
    suggestions = Suggestions()

    assert suggested(shown(scene, suggestions, "ann")) == {1: YES_BUT, 2: None}
    assert suggested(shown(scene, suggestions, "ben")) == {1: None, 2: None}
    assert suggested(shown(scene, suggestions, "cid")) == {1: None, 2: None}


def test_an_edited_answer_suggests_what_it_says_now(scene: Scene) -> None:
    said = scene.says("ann", AGREES)
    suggestions = Suggestions()
    before = suggested(shown(scene, suggestions, "ann"))
    scene.edits("ann", said.statement, "> Close the pool on Mondays\n\nI disagree, Monday is my only day.")

    assert (before[1], suggested(shown(scene, suggestions, "ann"))[1]) == (YES_BUT, NO)


def test_a_deleted_answer_suggests_nothing(scene: Scene) -> None:
    said = scene.says("ann", AGREES)
    suggestions = Suggestions()
    shown(scene, suggestions, "ann")
    scene.deletes(said.statement)

    assert suggested(shown(scene, suggestions, "ann"))[1] is None


def test_a_no_to_a_question_that_was_quoted_suggests_nothing(scene: Scene) -> None:
    scene.says("ben", "Would anybody miss the Mondays? I have not seen a soul there since the spring.")
    scene.says("ann", "> Would anybody miss the Mondays?\nNo.")
    ballot = scene.act(
        stances.open_claim, scene.before, scene.key, PointNumber(3), actor=member("ann"), at=scene.tick()
    )

    assert ballot.claims[0].own_answer is not None
    assert suggested(Suggestions().added_to(scene.db, ballot)) == {3: None}


def test_an_answer_is_read_once_however_often_the_ballot_is_opened(scene: Scene) -> None:
    scene.says("ann", AGREES)
    scene.says("ann", "> Heat the showers\nWith what?")
    suggestions = Suggestions()
    for _ in range(3):
        shown(scene, suggestions, "ann")

    assert len(suggestions) == 2


def test_only_the_answers_asked_for_last_are_kept(scene: Scene) -> None:
    suggestions = Suggestions(answers=2)
    for name in ("ann", "ben", "cid"):
        scene.says(name, AGREES)
        shown(scene, suggestions, name)

    assert len(suggestions) == 2
    assert suggested(shown(scene, suggestions, "ann"))[1] is YES_BUT


def test_what_is_suggested_is_written_nowhere(scene: Scene) -> None:
    scene.says("ann", AGREES)
    before = scene.dump()
    shown(scene, Suggestions(), "ann")

    assert scene.dump() == before
    assert scene.record.stances == ()


def test_the_lists_are_loaded_only_where_somebody_has_answered_something(scene: Scene) -> None:
    suggestions = Suggestions()
    scene.says("ann", "Just chatting.")
    suggestions.prepare(scene.db)
    before = suggestions.loaded
    scene.says("ann", AGREES)
    suggestions.prepare(scene.db)

    assert (before, suggestions.loaded) == (False, True)


async def test_every_way_to_a_ballot_shows_what_is_suggested(db: Database, path: Path) -> None:
    scene = Scene(db)
    scene.opens(*CLAIMS)
    scene.says("ann", AGREES)
    at = scene.tick()
    db.close()
    store = await SqliteStore.open(path)
    ann, ben = member("ann"), member("ben")
    await store.prepare()

    opened = await store.open_ballot(scene.key, actor=ann, at=at)
    claim = await store.open_claim(scene.key, PointNumber(1), actor=ann, at=at)
    again = await store.ballot(scene.key, RoundNumber(1), actor=ann)
    others = await store.open_ballot(scene.key, actor=ben, at=at + MINUTE)
    await store.close()

    assert suggested(opened) == suggested(again) == {1: YES_BUT, 2: None}
    assert suggested(claim) == {1: YES_BUT}
    assert suggested(others) == {1: None, 2: None}


async def test_after_the_press_nothing_is_suggested_any_more(db: Database, path: Path) -> None:
    scene = Scene(db)
    scene.opens(*CLAIMS)
    scene.says("ann", AGREES)
    scene.stands("ann", 1, YES)
    db.close()
    store = await SqliteStore.open(path)

    ballot = await store.ballot(scene.key, RoundNumber(1), actor=member("ann"))
    await store.close()

    (pressed,) = [claim for claim in ballot.claims if claim.point == 1]
    assert pressed.own_now is not None
    assert pressed == replace(pressed, own_answer=None, suggested=None)


@pytest.mark.parametrize(("text", "loaded"), [("Just chatting.", False), ("> Ban diving\nI agree.", True)])
def test_the_first_answer_has_the_lists_loaded_before_anybody_asks(
    path: Path, child: Callable[..., "subprocess.Popen[str]"], text: str, loaded: bool
) -> None:
    told, _ = child("answer.py", path, text).communicate(timeout=30)

    assert ("deliberation.suggesting" in told.split()) is loaded
