"""Leaving: what is kept about a server that the bot is no longer on, and until when."""

import logging
from collections.abc import Collection
from datetime import datetime, timedelta

from bot.log import facts
from deliberation.ids import GuildId
from storage.store import Store

_log = logging.getLogger(__name__)

KEPT_FOR = timedelta(days=30)
"""How long a server's debates are kept after the bot has left it: it may have been removed by mistake."""
LOOK_EVERY = timedelta(hours=1)


class Leavings:
    """Notes which servers the bot is on, and erases those it left long ago."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._looked: datetime | None = None

    async def look(self, present: Collection[GuildId], now: datetime) -> None:
        """Note that the bot is on exactly these servers, and erase those it left more than KEPT_FOR ago; where it was
        looked less than LOOK_EVERY ago, nothing.
        """
        if self._looked is not None and now - self._looked < LOOK_EVERY:
            return
        self._looked = now
        await self._store.note_servers(present, at=now)
        for guild in await self._store.servers_to_erase(now - KEPT_FOR):
            await self._store.erase_server(guild)
            _log.info("server erased", extra=facts(server=guild))
