"""Reports of what the bot posted for somebody, and what moderators make of them."""

from collections import defaultdict
from datetime import datetime

import sqlite_utils

from deliberation.actor import Actor
from deliberation.answering.report import Report, reported
from deliberation.errors import NoSuchStatement, NotYourWords
from deliberation.ids import ActId, ChannelId, DebateKey, Link, MessageId, ParticipantId, StatementId, UserId
from deliberation.log import Deed, LogEntry
from deliberation.statement import StatementKind
from storage.sqlite import log, rows
from storage.sqlite.moments import micros
from storage.sqlite.participants import known_participant, participant_of, user_of
from storage.sqlite.rules import must_keep_words
from storage.sqlite.servers import acting
from storage.sqlite.statements.indexes import DebateIndexes
from storage.sqlite.statements.recording import withdraw_statement


def report(
    db: sqlite_utils.Database,
    key: DebateKey,
    statement: StatementId,
    reason: str,
    *,
    actor: Actor,
    act: ActId,
    at: datetime,
) -> bool:
    """Bring an answer that the bot posted before the moderators; False where the actor did so and waits for them.

    Raises:
        NoDebateHere, AnotherServer: as they say.
        NoSuchStatement: the bot posted no such answer, or it was taken back or removed.
        EmptyText, TextTooLong: as `deliberation.answering.report.reported` says.
    """
    actor.must_be_in(key.guild)
    rows.debate_here(db, key)
    _must_stand(db, key, statement)
    reason = reported(reason)
    participant = participant_of(db, key.guild, actor.user, at)
    waiting = db.execute(
        """SELECT 1 FROM report WHERE guild_id = ? AND debate = ? AND statement = ? AND participant = ?
        AND settled_at IS NULL AND act != ?""",
        (key.guild, key.debate, statement, participant, act),
    ).fetchone()
    if waiting is not None:
        return False
    db.execute(
        """INSERT OR IGNORE INTO report (guild_id, debate, act, statement, participant, reason, reported_at)
        VALUES (?, ?, ?, ?, ?, ?, ?)""",
        (key.guild, key.debate, act, statement, participant, reason, micros(at)),
    )
    return True


def reports(db: sqlite_utils.Database, key: DebateKey, *, actor: Actor) -> tuple[Report, ...]:
    """What is reported in a debate and not settled yet, the longest waiting first.

    Raises:
        NoDebateHere, AnotherServer, NotAModerator: as they say.
    """
    _must_moderate(db, key, actor)
    found = db.execute(
        """SELECT report.act, statement, reason, author, channel, message, text, quote_end FROM report
        JOIN statement USING (guild_id, debate, statement)
        JOIN revision USING (guild_id, debate, statement, revision)
        JOIN pair USING (guild_id, debate, statement, revision)
        WHERE report.guild_id = ? AND report.debate = ? AND settled_at IS NULL AND withdrawn = 0
        AND pair.syntax = 'chosen' ORDER BY report.act""",
        (key.guild, key.debate),
    )
    reasons: defaultdict[int, list[str]] = defaultdict(list)
    first: dict[int, tuple[int, int | None, int, int, str]] = {}
    for act, statement, reason, author, channel, message, text, quote_end in found:
        reasons[statement].append(reason)
        first.setdefault(statement, (act, author, channel, message, text[quote_end + 1 :]))
    return tuple(
        Report(
            statement=StatementId(statement),
            act=ActId(act),
            author=ParticipantId(author) if author is not None else None,
            words=words,
            link=Link(key.guild, ChannelId(channel), MessageId(message)),
            reasons=tuple(reasons[statement]),
        )
        for statement, (act, author, channel, message, words) in first.items()
    )


def dismiss_report(
    db: sqlite_utils.Database, key: DebateKey, statement: StatementId, *, actor: Actor, at: datetime
) -> bool:
    """Settle the reports of a statement and let it stand; False where somebody settled them before.

    Raises:
        NoDebateHere, AnotherServer, NotAModerator: as they say.
    """
    _must_moderate(db, key, actor)
    return _settle(db, key, statement, actor=actor, at=at)


def remove_statement(
    db: sqlite_utils.Database,
    indexes: DebateIndexes,
    key: DebateKey,
    statement: StatementId,
    reason: str,
    *,
    actor: Actor,
    act: ActId,
    at: datetime,
) -> UserId | None:
    """Remove an answer that the bot posted, for a reason its author can ask for; its reports are settled. The author's
    user id, None where it is erased.

    Raises:
        NoDebateHere, AnotherServer, NotAModerator: as they say.
        NoSuchStatement: it is gone already: taken back, or removed by somebody else.
        TimedOut, BlockedWord: of the reason, which everybody can read in the debate's log.
        EmptyText, TextTooLong: as `deliberation.answering.report.reported` says.
    """
    _must_moderate(db, key, actor)
    author = _must_stand(db, key, statement)
    reason = reported(reason)
    must_keep_words(db, reason, actor=actor, at=at)
    by = participant_of(db, key.guild, actor.user, at)
    db.execute(
        """INSERT INTO removal (guild_id, debate, statement, participant, reason, removed_at)
        VALUES (?, ?, ?, ?, ?, ?)""",
        (key.guild, key.debate, statement, by, reason, micros(at)),
    )
    withdraw_statement(db, indexes, key, statement, at=at)
    _settle(db, key, statement, actor=actor, at=at)
    log.note(db, key.guild, LogEntry(Deed.STATEMENT_REMOVED, by, at, act, debate=key, reason=reason))
    return user_of(db, key.guild, author) if author is not None else None


def why_removed(db: sqlite_utils.Database, key: DebateKey, statement: StatementId, *, actor: Actor) -> str:
    """Why a moderator removed an answer: for its author, and for moderators.

    Raises:
        NoDebateHere, AnotherServer: as they say.
        NoSuchStatement: it was not removed.
        NotYourWords: somebody else asks.
    """
    actor.must_be_in(key.guild)
    debate = rows.debate_here(db, key)
    row = db.execute(
        """SELECT reason, author FROM removal JOIN statement USING (guild_id, debate, statement)
        WHERE guild_id = ? AND debate = ? AND statement = ?""",
        (key.guild, key.debate, statement),
    ).fetchone()
    if row is None:
        raise NoSuchStatement
    reason, author = row
    mine = author is not None and author == known_participant(db, key.guild, actor.user)
    if not mine and not acting(db, actor).moderates and user_of(db, key.guild, debate.opener) != actor.user:
        raise NotYourWords
    return reason


def _must_moderate(db: sqlite_utils.Database, key: DebateKey, actor: Actor) -> None:
    actor.must_be_in(key.guild)
    rows.debate_here(db, key)
    acting(db, actor).must_moderate()


def _must_stand(db: sqlite_utils.Database, key: DebateKey, statement: StatementId) -> ParticipantId | None:
    """The author of an answer that the bot posted and that stands."""
    row = db.execute(
        """SELECT author FROM statement WHERE guild_id = ? AND debate = ? AND statement = ? AND kind = ?
        AND withdrawn = 0""",
        (key.guild, key.debate, statement, StatementKind.ANSWER.value),
    ).fetchone()
    if row is None:
        raise NoSuchStatement
    return ParticipantId(row[0]) if row[0] is not None else None


def _settle(db: sqlite_utils.Database, key: DebateKey, statement: StatementId, *, actor: Actor, at: datetime) -> bool:
    settled = db.execute(
        """UPDATE report SET settled_at = ?, settled_by = ? WHERE guild_id = ? AND debate = ? AND statement = ?
        AND settled_at IS NULL""",
        (micros(at), participant_of(db, key.guild, actor.user, at), key.guild, key.debate, statement),
    )
    return settled.rowcount > 0
