"""Replies: the form in which somebody answers what they picked, and the one in which they change it."""

import discord
from discord.ext import commands

from cogs.actions import chosen_number, chosen_passage, on_press, on_submit, passage_at
from cogs.errors import UnknownAction
from cogs.facts import act_of, debate_numbered, host_of, writer_of
from cogs.replies import pressed_private, tell, turn, whisper
from cogs.typed import fields_of
from deliberation.answering.answer import ANSWER_LIMIT, Asked, Target
from deliberation.debate import Debate
from deliberation.giving import STANCE_CONDITION_LIMIT
from deliberation.ids import PointNumber, RoundNumber, StatementId
from deliberation.stance import POSITIONS, Position
from deliberation.statement import Passage
from prompts import posts
from prompts.post import Act, Action

WORDS, VIEW, CONDITION = "answer", "view", "condition"
"""The `custom_id`s of the form's fields."""


async def pick(interaction: discord.Interaction, action: Action) -> None:
    """Show the form for an answer to the passage that was picked."""
    passage = chosen_passage(interaction)
    numbers = (passage.statement, passage.revision, passage.span.start, passage.span.end)
    await _show_form(interaction, Action(Act.REPLY, (*action.numbers, *numbers)))


async def pick_point(interaction: discord.Interaction, action: Action) -> None:
    """Show the form for an answer to the point that was picked."""
    await _show_form(interaction, Action(Act.REPLY_TO, (*action.numbers, chosen_number(interaction))))


async def reply_to(interaction: discord.Interaction, action: Action) -> None:
    """Show the form for an answer to the point whose page is shown."""
    await _show_form(interaction, action)


async def submit(interaction: discord.Interaction, action: Action) -> None:
    """Record the answer, and say what became of it."""
    fields = fields_of(interaction)
    words, condition = fields.get(WORDS, ""), fields.get(CONDITION, "").strip()
    position = _position(fields.get(VIEW, ""))
    target = _target(action)
    debate = await debate_numbered(interaction, action.numbers[0])
    answered = await host_of(interaction).store.answer_in_line(
        debate.key,
        target,
        words,
        actor=writer_of(interaction, debate),
        act=act_of(interaction),
        at=interaction.created_at,
        position=position,
        condition=condition or None,
    )
    source = target.statement if isinstance(target, Passage) else None
    post = posts.answered(answered, debate, source=source, condition=condition)
    await (turn if pressed_private(interaction) else whisper)(interaction, post)
    host_of(interaction).wake()


async def post_reason(interaction: discord.Interaction, action: Action) -> None:
    """Post a reason that was given privately, now that its author says so."""
    number, round_number, point = action.numbers
    debate = await debate_numbered(interaction, number)
    answered = await host_of(interaction).store.post_reason(
        debate.key,
        RoundNumber(round_number),
        PointNumber(point),
        actor=writer_of(interaction, debate),
        act=act_of(interaction),
        at=interaction.created_at,
    )
    await whisper(interaction, posts.answered(answered, debate, source=None, condition=""))
    host_of(interaction).wake()


async def edit(interaction: discord.Interaction, action: Action) -> None:
    """Show an answer's author the form that changes it, filled with its words."""
    number, statement = action.numbers
    debate = await debate_numbered(interaction, number)
    own = await host_of(interaction).store.own_answer(
        debate.key, StatementId(statement), actor=writer_of(interaction, debate)
    )
    modal = discord.ui.Modal(title=posts.say("edit_form"), custom_id=action.custom_id)
    modal.add_item(discord.ui.TextDisplay(posts.above_form(Asked(own.quoted))))
    modal.add_item(_words_field(own.words))
    modal.stop()  # answered by `actions.Interactions`, also after a restart: discord.py need not remember it
    await interaction.response.send_modal(modal)


async def revise(interaction: discord.Interaction, action: Action) -> None:
    """Record what an answer says instead."""
    number, statement = action.numbers
    words = fields_of(interaction).get(WORDS, "")
    debate = await debate_numbered(interaction, number)
    await host_of(interaction).store.revise_answer(
        debate.key,
        StatementId(statement),
        words,
        actor=writer_of(interaction, debate),
        at=interaction.created_at,
    )
    await tell(interaction, posts.say("answer_changed"))
    host_of(interaction).wake()


async def take_back(interaction: discord.Interaction, action: Action) -> None:
    """Ask an answer's author once whether they mean it."""
    number, statement = action.numbers
    debate = await debate_numbered(interaction, number)
    await host_of(interaction).store.own_answer(
        debate.key, StatementId(statement), actor=writer_of(interaction, debate)
    )
    await whisper(interaction, posts.really_take_back(debate, StatementId(statement)))


async def taken_back(interaction: discord.Interaction, action: Action) -> None:
    """Take an answer back."""
    number, statement = action.numbers
    debate = await debate_numbered(interaction, number)
    await host_of(interaction).store.take_back(
        debate.key, StatementId(statement), actor=writer_of(interaction, debate), at=interaction.created_at
    )
    await (turn if pressed_private(interaction) else whisper)(interaction, posts.taken_back())
    host_of(interaction).wake()


async def _show_form(interaction: discord.Interaction, form: Action) -> None:
    debate = await debate_numbered(interaction, form.numbers[0])
    store, actor, target = host_of(interaction).store, writer_of(interaction, debate), _target(form)
    await store.must_take_answer(debate.key, actor=actor)
    asked = await store.asked(debate.key, target, actor=actor)
    await interaction.response.send_modal(_form(form, asked, debate))


def _target(form: Action) -> Target:
    if form.act is Act.REPLY_TO:
        return PointNumber(form.numbers[1])
    return passage_at(form.numbers[1:])


def _position(value: str) -> Position | None:
    if not value:
        return None
    if value not in set(Position):
        raise UnknownAction
    return Position(value)


def _form(action: Action, asked: Asked, debate: Debate) -> discord.ui.Modal:
    modal = discord.ui.Modal(title=posts.say("answer_form"), custom_id=action.custom_id)
    modal.add_item(discord.ui.TextDisplay(posts.above_form(asked)))
    modal.add_item(_words_field(None))
    if asked.takes_views:
        modal.add_item(_view_field(debate))
        modal.add_item(_condition_field())
    modal.stop()  # answered by `actions.Interactions`, also after a restart: discord.py need not remember it
    return modal


def _words_field(before: str | None) -> discord.ui.Label[discord.ui.Modal]:
    field = discord.ui.TextInput[discord.ui.Modal](
        custom_id=WORDS, style=discord.TextStyle.paragraph, default=before, max_length=ANSWER_LIMIT
    )
    return discord.ui.Label(text=posts.say("field_answer"), description=posts.say("field_answer_hint"), component=field)


def _view_field(debate: Debate) -> discord.ui.Label[discord.ui.Modal]:
    options = [
        discord.RadioGroupOption(label=posts.say(f"vote_{position.value}"), value=position.value)
        for position in POSITIONS
    ]
    return discord.ui.Label(
        text=posts.say("field_view"),
        description=posts.say(f"field_view_{debate.attribution.value}_hint"),
        component=discord.ui.RadioGroup[discord.ui.Modal](custom_id=VIEW, options=options, required=False),
    )


def _condition_field() -> discord.ui.Label[discord.ui.Modal]:
    field = discord.ui.TextInput[discord.ui.Modal](
        custom_id=CONDITION, required=False, max_length=STANCE_CONDITION_LIMIT
    )
    return discord.ui.Label(
        text=posts.say("field_condition_optional"), description=posts.say("field_condition_hint"), component=field
    )


async def setup(bot: commands.Bot) -> None:
    """Answer what is picked to be answered, the form, and what its author presses on an answer."""
    on_press(
        bot,
        {
            Act.PICK: pick,
            Act.TO_POINT: pick_point,
            Act.REPLY_TO: reply_to,
            Act.POST_REASON: post_reason,
            Act.EDIT: edit,
            Act.TAKE_BACK: take_back,
            Act.TAKEN_BACK: taken_back,
        },
    )
    on_submit(bot, {Act.REPLY: submit, Act.REPLY_TO: submit, Act.EDIT: revise})
