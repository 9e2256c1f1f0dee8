import sys
from types import FrameType

import pytest
from sqlite_utils import Database

from deliberation.ids import MessageId, StatementId
from deliberation.point import PointOrigin, bare_words, current
from deliberation.views.card import Feedback
from storage.outgoing import PostKind
from tests.storage.scene import DIVERS, LANES, POOL, THREAD, UNKNOWN, Scene


@pytest.fixture
def scene(db: Database) -> Scene:
    opened = Scene(db)
    opened.opens("Close the pool on Mondays", "Ban diving from the high board")
    return opened


# --- quotes -----------------------------------------------------------------------------------------------------


def test_a_quoted_proposal_is_answered_as_that_proposal(scene: Scene) -> None:
    said = scene.says("ann", "> Ban diving from the high board\nDiving is why I come.")
    (answer,) = scene.record.counterpoints

    assert (said.pairs, said.unverified, said.feedback) == (1, 0, Feedback.REACTION)
    assert (answer.number, answer.point, answer.words) == (1, 2, "Diving is why I come.")
    assert answer.author == scene.participant("ann")
    assert (answer.link.channel, answer.link.message) == (THREAD, said.statement)
    assert len(scene.record.points) == 2
    assert scene.record.statements[0].answers
    assert scene.state(PostKind.CARD, said.statement) is None
    assert scene.changes(PostKind.BOARD, generation=1) == 1


def test_a_quoted_message_becomes_a_point_of_its_author(scene: Scene) -> None:
    source = scene.says("ann", POOL)
    scene.says("ben", f"> {LANES}\nThen swim in the evening.")
    point = scene.record.points[-1]

    assert (point.number, point.origin, point.claim) == (3, PointOrigin.PASSAGE, LANES)
    assert point.author == scene.participant("ann")
    assert point.link.message == source.statement
    assert point.passage.span.of(POOL) == LANES


def test_two_people_who_quote_the_same_words_answer_one_point(scene: Scene) -> None:
    scene.says("ann", POOL)
    scene.says("ben", f"> {LANES}\nThen swim in the evening.")
    scene.says("cid", "> Nobody can swim a single straight lane\nI can.")

    assert [answer.point for answer in scene.record.counterpoints] == [3, 3]


def test_unknown_words_quoted_again_join_the_point_they_made_also_within_one_message(scene: Scene) -> None:
    scene.says("ann", f"> {UNKNOWN}\nNo.\n\n> {UNKNOWN.upper()}\nNever.")
    scene.says("ben", f"> {UNKNOWN}!\nYes.")

    assert [answer.point for answer in scene.record.counterpoints] == [3, 3, 3]


def test_a_letter_of_unknown_words_reads_those_known_before_once(scene: Scene) -> None:
    letter = "\n\n".join(f"> The letter {number} was lost at sea\nIt was not." for number in range(60))
    scene.says("ann", letter)
    read = 0

    def counted(frame: FrameType, event: str, _: object) -> None:
        nonlocal read
        read += event == "call" and frame.f_code is bare_words.__code__

    sys.setprofile(counted)
    try:
        scene.says("ben", letter)
    finally:
        sys.setprofile(None)

    assert read == 60 + 60


def test_another_passage_of_the_same_message_is_another_point(scene: Scene) -> None:
    scene.says("ann", POOL)
    scene.says("ben", f"> {LANES}\nThen swim in the evening.")
    scene.says("cid", f"> {DIVERS}\nOn Sundays too.")

    assert [answer.point for answer in scene.record.counterpoints] == [3, 4]


def test_a_quote_without_an_answer_makes_no_point(scene: Scene) -> None:
    scene.says("ann", POOL)
    said = scene.says("ben", f"> {LANES}")

    assert (said.pairs, said.feedback) == (1, Feedback.NOTHING)
    assert len(scene.record.points) == 2
    assert not scene.record.statements[-1].answers


def test_quotes_found_nowhere_are_marked_even_where_nothing_is_said_to_them(scene: Scene) -> None:
    said = scene.says("ben", f"> {UNKNOWN}")

    assert (said.unverified, said.feedback) == (1, Feedback.REACTION)


def test_a_single_quote_with_changes_gets_a_card_that_shows_both(scene: Scene) -> None:
    scene.says("ann", "I will not swim before noon on any Saturday this summer.")
    said = scene.says("ben", "> I will swim before noon on any Saturday this summer.\nSee you there.")
    (pair,) = scene.card(said.statement).pairs

    assert said.feedback is Feedback.CARD
    assert scene.state(PostKind.CARD, said.statement) == "owed"
    assert pair.changed
    assert (pair.quoted, pair.source) == (
        "I will swim before noon on any Saturday this summer.",
        "I will not swim before noon on any Saturday this summer.",
    )


def test_an_edit_that_changes_the_quoted_words_gets_a_card(scene: Scene) -> None:
    scene.says("ann", "I will not swim before noon on any Saturday this summer.")
    said = scene.says("ben", "> I will not swim before noon on any Saturday this summer.\nWhy?")
    assert (said.feedback, scene.state(PostKind.CARD, said.statement)) == (Feedback.REACTION, None)
    edited = scene.edits("ben", said.statement, "> I will swim before noon on any Saturday this summer.\nWhy?")

    assert edited.feedback is Feedback.CARD
    assert scene.state(PostKind.CARD, said.statement) == "owed"


def test_two_quotes_get_a_card_with_both_answers(scene: Scene) -> None:
    source = scene.says("ann", POOL)
    said = scene.says("ben", f"> {DIVERS}\nOn Sundays too.\n> {LANES}\nThen swim in the evening.")
    card = scene.card(said.statement)

    assert said.feedback is Feedback.CARD
    assert scene.state(PostKind.CARD, said.statement) == "owed"
    assert [(pair.number, pair.point, pair.response) for pair in card.pairs] == [
        (1, 3, "On Sundays too."),
        (2, 4, "Then swim in the evening."),
    ]
    assert {pair.source for pair in card.pairs} == {DIVERS, LANES}
    assert {pair.source_author for pair in card.pairs} == {scene.participant("ann")}
    assert {pair.source_link.message for pair in card.pairs} == {source.statement}


def test_a_reply_looks_first_in_the_message_it_replies_to(scene: Scene) -> None:
    first = scene.says("ann", "The showers are cold again, every single morning.")
    scene.says("ben", "The showers are cold again, every single morning.")
    quote = "> The showers are cold again, every single morning.\nBring a coat."
    scene.says("cid", quote, reply_to=MessageId(first.statement))
    scene.says("cid", quote)

    assert [point.author for point in scene.record.points[2:]] == [
        scene.participant("ann"),
        scene.participant("ben"),
    ]


def test_everyone_in_a_quote_is_kept_as_it_was_said(scene: Scene) -> None:
    scene.says("ann", "Hey @everyone the lanes are closed tomorrow, please tell <@123> as well.")
    said = scene.says("ben", "> Hey @everyone the lanes are closed tomorrow\nAll of them? Says who?")

    assert scene.record.points[-1].claim == "Hey @everyone the lanes are closed tomorrow"
    assert scene.card(said.statement).pairs[0].quoted == "Hey @everyone the lanes are closed tomorrow"


def test_a_question_in_an_answer_is_put_to_who_said_the_words(scene: Scene) -> None:
    scene.says("ann", POOL)
    said = scene.says("ben", f"> {LANES}\nI doubt it. Have you tried the evening lanes?")
    (question,) = scene.record.questions

    assert question.words == "Have you tried the evening lanes?"
    assert (question.asked_by, question.put_to) == (scene.participant("ben"), scene.participant("ann"))
    assert question.link.message == said.statement


# --- words found nowhere ----------------------------------------------------------------------------------------


def test_words_found_nowhere_are_the_quoters_and_nobodys_confirmed(scene: Scene) -> None:
    said = scene.says("ann", f"> {UNKNOWN}\nI would come.")
    point = scene.record.points[-1]
    card = scene.card(said.statement)

    assert (said.unverified, said.feedback) == (1, Feedback.REACTION)
    assert (point.origin, point.author, point.claim) == (PointOrigin.UNVERIFIED, None, UNKNOWN)
    assert point.passage.statement == said.statement
    assert (card.pairs[0].source, card.pairs[0].source_author, card.pairs[0].source_link) == (None, None, None)


def test_the_same_unknown_words_are_one_point(scene: Scene) -> None:
    scene.says("ann", f"> {UNKNOWN}\nI would come.")
    scene.says("ben", f"> {UNKNOWN.upper()}!\nI would not.")
    scene.says("cid", "> Every public bath ought to stay open all night\nWhy?")

    assert [answer.point for answer in scene.record.counterpoints] == [3, 3, 4]


def test_quotes_are_joined_to_a_letter_that_arrives_after_them(scene: Scene) -> None:
    lone = scene.says("ann", f"> {UNKNOWN}\nI would come. Would you?")
    carded = scene.says("ben", f"> {UNKNOWN}\nNot me.\n> A bath without steam is only a large bucket\nIndeed.")
    changes = scene.changes(PostKind.CARD, carded.statement)
    letter = scene.uploads("cid", f"Dear all,\n\n{UNKNOWN}. I said so for years.\n\nYours, Cid")
    record = scene.record

    assert letter.joined_later == 2
    found = record.points[-1]
    assert (found.origin, found.author, found.claim) == (PointOrigin.PASSAGE, scene.participant("cid"), UNKNOWN)
    on_letter = [answer for answer in record.counterpoints if current(answer.point, record.merges) == found.number]
    assert [answer.passage.statement for answer in on_letter] == [lone.statement, carded.statement]
    assert [merge.by for merge in record.merges] == [None]
    assert scene.card(lone.statement).pairs[0].source == UNKNOWN
    assert scene.card(lone.statement).pairs[0].point == found.number
    assert [pair.source for pair in scene.card(carded.statement).pairs] == [UNKNOWN, None]
    assert scene.changes(PostKind.CARD, carded.statement) == changes + 1
    assert [question.put_to for question in record.questions] == [scene.participant("cid")]


def test_a_quote_that_its_letter_shows_to_be_changed_gets_a_card_then(scene: Scene) -> None:
    said = scene.says("ann", "> Every public bath ought never to open before sunrise in winter\nRight.")
    assert (said.feedback, scene.state(PostKind.CARD, said.statement)) == (Feedback.REACTION, None)
    letter = scene.uploads("cid", f"Dear all,\n\n{UNKNOWN}.")

    assert (letter.joined_later, letter.found, letter.unmarked) == (1, (), (said.statement,))
    assert scene.state(PostKind.CARD, said.statement) == "owed"


def test_a_later_quote_of_the_letter_joins_the_point_the_earlier_ones_became(scene: Scene) -> None:
    scene.says("ann", f"> {UNKNOWN}\nI would come.")
    scene.uploads("cid", f"Dear all,\n\n{UNKNOWN}. I said so for years.")
    scene.says("ben", f"> {UNKNOWN}\nNot me.")
    record = scene.record

    assert len({current(answer.point, record.merges) for answer in record.counterpoints}) == 1


def test_what_a_letter_only_quotes_is_not_its_own_words(scene: Scene) -> None:
    scene.says("ann", f"> {UNKNOWN}\nI would come.")
    letter = scene.uploads("cid", f"Somebody wrote:\n\n<{UNKNOWN}>\n\nThat was not me.")

    assert letter.joined_later == 0
    assert scene.card(StatementId(scene.record.statements[0].id)).pairs[0].source is None


def test_a_message_read_late_is_found_by_the_quotes_of_later_ones(scene: Scene) -> None:
    early = StatementId(scene.snowflake())
    said_at = scene.tick()
    quoting = scene.says("ben", f"> {LANES}\nThen swim in the evening.")
    assert quoting.unverified == 1
    late = scene.says("ann", POOL, statement=early, said_at=said_at)

    assert late.joined_later == 1
    assert scene.card(quoting.statement).pairs[0].source_author == scene.participant("ann")


def test_a_message_written_afterwards_is_not_taken_for_the_source(scene: Scene) -> None:
    scene.says("ben", f"> {LANES}\nThen swim in the evening.")
    echo = scene.says("ann", POOL)

    assert echo.joined_later == 0


def test_a_quote_stays_joined_to_a_later_letter_when_its_answer_is_edited(scene: Scene) -> None:
    said = scene.says("ann", f"> {UNKNOWN}\nI would come.")
    scene.uploads("cid", f"Dear all,\n\n{UNKNOWN}. I said so for years.")
    edited = scene.edits("ann", said.statement, f"> {UNKNOWN}\nI would come, and bring my brother.")
    record = scene.record

    assert edited.unverified == 0
    assert scene.card(said.statement).pairs[0].source == UNKNOWN
    assert [(answer.number, answer.words) for answer in record.counterpoints] == [
        (1, "I would come, and bring my brother.")
    ]


def test_a_deleted_message_is_not_joined_to_the_letter_it_quoted(scene: Scene) -> None:
    said = scene.says("ann", f"> {UNKNOWN}\nI would come.")
    scene.deletes(said.statement)
    letter = scene.uploads("cid", f"Dear all,\n\n{UNKNOWN}. I said so for years.")

    assert letter.joined_later == 0


def test_words_taken_from_somebody_quoting_them_keep_the_way_they_came(scene: Scene) -> None:
    scene.says("ann", POOL)
    quoting = scene.says("ben", f"> {LANES}\nThen swim in the evening.")
    again = scene.says("cleo", f"> {LANES}\nIn the evening it is dark.", reply_to=quoting.statement)
    (pair,) = scene.card(again.statement).pairs

    assert pair.source_author == scene.participant("ann")
    assert pair.via is not None
    assert pair.via.message == quoting.statement
    assert scene.card(quoting.statement).pairs[0].via is None
    scene.deletes(quoting.statement)
    assert scene.card(again.statement).pairs[0].via is None
