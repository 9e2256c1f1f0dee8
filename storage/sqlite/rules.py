"""Rules: whether a server lets somebody have the bot say something, or say one thing more, as its settings have it."""

from collections.abc import Sequence
from datetime import datetime

import sqlite_utils

from deliberation import rules
from deliberation.actor import Actor
from deliberation.errors import BlockedWord, Refusal
from deliberation.ids import DebateKey, GuildId, ParticipantId, StatementId
from deliberation.rules import HOUR, Brought
from deliberation.statement import StatementKind
from storage.sqlite.moments import micros, moment
from storage.sqlite.participants import known_participant
from storage.sqlite.servers import server


def must_keep_words(db: sqlite_utils.Database, text: str, *, actor: Actor, at: datetime) -> None:
    """Refuse words that the bot may not show for `actor`: a title, a condition, the edit of what was posted for them.

    Raises:
        TimedOut, BlockedWord: as they say.
    """
    rules.must_keep_words(text, blocked=server(db, actor.guild).blocked, actor=actor, at=at)


def must_keep_rules(
    db: sqlite_utils.Database, key: DebateKey, text: str, *, kind: StatementKind, actor: Actor, at: datetime
) -> None:
    """Refuse a statement that `actor` may not have the bot post for them in a debate at `at`: an answer given in a
    form, a reason posted with their name, a letter brought by a command.

    Called in the verb that records it, with the actor's facts of that moment (`actor_of` has them), before anything is
    written and after what was recorded under the same act before was given back: a repeated act is not refused.

    Raises:
        TimedOut, BlockedWord, SlowMode, OverLimit, TextTooLong: as they say.
    """
    settings = server(db, key.guild)
    rules.must_keep_words(text, blocked=settings.blocked, actor=actor, at=at)
    author = known_participant(db, key.guild, actor.user)
    if author is None:
        author = ParticipantId(0)
    if actor.slow_mode:
        rules.must_wait(_last_said(db, key, author, at), actor=actor, at=at)
    bringing = Brought(at, len(text.encode()), kind is StatementKind.LETTER)
    rules.must_be_within(settings.limits, bringing, _brought(db, key.guild, author, at))


def must_say_no_blocked_word(db: sqlite_utils.Database, guild: GuildId, text: str) -> None:
    """Refuse words that the server's list has, whoever said them: the bot quotes them for nobody.

    Raises:
        BlockedWord: it has one of them.
    """
    found = rules.blocked_in(text, server(db, guild).blocked)
    if found is not None:
        raise BlockedWord({"word": found})


def says_blocked_word(db: sqlite_utils.Database, guild: GuildId, text: str) -> bool:
    """Whether what somebody typed holds a word that the bot quotes for nobody."""
    return rules.blocked_in(text, server(db, guild).blocked) is not None


def over_limit(
    db: sqlite_utils.Database,
    guild: GuildId,
    author: ParticipantId,
    text: str,
    *,
    statement: StatementId,
    kind: StatementKind,
    at: datetime,
) -> bool:
    """Whether what somebody typed at `at` is more than one member may bring into a server's debates within an hour.

    Slow mode, time-outs and words are Discord's own affair there. `statement` itself is not counted, so that an edit is
    judged as the first version was.
    """
    try:
        must_be_within(db, guild, author, text, statement=statement, kind=kind, at=at)
    except Refusal:
        return True
    return False


def must_be_within(
    db: sqlite_utils.Database,
    guild: GuildId,
    author: ParticipantId,
    text: str,
    *,
    statement: StatementId,
    kind: StatementKind,
    at: datetime,
) -> None:
    """Refuse a statement that is more than `over_limit` lets its author bring.

    Raises:
        OverLimit, TextTooLong: as they say.
    """
    bringing = Brought(at, len(text.encode()), kind is StatementKind.LETTER)
    rules.must_be_within(server(db, guild).limits, bringing, _brought(db, guild, author, at, but=statement))


def _last_said(db: sqlite_utils.Database, key: DebateKey, author: ParticipantId, at: datetime) -> datetime | None:
    row = db.execute(
        """SELECT max(said_at) FROM statement WHERE guild_id = ? AND debate = ? AND author = ? AND said_at <= ?
        AND kind != ?""",
        (key.guild, key.debate, author, micros(at), StatementKind.OPENING.value),
    ).fetchone()
    return None if row[0] is None else moment(row[0])


def _brought(
    db: sqlite_utils.Database, guild: GuildId, author: ParticipantId, at: datetime, *, but: StatementId | None = None
) -> Sequence[Brought]:
    found = db.execute(
        """SELECT said_at, kind, (SELECT length(CAST(text AS BLOB)) FROM revision
            WHERE revision.guild_id = statement.guild_id AND revision.debate = statement.debate
            AND revision.statement = statement.statement AND revision.revision = statement.revision)
        FROM statement WHERE guild_id = ? AND coalesce(author, bringer) = ? AND said_at > ? AND said_at <= ?
        AND kind != ? AND statement IS NOT ?""",
        (guild, author, micros(at - HOUR), micros(at), StatementKind.OPENING.value, but),
    )
    return [Brought(moment(said_at), size or 0, kind == StatementKind.LETTER.value) for said_at, kind, size in found]
