"""Stances on SQLite; a ballot comes with what its member's own answers suggest."""

from collections.abc import Mapping
from datetime import datetime

from deliberation.actor import Actor
from deliberation.ids import ActId, CounterpointNumber, DebateKey, GuildId, ParticipantId, PointNumber, RoundNumber
from deliberation.stance import Position, Stance
from deliberation.views.ballot import Ballot
from deliberation.views.history import AnsweredDebate
from deliberation.views.mine import MyStances
from storage.sqlite import debates, stances
from storage.sqlite.facade.file import SqliteFile
from storage.verbs.stances import StanceVerbs


class SqliteStances(SqliteFile, StanceVerbs):
    """The verbs of stances."""

    async def open_ballot(self, key: DebateKey, *, actor: Actor, at: datetime) -> Ballot:
        opened = await self._write(lambda db: stances.open_ballot(db, self._before, key, actor=actor, at=at))
        return await self._suggested(opened)

    async def open_claim(self, key: DebateKey, point: PointNumber, *, actor: Actor, at: datetime) -> Ballot:
        opened = await self._write(lambda db: stances.open_claim(db, self._before, key, point, actor=actor, at=at))
        return await self._suggested(opened)

    async def ballot(self, key: DebateKey, number: RoundNumber, *, actor: Actor) -> Ballot:
        return await self._read(
            lambda db: self._suggestions.added_to(db, stances.ballot(db, self._before, key, number, actor=actor))
        )

    async def record_stance(
        self,
        key: DebateKey,
        number: RoundNumber,
        point: PointNumber,
        position: Position,
        *,
        actor: Actor,
        act: ActId,
        at: datetime,
    ) -> Stance:
        return await self._write(
            lambda db: stances.record_stance(db, key, number, point, position, actor=actor, act=act, at=at)
        )

    async def amend_stance(
        self,
        key: DebateKey,
        number: RoundNumber,
        point: PointNumber,
        *,
        actor: Actor,
        act: ActId,
        at: datetime,
        reason: str | None = None,
        condition: str | None = None,
        credit: CounterpointNumber | None = None,
    ) -> Stance:
        words = {"reason": reason, "condition": condition}
        return await self._write(
            lambda db: stances.amend_stance(db, key, number, point, actor=actor, act=act, at=at, credit=credit, **words)
        )

    async def must_take_words(self, key: DebateKey, number: RoundNumber, *, actor: Actor, at: datetime) -> None:
        await self._read(lambda db: stances.must_take_words(db, key, number, actor=actor, at=at))

    async def keep_rest(
        self, key: DebateKey, number: RoundNumber, *, actor: Actor, act: ActId, at: datetime
    ) -> tuple[Stance, ...]:
        return await self._write(lambda db: stances.keep_rest(db, key, number, actor=actor, act=act, at=at))

    async def mine(self, key: DebateKey, *, actor: Actor) -> MyStances:
        return await self._read(lambda db: stances.mine(db, key, actor=actor))

    async def answered_debates(self, guild: GuildId, *, actor: Actor) -> tuple[AnsweredDebate, ...]:
        return await self._read(lambda db: stances.answered_debates(db, guild, actor=actor))

    async def pseudonyms(self, key: DebateKey) -> Mapping[ParticipantId, str]:
        return await self._write(lambda db: debates.pseudonyms(db, key))

    async def _suggested(self, opened: Ballot) -> Ballot:
        """A ballot that the writer put together, with what its member's own answers suggest."""
        if all(claim.own_answer is None for claim in opened.claims):
            return opened
        return await self._read(lambda db: self._suggestions.added_to(db, opened))
