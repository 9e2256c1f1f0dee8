"""Cursors: how far each thread's history has been read, and what reading it again brings or misses."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from sqlite_utils import Database

from deliberation.debate import DebateState
from deliberation.ids import ChannelId, DebateId, DebateKey, GuildId, MessageId, StatementId
from deliberation.round import RoundState
from deliberation.statement import StatementKind
from storage.sqlite.moments import micros, moment
from storage.sqlite.statements.indexes import DebateIndexes
from storage.sqlite.statements.recording import record_statement, withdraw_statement
from storage.verbs.history import Cursor
from storage.verbs.statements import Arrival, Recorded

if TYPE_CHECKING:
    from deliberation.parsing import Reading

# A statement that a message of the thread brought has that message's id. One that came in another way, such as a modal,
# has the id of that act, and a message that shows it: history neither brings nor misses it.
_RUNNING = (RoundState.OPEN.value, RoundState.PAUSED.value)
_BROUGHT_BY_MESSAGE = "statement.statement = statement.message AND statement.kind != ?"


def cursors(db: Database, guild: GuildId | None = None) -> tuple[Cursor, ...]:
    """A cursor for each open debate that has a thread, oldest debate first; of one server, or of all."""
    end_of_round = f"""(SELECT {{}}(statement.message) FROM statement JOIN round USING (guild_id, debate, round)
        WHERE statement.guild_id = debate.guild_id AND statement.debate = debate.debate
        AND round.state IN (?, ?) AND {_BROUGHT_BY_MESSAGE})"""
    brought = (*_RUNNING, StatementKind.OPENING.value)
    rows = db.execute(
        f"""SELECT debate.guild_id, debate.debate, debate.thread, cursor.after, cursor.read_until,
            {end_of_round.format("min")}, {end_of_round.format("max")}
        FROM debate JOIN cursor USING (guild_id, debate)
        WHERE debate.state = ? AND debate.thread IS NOT NULL AND (? IS NULL OR debate.guild_id = ?)
        ORDER BY debate.opened_at, debate.guild_id, debate.debate""",
        (*brought, *brought, DebateState.OPEN.value, guild, guild),
    ).fetchall()
    return tuple(
        Cursor(
            debate=DebateKey(GuildId(in_guild), DebateId(debate)),
            thread=ChannelId(thread),
            after=None if after is None else MessageId(after),
            round_first=None if first is None else MessageId(first),
            round_last=None if last is None else MessageId(last),
            read_until=moment(read_until),
        )
        for in_guild, debate, thread, after, read_until, first, last in rows
    )


def record_history(
    db: Database,
    indexes: DebateIndexes,
    key: DebateKey,
    arrivals: Sequence[Arrival],
    readings: "Sequence[Reading]",
    *,
    read_to: MessageId | None,
    now: datetime,
) -> tuple[Recorded, ...]:
    """Record messages read from the thread's history, oldest first, and move the cursor, which never goes back.

    `readings` holds what was read in each arrival; `now` is the moment up to which the thread has been read.
    """
    recorded = tuple(
        record_statement(db, indexes, key, arrival, read) for arrival, read in zip(arrivals, readings, strict=True)
    )
    db.execute(
        """UPDATE cursor SET after = nullif(max(coalesce(after, 0), coalesce(?, 0)), 0),
        read_until = max(read_until, ?) WHERE guild_id = ? AND debate = ?""",
        (read_to, micros(now), key.guild, key.debate),
    )
    return recorded


def withdraw_missing(
    db: Database,
    indexes: DebateIndexes,
    key: DebateKey,
    *,
    since: MessageId,
    until: MessageId,
    present: frozenset[MessageId],
    at: datetime,
) -> int:
    """Mark what messages from `since` to `until` (both included) said withdrawn where they are not `present` in the
    thread any more; how many.
    """
    rows = db.execute(
        f"""SELECT statement, message FROM statement WHERE guild_id = ? AND debate = ? AND message BETWEEN ? AND ?
        AND withdrawn = 0 AND {_BROUGHT_BY_MESSAGE} ORDER BY statement""",
        (key.guild, key.debate, since, until, StatementKind.OPENING.value),
    ).fetchall()
    missing = [StatementId(statement) for statement, message in rows if message not in present]
    for statement in missing:
        withdraw_statement(db, indexes, key, statement, at=at)
    return len(missing)
