"""Languages: who reads an answer, and what they read best. It is set here once for each interaction, so that no handler
passes languages around; `prompts.language` holds what is spoken.

Private answers are in the language of whoever acts, what everybody reads in the server's. Where a language has no
catalogue the next best is spoken: a member's own, the server's, English.
"""

from contextlib import AbstractContextManager

import discord
from discord import app_commands

from prompts.language import SOURCE_LANGUAGE, best, known, speaking
from prompts.render import translated

_NAMES = frozenset(
    {
        app_commands.TranslationContextLocation.command_name,
        app_commands.TranslationContextLocation.group_name,
        app_commands.TranslationContextLocation.parameter_name,
    }
)
"""What members type. A context menu's entry is a command's name, too."""


def server_language(guild: discord.Guild | None) -> str:
    """What everybody on a server reads: the language it has chosen, which only communities can; else English."""
    if guild is None or "COMMUNITY" not in guild.features:
        return SOURCE_LANGUAGE
    return best(guild.preferred_locale.value)


def language_of(interaction: discord.Interaction) -> str:
    """What whoever acts reads best."""
    return known(interaction.locale.value) or server_language(interaction.guild)


def for_one(interaction: discord.Interaction) -> AbstractContextManager[None]:
    """Speak the language of whoever acts inside. Commands, presses and forms do so by themselves (`cogs/cog.py`,
    `cogs/actions.py`); what answers somebody later asks for it.
    """
    return speaking(language_of(interaction))


def for_everybody(guild: discord.Guild | None) -> AbstractContextManager[None]:
    """Speak the server's language inside: for what is said in a channel, also in answer to a command."""
    return speaking(server_language(guild))


class CommandWords(app_commands.Translator):
    """What Discord calls commands and options in each language, from the same catalogues as all other texts."""

    async def translate(
        self,
        string: app_commands.locale_str,
        locale: discord.Locale,
        context: app_commands.TranslationContextTypes,
    ) -> str | None:
        """What it is called in `locale`; None where that is as it stands."""
        language = known(locale.value)
        if language is None or language == SOURCE_LANGUAGE:
            return None
        return translated(language, string.message, "command" if context.location in _NAMES else None)
