"""Rounds: opening one, closing it by hand or at its deadline."""

from datetime import datetime
from typing import Protocol

from deliberation.actor import Actor
from deliberation.ids import DebateKey, RoundNumber
from deliberation.round import Round


class RoundVerbs(Protocol):
    """What can be done with rounds."""

    async def open_round(self, key: DebateKey, *, actor: Actor, deadline: datetime, at: datetime) -> Round:
        """Open the next round; owe its board. Raises NotAModerator, RoundStillOpen, DebateEnded, DateInThePast."""
        ...

    async def close_round(self, key: DebateKey, *, actor: Actor, at: datetime) -> Round:
        """Close the open round now; owe its summary. Raises NotAModerator, NoOpenRound, DebateEnded."""
        ...

    async def rounds_due(self, now: datetime) -> tuple[Round, ...]:
        """Open rounds whose deadline has passed."""
        ...

    async def close_due_round(
        self, key: DebateKey, number: RoundNumber, *, unread: bool, now: datetime
    ) -> Round | None:
        """Close a round at its deadline and owe its summary, in one transaction; None where it is no longer open."""
        ...
