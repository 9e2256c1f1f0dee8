"""Whether the servers let the bot do its work: at least one text channel where a debate could be held."""

import logging
from collections.abc import Iterable

import discord

from bot.log import facts
from cogs.places import NEEDED, lacking, missing
from cogs.preflight import preflight
from deliberation.ids import GuildId
from prompts.sentences import say
from storage.store import Store

_log = logging.getLogger(__name__)


class PermissionsMissing(Exception):
    """No server has a text channel where a debate could be held. `names` are the permissions lacking, as Discord shows
    them, in the channel that lacks fewest; `server` is that channel's server.
    """

    def __init__(self, server: str, names: tuple[str, ...]) -> None:
        super().__init__(server, names)
        self.server = server
        self.names = names


def must_be_allowed(guilds: Iterable[discord.Guild]) -> None:
    """Warn in the log of each server where no debate could be held.

    Raises:
        PermissionsMissing: there is none where one could; without any server known nothing is raised.
    """
    # Of a server that Discord cannot tell of at the moment nothing is known.
    lacking = {guild: _lacking(guild) for guild in guilds if not guild.unavailable}
    for guild, names in lacking.items():
        if names:
            _log.warning("permissions missing", extra=facts(server=guild.id, permissions=", ".join(names)))
    if lacking and all(lacking.values()):
        guild = min(lacking, key=lambda guild: len(lacking[guild]))
        raise PermissionsMissing(guild.name, lacking[guild])


def _lacking(guild: discord.Guild) -> tuple[str, ...]:
    """The permissions missing where fewest are: overwrites may allow in one channel what the server does not."""
    found = [lacking(channel, NEEDED) for channel in guild.text_channels]
    fewest = min(found or [missing(guild.me.guild_permissions, NEEDED)], key=len)
    return tuple(say("permission", flag=name) for name in fewest)


async def warn_of_lacks(store: Store, guilds: Iterable[discord.Guild], *, application: int) -> None:
    """Warn in the log of what is missing where a server's debates open and its digest appears."""
    for guild in guilds:
        if guild.unavailable:
            continue
        key = GuildId(guild.id)
        digest = await store.digest_settings(key)
        channel = digest.channel if digest is not None else None
        settings = await store.server(key)
        found = preflight(guild, settings, digest=channel, here=None, reads_messages=True, application=application)
        for lack in found.lacks:
            names = ", ".join(say("permission", flag=name) for name in lack.permissions)
            about = {"server": guild.id, "channel": lack.channel, "for": lack.purpose.value}
            _log.warning("permissions missing", extra=facts(**about, permissions=names or "channel not there"))
