"""The clock: wakes the bot when something becomes due. It holds no truth: due times live in the database."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.date import DateTrigger
from apscheduler.triggers.interval import IntervalTrigger

from storage.store import Store

_log = logging.getLogger(__name__)

BEAT = timedelta(seconds=30)
"""The longest it sleeps: what becomes due unannounced, or while the system's clock is set, waits no longer."""


class Clock:
    """Calls `tick` at the earliest due time of the store, and at least every BEAT. Needs a running event loop."""

    def __init__(self, store: Store, tick: Callable[[], Awaitable[None]]) -> None:
        self._store = store
        self._tick = tick
        # Left alone, APScheduler drops what it is a second late for.
        defaults = {"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
        self._scheduler = AsyncIOScheduler(timezone=UTC, job_defaults=defaults)

    def start(self) -> None:
        """Begin, with a first tick at once."""
        self._scheduler.add_job(self._beat, IntervalTrigger(seconds=int(BEAT.total_seconds())), id="beat")
        self._scheduler.add_job(self._beat, DateTrigger(datetime.now(UTC)), id="first")
        self._scheduler.start()

    def stop(self) -> None:
        """Wake nobody any more; a tick that is running goes on."""
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)

    async def _beat(self) -> None:
        try:
            await self._try_tick()
            await self._wake_early()
        except asyncio.CancelledError:
            # Stopping the scheduler cancels who waits here, and would log that as a fault. A tick goes on.
            return

    async def _try_tick(self) -> None:
        try:
            await self._tick()
        except Exception:  # the next beat tries again; a clock that stops is worse than a tick that fails
            _log.exception("tick failed")

    async def _wake_early(self) -> None:
        now = datetime.now(UTC)
        due = await self._store.next_due(now)
        if due is None or not self._scheduler.running or due - now >= BEAT:
            return
        # What is due yet still there (a thread that cannot be read) waits for the beat, or this would spin.
        if due > now:
            self._scheduler.add_job(self._beat, DateTrigger(due), id="due", replace_existing=True)
