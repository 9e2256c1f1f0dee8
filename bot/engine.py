"""The engine: what runs beneath the cogs of one bot, whichever bot that is."""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from contextlib import suppress
from datetime import datetime

import discord
from discord.ext import commands

from bot.dispatcher import Dispatcher
from bot.leaving import Leavings
from bot.log import facts
from bot.reconcile import Reconciler
from bot.returning import Returns
from bot.ticking import Ticker
from bot.weekly import digest_period, records_shown_in
from deliberation.ids import ChannelId, DebateKey, GuildId
from deliberation.views.digest import compose_digest
from storage.errors import StoreClosed
from storage.store import Store

_log = logging.getLogger(__name__)

FINISHED_WITHIN = 5.0
"""Seconds that what is being sent gets when it is to stop. A post cut off half-way is found by its marker at the next
start; waiting merely spares that look.
"""


class Engine:
    """The `Host` of a bot's cogs, over a store of its own. It moves by itself only under a clock that calls `tick`."""

    def __init__(self, bot: commands.Bot, store: Store, *, zone: str) -> None:
        self._bot = bot
        self._store = store
        self._zone = zone
        self._dispatcher = Dispatcher(self, store)
        self._reconciler = Reconciler(self, store)
        self._ticker = Ticker(self, store, self._dispatcher, self._reconciler)
        self._leavings = Leavings(store)
        self._returns = Returns(bot, self._retry)
        self._returns.listen()
        self._running: set[asyncio.Task[None]] = set()
        self._draining: asyncio.Task[None] | None = None
        self._drain_again = False
        self._closed = False

    # --- the cogs' host ----------------------------------------------------------------------------------------

    @property
    def store(self) -> Store:
        """Where everything is kept."""
        return self._store

    @property
    def zone(self) -> str:
        """The time zone deadlines are read in where a server has set none."""
        return self._zone

    @property
    def reads_messages(self) -> bool:
        """Whether the message-content intent is there."""
        return self._bot.intents.message_content

    def now(self) -> datetime:
        """The moment it is, in UTC."""
        return discord.utils.utcnow()

    def wake(self) -> None:
        """Send what is due now in a task of its own; where one runs already, it goes round once more."""
        self._drain_again = True
        if not self._closed and (self._draining is None or self._draining.done()):
            self._draining = self._begin(self._drain(), "counterpoint-drain")

    async def digest_is_quiet(self, guild: GuildId, channel: ChannelId, at: datetime) -> bool:
        """Whether a digest of the seven days up to `at` would have nothing to tell those who read `channel`."""
        settings = await self._store.digest_settings(guild)
        week = digest_period(at, settings.zone if settings else self._zone)
        return compose_digest(await records_shown_in(self._store, self, guild, channel, week), week).quiet

    async def catch_up(self, key: DebateKey) -> bool:
        """Read a debate's thread on; whether it could be read up to now."""
        return await self._reconciler.read_debate(key, self.now())

    def missed(self, key: DebateKey) -> None:
        """Have a debate's thread read again at the next tick, for what was heard in it and could not be kept."""
        self._reconciler.missed(key)

    async def close(self) -> None:
        """Finish what is being sent, and let go of the store."""
        await self.finish()
        await self._store.close()

    # --- on Discord, as far as the process's modules need it -----------------------------------------------------

    @property
    def user(self) -> discord.ClientUser | None:
        """The bot's own account, once it is logged in."""
        return self._bot.user

    def get_guild(self, id: int, /) -> discord.Guild | None:
        """A server the bot is on."""
        return self._bot.get_guild(id)

    def get_partial_messageable(self, id: int, *, guild_id: int | None = None) -> discord.PartialMessageable:
        """A channel or thread to write to, known or not."""
        return self._bot.get_partial_messageable(id, guild_id=guild_id)

    def dispatch(self, event_name: str, /, *args: object) -> None:
        """Tell the bot's listeners."""
        self._bot.dispatch(event_name, *args)

    # --- moving --------------------------------------------------------------------------------------------------

    async def tick(self, now: datetime | None = None) -> None:
        """Do everything that is due at `now` (the present where None) and wait until it is done.

        Whoever waits may be cancelled: what has begun goes on, and `finish` waits for it.
        """
        if not self._closed:
            await asyncio.shield(self._begin(self._tick_at(now or self.now()), "counterpoint-tick"))

    async def on_ready(self) -> None:
        """A new session: nothing of the old one is replayed, so open rounds are read again from their first message."""
        _log.info("ready", extra=facts(servers=len(self._bot.guilds), reads_messages=self.reads_messages))
        with suppress(StoreClosed):  # told to stop meanwhile: the next start reads it
            await self._reconciler.read_all(self.now(), again=True)
            self.wake()
            await self._store.prepare()

    async def on_resumed(self) -> None:
        """The session went on and Discord replayed what was missed; history is read all the same."""
        with suppress(StoreClosed):
            await self._reconciler.read_all(self.now())
            self.wake()

    async def finish(self) -> None:
        """Begin nothing any more, and wait for what is being sent."""
        self._closed = True
        self._drain_again = False
        self._returns.leave()
        running = self._running - {asyncio.current_task()}
        if not running:
            return
        _, pending = await asyncio.wait(running, timeout=FINISHED_WITHIN)
        for unfinished in pending:
            unfinished.cancel()
        for ended in await asyncio.gather(*running, return_exceptions=True):
            if isinstance(ended, Exception):
                _log.error("failed while stopping", exc_info=ended)

    async def _tick_at(self, now: datetime) -> None:
        await self._ticker.tick(now)
        if self._bot.is_ready():  # before that it seems to be on no server
            await self._leavings.look([GuildId(guild.id) for guild in self._bot.guilds], now)

    async def _drain(self) -> None:
        with suppress(StoreClosed):  # told to stop meanwhile: what is owed is sent after the next start
            while self._drain_again:
                self._drain_again = False
                await self._dispatcher.drain(self.now())

    async def _retry(self, guild: GuildId, concerned: Callable[[ChannelId], bool]) -> None:
        with suppress(StoreClosed):
            if await self._dispatcher.retry(guild, concerned):
                self.wake()

    def _begin(self, doing: Coroutine[object, object, None], name: str) -> "asyncio.Task[None]":
        task = asyncio.create_task(doing, name=name)
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        return task
