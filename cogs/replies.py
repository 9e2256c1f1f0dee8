"""Replies: private answers to whoever pressed, typed or submitted. Nothing here pings anybody."""

from collections.abc import Awaitable, Callable, Sequence

import aiohttp
import discord

from cogs.layout import files_of, view_of
from prompts.post import Post
from prompts.posts import RenderedFile

SILENT = discord.AllowedMentions.none()
_ANSWERED_BEFORE = 40060
"""Discord's code for an interaction that has its answer."""


async def whisper(
    interaction: discord.Interaction,
    post: Post,
    *,
    marker: str | None = None,
    files: Sequence[RenderedFile] = (),
) -> None:
    """Answer with a private message of its own, whether or not something was answered already."""
    if interaction.response.is_done():
        view, attached = view_of(post, marker=marker), files_of(files)
        await interaction.followup.send(view=view, files=attached, ephemeral=True, allowed_mentions=SILENT)
        return
    await _arriving(
        lambda: interaction.response.send_message(
            view=view_of(post, marker=marker), files=files_of(files), ephemeral=True, allowed_mentions=SILENT
        )
    )


async def turn(interaction: discord.Interaction, post: Post, *, marker: str | None = None) -> None:
    """Answer by turning the private message that was pressed into `post`."""
    view = view_of(post, marker=marker)
    await _arriving(lambda: interaction.response.edit_message(view=view, allowed_mentions=SILENT))


async def tell(interaction: discord.Interaction, sentence: str) -> None:
    """Answer privately with a sentence, whether or not something was answered already."""
    if interaction.response.is_done():
        await interaction.followup.send(sentence, ephemeral=True, allowed_mentions=SILENT)
        return
    await _arriving(lambda: interaction.response.send_message(sentence, ephemeral=True, allowed_mentions=SILENT))


async def _arriving(answer: Callable[[], Awaitable[object]]) -> None:
    """Answer, and once more where the connection broke: what was done is recorded by then, and whoever did it should
    not read that it went wrong. Discord takes one answer only, so that nobody sees it twice.
    """
    try:
        await answer()
    except (discord.HTTPException, aiohttp.ClientError, OSError, TimeoutError) as broken:
        if isinstance(broken, discord.HTTPException) and broken.status < 500:
            raise
        try:
            await answer()
        except discord.HTTPException as error:
            if error.code != _ANSWERED_BEFORE:
                raise


def pressed_private(interaction: discord.Interaction) -> bool:
    """Whether what was pressed stands in a private message, which can be turned."""
    return interaction.message is not None and interaction.message.flags.ephemeral
