"""The preflight: what a server still denies the bot, by name and where."""

from dataclasses import dataclass
from enum import StrEnum

from deliberation.ids import ChannelId


class Purpose(StrEnum):
    """What a place is looked at for."""

    SERVER = "server"
    """Everything, wherever no channel's own settings say otherwise."""
    HERE = "here"
    HOME = "home"
    DIGEST = "digest"


@dataclass(frozen=True, slots=True)
class Lack:
    """What is missing in one place."""

    purpose: Purpose
    channel: ChannelId | None = None
    permissions: tuple[str, ...] = ()
    """By Discord's names of the flags; none where the channel is gone, or of a kind that does not do."""


@dataclass(frozen=True, slots=True)
class Preflight:
    """What the bot may and may not do on a server."""

    lacks: tuple[Lack, ...]
    reads_messages: bool
    """Whether it has the message-content intent."""
    invite: str
    """The address by which it can be invited again, with every permission it needs."""
