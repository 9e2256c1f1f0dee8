"""Rounds: opening one, steering it, closing it by hand or by the clock.

Every verb with an `actor` is for the debate's opener and for moderators, and raises AnotherServer, NotAModerator and
DebateEnded; each is noted in the log.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from deliberation.actor import Actor
from deliberation.ids import ActId, DebateKey, RoundNumber
from deliberation.round import Round
from deliberation.steering.agenda import AgendaItem, Pick


class RoundVerbs(Protocol):
    """What can be done with rounds."""

    async def open_round(self, key: DebateKey, *, actor: Actor, act: ActId, deadline: datetime, at: datetime) -> Round:
        """Open the next round, in the place of one scheduled; owe its board. Raises RoundStillOpen, DateInThePast."""
        ...

    async def schedule_round(
        self, key: DebateKey, *, actor: Actor, act: ActId, opens: datetime, deadline: datetime, at: datetime
    ) -> Round:
        """Have the next round open by itself at `opens`, in the place of one scheduled before.

        Raises: DateInThePast, RoundPaused, OpensTooSoon (the last round is open until later), DeadlineNotLater.
        """
        ...

    async def unschedule_round(
        self, key: DebateKey, *, actor: Actor, act: ActId, at: datetime, reason: str | None = None
    ) -> RoundNumber:
        """Call off the scheduled round, whose number is free again. Raises NothingScheduled, TextTooLong."""
        ...

    async def extend_round(
        self, key: DebateKey, *, actor: Actor, act: ActId, deadline: datetime, at: datetime
    ) -> Round:
        """Give the open round a later deadline; call off an early closing.

        Raises: NoOpenRound, RoundPaused, RoundClosed (it is to close already), DateInThePast, DeadlineNotLater.
        """
        ...

    async def pause_round(
        self, key: DebateKey, *, actor: Actor, act: ActId, at: datetime, reason: str | None = None
    ) -> Round:
        """Pause the open round. Raises NoOpenRound, RoundPaused, RoundClosed, TextTooLong."""
        ...

    async def resume_round(self, key: DebateKey, *, actor: Actor, act: ActId, at: datetime) -> Round:
        """Resume the paused round; its deadline moves along. Raises NoOpenRound, RoundNotPaused."""
        ...

    async def cancel_round(self, key: DebateKey, *, actor: Actor, act: ActId, at: datetime, reason: str) -> Round:
        """Cancel the open or paused round: nothing in it is counted, and no summary follows.

        Raises: NoOpenRound, EmptyText (no reason), TextTooLong.
        """
        ...

    async def reopen_round(
        self, key: DebateKey, *, actor: Actor, act: ActId, deadline: datetime, at: datetime
    ) -> Round:
        """Open the last round again; have its summary say so. Raises NothingToReopen, DateInThePast."""
        ...

    async def close_round(
        self, key: DebateKey, *, actor: Actor, act: ActId, at: datetime, unread: bool = False
    ) -> Round:
        """Close the open round: at once where all who take part have answered everything or its deadline has passed;
        else the round that comes back is open still, and its `early` says when it closes.

        Raises: NoOpenRound, RoundPaused, ClosingAlready, ClosesSoonAnyway.
        """
        ...

    async def keep_round_open(self, key: DebateKey, *, actor: Actor, act: ActId, at: datetime) -> Round:
        """Call off an early closing. Raises NoOpenRound, RoundPaused, RoundClosed, NotClosingEarly."""
        ...

    async def set_agenda(
        self, key: DebateKey, picks: Sequence[Pick], *, actor: Actor, act: ActId, at: datetime
    ) -> tuple[AgendaItem, ...]:
        """Put `picks` on the agenda of the next round, in the place of what stood on it; what stands on it now."""
        ...

    async def rounds_to_open(self, now: datetime) -> tuple[Round, ...]:
        """Scheduled rounds whose time has come, and which no open or paused round holds up."""
        ...

    async def open_due_round(self, key: DebateKey, *, now: datetime) -> Round | None:
        """Open the scheduled round whose time has come, and owe its board; None where there is none. A round that opens
        late lasts as long as was planned.
        """
        ...

    async def rounds_due(self, now: datetime) -> tuple[Round, ...]:
        """Open rounds whose deadline has passed, or whose early closing takes effect."""
        ...

    async def prolong_due_round(self, key: DebateKey, number: RoundNumber, *, now: datetime) -> Round | None:
        """Prolong, once, a due round in which fewer answered than its debate asks for; None where it is to close."""
        ...

    async def close_due_round(
        self, key: DebateKey, number: RoundNumber, *, unread: bool, now: datetime
    ) -> Round | None:
        """Close a due round and owe its summary, in one transaction; None where it is no longer open."""
        ...
