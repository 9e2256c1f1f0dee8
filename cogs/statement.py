"""Statements: what members write, change and delete in a debate's thread, and how the bot shows that it has read it."""

import logging
from collections import OrderedDict
from collections.abc import Iterable
from datetime import timedelta

import discord
from discord.ext import commands

from cogs.arrivals import is_letter, read_message, with_roles
from cogs.cog import Cog
from cogs.host import Host, host_in
from cogs.languages import for_everybody
from cogs.marks import show_found, show_read
from cogs.replies import SILENT
from deliberation.debate import Debate, DebateState
from deliberation.errors import DebateEnded, NoDebateHere, Refusal
from deliberation.ids import ChannelId, GuildId, MessageId
from prompts import posts
from storage.errors import NotKept
from storage.verbs.statements import Recorded

GONE_REMEMBERED = 500
SEEN_AFTER = 50
"""Among so many messages after one its answer is looked for."""
NOTED_LATE = timedelta(seconds=1)
"""How long after its opening was posted a debate's thread must be noted, not to be read for what was said before."""

_log = logging.getLogger(__name__)


class Statements(Cog):
    """Listens in the threads of debates. Nothing here relies on discord.py's caches."""

    def __init__(self, host: Host) -> None:
        self._host = host
        self._gone: OrderedDict[int, None] = OrderedDict()

    @Cog.listener()
    async def on_message(self, message: discord.Message) -> None:
        """Record what was said, and show that it was read."""
        debate = await self._open_debate(message.guild, message.channel.id)
        if debate is not None:
            refused = await self._record(debate, message)
            async with for_everybody(self._host.store, message.guild):
                if refused is not None:
                    await _answer(message, posts.refusal(refused))
                elif sum(is_letter(file) for file in message.attachments) > 1:
                    await _answer(message, posts.say("one_letter_a_message"))

    @Cog.listener()
    async def on_debate_placed(self, debate: Debate) -> None:
        """Have a thread read that was noted late, as after a full disk: nothing was heard in it before."""
        if self._host.now() - discord.utils.snowflake_time(debate.opening or 0) > NOTED_LATE:
            self._host.missed(debate.key)

    @Cog.listener()
    async def on_statement_read_later(self, message: discord.Message, recorded: Recorded) -> None:
        """Show that what was said while the bot was away has been read; withdraw what was deleted while it was read."""
        if message.id in self._gone:
            await self._withdraw(message.guild and message.guild.id, message.channel.id, (message.id,))
            return
        await show_read(message, recorded)
        await show_found(message.channel, recorded)

    @Cog.listener()
    async def on_letter_refused_later(self, message: discord.Message, refused: Refusal) -> None:
        """Say that a letter sent while the bot was away could not be taken, unless that was said when it came."""
        if not await _is_answered(message):
            async with for_everybody(self._host.store, message.guild):
                await _answer(message, posts.refusal(refused))

    @Cog.listener()
    async def on_raw_message_edit(self, payload: discord.RawMessageUpdateEvent) -> None:
        """Record what was said instead. Discord also reports previews of links this way: those are no edits."""
        message = payload.message
        if message.edited_at is None:
            return
        debate = await self._open_debate(message.guild, payload.channel_id)
        if debate is not None:
            await self._record(debate, message)

    @Cog.listener()
    async def on_raw_message_delete(self, payload: discord.RawMessageDeleteEvent) -> None:
        """Mark what was deleted as withdrawn."""
        await self._withdraw(payload.guild_id, payload.channel_id, (payload.message_id,))

    @Cog.listener()
    async def on_raw_bulk_message_delete(self, payload: discord.RawBulkMessageDeleteEvent) -> None:
        """Mark what a moderator cleared away as withdrawn."""
        await self._withdraw(payload.guild_id, payload.channel_id, sorted(payload.message_ids))

    @Cog.listener()
    async def on_raw_thread_delete(self, payload: discord.RawThreadDeleteEvent) -> None:
        """End the debate whose thread is gone."""
        guild, thread = GuildId(payload.guild_id), ChannelId(payload.thread_id)
        await self._end(await self._host.store.debate_in(guild, thread))

    @Cog.listener()
    async def on_guild_channel_delete(self, channel: discord.abc.GuildChannel) -> None:
        """End the debates whose threads went with their channel."""
        for debate in await self._host.store.debates(GuildId(channel.guild.id)):
            if debate.home == channel.id:
                await self._end(debate)

    async def _open_debate(self, guild: discord.Guild | None, channel: int) -> Debate | None:
        if guild is None:
            return None
        debate = await self._host.store.debate_in(GuildId(guild.id), ChannelId(channel))
        return debate if debate is not None and debate.state is DebateState.OPEN else None

    async def _record(self, debate: Debate, message: discord.Message) -> Refusal | None:
        """Record what a message makes; why its letter could not be taken, where it could not."""
        try:
            arrival, refused = await read_message(message)
        except discord.NotFound:
            return None  # deleted before its letter was read
        if arrival is None:
            return refused
        try:
            arrival = await with_roles(arrival, debate, message.guild)
            recorded = await self._host.store.record_statement(debate.key, arrival)
            if message.id in self._gone:
                await self._host.store.withdraw_statement(debate.key, arrival.statement, at=self._host.now())
                return None
        except (DebateEnded, NoDebateHere):
            return None  # it ended in between: chat as any other
        except NotKept as error:
            self._miss(debate, error)
            return None
        if recorded.new and (recorded.shows or recorded.joined_later or message.edited_at):
            self._host.wake()
        await show_read(message, recorded)
        await show_found(message.channel, recorded)
        return refused

    async def _withdraw(self, guild: int | None, channel: int, messages: Iterable[int]) -> None:
        if guild is None:
            return
        debate = await self._host.store.debate_in(GuildId(guild), ChannelId(channel))
        if debate is None:
            return
        for message in messages:
            # A letter may still be on its way to the store: it is withdrawn as soon as it is there.
            self._gone[message] = None
            try:
                await self._host.store.withdraw_message(debate.key, MessageId(message), at=self._host.now())
            except NotKept as error:
                self._miss(debate, error)
                break
        while len(self._gone) > GONE_REMEMBERED:
            self._gone.popitem(last=False)
        self._host.wake()

    def _miss(self, debate: Debate, error: NotKept) -> None:
        """Have what was heard and could not be kept read from the thread's history. Nobody is told: nobody asked."""
        about = {"server": debate.key.guild, "debate": debate.key.debate, "why": error.code}
        _log.warning("heard and not kept", extra={"facts": about})
        self._host.missed(debate.key)

    async def _end(self, debate: Debate | None) -> None:
        if debate is None or debate.state is DebateState.ENDED:
            return
        try:
            await self._host.store.end_debate(debate.key, actor=None, at=self._host.now())
        except (DebateEnded, NoDebateHere):
            return
        _log.info(
            "thread gone, debate ended", extra={"facts": {"server": debate.key.guild, "debate": debate.key.debate}}
        )


async def _is_answered(message: discord.Message) -> bool:
    """Whether the bot has replied to a message, as far as can be seen soon after it; so it is where nothing is seen."""
    guild = message.guild
    if guild is None:
        return True
    try:
        async for later in message.channel.history(after=message, limit=SEEN_AFTER, oldest_first=True):
            answered = later.reference.message_id if later.reference is not None else None
            if later.author.id == guild.me.id and answered == message.id:
                return True
    except discord.HTTPException as error:
        _log.info("author not told", extra={"facts": {"message": message.id, "code": error.code}})
        return True
    return False


async def _answer(message: discord.Message, sentence: str) -> None:
    """Tell the author what became of their file, beneath their message, without a sound."""
    try:
        await message.reply(sentence, mention_author=False, silent=True, allowed_mentions=SILENT)
    except discord.HTTPException as error:
        _log.info("author not told", extra={"facts": {"message": message.id, "code": error.code}})


async def setup(bot: commands.Bot) -> None:
    """Listen."""
    await bot.add_cog(Statements(host_in(bot)))
