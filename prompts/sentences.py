"""The short sentences of `templates/sentences.j2`: labels, titles of forms, confirmations."""

from prompts.render import part

_OF_COMMANDS = ("command_", "option_", "author_", "weekday")
"""How the names of those begin that stand in `templates/commands.j2`: the bot tells them to Discord as it starts."""


def say(key: str, **facts: object) -> str:
    """A short sentence of the catalogue: labels, confirmations, modal titles; of `templates/commands.j2` what commands
    and their options are called, of `templates/sentences.j2` all others.

    Raises:
        KeyError: there is no such sentence.
        jinja2.UndefinedError, TypeError: it lacks a fact, or does not know one.
    """
    return part("commands" if key.startswith(_OF_COMMANDS) else "sentences", key, **facts)
