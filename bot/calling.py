"""Calling followers: whom the one kind of post that pings mentions, at the moment it is rendered."""

import discord

from bot.hosting import HostClient
from deliberation.debate import Debate
from deliberation.errors import NoDebateHere
from deliberation.following import Call, called
from deliberation.ids import DebateId, DebateKey, Link, MessageId, RoundNumber, UserId
from deliberation.round import Round
from prompts import following
from prompts.post import Post
from storage.outgoing import Outgoing, PostKey, PostKind, PostState
from storage.store import Store


async def call_of(store: Store, client: HostClient, outgoing: Outgoing) -> Post | None:
    """What followers are told of a round; None where nobody is left to tell. One that was posted and is rendered again
    mentions nobody: it has told those it was to tell.

    Raises:
        NoDebateHere: its debate is not known.
    """
    key = DebateKey(outgoing.key.guild, DebateId(outgoing.key.subject))
    record = await store.record(key)
    round_ = record.round(RoundNumber(outgoing.key.generation))
    opened = outgoing.key.part % 2 == 0
    users: tuple[UserId, ...] = ()
    role: int | None = None
    present: list[UserId] = []
    if outgoing.state is not PostState.SENT:
        present = await _present(client, record.debate, await store.followers(key))
        if not present:
            return None
        users, role = called(present, (await store.server(key.guild)).followers)
    return following.call(
        Call(
            debate=record.debate,
            round=round_.number,
            closes=round_.closes_at if opened else None,
            summary=None if opened else await _summary(store, outgoing, round_),
            users=users,
            role=role,
            followers=len(present),
        )
    )


async def _summary(store: Store, outgoing: Outgoing, round_: Round) -> Link | None:
    reopened = outgoing.key.part // 2
    summary = PostKey(outgoing.key.guild, PostKind.SUMMARY, outgoing.key.subject, round_.number, reopened)
    posted = await store.post(summary)
    if posted is None or posted.message is None:
        return None
    return Link(outgoing.key.guild, posted.channel, MessageId(posted.message))


async def _present(client: HostClient, debate: Debate, followers: tuple[UserId, ...]) -> list[UserId]:
    """Those who are still on the server and may see the debate, in their order."""
    guild = client.get_guild(debate.key.guild)
    if guild is None:
        raise NoDebateHere
    home = guild.get_channel(debate.home)
    present: list[UserId] = []
    for user in followers:
        member = await _member(guild, user)
        if home is not None and member is not None and home.permissions_for(member).view_channel:
            present.append(user)
    return present


async def _member(guild: discord.Guild, user: UserId) -> discord.Member | None:
    """The member of that id; None for somebody who has left."""
    try:
        # The bot keeps no list of members, and a bot that does may have an old one.
        return await guild.fetch_member(user)
    except discord.NotFound:
        return None
