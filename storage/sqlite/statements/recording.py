"""Statements: recording what was said, its revisions and its withdrawal."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

import sqlite_utils

from deliberation.actor import Actor
from deliberation.debate import Debate
from deliberation.errors import NoSuchStatement
from deliberation.ids import (
    ActId,
    DebateKey,
    GuildId,
    MessageId,
    ParticipantId,
    RoundNumber,
    Span,
    StatementId,
    UserId,
)
from deliberation.round import round_of
from deliberation.statement import StatementKind
from deliberation.terms import Voice
from deliberation.views.card import Feedback, feedback_for
from storage.sqlite import outbox, rows
from storage.sqlite.asking.asked import answers_question
from storage.sqlite.asking.searching import forget_statement, index_statement
from storage.sqlite.moments import micros
from storage.sqlite.participants import note_taker, participant_of
from storage.sqlite.points.joining import Occasion
from storage.sqlite.rounds.opening import mark_board
from storage.sqlite.rules import must_keep_rules, must_keep_words, over_limit, says_blocked_word
from storage.sqlite.servers import acting, server
from storage.sqlite.statements.byname import counted_by_name, names_any
from storage.sqlite.statements.cards import card
from storage.sqlite.statements.chosen import Chosen, choose, choosing, chosen_by
from storage.sqlite.statements.documents import note_documents
from storage.sqlite.statements.indexes import DebateIndexes, Heard
from storage.sqlite.statements.known import Known, known_statement
from storage.sqlite.statements.showing import (
    answer_post,
    card_post,
    feedback_of,
    quoted_by,
    show,
    show_joined,
    show_posted,
    thread_of,
)
from storage.sqlite.statements.unquoting import unquote
from storage.verbs.statements import Arrival, Recorded

if TYPE_CHECKING:
    from deliberation.parsing import Reading

__all__ = ["answer_post", "card", "must_take_letter", "read_anew", "record_statement", "withdraw_statement"]


def record_statement(
    db: sqlite_utils.Database,
    indexes: DebateIndexes,
    key: DebateKey,
    arrival: Arrival,
    reading: "Reading",
    *,
    chosen: Chosen | None = None,
) -> Recorded:
    """Record a statement, or its revision when the text is new, with the pairs that its `reading` comes to.

    Owes or refreshes its card, or the post of an answer that the bot posts; marks the board changed. What is withdrawn
    stays withdrawn, and a text older than the one known is passed over. What is more than its author may bring within
    an hour, what holds a word that the server blocks, and what a reader writes where others are the speakers, is
    recorded as chat: nothing is lost, and it makes no pairs. `chosen` is what the author of a new statement picked as
    what it answers; its revisions keep to it.

    Raises:
        NoDebateHere, DebateEnded: as they say.
    """
    debate = rows.debate_here(db, key)
    known = known_statement(db, key, arrival.statement)
    if known is not None and not known.is_news(arrival):
        if not known.withdrawn and note_documents(db, key, arrival.statement, arrival.documents):
            mark_board(db, key, rows.rounds_of(db, key), arrival.edited_at or arrival.said_at)
        return _as_known(db, key, arrival, known)
    debate.must_be_open()
    voice = known.voice if known is not None else _said_as(db, debate, arrival)
    if known is None:
        _insert_statement(db, debate, arrival, round_of(rows.rounds_of(db, key), arrival.said_at), voice)
        if chosen is not None:
            choose(db, key, arrival.statement, chosen, act=ActId(arrival.statement), at=arrival.said_at)
    note_documents(db, key, arrival.statement, arrival.documents)
    passed_over: Feedback | None = None
    if (
        arrival.kind is not StatementKind.ANSWER  # refused before it comes here
        and (reading.may_quote or (arrival.kind is StatementKind.LETTER and names_any(db, key, arrival.text)))
    ):
        author = participant_of(db, key.guild, arrival.user, arrival.said_at)
        number, kind, at = arrival.statement, arrival.kind, arrival.said_at
        passed_over = _passed_over(db, key.guild, author, arrival.text, statement=number, kind=kind, at=at)
    if voice is Voice.READER:
        passed_over = Feedback.AS_READER if reading.marked else Feedback.NOTHING
    return _revise(db, indexes, debate, arrival, known=known, reading=reading, as_chat=passed_over)


def read_anew(
    db: sqlite_utils.Database, indexes: DebateIndexes, key: DebateKey, statement: StatementId, *, at: datetime
) -> Recorded:
    """Read a statement again, word for word as it is, after its author said at `at` what it answers, or took that
    back, or the letter arrived that it quotes in prose: as a further revision, so that no answer is given a number that
    another had. What was more than its author might bring, and still
    would be at `at`, stays chat.

    Raises:
        NoDebateHere, DebateEnded: as they say.
        NoSuchStatement: it is not known, or was deleted.
    """
    from deliberation.parsing import read

    debate = rows.debate_here(db, key)
    debate.must_be_open()
    known = known_statement(db, key, statement)
    if known is None or known.withdrawn:
        raise NoSuchStatement
    kind, message, reply_to, author = db.execute(
        "SELECT kind, message, reply_to, author FROM statement WHERE guild_id = ? AND debate = ? AND statement = ?",
        (key.guild, key.debate, statement),
    ).fetchone()
    again = Arrival(
        statement=statement,
        kind=StatementKind(kind),
        user=UserId(0),  # its author is known
        guest=None,
        message=MessageId(message),
        said_at=known.revised_at,
        text=known.text,
        reply_to=MessageId(reply_to) if reply_to is not None else None,
    )
    as_chat = None
    if known.as_chat:
        as_chat = _passed_over(db, key.guild, author, known.text, statement=statement, kind=again.kind, at=at)
    if known.voice is Voice.READER:
        as_chat = Feedback.NOTHING
    return _revise(db, indexes, debate, again, known=known, reading=read(known.text), as_chat=as_chat, shown_at=at)


def _revise(
    db: sqlite_utils.Database,
    indexes: DebateIndexes,
    debate: Debate,
    arrival: Arrival,
    *,
    known: Known | None,
    reading: "Reading",
    as_chat: Feedback | None = None,
    shown_at: datetime | None = None,
) -> Recorded:
    """Write the next revision of a statement that has its row; where it counts `as_chat`, without its pairs and with
    that feedback. What it changes is shown at `shown_at`.
    """
    # With it comes what reads and locates quotes: not before there is something to read.
    from storage.sqlite.statements.pairs import RecordedPairs, Saying, join_arrived, record_pairs

    key = debate.key
    at = arrival.edited_at or arrival.said_at
    rounds = rows.rounds_of(db, key)
    number = known.round if known else round_of(rounds, arrival.said_at)
    quoted = tuple(Span(quote.start, quote.end) for quote in reading.marked)
    heard = Heard(arrival.statement, known.revision + 1 if known else 1, arrival.text, quoted)
    chat = as_chat is not None
    _insert_revision(db, key, heard, at, as_chat=chat, in_prose=bool(reading.prose) and not chat)
    near = _replied_to(db, key, arrival.reply_to)
    picked = chosen_by(db, key, arrival.statement)
    meant = counted_by_name(db, key, arrival.statement, arrival.text)
    saying = Saying(heard, arrival.kind, near, Occasion(number, at), picked, meant)
    read = RecordedPairs() if chat else record_pairs(db, indexes, key, saying, reading)
    indexes.add(db, key, heard)
    joined = join_arrived(db, key, saying)
    if arrival.kind is StatementKind.LETTER and shown_at is None:
        from storage.sqlite.statements.overheard import overheard

        for statement in overheard(db, key, heard):
            read_anew(db, indexes, key, statement, at=at)
            joined.append(statement)
    at = shown_at or at
    found, unmarked = show_joined(db, debate, joined, at)
    recorded = Recorded(
        statement=arrival.statement,
        new=True,
        pairs=read.pairs,
        unverified=read.unverified,
        joined_later=len(joined),
        feedback=feedback_of(db, key, arrival.kind, arrival.statement) if as_chat is None else as_chat,
        found=found,
        unmarked=unmarked,
    )
    show(db, debate, recorded, at, first_quotes=known is None or not known.quotes)
    if arrival.kind is StatementKind.ANSWER:
        outbox.owe_post(db, answer_post(key, arrival.statement), thread_of(debate), at=at)
    show_posted(db, key, (arrival.statement, *choosing(db, key, arrival.statement)), at)
    if joined or (known and known.answers) or read.answered:
        mark_board(db, key, rounds, at)
    return recorded


def _passed_over(
    db: sqlite_utils.Database,
    guild: GuildId,
    author: ParticipantId,
    text: str,
    *,
    statement: StatementId,
    kind: StatementKind,
    at: datetime,
) -> Feedback | None:
    """Why what somebody typed counts as chat, whatever it quotes; None where nothing is against it."""
    if says_blocked_word(db, guild, text):
        return Feedback.BLOCKED
    over = over_limit(db, guild, author, text, statement=statement, kind=kind, at=at)
    return Feedback.PASSED_OVER if over else None


def must_take_letter(
    db: sqlite_utils.Database, key: DebateKey, text: str, *, names: Sequence[str] = (), actor: Actor, at: datetime
) -> None:
    """Refuse a letter that `actor` may not bring into a debate by a command.

    Raises:
        NoDebateHere, AnotherServer, DebateEnded, MissingRole, OnlySpeakers: as they say.
        TimedOut, BlockedWord, SlowMode, OverLimit, TextTooLong: as the server's rules have it.
    """
    actor.must_be_in(key.guild)
    debate = rows.debate_here(db, key)
    debate.must_be_open()
    acting(db, actor).must_hold(debate.terms.gate.role)
    debate.terms.must_speak(actor)
    must_keep_words(db, "\n".join(names), actor=actor, at=at)
    must_keep_rules(db, key, text, kind=StatementKind.LETTER, actor=actor, at=at)


def withdraw_statement(
    db: sqlite_utils.Database, indexes: DebateIndexes, key: DebateKey, statement: StatementId, *, at: datetime
) -> None:
    """Mark a deleted statement withdrawn: new quotes are no longer found in it, answers to it stay readable.

    Nothing happens where it is not known, or withdrawn already.
    """
    known = known_statement(db, key, statement)
    if known is None or known.withdrawn:
        return
    db.execute(
        "UPDATE statement SET withdrawn = 1 WHERE guild_id = ? AND debate = ? AND statement = ?",
        (key.guild, key.debate, statement),
    )
    indexes.remove(db, key, statement)
    forget_statement(db, key, statement)
    outbox.request_edit(db, card_post(db, key, statement), at=at)
    show_posted(db, key, (statement, *choosing(db, key, statement)), at)
    unquote(db, key, statement, at=at)
    if answers_question(db, key, statement):
        mark_board(db, key, rows.rounds_of(db, key), at)


def _said_as(db: sqlite_utils.Database, debate: Debate, arrival: Arrival) -> Voice:
    """As whom a new statement is made. Where Discord did not say who is a speaker, its author is what they were when
    they wrote last; a reader before that.
    """
    if debate.terms.speakers is None:
        return Voice.MEMBER
    if arrival.roles is not None:
        return debate.terms.said_with(arrival.roles)
    row = db.execute(
        """SELECT voice FROM statement WHERE guild_id = ? AND debate = ? AND kind != ?
        AND coalesce(author, bringer) = ? ORDER BY said_at DESC, statement DESC""",
        (
            debate.key.guild,
            debate.key.debate,
            StatementKind.OPENING.value,
            participant_of(db, debate.key.guild, arrival.user, arrival.said_at),
        ),
    ).fetchone()
    return Voice(row[0]) if row is not None else Voice.READER


def _as_known(db: sqlite_utils.Database, key: DebateKey, arrival: Arrival, known: Known) -> Recorded:
    quoted = quoted_by(db, key, arrival.statement)
    return Recorded(
        arrival.statement,
        new=False,
        pairs=quoted.pairs,
        unverified=quoted.unverified,
        joined_later=0,
        feedback=Feedback.NOTHING
        if known.withdrawn
        else feedback_for(arrival.kind, quoted, server(db, key.guild).cards),
    )


def _insert_statement(
    db: sqlite_utils.Database, debate: Debate, arrival: Arrival, number: RoundNumber, voice: Voice
) -> None:
    key = debate.key
    bringer = participant_of(db, key.guild, arrival.user, arrival.said_at)
    if arrival.guest is not None:
        note_taker(db, key, bringer, arrival.said_at)
    db.execute(
        """INSERT INTO statement (guild_id, debate, statement, kind, author, guest, bringer, channel, message, round,
        said_at, revision, reply_to, filename, voice) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?, ?)""",
        (
            key.guild,
            key.debate,
            arrival.statement,
            arrival.kind.value,
            bringer if arrival.guest is None else None,
            arrival.guest,
            bringer if arrival.guest is not None else None,
            thread_of(debate),
            arrival.message,
            number,
            micros(arrival.said_at),
            arrival.reply_to,
            arrival.filename,
            voice.value,
        ),
    )


def _insert_revision(
    db: sqlite_utils.Database, key: DebateKey, heard: Heard, at: datetime, *, as_chat: bool, in_prose: bool
) -> None:
    db.execute(
        """INSERT INTO revision (guild_id, debate, statement, revision, text, revised_at, as_chat, in_prose)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)""",
        (key.guild, key.debate, heard.statement, heard.revision, heard.text, micros(at), as_chat, in_prose),
    )
    db.execute(
        "UPDATE statement SET revision = ? WHERE guild_id = ? AND debate = ? AND statement = ?",
        (heard.revision, key.guild, key.debate, heard.statement),
    )
    index_statement(db, key, heard.statement, heard.text)


def _replied_to(db: sqlite_utils.Database, key: DebateKey, message: MessageId | None) -> StatementId | None:
    if message is None:
        return None
    row = db.execute(
        "SELECT statement FROM statement WHERE guild_id = ? AND debate = ? AND message = ? ORDER BY statement",
        (key.guild, key.debate, message),
    ).fetchone()
    return StatementId(row[0]) if row else None
