"""The agenda of the next round: whoever leads the debate picks from what is proposed."""

import re

import discord
from discord.ext import commands

from cogs.actions import chosen_values, on_press
from cogs.errors import UnknownAction
from cogs.facts import act_of, actor_of, debate_numbered, host_of
from cogs.replies import turn, whisper
from deliberation.debate import Debate
from deliberation.ids import PointNumber, StatementId
from deliberation.round import following
from deliberation.steering.agenda import Pick, agenda_of
from deliberation.steering.proposing import proposed_agenda
from prompts import posts
from prompts.post import Act, Action, Post

_PICK = re.compile(r"p(?P<point>[0-9]{1,18})|q(?P<statement>[0-9]{1,19})-(?P<start>[0-9]{1,19})")


async def show_agenda(interaction: discord.Interaction, debate: Debate) -> None:
    """Show what can be picked, to somebody who may pick."""
    debate.must_be_open()
    await host_of(interaction).store.must_lead(debate.key, actor=actor_of(interaction))
    await whisper(interaction, await _page(interaction, debate))


async def pick(interaction: discord.Interaction, action: Action) -> None:
    """Put what was picked on the agenda."""
    debate = await debate_numbered(interaction, action.numbers[0])
    host, picks = host_of(interaction), [_pick(value) for value in chosen_values(interaction)]
    await host.store.set_agenda(
        debate.key, picks, actor=actor_of(interaction), act=act_of(interaction), at=interaction.created_at
    )
    await turn(interaction, await _page(interaction, debate))
    host.wake()


async def _page(interaction: discord.Interaction, debate: Debate) -> Post:
    record = await host_of(interaction).store.record(debate.key)
    number = following(record.rounds)
    return posts.agenda(debate, number, agenda_of(record, number), proposed_agenda(record), record.users)


def _pick(value: str) -> Pick:
    match = _PICK.fullmatch(value)
    if match is None:
        raise UnknownAction
    if match["point"]:
        return Pick(PointNumber(int(match["point"])))
    return Pick(statement=StatementId(int(match["statement"])), start=int(match["start"]))


async def setup(bot: commands.Bot) -> None:
    """Answer what is picked."""
    on_press(bot, {Act.AGENDA: pick})
