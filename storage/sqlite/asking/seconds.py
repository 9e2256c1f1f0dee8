"""Seconds: who would ask an open question, too."""

from datetime import datetime

from sqlite_utils import Database

from deliberation.actor import Actor
from deliberation.asking import seconding as core
from deliberation.asking.seconding import OpenQuestion
from deliberation.ids import ActId, DebateKey
from deliberation.question import QuestionKey
from storage.sqlite import rows
from storage.sqlite.moments import micros
from storage.sqlite.participants import NOBODY, known_participant, participant_of
from storage.sqlite.records import record
from storage.sqlite.rounds.opening import mark_board
from storage.sqlite.servers import acting


def questions_to_second(db: Database, key: DebateKey, *, actor: Actor) -> tuple[OpenQuestion, ...]:
    """The open questions of a debate as the actor sees them, the most seconded first.

    Raises:
        NoDebateHere, AnotherServer: as they say.
    """
    actor.must_be_in(key.guild)
    who = known_participant(db, key.guild, actor.user) or NOBODY
    return core.questions_to_second(record(db, key), who)


def second_question(
    db: Database, key: DebateKey, question: QuestionKey, *, actor: Actor, act: ActId, at: datetime
) -> bool:
    """Second an open question or, where the actor does, take that back; the same act once. Whether they second it now.

    Raises:
        NoDebateHere, AnotherServer, MissingRole, DebateEnded: as they say.
        NoSuchQuestion, QuestionSettled, OwnQuestion, OnlyReadersSecond: as `must_be_secondable` says.
    """
    actor.must_be_in(key.guild)
    debate = rows.debate_here(db, key)
    debate.must_be_open()
    acting(db, actor).must_hold(debate.terms.gate.role)
    who = participant_of(db, key.guild, actor.user, at)
    last = db.execute(
        """SELECT act, stands FROM second WHERE guild_id = ? AND debate = ? AND question = ? AND place = ?
        AND participant = ?""",
        (key.guild, key.debate, question.source, question.place, who),
    ).fetchone()
    if last is not None and last[0] == act:
        return bool(last[1])
    core.must_be_secondable(record(db, key), question, who, actor)
    stands = last is None or not last[1]
    db.execute(
        """INSERT INTO second (guild_id, debate, question, place, participant, act, stands, at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET act = excluded.act, stands = excluded.stands,
        at = excluded.at""",
        (key.guild, key.debate, question.source, question.place, who, act, int(stands), micros(at)),
    )
    mark_board(db, key, rows.rounds_of(db, key), at)
    return stands
