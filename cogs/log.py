"""The log of a debate: who did what to it, for everybody who can see it."""

import discord
from discord.ext import commands

from cogs.actions import on_press
from cogs.facts import debate_numbered, host_of
from cogs.replies import turn, whisper
from deliberation.debate import Debate
from prompts import posts
from prompts.post import Act, Action, Post


async def show_log(interaction: discord.Interaction, debate: Debate) -> None:
    """Show the newest page, privately."""
    await whisper(interaction, await _page(interaction, debate, 0))


async def turn_page(interaction: discord.Interaction, action: Action) -> None:
    """Turn to another page of the log."""
    number, page = action.numbers
    debate = await debate_numbered(interaction, number)
    await turn(interaction, await _page(interaction, debate, page))


async def _page(interaction: discord.Interaction, debate: Debate, page: int) -> Post:
    record = await host_of(interaction).store.record(debate.key)
    return posts.log(debate, record.deeds, record.users, page)


async def setup(bot: commands.Bot) -> None:
    """Answer the buttons that turn the log's pages."""
    on_press(bot, {Act.LOG: turn_page})
