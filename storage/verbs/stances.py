"""Stances: ballots, answers given and kept, a member's own, and the pseudonyms they are exported under."""

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol

from deliberation.actor import Actor
from deliberation.ids import ActId, CounterpointNumber, DebateKey, GuildId, ParticipantId, PointNumber, RoundNumber
from deliberation.stance import Position, Stance
from deliberation.views.ballot import Ballot
from deliberation.views.history import AnsweredDebate
from deliberation.views.mine import MyStances


class StanceVerbs(Protocol):
    """What can be done with stances."""

    async def open_ballot(self, key: DebateKey, *, actor: Actor, at: datetime) -> Ballot:
        """The actor's ballot of the open round; notes that they take part.

        Raises: NoOpenRound, RoundClosed, DebateEnded, MissingRole, AnotherServer.
        """
        ...

    async def open_claim(self, key: DebateKey, point: PointNumber, *, actor: Actor, at: datetime) -> Ballot:
        """As `open_ballot`, with a single claim: the one on `point`, or on what it has become.

        Raises: as `open_ballot`; also NoSuchPoint.
        """
        ...

    async def ballot(self, key: DebateKey, number: RoundNumber, *, actor: Actor) -> Ballot:
        """The actor's ballot of a round as it stands now."""
        ...

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
        """Record a stance given at `at`. A reason, condition or credit given before in this round stays with it
        where it still fits (a condition only with a "but").

        Raises: RoundClosed, DebateEnded, MissingRole, AnotherServer, NoSuchPoint.
        """
        ...

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
        """Add a reason (at most 300 characters), a condition (200) or a credit to the actor's stance of this round.

        What is None stays as it is. Raises as `record_stance`; also NoSuchCounterpoint, TextTooLong, NothingToKeep
        (no stance of theirs to add to).
        """
        ...

    async def must_take_words(self, key: DebateKey, number: RoundNumber, *, actor: Actor, at: datetime) -> None:
        """Refuse, before a form is shown, what the actor may not add at `at` to a stance of theirs.

        Raises: RoundClosed, DebateEnded, MissingRole, AnotherServer.
        """
        ...

    async def keep_rest(
        self, key: DebateKey, number: RoundNumber, *, actor: Actor, act: ActId, at: datetime
    ) -> tuple[Stance, ...]:
        """Keep last round's stances on every claim of the ballot not yet answered.

        Raises: NothingToKeep, and as `record_stance`.
        """
        ...

    async def mine(self, key: DebateKey, *, actor: Actor) -> MyStances:
        """The actor's own stances in one debate."""
        ...

    async def answered_debates(self, guild: GuildId, *, actor: Actor) -> tuple[AnsweredDebate, ...]:
        """The debates of a server in which the actor answered anything, the last one answered first.

        Which of them the actor may still see is the caller's to ask.
        """
        ...

    async def pseudonyms(self, key: DebateKey) -> Mapping[ParticipantId, str]:
        """A pseudonym of this debate for each of its participants, made up at random when first asked for."""
        ...
