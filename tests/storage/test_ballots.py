from sqlite_utils import Database

from deliberation.ids import RoundNumber
from storage.sqlite.ballots import RoundsBefore
from tests.storage.scene import NO, YES, YES_BUT, Scene

FIRST = RoundNumber(1)


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
