"""Seconding: a private list of the open questions, on which one says which one would ask, too."""

import discord
from discord.ext import commands

from cogs.actions import chosen_question_key, on_press
from cogs.facts import act_of, actor_of, debate_numbered, host_of
from cogs.questions import users_among
from cogs.replies import pressed_private, turn, whisper
from deliberation.debate import Debate
from prompts import posts
from prompts.post import Act, Action


async def open_questions(interaction: discord.Interaction, action: Action) -> None:
    """Show a page of the questions nobody has answered."""
    number, page = action.numbers
    await _show(interaction, await debate_numbered(interaction, number), page)


async def second(interaction: discord.Interaction, action: Action) -> None:
    """Second the question that was picked, or take that back; and show the page as it is then."""
    number, page = action.numbers
    question = chosen_question_key(interaction)
    debate = await debate_numbered(interaction, number)
    await host_of(interaction).store.second_question(
        debate.key, question, actor=actor_of(interaction), act=act_of(interaction), at=interaction.created_at
    )
    await _show(interaction, debate, page)
    host_of(interaction).wake()


async def _show(interaction: discord.Interaction, debate: Debate, page: int) -> None:
    found = await host_of(interaction).store.questions_to_second(debate.key, actor=actor_of(interaction))
    users = await users_among(interaction, [shown.question.put_to for shown in found])
    post = posts.open_questions(debate, found, users, page)
    await (turn if pressed_private(interaction) else whisper)(interaction, post)


async def setup(bot: commands.Bot) -> None:
    """Answer what is pressed to second a question."""
    on_press(bot, {Act.OPEN_QUESTIONS: open_questions, Act.SECOND: second})
