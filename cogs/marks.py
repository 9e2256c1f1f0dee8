"""Marks: the reactions by which the bot shows that it has read a message that quotes one passage."""

import logging

import discord

from deliberation.ids import MessageId
from deliberation.views.card import Feedback
from storage.verbs.statements import Recorded

READ = "📎"
"""The reaction to a message that quotes one passage which was found."""
NOT_FOUND = "❔"
"""The reaction to one whose quote was found in no earlier message."""
PASSED_OVER = "⏳"
"""The reaction to one that quotes, but is more than its author may bring within an hour: it stays chat."""

BLOCKED = "🚫"
"""The reaction to one that quotes, but holds a word that the server lets the bot show for nobody: it stays chat."""
STAYS_CHAT = "💬"
"""The reaction to one that quotes, but whose author reads a debate that named speakers write."""
_ALL = frozenset({READ, NOT_FOUND, PASSED_OVER, BLOCKED, STAYS_CHAT})

_log = logging.getLogger(__name__)


async def show_read(message: discord.Message, recorded: Recorded) -> None:
    """Set the reaction that `recorded` asks for; after an edit also take another one of ours away."""
    wanted = None
    if recorded.feedback is Feedback.REACTION:
        wanted = NOT_FOUND if recorded.unverified else READ
    elif recorded.feedback is Feedback.PASSED_OVER:
        wanted = PASSED_OVER
    elif recorded.feedback is Feedback.BLOCKED:
        wanted = BLOCKED
    elif recorded.feedback is Feedback.AS_READER:
        wanted = STAYS_CHAT
    try:
        if message.edited_at is not None and recorded.new:
            # The event of an edit need not tell the reactions.
            await _unmark(await message.channel.fetch_message(message.id), keep=wanted)
        if wanted is not None:
            await message.add_reaction(wanted)
    except discord.HTTPException as error:
        # Deleted by now, or reactions are not allowed here: nothing depends on it.
        _log.info("not marked as read", extra={"facts": {"message": message.id, "code": error.code}})


async def show_joined(channel: discord.abc.Messageable, number: MessageId, recorded: Recorded) -> None:
    """Set the reaction that `recorded` asks for under a message whose author said what it answers, or took it back."""
    wanted = READ if recorded.feedback is Feedback.REACTION and not recorded.unverified else None
    try:
        message = await channel.fetch_message(number)
        if wanted is not None:
            await message.add_reaction(wanted)
        await _unmark(message, keep=wanted)
    except discord.HTTPException as error:
        _log.info("not marked as joined", extra={"facts": {"message": number, "code": error.code}})


async def show_found(channel: discord.abc.Messageable, recorded: Recorded) -> None:
    """Where `recorded` holds the words that messages quoted before, say under them that they were found; or nothing
    more, where that is for a card to say, or for nobody.
    """
    for number in (*recorded.found, *recorded.unmarked):
        mark = READ if number in recorded.found else None
        try:
            message = await channel.fetch_message(number)
            if mark is not None:
                await message.add_reaction(mark)
            await _unmark(message, keep=mark)
        except discord.HTTPException as error:
            _log.info("not marked as found", extra={"facts": {"message": number, "code": error.code}})


async def _unmark(message: discord.Message, *, keep: str | None) -> None:
    for reaction in message.reactions:
        if message.guild is not None and reaction.me and str(reaction.emoji) in _ALL - {keep}:
            await message.remove_reaction(reaction.emoji, message.guild.me)
