"""The bot as the process's own modules see it, and what several of them do with it."""

from datetime import datetime
from typing import Protocol

import discord

from cogs.host import Host
from deliberation.errors import DebateEnded, NoDebateHere
from deliberation.ids import ChannelId, DebateKey, GuildId
from storage.store import Store


class HostClient(Host, Protocol):
    """The cogs' host that is on Discord, too. `discord.Client` documents the members."""

    @property
    def user(self) -> discord.ClientUser | None: ...

    def get_guild(self, id: int, /) -> discord.Guild | None: ...

    def get_partial_messageable(self, id: int, *, guild_id: int | None = None) -> discord.PartialMessageable: ...

    def dispatch(self, event_name: str, /, *args: object) -> None: ...


async def end_orphan(store: Store, key: DebateKey, now: datetime) -> None:
    """End a debate whose thread is gone. Somebody else may have noticed first."""
    try:
        await store.end_debate(key, actor=None, at=now)
    except (DebateEnded, NoDebateHere):
        return


async def may_read_history(store: Store, client: HostClient, guild: GuildId, channel: ChannelId) -> bool:
    """Whether Discord shows the bot what was said in a channel or thread. Without the permission it answers with an
    empty history rather than with an error.

    True where the channel is not known here: asking for its history then tells.
    """
    server = client.get_guild(guild)
    debate = await store.debate_in(guild, channel)
    # A thread has its channel's permissions, and is not in memory while it is archived.
    place = server and server.get_channel_or_thread(channel if debate is None else debate.home)
    if server is None or place is None:
        return True
    return place.permissions_for(server.me).read_message_history
