from datetime import timedelta

import pytest
from sqlite_utils import Database

from deliberation.errors import DebateEnded, NoDebateHere
from deliberation.ids import DebateId, DebateKey, MessageId, Span, StatementId
from deliberation.statement import StatementKind
from deliberation.views.card import Feedback
from storage.outgoing import PostKey, PostKind
from storage.sqlite import debates, outbox
from storage.sqlite.statements import recording as statements
from tests.storage.scene import DIVERS, GUILD, HOME, LANES, POOL, START, UNKNOWN, Scene, member, user


@pytest.fixture
def scene(db: Database) -> Scene:
    opened = Scene(db)
    opened.opens("Close the pool on Mondays", "Ban diving from the high board")
    return opened


# --- chat -------------------------------------------------------------------------------------------------------


def test_chat_is_stored_and_makes_no_point(scene: Scene) -> None:
    points = scene.record.points
    said = scene.says("ann", "lol")

    assert (said.new, said.pairs, said.feedback) == (True, 0, Feedback.NOTHING)
    assert scene.record.points == points
    assert [(head.author, head.answers) for head in scene.record.statements] == [(scene.participant("ann"), False)]
    assert scene.changes(PostKind.BOARD, generation=1) == 0


def test_a_message_delivered_twice_is_recorded_once(scene: Scene) -> None:
    arrival = scene.arrival("ann", "> Ban diving from the high board\nDiving is why I come. > nothing")
    scene.records(arrival)
    before = scene.dump()
    again = scene.records(arrival)

    assert (again.new, again.pairs, again.feedback) == (False, 1, Feedback.REACTION)
    assert scene.dump() == before


# --- letters ----------------------------------------------------------------------------------------------------

RULES = (
    "Towels belong on the hooks.",
    "Children under six swim with a parent.",
    "Music stays in the headphones.",
    "The slide closes at eight.",
    "Nobody reserves a chair with a book.",
    "The sauna is for quiet people.",
    "Lockers are emptied every Friday.",
    "Shoes are left at the door.",
    "Ball games end when the lanes open.",
    "The kiosk sells no glass bottles.",
)


def test_a_letter_is_answered_point_by_point(scene: Scene) -> None:
    scene.uploads("ann", "Dear swimmers,\n\n" + "\n\n".join(RULES) + "\n\nAnn")
    reply = "Dear Ann,\n\n" + "\n\n".join(f"<{rule}>\n\nMy word on rule {n}." for n, rule in enumerate(RULES, 1))
    said = scene.uploads("ben", reply)
    card = scene.card(said.statement)

    assert (said.pairs, said.unverified, said.feedback) == (10, 0, Feedback.CARD)
    assert [pair.source for pair in card.pairs] == list(RULES)
    assert [pair.response for pair in card.pairs] == [f"My word on rule {n}." for n in range(1, 11)]
    assert [point.claim for point in scene.record.points[2:]] == list(RULES)


def test_a_letter_that_quotes_once_gets_a_card_and_one_that_does_not_gets_none(scene: Scene) -> None:
    scene.says("ann", POOL)
    quoting = scene.uploads("ben", f"<{LANES}>\n\nThen swim in the evening.")
    plain = scene.uploads("cid", "Dear all, I have read everything and agree.")

    assert (quoting.feedback, plain.feedback) == (Feedback.CARD, Feedback.NOTHING)
    assert scene.card(plain.statement) is None


def test_a_guests_letter_is_shown_and_nobodys_here(scene: Scene) -> None:
    letter = scene.uploads("ann", POOL, guest="Dr. Wren")
    said = scene.says("ben", f"> {LANES}\nThen swim in the evening. Agreed, doctor?")
    record = scene.record
    pair = scene.card(said.statement).pairs[0]

    assert [(head.author, head.guest) for head in record.statements[:1]] == [(None, "Dr. Wren")]
    assert scene.participant("ann") in record.takers
    assert record.points[-1].author is None
    assert (pair.source_author, pair.source_guest) == (None, "Dr. Wren")
    assert pair.source_link.message == letter.statement
    assert [question.put_to for question in record.questions] == [None]


# --- edits ------------------------------------------------------------------------------------------------------


def test_an_edited_answer_keeps_its_number_and_the_credits_to_it(scene: Scene) -> None:
    said = scene.says("ann", "> Ban diving from the high board\nDiving is why I come.")
    scene.says("ben", "> Ban diving from the high board\nNot me.")
    edited = scene.edits("ann", said.statement, "> Ban diving from the high board\nDiving is why I come every week.")

    assert edited.new
    assert [(answer.number, answer.words, answer.passage.revision) for answer in scene.record.counterpoints] == [
        (1, "Diving is why I come every week.", 2),
        (2, "Not me.", 1),
    ]


def test_an_answer_moved_to_another_point_gets_a_new_number(scene: Scene) -> None:
    said = scene.says("ann", "> Ban diving from the high board\nNo.")
    scene.edits("ann", said.statement, "> Close the pool on Mondays\nNo.")

    assert [(answer.number, answer.point) for answer in scene.record.counterpoints] == [(2, 1)]


def test_a_quote_edited_away_no_longer_answers(scene: Scene) -> None:
    said = scene.says("ann", "> Ban diving from the high board\nNo.")
    changes = scene.changes(PostKind.BOARD, generation=1)
    edited = scene.edits("ann", said.statement, "Never mind.")

    assert edited.feedback is Feedback.NOTHING
    assert scene.record.counterpoints == ()
    assert not scene.record.statements[0].answers
    assert scene.card(said.statement) is None
    assert scene.changes(PostKind.BOARD, generation=1) == changes + 1


def test_a_second_quote_edited_in_brings_the_card_and_further_edits_refresh_it(scene: Scene) -> None:
    said = scene.says("ann", "> Ban diving from the high board\nNo.")
    scene.edits("ann", said.statement, "> Ban diving from the high board\nNo.\n> Close the pool on Mondays\nYes.")
    assert scene.state(PostKind.CARD, said.statement) == "owed"

    changes = scene.changes(PostKind.CARD, said.statement)
    scene.edits("ann", said.statement, "> Ban diving from the high board\nNo!")
    assert scene.changes(PostKind.CARD, said.statement) == changes + 1


def test_an_older_text_that_comes_late_is_passed_over(scene: Scene) -> None:
    said = scene.says("ann", "First words.")
    scene.edits("ann", said.statement, "Third words.")
    before = scene.dump()
    stale = scene.says(
        "ann", "Second words.", statement=said.statement, said_at=START, edited_at=scene.now - timedelta(seconds=30)
    )

    assert not stale.new
    assert scene.dump() == before


def test_a_point_keeps_its_words_and_is_joined_where_they_still_stand_after_an_edit(scene: Scene) -> None:
    source = scene.says("ann", POOL)
    scene.says("ben", f"> {LANES}\nThen swim in the evening.")
    scene.edits("ann", source.statement, f"A word first, and please read it with care: {POOL}")
    scene.says("cid", f"> {LANES}\nI can.")

    assert [answer.point for answer in scene.record.counterpoints] == [3, 3]
    assert (scene.record.points[2].passage.revision, scene.record.points[2].passage.span) == (1, Span(49, 100))


def test_words_edited_away_are_no_longer_found_and_their_point_stays(scene: Scene) -> None:
    source = scene.says("ann", POOL)
    first = scene.says("ben", f"> {LANES}\nThen swim in the evening.")
    scene.edits("ann", source.statement, "I take it all back.")
    second = scene.says("cid", f"> {LANES}\nI can.")

    assert second.unverified == 1
    assert scene.record.points[2].claim == LANES
    assert scene.card(first.statement).pairs[0].source == LANES


def test_what_is_left_of_an_edited_message_makes_a_point_beside_the_one_that_is_gone(scene: Scene) -> None:
    source = scene.says("ann", POOL)
    scene.says("ben", f"> {LANES}\nThen swim in the evening.")
    scene.edits("ann", source.statement, f"{DIVERS} The rest I take back.")
    scene.says("cid", f"> {DIVERS}\nOn Sundays too.")

    assert [answer.point for answer in scene.record.counterpoints] == [3, 4]


def test_a_quote_of_a_point_that_was_merged_answers_what_it_became(scene: Scene) -> None:
    scene.says("ann", POOL)
    scene.says("ben", f"> {LANES}\nThen swim in the evening.")
    guild, debate = scene.key.guild, scene.key.debate
    scene.db.execute("INSERT INTO merge VALUES (?, ?, 3, 1, NULL, 1)", (guild, debate))
    scene.says("cid", f"> {LANES}\nI can.")

    assert [answer.point for answer in scene.record.counterpoints] == [3, 1]


# --- withdrawal -------------------------------------------------------------------------------------------------


def test_a_deleted_message_is_withdrawn_and_the_answers_to_it_stay(scene: Scene) -> None:
    source = scene.says("ann", POOL)
    said = scene.says("ben", f"> {LANES}\nThen swim in the evening.")
    scene.deletes(source.statement)
    later = scene.says("cid", f"> {DIVERS}\nOn Sundays too.")
    record = scene.record

    assert [head.withdrawn for head in record.statements] == [True, False, False]
    assert record.counterpoints[0].words == "Then swim in the evening."
    assert scene.card(said.statement).pairs[0].source == LANES
    assert later.unverified == 1


def test_a_deleted_answer_is_marked_and_its_questions_are_no_longer_open(scene: Scene) -> None:
    scene.says("ann", POOL)
    said = scene.says("ben", f"> {LANES}\nReally?\n> {DIVERS}\nWhich ones?")
    changes = scene.changes(PostKind.BOARD, generation=1), scene.changes(PostKind.CARD, said.statement)
    scene.deletes(said.statement)

    assert [answer.withdrawn for answer in scene.record.counterpoints] == [True, True]
    assert scene.record.questions == ()
    assert scene.card(said.statement).withdrawn
    assert scene.changes(PostKind.BOARD, generation=1) == changes[0] + 1
    assert scene.changes(PostKind.CARD, said.statement) == changes[1] + 1


def test_withdrawn_stays_withdrawn(scene: Scene) -> None:
    said = scene.says("ann", POOL)
    scene.deletes(said.statement)
    before = scene.dump()
    revived = scene.edits("ann", said.statement, "Back again.")
    scene.deletes(said.statement)

    assert (revived.new, revived.feedback) == (False, Feedback.NOTHING)
    assert scene.dump() == before


def test_deleting_what_was_never_recorded_does_nothing(scene: Scene) -> None:
    before = scene.dump()
    scene.deletes(StatementId(5))

    assert scene.dump() == before


# --- time and place ---------------------------------------------------------------------------------------------


def test_a_message_counts_in_the_round_that_was_open_when_discord_says_it_was_written(scene: Scene) -> None:
    before_the_close = scene.tick()
    scene.closes()
    read_late = scene.says("ann", "Written in time.", said_at=before_the_close)
    too_late = scene.says("ben", "Written too late.")
    rounds = {head.id: head.round for head in scene.record.statements}

    assert rounds == {read_late.statement: 1, too_late.statement: 2}


def test_what_is_written_after_the_deadline_is_late_even_while_the_row_says_open(scene: Scene) -> None:
    scene.says("ann", "Too late.", said_at=START + timedelta(days=3, seconds=1))

    assert scene.record.statements[0].round == 2


def test_an_ended_debate_takes_no_more_statements(scene: Scene) -> None:
    said = scene.says("ann", "Goodbye.")
    scene.act(debates.end_debate, scene.key, actor=member("opal"), at=scene.tick())
    before = scene.dump()
    with pytest.raises(DebateEnded):
        scene.says("ann", "One more thing.")
    with pytest.raises(DebateEnded):
        scene.edits("ann", said.statement, "Goodbye for good.")

    assert scene.dump() == before


def test_a_statement_of_no_debate_is_refused(scene: Scene) -> None:
    arrival = scene.arrival("ann", "Hello?")
    with pytest.raises(NoDebateHere):
        scene.act(statements.record_statement, scene.indexes, DebateKey(GUILD, DebateId(5)), arrival, ())


def test_a_modal_answer_is_recorded_like_a_message(scene: Scene) -> None:
    said = scene.says("ann", "> Close the pool on Mondays\nGladly.", kind=StatementKind.ANSWER)

    assert [head.kind for head in scene.record.statements] == [StatementKind.ANSWER]
    assert said.pairs == 1
    assert said.feedback is Feedback.NOTHING, "its post shows what it answers"


def test_no_table_but_the_one_of_identity_knows_a_user_id(scene: Scene) -> None:
    scene.says("ann", f"> Ban diving from the high board\nNo.\n> {UNKNOWN}\nYes?")
    scene.uploads("ben", f"{UNKNOWN}.", guest="Dr. Wren")
    scene.uploads("cid", f"<{UNKNOWN}>\n\nNo.")
    people = {user(name) for name in ("opal", "ann", "ben", "cid")}
    dump = scene.dump()
    identity = dump.pop("participant")

    assert people == {row[2] for row in identity}
    assert not [person for person in people if str(person) in repr(dump)]


def test_a_digest_that_leads_to_what_was_deleted_is_rendered_again_without_it_and_others_stand(scene: Scene) -> None:
    said = scene.says("ann", "> Ban diving\nDiving is why I come.").statement
    stays = scene.says("ben", "> Ban diving\nYes, please.").statement
    leading, other = (PostKey(GUILD, PostKind.DIGEST, GUILD, week) for week in (202647, 202648))
    for digest, statement in ((leading, said), (other, stays)):
        link = next(head.link for head in scene.record.statements if head.id == statement)
        scene.act(outbox.owe_post, digest, HOME, at=scene.tick())
        scene.act(outbox.fill_post, digest, f"[go]({link.url})", ())
        scene.act(outbox.mark_sending, digest, after=None, at=scene.tick())
        scene.act(outbox.mark_sent, digest, MessageId(statement + 1), at=scene.tick())

    scene.deletes(said)

    due = outbox.edits_due(scene.db, scene.tick())
    assert [post.key for post in due if post.key.kind is PostKind.DIGEST] == [leading]
    assert all(post.body is None and post.stale for post in due if post.key == leading)
