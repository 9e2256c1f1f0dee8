"""Debates: opening one, placing it in its thread, ending it, finding it."""

from datetime import datetime
from typing import Protocol

from deliberation.actor import Actor
from deliberation.debate import Debate, DebateDraft
from deliberation.exporting.transcript import Transcript
from deliberation.ids import ActId, ChannelId, DebateKey, GuildId, MessageId
from deliberation.record import DebateRecord
from deliberation.steering.decision import Decision, DecisionDraft


class DebateVerbs(Protocol):
    """What can be done with debates."""

    async def open_debate(
        self, draft: DebateDraft, *, actor: Actor, act: ActId, home: ChannelId, at: datetime
    ) -> Debate:
        """Open a debate with its first round, its opening statement and a point for each proposal; owe its opening.

        The debate's id is `act`. Anybody the command is shown to may open one.
        """
        ...

    async def place_debate(self, key: DebateKey, *, opening: MessageId, thread: ChannelId, at: datetime) -> Debate:
        """Note where the opening stands and which thread was made from it; owe the first round's board."""
        ...

    async def must_lead(self, key: DebateKey, *, actor: Actor) -> None:
        """Refuse, before anything is promised, who may not steer a debate. Raises AnotherServer, NotAModerator."""
        ...

    async def end_debate(
        self, key: DebateKey, *, actor: Actor | None, at: datetime, act: ActId | None = None, unread: bool = False
    ) -> Debate:
        """End a debate. Its open or paused round closes then, by the actor, and owes its summary; where the thread is
        gone (`actor` and `act` None), or was not made yet, the round is cancelled. `unread`: whether the thread could
        not be read up to now.

        Raises: NotAModerator, DebateEnded.
        """
        ...

    async def decide(self, key: DebateKey, draft: DecisionDraft, *, actor: Actor, act: ActId, at: datetime) -> Decision:
        """Record what a debate, open or ended, came to; owe the post that says so. What was decided before is kept.

        Raises: AnotherServer, NotAModerator, NoSuchPoint, DateInThePast.
        """
        ...

    async def debate_in(self, guild: GuildId, channel: ChannelId) -> Debate | None:
        """The debate whose thread `channel` is. Answered from memory: it is asked for every message."""
        ...

    async def debate(self, key: DebateKey) -> Debate | None:
        """The debate of that key."""
        ...

    async def debates(self, guild: GuildId) -> tuple[Debate, ...]:
        """All debates of a server, oldest first."""
        ...

    async def debates_moved(self, guild: GuildId) -> tuple[Debate, ...]:
        """All debates of a server, those in which anything was said or a round began last first."""
        ...

    async def record(self, key: DebateKey) -> DebateRecord:
        """Everything said and answered in a debate. Raises NoDebateHere."""
        ...

    async def transcript(self, key: DebateKey) -> Transcript:
        """The record with its words, as exports begin with it. Raises NoDebateHere."""
        ...
