"""Reading in line: a text becomes pairs of a quote and what its author says to it."""

from dataclasses import dataclass
from enum import StrEnum

from deliberation.ids import Span


class QuoteSyntax(StrEnum):
    """How a quote was marked."""

    ANGLE = "angle"
    """`<quoted words>`, perhaps over several paragraphs."""
    LINE = "line"
    """Lines that begin with `>`."""
    BLOCK = "block"
    """`>>>` to the end of the text."""


@dataclass(frozen=True, slots=True)
class QuotedPair:
    """A quote and the answer beneath it, as spans of the text that was read.

    `quote` runs from the first to the last quoted character without the marks around it (for `>` lines the markers
    of following lines lie inside); `words` are the quoted words without those inner markers. `response` runs from
    the first to the last non-blank character of what is said to the quote; None where nothing is said before the next.
    """

    quote: Span
    syntax: QuoteSyntax
    words: str
    response: Span | None


def read_in_line(text: str) -> tuple[QuotedPair, ...]:
    """The pairs of `text`, in order; spans lie inside the text and never overlap. Empty where nothing is quoted."""
    raise NotImplementedError(text)
