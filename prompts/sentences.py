"""The short sentences of `templates/sentences.j2`: labels, titles of forms, confirmations."""

from prompts.language import languages, speaking
from prompts.render import part

_OF_COMMANDS = ("command_", "option_", "author_", "weekday")
"""How the names of those begin that stand in `templates/commands.j2`: the bot tells them to Discord as it starts."""


def say(key: str, **facts: object) -> str:
    """A short sentence of the catalogue: labels, confirmations, modal titles; of `templates/commands.j2` what
    commands and their options do, of `templates/sentences.j2` all others.

    Raises:
        KeyError: there is no such sentence.
        jinja2.UndefinedError, TypeError: it lacks a fact, or does not know one.
    """
    return part("commands" if key.startswith(_OF_COMMANDS) else "sentences", key, **facts)


def language_names() -> dict[str, str]:
    """Every language there is by its own name, to choose from: `{"en": "English", "de": "Deutsch"}`."""
    names: dict[str, str] = {}
    for language in languages():
        with speaking(language):
            names[language] = part("commands", "language_name")
    return names
