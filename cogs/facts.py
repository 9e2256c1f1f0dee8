"""Facts: who acts, where and when, as Discord says it at the moment of the act."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import discord

from cogs.host import Host, host_in
from deliberation.actor import Actor
from deliberation.debate import Debate
from deliberation.errors import NoDebateHere
from deliberation.ids import ActId, ChannelId, DebateId, DebateKey, GuildId, UserId

_THERE = "counterpoint permissions"
"""Where an interaction remembers what whoever acts may do in the channel of the debate that it means."""
DEBATES_SEEN = 100
"""The most debates that one question over a whole server goes through."""


def host_of(interaction: discord.Interaction) -> Host:
    """The host of the bot an interaction came to."""
    return host_in(interaction.client)


def guild_of(interaction: discord.Interaction) -> GuildId:
    """The server an interaction came from.

    Raises:
        NoDebateHere: it came from a private conversation.
    """
    if interaction.guild_id is None:
        raise NoDebateHere
    return GuildId(interaction.guild_id)


def act_of(interaction: discord.Interaction) -> ActId:
    """What the act is called by; Discord sends the same one when it repeats itself."""
    return ActId(interaction.id)


def actor_of(interaction: discord.Interaction) -> Actor:
    """Whoever acts, with their permissions in the channel of the debate that the act means, or else of the act.

    Raises:
        NoDebateHere: outside a server.
    """
    member = interaction.user
    roles = frozenset(role.id for role in member.roles) if isinstance(member, discord.Member) else frozenset[int]()
    permissions = _permissions(interaction)
    return Actor(
        guild=guild_of(interaction),
        user=UserId(member.id),
        moderates=permissions.manage_threads or permissions.administrator,
        roles=roles,
        joined_at=member.joined_at if isinstance(member, discord.Member) else None,
        silenced_until=_silenced_until(interaction),
        slow_mode=_slow_mode(interaction),
        administers=permissions.manage_guild or permissions.administrator,
    )


def _permissions(interaction: discord.Interaction) -> discord.Permissions:
    """What whoever acts may do in the channel of the debate that the act means, or else where they act."""
    return interaction.extras.get(_THERE, interaction.permissions)


def _silenced_until(interaction: discord.Interaction) -> datetime | None:
    """Until when a time-out that has not run out keeps whoever acts from writing."""
    member = interaction.user
    until = member.timed_out_until if isinstance(member, discord.Member) else None
    return until if until is not None and until > interaction.created_at else None


def _slow_mode(interaction: discord.Interaction) -> timedelta:
    """How long whoever acts must wait between two messages in the place of the act."""
    channel, permissions = interaction.channel, interaction.permissions
    if permissions.bypass_slowmode or permissions.administrator:
        return timedelta(0)
    return timedelta(seconds=getattr(channel, "slowmode_delay", 0) or 0)


def writer_of(interaction: discord.Interaction, debate: Debate) -> Actor:
    """Whoever acts, as somebody in whose name the bot is to post in a debate's thread: bound by that thread's lock and
    slow mode, wherever they press.

    Raises:
        NoDebateHere: outside a server.
    """
    actor = actor_of(interaction)
    here, guild = interaction.channel, interaction.guild
    thread = here if here is not None and here.id == debate.thread else None
    if thread is None and guild is not None and debate.thread is not None:
        thread = guild.get_thread(debate.thread)
    known = thread if isinstance(thread, discord.Thread) else None
    locked = known is not None and known.locked and not actor.moderates
    permissions = _permissions(interaction)
    bound = known is not None and not (permissions.bypass_slowmode or actor.moderates)
    return replace(
        actor,
        may_write=not locked and permissions.send_messages_in_threads,
        slow_mode=timedelta(seconds=known.slowmode_delay) if known is not None and bound else timedelta(0),
    )


async def debate_here(interaction: discord.Interaction) -> Debate:
    """The debate whose thread a command was used in.

    Raises:
        NoDebateHere: there is none here.
    """
    debate = await debate_around(interaction)
    if debate is None:
        raise NoDebateHere
    return debate


async def debate_around(interaction: discord.Interaction) -> Debate | None:
    """The debate whose thread the act is in; None elsewhere, and where whoever acts lost sight of it meanwhile.

    Raises:
        NoDebateHere: outside a server.
    """
    debate = await host_of(interaction).store.debate_in(guild_of(interaction), ChannelId(interaction.channel_id or 0))
    return debate if debate is not None and may_see(interaction, debate) else None


async def debate_numbered(interaction: discord.Interaction, number: int) -> Debate:
    """The debate a button means, for somebody who may see it. From here on `actor_of` goes by what they may do there:
    who moderates the channel of a digest moderates none of the debates it tells of.

    Raises:
        NoDebateHere: this server has none of that number, or its channel is hidden from whoever pressed.
    """
    key = DebateKey(guild_of(interaction), DebateId(number))
    debate = await host_of(interaction).store.debate(key)
    if debate is None or not may_see(interaction, debate):
        raise NoDebateHere
    home = interaction.guild.get_channel(debate.home) if interaction.guild is not None else None
    if interaction.channel_id not in (debate.home, debate.thread) and home is not None:
        member = interaction.user
        if isinstance(member, discord.Member):
            interaction.extras[_THERE] = home.permissions_for(member)
    return debate


async def debates_seen(interaction: discord.Interaction) -> tuple[Debate, ...]:
    """The debates of this server that whoever acts may see, oldest first: what any list of several is made from.

    Raises:
        NoDebateHere: outside a server.
    """
    debates = await host_of(interaction).store.debates(guild_of(interaction))
    return tuple(debate for debate in debates if may_see(interaction, debate))


async def debate_meant(interaction: discord.Interaction, number: int | None) -> Debate | None:
    """The debate of that number, for somebody who may see it; where None, the one whose thread the act is in. None for
    no single debate: number 0, or a place outside of any.

    Raises:
        NoDebateHere: as `debate_numbered`.
    """
    if number:
        return await debate_numbered(interaction, number)
    if number == 0:
        return None
    return await debate_around(interaction)


@dataclass(frozen=True, slots=True)
class Meant:
    """The debates that a question is about."""

    debates: tuple[Debate, ...]
    looked: int | None = None
    """How many those are, where there are more that are left out."""

    @property
    def keys(self) -> tuple[DebateKey, ...]:
        """What they are called."""
        return tuple(debate.key for debate in self.debates)


async def debates_meant(interaction: discord.Interaction, number: int | None) -> Meant:
    """As `debate_meant`; for no single debate the DEBATES_SEEN of the server that whoever acts may see in which
    anything was said or a round began last, that one first.
    """
    debate = await debate_meant(interaction, number)
    if debate is not None:
        return Meant((debate,))
    found = await host_of(interaction).store.debates_moved(guild_of(interaction))
    seen = tuple(debate for debate in found if may_see(interaction, debate))
    return Meant(seen[:DEBATES_SEEN], DEBATES_SEEN if len(seen) > DEBATES_SEEN else None)


async def zone_of(interaction: discord.Interaction) -> str:
    """The time zone in which whoever acts means a day or an hour: the server's own, else the bot's."""
    host, guild = host_of(interaction), guild_of(interaction)
    settled = (await host.store.server(guild)).zone
    if settled is not None:
        return settled
    digest = await host.store.digest_settings(guild)
    return digest.zone if digest is not None else host.zone


def may_see(interaction: discord.Interaction, debate: Debate) -> bool:
    """Whether whoever acts may see a debate, as their roles are at this moment. Every command, button and list asks
    this; in the debate's own thread or channel Discord's word of the act decides, which comes with it.
    """
    if interaction.channel_id == debate.thread:
        return interaction.permissions.view_channel
    if interaction.channel_id == debate.home:
        allowed = interaction.permissions
        return allowed.view_channel and (allowed.manage_threads or not is_private(interaction.guild, debate))
    member = interaction.user
    return isinstance(member, discord.Member) and shown_to(member, debate)


def shown_to(member: discord.Member, debate: Debate) -> bool:
    """Whether `member` may see a debate: who may view its channel or forum.

    A channel the bot itself does not see is hidden from everybody elsewhere; a thread made private, from all who could
    not manage it.
    """
    home = member.guild.get_channel(debate.home)
    if home is None:
        return False
    allowed = home.permissions_for(member)
    return allowed.view_channel and (allowed.manage_threads or not is_private(member.guild, debate))


def is_private(guild: discord.Guild | None, debate: Debate) -> bool:
    """Whether a debate's thread is shown only to those who were let into it."""
    thread = guild.get_thread(debate.thread or 0) if guild is not None else None
    return thread is not None and thread.is_private()
