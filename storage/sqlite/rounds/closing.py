"""Closing a round: by somebody, by the clock, or not yet, since too few answered."""

from collections.abc import Iterable
from datetime import datetime

import sqlite_utils

from deliberation.debate import Debate
from deliberation.ids import ActId, DebateKey, RoundNumber
from deliberation.log import Deed, LogEntry
from deliberation.round import Round, RoundState
from deliberation.steering.turnout import everybody_answered, quorum_missed
from deliberation.views.standings import standings_of
from storage.outgoing import PostKey, PostKind
from storage.sqlite import log, outbox, records, rows
from storage.sqlite.moments import micros
from storage.sqlite.rounds.helm import show


def save_closed(db: sqlite_utils.Database, debate: Debate, closed: Round, at: datetime) -> Round:
    """Write a round that closed; owe its summary and note that its board has changed."""
    rows.save_round(db, closed)
    outbox.owe_post(db, summary_of(closed), debate.thread or debate.home, at=at)
    show(db, debate.key, closed.number, at)
    return closed


def summary_of(round_: Round) -> PostKey:
    """The summary a round owes at its next closing: each reopening makes it another one."""
    key = round_.debate
    return PostKey(key.guild, PostKind.SUMMARY, key.debate, round_.number, part=round_.reopened)


def rounds_due(db: sqlite_utils.Database, now: datetime) -> tuple[Round, ...]:
    """Open rounds of all servers that are to close at `now` or before, the longest due first."""
    due = db.execute(
        f"""SELECT {rows.ROUND} FROM round WHERE state = ? AND coalesce(early_at, deadline) <= ?
        ORDER BY coalesce(early_at, deadline), guild_id, debate""",
        (RoundState.OPEN.value, micros(now)),
    )
    return tuple(rows.round_from(row) for row in due)


def prolong_due_round(db: sqlite_utils.Database, key: DebateKey, number: RoundNumber, *, now: datetime) -> Round | None:
    """Prolong, once, a round whose deadline has passed with fewer answers than its debate asks for; None where it is
    not open or not due, closes early, was prolonged before, or enough answered.

    Raises:
        NoDebateHere: there is no such debate.
    """
    due = _due(rows.rounds_of(db, key), number, now)
    if due is None or due.early is not None or due.prolonged:
        return None
    record = records.record(db, key)
    standings = standings_of(record, number)
    quorum = record.debate.terms.quorum
    if quorum is None or not quorum_missed(standings):
        return None
    prolonged = due.prolong(now)
    rows.save_round(db, prolonged)
    take_back(db, key, number)
    numbers = {"round": number, "answered": len(standings.answered), "quorum": quorum}
    # The bot's own deeds have no act of Discord's; small numbers are nobody's snowflake.
    log.note(db, key.guild, LogEntry(Deed.ROUND_EXTENDED, None, now, ActId(number), key, numbers))
    show(db, key, number, now)
    return prolonged


def close_due_round(
    db: sqlite_utils.Database, key: DebateKey, number: RoundNumber, *, unread: bool, now: datetime
) -> Round | None:
    """Close a round at its deadline, or when its early closing takes effect, and owe its summary; None where it is not
    open, or not due at `now`.

    Raises:
        NoDebateHere: there is no such debate.
    """
    debate = rows.debate_here(db, key)
    due = _due(rows.rounds_of(db, key), number, now)
    return None if due is None else save_closed(db, debate, due.close(now, by=None, unread=unread), now)


def hasten(db: sqlite_utils.Database, key: DebateKey, open_: Round, at: datetime) -> None:
    """Let an open round that somebody asked to close early close at `at` once all who take part have answered."""
    if open_.early is not None and everybody_answered(records.record(db, key), open_.number):
        rows.save_round(db, open_.hasten(at))
        show(db, key, open_.number, at)


def mark_summarised(db: sqlite_utils.Database, summary: PostKey) -> None:
    """`closed → summarised`: the summary of a round's last closing has been posted. A round in any other state stays as
    it is, and so does one that closed again since.
    """
    db.execute(
        "UPDATE round SET state = ? WHERE guild_id = ? AND debate = ? AND round = ? AND state = ? AND reopened = ?",
        (
            RoundState.SUMMARISED.value,
            summary.guild,
            summary.subject,
            summary.generation,
            RoundState.CLOSED.value,
            summary.part,
        ),
    )


def take_back(db: sqlite_utils.Database, key: DebateKey, number: RoundNumber) -> None:
    """Count what was said while round `number` was thought to be over, for the next one, in that round after all."""
    for table in ("statement", "point"):
        db.execute(
            f"UPDATE {table} SET round = ? WHERE guild_id = ? AND debate = ? AND round > ?",
            (number, key.guild, key.debate, number),
        )


def _due(rounds: Iterable[Round], number: RoundNumber, now: datetime) -> Round | None:
    for candidate in rounds:
        if candidate.number == number and candidate.state is RoundState.OPEN and candidate.closes_at <= now:
            return candidate
    return None
