"""Not what I meant: whoever is quoted in a summary adds a sentence beneath their words."""

import discord
from discord.ext import commands

from cogs.actions import chosen_quotation, on_press, on_submit, quoted_by
from cogs.facts import act_of, actor_of, debate_numbered, host_of
from cogs.replies import tell, whisper
from cogs.typed import fields_of
from deliberation.errors import NotQuoted
from deliberation.ids import RoundNumber
from deliberation.points.meant import MEANT_LIMIT, QuotedWords
from prompts import posts
from prompts.meant import coded
from prompts.post import Act, Action
from prompts.words import plain

WORDS = "words"
"""The `custom_id` of the one field of the form."""
HINT_LIMIT = 100


async def begin(interaction: discord.Interaction, action: Action) -> None:
    """Let whoever pressed pick which words of theirs; straight on to the form where there is only one."""
    quoted = await _quoted(interaction, action)
    if not quoted:
        raise NotQuoted
    if len(quoted) == 1:
        await interaction.response.send_modal(_form(action, quoted[0]))
        return
    number, round_number = action.numbers
    await whisper(interaction, posts.quoted_words(number, round_number, quoted))


async def pick(interaction: discord.Interaction, action: Action) -> None:
    """Show the form for the words that were picked."""
    picked = chosen_quotation(interaction)
    quoted = [one for one in await _quoted(interaction, action) if one.quoted == picked]
    if not quoted:
        raise NotQuoted
    await interaction.response.send_modal(_form(action, quoted[0]))


async def say(interaction: discord.Interaction, action: Action) -> None:
    """Add what was submitted beneath the words."""
    number, round_number, *code = action.numbers
    kind, quoted, place = quoted_by(tuple(code))
    words = fields_of(interaction).get(WORDS, "")
    debate = await debate_numbered(interaction, number)
    meant = await host_of(interaction).store.add_meaning(
        debate.key,
        RoundNumber(round_number),
        kind,
        quoted,
        words,
        actor=actor_of(interaction),
        act=act_of(interaction),
        at=interaction.created_at,
        place=place,
    )
    await tell(interaction, posts.say("meant_added" if meant.words else "meant_taken_away"))
    host_of(interaction).wake()


async def _quoted(interaction: discord.Interaction, action: Action) -> tuple[QuotedWords, ...]:
    number, round_number = action.numbers
    debate = await debate_numbered(interaction, number)
    store = host_of(interaction).store
    return await store.quoted_in(debate.key, RoundNumber(round_number), actor=actor_of(interaction))


def _form(action: Action, quoted: QuotedWords) -> discord.ui.Modal:
    field = discord.ui.TextInput[discord.ui.Modal](
        custom_id=WORDS,
        style=discord.TextStyle.paragraph,
        default=quoted.meant,
        required=False,
        max_length=MEANT_LIMIT,
    )
    modal = discord.ui.Modal(
        title=posts.say("meant_form"),
        custom_id=Action(Act.NOT_MEANT_AS, (*action.numbers, *coded(quoted.quoted))).custom_id,
    )
    label = posts.say("field_meant")
    modal.add_item(discord.ui.Label(text=label, description=plain(quoted.words, HINT_LIMIT), component=field))
    modal.stop()  # answered by `actions.Interactions`, also after a restart: discord.py need not remember it
    return modal


async def setup(bot: commands.Bot) -> None:
    """Answer "Not what I meant"."""
    on_press(bot, {Act.NOT_MEANT: begin, Act.NOT_MEANT_OF: pick})
    on_submit(bot, {Act.NOT_MEANT_AS: say})
