"""Rounds: opening the next, closing one early or at its deadline."""

from datetime import datetime

import sqlite_utils

from deliberation.actor import Actor
from deliberation.ids import DebateId, DebateKey, GuildId, RoundNumber
from deliberation.round import Round, RoundState, next_round
from deliberation.round import open_round as open_one
from storage.outgoing import PostKey, PostKind
from storage.sqlite import outbox, rows
from storage.sqlite.closing import close_by, save_closed
from storage.sqlite.debates import must_lead, must_lie_ahead
from storage.sqlite.moments import micros


def open_round(db: sqlite_utils.Database, key: DebateKey, *, actor: Actor, deadline: datetime, at: datetime) -> Round:
    """Open the next round and owe its board.

    Raises:
        NoDebateHere, AnotherServer, NotAModerator, DebateEnded, RoundStillOpen, DateInThePast: as they say.
    """
    debate = rows.debate_here(db, key)
    must_lead(db, debate, actor)
    debate.must_be_open()
    opened = next_round(rows.rounds_of(db, key), key, at, deadline)
    must_lie_ahead(deadline, at)
    rows.save_round(db, opened)
    outbox.owe_post(db, _post(key, PostKind.BOARD, opened.number), debate.thread or debate.home, at=at)
    return opened


def close_round(db: sqlite_utils.Database, key: DebateKey, *, actor: Actor, at: datetime) -> Round:
    """Close the open round and owe its summary: early and by the actor, or, where its deadline has passed already, at
    the deadline and by nobody.

    Raises:
        NoDebateHere, AnotherServer, NotAModerator, DebateEnded, NoOpenRound: as they say.
    """
    debate = rows.debate_here(db, key)
    must_lead(db, debate, actor)
    debate.must_be_open()
    standing = open_one(rows.rounds_of(db, key))
    return close_by(db, debate, standing, actor=actor, at=at)


def rounds_due(db: sqlite_utils.Database, now: datetime) -> tuple[Round, ...]:
    """Open rounds of all servers whose deadline has passed at `now`, the longest due first."""
    due = db.execute(
        f"SELECT {rows.ROUND} FROM round WHERE state = ? AND deadline <= ? ORDER BY deadline, guild_id, debate",
        (RoundState.OPEN.value, micros(now)),
    )
    return tuple(rows.round_from(row) for row in due)


def close_due_round(
    db: sqlite_utils.Database, key: DebateKey, number: RoundNumber, *, unread: bool, now: datetime
) -> Round | None:
    """Close a round at its deadline and owe its summary; None where it is not open, or not due at `now`.

    Raises:
        NoDebateHere: there is no such debate.
    """
    debate = rows.debate_here(db, key)
    for candidate in rows.rounds_of(db, key):
        if candidate.number == number and candidate.state is RoundState.OPEN and candidate.deadline <= now:
            return save_closed(db, debate, candidate.close(now, by=None, unread=unread), now)
    return None


def mark_summarised(db: sqlite_utils.Database, guild: GuildId, debate: DebateId, number: RoundNumber) -> None:
    """`closed → summarised`: the round's summary has been posted. A round in any other state stays as it is."""
    db.execute(
        "UPDATE round SET state = ? WHERE guild_id = ? AND debate = ? AND round = ? AND state = ?",
        (RoundState.SUMMARISED.value, guild, debate, number, RoundState.CLOSED.value),
    )


def mark_board(db: sqlite_utils.Database, key: DebateKey, rounds: tuple[Round, ...], at: datetime) -> None:
    """Note that what the board of the latest of `rounds` shows has changed; nothing where that round is over."""
    if rounds and not rounds[-1].over:
        outbox.request_edit(db, _post(key, PostKind.BOARD, rounds[-1].number), at=at)


def _post(key: DebateKey, kind: PostKind, number: RoundNumber) -> PostKey:
    return PostKey(key.guild, kind, key.debate, number)
