"""The stage: SimCord's in-memory Discord with a server, its members and the real bot over a real database."""

from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import discord
import simcord
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle, GuildHandle
from simcord.env import Env
from simcord.results import ResponseMessage

from bot.client import Counterpoint
from bot.rehearsal import script
from bot.rehearsal.acts import Who
from bot.settings import default_settings
from deliberation.debate import Debate
from deliberation.ids import ChannelId, GuildId
from deliberation.record import DebateRecord
from storage.outgoing import PostKey, PostKind
from storage.sqlite import SqliteStore

SETTLE_SECONDS = 20.0
"""How long an act may keep the bot busy, on a slow machine."""
_TICKS_LIMIT = 500


@dataclass
class Stage:
    """The world of a rehearsal. Its clock stands still but for `pass_time`."""

    env: Env
    bot: Counterpoint
    guild: GuildHandle
    channels: dict[str, ChannelHandle]
    cast: dict[str, MemberActor]

    def viewers(self) -> list[MemberActor]:
        """The members as a visitor chooses among them: first those who have still to answer the open round."""
        later = (Who.WEN, Who.MARA)
        return [self.cast[name] for name in sorted(self.cast, key=lambda name: (name == script.READER, name in later))]

    @property
    def guild_id(self) -> GuildId:
        """The server."""
        return GuildId(self.guild.id)

    def now(self) -> datetime:
        """The moment it is on the stage, in UTC."""
        return self.env.now()

    async def pass_time(self, spell: timedelta, seen: Callable[[], Awaitable[None]]) -> None:
        """Let `spell` go by, stopping wherever something is due, as the clock would; `seen` is called at each stop."""
        until = self.now() + spell
        for _ in range(_TICKS_LIMIT):
            due = await self.bot.store.next_due(self.now())
            stop = until if due is None else min(max(due, self.now() + timedelta(seconds=1)), until)
            await self.env.advance_time((stop - self.now()).total_seconds())
            await self.tick()
            await seen()
            if self.now() >= until:
                return
        raise RuntimeError("the clock found something due without end")

    async def tick(self) -> None:
        """Do what is due now, and wait until the bot is quiet."""
        await self.bot.tick(self.now())
        await self.env.settle()

    async def debate(self) -> Debate:
        """The debate being rehearsed."""
        debates = await self.bot.store.debates(self.guild_id)
        if not debates:
            raise LookupError("no debate has been opened yet")
        return debates[0]

    async def record(self) -> DebateRecord:
        """Everything said and answered in the debate so far."""
        return await self.bot.store.record((await self.debate()).key)

    async def thread(self) -> ChannelHandle:
        """The thread of the debate."""
        debate = await self.debate()
        found = [thread for thread in self.threads() if thread.id == debate.thread]
        if not found:
            raise LookupError("the debate has no thread yet")
        return found[0]

    def threads(self) -> list[ChannelHandle]:
        """Every thread of the server, oldest first."""
        return sorted((thread for home in self.channels.values() for thread in home.threads), key=lambda one: one.id)

    async def board(self) -> ResponseMessage | None:
        """The board of the latest round, None before it is posted."""
        record = await self.record()
        key = PostKey(self.guild_id, PostKind.BOARD, record.debate.key.debate, record.rounds[-1].number)
        post = await self.bot.store.post(key)
        if post is None or post.message is None:
            return None
        thread = await self.thread()
        found = self.env.backend.messages.get(thread.id, {}).get(post.message)
        return ResponseMessage(self.env, found) if found is not None else None

    def channel_name(self, channel: ChannelId | int) -> str | None:
        """The name of a channel or thread of this server."""
        known = [*self.channels.values(), *self.threads()]
        return next((one.name for one in known if one.id == channel), None)

    def member_name(self, user: int) -> str | None:
        """The name of a member, or of the bot."""
        if self.bot.user is not None and user == self.bot.user.id:
            return self.bot.user.name
        return next((name for name, member in self.cast.items() if member.id == user), None)


@asynccontextmanager
async def raised(database: Path) -> AsyncGenerator[Stage]:
    """A stage over the database at `database`, taken down again at the end with everything written."""
    store = await SqliteStore.open(database)
    bot = Counterpoint(store, default_settings())  # the settings around us are the real bot's
    async with simcord.run(bot, check_errors=False, settle_timeout=SETTLE_SECONDS) as env:
        try:
            yield _furnished(env, bot)
        finally:
            await bot.close()


def _furnished(env: Env, bot: Counterpoint) -> Stage:
    env.backend.edit_bot_profile("Counterpoint")
    guild = env.create_guild(script.SERVER)
    moderators = guild.create_role(
        "Moderators", permissions=discord.Permissions(manage_threads=True, manage_messages=True, manage_guild=True)
    )
    channels = {name: guild.create_text_channel(name) for name in (script.HOME, script.NEWS, script.CHAT)}
    cast = {
        name: guild.add_member(
            env.create_user(name.lower(), global_name=name), roles=[moderators] if name == script.MODERATOR else []
        )
        for name in (*(who.value for who in Who), script.READER)
    }
    return Stage(env, bot, guild, channels, cast)
