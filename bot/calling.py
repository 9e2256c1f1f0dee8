"""Calling followers: whom a post mentions, at the moment it is rendered."""

import discord

from bot.hosting import HostClient
from cogs.facts import shown_to
from deliberation.debate import Debate
from deliberation.errors import NoDebateHere
from deliberation.following import Call, Called, called
from deliberation.ids import DebateId, DebateKey, RoundNumber, UserId
from prompts import following
from prompts.post import Post
from storage.outgoing import Outgoing, PostState
from storage.store import Store


async def call_of(store: Store, client: HostClient, outgoing: Outgoing) -> Post | None:
    """What followers are told of a round that opened; None where nobody is left to tell. One that was posted and is
    rendered again mentions nobody: it has told those it was to tell.

    Raises:
        NoDebateHere: its debate is not known.
    """
    record = await store.record(DebateKey(outgoing.key.guild, DebateId(outgoing.key.subject)))
    round_ = record.round(RoundNumber(outgoing.key.generation))
    told = await told_by(store, client, outgoing, record.debate)
    if not told.anybody and outgoing.state is not PostState.SENT:
        return None
    return following.call(Call(record.debate, round_.number, round_.closes_at, told))


async def told_by(store: Store, client: HostClient, outgoing: Outgoing, debate: Debate) -> Called:
    """Whom a post about `debate` mentions of those who follow it; nobody once it stands.

    Raises:
        NoDebateHere: the bot is not on that server.
    """
    if outgoing.state is PostState.SENT:
        return Called()
    present = await _present(client, debate, await store.followers(debate.key))
    role, guild = (await store.server(debate.key.guild)).followers, client.get_guild(debate.key.guild)
    there = guild is not None and role is not None and guild.get_role(role) is not None
    return called(present, role if there else None)


async def _present(client: HostClient, debate: Debate, followers: tuple[UserId, ...]) -> list[UserId]:
    """Those who are still on the server and may see the debate, in their order."""
    guild = client.get_guild(debate.key.guild)
    if guild is None:
        raise NoDebateHere
    present: list[UserId] = []
    for user in followers:
        member = await _member(guild, user)
        if member is not None and shown_to(member, debate):
            present.append(user)
    return present


async def _member(guild: discord.Guild, user: UserId) -> discord.Member | None:
    """The member of that id; None for somebody who has left."""
    try:
        # The bot keeps no list of members, and a bot that does may have an old one.
        return await guild.fetch_member(user)
    except discord.NotFound:
        return None
