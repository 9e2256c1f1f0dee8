"""Answers that are not typed, on SQLite."""

from collections.abc import Collection
from datetime import datetime

from deliberation.actor import Actor
from deliberation.answering.answer import Answerable, Answered, Asked, Earlier, OwnAnswer, PostedAnswer, Target
from deliberation.answering.own_chat import OwnChat
from deliberation.ids import ActId, DebateKey, MessageId, PointNumber, RoundNumber, StatementId
from deliberation.stance import Position
from deliberation.statement import Passage
from deliberation.views.card import ByName
from storage.sqlite.facade.file import SqliteFile
from storage.sqlite.statements import answerable, answers, saying
from storage.sqlite.statements.own_chat import own_chat
from storage.verbs.answers import AnswerVerbs
from storage.verbs.statements import Recorded


class SqliteAnswers(SqliteFile, AnswerVerbs):
    """The verbs of answers."""

    async def statement_shown_by(self, key: DebateKey, message: MessageId) -> StatementId | None:
        return await self._read(lambda db: answers.statement_shown_by(db, key, message))

    async def must_take_answer(self, key: DebateKey, *, actor: Actor) -> None:
        await self._read(lambda db: answerable.must_take_answer(db, key, actor=actor))

    async def answerable(self, key: DebateKey, statement: StatementId, *, actor: Actor) -> Answerable:
        return await self._read(lambda db: answerable.answerable(db, key, statement, actor=actor))

    async def asked(self, key: DebateKey, target: Target, *, actor: Actor) -> Asked:
        return await self._read(lambda db: answerable.asked(db, self._suggestions, key, target, actor=actor))

    async def answer_in_line(
        self,
        key: DebateKey,
        target: Target,
        words: str,
        *,
        actor: Actor,
        act: ActId,
        at: datetime,
        position: Position | None = None,
        condition: str | None = None,
    ) -> Answered:
        return await self._write(
            lambda db: answers.answer_in_line(
                db,
                self._indexes,
                key,
                target,
                words,
                actor=actor,
                act=act,
                at=at,
                position=position,
                condition=condition,
            )
        )

    async def post_reason(
        self, key: DebateKey, number: RoundNumber, point: PointNumber, *, actor: Actor, act: ActId, at: datetime
    ) -> Answered:
        return await self._write(
            lambda db: answers.post_reason(db, self._indexes, key, number, point, actor=actor, act=act, at=at)
        )

    async def own_answer(self, key: DebateKey, statement: StatementId, *, actor: Actor) -> OwnAnswer:
        return await self._read(lambda db: answers.own_answer(db, key, statement, actor=actor))

    async def revise_answer(
        self, key: DebateKey, statement: StatementId, words: str, *, actor: Actor, at: datetime
    ) -> None:
        await self._write(
            lambda db: answers.revise_answer(db, self._indexes, key, statement, words, actor=actor, at=at)
        )

    async def take_back(self, key: DebateKey, statement: StatementId, *, actor: Actor, at: datetime) -> None:
        await self._write(lambda db: answers.take_back(db, self._indexes, key, statement, actor=actor, at=at))

    async def own_chat(self, key: DebateKey, *, actor: Actor) -> OwnChat:
        return await self._read(lambda db: own_chat(db, key, actor=actor))

    async def earlier(
        self, key: DebateKey, statement: StatementId, *, actor: Actor
    ) -> tuple[StatementId | None, tuple[Earlier, ...]]:
        return await self._read(lambda db: saying.earlier(db, key, statement, actor=actor))

    async def say_what_answers(
        self, key: DebateKey, statement: StatementId, passage: Passage, *, actor: Actor, act: ActId, at: datetime
    ) -> Recorded | None:
        return await self._write(
            lambda db: saying.say_what_answers(db, self._indexes, key, statement, passage, actor=actor, act=act, at=at)
        )

    async def unsay_what_answers(
        self, key: DebateKey, statement: StatementId, *, actor: Actor, at: datetime
    ) -> Recorded | None:
        return await self._write(
            lambda db: saying.unsay_what_answers(db, self._indexes, key, statement, actor=actor, at=at)
        )

    async def own_by_name(self, key: DebateKey, statement: StatementId, *, actor: Actor) -> tuple[ByName, ...]:
        return await self._read(lambda db: saying.own_by_name(db, key, statement, actor=actor))

    async def count_by_name(
        self,
        key: DebateKey,
        statement: StatementId,
        points: Collection[PointNumber],
        *,
        actor: Actor,
        act: ActId,
        at: datetime,
    ) -> Recorded | None:
        return await self._write(
            lambda db: saying.count_by_name(db, self._indexes, key, statement, points, actor=actor, act=act, at=at)
        )

    async def uncount_by_name(
        self, key: DebateKey, statement: StatementId, points: Collection[PointNumber], *, actor: Actor, at: datetime
    ) -> Recorded | None:
        return await self._write(
            lambda db: saying.uncount_by_name(db, self._indexes, key, statement, points, actor=actor, at=at)
        )

    async def withdraw_message(self, key: DebateKey, message: MessageId, *, at: datetime) -> None:
        await self._write(lambda db: answers.withdraw_message(db, self._indexes, key, message, at=at))

    async def posted_answer(self, key: DebateKey, statement: StatementId) -> PostedAnswer | None:
        return await self._read(lambda db: answerable.posted_answer(db, key, statement))
