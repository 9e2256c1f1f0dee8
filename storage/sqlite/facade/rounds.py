"""Rounds on SQLite."""

from datetime import datetime

from deliberation.actor import Actor
from deliberation.ids import DebateKey, RoundNumber
from deliberation.round import Round
from storage.sqlite import rounds
from storage.sqlite.facade.file import SqliteFile
from storage.verbs.rounds import RoundVerbs


class SqliteRounds(SqliteFile, RoundVerbs):
    """The verbs of rounds."""

    async def open_round(self, key: DebateKey, *, actor: Actor, deadline: datetime, at: datetime) -> Round:
        return await self._write(lambda db: rounds.open_round(db, key, actor=actor, deadline=deadline, at=at))

    async def close_round(self, key: DebateKey, *, actor: Actor, at: datetime) -> Round:
        return await self._write(lambda db: rounds.close_round(db, key, actor=actor, at=at))

    async def rounds_due(self, now: datetime) -> tuple[Round, ...]:
        return await self._read(lambda db: rounds.rounds_due(db, now))

    async def close_due_round(
        self, key: DebateKey, number: RoundNumber, *, unread: bool, now: datetime
    ) -> Round | None:
        return await self._write(lambda db: rounds.close_due_round(db, key, number, unread=unread, now=now))
