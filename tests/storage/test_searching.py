"""What is found among what was said, and by whom what is not."""

from pathlib import Path

import pytest
from sqlite_utils import Database

from deliberation.asking.searching import FOUND_LIMIT, Found, search_for
from deliberation.errors import EmptyText
from deliberation.ids import StatementId
from storage.sqlite import rows
from storage.sqlite.asking.searching import search
from storage.sqlite.connecting.database import open_writing
from storage.sqlite.migrations import STEPS, migrate
from tests.storage.scene import GUILD, Scene
from tests.storage.test_migrations import fill


@pytest.fixture
def scene(db: Database) -> Scene:
    """A debate about a library."""
    scene = Scene(db)
    scene.opens("Longer opening hours on Sundays", "Quiet rooms")
    return scene


def look(scene: Scene, asked: str) -> Found:
    """What a search of the debate brings."""
    return search(scene.db, GUILD, [rows.debate_here(scene.db, scene.key)], search_for(asked))


def words(scene: Scene, asked: str) -> list[str]:
    """The words that a search brings, best first."""
    return [hit.words for hit in look(scene, asked).hits]


def test_a_question_finds_what_was_said_about_its_subject(scene: Scene) -> None:
    scene.says("ann", "The opening hours are a joke for anybody who works.")
    scene.says("ben", "I was there, and it was about to rain.")

    assert words(scene, "what was said about opening hours?") == [
        "Longer opening hours on Sundays Quiet rooms",
        "The opening hours are a joke for anybody who works.",
    ]


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ("Das Café hat kurze Öffnungszeiten.", "oeffnung OR cafe"),
        ("Das Café hat kurze Öffnungszeiten.", "OFFNUNG"),
        ("Longest queue I ever saw", "queues"),
        ("図書館の開館時間は九時です。", "開館"),
        ("図書館の開館時間は九時です。", "時間"),
        ("도서관은 아홉 시에 문을 연다", "도서관"),
        ("ห้องสมุดเปิดเก้าโมง", "เปิด"),
        ("Библиотека открыта", "библиотека"),
    ],
)
def test_words_are_found_whatever_their_accents_endings_and_script(scene: Scene, said: str, asked: str) -> None:
    scene.says("ann", said)

    assert words(scene, asked) == [said]


@pytest.mark.parametrize(
    "hostile",
    ['"', "'", "a AND", "NEAR(x, y)", "words:secret", "{x} : y*", "x*", "-x", "^x", "(", ";DROP TABLE said", "x" * 500],
)
def test_hostile_searches_look_for_words_and_nothing_else(scene: Scene, hostile: str) -> None:
    scene.says("ann", "nothing of the kind")

    try:
        found = look(scene, hostile)
    except EmptyText:
        return
    assert not found.hits


def test_quotation_marks_keep_words_together(scene: Scene) -> None:
    scene.says("ann", "hours of opening boxes")

    assert words(scene, '"opening hours"') == ["Longer opening hours on Sundays Quiet rooms"]


def test_where_nothing_has_all_words_some_have_some(scene: Scene) -> None:
    scene.says("ann", "The opening is late.")

    found = look(scene, "opening trombone")

    assert found.partly
    assert len(found.hits) == 2


def test_an_edit_is_found_by_its_new_words_alone(scene: Scene) -> None:
    said = scene.says("ann", "A trombone plays.")
    scene.edits("ann", said.statement, "A clarinet plays.")

    assert words(scene, "trombone") == []
    assert words(scene, "clarinet") == ["A clarinet plays."]


def test_what_is_deleted_is_found_no_more(scene: Scene, path: Path) -> None:
    said = scene.says("ann", "A sousaphonium plays.")
    scene.deletes(StatementId(said.statement))

    assert words(scene, "sousaphonium") == []
    assert not scene.db.execute("SELECT * FROM said WHERE said MATCH 'sousaphonium'").fetchall()
    assert not scene.db.execute("SELECT 1 FROM said_data WHERE instr(block, 'sousaphon')").fetchall()


def test_only_the_debates_one_may_see_are_searched(scene: Scene) -> None:
    scene.says("ann", "A trombone plays.")

    assert not search(scene.db, GUILD, [], search_for("trombone")).hits


def test_of_many_the_best_twenty_are_shown_and_it_is_said_that_there_are_more(scene: Scene) -> None:
    for number in range(FOUND_LIMIT + 3):
        scene.says("ann", f"trombone number {number}")

    found = look(scene, "trombone")

    assert len(found.hits) == FOUND_LIMIT
    assert found.more


def test_what_was_said_before_there_was_an_index_is_found(path: Path) -> None:
    db = open_writing(path)
    before = next(place for place, step in enumerate(STEPS) if step.name.endswith("_search"))
    migrate(db, path, STEPS[:before])
    fill(db)

    migrate(db, path)

    found = db.execute(
        "SELECT debate, statement FROM searchable JOIN said ON place = said.rowid WHERE said MATCH 'ban'"
    )
    assert found.fetchall() == [(9, 9)]
    db.close()
