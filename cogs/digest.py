"""`/digest`: set the weekly digest, or post one now."""

from functools import cache
from zoneinfo import available_timezones

import discord
from discord import app_commands
from discord.ext import commands

from cogs.cog import GroupCog
from cogs.facts import act_of, actor_of, guild_of, host_of
from cogs.places import NEEDED_FOR_DIGEST, lacking
from cogs.preflight import cannot_post
from cogs.replies import tell
from deliberation.ids import ChannelId
from deliberation.steering.schedule import known_zone
from deliberation.views.digest import DigestSettings
from prompts import posts

SUGGESTIONS = 25
"""The most Discord shows under an option."""


@app_commands.guild_only()
@app_commands.allowed_installs(guilds=True, users=False)
@app_commands.default_permissions(manage_threads=True)
class DigestCommands(GroupCog, group_name="digest", group_description=posts.say("command_digest")):
    """`/digest`."""

    @app_commands.command(name="set", description=posts.say("command_digest_set"))
    @app_commands.describe(
        weekday=posts.say("option_weekday"),
        hour=posts.say("option_hour"),
        zone=posts.say("option_zone"),
        channel=posts.say("option_channel"),
    )
    @app_commands.choices(
        weekday=[app_commands.Choice(name=posts.say("weekday", number=number), value=number) for number in range(7)]
    )
    async def set(
        self,
        interaction: discord.Interaction,
        weekday: int,
        hour: app_commands.Range[int, 0, 23],
        zone: str,
        channel: discord.TextChannel,
    ) -> None:
        """Set when and where this server's digest appears."""
        if lacks := lacking(channel, NEEDED_FOR_DIGEST):
            await tell(interaction, cannot_post(channel, lacks, interaction.application_id))
            return
        settings = DigestSettings(
            guild=guild_of(interaction),
            channel=ChannelId(channel.id),
            weekday=weekday,
            hour=hour,
            zone=known_zone(zone),
            set_at=interaction.created_at,
        )
        first = await host_of(interaction).store.set_digest(settings, actor=actor_of(interaction))
        sentence = posts.say(
            "digest_set", channel=channel.id, weekday=weekday, hour=hour, zone=settings.zone, first=first
        )
        await tell(interaction, sentence)
        host_of(interaction).wake()

    @set.autocomplete("zone")
    async def suggest_zones(self, interaction: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
        """Time zones whose names hold what is typed."""
        wanted = typed.strip().replace(" ", "_").casefold()
        found = [name for name in _zones() if wanted in name.casefold()]
        return [app_commands.Choice(name=name, value=name) for name in found[:SUGGESTIONS]]

    @app_commands.command(name="now", description=posts.say("command_digest_now"))
    async def now(self, interaction: discord.Interaction) -> None:
        """Post a digest now, where the weekly one appears, or here where there is none."""
        store, guild = host_of(interaction).store, guild_of(interaction)
        settings = await store.digest_settings(guild)
        channel = settings.channel if settings is not None else ChannelId(interaction.channel_id or 0)
        place = interaction.guild and interaction.guild.get_channel_or_thread(channel)
        if place is None:
            await tell(interaction, posts.say("digest_nowhere", channel=channel))
            return
        if lacks := lacking(place, NEEDED_FOR_DIGEST):
            await tell(interaction, cannot_post(place, lacks, interaction.application_id))
            return
        at = interaction.created_at
        quiet = await host_of(interaction).digest_is_quiet(guild, channel, at)
        await store.owe_digest_now(
            guild, channel, actor=actor_of(interaction), act=act_of(interaction), at=at, quiet=quiet
        )
        await tell(interaction, posts.say("digest_posted", channel=channel))
        host_of(interaction).wake()


@cache
def _zones() -> tuple[str, ...]:
    return tuple(sorted(name for name in available_timezones() if "/" in name or name == "UTC"))


async def setup(bot: commands.Bot) -> None:
    """Add `/digest`."""
    await bot.add_cog(DigestCommands())
