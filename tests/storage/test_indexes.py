import pytest
from sqlite_utils import Database

from deliberation.ids import Span, StatementId
from deliberation.parsing import read
from storage.sqlite.statements import recording as statements
from storage.sqlite.statements.indexes import DebateIndexes, Heard
from tests.storage.scene import Scene

WORDS = "The sauna smells of wet towels again this evening."


class Interrupted(Exception):
    """Something goes wrong after a verb has written."""


def interrupted(*_: object) -> None:
    raise Interrupted


@pytest.fixture
def scene(db: Database) -> Scene:
    opened = Scene(db)
    opened.opens("Close the pool on Mondays")
    return opened


def found(scene: Scene, words: str, *, indexes: DebateIndexes | None = None) -> StatementId | None:
    located = (indexes or scene.indexes).of(scene.db, scene.key).locate(words)
    return located.statement if located else None


def test_a_new_process_finds_what_the_last_one_heard(scene: Scene) -> None:
    said = scene.says("ann", WORDS)
    edited = scene.edits("ann", said.statement, "The sauna smells of pine needles again this evening.")
    gone = scene.says("ben", "Somebody has left the emergency exit open all night.")
    scene.deletes(gone.statement)
    anew = DebateIndexes()

    assert found(scene, "smells of pine needles again", indexes=anew) == edited.statement
    assert found(scene, "smells of wet towels again", indexes=anew) is None
    assert found(scene, "left the emergency exit open all night", indexes=anew) is None


def test_what_was_only_quoted_is_nobodys_own_words_after_a_rebuild(scene: Scene) -> None:
    said = scene.says("ann", WORDS)
    scene.says("ben", f"> {WORDS}\nIt does.")

    assert found(scene, WORDS, indexes=DebateIndexes()) == said.statement


def test_words_of_a_statement_that_was_rolled_back_are_not_found(scene: Scene) -> None:
    scene.says("ann", "Hello everybody at the pool.")
    arrival = scene.arrival("ann", WORDS)

    def record_and_fail(db: Database) -> None:
        statements.record_statement(db, scene.indexes, scene.key, arrival, read(arrival.text))
        assert found(scene, WORDS) == arrival.statement
        interrupted()

    with pytest.raises(Interrupted):
        scene.act(record_and_fail)
    assert found(scene, WORDS) is None

    again = scene.says("ben", WORDS)
    assert found(scene, WORDS) == again.statement


def test_a_withdrawal_that_was_rolled_back_leaves_the_words_to_be_found(scene: Scene) -> None:
    said = scene.says("ann", WORDS)

    def withdraw_and_fail(db: Database) -> None:
        statements.withdraw_statement(db, scene.indexes, scene.key, said.statement, at=scene.tick())
        interrupted()

    with pytest.raises(Interrupted):
        scene.act(withdraw_and_fail)

    assert found(scene, WORDS) == said.statement


def test_the_debates_used_last_stay_indexed_and_the_others_make_room(db: Database) -> None:
    scene = Scene(db)
    scene.indexes = DebateIndexes(characters=100)
    keys = []
    for place in range(4):
        scene.opens(f"Proposal number {place}", placed=False)
        scene.says("ann", f"{WORDS} {place}")
        keys.append(scene.key)

    assert len(scene.indexes) == 1
    scene.key = keys[0]
    assert found(scene, WORDS) is not None
    assert len(scene.indexes) == 1


def test_a_debate_larger_than_the_limit_is_indexed_while_it_is_used(db: Database) -> None:
    scene = Scene(db)
    scene.indexes = DebateIndexes(characters=1)
    scene.opens("Close the pool on Mondays")
    said = scene.says("ann", WORDS)

    assert found(scene, WORDS) == said.statement


def test_a_revision_makes_room_for_no_more_than_its_own_length(scene: Scene) -> None:
    indexes = DebateIndexes(characters=100)
    for revision in range(1, 6):
        heard = Heard(StatementId(1), revision, "x" * 60, (Span(0, 1),))
        scene.act(indexes.add, scene.key, heard)
    first = scene.key
    scene.opens("Short", placed=False)
    scene.act(indexes.add, scene.key, Heard(StatementId(2), 1, "y" * 5, ()))

    assert first != scene.key
    assert len(indexes) == 2
