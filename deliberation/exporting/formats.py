"""The formats a debate can be handed over in."""

from enum import StrEnum


class Format(StrEnum):
    """What docs/exports.md describes, by the name that is typed."""

    LETTER = "letter"
    HTML = "html"
    CSV = "csv"
    JSON = "json"
    POLIS = "polis"
    ARGDOWN = "argdown"
    AIF = "aif"
