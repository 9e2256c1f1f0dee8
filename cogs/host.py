"""What the cogs need beneath them, in whatever bot they are loaded into."""

import logging
from datetime import datetime
from importlib.metadata import entry_points
from typing import Protocol, cast

import discord
from discord.ext import commands

from deliberation.ids import ChannelId, DebateKey, GuildId
from storage.store import Store

_MADE_BY = "counterpoint.host"
"""The entry points of installed packages under which a maker of hosts is found: a function that takes the bot. The
process's room offers one; a cog may not import from there.
"""

_log = logging.getLogger(__name__)


class NoHost(Exception):
    """A bot has no host, and no installed package makes one."""


class Host(Protocol):
    """What runs beneath the cogs of one bot. They can listen to what it has the bot dispatch: `debate_placed` with the
    `Debate` once its thread stands, `statement_read_later` with a message found in a thread's history and its
    `Recorded`, `letter_refused_later` with one whose letter could not be taken and the `Refusal`.
    """

    @property
    def store(self) -> Store:
        """Where everything is kept."""
        ...

    @property
    def zone(self) -> str:
        """The time zone deadlines are read in where a server has set none."""
        ...

    @property
    def reads_messages(self) -> bool:
        """Whether the message-content intent is there: without it nothing typed can be read."""
        ...

    def now(self) -> datetime:
        """The moment it is, in UTC, by the bot's clock."""
        ...

    async def catch_up(self, key: DebateKey) -> bool:
        """Read what was said in a debate's thread and was not heard; whether everything up to now could be read."""
        ...

    async def digest_is_quiet(self, guild: GuildId, channel: ChannelId, at: datetime) -> bool:
        """Whether a digest posted in a channel at that moment would have nothing to tell its readers."""
        ...

    def missed(self, key: DebateKey) -> None:
        """Something heard in a debate's thread could not be kept: the thread is to be read again soon."""
        ...

    def wake(self) -> None:
        """Something was owed or became due: send what is due now, in a task of the host's own."""
        ...

    async def close(self) -> None:
        """Stop: finish what is being sent, and let go of the store."""
        ...


class HostingBot(Protocol):
    """A bot with a host: it hangs on the bot itself, so that two bots in one process have nothing in common."""

    counterpoint: Host


def host_in(bot: discord.Client) -> Host:
    """The host of a bot that the cogs are loaded into."""
    return cast("HostingBot", bot).counterpoint


async def found_host(bot: commands.Bot) -> None:
    """Give `bot` a host, where it has none.

    Raises:
        NoHost: no installed package makes one.
        Exception: as its maker says.
    """
    if hasattr(bot, "counterpoint"):
        return
    makers = list(entry_points(group=_MADE_BY))
    if not makers:
        raise NoHost(_MADE_BY)
    cast("HostingBot", bot).counterpoint = await makers[0].load()(bot)


async def leave_host(bot: commands.Bot) -> None:
    """Close the host of `bot`, where it has one, and take it away."""
    if not hasattr(bot, "counterpoint"):
        return
    try:
        await host_in(bot).close()
    except Exception:  # discord.py would say nothing of it
        _log.exception("host not closed")
        raise
    finally:
        del cast("HostingBot", bot).counterpoint
