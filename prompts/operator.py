"""What whoever runs the bot reads on the terminal, from `templates/operator.j2`."""

from prompts.render import part, renderer

_TEMPLATE = "operator"


def tell(key: str, **facts: object) -> str:
    """One plain sentence for the terminal.

    Raises:
        KeyError: there is no such sentence.
        jinja2.UndefinedError, TypeError: it lacks a fact, or does not know one.
    """
    return part(_TEMPLATE, key, **facts)


def told(key: str) -> bool:
    """Whether there is such a sentence."""
    return renderer().has(_TEMPLATE, key)
