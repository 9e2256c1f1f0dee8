"""Transcripts: the words that may leave a debate, and those that were taken back."""

import pytest
from sqlite_utils import Database

from deliberation.ids import PointNumber, StatementId
from storage.sqlite.transcripts import transcript
from tests.storage.scene import DIVERS, POOL, Scene


@pytest.fixture
def scene(db: Database) -> Scene:
    """A debate about a pool."""
    return Scene(db)


def test_a_transcript_holds_the_words_of_everything_that_stands(scene: Scene) -> None:
    scene.opens("Ban diving", "Close on Mondays")
    said = scene.says("ann", POOL)
    reply = scene.says("ben", f"> {DIVERS}\nThey queue at least.")

    found = transcript(scene.db, scene.key)

    assert found.passages[PointNumber(1)] == "Ban diving"
    assert found.passages[PointNumber(3)] == DIVERS
    assert found.texts[said.statement] == POOL
    assert found.texts[reply.statement] == f"> {DIVERS}\nThey queue at least."
    assert found.texts[StatementId(scene.key.debate)] == "Ban diving\nClose on Mondays"


def test_words_that_were_taken_back_are_in_no_transcript(scene: Scene) -> None:
    scene.opens("Ban diving")
    said = scene.says("ann", POOL)
    scene.says("ben", f"> {DIVERS}\nThey queue at least.")
    scene.deletes(said.statement)

    found = transcript(scene.db, scene.key)

    assert said.statement not in found.texts
    assert PointNumber(2) not in found.passages


def test_words_changed_since_are_told_apart(scene: Scene) -> None:
    scene.opens("Ban diving")
    said = scene.says("ann", POOL)
    scene.says("ben", f"> {DIVERS}\nThey queue at least.")
    scene.edits("ann", said.statement, "The pool is too cold for me.")

    found = transcript(scene.db, scene.key)

    assert found.edited == {PointNumber(2)}
    assert found.passages[PointNumber(2)] == DIVERS
    assert found.texts[said.statement] == "The pool is too cold for me."
