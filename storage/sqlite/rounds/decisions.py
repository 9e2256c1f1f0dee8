"""Decisions: what a debate came to, each with the post that says so."""

from datetime import datetime

import sqlite_utils

from deliberation.actor import Actor
from deliberation.errors import NoSuchPoint
from deliberation.ids import ActId, DebateKey
from deliberation.log import Deed, LogEntry
from deliberation.steering.decision import Decision, DecisionDraft
from deliberation.steering.schedule import must_lie_ahead
from storage.outgoing import PostKey, PostKind
from storage.sqlite import log, outbox, rows
from storage.sqlite.moments import micros
from storage.sqlite.participants import participant_of
from storage.sqlite.rounds.helm import must_lead, show
from storage.sqlite.rules import must_keep_words


def decide(
    db: sqlite_utils.Database, key: DebateKey, draft: DecisionDraft, *, actor: Actor, act: ActId, at: datetime
) -> Decision:
    """Record what a debate came to, open or ended, and owe the post that says so; what was decided before is kept. The
    decision as it stands where the act was done before.

    Raises:
        NoDebateHere, AnotherServer, NotAModerator, NoSuchPoint, DateInThePast, TimedOut, BlockedWord: as they say.
    """
    debate = rows.debate_here(db, key)
    must_lead(db, debate, actor)
    if done := log.did(db, key, act, Deed.DEBATE_DECIDED):
        return rows.decisions_of(db, key)[(done.numbers or {})["decision"] - 1]
    if draft.review_at is not None:
        must_lie_ahead(draft.review_at, at)
    if draft.point is not None and all(point.number != draft.point for point in rows.points_of(db, key)):
        raise NoSuchPoint({"point": draft.point})
    must_keep_words(db, f"{draft.what}\n{draft.why or ''}", actor=actor, at=at)
    by = participant_of(db, key.guild, actor.user, at)
    former = rows.decisions_of(db, key)
    number = len(former) + 1
    db.execute(
        "INSERT INTO decision (guild_id, debate, decision, act, by, at, what, why, review_at, point)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            key.guild,
            key.debate,
            number,
            act,
            by,
            micros(at),
            draft.what,
            draft.why,
            micros(draft.review_at) if draft.review_at is not None else None,
            draft.point,
        ),
    )
    log.note(db, key.guild, LogEntry(Deed.DEBATE_DECIDED, by, at, act, key, {"decision": number}, draft.what))
    outbox.owe_post(db, _post(key, number), debate.thread or debate.home, at=at)
    if former:
        outbox.request_edit(db, _post(key, number - 1), at=at)
    show(db, key, rows.rounds_of(db, key)[-1].number, at)
    return rows.decisions_of(db, key)[-1]


def _post(key: DebateKey, number: int) -> PostKey:
    return PostKey(key.guild, PostKind.DECISION, key.debate, number)
