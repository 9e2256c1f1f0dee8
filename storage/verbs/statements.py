"""Statements: what arrives from Discord, and what recording it came to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from deliberation.actor import Actor
from deliberation.ids import DebateKey, MessageId, StatementId, UserId
from deliberation.statement import StatementKind
from deliberation.views.card import Card, Feedback


@dataclass(frozen=True, slots=True)
class Arrival:
    """A statement as it arrives from Discord."""

    statement: StatementId
    kind: StatementKind
    user: UserId
    """Who brought it; also its author unless `guest` is given."""
    guest: str | None
    message: MessageId
    said_at: datetime
    text: str
    edited_at: datetime | None = None
    reply_to: MessageId | None = None
    filename: str | None = None
    roles: frozenset[int] | None = None
    """Of whoever brought it, as they are when it arrives; None where Discord did not say."""
    documents: tuple[str, ...] = ()
    """The names of the files that come with it, as `document_names` has them."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """What recording a statement came to."""

    statement: StatementId
    new: bool
    """False where it was known already, word for word."""
    pairs: int
    """Its quoted pairs."""
    unverified: int
    """Those whose words were found in no earlier statement."""
    joined_later: int
    """Quotes of other statements that were found in this one."""
    feedback: Feedback
    found: tuple[MessageId, ...] = ()
    """Messages that quote one passage, which was found in this statement: their reaction said that it was nowhere."""
    unmarked: tuple[MessageId, ...] = ()
    """Of such messages those whose reaction is only to go: they get a card now, or nothing was said to the quote."""

    @property
    def shows(self) -> bool:
        """Whether it changes what a card or the board shows."""
        return self.pairs > 0 or self.feedback is Feedback.CARD


class StatementVerbs(Protocol):
    """What can be done with statements."""

    async def record_statement(self, key: DebateKey, arrival: Arrival) -> Recorded:
        """Read, locate and record a statement, or its revision when the text is new, with its points and
        counterpoints; owe or refresh its card; mark the board changed.

        The author of a counterpoint keeps its number (and the credits to it) when an edit leaves it on the same point.
        """
        ...

    async def must_take_letter(
        self, key: DebateKey, text: str, *, names: Sequence[str] = (), actor: Actor, at: datetime
    ) -> None:
        """Refuse, before its answer is promised, a letter that the actor may not bring into a debate.

        Raises: AnotherServer, MissingRole, DebateEnded, NoDebateHere, TimedOut, BlockedWord, SlowMode, OverLimit,
        TextTooLong.
        """
        ...

    async def withdraw_statement(self, key: DebateKey, statement: StatementId, *, at: datetime) -> None:
        """Mark a deleted statement withdrawn; answers to it stay. Nothing happens where it is not known."""
        ...

    async def card(self, key: DebateKey, statement: StatementId) -> Card | None:
        """What a statement answers; None where it is unknown or quotes nothing."""
        ...
