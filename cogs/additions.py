"""Additions: what a member adds to a stance just given: what would make it a yes, why, and whose answer counts most."""

import discord
from discord.ext import commands

from cogs.actions import chosen_number, on_press, on_submit
from cogs.ballot import go_on
from cogs.facts import act_of, actor_of, debate_numbered, host_of
from cogs.layout import marker_in
from cogs.stance import ON_ITS_OWN, show_saved
from cogs.typed import fields_of
from deliberation.giving import STANCE_CONDITION_LIMIT, STANCE_REASON_LIMIT
from deliberation.ids import CounterpointNumber, PointNumber, RoundNumber
from deliberation.stance import Stance
from prompts import posts
from prompts.post import Act, Action

WORDS = "words"
"""The `custom_id` of the one field of these forms."""


async def ask(interaction: discord.Interaction, action: Action) -> None:
    """Show the form for a condition or a reason, filled with what was written before; not where its words would be
    refused.
    """
    number, round_number, point = action.numbers
    debate = await debate_numbered(interaction, number)
    store, actor = host_of(interaction).store, actor_of(interaction)
    await store.must_take_words(debate.key, RoundNumber(round_number), actor=actor, at=interaction.created_at)
    own = await store.mine(debate.key, actor=actor)
    given = [
        stance for mine in own.points if mine.point == point for stance in mine.stances if stance.round == round_number
    ]
    await interaction.response.send_modal(_form(action, given[-1] if given else None))


async def add_words(interaction: discord.Interaction, action: Action) -> None:
    """Add the condition or the reason that was submitted."""
    words = fields_of(interaction).get(WORDS, "")
    if action.act is Act.CONDITION:
        await _amend(interaction, action, condition=words)
    else:
        await _amend(interaction, action, reason=words)


async def add_credit(interaction: discord.Interaction, action: Action) -> None:
    """Note which answer counts most."""
    await _amend(interaction, action, credit=CounterpointNumber(chosen_number(interaction)))


async def _amend(
    interaction: discord.Interaction,
    action: Action,
    *,
    reason: str | None = None,
    condition: str | None = None,
    credit: CounterpointNumber | None = None,
) -> None:
    number, round_number, point = action.numbers
    debate = await debate_numbered(interaction, number)
    saved = await host_of(interaction).store.amend_stance(
        debate.key,
        RoundNumber(round_number),
        PointNumber(point),
        actor=actor_of(interaction),
        act=act_of(interaction),
        at=interaction.created_at,
        reason=reason,
        condition=condition,
        credit=credit,
    )
    if interaction.message is not None and marker_in(interaction.message) == ON_ITS_OWN:
        await show_saved(interaction, debate, saved)
    else:
        await go_on(interaction, debate.key, saved.round, saved.point)


def _form(action: Action, given: Stance | None) -> discord.ui.Modal:
    condition = action.act is Act.CONDITION
    title = posts.say("condition_form" if condition else "reason_form")
    label = posts.say("field_condition" if condition else "field_reason")
    hint = posts.say("field_condition_hint") if condition else None
    before = (given.condition if condition else given.reason) if given is not None else None
    field = discord.ui.TextInput[discord.ui.Modal](
        custom_id=WORDS,
        style=discord.TextStyle.paragraph,
        default=before,
        required=False,
        max_length=STANCE_CONDITION_LIMIT if condition else STANCE_REASON_LIMIT,
    )
    modal = discord.ui.Modal(title=title, custom_id=action.custom_id)
    modal.add_item(discord.ui.Label(text=label, description=hint, component=field))
    modal.stop()  # answered by `actions.Interactions`, also after a restart: discord.py need not remember it
    return modal


async def setup(bot: commands.Bot) -> None:
    """Answer what can be added to a stance."""
    on_press(bot, {Act.CONDITION: ask, Act.REASON: ask, Act.CREDIT: add_credit})
    on_submit(bot, {Act.CONDITION: add_words, Act.REASON: add_words})
