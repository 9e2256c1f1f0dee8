"""Reports on SQLite."""

from datetime import datetime

from deliberation.actor import Actor
from deliberation.answering.report import Report
from deliberation.ids import ActId, DebateKey, StatementId, UserId
from storage.sqlite.facade.file import SqliteFile
from storage.sqlite.statements import reports
from storage.verbs.reports import ReportVerbs


class SqliteReports(SqliteFile, ReportVerbs):
    """The verbs of reports."""

    async def report(
        self, key: DebateKey, statement: StatementId, reason: str, *, actor: Actor, act: ActId, at: datetime
    ) -> bool:
        return await self._write(lambda db: reports.report(db, key, statement, reason, actor=actor, act=act, at=at))

    async def reports(self, key: DebateKey, *, actor: Actor) -> tuple[Report, ...]:
        return await self._read(lambda db: reports.reports(db, key, actor=actor))

    async def dismiss_report(self, key: DebateKey, statement: StatementId, *, actor: Actor, at: datetime) -> bool:
        return await self._write(lambda db: reports.dismiss_report(db, key, statement, actor=actor, at=at))

    async def remove_statement(
        self, key: DebateKey, statement: StatementId, reason: str, *, actor: Actor, act: ActId, at: datetime
    ) -> UserId | None:
        return await self._write(
            lambda db: reports.remove_statement(db, self._indexes, key, statement, reason, actor=actor, act=act, at=at)
        )

    async def why_removed(self, key: DebateKey, statement: StatementId, *, actor: Actor) -> str:
        return await self._read(lambda db: reports.why_removed(db, key, statement, actor=actor))
