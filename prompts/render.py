"""Rendering: the templates that ship with the bot, their filters, and the catalogue their texts come from."""

import gettext
from collections.abc import Callable
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, cast

from jinja2 import FileSystemLoader, StrictUndefined, select_autoescape
from jinja2.runtime import Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment

from deliberation.ids import Link
from deliberation.stance import POSITIONS, Position, Tally
from prompts import formats
from prompts.language import DOMAIN, LOCALES, SOURCE_LANGUAGE, spoken
from prompts.words import called, nested, paragraphs, plain, words

TEMPLATES = Path(str(files("prompts"))) / "templates"
NO_BREAK = "\u00a0"

_INSTALL = "install_gettext_translations"
"""A method that the i18n extension adds to the environment, unknown to its type."""


class Renderer:
    """The templates in one language. `locales` holds the catalogues; what one lacks is said in English."""

    def __init__(self, language: str = SOURCE_LANGUAGE, locales: Path = LOCALES) -> None:
        self.language = language
        self.environment = ImmutableSandboxedEnvironment(
            loader=FileSystemLoader(TEMPLATES),
            undefined=StrictUndefined,
            autoescape=select_autoescape(enabled_extensions=("svg.j2", "html.j2"), default=False),
            extensions=["jinja2.ext.i18n"],
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self.environment.policies["ext.i18n.trimmed"] = True
        self.catalogue = gettext.translation(DOMAIN, locales, languages=[language], fallback=True)
        install = cast("Callable[..., None]", getattr(self.environment, _INSTALL))
        install(self.catalogue, newstyle=True)
        self._parts_of: dict[str, dict[str, Any]] = {}
        filters = cast("dict[str, Callable[..., object]]", self.environment.filters)
        filters.update(
            words=self.words,
            nested=self.nested,
            called=called,
            plain=self.plain,
            moment=moment,
            until=until,
            day=day,
            link=link,
            position=self.position,
            counts=self.counts,
            number=self.number,
            clock=self.clock,
            days_to=self.days_to,
            figure=self.figure,
            percent=self.percent,
            local=self.local,
            paragraphs=paragraphs,
            permission=self.permission,
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

    def permission(self, flag: str) -> str:
        """What Discord's settings call a permission."""
        return self.part("permissions", flag)

    def counts(self, tally: Tally) -> str:
        """`Yes 6 · Yes, but 3 · Unsure 1 · No, but 1 · No 0`; lines break only between these, never inside one."""
        named = zip(POSITIONS, tally.counts, strict=True)
        return " · ".join(f"{self.position(position)} {count}".replace(" ", NO_BREAK) for position, count in named)

    def words(self, text: str, limit: int | None = None) -> str:
        """As `prompts.words.words`; where nothing is left of somebody's words, that they were erased."""
        return words(text, limit) if text else self.erased()

    def nested(self, text: str, limit: int | None = None) -> str:
        """As `prompts.words.nested`, and as `words` here."""
        return nested(text, limit) if text else self.erased()

    def plain(self, text: str, limit: int | None = None) -> str:
        """As `prompts.words.plain`, and as `words` here."""
        return plain(text, limit) if text else self.erased()

    def erased(self) -> str:
        """What stands in the place of words that whoever said them had erased."""
        return self.part("sentences", "erased")

    def number(self, count: int) -> str:
        """A number as this language writes it: `12,500`. For amounts, never for ids."""
        return formats.number(count, self.language)

    def figure(self, value: float | None, digits: int = 2) -> str:
        """A figure rounded for reading, a dash where there is none."""
        return "–" if value is None else formats.figure(value, digits, self.language)

    def percent(self, share: float) -> str:
        """A share in whole hundredths."""
        return formats.percent(share, self.language)

    def local(self, at: datetime, zone: str) -> str:
        """A moment as the clocks of a time zone show it: for pages, where no timestamp of Discord's is read."""
        return formats.local(at, zone, self.language)

    def clock(self, hour: int) -> str:
        """A full hour of the day: `18:00`."""
        return formats.clock(hour, self.language)

    def days_to(self, first: date, last: date) -> str:
        """The days from `first` to `last`: `16–22 November`."""
        return formats.days(first, last, self.language)

    def _parts(self, template: str) -> dict[str, Any]:
        if template not in self._parts_of:
            module = self.environment.get_template(f"{template}.j2").module
            macros = {name: value for name, value in vars(module).items() if isinstance(value, Macro)}
            self._parts_of[template] = macros
        return self._parts_of[template]


@cache
def _renderer_of(language: str) -> Renderer:
    return Renderer(language)


def renderer() -> Renderer:
    """The renderer of the language spoken here, made when first asked for."""
    return _renderer_of(spoken())


def translated(language: str, text: str) -> str | None:
    """A text of ours in `language`, found by its English words; None where the catalogue lacks it."""
    found = _renderer_of(language).catalogue.gettext(text)
    return None if found == text else found


def part(template: str, part: str, /, **facts: object) -> str:
    """`Renderer.part` in the language spoken here."""
    return renderer().part(template, part, **facts)


def moment(at: datetime) -> str:
    """A Discord timestamp with day and hour, which everybody sees in their own time."""
    return f"<t:{int(at.timestamp())}:F>"


def day(at: datetime) -> str:
    """A Discord timestamp with the day alone."""
    return f"<t:{int(at.timestamp())}:D>"


def until(at: datetime) -> str:
    """A Discord timestamp that counts down."""
    return f"<t:{int(at.timestamp())}:R>"


def link(to: Link, label: str) -> str:
    """A link to a message."""
    return f"[{label}]({to.url})"
