"""One tick of the clock: everything due now, in the order in which it depends on itself."""

import asyncio
import logging
from collections.abc import Awaitable
from datetime import datetime, timedelta

from bot.dispatcher import Dispatcher
from bot.hosting import HostClient
from bot.log import facts
from bot.reconcile import Reconciler
from bot.reminding import remind
from bot.weekly import digest_period, due_moment, records_shown_in
from deliberation.round import Round
from deliberation.views.digest import DigestSettings, compose_digest
from storage.errors import StorageError
from storage.store import Store

_log = logging.getLogger(__name__)

READ_EVERY = timedelta(minutes=5)
"""How often every open thread's history is read while all seems well."""
UNREAD_AFTER = timedelta(hours=24)
"""How long a round waits behind its deadline for a thread that cannot be read."""


class Ticker:
    """Does what is due. One tick runs at a time; each step reads from the store what there is to do."""

    def __init__(self, client: HostClient, store: Store, dispatcher: Dispatcher, reconciler: Reconciler) -> None:
        self._client = client
        self._store = store
        self._dispatcher = dispatcher
        self._reconciler = reconciler
        self._one_at_a_time = asyncio.Lock()

    async def tick(self, now: datetime) -> None:
        """Read threads not read for a while, open and close rounds, owe digests, remind, then send and edit posts."""
        async with self._one_at_a_time:
            last = self._reconciler.last_read
            if last is not None and now - last >= READ_EVERY:
                await self._reconciler.read_all(now)
            await self._reconciler.look_again(now)
            for due in await self._store.rounds_due(now):
                await _alone("close", self._close(due, now))
            for due in await self._store.rounds_to_open(now):
                await _alone("open", self._open(due, now))
            for settings in await self._store.digests_due(now):
                await _alone("digest", self._owe_digest(settings, now))
            for reminder in await self._store.take_reminders(now):
                await _alone("remind", remind(self._store, self._client, reminder))
            await self._dispatcher.drain(now)

    async def _open(self, due: Round, now: datetime) -> None:
        opened = await self._store.open_due_round(due.debate, now=now)
        if opened is not None:
            about = facts(server=due.debate.guild, debate=due.debate.debate, round=opened.number)
            _log.info("round opened", extra=about)

    async def _close(self, due: Round, now: datetime) -> None:
        """Close a round once its thread has been read up to the deadline, or could not be for a day."""
        debate = await self._store.debate(due.debate)
        if debate is None or debate.thread is None:  # its opening is still owed, so nothing can have been said
            return
        about = facts(server=due.debate.guild, debate=due.debate.debate, round=due.number)
        if await self._store.prolong_due_round(due.debate, due.number, now=now) is not None:
            _log.info("round prolonged", extra=about)
            return
        read = await self._reconciler.read_debate(due.debate, now)
        if not read and now - due.closes_at < UNREAD_AFTER:
            return
        closed = await self._store.close_due_round(due.debate, due.number, unread=not read, now=now)
        if closed is not None:
            _log.info("round closed", extra=facts(**about["facts"], unread=not read))

    async def _owe_digest(self, settings: DigestSettings, now: datetime) -> None:
        week = digest_period(due_moment(settings, now), settings.zone)
        records = await records_shown_in(self._store, self._client, settings.guild, settings.channel, week)
        if compose_digest(records, week).quiet:
            await self._store.skip_digest(settings, week, now=now)
        else:
            await self._store.owe_digest(settings, week, now=now)


async def _alone(step: str, doing: Awaitable[None]) -> None:
    """Do a step whose failure is its own affair: what else is due goes on, and the next tick tries it again."""
    try:
        await doing
    except StorageError:
        raise
    except Exception:
        _log.exception("step failed", extra=facts(step=step))
