"""Rounds: opening the next one, now or at a time, and asking for one to close before its deadline."""

from dataclasses import replace
from datetime import datetime

import sqlite_utils

from deliberation.actor import Actor
from deliberation.debate import Debate
from deliberation.errors import NothingScheduled
from deliberation.ids import ActId, DebateKey, RoundNumber
from deliberation.log import Deed, LogEntry, deed_reason
from deliberation.round import Round, RoundState, next_round, scheduled_round
from deliberation.round import open_round as open_one
from deliberation.steering.schedule import must_lie_ahead
from deliberation.steering.turnout import everybody_answered
from storage.outgoing import PostKey, PostKind
from storage.sqlite import log, outbox, records, rows
from storage.sqlite.follows import owe_call
from storage.sqlite.moments import micros
from storage.sqlite.rounds.closing import save_closed
from storage.sqlite.rounds.helm import Helm, show, take


def open_round(
    db: sqlite_utils.Database, key: DebateKey, *, actor: Actor, act: ActId, deadline: datetime, at: datetime
) -> Round:
    """Open the next round, in the place of one that is scheduled, and owe its board. The round as it stands where the
    act was done before.

    Raises:
        NoDebateHere, AnotherServer, NotAModerator, DebateEnded, RoundStillOpen, DateInThePast: as they say.
    """
    helm = take(db, key, actor=actor, act=act, at=at)
    if done := helm.did(Deed.ROUND_OPENED):
        return helm.round_of(done)
    opened = next_round(helm.rounds, key, at, deadline)
    must_lie_ahead(deadline, at)
    _begin(db, helm.debate, helm.save(opened, Deed.ROUND_OPENED), at)
    return opened


def schedule_round(
    db: sqlite_utils.Database,
    key: DebateKey,
    *,
    actor: Actor,
    act: ActId,
    opens: datetime,
    deadline: datetime,
    at: datetime,
) -> Round:
    """Have the next round open by itself, in the place of one scheduled before.

    Raises:
        NoDebateHere, AnotherServer, NotAModerator, DebateEnded, DateInThePast, RoundPaused, OpensTooSoon,
        DeadlineNotLater: as they say.
    """
    helm = take(db, key, actor=actor, act=act, at=at)
    standing = rows.scheduled_in(db, key)
    if helm.did(Deed.ROUND_SCHEDULED) and standing is not None:
        return standing
    must_lie_ahead(opens, at)
    scheduled = scheduled_round(helm.rounds, key, opens, deadline)
    helm.save(scheduled, Deed.ROUND_SCHEDULED, opens=int(opens.timestamp()), closes=int(deadline.timestamp()))
    _show_last(helm)
    return scheduled


def unschedule_round(
    db: sqlite_utils.Database, key: DebateKey, *, actor: Actor, act: ActId, at: datetime, reason: str | None = None
) -> RoundNumber:
    """Call off the round that is scheduled: its number is free again. That number.

    Raises:
        NoDebateHere, AnotherServer, NotAModerator, DebateEnded, NothingScheduled, TextTooLong, TimedOut,
        BlockedWord: as they say.
    """
    helm = take(db, key, actor=actor, act=act, at=at)
    if done := helm.did(Deed.ROUND_UNSCHEDULED):
        return RoundNumber((done.numbers or {})["round"])
    standing = rows.scheduled_in(db, key)
    if standing is None:
        raise NothingScheduled
    drop_scheduled(db, key)
    helm.note(Deed.ROUND_UNSCHEDULED, reason=deed_reason(reason), round=standing.number)
    _show_last(helm)
    return standing.number


def drop_scheduled(db: sqlite_utils.Database, key: DebateKey) -> None:
    """Forget the round that is scheduled, if one is. Nothing has been said or answered in it."""
    db.execute(
        "DELETE FROM round WHERE guild_id = ? AND debate = ? AND state = ?",
        (key.guild, key.debate, RoundState.SCHEDULED.value),
    )


def rounds_to_open(db: sqlite_utils.Database, now: datetime) -> tuple[Round, ...]:
    """Scheduled rounds of all servers whose time has come at `now` and which no other round holds up, the longest due
    first.
    """
    due = db.execute(
        f"""SELECT {rows.ROUND} FROM round WHERE state = ? AND opened_at <= ? AND NOT EXISTS (
            SELECT 1 FROM round AS other WHERE other.guild_id = round.guild_id AND other.debate = round.debate
            AND other.state IN (?, ?))
        ORDER BY opened_at, guild_id, debate""",
        (RoundState.SCHEDULED.value, micros(now), RoundState.OPEN.value, RoundState.PAUSED.value),
    )
    return tuple(rows.round_from(row) for row in due)


def open_due_round(db: sqlite_utils.Database, key: DebateKey, *, now: datetime) -> Round | None:
    """Open the scheduled round whose time has come at `now`, and owe its board; None where there is none, or the last
    round is not over.

    Raises:
        NoDebateHere: there is no such debate.
    """
    debate = rows.debate_here(db, key)
    due, begun = rows.scheduled_in(db, key), rows.rounds_of(db, key)
    if due is None or due.opened_at > now or (begun and not begun[-1].over):
        return None
    opened = due.begin(now)
    rows.save_round(db, opened)
    # The bot's own deeds have no act of Discord's; small numbers are nobody's snowflake.
    entry = LogEntry(Deed.ROUND_OPENED, None, now, ActId(opened.number), key, {"round": opened.number})
    log.note(db, key.guild, entry)
    _begin(db, debate, opened, now)
    return opened


def close_round(
    db: sqlite_utils.Database, key: DebateKey, *, actor: Actor, act: ActId, at: datetime, unread: bool = False
) -> Round:
    """Close the open round: at once and by the actor where all who take part have answered everything; at its deadline
    and by nobody where that has passed already; else in EARLY_NOTICE from now, so that the round that comes back is
    still open. `unread`: whether its thread could not be read up to now.

    Raises:
        NoDebateHere, AnotherServer, NotAModerator, DebateEnded, NoOpenRound, RoundPaused, ClosingAlready,
        ClosesSoonAnyway: as they say.
    """
    helm = take(db, key, actor=actor, act=act, at=at)
    if done := helm.did(Deed.ROUND_CLOSED):
        return helm.round_of(done)
    standing = open_one(helm.rounds)
    if at >= standing.closes_at:
        return save_closed(db, helm.debate, standing.close(at, by=None, unread=unread), at)
    if everybody_answered(records.record(db, key), standing.number):
        helm.note(Deed.ROUND_CLOSED, round=standing.number)
        return save_closed(db, helm.debate, standing.close(at, by=helm.by, unread=unread), at)
    asked = standing.ask_to_close(at, by=helm.by)
    return helm.save(asked, Deed.ROUND_CLOSED, closes=int(asked.closes_at.timestamp()))


def keep_round_open(db: sqlite_utils.Database, key: DebateKey, *, actor: Actor, act: ActId, at: datetime) -> Round:
    """Call off the early closing of the open round.

    Raises:
        NoDebateHere, AnotherServer, NotAModerator, DebateEnded, NoOpenRound, RoundPaused, NotClosingEarly: as they say.
    """
    helm = take(db, key, actor=actor, act=act, at=at)
    if done := helm.did(Deed.ROUND_KEPT_OPEN):
        return helm.round_of(done)
    standing = open_one(helm.rounds)
    standing.must_take_stances(at)
    return helm.save(standing.keep_open(), Deed.ROUND_KEPT_OPEN)


def mark_board(db: sqlite_utils.Database, key: DebateKey, rounds: tuple[Round, ...], at: datetime) -> None:
    """Note that what the board of the latest of `rounds` shows has changed; nothing where that round is over."""
    if rounds and not rounds[-1].over:
        outbox.request_edit(db, _board(rounds[-1]), at=at)


def _begin(db: sqlite_utils.Database, debate: Debate, opened: Round, at: datetime) -> None:
    """Owe the board of a round that opened and a call to followers; have the round before and the opening say so."""
    outbox.owe_post(db, _board(opened), debate.thread or debate.home, at=at)
    owe_call(db, debate, opened, at=at)
    if opened.number > 1:
        outbox.request_edit(db, _board(replace(opened, number=RoundNumber(opened.number - 1))), at=at)
    show(db, opened.debate, opened.number, at)


def _show_last(helm: Helm) -> None:
    if helm.rounds:
        show(helm.db, helm.debate.key, helm.rounds[-1].number, helm.at)


def _board(round_: Round) -> PostKey:
    return PostKey(round_.debate.guild, PostKind.BOARD, round_.debate.debate, round_.number)
