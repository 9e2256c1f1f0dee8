"""Answers in line that the bot posts for their authors: given, changed and taken back without typing a mark."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

import sqlite_utils

from deliberation.actor import Actor
from deliberation.answering.answer import Answered, OwnAnswer, Target
from deliberation.errors import NoSuchStatement, NothingToKeep, NotYourWords, SaidAlready, WrongTime
from deliberation.ids import (
    ActId,
    ChannelId,
    DebateKey,
    Link,
    MessageId,
    ParticipantId,
    PointNumber,
    RoundNumber,
    StatementId,
)
from deliberation.point import current
from deliberation.round import open_round
from deliberation.stance import Position
from deliberation.statement import StatementKind
from storage.outgoing import PostKey, PostKind
from storage.sqlite import rows, stances
from storage.sqlite.moments import moment
from storage.sqlite.participants import NOBODY, known_participant
from storage.sqlite.rules import must_keep_rules, must_keep_words
from storage.sqlite.statements.answerable import must_take_answer
from storage.sqlite.statements.chosen import Chosen, chosen_target, since
from storage.sqlite.statements.indexes import DebateIndexes
from storage.sqlite.statements.recording import record_statement, withdraw_statement
from storage.verbs.statements import Arrival


@dataclass(frozen=True, slots=True)
class _Posted:
    """An answer that the bot posts, as its latest revision has it."""

    statement: StatementId
    author: ParticipantId | None
    withdrawn: bool
    said_at: datetime
    link: Link
    quoted: str
    words: str


def answer_in_line(
    db: sqlite_utils.Database,
    indexes: DebateIndexes,
    key: DebateKey,
    target: Target,
    words: str,
    *,
    actor: Actor,
    act: ActId,
    at: datetime,
    position: Position | None = None,
    condition: str | None = None,
) -> Answered:
    """Record an answer to a passage or point as a statement of the actor's, owe its post, and record their view on the
    point with it, where they gave one and the round takes it.

    Raises:
        NoDebateHere, AnotherServer, MissingRole, MayNotWrite, DebateEnded, NoSuchPassage, NoSuchPoint: as they say.
        EmptyText, TextTooLong: there is no word to the passage itself, or there are too many.
        TimedOut, BlockedWord, SlowMode, OverLimit: as the server's rules have it.
        SaidAlready: the same words of theirs answer this point already.
    """
    from deliberation.answering.composing import in_line, reading_of

    must_take_answer(db, key, actor=actor)
    statement = StatementId(act)
    chosen = chosen_target(db, key, target)
    composed = in_line(chosen.words, words)
    if not _is_known(db, key, statement):
        must_keep_rules(db, key, words, kind=StatementKind.ANSWER, actor=actor, at=at)
        must_keep_words(db, f"{chosen.words}\n{condition or ''}", actor=actor, at=at)
        _must_be_new(db, key, chosen, composed.own.of(composed.text), actor=actor)
    arrival = Arrival(
        statement=statement,
        kind=StatementKind.ANSWER,
        user=actor.user,
        guest=None,
        message=MessageId(0),  # until it has been posted
        said_at=at,
        text=composed.text,
        roles=actor.roles,
    )
    record_statement(db, indexes, key, arrival, reading_of(composed), chosen=chosen)
    point, number = _joined(db, key, statement)
    answered = Answered(statement=statement, point=point, round=number, since=since(db, key, chosen))
    if position is None:
        return answered
    try:
        taking = open_round(rows.rounds_of(db, key)).number
        given = stances.record_stance(
            db, key, taking, point, position, actor=actor, act=act, at=at, condition=condition
        )
    except WrongTime as refused:  # the answer stands all the same, and counts for the next round
        return replace(answered, stance_refused=refused)
    return replace(answered, stance_kept=True, condition_kept=given.condition is not None)


def post_reason(
    db: sqlite_utils.Database,
    indexes: DebateIndexes,
    key: DebateKey,
    number: RoundNumber,
    point: PointNumber,
    *,
    actor: Actor,
    act: ActId,
    at: datetime,
) -> Answered:
    """Post the reason of the actor's stance in a round, which only they have seen, as their answer to the point.

    Raises:
        As `answer_in_line`.
        NothingToKeep: they gave no reason there.
    """
    must_take_answer(db, key, actor=actor)
    merges = rows.merges_of(db, key)
    participant = known_participant(db, key.guild, actor.user) or NOBODY
    own = [
        stance
        for stance in rows.stances_of(db, key, number=number, participant=participant)
        if current(stance.point, merges) == current(point, merges)
    ]
    reason = max(own, key=lambda stance: (stance.given_at, stance.act)).reason if own else None
    if reason is None:
        raise NothingToKeep
    return answer_in_line(db, indexes, key, point, reason, actor=actor, act=act, at=at)


def own_answer(db: sqlite_utils.Database, key: DebateKey, statement: StatementId, *, actor: Actor) -> OwnAnswer:
    """An answer of the actor's own that stands.

    Raises:
        NoDebateHere, AnotherServer, DebateEnded: as they say.
        NotYourWords: somebody else wrote it.
        NoSuchStatement: the bot posted no such answer, or it was taken back or removed.
    """
    actor.must_be_in(key.guild)
    rows.debate_here(db, key).must_be_open()
    own = next(_posted(db, key, "statement.statement", statement), None)
    if own is None or own.withdrawn:
        raise NoSuchStatement
    if own.author is None or own.author != known_participant(db, key.guild, actor.user):
        raise NotYourWords
    return OwnAnswer(statement, own.words, own.quoted)


def revise_answer(
    db: sqlite_utils.Database,
    indexes: DebateIndexes,
    key: DebateKey,
    statement: StatementId,
    words: str,
    *,
    actor: Actor,
    at: datetime,
) -> None:
    """Change the words of an answer of the actor's own: a new revision, to the same passage; its post is edited.

    Raises:
        As `own_answer`; EmptyText, TextTooLong, TimedOut, BlockedWord as `answer_in_line`.
    """
    from deliberation.answering.composing import in_line, reading_of

    must_take_answer(db, key, actor=actor)
    composed = in_line(own_answer(db, key, statement, actor=actor).quoted, words)
    must_keep_words(db, words, actor=actor, at=at)
    (standing,) = _posted(db, key, "statement.statement", statement)
    arrival = Arrival(
        statement=statement,
        kind=StatementKind.ANSWER,
        user=actor.user,
        guest=None,
        message=standing.link.message,
        said_at=standing.said_at,
        text=composed.text,
        roles=actor.roles,
        edited_at=at,
    )
    record_statement(db, indexes, key, arrival, reading_of(composed))


def take_back(
    db: sqlite_utils.Database,
    indexes: DebateIndexes,
    key: DebateKey,
    statement: StatementId,
    *,
    actor: Actor,
    at: datetime,
) -> None:
    """Withdraw an answer of the actor's own; its post says so, and answers to it stay. Taken back twice is once.

    Raises:
        As `own_answer`, but for what was taken back already.
    """
    try:
        own_answer(db, key, statement, actor=actor)
    except NoSuchStatement:
        if not _is_known(db, key, statement):
            raise
        return
    withdraw_statement(db, indexes, key, statement, at=at)


def withdraw_message(
    db: sqlite_utils.Database, indexes: DebateIndexes, key: DebateKey, message: MessageId, *, at: datetime
) -> None:
    """Mark what a deleted message showed withdrawn: what somebody wrote in it, or the answer that the bot posted."""
    row = db.execute(
        "SELECT statement FROM statement WHERE guild_id = ? AND debate = ? AND message = ? AND kind != ?",
        (key.guild, key.debate, message, StatementKind.OPENING.value),
    ).fetchone()
    withdraw_statement(db, indexes, key, StatementId(row[0] if row else message), at=at)


def statement_shown_by(db: sqlite_utils.Database, key: DebateKey, message: MessageId) -> StatementId | None:
    """The statement that a message brought or shows, or that the card it shows is about; None where it shows none."""
    row = db.execute(
        """SELECT statement FROM statement WHERE guild_id = :guild AND debate = :debate AND message = :message
        UNION ALL
        SELECT subject FROM outbox JOIN statement ON statement.guild_id = outbox.guild_id
            AND statement.debate = :debate AND statement.statement = outbox.subject
        WHERE outbox.guild_id = :guild AND outbox.kind = :card AND outbox.message = :message""",
        {"guild": key.guild, "debate": key.debate, "message": message, "card": PostKind.CARD.value},
    ).fetchone()
    return StatementId(row[0]) if row else None


def mark_posted(db: sqlite_utils.Database, post: PostKey, message: MessageId) -> None:
    """Note which message shows an answer."""
    db.execute(
        """UPDATE statement SET message = :message WHERE guild_id = :guild AND statement = :statement
        AND debate IN (SELECT debate FROM debate JOIN outbox ON outbox.guild_id = debate.guild_id
            AND outbox.channel = debate.thread WHERE outbox.guild_id = :guild AND outbox.kind = :kind
            AND outbox.subject = :statement)""",
        {"message": message, "guild": post.guild, "statement": post.subject, "kind": post.kind.value},
    )


def _is_known(db: sqlite_utils.Database, key: DebateKey, statement: StatementId) -> bool:
    known = db.execute(
        "SELECT 1 FROM statement WHERE guild_id = ? AND debate = ? AND statement = ?",
        (key.guild, key.debate, statement),
    ).fetchone()
    return known is not None


def _joined(db: sqlite_utils.Database, key: DebateKey, statement: StatementId) -> tuple[PointNumber, RoundNumber]:
    """The point that an answer was joined to, and the round it counts in."""
    point, number = db.execute(
        """SELECT pair.point, statement.round FROM statement JOIN pair USING (guild_id, debate, statement, revision)
        WHERE guild_id = ? AND debate = ? AND statement = ? AND syntax = 'chosen'""",
        (key.guild, key.debate, statement),
    ).fetchone()
    return PointNumber(point), RoundNumber(number)


def _must_be_new(db: sqlite_utils.Database, key: DebateKey, chosen: Chosen, words: str, *, actor: Actor) -> None:
    """Refuse what the actor posted already: the form was sent twice, or the button pressed twice."""
    author = known_participant(db, key.guild, actor.user)
    if author is None:
        return
    same = " ".join(words.split())
    for standing in _posted(db, key, "statement.author", author):
        if standing.quoted == chosen.words and " ".join(standing.words.split()) == same and not standing.withdrawn:
            raise SaidAlready({"link": standing.link})


def _posted(db: sqlite_utils.Database, key: DebateKey, column: str, value: int) -> Iterator[_Posted]:
    """The answers that the bot posts whose `column` holds `value`, oldest first."""
    found = db.execute(
        f"""SELECT statement, author, withdrawn, said_at, channel, message, quoted, text, quote_end
        FROM statement JOIN revision USING (guild_id, debate, statement, revision)
        JOIN pair USING (guild_id, debate, statement, revision)
        WHERE statement.guild_id = ? AND statement.debate = ? AND {column} = ? AND statement.kind = ?
        AND pair.syntax = 'chosen' ORDER BY statement""",
        (key.guild, key.debate, value, StatementKind.ANSWER.value),
    )
    for statement, author, withdrawn, said_at, channel, message, quoted, text, quote_end in found.fetchall():
        yield _Posted(
            statement=StatementId(statement),
            author=ParticipantId(author) if author is not None else None,
            withdrawn=bool(withdrawn),
            said_at=moment(said_at),
            link=Link(key.guild, ChannelId(channel), MessageId(message)),
            quoted=quoted,
            words=text[quote_end + 1 :],
        )
