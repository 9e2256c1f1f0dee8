"""What needs me: what waits for a member, and whether they want to be reminded of it."""

import discord
from discord.ext import commands

from cogs.actions import on_press
from cogs.errors import UnknownAction
from cogs.facts import actor_of, debates_meant, host_of
from cogs.questions import users_among
from cogs.replies import pressed_private, tell, turn, whisper
from prompts import posts
from prompts.post import Act, Action


async def needs(interaction: discord.Interaction, action: Action) -> None:
    """Show what waits for whoever pressed."""
    await show_needs(interaction, action.numbers[0])


async def show_needs(interaction: discord.Interaction, number: int) -> None:
    """Show what waits for whoever acts in one debate, or (0) in all of the server that they may see."""
    store, actor = host_of(interaction).store, actor_of(interaction)
    meant = await debates_meant(interaction, number)
    found = await store.needs(meant.keys, actor=actor)
    people = [question.asked_by for waiting in found for question in (*waiting.questions, *waiting.readers_ask)]
    people += [reply.author for waiting in found for reply in waiting.replies]
    people += [question.put_to for waiting in found for question in waiting.readers_ask]
    users = await users_among(interaction, people)
    reminded = await store.wants_reminding(actor=actor)
    post = posts.needs(found, users, number, reminded=reminded, looked=meant.looked)
    await (turn if pressed_private(interaction) else whisper)(interaction, post)


async def remind(interaction: discord.Interaction, action: Action) -> None:
    """Note that whoever pressed wants to be reminded, or no more."""
    (wants,) = action.numbers
    if wants not in (0, 1):
        raise UnknownAction
    await host_of(interaction).store.set_reminding(
        wants=bool(wants), actor=actor_of(interaction), at=interaction.created_at
    )
    await tell(interaction, posts.say("reminded_from_now_on" if wants else "reminded_no_more"))


async def setup(bot: commands.Bot) -> None:
    """Answer "What needs me?"."""
    on_press(bot, {Act.NEEDS: needs, Act.REMIND: remind})
