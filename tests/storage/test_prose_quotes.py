"""Words between quotation marks: quotes where somebody said exactly that before, and else just words."""

import pytest
from sqlite_utils import Database

from deliberation.reading import QuoteSyntax
from deliberation.views.card import Feedback
from storage.sqlite.statements.cards import card
from tests.storage.scene import Scene

SAID = "The sauna smells of wet towels again. I would rather pay for a second stove than for new benches."


@pytest.fixture
def scene(db: Database) -> Scene:
    opened = Scene(db)
    opened.opens("Close the pool on Mondays")
    opened.says("ann", SAID)
    return opened


def points(scene: Scene) -> int:
    return scene.db.execute("SELECT count(*) FROM point").fetchone()[0]


def test_words_somebody_said_are_answered_in_prose_as_between_marks(scene: Scene) -> None:
    recorded = scene.says("ben", "You say, “I would rather pay for a second stove”. I would not. Who would?")

    assert (recorded.pairs, recorded.unverified, recorded.feedback) == (1, 0, Feedback.REACTION)
    shown = card(scene.db, scene.key, recorded.statement)
    assert shown is not None
    (pair,) = shown.pairs
    assert pair.source == "I would rather pay for a second stove"
    assert pair.source_author == scene.participant("ann")
    assert pair.response == "I would not. Who would?"
    assert scene.db.execute("SELECT put_to FROM question").fetchone() == (scene.participant("ann"),)
    again = scene.says("cleo", "> I would rather pay for a second stove\nMe too.")
    assert points(scene) == 2
    assert again.pairs == 1


@pytest.mark.parametrize(
    "text",
    [
        "That “second stove” again.",
        "You mention a “second stove than” something.",
        "He said “I will be there at eight” and came at ten.",
        "You say, “I would rather not pay for a second stove”. Fine.",
        "You say, “I would rather pay for a third stove”. Fine.",
        "The members' sauna isn't ann's, it's everybody's.",
        "Read “A Second Stove For New Benches”, a fine book.",
    ],
)
def test_chat_with_quotation_marks_stays_chat(scene: Scene, text: str) -> None:
    before = points(scene)

    recorded = scene.says("ben", text)

    assert (recorded.pairs, recorded.feedback) == (0, Feedback.NOTHING)
    assert points(scene) == before


def test_a_sentence_that_quotes_in_prose_can_itself_be_quoted_whole(scene: Scene) -> None:
    answer = scene.says("ben", "You say, “the sauna smells of wet towels”. Then open a window.")

    recorded = scene.says("cleo", "> You say, “the sauna smells of wet towels”. Then open a window.\nIt sticks.")

    found = scene.db.execute("SELECT source FROM pair WHERE statement = ?", (recorded.statement,)).fetchall()
    assert found == [(answer.statement,)]


def test_words_quoted_from_somebody_quoting_in_prose_lead_to_whoever_said_them(scene: Scene) -> None:
    said = scene.says("dora", "Nobody ever cleans the stove after the evening group.")
    scene.says("ben", "You say, “nobody ever cleans the stove”. I do, every Friday.")

    recorded = scene.says("cleo", "> nobody ever cleans the stove\nHe does.")

    found = scene.db.execute("SELECT source FROM pair WHERE statement = ?", (recorded.statement,)).fetchall()
    assert found == [(said.statement,)]


def test_an_edit_that_takes_the_quotation_marks_away_takes_the_answer_away(scene: Scene) -> None:
    text = "You say, “I would rather pay for a second stove”. I would not."
    said = scene.says("ben", text)
    syntaxes = scene.db.execute("SELECT syntax FROM pair").fetchall()

    edited = scene.edits("ben", said.statement, text.replace("“", "").replace("”", ""))

    assert syntaxes == [(QuoteSyntax.PROSE.value,)]
    assert edited.pairs == 0
    assert card(scene.db, scene.key, said.statement) is None


LETTER = "Dear all,\n\nEvery public bath ought to stay open all night in winter. I said so for years.\n\nYours, Cid"


def test_words_between_quotation_marks_become_a_quote_when_the_letter_they_come_from_arrives(scene: Scene) -> None:
    quoting = scene.says("ben", "Cid says, “Every public bath ought to stay open all night”. Who pays for that?")
    chat = scene.says("cleo", "Cid says, “Every public bath ought to stay shut all night”. Who would pay for that?")
    before = points(scene)
    assert (quoting.pairs, chat.pairs) == (0, 0)
    letter = scene.uploads("cid", LETTER)

    assert letter.joined_later == 1
    assert letter.found == (quoting.statement,)
    assert points(scene) == before + 1
    shown = card(scene.db, scene.key, quoting.statement)
    assert shown is not None
    (pair,) = shown.pairs
    assert (pair.source, pair.source_author) == (
        "Every public bath ought to stay open all night",
        scene.participant("cid"),
    )
    assert pair.response == "Who pays for that?"
    assert card(scene.db, scene.key, chat.statement) is None


def test_an_answer_between_marks_keeps_its_number_when_a_letter_makes_quotes_of_words_beside_it(scene: Scene) -> None:
    said = scene.says(
        "ben",
        "> The sauna smells of wet towels again.\nIt does.\n\nAnd you say, “Every public bath ought to stay open all "
        "night”. Who pays for that?",
    )
    (answer,) = scene.record.counterpoints
    scene.uploads("cid", LETTER)

    first, second = scene.record.counterpoints
    assert (first.number, first.point) == (answer.number, answer.point)
    assert (first.words, second.words) == ("It does.", "Who pays for that?")
    assert second.passage.statement == said.statement


def test_what_was_deleted_before_the_letter_arrived_stays_nothing(scene: Scene) -> None:
    quoting = scene.says("ben", "Cid says, “Every public bath ought to stay open all night”. Who pays for that?")
    scene.deletes(quoting.statement)

    assert scene.uploads("cid", LETTER).joined_later == 0
