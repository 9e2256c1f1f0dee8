"""A debate as a file, for whoever can see it: `/debate export`."""

import asyncio
import io

import discord

from cogs.facts import debate_here, host_of, zone_of
from cogs.names import names_in
from cogs.replies import SILENT
from deliberation.exporting.formats import Format
from prompts import posts

FILE_LIMIT = 10_000_000
"""The most bytes Discord takes from a bot in a server without boosts."""


async def export(interaction: discord.Interaction, wanted: Format) -> None:
    """Hand the debate of this thread over as a file, privately."""
    debate = await debate_here(interaction)
    await interaction.response.defer(ephemeral=True, thinking=True)
    store = host_of(interaction).store
    transcript, pseudonyms = await store.transcript(debate.key), await store.pseudonyms(debate.key)
    names = names_in(interaction.guild, transcript.record, pseudonyms)
    zone = await zone_of(interaction)
    # A large debate takes seconds: not on the loop that answers everybody else.
    from prompts.exports import export_file  # not before it is asked for: it loads numpy

    file = await asyncio.to_thread(export_file, wanted, transcript, pseudonyms, names, zone)
    if len(file.data) > FILE_LIMIT:
        await interaction.followup.send(posts.say("export_too_large"), ephemeral=True)
        return
    await interaction.followup.send(
        posts.say("exported"),
        file=discord.File(io.BytesIO(file.data), filename=file.name),
        ephemeral=True,
        allowed_mentions=SILENT,
    )
