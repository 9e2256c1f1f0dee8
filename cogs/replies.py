"""Replies: private answers to whoever pressed, typed or submitted. Nothing here pings anybody."""

from collections.abc import Sequence

import discord

from cogs.layout import files_of, view_of
from prompts.post import Post
from prompts.posts import RenderedFile

SILENT = discord.AllowedMentions.none()


async def whisper(
    interaction: discord.Interaction,
    post: Post,
    *,
    marker: str | None = None,
    files: Sequence[RenderedFile] = (),
) -> None:
    """Answer with a private message of its own, whether or not something was answered already."""
    view, attached = view_of(post, marker=marker), files_of(files)
    if interaction.response.is_done():
        await interaction.followup.send(view=view, files=attached, ephemeral=True, allowed_mentions=SILENT)
    else:
        await interaction.response.send_message(view=view, files=attached, ephemeral=True, allowed_mentions=SILENT)


async def turn(interaction: discord.Interaction, post: Post, *, marker: str | None = None) -> None:
    """Answer by turning the private message that was pressed into `post`."""
    await interaction.response.edit_message(view=view_of(post, marker=marker), allowed_mentions=SILENT)


async def tell(interaction: discord.Interaction, sentence: str) -> None:
    """Answer privately with a sentence, whether or not something was answered already."""
    if interaction.response.is_done():
        await interaction.followup.send(sentence, ephemeral=True, allowed_mentions=SILENT)
    else:
        await interaction.response.send_message(sentence, ephemeral=True, allowed_mentions=SILENT)


def pressed_private(interaction: discord.Interaction) -> bool:
    """Whether what was pressed stands in a private message, which can be turned."""
    return interaction.message is not None and interaction.message.flags.ephemeral
