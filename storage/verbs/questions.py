"""Questions: asked by a button of whoever said something, answered, settled; and what waits for one member."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from deliberation.actor import Actor
from deliberation.asking.choices import Answer, Inquiry
from deliberation.asking.needs import MyQuestions, Needs
from deliberation.asking.reminding import Reminder
from deliberation.asking.seconding import OpenQuestion
from deliberation.ids import ActId, DebateKey, GuildId, ParticipantId, PointNumber, StatementId, UserId
from deliberation.question import Question, QuestionKey, Wanted


class QuestionVerbs(Protocol):
    """What can be done with questions asked by a button, each called by the act that asked it."""

    async def must_take_question(
        self,
        key: DebateKey,
        point: PointNumber | None,
        statement: StatementId | None,
        *,
        actor: Actor,
        at: datetime,
    ) -> str:
        """Refuse, before the form is shown, a question that the actor may not ask; else the words it would be about.

        Raises: as `ask_question`, but for what it says of the question's own words.
        """
        ...

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
        """Put a question to whoever said the passage of `point` (or of what it has become), or else `statement`.

        Raises: NobodyToAsk, OwnWords, TooManyQuestions, NoSuchPoint, TimedOut, BlockedWord, MissingRole, AnotherServer,
        DebateEnded, NoDebateHere.
        """
        ...

    async def must_take_response(self, key: DebateKey, question: ActId, *, actor: Actor, at: datetime) -> Question:
        """Refuse, before the form is shown, an answer by anybody but whoever was asked; else the question.

        Raises: NotYourQuestion, QuestionSettled, NoSuchQuestion, TimedOut, AnotherServer, DebateEnded, NoDebateHere.
        """
        ...

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
        """Answer a question put to the actor with words, or by a statement of theirs, whose words and documents are the
        answer as long as it stands. Raises as `must_take_response`; also EmptyText, TextTooLong, BlockedWord,
        NoSuchStatement, NotYourWords.
        """
        ...

    async def settle_question(
        self, key: DebateKey, question: ActId, *, actor: Actor, act: ActId, at: datetime
    ) -> Question:
        """Note that a question was answered elsewhere, as whoever asked or was asked says.

        Raises: NotYourQuestion, QuestionSettled, NoSuchQuestion, AnotherServer, NoDebateHere.
        """
        ...

    async def withdraw_question(self, key: DebateKey, question: ActId, *, actor: Actor, at: datetime) -> Question:
        """Take back a question of the actor's own. Raises as `settle_question`."""
        ...

    async def questions_to_second(self, key: DebateKey, *, actor: Actor) -> tuple[OpenQuestion, ...]:
        """The open questions of a debate as the actor sees them, the most seconded first.

        Raises: AnotherServer, NoDebateHere.
        """
        ...

    async def second_question(
        self, key: DebateKey, question: QuestionKey, *, actor: Actor, act: ActId, at: datetime
    ) -> bool:
        """Second an open question or, where the actor does, take that back. Whether they second it now.

        Raises: OwnQuestion, OnlyReadersSecond, QuestionSettled, NoSuchQuestion, MissingRole, AnotherServer,
        DebateEnded, NoDebateHere.
        """
        ...

    async def inquire(self, debates: Sequence[DebateKey], inquiry: Inquiry, *, actor: Actor) -> Answer:
        """What the record of those of `debates` that have any answers to a fixed question, in their order. What needs
        the actor is told by `needs`.
        """
        ...

    async def my_questions(self, debates: Sequence[DebateKey], *, actor: Actor) -> tuple[MyQuestions, ...]:
        """The actor's questions in those of `debates` that have any. Which the actor may see is the caller's to ask."""
        ...

    async def needs(self, debates: Sequence[DebateKey], *, actor: Actor) -> tuple[Needs, ...]:
        """What waits for the actor in those of `debates` where anything does. Which the actor may see is the caller's
        to ask.
        """
        ...

    async def wants_reminding(self, *, actor: Actor) -> bool:
        """Whether the actor wants to be reminded in their server of what waits for them."""
        ...

    async def set_reminding(self, *, wants: bool, actor: Actor, at: datetime) -> None:
        """Note whether they do."""
        ...

    async def take_reminders(self, now: datetime) -> tuple[Reminder, ...]:
        """The reminders due at `now`, each handed out once: what is lost on the way is not sent again."""
        ...

    async def users(self, guild: GuildId, participants: Sequence[ParticipantId]) -> Mapping[ParticipantId, UserId]:
        """Who these are, for those not erased."""
        ...
