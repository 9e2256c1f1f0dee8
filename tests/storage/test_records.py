import pytest
from sqlite_utils import Database

from deliberation.debate import Attribution
from deliberation.errors import NoDebateHere
from deliberation.ids import DebateId, DebateKey, PointNumber, RoundNumber
from deliberation.point import current
from deliberation.views.summary import summarise
from storage.sqlite import records, stances
from storage.sqlite.participants import user_of
from tests.storage.scene import GUILD, NO, YES, Scene, member, user


def test_a_record_holds_everything_in_the_order_in_which_it_came(db: Database) -> None:
    scene = Scene(db)
    scene.opens("Close the pool on Mondays", "Ban diving from the high board")
    scene.says("ann", "Morning.")
    scene.says("ben", "> Ban diving from the high board\nWhy? Who was hurt?")
    scene.stands("cid", 2, NO)
    scene.closes()
    scene.opens_round()
    scene.stands("cid", 2, YES, number=2)
    scene.act(stances.open_ballot, scene.before, scene.key, actor=member("dot"), at=scene.tick())
    record = scene.record

    assert [found.number for found in record.rounds] == [1, 2]
    assert [head.author for head in record.statements] == [scene.participant("ann"), scene.participant("ben")]
    assert [head.answers for head in record.statements] == [False, True]
    assert [stance.position for stance in record.stances] == [NO, YES]
    assert [question.words for question in record.questions] == ["Why?", "Who was hurt?"]
    assert record.takers == {scene.participant("dot")}


def test_a_question_to_a_guest_is_put_to_them_by_name(db: Database) -> None:
    scene = Scene(db)
    scene.opens("Ban diving")
    scene.uploads("ann", "Diving is for those who can swim, and for nobody else.", guest="Aunt Ada")
    scene.says("ben", "> Diving is for those who can swim\nWho decides that?\n\n> Ban diving\nWhy?")
    asked = {question.words: question for question in scene.record.questions}

    assert (asked["Who decides that?"].guest, asked["Who decides that?"].put_to) == ("Aunt Ada", None)
    assert (asked["Why?"].guest, asked["Why?"].put_to) == (None, scene.participant("opal"))


def test_a_debate_that_does_not_exist_has_no_record(db: Database) -> None:
    with pytest.raises(NoDebateHere):
        records.record(db, DebateKey(GUILD, DebateId(5)))


def test_one_debates_record_holds_nothing_of_anothers(db: Database) -> None:
    scene = Scene(db)
    scene.opens("Close the pool on Mondays", placed=False)
    first = scene.key
    scene.opens("Ban diving from the high board")
    scene.says("ann", "> Ban diving from the high board\nNo?")
    scene.stands("ben", 1, YES)
    record = records.record(db, first)

    assert [point.claim for point in record.points] == ["Close the pool on Mondays"]
    assert (record.statements, record.counterpoints, record.stances, record.questions) == ((), (), (), ())


def test_a_counted_debates_record_names_only_who_everybody_sees(db: Database) -> None:
    scene = Scene(db)
    scene.opens("Ban diving")
    scene.says("ann", "I am here.")
    scene.stands("ben", 1, YES)
    scene.act(stances.open_ballot, scene.before, scene.key, actor=member("cid"), at=scene.tick())

    assert scene.record.users == {
        scene.participant("opal"): user("opal"),
        scene.participant("ann"): user("ann"),
    }


def test_a_named_debates_record_names_all_who_took_part_and_nobody_erased(db: Database) -> None:
    scene = Scene(db)
    scene.opens("Ban diving", attribution=Attribution.NAMED)
    scene.says("ann", "I am here.")
    scene.stands("ben", 1, YES)
    scene.act(stances.open_ballot, scene.before, scene.key, actor=member("cid"), at=scene.tick())
    erased = scene.participant("ann")
    db.execute("UPDATE participant SET user_id = NULL WHERE participant = ?", (erased,))

    assert set(scene.record.users.values()) == {user("opal"), user("ben"), user("cid")}
    assert user_of(db, GUILD, erased) is None


def test_a_summary_counts_an_answer_to_unknown_words_on_the_point_they_became(db: Database) -> None:
    scene = Scene(db)
    scene.opens("Ban diving from the high board")
    scene.says("ann", "> Nobody has ever been hurt on the small board\nThen keep that one.")
    scene.stands("ann", 2, YES)
    scene.uploads("cid", "Dear all, nobody has ever been hurt on the small board. Yours, Cid")
    scene.closes()
    record = scene.record

    assert current(PointNumber(2), record.merges) == 3
    answered = {result.number: result.answered for result in summarise(record, RoundNumber(1)).results}
    assert answered == {1: 0, 3: 1}


def test_the_board_and_the_card_are_read_from_what_stands_not_from_what_was_edited_away(db: Database) -> None:
    scene = Scene(db)
    scene.opens("Ban diving from the high board")
    said = scene.says("ann", "> Ban diving from the high board\nNo? Never?")
    scene.edits("ann", said.statement, "> Ban diving from the high board\nWell, why not?")

    assert [answer.words for answer in scene.record.counterpoints] == ["Well, why not?"]
    assert [question.words for question in scene.record.questions] == ["Well, why not?"]
    assert [pair.response for pair in scene.card(said.statement).pairs] == ["Well, why not?"]
