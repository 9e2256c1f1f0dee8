"""What is behind "How this works", and the pairs a card had no room for."""

import discord
from discord.ext import commands

from cogs.actions import on_press
from cogs.facts import debate_numbered, host_of
from cogs.replies import pressed_private, turn, whisper
from deliberation.errors import NoDebateHere
from deliberation.ids import StatementId
from prompts import posts
from prompts.post import Act, Action


async def how(interaction: discord.Interaction, action: Action) -> None:
    """Say how a debate works."""
    await whisper(interaction, posts.how_it_works(await debate_numbered(interaction, action.numbers[0])))


async def pairs(interaction: discord.Interaction, action: Action) -> None:
    """Show a page of what a statement answers; from the second page on in the same private message."""
    number, statement, page = action.numbers
    debate = await debate_numbered(interaction, number)
    store = host_of(interaction).store
    card = await store.card(debate.key, StatementId(statement))
    if card is None:
        raise NoDebateHere
    record = await store.record(debate.key)
    post = posts.card(card, debate, record.users, page)
    await (turn if pressed_private(interaction) else whisper)(interaction, post)


async def setup(bot: commands.Bot) -> None:
    """Answer what only explains and shows."""
    on_press(bot, {Act.HOW: how, Act.PAIRS: pairs})
