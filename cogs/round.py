"""`/round`: open the next round, now or at a time, and steer the one that is open."""

from dataclasses import dataclass
from datetime import datetime
from typing import Self, TypedDict

import discord
from discord import app_commands
from discord.ext import commands

from cogs.agenda import show_agenda
from cogs.cog import GroupCog
from cogs.facts import act_of, actor_of, debate_here, host_of, zone_of
from cogs.host import Host
from cogs.places import NEEDED_IN_THREADS, lacking
from cogs.preflight import cannot_post
from cogs.replies import tell
from deliberation.actor import Actor
from deliberation.ids import ActId, DebateKey
from deliberation.log import DEED_REASON_LIMIT
from deliberation.steering.schedule import read_deadline
from prompts import posts
from storage.store import Store

Reason = app_commands.Range[str, 1, DEED_REASON_LIMIT]


class _Deed(TypedDict):
    """Who steers, by which act, and when: what every verb that steers is told."""

    actor: Actor
    act: ActId
    at: datetime


@dataclass(frozen=True, slots=True)
class _Helm:
    """The debate of this thread in somebody's hand."""

    interaction: discord.Interaction
    host: Host
    key: DebateKey

    @classmethod
    async def taken(cls, interaction: discord.Interaction) -> Self:
        """The helm of the debate whose thread a command was used in.

        Raises:
            NoDebateHere: there is none here.
        """
        return cls(interaction, host_of(interaction), (await debate_here(interaction)).key)

    @property
    def store(self) -> Store:
        """Whose verbs steer it."""
        return self.host.store

    @property
    def deed(self) -> _Deed:
        """What whoever steers does."""
        at = self.interaction.created_at
        return {"actor": actor_of(self.interaction), "act": act_of(self.interaction), "at": at}

    async def moment(self, given: str, *, after: datetime | None = None) -> datetime:
        """The moment meant by what was typed, in the server's time zone; a duration counts from `after`, or now.

        Raises:
            UnreadableDate, DateInThePast, DateTooFar: as they say.
        """
        return read_deadline(given, now=after or self.interaction.created_at, zone=await zone_of(self.interaction))

    async def tells(self, sentence: str, **facts: object) -> None:
        """Say privately what was done, and have it shown; where the bot cannot show it in the thread, say that, too."""
        await tell(self.interaction, posts.say(sentence, **facts))
        thread = self.interaction.channel
        if isinstance(thread, discord.Thread) and (names := lacking(thread, NEEDED_IN_THREADS)):
            application = self.interaction.application_id
            await tell(self.interaction, cannot_post(thread, names, application))
        self.host.wake()


@app_commands.guild_only()
@app_commands.allowed_installs(guilds=True, users=False)
class RoundCommands(GroupCog, group_name="round", group_description=posts.say("command_round")):
    """`/round`."""

    @app_commands.command(name="open", description=posts.say("command_round_open"))
    @app_commands.describe(deadline=posts.say("option_deadline"))
    async def open(self, interaction: discord.Interaction, deadline: str) -> None:
        """Open the next round of this debate."""
        helm = await _Helm.taken(interaction)
        opened = await helm.store.open_round(helm.key, deadline=await helm.moment(deadline), **helm.deed)
        await helm.tells("round_opened", round=opened.number, deadline=opened.deadline)

    @app_commands.command(name="schedule", description=posts.say("command_round_schedule"))
    @app_commands.describe(opens=posts.say("option_opens"), deadline=posts.say("option_deadline_scheduled"))
    async def schedule(self, interaction: discord.Interaction, opens: str, deadline: str) -> None:
        """Have the next round open by itself. Its deadline is read as on the day it opens."""
        helm = await _Helm.taken(interaction)
        begins = await helm.moment(opens)
        ends = await helm.moment(deadline, after=begins)
        scheduled = await helm.store.schedule_round(helm.key, opens=begins, deadline=ends, **helm.deed)
        facts = {"round": scheduled.number, "opens": scheduled.opened_at, "deadline": scheduled.deadline}
        await helm.tells("round_scheduled", **facts)

    @app_commands.command(name="unschedule", description=posts.say("command_round_unschedule"))
    @app_commands.describe(reason=posts.say("option_why_optional"))
    async def unschedule(self, interaction: discord.Interaction, reason: Reason | None = None) -> None:
        """Call off the round that is scheduled."""
        helm = await _Helm.taken(interaction)
        number = await helm.store.unschedule_round(helm.key, reason=reason, **helm.deed)
        await helm.tells("round_unscheduled", round=number)

    @app_commands.command(name="extend", description=posts.say("command_round_extend"))
    @app_commands.describe(deadline=posts.say("option_deadline"))
    async def extend(self, interaction: discord.Interaction, deadline: str) -> None:
        """Give this round a later deadline."""
        helm = await _Helm.taken(interaction)
        extended = await helm.store.extend_round(helm.key, deadline=await helm.moment(deadline), **helm.deed)
        await helm.tells("round_extended", round=extended.number, deadline=extended.deadline)

    @app_commands.command(name="pause", description=posts.say("command_round_pause"))
    @app_commands.describe(reason=posts.say("option_why_optional"))
    async def pause(self, interaction: discord.Interaction, reason: Reason | None = None) -> None:
        """Pause this round."""
        helm = await _Helm.taken(interaction)
        paused = await helm.store.pause_round(helm.key, reason=reason, **helm.deed)
        await helm.tells("round_paused", round=paused.number)

    @app_commands.command(name="resume", description=posts.say("command_round_resume"))
    async def resume(self, interaction: discord.Interaction) -> None:
        """Resume this round."""
        helm = await _Helm.taken(interaction)
        resumed = await helm.store.resume_round(helm.key, **helm.deed)
        await helm.tells("round_resumed", round=resumed.number, closes=resumed.closes_at)

    @app_commands.command(name="cancel", description=posts.say("command_round_cancel"))
    @app_commands.describe(reason=posts.say("option_why"))
    async def cancel(self, interaction: discord.Interaction, reason: Reason) -> None:
        """Cancel this round: nothing in it is counted."""
        helm = await _Helm.taken(interaction)
        cancelled = await helm.store.cancel_round(helm.key, reason=reason, **helm.deed)
        await helm.tells("round_cancelled", round=cancelled.number)

    @app_commands.command(name="reopen", description=posts.say("command_round_reopen"))
    @app_commands.describe(deadline=posts.say("option_deadline"))
    async def reopen(self, interaction: discord.Interaction, deadline: str) -> None:
        """Open the last round again."""
        helm = await _Helm.taken(interaction)
        reopened = await helm.store.reopen_round(helm.key, deadline=await helm.moment(deadline), **helm.deed)
        await helm.tells("round_reopened", round=reopened.number, deadline=reopened.deadline)

    @app_commands.command(name="close", description=posts.say("command_round_close"))
    async def close(self, interaction: discord.Interaction) -> None:
        """Close this round early: in a while, or at once where everybody has answered everything."""
        helm = await _Helm.taken(interaction)
        await helm.store.must_lead(helm.key, actor=helm.deed["actor"])
        await interaction.response.defer(ephemeral=True, thinking=True)  # the thread may be long
        read = await helm.host.catch_up(helm.key)
        closed = await helm.store.close_round(helm.key, unread=not read, **helm.deed)
        if closed.over:
            await helm.tells("round_closed", round=closed.number)
        else:
            await helm.tells("round_closes_early", round=closed.number, closes=closed.closes_at)

    @app_commands.command(name="keep-open", description=posts.say("command_round_keep_open"))
    async def keep_open(self, interaction: discord.Interaction) -> None:
        """Call off the early closing of this round."""
        helm = await _Helm.taken(interaction)
        kept = await helm.store.keep_round_open(helm.key, **helm.deed)
        await helm.tells("round_kept_open", round=kept.number, deadline=kept.deadline)

    @app_commands.command(name="agenda", description=posts.say("command_round_agenda"))
    async def agenda(self, interaction: discord.Interaction) -> None:
        """Pick what the next round is about."""
        await show_agenda(interaction, await debate_here(interaction))


async def setup(bot: commands.Bot) -> None:
    """Add `/round`."""
    await bot.add_cog(RoundCommands())
