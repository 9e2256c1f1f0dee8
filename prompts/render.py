"""Rendering: the templates that ship with the bot, their filters, and the catalogue their texts come from."""

import gettext
from collections.abc import Callable
from datetime import datetime
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, cast

from jinja2 import FileSystemLoader, StrictUndefined, select_autoescape
from jinja2.runtime import Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment

from deliberation.ids import Link
from deliberation.stance import POSITIONS, Position, Tally
from prompts.words import plain, words

ROOM = Path(str(files("prompts")))
TEMPLATES = ROOM / "templates"
LOCALES = ROOM / "locales"
DOMAIN = "counterpoint"
SOURCE_LANGUAGE = "en"
NO_BREAK = "\u00a0"

_INSTALL = "install_gettext_translations"
"""A method that the i18n extension adds to the environment, unknown to its type."""


class Renderer:
    """The templates in one language. `locales` holds the catalogues; without one, texts stay as they are here."""

    def __init__(self, language: str = SOURCE_LANGUAGE, locales: Path = LOCALES) -> None:
        self.environment = ImmutableSandboxedEnvironment(
            loader=FileSystemLoader(TEMPLATES),
            undefined=StrictUndefined,
            autoescape=select_autoescape(enabled_extensions=("svg.j2",), default=False),
            extensions=["jinja2.ext.i18n"],
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self.environment.policies["ext.i18n.trimmed"] = True
        catalogue = gettext.translation(DOMAIN, locales, languages=[language], fallback=True)
        install = cast("Callable[..., None]", getattr(self.environment, _INSTALL))
        install(catalogue, newstyle=True)
        self._parts_of: dict[str, dict[str, Any]] = {}
        filters = cast("dict[str, Callable[..., str]]", self.environment.filters)
        filters.update(
            words=words,
            plain=plain,
            moment=moment,
            until=until,
            link=link,
            position=self.position,
            counts=self.counts,
        )

    def has(self, template: str, part: str) -> bool:
        """Whether `template` has that part."""
        return part in self._parts(template)

    def facts_of(self, template: str, part: str) -> tuple[str, ...]:
        """The names of the facts that a part asks for."""
        return tuple(self._parts(template)[part].arguments)

    def part(self, template: str, part: str, /, **facts: object) -> str:
        """One part (a macro) of `templates/<template>.j2` with its facts, without white space around it.

        Raises:
            KeyError: there is no such part.
            jinja2.UndefinedError, TypeError: facts are missing, or unknown to it.
        """
        return str(self._parts(template)[part](**facts)).strip()

    def whole(self, template: str, /, **facts: object) -> str:
        """A template rendered as one text."""
        return self.environment.get_template(f"{template}.j2").render(facts)

    def position(self, position: Position) -> str:
        """What a position is called in a sentence."""
        return self.part("positions", position.value)

    def counts(self, tally: Tally) -> str:
        """`Yes 6 · Yes, but 3 · Unsure 1 · No, but 1 · No 0`; lines break only between these, never inside one."""
        named = zip(POSITIONS, tally.counts, strict=True)
        return " · ".join(f"{self.position(position)} {count}".replace(" ", NO_BREAK) for position, count in named)

    def _parts(self, template: str) -> dict[str, Any]:
        if template not in self._parts_of:
            module = self.environment.get_template(f"{template}.j2").module
            macros = {name: value for name, value in vars(module).items() if isinstance(value, Macro)}
            self._parts_of[template] = macros
        return self._parts_of[template]


@cache
def renderer(language: str = SOURCE_LANGUAGE) -> Renderer:
    """The renderer of one language, made when first asked for."""
    return Renderer(language)


def part(template: str, part: str, /, **facts: object) -> str:
    """`Renderer.part` in the source language."""
    return renderer().part(template, part, **facts)


def moment(at: datetime) -> str:
    """A Discord timestamp with day and hour, which everybody sees in their own time."""
    return f"<t:{int(at.timestamp())}:F>"


def until(at: datetime) -> str:
    """A Discord timestamp that counts down."""
    return f"<t:{int(at.timestamp())}:R>"


def link(to: Link, label: str) -> str:
    """A link to a message."""
    return f"[{label}]({to.url})"
