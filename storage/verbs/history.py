"""History: how far each thread has been read, and what reading it brings or misses."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from deliberation.ids import ChannelId, DebateKey, GuildId, MessageId
from storage.verbs.statements import Arrival, Recorded


@dataclass(frozen=True, slots=True)
class Cursor:
    """How far the history of a debate's thread has been read."""

    debate: DebateKey
    thread: ChannelId
    after: MessageId | None
    """The last message read by the reader of history; None before the first."""
    round_first: MessageId | None
    """The first message of the open round known, from which a start re-reads; None without an open round."""
    round_last: MessageId | None
    """The last one known; None without an open round."""
    read_until: datetime
    """The moment up to which everything in the thread has been read."""


class HistoryVerbs(Protocol):
    """What can be done with the history of threads."""

    async def cursors(self, guild: GuildId | None = None) -> tuple[Cursor, ...]:
        """A cursor for each open debate that has a thread."""
        ...

    async def record_history(
        self, key: DebateKey, arrivals: Sequence[Arrival], *, read_to: MessageId | None, now: datetime
    ) -> tuple[Recorded, ...]:
        """Record messages read from the thread's history, oldest first, and move the cursor, in one transaction."""
        ...

    async def withdraw_missing(
        self, key: DebateKey, *, since: MessageId, until: MessageId, present: frozenset[MessageId], at: datetime
    ) -> int:
        """Mark messages between `since` and `until` that are no longer in the thread withdrawn; how many."""
        ...
