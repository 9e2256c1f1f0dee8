"""Reconciling: what was said while the bot was away is read from the threads' history."""

import asyncio
import logging
from datetime import datetime, timedelta

import discord

from bot.hosting import HostClient, end_orphan
from bot.log import facts
from bot.troubles import REACHING, channel_is_gone, described
from cogs.arrivals import read_message
from deliberation.errors import DebateEnded, NoDebateHere
from deliberation.ids import DebateKey, MessageId
from storage.store import Arrival, Cursor, Store

_log = logging.getLogger(__name__)

PAGE = 100
"""Messages read, and recorded in one transaction, at a time."""
JUST_SAID = timedelta(seconds=10)
"""Messages younger than this are not missed when they are not in the history read: they may have come after it."""


class Reconciler:
    """Reads the history of open debates' threads behind their cursors. Nothing else moves the cursors."""

    def __init__(self, client: HostClient, store: Store) -> None:
        self._client = client
        self._store = store
        self._one_at_a_time = asyncio.Lock()
        self.last_read: datetime | None = None
        """When it was last begun to read every thread; None before the first time in this process."""

    async def read_all(self, now: datetime, *, again: bool = False) -> None:
        """Read every open debate's thread on; with `again`, its open round from the first message, for edits and
        deletions missed. A thread that cannot be read is tried again next time.
        """
        self.last_read = now
        for cursor in await self._store.cursors():
            await self.read(cursor, now, again=again)

    async def read_debate(self, key: DebateKey, now: datetime) -> bool:
        """Read one debate's thread on; whether it could be read up to `now`."""
        for cursor in await self._store.cursors(key.guild):
            if cursor.debate == key:
                return await self.read(cursor, now)
        return False

    async def read(self, cursor: Cursor, now: datetime, *, again: bool = False) -> bool:
        """Read one thread on; whether it could be read up to `now`. A thread that is gone ends its debate."""
        if self._client.get_guild(cursor.debate.guild) is None:
            return False
        try:
            async with self._one_at_a_time:
                await self._read(cursor, now, again=again and cursor.round_first is not None)
        except REACHING as error:
            about = facts(server=cursor.debate.guild, thread=cursor.thread, why=described(error))
            _log.warning("thread not read", extra=about)
            if channel_is_gone(error):
                await end_orphan(self._store, cursor.debate, now)
            return False
        except (DebateEnded, NoDebateHere):  # while it was read
            return False
        return True

    async def _read(self, cursor: Cursor, now: datetime, *, again: bool) -> None:
        first = cursor.round_first if again else None
        behind = MessageId(min(first - 1, cursor.after or first)) if first else cursor.after
        present: set[MessageId] = set()
        page: list[discord.Message] = []
        last = behind
        thread = self._client.get_partial_messageable(cursor.thread, guild_id=cursor.debate.guild)
        async for message in thread.history(limit=None, after=discord.Object(id=behind or 0), oldest_first=True):
            page.append(message)
            present.add(MessageId(message.id))
            last = MessageId(message.id)
            if len(page) == PAGE:
                await self._record(cursor, page, read_to=last, now=message.created_at)
                page = []
        await self._record(cursor, page, read_to=last, now=now)
        if first is not None:
            until = MessageId(max(last or first, discord.utils.time_snowflake(now - JUST_SAID)))
            gone = await self._store.withdraw_missing(
                cursor.debate, since=first, until=until, present=frozenset(present | {MessageId(cursor.thread)}), at=now
            )
            if gone:
                _log.info("messages gone", extra=facts(server=cursor.debate.guild, thread=cursor.thread, count=gone))

    async def _record(
        self, cursor: Cursor, page: list[discord.Message], *, read_to: MessageId | None, now: datetime
    ) -> None:
        arrivals: list[Arrival] = []
        for message in page:
            # A letter that cannot be taken was answered, or could not be, when it came; what was typed counts.
            arrival, _ = await read_message(message)
            if arrival is not None:
                arrivals.append(arrival)
        recorded = await self._store.record_history(cursor.debate, arrivals, read_to=read_to, now=now)
        new = sum(statement.new for statement in recorded)
        if new:
            _log.info("messages read later", extra=facts(server=cursor.debate.guild, thread=cursor.thread, count=new))
