"""Debates: opening one with everything it begins with, placing it in its thread, ending it."""

from dataclasses import replace
from datetime import datetime

import sqlite_utils

from deliberation.actor import Actor
from deliberation.debate import Debate, DebateDraft, DebateState
from deliberation.errors import RoundUnfinished
from deliberation.ids import (
    ActId,
    ChannelId,
    DebateId,
    DebateKey,
    GuildId,
    MessageId,
    ParticipantId,
    StatementId,
)
from deliberation.log import Deed, LogEntry
from deliberation.point import PointOrigin
from deliberation.round import RoundState, next_round
from deliberation.statement import StatementKind
from deliberation.steering.schedule import must_lie_ahead
from deliberation.steering.turnout import would_be_cut_short
from deliberation.terms import Form
from storage.outgoing import PostKey, PostKind
from storage.sqlite import log, outbox, records, rows
from storage.sqlite.asking.searching import index_statement
from storage.sqlite.moments import micros
from storage.sqlite.participants import participant_of, pseudonyms
from storage.sqlite.rounds.closing import save_closed
from storage.sqlite.rounds.helm import must_lead, show, show_standing
from storage.sqlite.rounds.opening import drop_scheduled
from storage.sqlite.rules import must_keep_words

__all__ = [
    "debate",
    "debate_in",
    "debates",
    "end_debate",
    "must_lead",
    "open_debate",
    "place_debate",
    "placed_debates",
    "pseudonyms",
]


def open_debate(
    db: sqlite_utils.Database, draft: DebateDraft, *, actor: Actor, act: ActId, home: ChannelId, at: datetime
) -> Debate:
    """Open a debate under the id `act`, with its first round, its opening statement and a point for each proposal.

    Its opening is owed in `home`. The debate that stands where the act was done before.

    Raises:
        DateInThePast: the deadline is not later than `at`.
        TimedOut, BlockedWord: as they say.
    """
    key = DebateKey(actor.guild, DebateId(act))
    standing = rows.load_debate(db, key)
    if standing is not None:
        return standing
    must_lie_ahead(draft.deadline, at)
    must_keep_words(db, f"{draft.title}\n{draft.opening_text}", actor=actor, at=at)
    opened = Debate(
        key=key,
        title=draft.title,
        attribution=draft.attribution,
        tallies=draft.tallies,
        state=DebateState.OPEN,
        opener=participant_of(db, actor.guild, actor.user, at),
        home=home,
        thread=None,
        opening=None,
        planned_rounds=draft.planned_rounds,
        opened_at=at,
        terms=draft.terms,
    )
    _insert_debate(db, opened)
    rows.save_round(db, next_round((), key, at, draft.deadline))
    _insert_opening(db, opened, draft)
    db.execute(
        "INSERT INTO cursor (guild_id, debate, after, read_until) VALUES (?, ?, NULL, ?)",
        (key.guild, key.debate, micros(at)),
    )
    log.note(db, key.guild, LogEntry(Deed.DEBATE_OPENED, opened.opener, at, act, key))
    outbox.owe_post(db, PostKey(key.guild, PostKind.OPENING, key.debate), home, at=at)
    return opened


def _insert_debate(db: sqlite_utils.Database, opened: Debate) -> None:
    terms = opened.terms
    db.execute(
        f"INSERT INTO debate ({rows.DEBATE}) VALUES ({', '.join('?' * 19)})",
        (
            opened.key.guild,
            opened.key.debate,
            opened.title,
            opened.attribution.value,
            opened.tallies.value,
            opened.state.value,
            opened.opener,
            opened.home,
            opened.thread,
            opened.opening,
            terms.gate.role,
            opened.planned_rounds,
            micros(opened.opened_at),
            terms.gate.account_days,
            terms.gate.member_days,
            terms.form.value,
            terms.quorum,
            terms.speakers,
            int(terms.steelman),
        ),
    )


def _insert_opening(db: sqlite_utils.Database, opened: Debate, draft: DebateDraft) -> None:
    # The opening statement has the debate's own id, lower than every message of its thread. Its message is 0 until
    # the opening has been posted.
    guild, debate, at = opened.key.guild, opened.key.debate, micros(opened.opened_at)
    db.execute(
        """INSERT INTO statement (guild_id, debate, statement, kind, author, channel, message, round, said_at, revision)
        VALUES (?, ?, ?, ?, ?, ?, 0, 1, ?, 1)""",
        (guild, debate, debate, StatementKind.OPENING.value, opened.opener, opened.home, at),
    )
    db.execute(
        "INSERT INTO revision (guild_id, debate, statement, revision, text, revised_at) VALUES (?, ?, ?, 1, ?, ?)",
        (guild, debate, debate, draft.opening_text, at),
    )
    index_statement(db, opened.key, StatementId(debate), draft.opening_text)
    for number, (claim, span) in enumerate(zip(draft.proposals, draft.proposal_spans, strict=True), start=1):
        db.execute(
            """INSERT INTO point (guild_id, debate, point, origin, claim, statement, revision, span_start, span_end,
            author, made_at, round) VALUES (?, ?, ?, ?, ?, ?, 1, ?, ?, ?, ?, 1)""",
            (guild, debate, number, PointOrigin.PROPOSAL.value, claim, debate, span.start, span.end, opened.opener, at),
        )


def place_debate(
    db: sqlite_utils.Database, key: DebateKey, *, opening: MessageId, thread: ChannelId, at: datetime
) -> Debate:
    """Note where the opening stands and which thread was made from it; owe the first round's board there.

    A debate that has its place keeps it.

    Raises:
        NoDebateHere: there is no such debate.
    """
    standing = rows.debate_here(db, key)
    if standing.thread is not None:
        return standing
    placed = replace(standing, opening=opening, thread=thread)
    db.execute(
        "UPDATE debate SET opening = ?, thread = ? WHERE guild_id = ? AND debate = ?",
        (opening, thread, key.guild, key.debate),
    )
    db.execute(
        "UPDATE statement SET message = ?, channel = ? WHERE guild_id = ? AND debate = ? AND statement = ?",
        (opening, thread if standing.terms.form is Form.POST else standing.home, key.guild, key.debate, key.debate),
    )
    outbox.owe_post(db, PostKey(key.guild, PostKind.BOARD, key.debate, 1), thread, at=at)
    return placed


def end_debate(
    db: sqlite_utils.Database,
    key: DebateKey,
    *,
    actor: Actor | None,
    at: datetime,
    act: ActId | None = None,
    unread: bool = False,
) -> Debate:
    """End a debate. Where somebody ends it, its open or paused round closes at that moment and its summary is owed,
    unless that cut the round short for some: no round is over sooner than `/round close` would have it. Where the
    thread is gone (`actor` None), or was not made yet, the round is cancelled. A scheduled round is dropped.

    `unread`: whether its thread could not be read up to now.

    Raises:
        NoDebateHere, AnotherServer, NotAModerator, DebateEnded, RoundUnfinished: as they say.
    """
    standing = rows.debate_here(db, key)
    by: ParticipantId | None = None
    if actor is not None:
        must_lead(db, standing, actor)
        by = participant_of(db, key.guild, actor.user, at)
        if act is not None and log.did(db, key, act, Deed.DEBATE_ENDED):
            return standing
    standing.must_be_open()
    if by is not None:
        _must_not_cut_short(db, key, at)
    db.execute(
        "UPDATE debate SET state = ? WHERE guild_id = ? AND debate = ?",
        (DebateState.ENDED.value, key.guild, key.debate),
    )
    if by is not None and act is not None:
        log.note(db, key.guild, LogEntry(Deed.DEBATE_ENDED, by, at, act, key))
    drop_scheduled(db, key)
    ended = replace(standing, state=DebateState.ENDED)
    for candidate in rows.rounds_of(db, key):
        if not candidate.over and by is not None and standing.thread is not None:
            late = candidate.state is RoundState.OPEN and at >= candidate.closes_at
            save_closed(db, ended, candidate.close(at, by=None if late else by, unread=unread), at)
        elif not candidate.over:
            rows.save_round(db, candidate.cancel(at))
            show(db, key, candidate.number, at)
    show_standing(db, key, at)
    return ended


def _must_not_cut_short(db: sqlite_utils.Database, key: DebateKey, at: datetime) -> None:
    for running in rows.rounds_of(db, key):
        due = running.state is RoundState.OPEN and at >= running.closes_at
        if not running.over and not due and would_be_cut_short(records.record(db, key), running.number):
            raise RoundUnfinished({"round": running.number})


def debate_in(db: sqlite_utils.Database, guild: GuildId, channel: ChannelId) -> Debate | None:
    """The debate whose thread `channel` is."""
    row = db.execute(f"SELECT {rows.DEBATE} FROM debate WHERE guild_id = ? AND thread = ?", (guild, channel)).fetchone()
    return rows.debate_from(row) if row else None


def placed_debates(db: sqlite_utils.Database) -> tuple[Debate, ...]:
    """The debates of all servers that have a thread."""
    found = db.execute(f"SELECT {rows.DEBATE} FROM debate WHERE thread IS NOT NULL").fetchall()
    return tuple(rows.debate_from(row) for row in found)


def debate(db: sqlite_utils.Database, key: DebateKey) -> Debate | None:
    """The debate of that key."""
    return rows.load_debate(db, key)


def debates_moved(db: sqlite_utils.Database, guild: GuildId) -> tuple[Debate, ...]:
    """The debates of a server, those in which anything was said or a round began last first."""
    moved = """SELECT max(coalesce((SELECT max(opened_at) FROM round WHERE guild_id = :guild
            AND debate = debate.debate), opened_at), coalesce((SELECT said_at FROM statement WHERE guild_id = :guild
            AND debate = debate.debate ORDER BY statement DESC LIMIT 1), 0))"""
    found = db.execute(
        f"SELECT {rows.DEBATE} FROM debate WHERE guild_id = :guild ORDER BY ({moved}) DESC, debate DESC",
        {"guild": guild},
    )
    return tuple(rows.debate_from(row) for row in found.fetchall())


def debates(db: sqlite_utils.Database, guild: GuildId) -> tuple[Debate, ...]:
    """All debates of a server, oldest first."""
    found = db.execute(f"SELECT {rows.DEBATE} FROM debate WHERE guild_id = ? ORDER BY opened_at, debate", (guild,))
    return tuple(rows.debate_from(row) for row in found)
