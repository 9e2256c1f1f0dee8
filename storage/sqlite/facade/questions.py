"""Questions on SQLite."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from deliberation.actor import Actor
from deliberation.asking.choices import Answer, Inquiry
from deliberation.asking.needs import MyQuestions, Needs
from deliberation.asking.reminding import Reminder
from deliberation.asking.seconding import OpenQuestion
from deliberation.ids import ActId, DebateKey, GuildId, ParticipantId, PointNumber, StatementId, UserId
from deliberation.question import Question, QuestionKey, Wanted
from storage.sqlite.asking import needs, questions, reminders, seconds
from storage.sqlite.facade.file import SqliteFile
from storage.sqlite.participants import users
from storage.verbs.questions import QuestionVerbs


class SqliteQuestions(SqliteFile, QuestionVerbs):
    """The verbs of questions."""

    async def must_take_question(
        self,
        key: DebateKey,
        point: PointNumber | None,
        statement: StatementId | None,
        *,
        actor: Actor,
        at: datetime,
    ) -> str:
        return await self._read(lambda db: questions.must_take_question(db, key, point, statement, actor=actor, at=at))

    async def ask_question(
        self,
        key: DebateKey,
        point: PointNumber | None,
        statement: StatementId | None,
        wanted: Wanted,
        *,
        actor: Actor,
        act: ActId,
        at: datetime,
    ) -> Question:
        return await self._write(
            lambda db: questions.ask_question(db, key, point, statement, wanted, actor=actor, act=act, at=at)
        )

    async def must_take_response(self, key: DebateKey, question: ActId, *, actor: Actor, at: datetime) -> Question:
        return await self._read(lambda db: questions.must_take_response(db, key, question, actor=actor, at=at))

    async def respond(
        self,
        key: DebateKey,
        question: ActId,
        words: str,
        *,
        actor: Actor,
        act: ActId,
        at: datetime,
        statement: StatementId | None = None,
    ) -> Question:
        return await self._write(
            lambda db: questions.respond(db, key, question, words, actor=actor, act=act, at=at, statement=statement)
        )

    async def settle_question(
        self, key: DebateKey, question: ActId, *, actor: Actor, act: ActId, at: datetime
    ) -> Question:
        return await self._write(lambda db: questions.settle_question(db, key, question, actor=actor, act=act, at=at))

    async def withdraw_question(self, key: DebateKey, question: ActId, *, actor: Actor, at: datetime) -> Question:
        return await self._write(lambda db: questions.withdraw_question(db, key, question, actor=actor, at=at))

    async def questions_to_second(self, key: DebateKey, *, actor: Actor) -> tuple[OpenQuestion, ...]:
        return await self._read(lambda db: seconds.questions_to_second(db, key, actor=actor))

    async def second_question(
        self, key: DebateKey, question: QuestionKey, *, actor: Actor, act: ActId, at: datetime
    ) -> bool:
        return await self._write(lambda db: seconds.second_question(db, key, question, actor=actor, act=act, at=at))

    async def inquire(self, debates: Sequence[DebateKey], inquiry: Inquiry, *, actor: Actor) -> Answer:
        return await self._read(lambda db: needs.inquire(db, debates, inquiry, actor=actor))

    async def my_questions(self, debates: Sequence[DebateKey], *, actor: Actor) -> tuple[MyQuestions, ...]:
        return await self._read(lambda db: needs.my_questions(db, debates, actor=actor))

    async def needs(self, debates: Sequence[DebateKey], *, actor: Actor) -> tuple[Needs, ...]:
        return await self._read(lambda db: needs.needs(db, debates, actor=actor))

    async def wants_reminding(self, *, actor: Actor) -> bool:
        return await self._read(lambda db: reminders.wants_reminding(db, actor=actor))

    async def set_reminding(self, *, wants: bool, actor: Actor, at: datetime) -> None:
        await self._write(lambda db: reminders.set_reminding(db, wants=wants, actor=actor, at=at))

    async def take_reminders(self, now: datetime) -> tuple[Reminder, ...]:
        if not await self._read(lambda db: reminders.any_due(db, now)):
            return ()
        return await self._write(lambda db: reminders.take_reminders(db, now))

    async def users(self, guild: GuildId, participants: Sequence[ParticipantId]) -> Mapping[ParticipantId, UserId]:
        return await self._read(lambda db: users(db, guild, participants))
