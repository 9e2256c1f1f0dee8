"""The real bot in an in-memory Discord, with its store in a real file, and its clock in the test's hand."""

from collections.abc import AsyncIterator, Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import discord
import pytest
import simcord

from bot.client import Counterpoint
from bot.settings import default_settings
from deliberation.actor import Actor
from deliberation.debate import Attribution, Debate, Tallies, drafted
from deliberation.ids import ActId, ChannelId, DebateKey, GuildId, MessageId, StatementId, UserId
from deliberation.statement import StatementKind
from storage.sqlite import SqliteStore
from storage.verbs.statements import Arrival

DATABASE = "debates.db"
PROPOSALS = "Close the workshop at ten\nSell the old lathe\nLet beginners use the saw alone"


@dataclass
class World:
    """One server with one channel and three members, and the bot."""

    path: Path
    env: simcord.Env
    store: SqliteStore
    bot: Counterpoint
    guild: simcord.GuildHandle
    channel: simcord.ChannelHandle
    ada: simcord.MemberActor
    ben: simcord.MemberActor
    moderator: simcord.MemberActor
    acts: int = field(default=1)

    def now(self) -> datetime:
        """What the in-memory Discord's clock shows."""
        return self.env.now()

    def actor(self, member: simcord.MemberActor, *, moderates: bool = False) -> Actor:
        """The facts about a member, as the cogs take them from an act."""
        return Actor(GuildId(self.guild.id), UserId(member.id), moderates=moderates)

    async def owe_debate(self, *, days: float = 3, channel: simcord.ChannelHandle | None = None) -> Debate:
        """A debate opened in the store; nothing is posted yet."""
        self.acts += 1
        draft = drafted(
            title="Workshop hours",
            proposals=PROPOSALS,
            attribution=Attribution.NAMED,
            tallies=Tallies.HIDDEN,
            deadline=self.now() + timedelta(days=days),
        )
        return await self.store.open_debate(
            draft,
            actor=self.actor(self.ada),
            act=ActId(discord.utils.time_snowflake(self.now()) + self.acts),
            home=ChannelId((channel or self.channel).id),
            at=self.now(),
        )

    async def open_debate(self, *, days: float = 3, channel: simcord.ChannelHandle | None = None) -> DebateKey:
        """A debate with its thread and its board."""
        debate = await self.owe_debate(days=days, channel=channel)
        await self.tick()
        return debate.key

    async def thread(self, key: DebateKey) -> simcord.ChannelHandle:
        """The thread of a debate."""
        debate = await self.store.debate(key)
        assert debate is not None
        return next(
            thread
            for channel in self.guild.channels.values()
            for thread in channel.threads
            if thread.id == debate.thread
        )

    async def tick(self) -> None:
        """What the clock does in the real process."""
        await self.bot.tick()
        await self.env.settle()

    async def pass_time(self, **time: float) -> None:
        """Let the clock go on, then tick."""
        await self.env.advance_time(timedelta(**time).total_seconds())
        await self.tick()

    def forbid_history(self) -> None:
        """The permission to read messages said before is taken away from everybody, the bot included."""
        backend = self.env.backend
        for role in list(backend.guilds[self.guild.id].roles.values()):
            kept = discord.Permissions(role.permissions)
            kept.update(read_message_history=False)
            backend.edit_role(self.guild.id, role.id, {"permissions": kept.value})

    @contextmanager
    def nothing_heard(self) -> Generator[None]:
        """While inside, the bot runs and Discord tells it nothing."""
        heard = list(self.env.backend.subscribers)
        self.env.backend.subscribers.clear()
        yield
        self.env.backend.subscribers.extend(heard)

    async def stop(self) -> None:
        """The process is gone: it hears nothing and holds no database."""
        self.env.backend.subscribers.clear()
        await self.store.close()

    async def restart(self) -> None:
        """The process dies and another starts on the same database."""
        await self.stop()
        await self.start_again()

    async def start_again(self) -> None:
        """Another process starts on the database of the one that stopped."""
        self.store = await SqliteStore.open(self.path)
        self.bot = Counterpoint(self.store, default_settings())
        await self.env.restart_bot(self.bot)

    def posts(self, channel: simcord.ChannelHandle) -> list[discord.Message]:
        """The bot's own posts in a channel, oldest first."""
        return [
            message
            for message in channel.history()
            if message.author == self.bot.user and message.type is discord.MessageType.default
        ]

    def said(self, member: simcord.MemberActor, message: discord.Message) -> Arrival:
        """A member's message as it arrives at the store."""
        return Arrival(
            statement=StatementId(message.id),
            kind=StatementKind.MESSAGE,
            user=UserId(member.id),
            guest=None,
            message=MessageId(message.id),
            said_at=message.created_at,
            text=message.content,
        )


def text_of(message: discord.Message) -> str:
    """All the text that a post shows."""
    return "\n".join(_texts(message.components))


def _texts(components: Sequence[object]) -> list[str]:
    found: list[str] = []
    for component in components:
        if isinstance(component, discord.TextDisplay):
            found.append(component.content)
        found += _texts(getattr(component, "children", []))
    return found


@pytest.fixture
async def env(tmp_path: Path) -> AsyncIterator[simcord.Env]:
    """The in-memory Discord with the bot in it, on a database of its own. simcord finds its clock by this fixture."""
    bot = Counterpoint(await SqliteStore.open(tmp_path / DATABASE), default_settings())
    discord_in_memory = simcord.Env(bot)
    await discord_in_memory.start()
    yield discord_in_memory
    await discord_in_memory.shutdown()
    discord_in_memory.raise_errors()


@pytest.fixture
async def world(env: simcord.Env, tmp_path: Path) -> AsyncIterator[World]:
    """A server for each test."""
    with env.time_context():
        guild = env.create_guild("Makers")
        channel = guild.create_text_channel("general")
        lead = guild.create_role("lead", permissions=discord.Permissions(manage_threads=True))
        ada, ben = (guild.add_member(env.create_user(name)) for name in ("ada", "ben"))
        moderator = guild.add_member(env.create_user("mo"), roles=[lead])
        await env.settle()
    bot = env.bot
    assert isinstance(bot, Counterpoint)
    assert isinstance(bot.store, SqliteStore)
    world = World(tmp_path / DATABASE, env, bot.store, bot, guild, channel, ada, ben, moderator)
    yield world
    await world.store.close()
