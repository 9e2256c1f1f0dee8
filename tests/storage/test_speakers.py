"""Speakers and readers: who writes in a debate that named speakers write, and what readers' words and views are."""

from collections.abc import Callable

import pytest
from sqlite_utils import Database

from deliberation.actor import Actor
from deliberation.debate import Attribution
from deliberation.errors import OnlySpeakers
from deliberation.ids import ActId, PointNumber, RoundNumber, StatementId
from deliberation.statement import Passage, StatementKind
from deliberation.terms import Terms, Voice
from deliberation.views.board import compose_board
from deliberation.views.card import Feedback
from deliberation.views.ledger import ledger_csv
from deliberation.views.summary import Apart, summarise
from storage.sqlite import debates
from storage.sqlite.points import rewording
from storage.sqlite.statements import answers, saying
from storage.sqlite.statements import recording as statements
from tests.storage.scene import NO, POOL, YES, Scene, member

SPEAKERS = 88
QUOTING = "> Ban diving\nDiving is why I come."
ANN = member("ann", roles=(SPEAKERS,))
"""A speaker."""
BEN = member("ben")
"""A reader."""
WARDEN = member("wanda", moderates=True)
ONE = RoundNumber(1)


@pytest.fixture
def scene(db: Database) -> Scene:
    """A debate that holders of one role write, in its first round."""
    scene = Scene(db)
    scene.opens("Ban diving", "Close on Mondays", terms=Terms(speakers=SPEAKERS, steelman=True))
    return scene


def writes(scene: Scene, who: Actor, name: str, text: str = QUOTING, **facts: object) -> StatementId:
    """Somebody writes in the thread with the roles they hold."""
    return scene.says(name, text, roles=who.roles, **facts).statement


def answers_in_line(scene: Scene, who: Actor) -> object:
    """Somebody submits the form."""
    act = ActId(scene.snowflake())
    return scene.act(
        answers.answer_in_line, scene.indexes, scene.key, PointNumber(1), "Mine.", actor=who, act=act, at=scene.tick()
    )


def test_a_speaker_makes_points_and_a_reader_chats(scene: Scene) -> None:
    said = scene.says("ben", QUOTING, roles=BEN.roles)
    writes(scene, ANN, "ann")

    assert (said.feedback, said.pairs) == (Feedback.AS_READER, 0)
    assert scene.says("ben", "Nice weather.", roles=BEN.roles).feedback is Feedback.NOTHING
    assert [answer.author for answer in scene.record.counterpoints] == [scene.participant("ann")]
    assert [head.voice for head in scene.record.statements] == [Voice.READER, Voice.MEMBER, Voice.READER]


def test_a_reader_stays_one_through_edits_and_letters_that_bring_what_they_quoted(scene: Scene) -> None:
    statement = writes(scene, BEN, "ben", f'She says "{POOL[:47]}" and is right.')
    scene.edits("ben", statement, QUOTING, roles=frozenset({SPEAKERS}))
    scene.uploads("ann", POOL, roles=ANN.roles)
    scene.uploads("ben", QUOTING, roles=BEN.roles)

    assert scene.record.counterpoints == ()


def test_a_speaker_may_answer_what_a_reader_wrote(scene: Scene) -> None:
    writes(scene, BEN, "ben", "Mondays are the only free day I have.")
    writes(scene, ANN, "ann", "> Mondays are the only free day I have.\nTuesday is free, too.")

    assert scene.record.points[-1].claim == "Mondays are the only free day I have."


@pytest.mark.parametrize("who", [BEN, WARDEN], ids=["reader", "moderator"])
def test_no_form_makes_a_point_for_a_reader_or_for_a_moderator_who_is_no_speaker(scene: Scene, who: Actor) -> None:
    name = "ben" if who is BEN else "wanda"
    own = writes(scene, who, name, "I was here.")
    scene.stands(name, 1, NO, actor=who)
    scene.amends(name, reason="Because.", actor=who)
    act, at = ActId(scene.snowflake()), scene.tick()
    point, passage = PointNumber(1), Passage(StatementId(scene.key.debate), 1, scene.record.points[0].passage.span)
    refused: list[Callable[[], object]] = [
        lambda: answers_in_line(scene, who),
        lambda: scene.act(answers.post_reason, scene.indexes, scene.key, ONE, point, actor=who, act=act, at=at),
        lambda: scene.act(saying.say_what_answers, scene.indexes, scene.key, own, passage, actor=who, act=act, at=at),
        lambda: scene.act(statements.must_take_letter, scene.key, "Dear all.", actor=who, at=at),
        lambda: scene.act(rewording.restate_point, scene.key, point, "No jumping.", actor=who, act=act, at=at),
    ]

    for form in refused:
        with pytest.raises(OnlySpeakers):
            form()
    assert scene.record.counterpoints == ()


def test_who_becomes_a_speaker_writes_from_then_on_and_what_they_wrote_before_stays_chat(scene: Scene) -> None:
    before = writes(scene, BEN, "ben", "I was here.")
    speaker = member("ben", roles=(SPEAKERS,))
    answers_in_line(scene, speaker)
    passage = Passage(StatementId(scene.key.debate), 1, scene.record.points[0].passage.span)

    with pytest.raises(OnlySpeakers) as refused:
        scene.act(
            saying.say_what_answers,
            scene.indexes,
            scene.key,
            before,
            passage,
            actor=speaker,
            act=ActId(scene.snowflake()),
            at=scene.tick(),
        )
    assert refused.value.facts == {"then": True}
    assert [answer.words for answer in scene.record.counterpoints] == ["Mine."]


def test_where_discord_does_not_say_who_holds_the_role_an_author_is_what_they_were_when_they_wrote_last(
    scene: Scene,
) -> None:
    writes(scene, ANN, "ann", "Hello.")

    scene.says("ann", QUOTING)
    scene.says("cid", QUOTING)

    assert [answer.author for answer in scene.record.counterpoints] == [scene.participant("ann")]


def test_without_named_speakers_everybody_writes(db: Database) -> None:
    scene = Scene(db)
    scene.opens("Ban diving")

    assert scene.says("ben", QUOTING).pairs == 1


def test_readers_are_counted_apart_and_withheld_below_five_in_the_summary_the_board_and_the_ledger(
    scene: Scene,
) -> None:
    for name in ("ann", "s2", "s3", "s4", "s5"):
        scene.stands(name, 1, YES, actor=member(name, roles=(SPEAKERS,)))
    for name in ("r1", "r2", "r3", "r4"):
        scene.stands(name, 1, NO, actor=member(name))
    writes(scene, BEN, "ben", "I only read.")
    board = compose_board(scene.record, ONE)
    scene.closes()

    told = summarise(scene.record, ONE)

    assert (board.people, board.apart) == (5, (Apart(Voice.READER, 4),))
    assert (told.answered, told.people, told.apart) == (5, 5, (Apart(Voice.READER, 4),))
    result = next(result for result in told.results if result.number == 1)
    assert (result.answered, result.apart) == (5, (Apart(Voice.READER, 4, None),))
    ledger = ledger_csv(scene.record, ONE, scene.act(debates.pseudonyms, scene.key))
    assert ledger.count(",reader") == 5, "four people, and one line that says that four answered"
    assert ",agree," in ledger
    assert "disagree" not in ledger


def test_in_a_named_debate_readers_views_are_shown_beside_the_speakers(db: Database) -> None:
    scene = Scene(db)
    scene.opens("Ban diving", terms=Terms(speakers=SPEAKERS), attribution=Attribution.NAMED)
    scene.stands("ann", 1, YES, actor=ANN)
    scene.stands("ben", 1, NO, actor=BEN)
    scene.closes()

    (result,) = summarise(scene.record, ONE).results

    assert result.tally is not None
    assert result.tally.counts == (1, 0, 0, 0, 0)
    assert [(one.voice, one.tally.counts if one.tally else None) for one in result.apart] == [
        (Voice.READER, (0, 0, 0, 0, 1))
    ]


def test_a_readers_letter_is_chat_with_the_same_mark(scene: Scene) -> None:
    letter = scene.says("ben", QUOTING, kind=StatementKind.LETTER, filename="letter.txt", roles=BEN.roles)

    assert letter.feedback is Feedback.AS_READER
