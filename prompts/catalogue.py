"""Keeping the catalogues: `python -m prompts.catalogue` collects the texts, brings every language's `.po` up to date
and compiles it. Texts that are new stay empty until somebody translates them; texts that are gone are dropped. It says
what is left to translate.

`python -m prompts.catalogue fr` begins French.
"""

import io
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from prompts.language import DOMAIN, LOCALES
from prompts.render import TEMPLATES

_METHODS = [("operator.j2", "ignore"), ("analysis.j2", "ignore"), ("**.j2", "jinja2")]
"""What is read, and how. Whoever runs the bot reads English on the terminal, as in the log."""
_OPTIONS = {"**.j2": {"encoding": "utf-8", "trimmed": "true", "newstyle_gettext": "true", "silent": "false"}}


_HEADER = "# Counterpoint: what the bot says. How to translate it: see prompts/locales/README.md."
_NEVER = datetime(2026, 1, 1, tzinfo=UTC)
"""The format wants dates; the history of these files has the true ones."""


def collected() -> Catalog:
    """Every text of the templates, untranslated."""
    catalogue = Catalog(project=DOMAIN, charset="utf-8")
    found = extract_from_dir(TEMPLATES, _METHODS, _OPTIONS)
    for filename, _, text, _, context in sorted(found, key=lambda entry: entry[:2]):
        catalogue.add(text, locations=[(filename, 0)], context=context)
    return catalogue


def source_of(language: str) -> Path:
    """Where a language's texts are kept for translators."""
    return LOCALES / language / "LC_MESSAGES" / f"{DOMAIN}.po"


def read(language: str) -> Catalog:
    """A language's catalogue as it is kept; an empty one where there is none yet."""
    path = source_of(language)
    if not path.exists():
        return Catalog(locale=language, domain=DOMAIN, fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale=language, domain=DOMAIN)


def updated(language: str) -> Catalog:
    """A language's catalogue with today's texts. Nothing is guessed: a text that was changed is translated anew."""
    old, new = read(language), collected()
    catalogue = Catalog(
        locale=language,
        domain=DOMAIN,
        header_comment=_HEADER,
        project=DOMAIN,
        version="1",
        msgid_bugs_address="",
        last_translator="",
        language_team="",
        creation_date=_NEVER,
        revision_date=_NEVER,
        fuzzy=False,
    )
    for message in new:
        if message.id:
            known = old.get(message.id, message.context)
            string = known.string if known is not None and known.id == message.id else None
            catalogue.add(message.id, string, message.locations, context=message.context)
    return catalogue


def untranslated(catalogue: Catalog) -> list[Message]:
    """The texts that are still said in English."""
    return [message for message in catalogue if message.id and not all(_strings(message))]


def written(catalogue: Catalog) -> bytes:
    """A catalogue as its `.po`."""
    file = io.BytesIO()
    write_po(file, catalogue, width=100, include_lineno=False, ignore_obsolete=True)
    return file.getvalue()


def compiled(catalogue: Catalog) -> bytes:
    """A catalogue as its `.mo`."""
    file = io.BytesIO()
    write_mo(file, catalogue)
    return file.getvalue()


def refresh(language: str) -> Catalog:
    """Bring a language's files up to date, and return what they hold."""
    catalogue = updated(language)
    path = source_of(language)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(written(catalogue))
    path.with_suffix(".mo").write_bytes(compiled(catalogue))
    return catalogue


def kept() -> list[str]:
    """The languages that have a catalogue, also one not compiled yet."""
    return sorted(path.parents[1].name for path in LOCALES.glob(f"*/LC_MESSAGES/{DOMAIN}.po"))


def main(*begun: str) -> None:
    """Bring every language up to date, and those that are begun."""
    for language in sorted({*kept(), *begun}):
        catalogue = refresh(language)
        left = untranslated(catalogue)
        print(f"{language}: {len(catalogue) - len(left)} of {len(catalogue)} texts translated")
        for message in left:
            print(f"  {message.id!r}")


def _strings(message: Message) -> tuple[str, ...]:
    """What a message is in its language, once for each number; empty where it is not translated."""
    string = cast("str | tuple[str, ...] | None", message.string)
    return string if isinstance(string, tuple) else (string or "",)


if __name__ == "__main__":
    main(*sys.argv[1:])
