"""Reminders: who wants them, and those of the rounds that close soon, each handed out once."""

from datetime import datetime

from sqlite_utils import Database

from deliberation.actor import Actor
from deliberation.asking.reminding import Reminder, reminded_at, waiting_for
from deliberation.ids import DebateKey, ParticipantId, UserId
from deliberation.round import Round, RoundState
from storage.sqlite import rows
from storage.sqlite.moments import micros
from storage.sqlite.participants import NOBODY, known_participant, participant_of
from storage.sqlite.records import record


def wants_reminding(db: Database, *, actor: Actor) -> bool:
    """Whether the actor wants to be reminded in this server."""
    participant = known_participant(db, actor.guild, actor.user) or NOBODY
    row = db.execute(
        "SELECT 1 FROM wants_reminding WHERE guild_id = ? AND participant = ?", (actor.guild, participant)
    ).fetchone()
    return row is not None


def set_reminding(db: Database, *, wants: bool, actor: Actor, at: datetime) -> None:
    """Note whether the actor wants to be reminded in this server."""
    if wants:
        db.execute(
            "INSERT OR IGNORE INTO wants_reminding (guild_id, participant, since) VALUES (?, ?, ?)",
            (actor.guild, participant_of(db, actor.guild, actor.user, at), micros(at)),
        )
    else:
        db.execute(
            "DELETE FROM wants_reminding WHERE guild_id = ? AND participant = ?",
            (actor.guild, known_participant(db, actor.guild, actor.user) or NOBODY),
        )


def take_reminders(db: Database, now: datetime) -> tuple[Reminder, ...]:
    """The reminders due at `now`, each handed out once: what is lost on the way is not sent again."""
    taken: list[Reminder] = []
    for round_ in _due(db, now):
        key = round_.debate
        db.execute(
            "INSERT INTO reminded (guild_id, debate, round, at) VALUES (?, ?, ?, ?)",
            (key.guild, key.debate, round_.number, micros(now)),
        )
        if now < round_.deadline:
            taken += _of_debate(db, key)
    return tuple(taken)


def any_due(db: Database, now: datetime) -> bool:
    """Whether any reminders are due at `now`."""
    return bool(_due(db, now))


def _due(db: Database, now: datetime) -> list[Round]:
    """The open rounds whose reminders are due, in servers where somebody wants any, and that had none yet."""
    found = db.execute(
        f"""SELECT {rows.ROUND} FROM round WHERE state = ?
        AND EXISTS (SELECT 1 FROM wants_reminding WHERE wants_reminding.guild_id = round.guild_id)
        AND NOT EXISTS (SELECT 1 FROM reminded WHERE reminded.guild_id = round.guild_id
                        AND reminded.debate = round.debate AND reminded.round = round.round)""",
        (RoundState.OPEN.value,),
    ).fetchall()
    return [round_ for row in found if reminded_at(round_ := rows.round_from(row)) <= now]


def _of_debate(db: Database, key: DebateKey) -> list[Reminder]:
    known = record(db, key)
    wanting = db.execute(
        """SELECT participant, user_id FROM wants_reminding JOIN participant USING (guild_id, participant)
        WHERE guild_id = ? AND user_id IS NOT NULL ORDER BY since""",
        (key.guild,),
    ).fetchall()
    found = ((user, waiting_for(known, ParticipantId(participant))) for participant, user in wanting)
    return [Reminder(known.debate, UserId(user), waiting) for user, waiting in found if waiting]
