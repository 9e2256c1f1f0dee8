"""Follow: being mentioned when a round opens and when one closes."""

from dataclasses import replace

import discord
from discord.ext import commands

from cogs.actions import on_press
from cogs.errors import UnknownAction
from cogs.facts import act_of, actor_of, debate_numbered, guild_of, host_of
from cogs.replies import pressed_private, tell, turn, whisper
from deliberation.debate import Debate
from deliberation.following import Wish
from deliberation.server import ServerSettings, Setting
from prompts import following
from prompts.post import Act, Action


async def press(interaction: discord.Interaction, action: Action) -> None:
    """Follow or leave the debate whose button was pressed."""
    number, wish = action.numbers
    if wish not in set(Wish):
        raise UnknownAction
    await follow(interaction, await debate_numbered(interaction, number), Wish(wish))


async def follow(interaction: discord.Interaction, debate: Debate, wish: Wish) -> None:
    """Do what whoever acts wishes, and say privately how they stand to the debate then."""
    stands = await host_of(interaction).store.follow(
        debate.key, actor=actor_of(interaction), wish=wish, at=interaction.created_at
    )
    post = following.following(stands)
    await (turn if pressed_private(interaction) else whisper)(interaction, post)


async def set_followers_role(interaction: discord.Interaction, role: discord.Role | None) -> None:
    """Settle through which role many followers are told."""
    wanted = None if role is None or role.is_default() else role.id

    def change(settings: ServerSettings) -> ServerSettings:
        return replace(settings, followers=wanted)

    await host_of(interaction).store.change_server(
        guild_of(interaction),
        Setting.FOLLOWERS,
        change,
        actor=actor_of(interaction),
        act=act_of(interaction),
        at=interaction.created_at,
    )
    await tell(interaction, following.followers_role(wanted))


async def setup(bot: commands.Bot) -> None:
    """Answer the buttons; the commands stand under `/debate`."""
    on_press(bot, {Act.FOLLOW: press})
