"""`/privacy`: what is kept about whoever asks, handing it over to them, erasing it."""

import asyncio
import io
import zipfile
from collections.abc import Sequence

import discord
from discord import app_commands
from discord.ext import commands

from cogs.actions import on_press
from cogs.cog import Cog
from cogs.errors import UnknownAction
from cogs.facts import actor_of, guild_of, host_of, may_see
from cogs.layout import files_of, view_of
from cogs.replies import SILENT, turn, whisper
from deliberation.debate import DebateState
from prompts import posts, privacy
from prompts.post import Act, Action, Post, RenderedFile
from prompts.privacy import Step

_USUAL_LIMIT = 10_000_000
"""The most bytes that Discord takes in one message of a server without boosts."""
ROOM = 100_000
"""Bytes of a message besides its files, amply."""


@app_commands.guild_only()
@app_commands.allowed_installs(guilds=True, users=False)
class PrivacyCommand(Cog):
    """`/privacy`."""

    @app_commands.command(name="privacy", description=posts.say("command_privacy"))
    async def privacy(self, interaction: discord.Interaction) -> None:
        """Say what is kept about whoever asks, and who can see it."""
        kept = await host_of(interaction).store.kept(actor=actor_of(interaction))
        await whisper(interaction, privacy.what_is_kept(kept))


async def decide(interaction: discord.Interaction, action: Action) -> None:
    """Do what was pressed: ask, ask again, erase, keep, or hand over."""
    match action.numbers[0]:
        case Step.ASK:
            await turn(interaction, privacy.really_erase())
        case Step.ASK_AGAIN:
            await turn(interaction, privacy.really_really_erase())
        case Step.ERASE:
            await _erase(interaction)
        case Step.KEEP:
            await turn(interaction, privacy.was_kept())
        case Step.HAND_OVER:
            await _hand_over(interaction)
        case _:
            raise UnknownAction


async def _erase(interaction: discord.Interaction) -> None:
    host, actor = host_of(interaction), actor_of(interaction)
    await interaction.response.defer()
    for debate in await host.store.debates(guild_of(interaction)):
        if debate.state is DebateState.OPEN:
            await host.catch_up(debate.key)  # what they wrote and nobody read yet would be recorded afterwards
    erased = await host.store.erase_member(actor=actor, at=host.now())
    host.wake()
    await _turn_later(interaction, privacy.was_erased(erased))


async def _turn_later(interaction: discord.Interaction, post: Post) -> None:
    await interaction.edit_original_response(view=view_of(post), allowed_mentions=SILENT)


async def _hand_over(interaction: discord.Interaction) -> None:
    await interaction.response.defer(ephemeral=True, thinking=True)
    data = await host_of(interaction).store.member_data(actor=actor_of(interaction))
    hidden = {debate.key.debate for debate in data.debates if not may_see(interaction, debate)}
    limit = (interaction.guild.filesize_limit if interaction.guild is not None else _USUAL_LIMIT) - ROOM
    files = privacy.my_data(data, interaction.created_at, hidden)
    if _size(files) > limit:
        files = (await asyncio.to_thread(_packed, files),)
    if _size(files) > limit:
        await interaction.followup.send(privacy.too_large(_size(files), limit), ephemeral=True, allowed_mentions=SILENT)
        return
    await interaction.followup.send(
        privacy.handed_over(), files=files_of(files), ephemeral=True, allowed_mentions=SILENT
    )


def _size(files: Sequence[RenderedFile]) -> int:
    return sum(len(file.data) for file in files)


def _packed(files: Sequence[RenderedFile]) -> RenderedFile:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in files:
            archive.writestr(file.name, file.data)
    return RenderedFile(f"{posts.say('my_data_file')}.zip", packed.getvalue())


async def setup(bot: commands.Bot) -> None:
    """Add `/privacy` and answer its buttons."""
    await bot.add_cog(PrivacyCommand())
    on_press(bot, {Act.PRIVACY: decide})
