"""Reconciling: what was said while the bot was away is read from the threads' history."""

import asyncio
import logging
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import discord

from bot.hosting import HostClient, end_orphan, may_read_history
from bot.log import facts
from bot.troubles import ANSWERED_WITHIN, REACHING, channel_is_gone, described
from cogs.arrivals import read_message, typed_in, with_roles
from deliberation.errors import DebateEnded, NoDebateHere, Refusal
from deliberation.ids import DebateKey, MessageId, UserId
from storage.errors import NotKept, StorageError
from storage.store import Store
from storage.verbs.history import Cursor
from storage.verbs.statements import Arrival

_log = logging.getLogger(__name__)

PAGE = 100
"""Messages read, and recorded in one transaction, at a time."""
JUST_SAID = timedelta(seconds=10)
"""Messages younger than this are not missed when they are not in the history read: they may have come after it. They
are looked for once more when they are older.
"""


class Reconciler:
    """Reads the history of open debates' threads behind their cursors. Nothing else moves the cursors."""

    def __init__(self, client: HostClient, store: Store) -> None:
        self._client = client
        self._store = store
        self._one_at_a_time = asyncio.Lock()
        self._session = 0
        self._read_again: set[DebateKey] = set()
        self._look_again: set[DebateKey] = set()
        self.last_read: datetime | None = None
        """When it was last begun to read every thread; None before the first time in this process."""

    def missed(self, key: DebateKey) -> None:
        """Something heard in this debate's thread could not be kept: `look_again` reads its open round anew."""
        self._read_again.discard(key)
        self._look_again.add(key)

    async def look_again(self, now: datetime) -> None:
        """Read the threads anew in which something was missed, or a message was missing too young to be missed."""
        if not self._look_again:
            return
        cursors = await self._store.cursors()
        wanted, self._look_again = self._look_again, set[DebateKey]()
        await self._read_each([cursor for cursor in cursors if cursor.debate in wanted], now)

    async def read_all(self, now: datetime, *, again: bool = False) -> None:
        """Read every open debate's thread on; with `again`, a new session has begun. A thread that cannot be read is
        tried again next time.
        """
        self.last_read = now
        if again:
            self._session += 1
            self._read_again.clear()
        await self._read_each(await self._store.cursors(), now)

    async def _read_each(self, cursors: Sequence[Cursor], now: datetime) -> None:
        """Read these threads on. Where what one says cannot be kept, it is read anew at the next tick, and so are the
        others.

        Raises:
            NotKept: it could not.
        """
        for place, cursor in enumerate(cursors):
            try:
                await self.read(cursor, now)
            except NotKept:
                self._look_again.update(unread.debate for unread in cursors[place:])
                raise

    async def read_debate(self, key: DebateKey, now: datetime) -> bool:
        """Read one debate's thread on; whether it could be read up to `now`."""
        for cursor in await self._store.cursors(key.guild):
            if cursor.debate == key:
                return await self.read(cursor, now)
        return False

    async def read(self, cursor: Cursor, now: datetime) -> bool:
        """Read one thread on; whether it could be read up to `now`. A thread that is gone ends its debate.

        The first time it can be read in a session, its open round is read from the first message, for the edits and
        deletions that were missed.
        """
        if self._client.get_guild(cursor.debate.guild) is None:
            return False
        about = facts(server=cursor.debate.guild, thread=cursor.thread)
        # Without the permission Discord shows an empty history: every message would be taken for deleted.
        if not await may_read_history(self._store, self._client, cursor.debate.guild, cursor.thread):
            _log.warning("thread not read: no permission to read its history", extra=about)
            return False
        try:
            async with self._one_at_a_time:
                session = self._session
                whole = await self._read(cursor, now, again=cursor.debate not in self._read_again)
        except REACHING as error:
            _log.warning("thread not read", extra=facts(**about["facts"], why=described(error)))
            if channel_is_gone(error):
                await end_orphan(self._store, cursor.debate, now)
            return False
        except (DebateEnded, NoDebateHere):  # while it was read
            return False
        except StorageError:
            raise
        except Exception:  # a fault of the bot's own, in one message: the other threads are read all the same
            _log.exception("thread not read", extra=about)
            return False
        if not whole:
            self._look_again.add(cursor.debate)
        elif session == self._session:  # else what it read may be older than the gap before the new session
            self._read_again.add(cursor.debate)
        return True

    async def _read(self, cursor: Cursor, now: datetime, *, again: bool) -> bool:
        """Whether every message known before was looked for, where it is read `again`."""
        first = cursor.round_first if again else None
        # A thread never read yet is read from its beginning: what was said before its debate was known was not heard.
        behind = MessageId(min(first - 1, cursor.after or 0)) if first else cursor.after
        present: set[MessageId] = set()
        page: list[discord.Message] = []
        last = behind
        thread = self._client.get_partial_messageable(cursor.thread, guild_id=cursor.debate.guild)
        history = thread.history(limit=None, after=discord.Object(id=behind or 0), oldest_first=True)
        async for message in _answered(history):
            page.append(message)
            present.add(MessageId(message.id))
            last = MessageId(message.id)
            if len(page) == PAGE:
                await self._record(cursor, page, read_to=last, now=message.created_at)
                page = []
        await self._record(cursor, page, read_to=last, now=now)
        if first is None:
            return True
        until = MessageId(max(last or first, discord.utils.time_snowflake(now - JUST_SAID)))
        gone = await self._store.withdraw_missing(
            cursor.debate, since=first, until=until, present=frozenset(present | {MessageId(cursor.thread)}), at=now
        )
        if gone:
            _log.info("messages gone", extra=facts(server=cursor.debate.guild, thread=cursor.thread, count=gone))
        return cursor.round_last is None or cursor.round_last <= until

    async def _record(
        self, cursor: Cursor, page: list[discord.Message], *, read_to: MessageId | None, now: datetime
    ) -> None:
        read_now = [(message, *await _arrival_of(message)) for message in page]
        found = [(message, arrival) for message, arrival, _ in read_now if arrival is not None]
        arrivals = await self._with_roles(cursor.debate, [arrival for _, arrival in found])
        recorded = await self._store.record_history(cursor.debate, arrivals, read_to=read_to, now=now)
        new = [(message, read) for (message, _), read in zip(found, recorded, strict=True) if read.new]
        for message, read in new:
            self._client.dispatch("statement_read_later", message, read)
        for message, _, refused in read_now:
            # Those before the cursor were answered when they were first read.
            if refused is not None and message.id > (cursor.after or 0):
                self._client.dispatch("letter_refused_later", message, refused)
        if new:
            about = facts(server=cursor.debate.guild, thread=cursor.thread, count=len(new))
            _log.info("messages read later", extra=about)

    async def _with_roles(self, key: DebateKey, arrivals: list[Arrival]) -> list[Arrival]:
        """`arrivals` with their authors' roles where those decide who is a speaker; each author is asked for once."""
        debate = await self._store.debate(key)
        if debate is None or debate.terms.speakers is None:
            return arrivals
        guild, known = self._client.get_guild(key.guild), dict[UserId, frozenset[int] | None]()
        for arrival in arrivals:
            if arrival.user not in known:
                known[arrival.user] = (await with_roles(arrival, debate, guild)).roles
        return [replace(arrival, roles=known[arrival.user]) for arrival in arrivals]


async def _answered(history: AsyncIterator[discord.Message]) -> AsyncIterator[discord.Message]:
    """What `history` brings, as long as Discord answers.

    Raises:
        TimeoutError: it does not.
    """
    while True:
        async with asyncio.timeout(ANSWERED_WITHIN):
            message = await anext(history, None)
        if message is None:
            return
        yield message


async def _arrival_of(message: discord.Message) -> tuple[Arrival | None, Refusal | None]:
    """What `message` makes; of one whose letter cannot be taken, what was typed beside it, and why.

    Raises:
        discord.HTTPException, TimeoutError: Discord fails just now; it is to be asked again.
    """
    try:
        async with asyncio.timeout(ANSWERED_WITHIN):
            return await read_message(message)
    except discord.HTTPException as error:
        if error.status >= 500 or error.status == 429:
            raise
        return typed_in(message), None  # its file was taken down, and will not come back
