"""Replies by name: the author of a letter says which proposals it replies to, and may take that back."""

from collections.abc import Collection

import discord
from discord.ext import commands

from cogs.actions import chosen_number, on_press
from cogs.facts import act_of, debate_numbered, host_of, writer_of
from cogs.replies import pressed_private, turn, whisper
from deliberation.debate import Debate
from deliberation.ids import PointNumber, StatementId
from prompts import posts
from prompts.post import Act, Action


async def named(interaction: discord.Interaction, action: Action) -> None:
    """Show a statement's author its replies by name."""
    number, statement = action.numbers
    await _show(interaction, await debate_numbered(interaction, number), StatementId(statement))


async def count(interaction: discord.Interaction, action: Action) -> None:
    """Count the reply that was picked."""
    number, statement = action.numbers
    debate = await debate_numbered(interaction, number)
    await _count(interaction, debate, StatementId(statement), (PointNumber(chosen_number(interaction)),))


async def count_all(interaction: discord.Interaction, action: Action) -> None:
    """Count all that the statement holds now."""
    number, statement = action.numbers
    debate = await debate_numbered(interaction, number)
    store, actor = host_of(interaction).store, writer_of(interaction, debate)
    replies = await store.own_by_name(debate.key, StatementId(statement), actor=actor)
    await _count(interaction, debate, StatementId(statement), {one.point for one in replies})


async def uncount(interaction: discord.Interaction, action: Action) -> None:
    """Count the reply that was picked no more."""
    number, statement = action.numbers
    debate = await debate_numbered(interaction, number)
    await host_of(interaction).store.uncount_by_name(
        debate.key,
        StatementId(statement),
        (PointNumber(chosen_number(interaction)),),
        actor=writer_of(interaction, debate),
        at=interaction.created_at,
    )
    await _show(interaction, debate, StatementId(statement))
    host_of(interaction).wake()


async def _count(
    interaction: discord.Interaction, debate: Debate, statement: StatementId, points: Collection[PointNumber]
) -> None:
    await host_of(interaction).store.count_by_name(
        debate.key,
        statement,
        points,
        actor=writer_of(interaction, debate),
        act=act_of(interaction),
        at=interaction.created_at,
    )
    await _show(interaction, debate, statement)
    host_of(interaction).wake()


async def _show(interaction: discord.Interaction, debate: Debate, statement: StatementId) -> None:
    actor = writer_of(interaction, debate)
    replies = await host_of(interaction).store.own_by_name(debate.key, statement, actor=actor)
    await (turn if pressed_private(interaction) else whisper)(interaction, posts.by_name(replies, debate, statement))


async def setup(bot: commands.Bot) -> None:
    """Answer what is pressed and picked about replies by name."""
    on_press(bot, {Act.NAMED: named, Act.BY_NAME: count, Act.ALL_BY_NAME: count_all, Act.NOT_BY_NAME: uncount})
