"""Voices: which characters of a text are its author's own words, and which repeat somebody else's."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from deliberation.ids import Span
from deliberation.reading.inline import Quote, marked_quotes, said_between, with_plain_line_ends
from deliberation.reading.oldermail import older_mail


class Voice(StrEnum):
    """Whose words they are."""

    OWN = "own"
    QUOTED = "quoted"


@dataclass(frozen=True, slots=True)
class Spoken:
    """A stretch of a text in one voice, from its first to its last character with something to see, marks included."""

    span: Span
    voice: Voice


def voices(text: str) -> tuple[Spoken, ...]:
    """The stretches of `text` in order and apart; what lies in none of them is nobody's words.

    Nobody's are blanks, signatures, page furniture, and the headers and lines that only say who wrote what follows.
    An older mail beneath a header is quoted to the end, marked or not. Words in quotation marks are the author's,
    who alone answers for them.
    """
    plain = with_plain_line_ends(text)
    older = older_mail(plain, 0, len(plain))
    end = older.begins if older else len(plain)
    found: list[Spoken] = []
    _take_turns(plain, end, [quote for quote in marked_quotes(text) if quote.begins < end], found)
    if older is not None:
        _take(plain, older.words, len(plain), found)
    return tuple(found)


def _take_turns(text: str, end: int, quotes: Sequence[Quote], found: list[Spoken]) -> None:
    """Take the quotes, and what is said before, between and after them up to `end`."""
    at = 0
    for quote in (*quotes, None):
        said = said_between(text, at, end, quote)
        if said is not None:
            found.append(Spoken(said, Voice.OWN))
        if quote is not None:
            _take(text, quote.begins, quote.ends, found)
            at = quote.ends


def _take(text: str, start: int, end: int, found: list[Spoken]) -> None:
    """Take what is quoted from `start` to `end`."""
    words = text[start:end]
    first, last = start + len(words) - len(words.lstrip()), start + len(words.rstrip())
    if first < last:
        found.append(Spoken(Span(first, last), Voice.QUOTED))
