"""A member who asks for it is erased: from every column that holds words, from the files, and memory."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlite_utils import Database

from deliberation.errors import NotAModerator, NothingKept
from deliberation.ids import ActId, GuildId, MessageId
from deliberation.views.card import Feedback
from deliberation.views.privacy import Erased
from storage.outgoing import PostFile, PostKey, PostKind, PostState
from storage.sqlite import SqliteStore, outbox
from storage.sqlite.privacy import erasing, exporting
from storage.sqlite.privacy.people import PEOPLE, owned
from storage.sqlite.words import WORDS
from tests.storage.scene import (
    DIVERS,
    GUILD,
    HOME,
    LANES,
    NO_BUT,
    POOL,
    START,
    THREAD,
    YES,
    Scene,
    draft,
    member,
    post,
    user,
)

SECRET = "quincunxial"


@pytest.fixture
def scene(db: Database) -> Scene:
    """A debate of Opal's about the pool."""
    scene = Scene(db)
    scene.opens("Close the pool on Mondays", "Ban diving")
    return scene


def erase(scene: Scene, name: str) -> Erased:
    return scene.act(erasing.erase_member, scene.indexes, GUILD, user(name), at=scene.tick())


MARKS_THERE = {"attribution": "counted", "tallies": "hidden", "state": "open", "kind": "message"}


class Seed:
    """Rows of two people in every table that holds words, with a secret of each in every such column."""

    def __init__(self, db: Database) -> None:
        self.db = db
        self._number = 1_000_000
        self.people = {name: self._person(name) for name in ("ann", "ben")}

    def _person(self, name: str) -> int:
        who = self.number()
        self.fill("participant", guild_id=GUILD, participant=who, user_id=user(name), made_at=1)
        return who

    def number(self) -> int:
        """A number that stands nowhere else."""
        self._number += 1
        return self._number

    def fill(self, table: str, **values: Any) -> dict[str, Any]:
        """One row of a table: with `values`, and with something that fits wherever there must be something."""
        row: dict[str, Any] = {}
        for _, name, kind, not_null, default, *_ in self.db.execute(f"PRAGMA table_info({table})").fetchall():
            if name in values:
                row[name] = values[name]
            elif not_null and default is None:
                row[name] = MARKS_THERE.get(name) or {"TEXT": "x", "BLOB": b"x", "REAL": 0.5}.get(kind, self.number())
        named = ", ".join(f'"{name}"' for name in row)
        self.db.execute(f"INSERT INTO {table} ({named}) VALUES ({', '.join('?' * len(row))})", list(row.values()))
        return row

    def says_everywhere(self, name: str) -> int:
        """Somebody's secret stands in every column of words that is theirs; in how many."""
        who, debate, statement = self.people[name], self.number(), self.number()
        own = {"guild_id": GUILD, "debate": debate, "statement": statement, **dict.fromkeys(PEOPLE, who)}
        texts: dict[str, dict[str, Any]] = {}
        for words in WORDS:
            if owned(words.owner) is not None:
                texts.setdefault(words.table, {})[words.column] = secret(name)
        for table, said in texts.items():
            self.fill(table, **{**own, **said})
        return sum(map(len, texts.values()))

    def post(self, kind: PostKind, state: PostState, subject: int, name: str) -> None:
        """A post of the bot that shows somebody's secret, with a file that does."""
        key = {"guild_id": GUILD, "kind": kind.value, "subject": subject, "generation": self.number(), "part": 0}
        self.fill("outbox", **key, state=state.value, body=secret(name), owed_at=2**50)
        self.fill("outbox_file", **key, name=secret(name), description=secret(name), data=secret(name).encode())


def secret(name: str) -> str:
    """A word that stands nowhere but where the test puts it."""
    return f"{SECRET}-{name}-{'x' * 40}"


def found_in_files(path: Path, words: str) -> int:
    """How often words stand in the database's files."""
    return sum(file.read_bytes().count(words.encode()) for file in path.parent.iterdir())


async def test_nothing_of_an_erased_member_is_left_in_the_files(db: Database, path: Path) -> None:
    db.execute("PRAGMA foreign_keys = OFF")  # the rows need not make sense together
    seed = Seed(db)
    columns = seed.says_everywhere("ann")
    assert seed.says_everywhere("ben") == columns == len([words for words in WORDS if owned(words.owner)])
    debate, statement = db.execute(
        "SELECT debate, statement FROM statement WHERE author = ?", (seed.people["ann"],)
    ).fetchone()
    for kind in PostKind:
        for state in PostState:
            about = kind in (PostKind.CARD, PostKind.ANSWER, PostKind.LETTER)
            body = "ben" if kind is PostKind.LETTER else "ann"  # a letter is taken away, not shown by a body of ours
            seed.post(kind, state, statement if about else debate, body)
    db.close()
    store = await SqliteStore.open(path)
    assert found_in_files(path, secret("ann")) > columns

    await store.erase_member(actor=member("ann"), at=START)

    assert found_in_files(path, secret("ann")) == 0
    assert found_in_files(path, secret("ben")) >= columns
    assert store._db.execute("SELECT count(*) FROM participant WHERE user_id = ?", (user("ann"),)).fetchone() == (0,)  # pyright: ignore
    await store.close()
    assert found_in_files(path, secret("ann")) == 0


async def test_the_words_do_not_come_out_of_the_log_while_somebody_reads(db: Database, path: Path) -> None:
    db.close()
    store = await SqliteStore.open(path)
    opened = await store.open_debate(draft(f"Ban {SECRET}"), actor=member("opal"), act=ActId(9000), home=HOME, at=START)
    reading = [asyncio.ensure_future(store.record(opened.key)) for _ in range(50)]

    await store.erase_member(actor=member("opal"), at=START)

    assert found_in_files(path, SECRET) == 0
    await asyncio.gather(*reading)
    await store.close()


def test_erased_words_are_shown_as_nothing_and_what_they_count_is_kept(scene: Scene) -> None:
    scene.says("ann", POOL)
    scene.says("ben", f"> {DIVERS}\nSo they come early.")
    scene.stands("ann", 1, NO_BUT)
    scene.amends("ann", 1, condition="Only in winter", reason="I swim on Mondays")
    before = scene.record

    erased = erase(scene, "ann")

    after = scene.record
    assert erased.statements == 1
    assert [(stance.position, stance.reason, stance.condition) for stance in after.stances] == [
        (stance.position, None, None) for stance in before.stances
    ]
    assert after.stances[-1].participant == before.stances[-1].participant
    assert len(after.statements) == len(before.statements)
    assert [head.withdrawn for head in after.statements] == [False, False]
    assert after.points[-1].claim == ""
    assert after.counterpoints[-1].words == "So they come early."
    assert before.stances[-1].participant not in after.users
    assert user("ann") not in after.users.values()


def test_the_card_of_who_quotes_them_shows_their_words_no_more(scene: Scene) -> None:
    said = scene.says("ann", POOL)
    letter = scene.says("ben", f"> {DIVERS}\nSo they come early.\n> {LANES}\nThere are eight.")
    assert letter.feedback is Feedback.CARD

    erase(scene, "ann")

    pairs = scene.card(letter.statement).pairs
    assert [(pair.quoted, pair.source, pair.claim) for pair in pairs] == [("", "", "")] * 2
    assert [pair.response for pair in pairs] == ["So they come early.", "There are eight."]
    assert scene.changes(PostKind.CARD, letter.statement) == 2  # one when it was recorded, one now
    assert scene.card(said.statement) is None


def test_the_card_of_who_calls_their_proposals_by_name_shows_them_no_more(scene: Scene) -> None:
    letter = scene.uploads("ann", "- Close the pool on Mondays: rather on Tuesdays.\n- Ban diving: never.").statement
    card_post = PostKey(GUILD, PostKind.CARD, letter)
    assert [one.claim for one in scene.card(letter).not_counted] == ["Close the pool on Mondays", "Ban diving"]
    scene.act(outbox.fill_post, card_post, "not yet counted: Ban diving", ())

    erase(scene, "opal")

    assert scene.card(letter) is None
    assert scene.db.execute("SELECT body FROM outbox WHERE subject = ?", (letter,)).fetchone() == (None,)


def test_no_quote_is_found_any_more_in_what_they_said(scene: Scene) -> None:
    scene.says("ann", POOL)

    erase(scene, "ann")

    assert scene.says("ben", f"> {DIVERS}\nSo they come early.").unverified == 1


def test_reading_history_again_brings_nothing_back(scene: Scene) -> None:
    said = scene.arrival("ann", POOL)
    scene.records(said)
    erase(scene, "ann")
    before = scene.dump()

    assert not scene.records(said).new
    assert not scene.records(replace(said, text=f"{POOL} {SECRET}", edited_at=scene.tick())).new

    assert scene.dump() == before


def test_who_comes_back_is_somebody_new(scene: Scene) -> None:
    scene.stands("ann", 1, YES)
    former = scene.participant("ann")
    erase(scene, "ann")

    scene.stands("ann", 1, NO_BUT)

    assert scene.participant("ann") != former
    assert len(scene.record.stances) == 2


def test_erasing_somebody_twice_or_somebody_unknown_is_refused(scene: Scene) -> None:
    scene.says("ann", POOL)
    erase(scene, "ann")

    with pytest.raises(NothingKept):
        erase(scene, "ann")
    with pytest.raises(NothingKept):
        erase(scene, "cid")


def test_what_they_said_on_another_server_stays(scene: Scene) -> None:
    scene.says("ann", POOL)

    with pytest.raises(NothingKept):
        scene.act(erasing.erase_member, scene.indexes, GuildId(12), user("ann"), at=scene.tick())

    assert POOL in str(scene.dump()["revision"])


def test_whose_debate_it_was_leads_it_no_more(scene: Scene) -> None:
    erased = erase(scene, "opal")

    assert [debate.title for debate in erased.opened] == [""]
    assert [point.claim for point in scene.record.points] == ["", ""]
    with pytest.raises(NotAModerator):
        scene.closes()


def test_posts_that_stand_are_edited_at_once_and_posts_on_their_way_are_rendered_again(scene: Scene) -> None:
    opening, board = post(scene, PostKind.OPENING), post(scene, PostKind.BOARD, 1)
    file = PostFile("round-1.csv", b"participant")
    for key in (opening, board):
        outbox.fill_post(scene.db, key, "a body", [file])
    outbox.mark_sending(scene.db, opening, after=None, at=scene.now)
    outbox.mark_sent(scene.db, opening, MessageId(77), at=scene.now)

    erase(scene, "opal")

    stands, waits = outbox.post(scene.db, opening), outbox.post(scene.db, board)
    assert stands is not None
    assert waits is not None
    assert (stands.state, stands.body, stands.due_at, stands.stale) == (PostState.SENT, None, scene.now, True)
    assert (waits.state, waits.body, waits.files) == (PostState.OWED, None, ())


def test_what_was_rendered_before_an_erasure_is_not_stored_after_it(scene: Scene) -> None:
    board = post(scene, PostKind.BOARD, 1)
    read = outbox.post(scene.db, board)
    assert read is not None

    erase(scene, "opal")

    assert outbox.fill_post(scene.db, board, SECRET, (), changes=read.changes).state is PostState.OWED
    again = outbox.post(scene.db, board)
    assert again is not None
    assert again.body is None
    assert outbox.fill_post(scene.db, board, "erased", (), changes=again.changes).state is PostState.QUEUED


def test_a_post_caught_in_the_middle_of_being_sent_gets_a_new_body_and_an_edit(scene: Scene) -> None:
    board = post(scene, PostKind.BOARD, 1)
    outbox.fill_post(scene.db, board, SECRET, ())
    outbox.mark_sending(scene.db, board, after=None, at=scene.now)

    erase(scene, "opal")

    caught = outbox.post(scene.db, board)
    assert caught is not None
    assert (caught.state, caught.body) == (PostState.SENDING, None)
    # Its old request may have reached Discord all the same.
    outbox.mark_sent(scene.db, board, MessageId(78), at=scene.now)
    [due] = [edit for edit in outbox.edits_due(scene.db, scene.now + timedelta(minutes=2)) if edit.key == board]
    assert due.stale


def test_posts_that_show_nothing_of_theirs_are_left_alone(scene: Scene) -> None:
    scene.says("ann", POOL)
    other = scene.says("ben", "> Ban diving\nNo.\n> Close the pool on Mondays\nNo.")
    assert other.feedback is Feedback.CARD

    erase(scene, "ann")

    assert scene.changes(PostKind.CARD, other.statement) == 1  # as when it was recorded


def test_a_letter_the_bot_may_have_brought_is_to_be_taken_away(scene: Scene) -> None:
    letter = scene.uploads("ann", POOL)

    erase(scene, "ann")

    owed = outbox.post(scene.db, PostKey(GUILD, PostKind.LETTER, letter.statement))
    assert owed is not None
    assert (owed.state, owed.channel, owed.message) == (PostState.SENT, THREAD, letter.statement)
    assert owed in outbox.edits_due(scene.db, scene.now)


def test_everything_kept_about_a_member_is_handed_over_and_nothing_of_others(scene: Scene) -> None:
    said = scene.says("ann", POOL)
    scene.edits("ann", said.statement, f"{POOL} Really.")
    scene.says("ben", f"> {DIVERS}\nSo they come early?")
    scene.stands("ann", 1, NO_BUT)
    scene.stands("ben", 1, YES)

    data = exporting.member_data(scene.db, GUILD, user("ann"))

    assert (data.kept.statements, data.kept.answers, data.kept.debates) == (1, 1, 1)
    assert [row["text"] for row in data.tables["revision"]] == [POOL, f"{POOL} Really."]
    assert [row["position"] for row in data.tables["stance"]] == [NO_BUT.value]
    assert str(scene.participant("ben")) not in str(data.tables)
    assert "come early" not in str(data.tables)
    assert [debate.key for debate in data.debates] == [scene.key]


def test_every_column_that_says_who_did_something_is_known(db: Database) -> None:
    """Export and erasure find people's rows by the names of columns."""
    referring = {
        column
        for table in db.table_names()
        for row in db.execute(f"PRAGMA foreign_key_list({table})").fetchall()
        if row[2] == "participant" and (column := row[3]) != "guild_id"
    }
    assert referring <= PEOPLE
