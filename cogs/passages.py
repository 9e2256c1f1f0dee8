"""Passages: a statement's, or a debate's points, shown privately so that somebody picks what they answer in line."""

import discord
from discord.ext import commands

from cogs.actions import on_press
from cogs.facts import debate_numbered, host_of, writer_of
from cogs.replies import pressed_private, turn, whisper
from deliberation.debate import Debate
from deliberation.ids import StatementId
from deliberation.views.board import compose_board
from prompts import posts
from prompts.post import Act, Action


async def show(interaction: discord.Interaction, debate: Debate, statement: StatementId, page: int = 1) -> None:
    """Show a page of a statement's passages; in the private message that was pressed, where one was."""
    store = host_of(interaction).store
    found = await store.answerable(debate.key, statement, actor=writer_of(interaction, debate))
    record = await store.record(debate.key)
    post = posts.passages(found, debate, record.users, page)
    await (turn if pressed_private(interaction) else whisper)(interaction, post)


async def passages(interaction: discord.Interaction, action: Action) -> None:
    """Show a page of a statement's passages."""
    number, statement, page = action.numbers
    await show(interaction, await debate_numbered(interaction, number), StatementId(statement), page)


async def points(interaction: discord.Interaction, action: Action) -> None:
    """Show a page of the points that can be answered."""
    number, page = action.numbers
    debate = await debate_numbered(interaction, number)
    store = host_of(interaction).store
    await store.must_take_answer(debate.key, actor=writer_of(interaction, debate))
    record = await store.record(debate.key)
    board = compose_board(record, record.rounds[-1].number)
    post = posts.points_to_answer(tuple(point for point in board.points if point.claim), debate, page)
    await (turn if pressed_private(interaction) else whisper)(interaction, post)


async def setup(bot: commands.Bot) -> None:
    """Answer "Answer in line" on cards, posted answers and the board, and the turning of pages."""
    on_press(bot, {Act.PASSAGES: passages, Act.ANSWER: points})
