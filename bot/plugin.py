"""Counterpoint in somebody else's bot: the host that `load_extension("cogs")` finds through the package's entry points,
with its own store, its own clock, and nothing of the bot's changed.
"""

import asyncio
import logging

from discord.ext import commands

import cogs
from bot.clock import Clock
from bot.engine import Engine
from bot.log import facts
from bot.settings import EngineSettings, load_plugin_settings
from prompts.operator import tell
from storage.errors import CannotStart
from storage.sqlite import SqliteStore
from storage.store import Store

_log = logging.getLogger(__name__)

NEEDED = ("guilds", "guild_messages")
"""The intents without which there are no debates, or none that hears its members."""


class IntentsLacking(Exception):
    """The bot was made without intents that Counterpoint needs."""

    def __init__(self, names: tuple[str, ...]) -> None:
        super().__init__(tell("intents_lacking", names=", ".join(names)))
        self.names = names


async def host_for(bot: commands.Bot) -> "Plugin":
    """The host of the cogs in `bot`, running. Its settings are `bot.counterpoint_settings`, else the environment's.

    Raises:
        IntentsLacking: the bot was made without intents that are needed.
        MalformedSetting: a setting cannot be understood.
        CannotStart: the database cannot be used.
    """
    lacking = tuple(name for name in NEEDED if not getattr(bot.intents, name))
    if lacking:
        raise IntentsLacking(lacking)
    settings: EngineSettings = getattr(bot, "counterpoint_settings", None) or load_plugin_settings()
    plugin = Plugin(bot, await SqliteStore.open(settings.database), zone=settings.time_zone)
    plugin.start()
    return plugin


class Plugin(Engine):
    """An engine that listens for the sessions of a bot it was not made with, and brings its own clock."""

    def __init__(self, bot: commands.Bot, store: Store, *, zone: str) -> None:
        super().__init__(bot, store, zone=zone)
        self._clock: Clock | None = None
        self._leaving: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin with the bot's next session, or at once where it has one."""
        self._bot.add_listener(self.on_ready)
        self._bot.add_listener(self.on_resumed)
        if self._bot.is_ready():
            self._begin(self.on_ready(), "counterpoint-session")

    async def on_ready(self) -> None:
        """A new session: what was missed is read, and the clock runs from the first one on."""
        await super().on_ready()
        if self._clock is None and not self._closed:
            self._clock = Clock(self.store, self._tick)
            self._clock.start()

    async def close(self) -> None:
        """Hear nothing any more, finish what is being sent, and let go of the store."""
        self._bot.remove_listener(self.on_ready)
        self._bot.remove_listener(self.on_resumed)
        if self._clock is not None:
            self._clock.stop()
        await super().close()

    async def _tick(self) -> None:
        try:
            await self.tick()
        except CannotStart as taken_over:  # another process has the database now: the bot goes on without us
            _log.error("unloaded", extra=facts(why=taken_over.code))
            self._leaving = asyncio.create_task(self._bot.unload_extension(cogs.__name__))
