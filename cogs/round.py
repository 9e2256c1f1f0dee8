"""`/round`: open the next round, now or at a time, and steer the one that is open."""

import discord
from discord import app_commands
from discord.ext import commands

from cogs.agenda import show_agenda
from cogs.cog import GroupCog
from cogs.facts import act_of, actor_of, debate_here, host_of, zone_of
from cogs.replies import tell
from deliberation.log import DEED_REASON_LIMIT
from deliberation.steering.schedule import read_deadline
from prompts import posts

Reason = app_commands.Range[str, 1, DEED_REASON_LIMIT]


@app_commands.guild_only()
@app_commands.allowed_installs(guilds=True, users=False)
class RoundCommands(GroupCog, group_name="round", group_description=posts.say("command_round")):
    """`/round`."""

    @app_commands.command(name="open", description=posts.say("command_round_open"))
    @app_commands.describe(deadline=posts.say("option_deadline"))
    async def open(self, interaction: discord.Interaction, deadline: str) -> None:
        """Open the next round of this debate."""
        debate, host, at = await debate_here(interaction), host_of(interaction), interaction.created_at
        ends = read_deadline(deadline, now=at, zone=await zone_of(interaction))
        opened = await host.store.open_round(
            debate.key, actor=actor_of(interaction), act=act_of(interaction), deadline=ends, at=at
        )
        await tell(interaction, posts.say("round_opened", round=opened.number, deadline=opened.deadline))
        host.wake()

    @app_commands.command(name="schedule", description=posts.say("command_round_schedule"))
    @app_commands.describe(opens=posts.say("option_opens"), deadline=posts.say("option_deadline_scheduled"))
    async def schedule(self, interaction: discord.Interaction, opens: str, deadline: str) -> None:
        """Have the next round open by itself. Its deadline is read as on the day it opens."""
        debate, host, at = await debate_here(interaction), host_of(interaction), interaction.created_at
        zone = await zone_of(interaction)
        begins = read_deadline(opens, now=at, zone=zone)
        ends = read_deadline(deadline, now=begins, zone=zone)
        scheduled = await host.store.schedule_round(
            debate.key, actor=actor_of(interaction), act=act_of(interaction), opens=begins, deadline=ends, at=at
        )
        facts = {"round": scheduled.number, "opens": scheduled.opened_at, "deadline": scheduled.deadline}
        await tell(interaction, posts.say("round_scheduled", **facts))
        host.wake()

    @app_commands.command(name="unschedule", description=posts.say("command_round_unschedule"))
    @app_commands.describe(reason=posts.say("option_why_optional"))
    async def unschedule(self, interaction: discord.Interaction, reason: Reason | None = None) -> None:
        """Call off the round that is scheduled."""
        debate, host = await debate_here(interaction), host_of(interaction)
        number = await host.store.unschedule_round(
            debate.key,
            actor=actor_of(interaction),
            act=act_of(interaction),
            at=interaction.created_at,
            reason=reason,
        )
        await tell(interaction, posts.say("round_unscheduled", round=number))
        host.wake()

    @app_commands.command(name="extend", description=posts.say("command_round_extend"))
    @app_commands.describe(deadline=posts.say("option_deadline"))
    async def extend(self, interaction: discord.Interaction, deadline: str) -> None:
        """Give this round a later deadline."""
        debate, host, at = await debate_here(interaction), host_of(interaction), interaction.created_at
        ends = read_deadline(deadline, now=at, zone=await zone_of(interaction))
        extended = await host.store.extend_round(
            debate.key, actor=actor_of(interaction), act=act_of(interaction), deadline=ends, at=at
        )
        await tell(interaction, posts.say("round_extended", round=extended.number, deadline=extended.deadline))
        host.wake()

    @app_commands.command(name="pause", description=posts.say("command_round_pause"))
    @app_commands.describe(reason=posts.say("option_why_optional"))
    async def pause(self, interaction: discord.Interaction, reason: Reason | None = None) -> None:
        """Pause this round."""
        debate, host = await debate_here(interaction), host_of(interaction)
        paused = await host.store.pause_round(
            debate.key,
            actor=actor_of(interaction),
            act=act_of(interaction),
            at=interaction.created_at,
            reason=reason,
        )
        await tell(interaction, posts.say("round_paused", round=paused.number))
        host.wake()

    @app_commands.command(name="resume", description=posts.say("command_round_resume"))
    async def resume(self, interaction: discord.Interaction) -> None:
        """Resume this round."""
        debate, host = await debate_here(interaction), host_of(interaction)
        resumed = await host.store.resume_round(
            debate.key, actor=actor_of(interaction), act=act_of(interaction), at=interaction.created_at
        )
        await tell(interaction, posts.say("round_resumed", round=resumed.number, closes=resumed.closes_at))
        host.wake()

    @app_commands.command(name="cancel", description=posts.say("command_round_cancel"))
    @app_commands.describe(reason=posts.say("option_why"))
    async def cancel(self, interaction: discord.Interaction, reason: Reason) -> None:
        """Cancel this round: nothing in it is counted."""
        debate, host = await debate_here(interaction), host_of(interaction)
        cancelled = await host.store.cancel_round(
            debate.key,
            actor=actor_of(interaction),
            act=act_of(interaction),
            at=interaction.created_at,
            reason=reason,
        )
        await tell(interaction, posts.say("round_cancelled", round=cancelled.number))
        host.wake()

    @app_commands.command(name="reopen", description=posts.say("command_round_reopen"))
    @app_commands.describe(deadline=posts.say("option_deadline"))
    async def reopen(self, interaction: discord.Interaction, deadline: str) -> None:
        """Open the last round again."""
        debate, host, at = await debate_here(interaction), host_of(interaction), interaction.created_at
        ends = read_deadline(deadline, now=at, zone=await zone_of(interaction))
        reopened = await host.store.reopen_round(
            debate.key, actor=actor_of(interaction), act=act_of(interaction), deadline=ends, at=at
        )
        await tell(interaction, posts.say("round_reopened", round=reopened.number, deadline=reopened.deadline))
        host.wake()

    @app_commands.command(name="close", description=posts.say("command_round_close"))
    async def close(self, interaction: discord.Interaction) -> None:
        """Close this round early: in a while, or at once where everybody has answered everything."""
        debate, host, actor = await debate_here(interaction), host_of(interaction), actor_of(interaction)
        await host.store.must_lead(debate.key, actor=actor)
        await interaction.response.defer(ephemeral=True, thinking=True)  # the thread may be long
        read = await host.catch_up(debate.key)
        closed = await host.store.close_round(
            debate.key, actor=actor, act=act_of(interaction), at=interaction.created_at, unread=not read
        )
        if closed.over:
            await tell(interaction, posts.say("round_closed", round=closed.number))
        else:
            await tell(interaction, posts.say("round_closes_early", round=closed.number, closes=closed.closes_at))
        host.wake()

    @app_commands.command(name="keep-open", description=posts.say("command_round_keep_open"))
    async def keep_open(self, interaction: discord.Interaction) -> None:
        """Call off the early closing of this round."""
        debate, host = await debate_here(interaction), host_of(interaction)
        kept = await host.store.keep_round_open(
            debate.key, actor=actor_of(interaction), act=act_of(interaction), at=interaction.created_at
        )
        await tell(interaction, posts.say("round_kept_open", round=kept.number, deadline=kept.deadline))
        host.wake()

    @app_commands.command(name="agenda", description=posts.say("command_round_agenda"))
    async def agenda(self, interaction: discord.Interaction) -> None:
        """Pick what the next round is about."""
        await show_agenda(interaction, await debate_here(interaction))


async def setup(bot: commands.Bot) -> None:
    """Add `/round`."""
    await bot.add_cog(RoundCommands())
