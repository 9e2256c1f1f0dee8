"""What one does with a message: Apps → Answer in line, and This answers… on one's own. Both work without the
message-content intent, too, since a command on a message brings the message with it.
"""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from cogs.arrivals import read_message, typed_in, with_roles
from cogs.cog import Cog, answered
from cogs.facts import guild_of, host_of, may_see
from cogs.letter import FETCHED_WITHIN
from cogs.marks import show_found, show_read
from cogs.passages import show
from cogs.questions import show_form
from cogs.saying import ask_what_it_answers
from deliberation.debate import Debate, DebateState
from deliberation.errors import NobodysWords, NoDebateHere, NoSuchStatement, NotYourWords
from deliberation.ids import ChannelId, MessageId, StatementId
from storage.verbs.statements import Recorded


async def debate_of(interaction: discord.Interaction, message: discord.Message) -> Debate:
    """The debate that a message stands in: its thread's, or the one it opened.

    Raises:
        NoDebateHere: there is none.
    """
    store, guild = host_of(interaction).store, guild_of(interaction)
    for thread in (message.channel.id, message.id):  # a thread has the id of the message it was made from
        debate = await store.debate_in(guild, ChannelId(thread))
        if debate is not None and may_see(interaction, debate):
            return debate
    raise NoDebateHere


async def statement_of(
    interaction: discord.Interaction, debate: Debate, message: discord.Message
) -> tuple[StatementId, Recorded | None]:
    """The statement that a message shows; what somebody wrote is recorded first where it is not known as it stands now.

    Raises:
        NoSuchStatement: it shows none, or is not something one can answer.
        NobodysWords: a bot posted it, and it shows nobody's statement.
        DebateEnded: the debate took it no more.
    """
    store = host_of(interaction).store
    known = await store.statement_shown_by(debate.key, MessageId(message.id))
    if known is not None and (message.edited_at is None or message.author.bot):
        return known, None
    try:
        async with asyncio.timeout(FETCHED_WITHIN):
            arrival, _ = await read_message(message)
    except (TimeoutError, discord.HTTPException):
        arrival = typed_in(message)
    if arrival is None:
        if known is None:
            raise NobodysWords if message.author.bot else NoSuchStatement
        return known, None
    if debate.state is DebateState.ENDED and known is not None:
        return known, None
    recorded = await store.record_statement(debate.key, await with_roles(arrival, debate, interaction.guild))
    return arrival.statement, recorded


class InLine(Cog):
    """The commands on messages."""

    def __init__(self, bot: commands.Bot) -> None:
        self._bot = bot
        self._menus = (
            _menu("Answer in line", self.answer_in_line),
            _menu("This answers…", self.this_answers),
            _menu("Ask about this", self.ask_question),
        )

    async def cog_load(self) -> None:
        """Add them to the bot's commands."""
        for menu in self._menus:
            self._bot.tree.add_command(menu)

    async def cog_unload(self) -> None:
        """Take them away again."""
        for menu in self._menus:
            self._bot.tree.remove_command(menu.name, type=menu.type)

    @answered
    async def answer_in_line(self, interaction: discord.Interaction, message: discord.Message) -> None:
        """Show a message's passages to answer."""
        debate = await debate_of(interaction, message)
        statement, recorded = await statement_of(interaction, debate, message)
        await show(interaction, debate, statement)
        await _mark(interaction, message, recorded)

    @answered
    async def this_answers(self, interaction: discord.Interaction, message: discord.Message) -> None:
        """Let a message's author say what it answers."""
        debate = await debate_of(interaction, message)
        if message.author.id != interaction.user.id and not message.author.bot:
            raise NotYourWords
        statement, recorded = await statement_of(interaction, debate, message)
        await ask_what_it_answers(interaction, debate, statement)
        await _mark(interaction, message, recorded)

    @answered
    async def ask_question(self, interaction: discord.Interaction, message: discord.Message) -> None:
        """Show the form for a question to whoever wrote a message."""
        debate = await debate_of(interaction, message)
        statement, recorded = await statement_of(interaction, debate, message)
        await show_form(interaction, debate, 0, statement)
        await _mark(interaction, message, recorded)


async def _mark(interaction: discord.Interaction, message: discord.Message, recorded: Recorded | None) -> None:
    if recorded is not None and recorded.new:
        host_of(interaction).wake()
        await show_read(message, recorded)
        await show_found(message.channel, recorded)


def _menu(name: str, callback: Callable[..., Coroutine[Any, Any, None]]) -> app_commands.ContextMenu:
    menu = app_commands.ContextMenu(
        name=name,
        callback=callback,
        allowed_installs=app_commands.AppInstallationType(guild=True, user=False),
    )
    menu.guild_only = True
    return menu


async def setup(bot: commands.Bot) -> None:
    """Add the commands on messages."""
    await bot.add_cog(InLine(bot))
