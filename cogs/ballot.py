"""The ballot: one private message that walks a member through the claims of a round."""

import discord
from discord.ext import commands

from cogs.actions import on_press
from cogs.facts import act_of, actor_of, debate_numbered, host_of
from cogs.replies import pressed_private, turn, whisper
from deliberation.ids import DebateKey, PointNumber, RoundNumber
from deliberation.stance import POSITIONS
from prompts import posts
from prompts.post import Act, Action


async def take_part(interaction: discord.Interaction, action: Action) -> None:
    """Open the ballot at the first claim not yet answered; from its own last page, in the same message."""
    debate = await debate_numbered(interaction, action.numbers[0])
    ballot = await host_of(interaction).store.open_ballot(
        debate.key, actor=actor_of(interaction), at=interaction.created_at
    )
    post = posts.ballot(ballot, ballot.after(None))
    await (turn if pressed_private(interaction) else whisper)(interaction, post)


async def vote(interaction: discord.Interaction, action: Action) -> None:
    """Record a position and go on to the next claim."""
    number, round_number, point, rank = action.numbers
    debate = await debate_numbered(interaction, number)
    await host_of(interaction).store.record_stance(
        debate.key,
        RoundNumber(round_number),
        PointNumber(point),
        POSITIONS[rank],
        actor=actor_of(interaction),
        act=act_of(interaction),
        at=interaction.created_at,
    )
    await go_on(interaction, debate.key, RoundNumber(round_number), PointNumber(point))


async def skip(interaction: discord.Interaction, action: Action) -> None:
    """Go on to the next claim without an answer to this one."""
    number, round_number, point = action.numbers
    debate = await debate_numbered(interaction, number)
    ballot = await host_of(interaction).store.ballot(debate.key, RoundNumber(round_number), actor=actor_of(interaction))
    await turn(interaction, posts.ballot(ballot, ballot.after(PointNumber(point)), walked=PointNumber(point)))


async def next_part(interaction: discord.Interaction, action: Action) -> None:
    """Go on with the next claims of a ballot that is walked in parts."""
    number, round_number, part = action.numbers
    debate = await debate_numbered(interaction, number)
    ballot = await host_of(interaction).store.ballot(debate.key, RoundNumber(round_number), actor=actor_of(interaction))
    await turn(interaction, posts.ballot(ballot, ballot.first_from(part)))


async def keep_rest(interaction: discord.Interaction, action: Action) -> None:
    """Keep last round's answers to all that is not answered yet, and show what is left, or the end."""
    number, round_number = action.numbers
    debate = await debate_numbered(interaction, number)
    store, actor = host_of(interaction).store, actor_of(interaction)
    await store.keep_rest(
        debate.key, RoundNumber(round_number), actor=actor, act=act_of(interaction), at=interaction.created_at
    )
    ballot = await store.ballot(debate.key, RoundNumber(round_number), actor=actor)
    await turn(interaction, posts.ballot(ballot, ballot.after(None)))


async def go_on(interaction: discord.Interaction, key: DebateKey, number: RoundNumber, saved: PointNumber) -> None:
    """Turn the ballot to the claim after the one just saved."""
    ballot = await host_of(interaction).store.ballot(key, number, actor=actor_of(interaction))
    await turn(interaction, posts.ballot(ballot, ballot.after(saved), saved))


async def setup(bot: commands.Bot) -> None:
    """Answer the ballot's buttons."""
    on_press(bot, {Act.TAKE_PART: take_part, Act.VOTE: vote, Act.SKIP: skip, Act.KEEP: keep_rest, Act.GO_ON: next_part})
