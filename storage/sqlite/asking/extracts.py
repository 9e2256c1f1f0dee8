"""Extracts: of a debate's record what one question about it needs, read without the rest. Who asks about a hundred
debates waits for all of them.
"""

from dataclasses import replace

from sqlite_utils import Database

from deliberation.debate import Debate
from deliberation.ids import DebateKey, ParticipantId
from deliberation.record import DebateRecord
from storage.sqlite import rows
from storage.sqlite.ballots import own_record
from storage.sqlite.points.changes import changes_of
from storage.sqlite.points.counterpoints import counterpoints_of
from storage.sqlite.records import all_questions, heads, takers

_ASKED_OF = """SELECT EXISTS (SELECT 1 FROM question WHERE guild_id = :guild AND debate = :debate AND put_to = :who)
    OR EXISTS (SELECT 1 FROM asked_question WHERE guild_id = :guild AND debate = :debate AND put_to = :who)"""
_ASKED_BY = """SELECT EXISTS (SELECT 1 FROM asked_question
    WHERE guild_id = :guild AND debate = :debate AND participant = :who)"""
_REPLIED_TO = """SELECT EXISTS (SELECT 1 FROM statement JOIN point USING (guild_id, debate, statement)
    JOIN pair USING (guild_id, debate, point)
    WHERE guild_id = :guild AND debate = :debate AND statement.author = :who)"""

_GONE = "AND withdrawn = 1"
"""Of what was said it matters here whether its questions are still asked."""


def for_needs(db: Database, debate: Debate, participant: ParticipantId, *, speaks: bool) -> DebateRecord:
    """What `needs_of` reads: the member's own stances and, where anything was said to them, what was asked and
    replied. Who `speaks` hears of questions to others, too.
    """
    key = debate.key
    own = own_record(db, debate, rows.rounds_of(db, key), participant)
    asked = speaks or _is(db, _ASKED_OF, key, participant)
    if not asked and not _is(db, _REPLIED_TO, key, participant):
        return own
    return replace(
        own,
        counterpoints=counterpoints_of(db, key),
        statements=heads(db, key, where=_GONE) if asked else (),
        questions=all_questions(db, key) if asked else (),
    )


def for_my_questions(db: Database, debate: Debate, participant: ParticipantId) -> DebateRecord:
    """What `my_questions` reads; nothing but the debate where they asked nothing and were asked nothing."""
    key = debate.key
    if not _is(db, _ASKED_OF, key, participant) and not _is(db, _ASKED_BY, key, participant):
        return DebateRecord(debate=debate, rounds=())
    return for_unanswered(db, debate)


def for_unanswered(db: Database, debate: Debate) -> DebateRecord:
    """What `unanswered` reads: all that was asked and replied, and nobody's stance."""
    key = debate.key
    return replace(
        _points(db, debate),
        counterpoints=counterpoints_of(db, key),
        statements=heads(db, key, where=_GONE),
        questions=all_questions(db, key),
    )


def for_shapes(db: Database, debate: Debate) -> DebateRecord:
    """What `agreeing` and `differing` read: who was there, and every stance."""
    key = debate.key
    return replace(
        _points(db, debate),
        stances=rows.stances_of(db, key),
        statements=heads(db, key),
        takers=takers(db, key),
    )


def _points(db: Database, debate: Debate) -> DebateRecord:
    key = debate.key
    return DebateRecord(
        debate=debate,
        rounds=rows.rounds_of(db, key),
        points=rows.points_of(db, key),
        merges=rows.merges_of(db, key),
        changes=changes_of(db, key),
        scheduled=rows.scheduled_in(db, key),
    )


def _is(db: Database, sql: str, key: DebateKey, participant: ParticipantId) -> bool:
    (found,) = db.execute(sql, {"guild": key.guild, "debate": key.debate, "who": participant}).fetchone()
    return bool(found)
