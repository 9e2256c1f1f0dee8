"""`/round`: open the next round, close this one."""

import discord
from discord import app_commands
from discord.ext import commands

from cogs.cog import GroupCog
from cogs.facts import actor_of, debate_here, host_of, zone_of
from cogs.replies import tell
from deliberation.schedule import read_deadline
from prompts import posts


@app_commands.guild_only()
@app_commands.allowed_installs(guilds=True, users=False)
class RoundCommands(GroupCog, group_name="round", group_description=posts.say("command_round")):
    """`/round`."""

    @app_commands.command(name="open", description=posts.say("command_round_open"))
    @app_commands.describe(deadline=posts.say("option_deadline"))
    async def open(self, interaction: discord.Interaction, deadline: str) -> None:
        """Open the next round of this debate."""
        debate = await debate_here(interaction)
        ends = read_deadline(deadline, now=interaction.created_at, zone=await zone_of(interaction))
        opened = await host_of(interaction).store.open_round(
            debate.key, actor=actor_of(interaction), deadline=ends, at=interaction.created_at
        )
        await tell(interaction, posts.say("round_opened", round=opened.number, deadline=opened.deadline))
        host_of(interaction).wake()

    @app_commands.command(name="close", description=posts.say("command_round_close"))
    async def close(self, interaction: discord.Interaction) -> None:
        """Close this round now."""
        debate = await debate_here(interaction)
        closed = await host_of(interaction).store.close_round(
            debate.key, actor=actor_of(interaction), at=interaction.created_at
        )
        await tell(interaction, posts.say("round_closed", round=closed.number))
        host_of(interaction).wake()


async def setup(bot: commands.Bot) -> None:
    """Add `/round`."""
    await bot.add_cog(RoundCommands())
