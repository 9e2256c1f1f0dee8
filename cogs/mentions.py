"""Mentions: who mentions the bot gets a button that answers privately, since a mention cannot be."""

import logging
import re

import discord
from discord.ext import commands

from cogs.cog import Cog
from cogs.host import Host, host_in
from cogs.languages import for_everybody
from cogs.layout import view_of
from cogs.replies import SILENT
from deliberation.ids import ChannelId, GuildId, MessageId
from prompts import posts

_QUOTED = re.compile(r"^\s*>.*$", re.MULTILINE)
_log = logging.getLogger(__name__)


class Mentions(Cog):
    """Listens for mentions of the bot by members of a server."""

    def __init__(self, bot: commands.Bot, host: Host) -> None:
        self._bot = bot
        self._host = host

    @Cog.listener()
    async def on_message(self, message: discord.Message) -> None:
        """Reply without a sound to a message that mentions the bot itself.

        Where the bot cannot read plain messages, mentioning it is how one writes into a debate: there only a message
        that says nothing else is answered.
        """
        if message.guild is None or message.author.bot or self._bot.user is None:
            return
        mention = re.compile(rf"<@!?{self._bot.user.id}>")
        said = _QUOTED.sub("", message.content)
        if not mention.search(said):
            return
        debate = await self._host.store.debate_in(GuildId(message.guild.id), ChannelId(message.channel.id))
        if debate is not None and not self._host.reads_messages and mention.sub("", said).strip():
            return
        async with for_everybody(self._host.store, message.guild):
            post = posts.asked_by_mention(debate, MessageId(message.id))
            try:
                # Discord sends a message of one nonce once, should the event come twice.
                await message.reply(
                    view=view_of(post),
                    mention_author=False,
                    silent=True,
                    allowed_mentions=SILENT,
                    nonce=str(message.id),
                )
            except discord.HTTPException as error:
                _log.info("mention not answered", extra={"facts": {"message": message.id, "code": error.code}})


async def setup(bot: commands.Bot) -> None:
    """Listen."""
    await bot.add_cog(Mentions(bot, host_in(bot)))
