"""A debate from an existing exchange: `/debate import` reads a file, and the opening form shows what it found."""

import asyncio
from pathlib import PurePath

import discord

from cogs.arrivals import read_letter
from cogs.letter import FETCHED_WITHIN
from cogs.replies import tell
from deliberation.debate import TITLE_LIMIT
from deliberation.excerpt import excerpt
from deliberation.importing.proposals import Proposed, Source, proposed
from prompts import posts


async def read_exchange(
    interaction: discord.Interaction, source: Source, file: discord.Attachment
) -> tuple[str, Proposed] | None:
    """A title and the proposals of a file; None where it could not be fetched in time, which was said then.

    Raises:
        TextTooLong, NotText, EmptyText, NothingToImport: as they say.
    """
    try:
        async with asyncio.timeout(FETCHED_WITHIN):
            text = await read_letter(file)
    except (TimeoutError, discord.HTTPException):
        await tell(interaction, posts.say("letter_unfetched"))
        return None
    found = await asyncio.to_thread(proposed, source, text)
    return excerpt(title_of(file.filename), TITLE_LIMIT), found


def title_of(filename: str) -> str:
    """What a debate from a file of that name is called until somebody calls it something else."""
    return " ".join(PurePath(filename).stem.replace("_", " ").split()) or filename
