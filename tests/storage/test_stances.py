import time
from datetime import timedelta

import pytest
from sqlite_utils import Database

from deliberation.debate import Attribution
from deliberation.errors import (
    AnotherServer,
    DebateEnded,
    MissingRole,
    NoSuchCounterpoint,
    NoSuchPoint,
    NothingToKeep,
    Refusal,
    RoundClosed,
    TextTooLong,
)
from deliberation.ids import ActId, CounterpointNumber, GuildId, RoundNumber
from deliberation.stance import Stance, standing
from deliberation.views.summary import summarise
from storage.outgoing import PostKind
from storage.sqlite import debates, stances
from storage.sqlite.rounds import opening as rounds
from tests.storage.scene import NO, NO_BUT, START, YES, YES_BUT, Scene, member, user

DEADLINE = START + timedelta(days=3)
ROLE = 4242


@pytest.fixture
def scene(db: Database) -> Scene:
    opened = Scene(db)
    opened.opens("Close the pool on Mondays", "Ban diving from the high board", "Heat the showers")
    return opened


def keep(scene: Scene, name: str, *, number: int = 2, act: int | None = None) -> tuple[Stance, ...]:
    """Somebody presses "Keep the rest"."""
    pressed = ActId(act or scene.snowflake())
    return scene.act(
        stances.keep_rest, scene.key, RoundNumber(number), actor=member(name), act=pressed, at=scene.tick()
    )


def counting(scene: Scene, name: str, number: int = 1) -> dict[int, Stance]:
    """The stances of somebody that count in a round, by point."""
    found = standing(scene.record.stances, RoundNumber(number))
    return {point: stance for (who, point), stance in found.items() if who == scene.participant(name)}


# --- giving -----------------------------------------------------------------------------------------------------


def test_a_stance_is_kept_as_it_was_given(scene: Scene) -> None:
    given = scene.stands("ann", 1, YES_BUT)

    assert scene.record.stances == (given,)
    assert (given.participant, given.position, given.given_at) == (scene.participant("ann"), YES_BUT, scene.now)
    assert scene.changes(PostKind.BOARD, generation=1) == 1


def test_a_button_pressed_twice_by_one_act_counts_once(scene: Scene) -> None:
    given = scene.stands("ann", 1, YES, act=ActId(9))
    before = scene.dump()

    assert scene.stands("ann", 1, YES, act=ActId(9)) == given
    assert scene.dump() == before


def test_an_act_that_comes_again_after_the_round_closed_is_the_one_it_was(scene: Scene) -> None:
    given = scene.stands("ann", 1, YES, act=ActId(9), at=scene.now)
    scene.closes()

    assert scene.stands("ann", 1, YES, act=ActId(9), at=scene.now) == given


def test_the_last_of_several_answers_counts_and_the_others_are_not_lost(scene: Scene) -> None:
    scene.stands("ann", 1, YES)
    scene.stands("ann", 1, NO)

    assert [stance.position for stance in scene.record.stances] == [YES, NO]
    assert counting(scene, "ann")[1].position is NO


def test_acts_written_in_another_order_count_as_discord_ordered_them(scene: Scene) -> None:
    first, second = scene.tick(), scene.tick()
    scene.stands("ann", 1, NO, at=second)
    scene.stands("ann", 1, YES, at=first)

    assert counting(scene, "ann")[1].position is NO


def refused(scene: Scene, refusal: type[Refusal], point: int = 1, **facts: object) -> Refusal:
    """What is raised by a stance that is not taken, of which nothing stays."""
    before = scene.dump()
    with pytest.raises(refusal) as raised:
        scene.stands("ann", point, YES, **facts)
    assert scene.dump() == before
    return raised.value


def test_a_stance_past_the_deadline_is_late_whatever_the_row_says(scene: Scene) -> None:
    refused(scene, RoundClosed, at=DEADLINE + timedelta(microseconds=1))


def test_a_stance_given_in_time_counts_while_the_round_stands_open(scene: Scene) -> None:
    scene.now = DEADLINE + timedelta(hours=1)

    assert scene.stands("ann", 1, YES, at=DEADLINE).given_at == DEADLINE


def test_a_closed_rounds_button_takes_nothing(scene: Scene) -> None:
    scene.closes()

    assert refused(scene, RoundClosed).facts == {"round": 1}


def test_a_round_that_never_was_takes_nothing(scene: Scene) -> None:
    refused(scene, RoundClosed, number=7)


def test_an_ended_debate_takes_nothing(scene: Scene) -> None:
    scene.act(debates.end_debate, scene.key, actor=member("opal"), at=scene.tick())
    refused(scene, DebateEnded)


def test_a_button_carried_to_another_server_takes_nothing(scene: Scene) -> None:
    refused(scene, AnotherServer, actor=member("ann", guild=GuildId(12)))


def test_a_claim_that_does_not_exist_takes_nothing(scene: Scene) -> None:
    refused(scene, NoSuchPoint, point=9)


def test_only_holders_of_the_debates_role_answer(db: Database) -> None:
    scene = Scene(db)
    scene.opens("Ban diving", role=ROLE)
    refused(scene, MissingRole)
    before = scene.dump()
    with pytest.raises(MissingRole):
        scene.act(stances.open_ballot, scene.before, scene.key, actor=member("ann"), at=scene.tick())
    assert scene.dump() == before

    assert scene.stands("ben", 1, YES, actor=member("ben", roles=(ROLE,))).position is YES


def test_one_can_answer_a_point_that_somebodys_words_became(scene: Scene) -> None:
    scene.says("ann", "> Ban diving from the high board\nDiving is why I come, every single week.")
    scene.says("ben", "> Diving is why I come, every single week.\nWe heard.")

    assert scene.stands("cid", 4, NO).point == 4


# --- reasons, conditions, credits -------------------------------------------------------------------------------


def test_a_reason_condition_and_credit_are_added_to_a_stance(scene: Scene) -> None:
    scene.says("ben", "> Close the pool on Mondays\nIt is empty anyway.")
    scene.stands("ann", 1, YES_BUT)
    amended = scene.amends("ann", reason=" Mondays are quiet. ", condition="From June on", credit=CounterpointNumber(1))

    assert (amended.position, amended.reason, amended.condition, amended.credit) == (
        YES_BUT,
        "Mondays are quiet.",
        "From June on",
        1,
    )
    assert counting(scene, "ann")[1] == amended


def test_what_is_not_given_stays_as_it_is_and_blank_takes_it_away(scene: Scene) -> None:
    scene.stands("ann", 1, YES_BUT)
    scene.amends("ann", reason="Mondays are quiet.", condition="From June on")

    assert scene.amends("ann", condition="In summer").reason == "Mondays are quiet."
    assert scene.amends("ann", reason=" ").reason is None


def test_a_changed_answer_keeps_its_reason_and_a_condition_only_with_a_but(scene: Scene) -> None:
    scene.stands("ann", 1, YES_BUT)
    scene.amends("ann", reason="Mondays are quiet.", condition="From June on")
    other_but = scene.stands("ann", 1, NO_BUT)
    plain = scene.stands("ann", 1, NO)

    assert (other_but.reason, other_but.condition) == ("Mondays are quiet.", "From June on")
    assert (plain.reason, plain.condition) == ("Mondays are quiet.", None)


def test_an_answer_that_is_written_down_late_has_no_words_that_came_after_it(scene: Scene) -> None:
    scene.stands("ann", 1, YES)
    missed = scene.tick()
    scene.amends("ann", reason="Mondays are quiet.")

    assert scene.stands("ann", 1, NO, at=missed).reason is None
    assert counting(scene, "ann")[1].reason == "Mondays are quiet."


def test_one_cannot_add_to_a_stance_never_given(scene: Scene) -> None:
    scene.stands("ben", 1, YES)
    scene.stands("ann", 2, YES)
    before = scene.dump()
    with pytest.raises(NothingToKeep):
        scene.amends("ann", reason="Because")

    assert scene.dump() == before


@pytest.mark.parametrize(("what", "limit"), [("reason", 300), ("condition", 200)])
def test_words_over_their_limit_are_refused_whole(scene: Scene, what: str, limit: int) -> None:
    scene.stands("ann", 1, YES_BUT)
    assert scene.amends("ann", **{what: "x" * limit})
    before = scene.dump()
    with pytest.raises(TextTooLong) as raised:
        scene.amends("ann", **{what: "x" * (limit + 1)})

    assert raised.value.facts == {"what": what, "length": limit + 1, "limit": limit, "unit": "characters"}
    assert scene.dump() == before


def test_a_credit_goes_only_to_an_answer_that_stands_on_the_claim(scene: Scene) -> None:
    scene.says("ben", "> Ban diving from the high board\nNo.")
    gone = scene.says("ben", "> Close the pool on Mondays\nNo.")
    scene.deletes(gone.statement)
    scene.stands("ann", 1, YES)
    before = scene.dump()
    for credit in (1, 2, 77):
        with pytest.raises(NoSuchCounterpoint) as raised:
            scene.amends("ann", credit=CounterpointNumber(credit))
        assert raised.value.facts == {"counterpoint": credit}

    assert scene.dump() == before


def test_an_answer_edited_after_it_was_credited_is_quoted_as_edited(db: Database) -> None:
    scene = Scene(db)
    scene.opens("Close the pool on Mondays", attribution=Attribution.NAMED)
    first = scene.says("cid", "> Close the pool on Mondays\nIt is empty anyway.")
    scene.stands("ann", 1, YES)
    scene.amends("ann", credit=CounterpointNumber(1))
    scene.edits("cid", first.statement, "Hello!\n> Close the pool on Mondays\nIt is empty anyway.")
    as_credited = summarise(scene.record, RoundNumber(1)).results[0].reason_for
    scene.edits("cid", first.statement, "> Close the pool on Mondays\nFill it with sand.")
    reworded = summarise(scene.record, RoundNumber(1)).results[0].reason_for
    scene.amends("ann", credit=CounterpointNumber(1))
    confirmed = summarise(scene.record, RoundNumber(1)).results[0].reason_for

    assert as_credited is not None
    assert (as_credited.words, as_credited.edited) == ("It is empty anyway.", False)
    assert reworded is not None
    assert (reworded.words, reworded.edited) == ("Fill it with sand.", True)
    assert confirmed is not None
    assert not confirmed.edited


def test_nobody_credits_their_own_answer_and_so_signs_their_stance_in_the_ledger(scene: Scene) -> None:
    scene.says("ann", "> Close the pool on Mondays\nIt is empty anyway.")
    scene.stands("ann", 1, YES)

    offered = next(claim for claim in scene.ballot("ann", 1).claims if claim.point == 1).answers
    with pytest.raises(NoSuchCounterpoint):
        scene.amends("ann", credit=CounterpointNumber(1))

    assert offered == ()
    assert counting(scene, "ann")[1].credit is None


def test_a_credit_for_an_edited_answer_stays_good(scene: Scene) -> None:
    said = scene.says("ben", "> Close the pool on Mondays\nIt is empty anyway.")
    scene.stands("ann", 1, YES)
    scene.edits("ben", said.statement, "> Close the pool on Mondays\nIt is nearly empty anyway.")

    assert scene.amends("ann", credit=CounterpointNumber(1)).credit == scene.record.counterpoints[0].number


# --- keeping ----------------------------------------------------------------------------------------------------


def second_round(scene: Scene) -> None:
    """Ann answered two claims in the first round, one of them with a condition; the second round is open."""
    scene.stands("ann", 1, YES_BUT)
    scene.amends("ann", reason="Mondays are quiet.", condition="From June on")
    scene.stands("ann", 2, NO)
    scene.stands("ben", 3, YES)
    scene.closes()
    scene.opens_round()


def test_keeping_the_rest_keeps_what_was_answered_last_round_and_not_yet_now(scene: Scene) -> None:
    second_round(scene)
    scene.stands("ann", 2, YES, number=2)
    (kept,) = keep(scene, "ann")

    assert (kept.point, kept.round, kept.position, kept.kept) == (1, 2, YES_BUT, True)
    assert (kept.reason, kept.condition) == ("Mondays are quiet.", "From June on")
    assert {point: stance.position for point, stance in counting(scene, "ann", 2).items()} == {1: YES_BUT, 2: YES}
    assert set(counting(scene, "ann", 1)) == {1, 2}


def test_keep_pressed_twice_by_one_act_keeps_once(scene: Scene) -> None:
    second_round(scene)
    kept = keep(scene, "ann", act=9)
    before = scene.dump()

    assert {stance.point for stance in kept} == {1, 2}
    assert set(keep(scene, "ann", act=9)) == set(kept)
    assert scene.dump() == before


def test_there_is_nothing_to_keep_for_who_said_nothing_or_has_answered_all(scene: Scene) -> None:
    second_round(scene)
    scene.says("cid", "I only write.")
    keep(scene, "ann")
    before = scene.dump()
    for name in ("ann", "cid", "never came"):
        with pytest.raises(NothingToKeep):
            keep(scene, name)

    assert scene.dump() == before


def test_nothing_is_kept_in_a_first_round_or_past_the_deadline(scene: Scene) -> None:
    scene.stands("ann", 1, YES)
    before = scene.dump()
    with pytest.raises(NothingToKeep):
        keep(scene, "ann", number=1)
    scene.now = DEADLINE
    with pytest.raises(RoundClosed):
        keep(scene, "ann", number=1)

    assert scene.dump() == before


def test_silence_is_not_carried_into_the_next_round(scene: Scene) -> None:
    second_round(scene)

    assert counting(scene, "ann", 2) == {}


# --- one's own --------------------------------------------------------------------------------------------------


def test_ones_own_stances_come_with_their_history_and_nobody_elses(scene: Scene) -> None:
    second_round(scene)
    scene.stands("ann", 1, NO, number=2)
    own = stances.mine(scene.db, scene.key, actor=member("ann"))

    assert [(point.point, [stance.position for stance in point.stances]) for point in own.points] == [
        (1, [YES_BUT, NO]),
        (2, [NO]),
    ]
    assert stances.mine(scene.db, scene.key, actor=member("never came")).points == ()
    with pytest.raises(AnotherServer):
        stances.mine(scene.db, scene.key, actor=member("ann", guild=GuildId(12)))


def test_a_counted_debate_ties_no_user_to_a_stance_outside_the_table_of_identity(scene: Scene) -> None:
    second_round(scene)
    scene.act(stances.open_ballot, scene.before, scene.key, actor=member("cid"), at=scene.tick())
    mod = member("mod", moderates=True)
    scene.act(rounds.close_round, scene.key, actor=mod, act=ActId(scene.snowflake()), at=scene.tick())
    dump = scene.dump()
    people = {row[2] for row in dump.pop("participant")}

    assert {user("ann"), user("ben"), user("cid"), user("mod")} <= people
    assert not [person for person in people if str(person) in repr(dump)]


def test_who_has_pressed_thousands_of_times_is_answered_about_as_quickly_as_who_presses_first(scene: Scene) -> None:
    def shortest_press() -> float:
        """The least processor time of some presses, each with the ballot that answers it."""
        spells: list[float] = []
        for press in range(6):
            began = time.process_time()
            scene.stands("ann", 1, (YES, NO)[press % 2])
            scene.ballot("ann")
            spells.append(time.process_time() - began)
        return min(spells)

    early = shortest_press()
    scene.db.execute(
        """WITH RECURSIVE press(number) AS (SELECT 1 UNION ALL SELECT number + 1 FROM press LIMIT 4000)
        INSERT INTO stance (guild_id, debate, round, point, participant, act, position, given_at, voice)
        SELECT guild_id, debate, round, point, participant, number, position, given_at - number, voice
        FROM press, (SELECT * FROM stance LIMIT 1)"""
    )

    assert shortest_press() < 8 * early
