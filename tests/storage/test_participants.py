from sqlite_utils import Database

from deliberation.ids import GuildId
from storage.sqlite.participants import known_participant, participant_of, pseudonyms, user_of
from tests.storage.scene import GUILD, START, YES, Scene, user


def test_a_person_keeps_one_surrogate_in_a_server(db: Database) -> None:
    first = participant_of(db, GUILD, user("ann"), START)

    assert participant_of(db, GUILD, user("ann"), START) == first
    assert known_participant(db, GUILD, user("ann")) == first
    assert user_of(db, GUILD, first) == user("ann")


def test_the_same_person_is_somebody_else_in_another_server(db: Database) -> None:
    here = participant_of(db, GUILD, user("ann"), START)
    there = participant_of(db, GuildId(12), user("ann"), START)

    assert here != there
    assert user_of(db, GuildId(12), here) is None


def test_a_surrogate_tells_neither_who_nor_in_which_order(db: Database) -> None:
    surrogates = [participant_of(db, GUILD, user(f"person {number}"), START) for number in range(50)]

    assert len(set(surrogates)) == 50
    assert surrogates != sorted(surrogates)
    assert not {user(f"person {number}") for number in range(50)} & set(surrogates)


def test_a_stranger_has_no_surrogate_and_gets_none_by_being_looked_up(db: Database) -> None:
    assert known_participant(db, GUILD, user("ann")) is None
    assert db.execute("SELECT count(*) FROM participant").fetchone() == (0,)


def test_two_people_without_a_user_id_can_stand_side_by_side(db: Database) -> None:
    erased = [participant_of(db, GUILD, user(name), START) for name in ("ann", "ben")]
    db.execute("UPDATE participant SET user_id = NULL")

    assert [user_of(db, GUILD, participant) for participant in erased] == [None, None]
    assert participant_of(db, GUILD, user("ann"), START) not in erased


def test_everybody_of_a_debate_gets_a_pseudonym_that_stays(db: Database) -> None:
    scene = Scene(db)
    scene.opens("Ban diving")
    scene.says("ann", "Hello")
    scene.stands("ben", 1, YES)
    names = scene.act(pseudonyms, scene.key)

    assert set(names) == {scene.participant(name) for name in ("opal", "ann", "ben")}
    assert len(set(names.values())) == 3

    scene.says("cid", "Me too")
    later = scene.act(pseudonyms, scene.key)

    assert {who: later[who] for who in names} == dict(names)
    assert scene.participant("cid") in later


def test_a_pseudonym_does_not_follow_a_person_into_the_next_debate(db: Database) -> None:
    scene = Scene(db)
    scene.opens("Ban diving")
    here = {scene.act(pseudonyms, scene.key)[scene.participant("opal")]}
    for _ in range(5):
        scene.opens("Ban ball games", placed=False)
        here.add(scene.act(pseudonyms, scene.key)[scene.participant("opal")])

    assert len(here) > 1
