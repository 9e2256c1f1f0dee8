"""Languages: who reads an answer, and what they read best. It is set here once for each interaction, so that no handler
passes languages around; `prompts.language` holds what is spoken.

Private answers are in the language of whoever acts, what everybody reads in the server's. Where a language has no
catalogue the next best is spoken: a member's own, the server's, English.
"""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress

import discord
from discord import app_commands

from cogs.facts import host_of
from deliberation.ids import GuildId
from prompts.language import SOURCE_LANGUAGE, best, known, speaking
from prompts.render import translated
from storage.errors import StorageError
from storage.store import Store

_NAMES = frozenset(
    {
        app_commands.TranslationContextLocation.command_name,
        app_commands.TranslationContextLocation.group_name,
        app_commands.TranslationContextLocation.parameter_name,
    }
)
"""What members type. A context menu's entry is a command's name, too."""


async def server_language(store: Store, guild: discord.Guild | None) -> str:
    """What everybody on a server reads: the language its moderators set; else the one it chose on Discord, which only
    communities can; else English. So it is, too, while the store cannot be read.
    """
    if guild is None:
        return SOURCE_LANGUAGE
    settled = None
    with suppress(StorageError):
        settled = (await store.server(GuildId(guild.id))).language
    return best(settled, guild.preferred_locale.value if "COMMUNITY" in guild.features else None)


async def language_of(interaction: discord.Interaction) -> str:
    """What whoever acts reads best."""
    own = known(interaction.locale.value)
    return own or await server_language(host_of(interaction).store, interaction.guild)


@asynccontextmanager
async def for_one(interaction: discord.Interaction) -> AsyncGenerator[None]:
    """Speak the language of whoever acts inside. Commands, presses and forms do so by themselves (`cogs/cog.py`,
    `cogs/actions.py`); what answers somebody later asks for it.
    """
    with speaking(await language_of(interaction)):
        yield


@asynccontextmanager
async def for_everybody(store: Store, guild: discord.Guild | None) -> AsyncGenerator[None]:
    """Speak the server's language inside: for what is said in a channel, also in answer to a command."""
    with speaking(await server_language(store, guild)):
        yield


class CommandWords(app_commands.Translator):
    """What Discord says of commands, options and choices in each language, from the same catalogues as all other texts.

    Names stay as they are: a post that names a command is read by people whose Discord speaks another language than it.
    """

    async def translate(
        self,
        string: app_commands.locale_str,
        locale: discord.Locale,
        context: app_commands.TranslationContextTypes,
    ) -> str | None:
        """What it says in `locale`; None where that is as it stands."""
        language = known(locale.value)
        if context.location in _NAMES or language is None or language == SOURCE_LANGUAGE:
            return None
        return translated(language, string.message)
