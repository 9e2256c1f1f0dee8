"""Places: the channels and forums in which a debate can open, and what the bot must be allowed there."""

from typing import TypeAlias

import discord
from discord import app_commands

from deliberation.ids import ChannelId
from deliberation.terms import Form

Place: TypeAlias = discord.TextChannel | discord.ForumChannel

NEEDED_IN_THREADS = discord.Permissions(
    view_channel=True,
    send_messages=True,
    send_messages_in_threads=True,
    read_message_history=True,
    attach_files=True,
)
"""What a debate takes where its thread stands already, or where a post is one."""
NEEDED = NEEDED_IN_THREADS | discord.Permissions(create_public_threads=True)
"""What a debate takes in a text channel; docs/operators.md lists the same and one more, for reactions."""
NEEDED_FOR_DIGEST = discord.Permissions(view_channel=True, send_messages=True, read_message_history=True)


class PlaceOption(app_commands.Transformer):
    """The option of a command that names a place. A union of discord.py's classes would offer announcements, too."""

    @property
    def type(self) -> discord.AppCommandOptionType:
        """An option that takes channels."""
        return discord.AppCommandOptionType.channel

    @property
    def channel_types(self) -> list[discord.ChannelType]:
        """Those that are offered."""
        return [discord.ChannelType.text, discord.ChannelType.forum]

    async def transform(
        self, _interaction: discord.Interaction, value: app_commands.AppCommandChannel, /
    ) -> app_commands.AppCommandChannel:
        """The channel that was named, as Discord tells it."""
        return value


def place_for(interaction: discord.Interaction, wanted: Place | None, home: ChannelId | None) -> Place | None:
    """Where a debate asked for by a command opens: in the place wanted, else where the command was used, else in the
    server's home for debates. None where there is no such place, or whoever asks cannot see it.

    A command used in a forum's post asks for another post of that forum.
    """
    channel = interaction.channel
    if wanted is None and isinstance(channel, discord.Thread) and isinstance(channel.parent, discord.ForumChannel):
        wanted = channel.parent
    if wanted is None and isinstance(channel, discord.TextChannel):
        wanted = channel
    if wanted is not None and takes_debates(wanted):
        return wanted
    place = known_place(interaction.guild, home)
    member = interaction.user
    if place is None or not isinstance(member, discord.Member) or not place.permissions_for(member).view_channel:
        return None
    return place


def known_place(guild: discord.Guild | None, channel: ChannelId | None) -> Place | None:
    """The channel or forum of that id, where debates can open in it."""
    found = guild.get_channel(channel) if guild is not None and channel is not None else None
    return found if isinstance(found, Place) and takes_debates(found) else None


def takes_debates(place: Place) -> bool:
    """Whether a debate can open there: threads of announcements are closed to members."""
    return not (isinstance(place, discord.TextChannel) and place.is_news())


def form_of(place: Place) -> Form:
    """The form of a debate opened in `place`."""
    return Form.POST if isinstance(place, discord.ForumChannel) else Form.THREAD


def lacking(place: discord.abc.GuildChannel | discord.Thread, needed: discord.Permissions) -> tuple[str, ...]:
    """What the bot may not do in `place` of what it needs, by Discord's names of the flags."""
    if isinstance(place, discord.Thread) and needed.send_messages:
        needed = needed | discord.Permissions(send_messages_in_threads=True)
        needed.send_messages = False
    return missing(place.permissions_for(place.guild.me), needed)


def needed_in(place: Place) -> discord.Permissions:
    """What a debate takes in `place`. In a forum a post is a message: making threads is not asked for."""
    return NEEDED_IN_THREADS if isinstance(place, discord.ForumChannel) else NEEDED


def missing(allowed: discord.Permissions, needed: discord.Permissions) -> tuple[str, ...]:
    """What is needed and not allowed, by Discord's names of the flags."""
    return tuple(name for name, wanted in needed if wanted and not getattr(allowed, name))


def may_start_in(interaction: discord.Interaction, place: Place) -> bool:
    """Whether whoever asks may write in `place`: a debate opened there is their post."""
    if place.id == interaction.channel_id:
        return True
    member = interaction.user
    if not isinstance(member, discord.Member):
        return False
    allowed = place.permissions_for(member)
    return allowed.view_channel and allowed.send_messages
