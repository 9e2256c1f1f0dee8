"""Promised answers: public ones whose message is known before they are stored, and filled with files afterwards.

So what they bring is stored under the id of a message that stands, and deleting that message withdraws it.
"""

import io
import logging
from collections.abc import Sequence
from contextlib import suppress

import aiohttp
import discord

from cogs.replies import SILENT
from deliberation.errors import NotShown
from deliberation.ids import MessageId
from prompts import posts
from prompts.posts import RenderedFile

TRIES = 3
"""How often an answer is filled where the connection breaks: Discord may or may not have taken it then, and takes the
same once more without harm.
"""
BROKEN = (aiohttp.ClientError, OSError, TimeoutError)
"""What a broken connection raises."""

_log = logging.getLogger(__name__)


async def promise(interaction: discord.Interaction) -> MessageId:
    """Promise an answer that everybody will see ("thinking…"); the message that it will be."""
    promised = await interaction.response.defer(thinking=True)
    known = promised.message_id if promised is not None else None
    return MessageId(known or (await interaction.original_response()).id)


async def fill(interaction: discord.Interaction, sentence: str, files: Sequence[RenderedFile]) -> None:
    """Fill the promised answer.

    Raises:
        NotShown: Discord did not take it, or could not be reached.
    """
    for again in reversed(range(TRIES)):
        attached = [discord.File(io.BytesIO(file.data), filename=file.name) for file in files]
        try:
            await interaction.edit_original_response(content=sentence, attachments=attached, allowed_mentions=SILENT)
        except (discord.HTTPException, *BROKEN) as error:
            _log.warning("answer not filled", extra={"facts": {"interaction": interaction.id, "error": repr(error)}})
            if not again or isinstance(error, discord.HTTPException):
                raise NotShown from error
        else:
            return


async def break_promise(interaction: discord.Interaction) -> None:
    """Take the promised answer away again, where Discord lets it be; what is said afterwards can be private."""
    with suppress(discord.HTTPException, *BROKEN):
        # Until it is filled, whatever is said next would fill it, for all to read.
        await interaction.edit_original_response(content=posts.refusal(NotShown()), allowed_mentions=SILENT)
        await interaction.delete_original_response()
