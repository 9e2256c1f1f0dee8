"""Reports: anybody brings a posted answer before the moderators; they remove it or let it stand, and its author is told
why.
"""

import logging

import discord
from discord.ext import commands

from cogs.actions import on_press, on_submit
from cogs.facts import act_of, actor_of, debate_here, debate_numbered, host_of
from cogs.replies import SILENT, pressed_private, tell, turn, whisper
from cogs.typed import fields_of
from deliberation.answering.report import REPORT_LIMIT
from deliberation.debate import Debate
from deliberation.ids import StatementId, UserId
from prompts import posts
from prompts.post import Act, Action

REASON = "reason"
"""The `custom_id` of the one field of these forms."""

_log = logging.getLogger(__name__)


async def ask_reason(interaction: discord.Interaction, action: Action) -> None:
    """Show the form in which somebody says why they report an answer, or a moderator why it is removed."""
    debate = await debate_numbered(interaction, action.numbers[0])
    if action.act is Act.REMOVE:  # refused before anything is typed
        await host_of(interaction).store.reports(debate.key, actor=actor_of(interaction))
    field = discord.ui.TextInput[discord.ui.Modal](
        custom_id=REASON, style=discord.TextStyle.paragraph, max_length=REPORT_LIMIT
    )
    name = "remove" if action.act is Act.REMOVE else "report"
    modal = discord.ui.Modal(title=posts.say(f"{name}_form"), custom_id=action.custom_id)
    modal.add_item(
        discord.ui.Label(text=posts.say(f"field_{name}"), description=posts.say(f"field_{name}_hint"), component=field)
    )
    modal.stop()  # answered by `actions.Interactions`, also after a restart: discord.py need not remember it
    await interaction.response.send_modal(modal)


async def report(interaction: discord.Interaction, action: Action) -> None:
    """Bring an answer before the moderators."""
    number, statement = action.numbers
    reason = fields_of(interaction).get(REASON, "")
    debate = await debate_numbered(interaction, number)
    new = await host_of(interaction).store.report(
        debate.key,
        StatementId(statement),
        reason,
        actor=actor_of(interaction),
        act=act_of(interaction),
        at=interaction.created_at,
    )
    await tell(interaction, posts.say("reported" if new else "reported_before"))


async def remove(interaction: discord.Interaction, action: Action) -> None:
    """Remove an answer, and tell its author why."""
    number, statement = action.numbers
    reason = fields_of(interaction).get(REASON, "")
    debate = await debate_numbered(interaction, number)
    author = await host_of(interaction).store.remove_statement(
        debate.key,
        StatementId(statement),
        reason,
        actor=actor_of(interaction),
        act=act_of(interaction),
        at=interaction.created_at,
    )
    await _show(interaction, debate, 1)
    host_of(interaction).wake()
    if author is not None:
        await _tell_author(interaction, author, debate, reason)


async def dismiss(interaction: discord.Interaction, action: Action) -> None:
    """Let an answer stand."""
    number, statement = action.numbers
    debate = await debate_numbered(interaction, number)
    await host_of(interaction).store.dismiss_report(
        debate.key, StatementId(statement), actor=actor_of(interaction), at=interaction.created_at
    )
    await _show(interaction, debate, 1)


async def why(interaction: discord.Interaction, action: Action) -> None:
    """Tell an answer's author why it was removed."""
    number, statement = action.numbers
    debate = await debate_numbered(interaction, number)
    reason = await host_of(interaction).store.why_removed(
        debate.key, StatementId(statement), actor=actor_of(interaction)
    )
    await tell(interaction, posts.say("removed_because", reason=reason))


async def page(interaction: discord.Interaction, action: Action) -> None:
    """Show a page of the reports."""
    number, number_of_page = action.numbers
    await _show(interaction, await debate_numbered(interaction, number), number_of_page)


async def show_reports(interaction: discord.Interaction) -> None:
    """Show what is reported in the debate of this thread."""
    await _show(interaction, await debate_here(interaction), 1)


async def _show(interaction: discord.Interaction, debate: Debate, number: int) -> None:
    store = host_of(interaction).store
    found = await store.reports(debate.key, actor=actor_of(interaction))
    record = await store.record(debate.key)
    post = posts.reports(found, debate, record.users, number)
    await (turn if pressed_private(interaction) else whisper)(interaction, post)


async def _tell_author(interaction: discord.Interaction, author: UserId, debate: Debate, reason: str) -> None:
    """By a message of their own, where they take any; the post's button tells them in any case."""
    try:
        user = await interaction.client.fetch_user(author)
        sentence = posts.say("your_reply_removed", title=debate.title, thread=debate.thread, reason=reason)
        await user.send(sentence, allowed_mentions=SILENT)
    except discord.HTTPException as error:
        _log.info("author not told", extra={"facts": {"debate": debate.key.debate, "code": error.code}})


async def setup(bot: commands.Bot) -> None:
    """Answer reports and what moderators press on them."""
    on_press(
        bot,
        {
            Act.REPORT: ask_reason,
            Act.REMOVE: ask_reason,
            Act.DISMISS: dismiss,
            Act.REPORTS: page,
            Act.WHY_REMOVED: why,
        },
    )
    on_submit(bot, {Act.REPORT: report, Act.REMOVE: remove})
