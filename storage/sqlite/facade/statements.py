"""Statements on SQLite."""

from collections.abc import Sequence
from datetime import datetime

from deliberation.actor import Actor
from deliberation.ids import DebateKey, StatementId
from deliberation.views.card import Card
from storage.sqlite.facade.arriving import Arriving
from storage.sqlite.statements import recording as statements
from storage.verbs.statements import Arrival, Recorded, StatementVerbs


class SqliteStatements(Arriving, StatementVerbs):
    """The verbs of statements."""

    async def record_statement(self, key: DebateKey, arrival: Arrival) -> Recorded:
        (reading,) = await self._readings([arrival])
        recorded = await self._write(lambda db: statements.record_statement(db, self._indexes, key, arrival, reading))
        self._expect_suggestions([recorded])
        return recorded

    async def must_take_letter(
        self, key: DebateKey, text: str, *, names: Sequence[str] = (), actor: Actor, at: datetime
    ) -> None:
        await self._read(lambda db: statements.must_take_letter(db, key, text, names=names, actor=actor, at=at))

    async def withdraw_statement(self, key: DebateKey, statement: StatementId, *, at: datetime) -> None:
        await self._write(lambda db: statements.withdraw_statement(db, self._indexes, key, statement, at=at))

    async def card(self, key: DebateKey, statement: StatementId) -> Card | None:
        return await self._read(lambda db: statements.card(db, key, statement))
