"""Which language is spoken: a variable of the task at hand, so that nobody passes languages around.

Public posts are rendered in the server's language, private answers in the member's own. Whoever begins an answer or a
post says so once (`cogs/languages.py`, `bot/rendering.py`); everything in this room then speaks it.
"""

from collections.abc import Generator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from importlib.resources import files
from pathlib import Path

LOCALES = Path(str(files("prompts"))) / "locales"
DOMAIN = "counterpoint"
SOURCE_LANGUAGE = "en"
"""What the templates themselves are written in."""

_spoken: ContextVar[str] = ContextVar("spoken", default=SOURCE_LANGUAGE)


def spoken() -> str:
    """The language spoken here: one of `languages()`."""
    return _spoken.get()


@contextmanager
def speaking(language: str) -> Generator[None]:
    """Speak `language` inside, and in tasks begun from there."""
    before = _spoken.set(language)
    try:
        yield
    finally:
        _spoken.reset(before)


@cache
def languages() -> tuple[str, ...]:
    """The languages there are, English first: each that has a compiled catalogue in `locales/`."""
    found = sorted(path.parents[1].name for path in LOCALES.glob(f"*/LC_MESSAGES/{DOMAIN}.mo"))
    return (SOURCE_LANGUAGE, *found)


def known(wanted: str | None) -> str | None:
    """The language of ours that serves whoever wants `wanted` as Discord names it ("de", "pt-BR", "en-GB"); None where
    there is none.
    """
    if not wanted:
        return None
    exact = wanted.replace("-", "_")
    return next((name for name in (exact, exact.partition("_")[0]) if name in languages()), None)


def best(*wanted: str | None) -> str:
    """The language of ours that serves the first of `wanted` which any serves; else English."""
    return next((language for language in map(known, wanted) if language), SOURCE_LANGUAGE)
