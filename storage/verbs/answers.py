"""Answers in line that are given without typing a mark, and posted by the bot for their authors."""

from collections.abc import Collection
from datetime import datetime
from typing import Protocol

from deliberation.actor import Actor
from deliberation.answering.answer import Answerable, Answered, Asked, Earlier, OwnAnswer, PostedAnswer, Target
from deliberation.answering.own_chat import OwnChat
from deliberation.ids import ActId, DebateKey, MessageId, PointNumber, RoundNumber, StatementId
from deliberation.stance import Position
from deliberation.statement import Passage
from deliberation.views.card import ByName
from storage.verbs.statements import Recorded


class AnswerVerbs(Protocol):
    """What can be done with answers that are not typed into the thread."""

    async def statement_shown_by(self, key: DebateKey, message: MessageId) -> StatementId | None:
        """The statement that a message brought or shows: somebody's own, the opening, an answer that the bot posted, or
        the one a card is about. None where there is none.
        """
        ...

    async def must_take_answer(self, key: DebateKey, *, actor: Actor) -> None:
        """Refuse, before anything is picked, whoever may not answer.

        Raises: MayNotWrite, AnotherServer, MissingRole, DebateEnded, NoDebateHere.
        """
        ...

    async def answerable(self, key: DebateKey, statement: StatementId, *, actor: Actor) -> Answerable:
        """A statement's passages to pick from, in order. The same for as long as its revision is the latest.

        Raises: NoSuchStatement, AnotherServer, MissingRole, DebateEnded, NoDebateHere.
        """
        ...

    async def asked(self, key: DebateKey, target: Target, *, actor: Actor) -> Asked:
        """What stands above the form for an answer to `target`.

        Raises: NoSuchPassage, NoSuchPoint, AnotherServer, MissingRole, DebateEnded, NoDebateHere.
        """
        ...

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
        """Record an answer (at most 2,000 characters) as a statement whose id is `act`, and owe its post; with it the
        actor's view on the point, where they gave one. Between rounds the answer counts for the next one and the view
        is not kept; what was answered stays as it was when it was picked, edited or deleted since or not.

        Raises: EmptyText, TextTooLong, SaidAlready, NoSuchPassage, NoSuchPoint, AnotherServer, MissingRole,
        DebateEnded, NoDebateHere.
        """
        ...

    async def post_reason(
        self, key: DebateKey, number: RoundNumber, point: PointNumber, *, actor: Actor, act: ActId, at: datetime
    ) -> Answered:
        """Post the reason of the actor's stance in a round, which only they have seen, as their answer to the point.

        Raises: as `answer_in_line`; also NothingToKeep, where they gave none.
        """
        ...

    async def own_answer(self, key: DebateKey, statement: StatementId, *, actor: Actor) -> OwnAnswer:
        """An answer of the actor's own that stands. Raises: NotYourWords, NoSuchStatement, DebateEnded, AnotherServer,
        NoDebateHere.
        """
        ...

    async def revise_answer(
        self, key: DebateKey, statement: StatementId, words: str, *, actor: Actor, at: datetime
    ) -> None:
        """Change the words of an answer of the actor's own; its post is edited. Raises as `own_answer`; also EmptyText,
        TextTooLong, MissingRole.
        """
        ...

    async def take_back(self, key: DebateKey, statement: StatementId, *, actor: Actor, at: datetime) -> None:
        """Withdraw an answer of the actor's own: its post says so, answers to it stay. Raises as `own_answer`."""
        ...

    async def own_chat(self, key: DebateKey, *, actor: Actor) -> OwnChat:
        """The actor's own messages in a debate that quote nothing, so that they may say what these answer; none once it
        has ended, or where they only read.
        """
        ...

    async def earlier(
        self, key: DebateKey, statement: StatementId, *, actor: Actor
    ) -> tuple[StatementId | None, tuple[Earlier, ...]]:
        """What the author of `statement` picks from to say what it answers: the one whose message it replied to, where
        it did, and all that were made before it, the latest first.

        Raises: NotYourWords, NoSuchStatement, AnotherServer, MissingRole, DebateEnded, NoDebateHere.
        """
        ...

    async def say_what_answers(
        self, key: DebateKey, statement: StatementId, passage: Passage, *, actor: Actor, act: ActId, at: datetime
    ) -> Recorded | None:
        """Join what a statement of the actor's says of its own (up to its first quote) to a passage made before it, in
        the place of one picked earlier; its later revisions keep to it. None where it was joined so already.

        Raises: as `earlier`; also NoSuchPassage, AnswersItself, AnswersAlready.
        """
        ...

    async def unsay_what_answers(
        self, key: DebateKey, statement: StatementId, *, actor: Actor, at: datetime
    ) -> Recorded | None:
        """Take back what the author picked: the statement answers only what it quotes. None where nothing was picked.
        Raises as `earlier`.
        """
        ...

    async def own_by_name(self, key: DebateKey, statement: StatementId, *, actor: Actor) -> tuple[ByName, ...]:
        """The replies to proposals by name in a letter of the actor's own, or a message that quotes as well, in order;
        each tells whether it is counted. Raises as `earlier`.
        """
        ...

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
        """Make counterpoints of what a statement of the actor's own says to these proposals by name, for as long as it
        names them. None where they are; the same act, come again, brings nothing back.

        Raises: as `earlier`; NoSuchPassage where it names none of them now.
        """
        ...

    async def uncount_by_name(
        self, key: DebateKey, statement: StatementId, points: Collection[PointNumber], *, actor: Actor, at: datetime
    ) -> Recorded | None:
        """Take that back. None where it was not counted. Raises as `earlier`."""
        ...

    async def withdraw_message(self, key: DebateKey, message: MessageId, *, at: datetime) -> None:
        """Mark the statement that a deleted message showed withdrawn. Nothing happens where there is none."""
        ...

    async def posted_answer(self, key: DebateKey, statement: StatementId) -> PostedAnswer | None:
        """An answer as its post shows it; None where the bot posts none of that id."""
        ...
