"""Steering a round that has begun: extending, pausing, resuming, cancelling and reopening it."""

from dataclasses import replace
from datetime import datetime

import sqlite_utils

from deliberation.actor import Actor
from deliberation.errors import NothingToReopen
from deliberation.ids import ActId, DebateKey
from deliberation.log import Deed, deed_reason, needed_reason
from deliberation.round import Round, open_round, running_round
from deliberation.steering.schedule import must_lie_ahead
from storage.outgoing import PostState
from storage.sqlite import outbox
from storage.sqlite.follows import owe_call
from storage.sqlite.rounds.closing import summary_of, take_back
from storage.sqlite.rounds.helm import take


def extend_round(
    db: sqlite_utils.Database, key: DebateKey, *, actor: Actor, act: ActId, deadline: datetime, at: datetime
) -> Round:
    """Give the open round a later deadline; a closing asked for before is called off.

    Raises:
        NoDebateHere, AnotherServer, NotAModerator, DebateEnded, NoOpenRound, RoundPaused, RoundClosed, DateInThePast,
        DeadlineNotLater: as they say.
    """
    helm = take(db, key, actor=actor, act=act, at=at)
    if done := helm.did(Deed.ROUND_EXTENDED):
        return helm.round_of(done)
    standing = open_round(helm.rounds)
    standing.must_take_stances(at)
    must_lie_ahead(deadline, at)
    return helm.save(standing.extend(deadline), Deed.ROUND_EXTENDED, closes=int(deadline.timestamp()))


def pause_round(
    db: sqlite_utils.Database, key: DebateKey, *, actor: Actor, act: ActId, at: datetime, reason: str | None = None
) -> Round:
    """Pause the open round: it takes no stances and does not close until it is resumed.

    Raises:
        NoDebateHere, AnotherServer, NotAModerator, DebateEnded, NoOpenRound, RoundPaused, RoundClosed, TextTooLong,
        TimedOut, BlockedWord: as they say.
    """
    helm = take(db, key, actor=actor, act=act, at=at)
    if done := helm.did(Deed.ROUND_PAUSED):
        return helm.round_of(done)
    standing = open_round(helm.rounds)
    standing.must_take_stances(at)
    return helm.save(standing.pause(at), Deed.ROUND_PAUSED, reason=deed_reason(reason))


def resume_round(db: sqlite_utils.Database, key: DebateKey, *, actor: Actor, act: ActId, at: datetime) -> Round:
    """Resume the paused round: its deadline, and a closing asked for, move by the length of the pause.

    Raises:
        NoDebateHere, AnotherServer, NotAModerator, DebateEnded, NoOpenRound, RoundNotPaused: as they say.
    """
    helm = take(db, key, actor=actor, act=act, at=at)
    if done := helm.did(Deed.ROUND_RESUMED):
        return helm.round_of(done)
    resumed = running_round(helm.rounds).resume(at)
    return helm.save(resumed, Deed.ROUND_RESUMED, closes=int(resumed.closes_at.timestamp()))


def cancel_round(
    db: sqlite_utils.Database, key: DebateKey, *, actor: Actor, act: ActId, at: datetime, reason: str
) -> Round:
    """Cancel the open or paused round: what was answered in it is kept and never counted, and no summary follows.

    Raises:
        NoDebateHere, AnotherServer, NotAModerator, DebateEnded, NoOpenRound, EmptyText, TextTooLong,
        TimedOut, BlockedWord: as they say.
    """
    helm = take(db, key, actor=actor, act=act, at=at)
    if done := helm.did(Deed.ROUND_CANCELLED):
        return helm.round_of(done)
    cancelled = running_round(helm.rounds).cancel(at)
    for part in range(cancelled.reopened):  # what was posted before it was opened again promises a new summary
        if outbox.post(db, before := replace(summary_of(cancelled), part=part)) is not None:
            outbox.request_edit(db, before, at=at)
    return helm.save(cancelled, Deed.ROUND_CANCELLED, reason=needed_reason(reason))


def reopen_round(
    db: sqlite_utils.Database, key: DebateKey, *, actor: Actor, act: ActId, deadline: datetime, at: datetime
) -> Round:
    """Open the last round again until `deadline`, with everything answered in it. Its summary, where it was posted, is
    edited to say so; where it was not, it never appears. Another one is owed when the round closes again.

    Raises:
        NoDebateHere, AnotherServer, NotAModerator, DebateEnded, NothingToReopen, DateInThePast: as they say.
    """
    helm = take(db, key, actor=actor, act=act, at=at)
    if done := helm.did(Deed.ROUND_REOPENED):
        return helm.round_of(done)
    if not helm.rounds:
        raise NothingToReopen({"round": 0})
    closed = helm.rounds[-1]
    reopened = closed.reopen(deadline)
    must_lie_ahead(deadline, at)
    summary = summary_of(closed)
    owed = outbox.post(db, summary)
    if owed is not None and owed.state in (PostState.OWED, PostState.QUEUED):
        outbox.give_up_post(db, summary, at=at)
    else:
        outbox.request_edit(db, summary, at=at)
    take_back(db, key, closed.number)
    owe_call(db, helm.debate, reopened, at=at)
    return helm.save(reopened, Deed.ROUND_REOPENED, closes=int(deadline.timestamp()))
