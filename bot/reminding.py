"""Reminders: a message of their own to those who asked to be told, once a round, what waits for them."""

import logging

import discord

from bot.hosting import HostClient
from bot.log import facts
from cogs.facts import shown_to
from cogs.languages import for_everybody
from cogs.replies import SILENT
from deliberation.asking.reminding import Reminder
from prompts import posts
from storage.store import Store

_log = logging.getLogger(__name__)


async def remind(store: Store, client: HostClient, reminder: Reminder) -> None:
    """Send a reminder to somebody who is still there and may see the debate; nothing where they take no messages."""
    guild = client.get_guild(reminder.debate.key.guild)
    member = None if guild is None else await _member(guild, reminder.user)
    if guild is None or member is None or not shown_to(member, reminder.debate):
        return
    async with for_everybody(store, guild):
        sentence = posts.reminder(reminder)
    about = facts(server=guild.id, debate=reminder.debate.key.debate)
    try:
        await member.send(sentence, allowed_mentions=SILENT, suppress_embeds=True)
    except discord.HTTPException as error:
        _log.info("not reminded", extra=facts(**about["facts"], code=error.code))


async def _member(guild: discord.Guild, user: int) -> discord.Member | None:
    known = guild.get_member(user)
    if known is not None:
        return known
    try:
        return await guild.fetch_member(user)
    except discord.HTTPException:
        return None
