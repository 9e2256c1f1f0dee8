"""Saying what answers what: the author of a statement picks the passage it answers, and may take that back."""

from collections.abc import Iterable
from datetime import datetime

import sqlite_utils

from deliberation.actor import Actor
from deliberation.answering.answer import Earlier
from deliberation.errors import (
    AnswersAlready,
    AnswersItself,
    NobodysWords,
    NoSuchPassage,
    NoSuchStatement,
    NotYourWords,
    OnlySpeakers,
)
from deliberation.excerpt import excerpt
from deliberation.ids import ActId, ChannelId, DebateKey, Link, MessageId, ParticipantId, PointNumber, StatementId
from deliberation.statement import Passage, StatementKind
from deliberation.terms import Voice
from deliberation.views.card import ByName
from storage.sqlite.participants import known_participant
from storage.sqlite.rules import must_be_within, must_say_no_blocked_word
from storage.sqlite.statements.answerable import must_take_answer
from storage.sqlite.statements.byname import by_name, count, uncount
from storage.sqlite.statements.chosen import choose, chosen_by, chosen_target, drop
from storage.sqlite.statements.indexes import DebateIndexes
from storage.sqlite.statements.recording import read_anew
from storage.verbs.statements import Recorded

_WORDS_SHOWN = 200


def earlier(
    db: sqlite_utils.Database, key: DebateKey, statement: StatementId, *, actor: Actor
) -> tuple[StatementId | None, tuple[Earlier, ...]]:
    """The statement whose message `statement` replied to, and all that were made before it, the latest first.

    Raises:
        NoDebateHere, AnotherServer, MissingRole, MayNotWrite, DebateEnded: as they say.
        NoSuchStatement: it is not known, or was deleted.
        NotYourWords: somebody else made it.
        OnlySpeakers: its author was none when they made it, or is none now.
    """
    reply_to = _must_be_own(db, key, statement, actor=actor)
    found = db.execute(
        """SELECT statement, author, guest, text, channel, message
        FROM statement JOIN revision USING (guild_id, debate, statement, revision)
        WHERE guild_id = ? AND debate = ? AND statement < ? AND withdrawn = 0 ORDER BY statement DESC""",
        (key.guild, key.debate, statement),
    )
    before = tuple(
        Earlier(
            statement=StatementId(number),
            author=ParticipantId(author) if author is not None else None,
            guest=guest,
            words=excerpt(text, _WORDS_SHOWN),
            link=Link(key.guild, ChannelId(channel), MessageId(message)),
        )
        for number, author, guest, text, channel, message in found
        if text.strip()
    )
    replied = next((one.statement for one in before if reply_to is not None and one.link.message == reply_to), None)
    return replied, before


def say_what_answers(
    db: sqlite_utils.Database,
    indexes: DebateIndexes,
    key: DebateKey,
    statement: StatementId,
    passage: Passage,
    *,
    actor: Actor,
    act: ActId,
    at: datetime,
) -> Recorded | None:
    """Join what a statement of the actor's says of its own to a passage that was said before it; None where it is.

    Raises:
        As `earlier`; NoSuchPassage, as it says.
        AnswersItself: the passage is its own, or was said later.
        AnswersAlready: it says nothing before its first quote.
        OverLimit, TextTooLong: it was more than its author may bring, and still is.
        BlockedWord: the server's list has one of its words.
    """
    from deliberation.answering.composing import own_words

    _must_be_own(db, key, statement, actor=actor)
    if passage.statement >= statement:
        raise AnswersItself
    chosen = chosen_target(db, key, passage)
    text, kind, author, as_chat = db.execute(
        """SELECT text, kind, author, as_chat
        FROM statement JOIN revision USING (guild_id, debate, statement, revision)
        WHERE guild_id = ? AND debate = ? AND statement = ?""",
        (key.guild, key.debate, statement),
    ).fetchone()
    if own_words(text) is None:
        raise AnswersAlready
    must_say_no_blocked_word(db, key.guild, text)
    if as_chat:
        must_be_within(db, key.guild, ParticipantId(author), text, statement=statement, kind=StatementKind(kind), at=at)
    if chosen_by(db, key, statement) == chosen:
        return None
    choose(db, key, statement, chosen, act=act, at=at)
    return read_anew(db, indexes, key, statement, at=at)


def unsay_what_answers(
    db: sqlite_utils.Database,
    indexes: DebateIndexes,
    key: DebateKey,
    statement: StatementId,
    *,
    actor: Actor,
    at: datetime,
) -> Recorded | None:
    """Take back what the author picked; None where nothing is picked now.

    Raises:
        As `earlier`.
    """
    _must_be_own(db, key, statement, actor=actor)
    return read_anew(db, indexes, key, statement, at=at) if drop(db, key, statement, at=at) else None


def own_by_name(
    db: sqlite_utils.Database, key: DebateKey, statement: StatementId, *, actor: Actor
) -> tuple[ByName, ...]:
    """The replies by name in a statement of the actor's own, in order.

    Raises:
        As `earlier`.
    """
    _must_be_own(db, key, statement, actor=actor)
    return by_name(db, key, statement)


def count_by_name(
    db: sqlite_utils.Database,
    indexes: DebateIndexes,
    key: DebateKey,
    statement: StatementId,
    points: Iterable[PointNumber],
    *,
    actor: Actor,
    act: ActId,
    at: datetime,
) -> Recorded | None:
    """Count what a statement of the actor's says to these proposals by name; None where it is counted.

    Raises:
        As `earlier`.
        NoSuchPassage: none of these is named in it as it stands now.
    """
    named = {one.point for one in own_by_name(db, key, statement, actor=actor)}
    meant = [point for point in points if point in named]
    if not meant:
        raise NoSuchPassage
    if not count(db, key, statement, meant, act=act, at=at):
        return None
    return read_anew(db, indexes, key, statement, at=at)


def uncount_by_name(
    db: sqlite_utils.Database,
    indexes: DebateIndexes,
    key: DebateKey,
    statement: StatementId,
    points: Iterable[PointNumber],
    *,
    actor: Actor,
    at: datetime,
) -> Recorded | None:
    """Count what a statement of the actor's says to these proposals by name no more; None where it was not counted.

    Raises:
        As `earlier`.
    """
    _must_be_own(db, key, statement, actor=actor)
    if not uncount(db, key, statement, points, at=at):
        return None
    return read_anew(db, indexes, key, statement, at=at)


def _must_be_own(
    db: sqlite_utils.Database, key: DebateKey, statement: StatementId, *, actor: Actor
) -> MessageId | None:
    """The message that the actor's own message or letter replied to; None where it replied to none.

    Raises:
        AnswersAlready: the bot posted it as the reply that it is.
        NobodysWords: it is the opening, which replies to nothing.
        NoSuchStatement, NotYourWords, OnlySpeakers: as they say.
    """
    must_take_answer(db, key, actor=actor)
    row = db.execute(
        """SELECT author, reply_to, voice, kind FROM statement WHERE guild_id = ? AND debate = ? AND statement = ?
        AND withdrawn = 0""",
        (key.guild, key.debate, statement),
    ).fetchone()
    if row is None:
        raise NoSuchStatement
    author, reply_to, voice, kind = row
    if kind == StatementKind.OPENING.value:
        raise NobodysWords
    if author is None or author != known_participant(db, key.guild, actor.user):
        raise NotYourWords
    if kind == StatementKind.ANSWER.value:
        raise AnswersAlready({"posted": True})
    if voice == Voice.READER.value:
        raise OnlySpeakers({"then": True})
    return MessageId(reply_to) if reply_to is not None else None
