"""Returns: when Discord tells that a place may be open to the bot again, what it refused there is tried at once. The
pause between two tries may have grown to an hour by then.
"""

from collections.abc import Awaitable, Callable

import discord
from discord.ext import commands

from deliberation.ids import ChannelId, GuildId

Retry = Callable[[GuildId, Callable[[ChannelId], bool]], Awaitable[None]]


class Returns:
    """Hears a thread being unlocked or brought back, and the bot's permissions being changed in a channel, by a role or
    by its own roles. Nothing here says that a try will do: it is made once for each of these.
    """

    def __init__(self, bot: commands.Bot, retry: Retry) -> None:
        self._bot = bot
        self._retry = retry
        self._heard = (
            self.on_raw_thread_update,
            self.on_guild_channel_update,
            self.on_guild_role_update,
            self.on_member_update,
        )

    def listen(self) -> None:
        """Begin."""
        for hear in self._heard:
            self._bot.add_listener(hear)

    def leave(self) -> None:
        """Hear nothing any more."""
        for hear in self._heard:
            self._bot.remove_listener(hear)

    async def on_raw_thread_update(self, payload: discord.RawThreadUpdateEvent) -> None:
        """Archived threads are not in memory: what this one was before cannot be told."""
        await self._retry(GuildId(payload.guild_id), lambda place: place in (payload.thread_id, payload.parent_id))

    async def on_guild_channel_update(self, before: discord.abc.GuildChannel, after: discord.abc.GuildChannel) -> None:
        """A channel's own permissions are its threads', too."""
        guild = after.guild
        if before.permissions_for(guild.me) != after.permissions_for(guild.me):
            await self._retry(GuildId(guild.id), lambda place: _home(guild, place) in (None, after.id))

    async def on_guild_role_update(self, before: discord.Role, after: discord.Role) -> None:
        """A role matters that the bot has, as it has everybody's."""
        if before.permissions != after.permissions and after in after.guild.me.roles:
            await self._retry(GuildId(after.guild.id), lambda _: True)

    async def on_member_update(self, before: discord.Member, after: discord.Member) -> None:
        """Discord tells a bot of itself without the intent for members."""
        known = (before.roles, before.timed_out_until) == (after.roles, after.timed_out_until)
        if after == after.guild.me and not known:
            await self._retry(GuildId(after.guild.id), lambda _: True)


def _home(guild: discord.Guild, place: ChannelId) -> int | None:
    """The channel in which a thread is, or a channel itself; None where it is not in memory, as an archived thread."""
    found = guild.get_channel_or_thread(place)
    return found.parent_id if isinstance(found, discord.Thread) else found and found.id
