"""What Discord's errors mean for a post on its way, or for a thread being read."""

from datetime import timedelta
from enum import Enum

import aiohttp
import discord

REACHING = (discord.HTTPException, discord.RateLimited, aiohttp.ClientError, TimeoutError, OSError)
"""What asking Discord for something can end in. discord.py passes a reset connection on as aiohttp has it."""

UNKNOWN_CHANNEL = 10003
UNKNOWN_MESSAGE = 10008
EDITED_TOO_OFTEN = 30046
THREAD_EXISTS = 160004

LOOK_AFTER = timedelta(seconds=5)
"""How long after a request of unknown outcome the channel is searched: a message accepted meanwhile shows by then."""
ANSWERED_WITHIN = 60.0
"""Seconds that Discord gets for one post, or for one page of a history, with discord.py's own tries. Left to itself it
waits five minutes for an answer, and all that is to be sent or read waits with it.
"""
LONGEST_PAUSE = timedelta(hours=1)


class Trouble(Enum):
    """What became of a request."""

    GONE = "gone"
    """The channel or the message is no longer there; nothing will bring it back."""
    UNSURE = "unsure"
    """It may or may not have been done: the connection broke, or Discord failed."""
    TOO_OFTEN = "too often"
    """Done too often in too short a time."""
    REFUSED = "refused"
    """Discord will not do it as things stand: a missing permission, a locked thread, a post it cannot take."""


def trouble_of(error: Exception) -> Trouble:
    """What an error of REACHING means."""
    match error:
        case discord.NotFound():
            return Trouble.GONE if error.code in (UNKNOWN_CHANNEL, UNKNOWN_MESSAGE) else Trouble.REFUSED
        case discord.RateLimited():
            return Trouble.TOO_OFTEN
        case discord.HTTPException() if error.status == 429 or error.code == EDITED_TOO_OFTEN:
            return Trouble.TOO_OFTEN
        case discord.HTTPException() if error.status < 500:
            return Trouble.REFUSED
        case _:
            return Trouble.UNSURE


def pause_after(trouble: Trouble, attempts: int) -> timedelta:
    """How long to wait before trying again after `attempts` earlier tries."""
    first = {Trouble.UNSURE: LOOK_AFTER, Trouble.TOO_OFTEN: timedelta(minutes=10)}.get(trouble, timedelta(minutes=1))
    return min(first * 2 ** min(attempts, 12), LONGEST_PAUSE)


def channel_is_gone(error: Exception) -> bool:
    """Whether an error says that the channel asked for was deleted."""
    return isinstance(error, discord.NotFound) and error.code == UNKNOWN_CHANNEL


def described(error: Exception) -> str:
    """An error for the log: its kind and Discord's codes, without the message that may repeat what was sent."""
    if isinstance(error, discord.HTTPException):
        return f"{type(error).__name__} {error.status}/{error.code}"
    return type(error).__name__
