"""Stances given outside the ballot, on a point picked from a card or the board; and a member's own, privately."""

import discord
from discord import app_commands
from discord.ext import commands

from cogs.actions import chosen_number, on_press
from cogs.cog import GroupCog
from cogs.facts import act_of, actor_of, debate_here, debate_numbered, guild_of, host_of, may_see
from cogs.replies import turn, whisper
from deliberation.debate import Debate
from deliberation.ids import PointNumber, RoundNumber
from deliberation.stance import POSITIONS, Stance
from deliberation.views.ballot import compose_claim
from prompts import posts
from prompts.post import Act, Action, Post

ON_ITS_OWN = "own"
"""The marker of a private message about one point, which tells it from a ballot when something is added to a stance."""


async def view(interaction: discord.Interaction, action: Action) -> None:
    """Show the five positions on the point that was picked."""
    debate = await debate_numbered(interaction, action.numbers[0])
    await _show_claim(interaction, debate, PointNumber(chosen_number(interaction)))


async def look(interaction: discord.Interaction, action: Action) -> None:
    """Show the five positions on the point of the button."""
    number, point = action.numbers
    await _show_claim(interaction, await debate_numbered(interaction, number), PointNumber(point))


async def give(interaction: discord.Interaction, action: Action) -> None:
    """Record a position on one point."""
    number, round_number, point, rank = action.numbers
    debate = await debate_numbered(interaction, number)
    stance = await host_of(interaction).store.record_stance(
        debate.key,
        RoundNumber(round_number),
        PointNumber(point),
        POSITIONS[rank],
        actor=actor_of(interaction),
        act=act_of(interaction),
        at=interaction.created_at,
    )
    await show_saved(interaction, debate, stance)


async def show_saved(interaction: discord.Interaction, debate: Debate, stance: Stance) -> None:
    """Turn the private message about one point into what was saved."""
    record = await host_of(interaction).store.record(debate.key)
    about = compose_claim(record, stance.round, stance.participant, stance.point)
    (claim,) = about.claims
    post = posts.stance_saved(claim.claim, stance, about.round, debate, claim.answers)
    await turn(interaction, post, marker=ON_ITS_OWN)


async def mine(interaction: discord.Interaction, action: Action) -> None:
    """Show a member's own stances."""
    await _show_mine(interaction, await debate_numbered(interaction, action.numbers[0]))


async def _show_claim(interaction: discord.Interaction, debate: Debate, point: PointNumber) -> None:
    ballot = await host_of(interaction).store.open_claim(
        debate.key, point, actor=actor_of(interaction), at=interaction.created_at
    )
    await whisper(interaction, posts.one_claim(debate, ballot.round, ballot.claims[0], ballot.voice), marker=ON_ITS_OWN)


async def _show_mine(interaction: discord.Interaction, debate: Debate) -> None:
    store, actor = host_of(interaction).store, actor_of(interaction)
    stances = await store.mine(debate.key, actor=actor)
    await whisper(interaction, posts.mine(stances, await store.own_chat(debate.key, actor=actor)))


async def turn_history(interaction: discord.Interaction, action: Action) -> None:
    """Show another page of the debates one has answered in."""
    await turn(interaction, await _history(interaction, action.numbers[0]))


async def mine_in(interaction: discord.Interaction, _action: Action) -> None:
    """Show a member's own stances in the debate that was picked."""
    await _show_mine(interaction, await debate_numbered(interaction, chosen_number(interaction)))


async def _history(interaction: discord.Interaction, page: int) -> Post:
    """The debates of this server that whoever acts has answered in and may still see."""
    store, actor = host_of(interaction).store, actor_of(interaction)
    answered = await store.answered_debates(guild_of(interaction), actor=actor)
    return posts.history([entry for entry in answered if may_see(interaction, entry.debate)], page)


@app_commands.guild_only()
class StanceCommands(GroupCog, group_name="stance", group_description=posts.say("command_stance")):
    """`/stance`."""

    @app_commands.command(name="mine", description=posts.say("command_stance_mine"))
    async def mine(self, interaction: discord.Interaction) -> None:
        """Show your own answers in this debate, and how they changed."""
        await _show_mine(interaction, await debate_here(interaction))

    @app_commands.command(name="history", description=posts.say("command_stance_history"))
    async def history(self, interaction: discord.Interaction) -> None:
        """List the debates of this server you have answered in."""
        await whisper(interaction, await _history(interaction, 1))


async def setup(bot: commands.Bot) -> None:
    """Answer what is pressed about one point, and `/stance`."""
    on_press(
        bot,
        {
            Act.VIEW: view,
            Act.LOOK: look,
            Act.GIVE: give,
            Act.MINE: mine,
            Act.HISTORY: turn_history,
            Act.OWN_IN: mine_in,
        },
    )
    await bot.add_cog(StanceCommands())
