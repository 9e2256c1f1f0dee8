"""Posts: from owed to sent, their edits, and those that can never appear."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from deliberation.ids import ChannelId, MessageId
from storage.outgoing import Outgoing, PostFile, PostKey


class PostVerbs(Protocol):
    """What can be done with the posts of the outbox."""

    async def posts_due(self, now: datetime) -> tuple[Outgoing, ...]:
        """Posts to render, send or look for (owed, queued, sending) that are due, oldest first."""
        ...

    async def edits_due(self, now: datetime) -> tuple[Outgoing, ...]:
        """Sent posts (boards, cards) whose content has changed and whose edit is due."""
        ...

    async def post(self, key: PostKey) -> Outgoing | None:
        """The post of that key."""
        ...

    async def owe_post(self, key: PostKey, channel: ChannelId, *, at: datetime) -> bool:
        """Owe a post; False where it is owed, or was sent, already."""
        ...

    async def fill_post(
        self, key: PostKey, body: str, files: Sequence[PostFile], *, changes: int | None = None
    ) -> Outgoing:
        """Store what an owed post says: `owed → queued`. A post already filled stays as it is.

        `changes` is that of the `Outgoing` after whose reading the body was rendered; None takes every change so far
        for shown.
        """
        ...

    async def mark_sending(self, key: PostKey, *, after: MessageId | None, at: datetime) -> Outgoing:
        """Durably note that sending begins: `queued → sending`. A post already sending keeps its first `after`."""
        ...

    async def mark_sent(self, key: PostKey, message: MessageId, *, at: datetime, changes: int | None = None) -> None:
        """Note the message: `sending → sent`. Of a summary: its round is summarised. Of an edit: none is due now,
        unless the content changed since `changes` (that of the `Outgoing` the edit was rendered for).
        """
        ...

    async def postpone_post(self, key: PostKey, *, until: datetime) -> None:
        """It could not be done: try again (sending or editing) at `until`."""
        ...

    async def hold_post(self, key: PostKey, *, until: datetime) -> None:
        """A try begins: whoever finds it half done waits until `until`. This counts as no try."""
        ...

    async def hasten_post(self, key: PostKey, *, at: datetime) -> None:
        """Try again at `at` what was to wait longer. What waits for nothing stays as it is."""
        ...

    async def give_up_post(self, key: PostKey, *, at: datetime, changes: int | None = None) -> None:
        """It can never appear: its channel or message is gone, or there is nothing left to say. Then `changes` is that
        of the `Outgoing` read: where the content has changed since, the post is owed anew, as its next generation.
        """
        ...
