"""`/debate`: open one, bring a letter into it, record what was decided, end it; read what was done to it."""

import discord
from discord import app_commands
from discord.ext import commands

from cogs.cog import GroupCog
from cogs.decision import show_decision_form
from cogs.export import export
from cogs.facts import act_of, actor_of, debate_here, guild_of, host_of
from cogs.follow import follow, set_followers_role
from cogs.importing import read_exchange
from cogs.languages import for_everybody
from cogs.letter import GUEST_LIMIT, join_letter
from cogs.log import show_log
from cogs.opening import Opening
from cogs.places import PlaceOption, known_place
from cogs.replies import SILENT
from cogs.reports import show_reports
from deliberation.debate import ROUNDS_LIMIT
from deliberation.errors import NoPlaceForDebate
from deliberation.exporting.formats import Format
from deliberation.following import Wish
from deliberation.ids import ChannelId
from deliberation.importing.proposals import Source
from deliberation.round import RoundState
from deliberation.terms import DAYS_LIMIT, QUORUM_LIMIT, Gate, Terms
from prompts import posts

ROUNDS_USUAL = 2


@app_commands.guild_only()
@app_commands.allowed_installs(guilds=True, users=False)
class DebateCommands(GroupCog, group_name="debate", group_description=posts.say("command_debate")):
    """`/debate`."""

    def __init__(self, opening: Opening) -> None:
        super().__init__()
        self._opening = opening

    @app_commands.command(name="open", description=posts.say("command_debate_open"))
    @app_commands.describe(
        rounds=posts.say("option_rounds"),
        channel=posts.say("option_debate_channel"),
        role=posts.say("option_role"),
        member_days=posts.say("option_member_days"),
        account_days=posts.say("option_account_days"),
        quorum=posts.say("option_quorum"),
        speakers=posts.say("option_speakers"),
        steelman=posts.say("option_steelman"),
    )
    async def open(
        self,
        interaction: discord.Interaction,
        *,
        rounds: app_commands.Range[int, 1, ROUNDS_LIMIT] = ROUNDS_USUAL,
        channel: app_commands.Transform[app_commands.AppCommandChannel, PlaceOption] | None = None,
        role: discord.Role | None = None,
        member_days: app_commands.Range[int, 0, DAYS_LIMIT] | None = None,
        account_days: app_commands.Range[int, 0, DAYS_LIMIT] | None = None,
        quorum: app_commands.Range[int, 0, QUORUM_LIMIT] | None = None,
        speakers: discord.Role | None = None,
        steelman: bool = False,
    ) -> None:
        """Open a debate in this channel, by the server's usual terms where no others are given."""
        settings = await host_of(interaction).store.server(guild_of(interaction))
        usual = settings.gate
        gate = Gate(
            role=usual.role if role is None else _held(role),
            account_days=usual.account_days if account_days is None else account_days,
            member_days=usual.member_days if member_days is None else member_days,
        )
        needed = settings.quorum if quorum is None else quorum or None
        terms = Terms(gate=gate, quorum=needed, speakers=_held(speakers), steelman=steelman)
        wanted = known_place(interaction.guild, ChannelId(channel.id)) if channel is not None else None
        if channel is not None and wanted is None:
            raise NoPlaceForDebate
        await self._opening.show_form(interaction, wanted=wanted, rounds=rounds, terms=terms)

    @app_commands.command(name="join-letter", description=posts.say("command_debate_join_letter"))
    @app_commands.describe(
        file=posts.say("option_file"), author=posts.say("option_author"), guest=posts.say("option_guest")
    )
    @app_commands.choices(
        author=[
            app_commands.Choice(name=posts.say("author_mine"), value="mine"),
            app_commands.Choice(name=posts.say("author_guest"), value="guest"),
        ]
    )
    async def join_letter(
        self,
        interaction: discord.Interaction,
        file: discord.Attachment,
        author: str,
        guest: app_commands.Range[str, 1, GUEST_LIMIT] | None = None,
    ) -> None:
        """Bring a letter into this debate."""
        await join_letter(interaction, file, is_guests=author == "guest", guest=guest)

    @app_commands.command(name="reports", description=posts.say("command_debate_reports"))
    async def reports(self, interaction: discord.Interaction) -> None:
        """Show what is reported in this debate."""
        await show_reports(interaction)

    @app_commands.command(name="end", description=posts.say("command_debate_end"))
    async def end(self, interaction: discord.Interaction) -> None:
        """End this debate."""
        debate = await debate_here(interaction)
        host, actor = host_of(interaction), actor_of(interaction)
        await host.store.must_lead(debate.key, actor=actor)
        debate.must_be_open()
        await interaction.response.defer(thinking=True)  # the thread may be long; everybody reads the answer
        read = await host.catch_up(debate.key)
        await host.store.end_debate(
            debate.key, actor=actor, at=interaction.created_at, act=act_of(interaction), unread=not read
        )
        last = (await host.store.record(debate.key)).rounds[-1]
        awaited = last.number if last.state is RoundState.CLOSED else None
        async with for_everybody(host.store, interaction.guild):
            sentence = posts.say("debate_ended", by=actor.user, round=awaited)
        await interaction.followup.send(sentence, allowed_mentions=SILENT)
        host.wake()

    @app_commands.command(name="follow", description=posts.say("command_debate_follow"))
    async def follow(self, interaction: discord.Interaction) -> None:
        """Follow this debate, or stop following it."""
        await follow(interaction, await debate_here(interaction), Wish.TURN)

    @app_commands.command(name="followers", description=posts.say("command_debate_followers"))
    @app_commands.describe(role=posts.say("option_followers"))
    async def followers(self, interaction: discord.Interaction, role: discord.Role | None = None) -> None:
        """Set the role that is mentioned in the place of many followers."""
        await set_followers_role(interaction, role)

    @app_commands.command(name="decide", description=posts.say("command_debate_decide"))
    async def decide(self, interaction: discord.Interaction) -> None:
        """Record what this debate came to."""
        await show_decision_form(interaction, await debate_here(interaction))

    @app_commands.command(name="import", description=posts.say("command_debate_import"))
    @app_commands.describe(
        source=posts.say("option_source"), file=posts.say("option_import_file"), rounds=posts.say("option_rounds")
    )
    @app_commands.choices(
        source=[app_commands.Choice(name=posts.say(f"option_source_{one.value}"), value=one.value) for one in Source]
    )
    async def import_(
        self,
        interaction: discord.Interaction,
        source: str,
        file: discord.Attachment,
        rounds: app_commands.Range[int, 1, ROUNDS_LIMIT] = ROUNDS_USUAL,
    ) -> None:
        """Open a debate from an existing exchange."""
        found = await read_exchange(interaction, Source(source), file)
        if found is not None:
            gate = (await host_of(interaction).store.server(guild_of(interaction))).gate
            await self._opening.show_form(
                interaction, wanted=None, rounds=rounds, terms=Terms(gate=gate), imported=found
            )

    @app_commands.command(name="export", description=posts.say("command_debate_export"))
    @app_commands.describe(format=posts.say("option_format"))
    @app_commands.choices(
        format=[app_commands.Choice(name=posts.say(f"option_format_{one.value}"), value=one.value) for one in Format]
    )
    async def export(self, interaction: discord.Interaction, format: str) -> None:
        """Hand this debate over as a file."""
        await export(interaction, Format(format))

    @app_commands.command(name="log", description=posts.say("command_debate_log"))
    async def log(self, interaction: discord.Interaction) -> None:
        """Show who did what to this debate."""
        await show_log(interaction, await debate_here(interaction))


def _held(role: discord.Role | None) -> int | None:
    """The role that is asked for; everybody holds @everyone."""
    return None if role is None or role.is_default() else role.id


async def setup(bot: commands.Bot) -> None:
    """Add `/debate`; `cogs.opening` comes before it."""
    opening = bot.get_cog(Opening.__cog_name__)
    assert isinstance(opening, Opening)
    await bot.add_cog(DebateCommands(opening))
