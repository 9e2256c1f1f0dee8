"""The client: the one bot that runs on Discord, in the tests and in the rehearsal."""

import asyncio
import logging
from contextlib import suppress
from datetime import datetime

import discord
from discord.ext import commands

import cogs
from bot.dispatcher import Dispatcher
from bot.log import facts
from bot.reconcile import Reconciler
from bot.settings import Settings
from bot.ticking import Ticker
from storage.errors import StoreClosed
from storage.store import Store

_log = logging.getLogger(__name__)


def intents_for(settings: Settings) -> discord.Intents:
    """The intents this bot needs, each by name."""
    return discord.Intents(guilds=True, guild_messages=True, message_content=settings.message_content)


class Counterpoint(commands.Bot):
    """The bot. It is the `Host` of the cogs; it moves by itself only under a clock that calls `tick`."""

    def __init__(self, store: Store, settings: Settings) -> None:
        super().__init__(
            command_prefix=commands.when_mentioned,
            help_command=None,
            intents=intents_for(settings),
            # If unset, Discord parses @everyone in members' words that we show.
            allowed_mentions=discord.AllowedMentions.none(),
            # Handlers read raw events and the store; nothing may depend on what a cache still holds.
            max_messages=None,
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
        )
        self._store = store
        self._settings = settings
        self._dispatcher = Dispatcher(self, store)
        self._reconciler = Reconciler(self, store)
        self._ticker = Ticker(self, store, self._dispatcher, self._reconciler)
        self._draining: asyncio.Task[None] | None = None
        self._drain_again = False

    @property
    def store(self) -> Store:
        """Where everything is kept."""
        return self._store

    @property
    def zone(self) -> str:
        """The time zone deadlines are read in where a server has set none."""
        return self._settings.time_zone

    @property
    def reads_messages(self) -> bool:
        """Whether the message-content intent is there."""
        return self.intents.message_content

    def now(self) -> datetime:
        """The moment it is, in UTC."""
        return discord.utils.utcnow()

    def wake(self) -> None:
        """Send what is due now in a task of the bot's own; where one runs already, it goes round once more."""
        self._drain_again = True
        if not self.is_closed() and (self._draining is None or self._draining.done()):
            self._draining = asyncio.create_task(self._drain(), name="counterpoint-drain")

    async def tick(self, now: datetime | None = None) -> None:
        """Do everything that is due at `now` (the present where None) and wait until it is done."""
        await self._ticker.tick(now or self.now())

    async def _drain(self) -> None:
        while self._drain_again:
            self._drain_again = False
            await self._dispatcher.drain(self.now())

    async def setup_hook(self) -> None:
        """Load the cogs and tell Discord which commands there are."""
        for extension in cogs.EXTENSIONS:
            await self.load_extension(extension)
        await self.tree.sync()

    async def on_message(self, message: discord.Message, /) -> None:
        """There are no prefix commands: what members type is for the cogs' listeners alone."""

    async def on_ready(self) -> None:
        """A new session: nothing of the old one is replayed, so open rounds are read again from their first message."""
        _log.info("ready", extra=facts(servers=len(self.guilds), reads_messages=self.reads_messages))
        with suppress(StoreClosed):  # told to stop meanwhile: the next start reads it
            await self._reconciler.read_all(self.now(), again=True)
            self.wake()
            await self._store.prepare()

    async def on_resumed(self) -> None:
        """The session went on and Discord replayed what was missed; history is read all the same."""
        with suppress(StoreClosed):
            await self._reconciler.read_all(self.now())
            self.wake()

    async def close(self) -> None:
        """Leave Discord, finish what is being sent, and let go of the database last."""
        if self.is_closed():
            return
        await self._finish_draining()
        try:
            await super().close()
        finally:
            await self._store.close()

    async def _finish_draining(self) -> None:
        task = self._draining
        if task is None or task.done() or task is asyncio.current_task():
            return
        self._drain_again = False
        # A post cut off half-way is found by its marker at the next start; waiting merely spares that look.
        _, pending = await asyncio.wait({task}, timeout=5)
        for unfinished in pending:
            unfinished.cancel()
            await asyncio.gather(unfinished, return_exceptions=True)
