"""Answering: words written beneath a picked passage, put together as the statement they make and read as one."""

from dataclasses import dataclass, replace

from deliberation.answering.answer import ANSWER_LIMIT
from deliberation.errors import EmptyText, TextTooLong
from deliberation.ids import Span
from deliberation.parsing import Reading, read
from deliberation.reading.inline import (
    Quote,
    QuotedPair,
    QuoteSyntax,
    marked_quotes,
    said_between,
    with_plain_line_ends,
)

_MARK = "> "


@dataclass(frozen=True, slots=True)
class InLine:
    """An answer with the passage above it, as somebody would have typed both."""

    text: str
    quote: Span
    """The passage in it, with the marks of its lines after the first."""
    quoted: str
    """The passage without marks."""

    @property
    def own(self) -> Span:
        """The answer's own words in `text`."""
        return Span(self.quote.end + 1, len(self.text))


def in_line(quoted: str, words: str) -> InLine:
    """`words` beneath the passage `quoted`.

    Raises:
        EmptyText: there is not a word to the passage itself.
        TextTooLong: over ANSWER_LIMIT characters.
    """
    words = words.replace("\r\n", "\n").strip()
    if len(words) > ANSWER_LIMIT:
        raise TextTooLong({"what": "answer", "length": len(words), "limit": ANSWER_LIMIT, "unit": "characters"})
    said = own_words(words)
    if said is None or not any(letter.isalnum() or ord(letter) > 0x2000 for letter in said.of(words)):
        raise EmptyText({"what": "answer"})
    block = _MARK + quoted.replace("\n", "\n" + _MARK)
    return InLine(f"{block}\n{words}", Span(len(_MARK), len(block)), quoted)


def reading_of(answer: InLine) -> Reading:
    """What `answer` quotes: its passage, whatever marks that holds, and what its own words quote further down."""
    start = answer.own.start
    own = read(answer.own.of(answer.text))
    block = Quote(0, answer.quote.end, answer.quote.start, answer.quote.end, QuoteSyntax.CHOSEN, answer.quoted)
    prose = tuple(
        replace(candidate, choices=tuple(_moved(quote, start) for quote in candidate.choices))
        for candidate in own.prose
    )
    return Reading(answer.text, (block, *(_moved(quote, start) for quote in own.marked)), prose)


def own_words(text: str) -> Span | None:
    """What a text says before its first marked quote: the words that answer a passage chosen afterwards.

    None where it says nothing there.
    """
    quotes = marked_quotes(text)
    return said_between(with_plain_line_ends(text), 0, len(text), quotes[0] if quotes else None)


def chosen_pair(text: str, quoted: str) -> QuotedPair:
    """The pair of a text that was written without a mark and the passage that its author says it answers."""
    return QuotedPair(Span(0, 0), QuoteSyntax.CHOSEN, quoted, own_words(text))


def _moved(quote: Quote, by: int) -> Quote:
    return replace(quote, begins=quote.begins + by, ends=quote.ends + by, start=quote.start + by, end=quote.end + by)
