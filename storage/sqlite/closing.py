"""Closing a round: written with the summary it owes and the edit of its board."""

from datetime import datetime

import sqlite_utils

from deliberation.actor import Actor
from deliberation.debate import Debate
from deliberation.ids import ParticipantId
from deliberation.round import Round
from storage.outgoing import PostKey, PostKind
from storage.sqlite import outbox, rows
from storage.sqlite.participants import participant_of


def close_by(db: sqlite_utils.Database, debate: Debate, standing: Round, *, actor: Actor, at: datetime) -> Round:
    """Close a round early and by the actor, or, where its deadline has passed already, at the deadline and by nobody.

    Raises:
        RoundClosed: it has closed already.
    """
    by: ParticipantId | None = None
    if at < standing.deadline:
        by = participant_of(db, debate.key.guild, actor.user, at)
    return save_closed(db, debate, standing.close(at, by=by), at)


def save_closed(db: sqlite_utils.Database, debate: Debate, closed: Round, at: datetime) -> Round:
    """Write a round that closed; owe its summary and note that its board has changed."""
    key = debate.key
    rows.save_round(db, closed)
    summary = PostKey(key.guild, PostKind.SUMMARY, key.debate, closed.number)
    outbox.owe_post(db, summary, debate.thread or debate.home, at=at)
    outbox.request_edit(db, PostKey(key.guild, PostKind.BOARD, key.debate, closed.number), at=at)
    return closed
