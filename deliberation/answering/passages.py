"""Passages: how a statement is cut into the parts that one can answer in line without typing a mark.

The cut depends on the text of a revision alone, so that a list of passages means the same whenever it is shown.
"""

import re
from collections.abc import Iterator, Sequence

from deliberation.ids import Span
from deliberation.reading.inline import marked_quotes
from deliberation.reading.margins import without_footer, without_signature
from deliberation.reading.oldermail import repeated

PASSAGE_LIMIT = 600
"""The most characters of a passage: a longer sentence is cut at a blank, so that each can be shown whole."""
WHOLE_LIMIT = 1_000
"""A statement of at most so many characters can be answered as a whole, too."""
_FEWEST_WORDS = 3
"""Fewer words go with the sentence after them, or before: "Right. So close at nine." """

_PARAGRAPH = re.compile(r"\n[ \t\r\u00a0]*\n\s*")
_ITEM = re.compile(r"\n(?=[ \t]{0,8}(?:[-*+•–]|\d{1,3}[.)])[ \t])")
_LONG_RUN = re.compile(r"[.?!…]{9,}")
_ENDS = frozenset(".!?…:。？！\"'”’»)]*_~")


def passages_of(text: str, within: Span | None = None) -> tuple[Span, ...]:
    """The passages of `text` (or of its part `within`), in order and apart: its sentences.

    What is quoted between marks, an older mail repeated beneath, a signature and page furniture are nobody's words
    here. A list's items and paragraphs are never joined; a sentence of one or two words goes with its neighbour.
    """
    found: list[Span] = []
    for own in _own_words(text, within or Span(0, len(text))):
        for part in _parts(text, own):
            found += _sentences(text, part)
    return tuple(found)


def lines_of(text: str) -> tuple[Span, ...]:
    """The lines of `text` that say something: the passages of an opening, whose lines are its proposals."""
    return tuple(_split(text, Span(0, len(text)), re.compile(r"\n")))


def whole_of(passages: Sequence[Span]) -> Span | None:
    """All of a statement as one passage; None where it has but one passage, or is too long to be answered at once."""
    if len(passages) < 2:
        return None
    whole = Span(passages[0].start, passages[-1].end)
    return whole if whole.end - whole.start <= WHOLE_LIMIT else None


def _own_words(text: str, within: Span) -> Iterator[Span]:
    """The stretches of `within` that are not quoted or repeated from somebody."""
    part = within.of(text)
    taken = sorted(
        [(quote.begins, quote.ends) for quote in marked_quotes(part)]
        + [(span.start, span.end) for span in repeated(part)]
    )
    end = without_footer(part, 0, without_signature(part, 0, len(part)))
    at = 0
    for begins, ends in [*taken, (end, end)]:
        if at < min(begins, end):
            yield Span(within.start + at, within.start + min(begins, end))
        at = max(at, ends)


def _parts(text: str, own: Span) -> Iterator[Span]:
    """The paragraphs and items of a stretch."""
    for paragraph in _split(text, own, _PARAGRAPH):
        yield from _split(text, paragraph, _ITEM)


def _split(text: str, span: Span, between: re.Pattern[str]) -> Iterator[Span]:
    at = span.start
    for gap in [*between.finditer(text, span.start, span.end), None]:
        end = span.end if gap is None else gap.start()
        part = _trimmed(text, at, end)
        if part is not None:
            yield part
        at = span.end if gap is None else gap.end()


def _sentences(text: str, part: Span) -> list[Span]:
    from nupunkt import sent_spans

    words = _LONG_RUN.sub(lambda run: run[0][0] + " " * (len(run[0]) - 1), part.of(text))
    found: list[Span] = []
    short: Span | None = None
    for start, end in sent_spans(words):
        for line in _lines(text, Span(part.start + start, part.start + end)):
            sentence = line if short is None else Span(short.start, line.end)
            short = None
            if len(sentence.of(text).split()) < _FEWEST_WORDS and not _is_wide(sentence.of(text)):
                short = sentence
            else:
                found.append(sentence)
    if short is not None:
        before = found.pop() if found else short
        found.append(Span(before.start, short.end))
    return [piece for sentence in found for piece in _pieces(text, sentence)]


def _lines(text: str, sentence: Span) -> Iterator[Span]:
    """The lines of a sentence that end as sentences do; a line that merely goes on is one with the next."""
    at = sentence.start
    for newline in re.finditer(r"\n", sentence.of(text)):
        end = sentence.start + newline.start()
        if text[at:end].rstrip()[-1:] in _ENDS and (line := _trimmed(text, at, end)) is not None:
            yield line
            at = end + 1
    if (rest := _trimmed(text, at, sentence.end)) is not None:
        yield rest


def _pieces(text: str, sentence: Span) -> Iterator[Span]:
    """`sentence` in pieces of at most PASSAGE_LIMIT characters, cut at blanks."""
    at = sentence.start
    while sentence.end - at > PASSAGE_LIMIT:
        blank = max(text.rfind(mark, at + PASSAGE_LIMIT // 2, at + PASSAGE_LIMIT) for mark in (" ", "\n"))
        end = blank if blank > 0 else at + PASSAGE_LIMIT
        if (piece := _trimmed(text, at, end)) is not None:
            yield piece
        at = end
    if (piece := _trimmed(text, at, sentence.end)) is not None:
        yield piece


def _trimmed(text: str, start: int, end: int) -> Span | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end) if any(letter.isalnum() for letter in text[start:end]) else None


def _is_wide(words: str) -> bool:
    """Whether `words` are of a script that sets no blanks between them."""
    return any(letter >= "\u2e80" for letter in words)
