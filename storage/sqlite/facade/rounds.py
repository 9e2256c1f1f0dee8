"""Rounds on SQLite."""

from collections.abc import Sequence
from datetime import datetime

from deliberation.actor import Actor
from deliberation.ids import ActId, DebateKey, RoundNumber
from deliberation.round import Round
from deliberation.steering.agenda import AgendaItem, Pick
from storage.sqlite.facade.file import SqliteFile
from storage.sqlite.rounds import agenda, closing, steering
from storage.sqlite.rounds import opening as rounds
from storage.verbs.rounds import RoundVerbs


class SqliteRounds(SqliteFile, RoundVerbs):
    """The verbs of rounds."""

    async def open_round(self, key: DebateKey, *, actor: Actor, act: ActId, deadline: datetime, at: datetime) -> Round:
        return await self._write(lambda db: rounds.open_round(db, key, actor=actor, act=act, deadline=deadline, at=at))

    async def schedule_round(
        self, key: DebateKey, *, actor: Actor, act: ActId, opens: datetime, deadline: datetime, at: datetime
    ) -> Round:
        return await self._write(
            lambda db: rounds.schedule_round(db, key, actor=actor, act=act, opens=opens, deadline=deadline, at=at)
        )

    async def unschedule_round(
        self, key: DebateKey, *, actor: Actor, act: ActId, at: datetime, reason: str | None = None
    ) -> RoundNumber:
        return await self._write(
            lambda db: rounds.unschedule_round(db, key, actor=actor, act=act, at=at, reason=reason)
        )

    async def extend_round(
        self, key: DebateKey, *, actor: Actor, act: ActId, deadline: datetime, at: datetime
    ) -> Round:
        return await self._write(
            lambda db: steering.extend_round(db, key, actor=actor, act=act, deadline=deadline, at=at)
        )

    async def pause_round(
        self, key: DebateKey, *, actor: Actor, act: ActId, at: datetime, reason: str | None = None
    ) -> Round:
        return await self._write(lambda db: steering.pause_round(db, key, actor=actor, act=act, at=at, reason=reason))

    async def resume_round(self, key: DebateKey, *, actor: Actor, act: ActId, at: datetime) -> Round:
        return await self._write(lambda db: steering.resume_round(db, key, actor=actor, act=act, at=at))

    async def cancel_round(self, key: DebateKey, *, actor: Actor, act: ActId, at: datetime, reason: str) -> Round:
        return await self._write(lambda db: steering.cancel_round(db, key, actor=actor, act=act, at=at, reason=reason))

    async def reopen_round(
        self, key: DebateKey, *, actor: Actor, act: ActId, deadline: datetime, at: datetime
    ) -> Round:
        return await self._write(
            lambda db: steering.reopen_round(db, key, actor=actor, act=act, deadline=deadline, at=at)
        )

    async def close_round(
        self, key: DebateKey, *, actor: Actor, act: ActId, at: datetime, unread: bool = False
    ) -> Round:
        return await self._write(lambda db: rounds.close_round(db, key, actor=actor, act=act, at=at, unread=unread))

    async def keep_round_open(self, key: DebateKey, *, actor: Actor, act: ActId, at: datetime) -> Round:
        return await self._write(lambda db: rounds.keep_round_open(db, key, actor=actor, act=act, at=at))

    async def set_agenda(
        self, key: DebateKey, picks: Sequence[Pick], *, actor: Actor, act: ActId, at: datetime
    ) -> tuple[AgendaItem, ...]:
        return await self._write(lambda db: agenda.set_agenda(db, key, picks, actor=actor, act=act, at=at))

    async def rounds_to_open(self, now: datetime) -> tuple[Round, ...]:
        return await self._read(lambda db: rounds.rounds_to_open(db, now))

    async def open_due_round(self, key: DebateKey, *, now: datetime) -> Round | None:
        return await self._write(lambda db: rounds.open_due_round(db, key, now=now))

    async def rounds_due(self, now: datetime) -> tuple[Round, ...]:
        return await self._read(lambda db: closing.rounds_due(db, now))

    async def prolong_due_round(self, key: DebateKey, number: RoundNumber, *, now: datetime) -> Round | None:
        return await self._write(lambda db: closing.prolong_due_round(db, key, number, now=now))

    async def close_due_round(
        self, key: DebateKey, number: RoundNumber, *, unread: bool, now: datetime
    ) -> Round | None:
        return await self._write(lambda db: closing.close_due_round(db, key, number, unread=unread, now=now))
