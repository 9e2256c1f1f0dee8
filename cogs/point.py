"""`/point`: what whoever leads a debate, or a point's author, does with a point."""

import discord
from discord import app_commands
from discord.ext import commands

from cogs.cog import GroupCog
from cogs.facts import act_of, actor_of, debate_here, host_of
from cogs.points import suggest_points
from cogs.replies import tell
from deliberation.debate import CLAIM_LIMIT
from deliberation.ids import PointNumber
from deliberation.points.changes import ASIDE_LIMIT, Verdict
from prompts import posts

TYPED_LIMIT = 1000
"""The most characters taken in an option, so that what is too long is told as such."""


@app_commands.guild_only()
@app_commands.allowed_installs(guilds=True, users=False)
class PointCommands(GroupCog, group_name="point", group_description=posts.say("command_point")):
    """`/point`."""

    @app_commands.command(name="ballot", description=posts.say("command_point_ballot"))
    @app_commands.describe(point=posts.say("option_point"))
    @app_commands.autocomplete(point=suggest_points)
    async def ballot(self, interaction: discord.Interaction, point: int) -> None:
        """Put a point to everybody."""
        debate = await debate_here(interaction)
        store = host_of(interaction).store
        asked = await store.put_up_point(
            debate.key,
            PointNumber(point),
            actor=actor_of(interaction),
            act=act_of(interaction),
            at=interaction.created_at,
        )
        put_up = (await store.record(debate.key)).changes.put_up
        await tell(interaction, posts.say("point_put_up", point=asked.number, round=put_up.get(asked.number, 1)))
        host_of(interaction).wake()

    @app_commands.command(name="reword", description=posts.say("command_point_reword"))
    @app_commands.describe(point=posts.say("option_point"), words=posts.say("option_words"))
    @app_commands.autocomplete(point=suggest_points)
    async def reword(
        self, interaction: discord.Interaction, point: int, words: app_commands.Range[str, 1, CLAIM_LIMIT]
    ) -> None:
        """Give a point other words; somebody else's wait for its author."""
        debate = await debate_here(interaction)
        store = host_of(interaction).store
        reworded = await store.reword_point(
            debate.key,
            PointNumber(point),
            words,
            actor=actor_of(interaction),
            act=act_of(interaction),
            at=interaction.created_at,
        )
        if reworded.verdict is Verdict.WAITING:
            await tell(interaction, posts.say("rewording_proposed", point=reworded.point))
            return
        last = (await store.record(debate.key)).rounds[-1]
        holds = reworded.round == last.number
        await tell(interaction, posts.say("point_reworded", point=reworded.point, round=reworded.round, now=holds))
        host_of(interaction).wake()

    @app_commands.command(name="merge", description=posts.say("command_point_merge"))
    @app_commands.describe(point=posts.say("option_point"), into=posts.say("option_into"))
    @app_commands.autocomplete(point=suggest_points, into=suggest_points)
    async def merge(self, interaction: discord.Interaction, point: int, into: int) -> None:
        """Make one point part of another."""
        debate = await debate_here(interaction)
        merged = await host_of(interaction).store.merge_points(
            debate.key,
            PointNumber(point),
            PointNumber(into),
            actor=actor_of(interaction),
            act=act_of(interaction),
            at=interaction.created_at,
        )
        await tell(interaction, posts.say("points_merged", point=merged.source, into=merged.target))
        host_of(interaction).wake()

    @app_commands.command(name="split", description=posts.say("command_point_split"))
    @app_commands.describe(
        point=posts.say("option_point"),
        first=posts.say("option_part"),
        second=posts.say("option_part"),
        third=posts.say("option_part"),
    )
    @app_commands.autocomplete(point=suggest_points)
    async def split(
        self,
        interaction: discord.Interaction,
        point: int,
        first: app_commands.Range[str, 1, TYPED_LIMIT] | None = None,
        second: app_commands.Range[str, 1, TYPED_LIMIT] | None = None,
        third: app_commands.Range[str, 1, TYPED_LIMIT] | None = None,
    ) -> None:
        """Take a point apart; without parts, take it out of the one it was merged into."""
        debate = await debate_here(interaction)
        store = host_of(interaction).store
        actor, act, at = actor_of(interaction), act_of(interaction), interaction.created_at
        parts = tuple(part for part in (first, second, third) if part)
        if parts:
            splits = await store.split_point(debate.key, PointNumber(point), parts, actor=actor, act=act, at=at)
            numbers = [split.part for split in splits]
            await tell(interaction, posts.say("point_split", point=splits[0].source, parts=numbers))
        else:
            taken = await store.unmerge_point(debate.key, PointNumber(point), actor=actor, act=act, at=at)
            await tell(interaction, posts.say("point_unmerged", point=taken.source))
        host_of(interaction).wake()

    @app_commands.command(name="aside", description=posts.say("command_point_aside"))
    @app_commands.describe(point=posts.say("option_point"), reason=posts.say("option_reason"))
    @app_commands.autocomplete(point=suggest_points)
    async def aside(
        self,
        interaction: discord.Interaction,
        point: int,
        reason: app_commands.Range[str, 1, ASIDE_LIMIT] | None = None,
    ) -> None:
        """Set a point aside; without a reason, take it up again."""
        debate = await debate_here(interaction)
        store = host_of(interaction).store
        actor, act, at = actor_of(interaction), act_of(interaction), interaction.created_at
        if reason is None:
            up = await store.take_up(debate.key, PointNumber(point), actor=actor, act=act, at=at)
            await tell(interaction, posts.say("point_taken_up", point=up.point))
        else:
            aside = await store.set_aside(debate.key, PointNumber(point), reason, actor=actor, act=act, at=at)
            await tell(interaction, posts.say("point_aside", point=aside.point))
        host_of(interaction).wake()


async def setup(bot: commands.Bot) -> None:
    """Add `/point`."""
    await bot.add_cog(PointCommands())
