"""The client: the one bot that runs on Discord, in the tests and in the rehearsal."""

from datetime import datetime

import discord
from discord.ext import commands

import cogs
from bot.engine import Engine
from bot.settings import Settings
from cogs.errors import answer_unanswered
from cogs.languages import CommandWords
from storage.store import Store


def intents_for(settings: Settings) -> discord.Intents:
    """The intents this bot needs, each by name."""
    return discord.Intents(guilds=True, guild_messages=True, message_content=settings.message_content)


class Counterpoint(commands.Bot):
    """The bot of a process that runs nothing else: the cogs, and the engine beneath them, over `store`."""

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
        self.counterpoint = Engine(self, store, zone=settings.time_zone)

    @property
    def store(self) -> Store:
        """Where everything is kept."""
        return self.counterpoint.store

    def now(self) -> datetime:
        """The moment it is, in UTC."""
        return self.counterpoint.now()

    async def tick(self, now: datetime | None = None) -> None:
        """Do everything that is due at `now` (the present where None) and wait until it is done."""
        await self.counterpoint.tick(now)

    async def setup_hook(self) -> None:
        """Add the cogs and tell Discord which commands there are."""
        self.tree.error(answer_unanswered)
        await cogs.setup(self)
        await self.tree.set_translator(CommandWords())
        await self.tree.sync()

    async def on_message(self, message: discord.Message, /) -> None:
        """There are no prefix commands: what members type is for the cogs' listeners alone."""

    async def on_ready(self) -> None:
        """Read what was missed before this session."""
        await self.counterpoint.on_ready()

    async def on_resumed(self) -> None:
        """Read what was missed in this session."""
        await self.counterpoint.on_resumed()

    async def close(self) -> None:
        """Leave Discord, finish what is being sent, and let go of the database last."""
        if self.is_closed():
            return
        await self.counterpoint.finish()
        try:
            await super().close()
        finally:
            await self.counterpoint.close()
