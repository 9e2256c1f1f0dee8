"""What is due next, over everything that has a due time. The clock wakes by it and holds no truth of its own."""

from datetime import datetime

from sqlite_utils import Database

from deliberation.round import RoundState
from storage.outgoing import PostState
from storage.sqlite.moments import micros, moment_or_none


def next_due(db: Database, now: datetime) -> datetime | None:
    """The earliest moment, not before `now`, at which a round opens or closes, or a post, an edit, a retry or a digest
    is due; None: nothing ever is. `now` itself means that something waits already, such as a round that cannot be
    closed yet.
    """
    row = db.execute(
        """SELECT max(:now, min(due)) FROM (
            SELECT min(coalesce(early_at, deadline)) AS due FROM round WHERE state = :open
            UNION ALL SELECT min(opened_at) FROM round WHERE state = :scheduled AND NOT EXISTS (
                SELECT 1 FROM round AS other WHERE other.guild_id = round.guild_id AND other.debate = round.debate
                AND other.state IN (:open, :paused))
            UNION ALL SELECT min(coalesce(due_at, :now)) FROM outbox WHERE state IN (:owed, :queued, :sending)
            UNION ALL SELECT min(due_at) FROM outbox WHERE state = :sent
            UNION ALL SELECT min(next_at) FROM digest)""",
        {
            "now": micros(now),
            "open": RoundState.OPEN.value,
            "paused": RoundState.PAUSED.value,
            "scheduled": RoundState.SCHEDULED.value,
            "owed": PostState.OWED.value,
            "queued": PostState.QUEUED.value,
            "sending": PostState.SENDING.value,
            "sent": PostState.SENT.value,
        },
    ).fetchone()
    return moment_or_none(row[0])
