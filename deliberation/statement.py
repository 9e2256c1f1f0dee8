"""Statements: what participants said, in messages, letters and modal answers, with their revisions."""

from dataclasses import dataclass
from enum import StrEnum

from deliberation.errors import EmptyText, NotText, TextTooLong
from deliberation.ids import Span, StatementId

LETTER_LIMIT = 1_000_000
"""The most bytes a letter may have."""


class StatementKind(StrEnum):
    """How a statement came."""

    OPENING = "opening"
    """The proposals as the opening post shows them, one a line."""
    MESSAGE = "message"
    LETTER = "letter"
    ANSWER = "answer"


class QuoteSyntax(StrEnum):
    """How a quote was marked."""

    ANGLE = "angle"
    """`<quoted words>`, perhaps over several paragraphs."""
    LINE = "line"
    """Lines that begin with `>`."""
    BLOCK = "block"
    """`>>>` to the end of the text, or what stands between `<blockquote>` and `</blockquote>`."""
    PROSE = "prose"
    """Words between quotation marks, which count only where an earlier statement says them."""
    CHOSEN = "chosen"
    """A passage that the author picked rather than typed; of an empty span where it was picked afterwards."""
    NAMED = "named"
    """A proposal called by its name, of an empty span before that."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A span of characters of one revision of a statement. It never changes."""

    statement: StatementId
    revision: int
    span: Span


def letter_text(data: bytes, filename: str) -> str:
    """The text of an uploaded letter, exactly as it stands (a byte-order mark aside).

    Raises:
        TextTooLong: over LETTER_LIMIT bytes.
        NotText: not UTF-8, or holding NUL bytes as binary files do.
        EmptyText: nothing but white space.
    """
    if len(data) > LETTER_LIMIT:
        raise TextTooLong({"what": "letter", "length": len(data), "limit": LETTER_LIMIT, "unit": "bytes"})
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise NotText({"filename": filename}) from error
    if "\0" in text:
        raise NotText({"filename": filename})
    if not text.strip():
        raise EmptyText({"what": "letter"})
    return text
