"""What a server's rules let somebody bring, and as whom they answer, as the verbs ask it."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlite_utils import Database

from deliberation.errors import BlockedWord, MissingRole, NotAModerator, OverLimit, SlowMode, TimedOut
from deliberation.ids import ActId, ChannelId, PointNumber, RoundNumber, Span, StatementId
from deliberation.server import Cards, Limits, ServerSettings
from deliberation.statement import Passage, StatementKind
from deliberation.terms import Gate, Voice
from deliberation.views.card import Feedback
from deliberation.views.digest import DigestSettings
from storage.outgoing import PostKind
from storage.sqlite import digests, servers, stances
from storage.sqlite.points import rewording
from storage.sqlite.rules import must_keep_rules
from storage.sqlite.statements import answers, saying
from storage.sqlite.statements import recording as statements
from tests.storage.scene import GUILD, MINUTE, NO, POOL, START, YES, YES_BUT, Scene, member

DAY = timedelta(days=1)
WARDENS = 77


def set_up(scene: Scene, **settings: object) -> None:
    """The server's settings, from now on."""
    wanted = ServerSettings(GUILD, **settings)  # type: ignore[arg-type]
    actor = member("mo", administers=True)
    scene.act(servers.set_server, wanted, actor=actor, act=ActId(scene.snowflake()), at=scene.tick())


@pytest.fixture
def scene(db: Database) -> Scene:
    """A debate in its first round."""
    scene = Scene(db)
    scene.opens("Ban diving", "Close on Mondays")
    return scene


def brings(scene: Scene, name: str, text: str, kind: StatementKind = StatementKind.ANSWER, **facts: object) -> None:
    """Somebody is about to have the bot post something for them."""
    actor = member(name, **facts)  # type: ignore[arg-type]
    must_keep_rules(scene.db, scene.key, text, kind=kind, actor=actor, at=scene.tick())


def test_by_the_hour_letters_and_answers_are_refused_beyond_the_limit_and_taken_an_hour_later(scene: Scene) -> None:
    set_up(scene, limits=Limits(statements=2))
    said = scene.tick()
    scene.says("ann", "One.", said_at=said)
    scene.says("ann", "Two.")

    with pytest.raises(OverLimit) as refused:
        brings(scene, "ann", "Three.")
    assert refused.value.facts == {"what": "statements", "limit": 2, "again_at": said + timedelta(hours=1)}
    brings(scene, "ben", "One.")
    scene.now = said + timedelta(hours=1)
    brings(scene, "ann", "Three.")


def test_letters_brought_for_guests_count_for_whoever_brings_them(scene: Scene) -> None:
    set_up(scene, limits=Limits(letters=1))
    scene.uploads("ann", POOL, guest="Leto")

    with pytest.raises(OverLimit):
        scene.act(statements.must_take_letter, scene.key, "Dear all.", actor=member("ann"), at=scene.tick())


def test_slow_mode_counts_what_was_typed_and_what_was_posted_alike(scene: Scene) -> None:
    said = scene.tick()
    scene.says("ann", "Typed.", said_at=said)

    with pytest.raises(SlowMode) as refused:
        brings(scene, "ann", "By a form.", slow_mode=10 * MINUTE)
    assert refused.value.facts == {"again_at": said + 10 * MINUTE}
    scene.now = said + 9 * MINUTE
    brings(scene, "ann", "By a form.", slow_mode=10 * MINUTE)
    brings(scene, "ben", "By a form.", slow_mode=10 * MINUTE)


def test_time_outs_and_the_word_list_hold_for_what_is_posted(scene: Scene) -> None:
    set_up(scene, blocked=("swamp",))

    with pytest.raises(BlockedWord):
        brings(scene, "ann", "Drain the SWAMP.")
    with pytest.raises(TimedOut):
        brings(scene, "ann", "Drain it.", silenced_until=START + DAY)


def test_a_condition_with_a_listed_word_is_refused_and_the_answer_stays(scene: Scene) -> None:
    set_up(scene, blocked=("swamp",))
    scene.stands("ann", 1, YES_BUT)

    with pytest.raises(BlockedWord):
        scene.amends("ann", condition="The swamp is drained")

    scene.amends("ann", reason="I know that swamp")  # for their own eyes
    assert scene.record.stances[-1].condition is None


@pytest.mark.parametrize("kind", [StatementKind.MESSAGE, StatementKind.LETTER])
def test_what_is_typed_or_uploaded_with_a_listed_word_is_kept_as_chat_and_repeated_nowhere(
    scene: Scene, kind: StatementKind
) -> None:
    set_up(scene, blocked=("swamp",))
    points = len(scene.record.points)

    recorded = scene.records(scene.arrival("ann", "> Ban diving\nInto that swamp?\n> Ban diving\nNo.", kind=kind))
    chat = scene.says("ann", "What a swamp.")

    assert (recorded.feedback, recorded.pairs) == (Feedback.BLOCKED, 0)
    assert chat.feedback is Feedback.NOTHING
    assert len(scene.record.points) == points
    assert scene.record.counterpoints == ()
    assert scene.state(PostKind.CARD, recorded.statement) is None


def test_an_edit_that_brings_in_a_listed_word_takes_the_words_out_of_the_record(scene: Scene) -> None:
    set_up(scene, blocked=("swamp",))
    said = scene.says("ann", "> Ban diving\nNo.").statement

    edited = scene.edits("ann", said, "> Ban diving\nNo, swamp.")

    assert edited.feedback is Feedback.BLOCKED
    assert scene.record.counterpoints == ()
    assert scene.edits("ann", said, "> Ban diving\nNo again.").feedback is Feedback.REACTION


def test_a_listed_word_in_chat_is_not_brought_in_by_answering_it_or_by_saying_what_it_answers(scene: Scene) -> None:
    set_up(scene, blocked=("swamp",))
    chat = "It is a swamp, they say."
    said = scene.says("ann", chat).statement
    passage = Passage(StatementId(scene.key.debate), 1, scene.record.points[0].passage.span)

    quoted, act, at = Passage(said, 1, Span(0, len(chat))), ActId(scene.snowflake()), scene.tick()
    asked = {"act": act, "at": at}

    with pytest.raises(BlockedWord):
        scene.act(answers.answer_in_line, scene.indexes, scene.key, quoted, "Is it?", actor=member("ben"), **asked)
    with pytest.raises(BlockedWord):
        scene.act(saying.say_what_answers, scene.indexes, scene.key, said, passage, actor=member("ann"), **asked)
    assert scene.record.counterpoints == ()


def test_a_guest_is_not_named_with_a_listed_word(scene: Scene) -> None:
    set_up(scene, blocked=("swamp",))

    with pytest.raises(BlockedWord):
        scene.act(
            statements.must_take_letter,
            scene.key,
            "Dear all.",
            names=("Swamp Thing", "letter.txt"),
            actor=member("ann"),
            at=scene.tick(),
        )


def test_a_debate_with_a_listed_word_in_its_proposals_does_not_open(db: Database) -> None:
    scene = Scene(db)
    set_up(scene, blocked=("swamp",))

    with pytest.raises(BlockedWord):
        scene.opens("Drain the swamp")


def test_a_message_over_the_limit_is_kept_as_chat_with_one_quiet_mark_and_makes_no_point(scene: Scene) -> None:
    set_up(scene, limits=Limits(statements=1))
    scene.says("ben", POOL)
    scene.says("ann", "First.")
    points = len(scene.record.points)

    recorded = scene.says("ann", f"> {POOL[:47]}\nNot on Sundays.")
    chat = scene.says("ann", "And some chat.")

    assert (recorded.feedback, recorded.pairs) == (Feedback.PASSED_OVER, 0)
    assert chat.feedback is Feedback.NOTHING
    assert len(scene.record.points) == points
    assert [head.answers for head in scene.record.statements] == [False] * 4
    assert scene.state(PostKind.CARD, recorded.statement) is None


@pytest.mark.parametrize(
    ("policy", "one", "two", "letter"),
    [
        (Cards.USUAL, Feedback.REACTION, Feedback.CARD, Feedback.CARD),
        (Cards.EVERY_QUOTE, Feedback.CARD, Feedback.CARD, Feedback.CARD),
        (Cards.LETTERS_ONLY, Feedback.REACTION, Feedback.REACTION, Feedback.CARD),
    ],
)
def test_what_gets_a_card_is_the_servers_own_policy(
    scene: Scene, policy: Cards, one: Feedback, two: Feedback, letter: Feedback
) -> None:
    set_up(scene, cards=policy)
    scene.says("ben", POOL)
    quotes = (f"> {POOL[:47]}\nNot on Sundays.", f"> Ban diving\nNo.\n> {POOL[:47]}\nNot on Sundays.")

    assert scene.says("ann", quotes[0]).feedback is one
    assert scene.says("ann", quotes[1]).feedback is two
    assert scene.uploads("ann", quotes[0]).feedback is letter


def test_what_was_over_the_limit_makes_no_point_when_the_letter_arrives_that_it_quotes_in_prose(scene: Scene) -> None:
    set_up(scene, limits=Limits(statements=1))
    within = scene.says("ben", "Cid says, “Every public bath ought to stay open all night”. I shall pay.")
    scene.says("ann", "First.")
    over = scene.says("ann", "Cid says, “I said so for years and years”. Did he?")

    letter = scene.uploads("cid", "Every public bath ought to stay open all night. I said so for years and years.")

    assert letter.joined_later == 1
    assert scene.card(over.statement) is None
    assert [answer.passage.statement for answer in scene.record.counterpoints] == [within.statement]


def test_what_was_over_the_limit_can_be_said_to_answer_something_once_the_hour_is_over(scene: Scene) -> None:
    set_up(scene, limits=Limits(statements=1))
    said = scene.says("ben", POOL)
    scene.says("ann", "First.")
    over = scene.says("ann", f"Not on Sundays.\n> {POOL[:47]}\nNor on Mondays.").statement
    pool = Passage(said.statement, 1, Span(0, len(POOL)))

    def answers_it() -> None:
        act, actor = ActId(scene.snowflake()), member("ann")
        scene.act(saying.say_what_answers, scene.indexes, scene.key, over, pool, actor=actor, act=act, at=scene.now)

    with pytest.raises(OverLimit):
        answers_it()
    assert scene.record.counterpoints == ()
    scene.now += timedelta(hours=1)
    answers_it()
    assert [answer.words for answer in scene.record.counterpoints] == ["Nor on Mondays.", "Not on Sundays."]


def test_an_edit_is_judged_by_the_hour_in_which_the_message_was_first_written(scene: Scene) -> None:
    set_up(scene, limits=Limits(statements=1))
    scene.says("ben", POOL)
    first = scene.says("ann", "First.")
    scene.says("ann", "Second.")

    edited = scene.says(
        "ann",
        f"> {POOL[:47]}\nNot on Sundays.",
        statement=first.statement,
        said_at=scene.now - MINUTE,
        edited_at=scene.now,
    )

    assert edited.pairs == 1


def test_holders_of_the_moderators_role_steer_debates_and_the_digest(scene: Scene) -> None:
    warden = member("wanda", roles=(WARDENS,))
    weekly = DigestSettings(GUILD, ChannelId(500), 0, 9, "UTC", START)
    with pytest.raises(NotAModerator):
        scene.act(digests.set_digest, weekly, actor=warden)

    set_up(scene, moderators=WARDENS)

    scene.act(digests.set_digest, weekly, actor=warden)
    assert servers.acting(scene.db, warden).moderates
    assert not servers.acting(scene.db, member("ann")).moderates


def test_holders_of_the_moderators_role_take_part_in_a_debate_for_another_role(db: Database) -> None:
    scene = Scene(db)
    scene.opens("Ban diving", role=5)
    with pytest.raises(MissingRole):
        scene.stands("wanda", 1, NO, actor=member("wanda", roles=(WARDENS,)))

    set_up(scene, moderators=WARDENS)

    scene.stands("wanda", 1, NO, actor=member("wanda", roles=(WARDENS,)))


def test_a_stance_keeps_the_voice_of_the_moment_it_was_given(db: Database) -> None:
    scene = Scene(db)
    scene.opens("Ban diving", gate=Gate(member_days=7))
    new = member("nia", joined_at=START - DAY)

    assert scene.stands("nia", 1, NO, actor=new).voice is Voice.GUEST
    assert scene.amends("nia", reason="So.", actor=new).voice is Voice.GUEST
    assert scene.stands("ann", 1, YES, actor=member("ann", joined_at=START - 8 * DAY)).voice is Voice.MEMBER
    assert [stance.voice for stance in scene.record.stances] == [Voice.GUEST, Voice.GUEST, Voice.MEMBER]


def test_what_a_guest_keeps_in_the_next_round_is_a_members_once_they_have_been_there_long_enough(
    db: Database,
) -> None:
    scene = Scene(db)
    scene.opens("Ban diving", gate=Gate(member_days=7))
    new = member("nia", joined_at=START - DAY)
    scene.stands("nia", 1, NO, actor=new)
    scene.closes()
    scene.now += 6 * DAY
    scene.opens_round()

    (kept,) = scene.act(
        stances.keep_rest, scene.key, RoundNumber(2), actor=new, act=ActId(scene.snowflake()), at=scene.tick()
    )

    assert (kept.voice, kept.position) == (Voice.MEMBER, NO)


def test_a_guest_who_only_looks_at_the_ballot_is_nobody_the_round_waits_for(db: Database) -> None:
    scene = Scene(db)
    scene.opens("Ban diving", gate=Gate(member_days=7))
    new = member("nia", joined_at=START)

    seen = scene.act(stances.open_ballot, scene.before, scene.key, actor=new, at=scene.tick())

    assert seen.voice is Voice.GUEST
    assert scene.record.takers == frozenset()


def test_permission_is_asked_of_somebody_as_their_server_sees_them_in_every_verb() -> None:
    """`actor.must_moderate()` by itself would overlook the moderators' role."""
    room = Path(servers.__file__).parent
    for path in room.glob("*.py"):
        text = path.read_text(encoding="utf-8")
        for asked in ("must_moderate(", "must_hold("):
            direct = text.count(f"actor.{asked}")
            assert not direct, f"{path.name} asks {asked}) of the actor: ask it of `servers.acting(db, actor)`"


def test_a_point_is_neither_reworded_nor_restated_in_listed_words(scene: Scene) -> None:
    set_up(scene, blocked=("swamp",))
    words = {"actor": member("opal"), "act": ActId(scene.snowflake()), "at": scene.tick()}

    with pytest.raises(BlockedWord):
        scene.act(rewording.reword_point, scene.key, PointNumber(1), "Ban diving into the swamp", **words)
