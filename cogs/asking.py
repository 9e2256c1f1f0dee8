"""`/ask`: what the record answers, privately and with links; and the button beneath a message that mentions the bot."""

import re

import discord
from discord import app_commands
from discord.ext import commands

from cogs.actions import chosen_page, on_press, on_submit
from cogs.cog import Cog
from cogs.errors import UnknownAction
from cogs.facts import Meant, actor_of, debate_meant, debates_meant, guild_of, host_of
from cogs.needs import show_needs
from cogs.questions import users_among
from cogs.replies import pressed_private, turn, whisper
from cogs.typed import fields_of, storable
from deliberation.asking.choices import Inquiry
from deliberation.asking.searching import SEARCH_LIMIT, search_for
from deliberation.debate import Debate
from deliberation.errors import EmptyText
from prompts import posts
from prompts.asking import INQUIRIES
from prompts.post import Act, Action

WORDS = "words"
"""The `custom_id` of the one field of the form."""
_MENTION = re.compile(r"<@!?\d+>")


async def menu(interaction: discord.Interaction, action: Action) -> None:
    """Show what can be asked; where a message asks something already, what it brings."""
    number, message = action.numbers
    asked = await _asked_in(interaction, message) if message else ""
    debate = await debate_meant(interaction, number)
    if asked:
        await show_found(interaction, debate, asked)
    else:
        await show_menu(interaction, debate)


async def show_menu(interaction: discord.Interaction, debate: Debate | None) -> None:
    """Show what can be asked about one debate, or all one may see."""
    seen = 1 if debate is not None else len((await debates_meant(interaction, 0)).debates)
    post = posts.menu(debate, seen=seen)
    await (turn if pressed_private(interaction) else whisper)(interaction, post)


async def inquire(interaction: discord.Interaction, action: Action) -> None:
    """Answer one of the fixed questions."""
    number, place = action.numbers
    if place >= len(INQUIRIES):
        raise UnknownAction
    await show_inquiry(interaction, INQUIRIES[place], await debate_meant(interaction, number))


async def show_inquiry(interaction: discord.Interaction, inquiry: Inquiry, debate: Debate | None) -> None:
    """Show what the record of one debate, or of all one may see, answers to a fixed question."""
    number = debate.key.debate if debate is not None else 0
    if inquiry is Inquiry.NEEDS:
        await show_needs(interaction, number)
        return
    meant = Meant((debate,)) if debate is not None else await debates_meant(interaction, 0)
    store, actor = host_of(interaction).store, actor_of(interaction)
    answer = await store.inquire(meant.keys, inquiry, actor=actor)
    people = [
        question.put_to for one in answer if hasattr(one, "questions") for question in getattr(one, "questions", ())
    ]
    users = await users_among(interaction, people)
    post = posts.inquired(inquiry, answer, debate, users, looked=meant.looked)
    await (turn if pressed_private(interaction) else whisper)(interaction, post)


async def show_search_form(interaction: discord.Interaction, action: Action) -> None:
    """Show the form for words to look for, in a debate that one may see or in all of them."""
    await debate_meant(interaction, action.numbers[0])
    modal = discord.ui.Modal(title=posts.say("search_form"), custom_id=action.custom_id)
    field = discord.ui.TextInput[discord.ui.Modal](custom_id=WORDS, max_length=SEARCH_LIMIT)
    modal.add_item(discord.ui.Label(text=posts.say("field_search"), component=field))
    modal.stop()  # answered by `actions.Interactions`, also after a restart: discord.py need not remember it
    await interaction.response.send_modal(modal)


async def search(interaction: discord.Interaction, action: Action) -> None:
    """Look for what was typed."""
    debate = await debate_meant(interaction, action.numbers[0])
    await show_found(interaction, debate, fields_of(interaction).get(WORDS, ""))


async def turn_page(interaction: discord.Interaction, action: Action) -> None:
    """Show another page of what a search brings now."""
    page = chosen_page(interaction)
    await show_found(interaction, await debate_meant(interaction, action.numbers[0]), page.words, page.page)


async def show_found(interaction: discord.Interaction, debate: Debate | None, asked: str, page: int = 1) -> None:
    """Show what was said about something, in one debate or in all one may see.

    Raises:
        EmptyText: nothing is looked for.
    """
    wanted = search_for(asked)
    meant = Meant((debate,)) if debate is not None else await debates_meant(interaction, 0)
    found = await host_of(interaction).store.search(guild_of(interaction), meant.debates, wanted)
    users = await users_among(interaction, [hit.author for hit in found.hits])
    post = posts.found(found, debate, users, page, looked=meant.looked)
    await (turn if pressed_private(interaction) else whisper)(interaction, post)


async def _asked_in(interaction: discord.Interaction, message: int) -> str:
    """What a message asks beside mentioning the bot; nothing where it is gone or says no more."""
    channel = interaction.channel
    if not isinstance(channel, discord.abc.Messageable):
        return ""
    try:
        words = storable(_MENTION.sub(" ", (await channel.fetch_message(message)).content))
        search_for(words)
    except (discord.HTTPException, EmptyText):
        return ""
    return words


class Asking(Cog):
    """`/ask`."""

    @app_commands.command(name="ask", description=posts.say("command_ask"))
    @app_commands.guild_only()
    @app_commands.allowed_installs(guilds=True, users=False)
    @app_commands.describe(what=posts.say("option_what"), search=posts.say("option_search"))
    @app_commands.choices(
        what=[
            app_commands.Choice(name=posts.say(f"option_what_{inquiry.value}"), value=inquiry.value)
            for inquiry in Inquiry
        ]
    )
    async def ask(
        self,
        interaction: discord.Interaction,
        what: str | None = None,
        search: app_commands.Range[str, 1, SEARCH_LIMIT] | None = None,
    ) -> None:
        """Ask about this debate, or elsewhere about all debates you see."""
        debate = await debate_meant(interaction, None)
        if search is not None:
            await show_found(interaction, debate, search)
        elif what is not None:
            await show_inquiry(interaction, Inquiry(what), debate)
        else:
            await show_menu(interaction, debate)


async def setup(bot: commands.Bot) -> None:
    """Add `/ask`, and answer what is pressed in it."""
    on_press(
        bot,
        {Act.RECORD: menu, Act.INQUIRE: inquire, Act.SEARCH: show_search_form, Act.FOUND: turn_page},
    )
    on_submit(bot, {Act.SEARCH: search})
    await bot.add_cog(Asking())
