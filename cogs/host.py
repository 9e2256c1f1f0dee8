"""What the cogs need beneath them, in whatever bot they are loaded into."""

from datetime import datetime
from typing import Protocol, cast

import discord

from storage.store import Store


class Host(Protocol):
    """What runs beneath the cogs of one bot. They can listen to what it has the bot dispatch: `debate_placed` with the
    `Debate` once its thread stands, `statement_read_later` with a message found in a thread's history and its
    `Recorded`.
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

    def wake(self) -> None:
        """Something was owed or became due: send what is due now, in a task of the host's own."""
        ...


class HostingBot(Protocol):
    """A bot with a host: it hangs on the bot itself, so that two bots in one process have nothing in common."""

    counterpoint: Host


def host_in(bot: discord.Client) -> Host:
    """The host of a bot that the cogs are loaded into."""
    return cast("HostingBot", bot).counterpoint
