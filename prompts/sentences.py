"""The short sentences of `templates/sentences.j2`: labels, titles of forms, confirmations."""

from prompts.render import part


def say(key: str, **facts: object) -> str:
    """A short sentence of the catalogue in `templates/sentences.j2`: labels, confirmations, modal titles.

    Raises:
        KeyError: there is no such sentence.
        jinja2.UndefinedError, TypeError: it lacks a fact, or does not know one.
    """
    return part("sentences", key, **facts)
