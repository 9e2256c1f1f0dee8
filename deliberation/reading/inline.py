"""Reading in line: a text becomes pairs of a quote and what its author says to it.

Marks come first: `marked_quotes` finds them, `pairs_of` gives each quote, marked or not, what is said to it. One pass
over the marks `<`, `>` and the backtick; everything between them is passed over at the speed of a search, and no mark
is looked at more than a bounded number of times.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from deliberation.ids import Span
from deliberation.reading.angles import (
    BLANK_LINE,
    LONGEST_PREFIX,
    LONGEST_TOKEN,
    Opening,
    Reach,
    leads_its_line,
    may_close,
    opening,
    reads_as_quote,
    skip_token,
    unclosed_quote,
)
from deliberation.reading.htmlquotes import html_quote, opens_html_quote, without_tags
from deliberation.reading.margins import (
    without_attribution,
    without_bare_marks,
    without_footer,
    without_signature,
    without_source,
)
from deliberation.reading.quotelines import answered_quotes, block_at, opens_block
from deliberation.statement import QuoteSyntax


@dataclass(frozen=True, slots=True)
class Quote:
    """A quote found in a text: `begins` and `ends` with its marks and lead-in, `start` and `end` without."""

    begins: int
    ends: int
    start: int
    end: int
    syntax: QuoteSyntax
    words: str = ""
    """The words of `>` lines without the markers of following lines, of HTML without tags, and of a chosen passage;
    empty where they are those of the text itself.
    """


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
    """The pairs of `text` whose quotes are marked by `<…>` or `>`, in order; empty where nothing is.

    Spans lie inside the text and never overlap. An answer is all that is said up to the next quote; signatures, page
    furniture at the end and lines that only say who wrote what is quoted next are no part of it.
    """
    return pairs_of(text, marked_quotes(text))


def marked_quotes(text: str) -> tuple[Quote, ...]:
    """The quotes of `text` that are marked by `<…>` or `>`, in order, none inside another."""
    if "<" not in text and ">" not in text:
        return ()
    return tuple(_Scan(with_plain_line_ends(text)).quotes())


def pairs_of(text: str, quotes: Sequence[Quote]) -> tuple[QuotedPair, ...]:
    """Each of `quotes`, which lie in order and apart in `text`, with what is said to it."""
    plain = with_plain_line_ends(text) if quotes else text
    pairs: list[QuotedPair] = []
    for number, quote in enumerate(quotes):
        following = quotes[number + 1] if number + 1 < len(quotes) else None
        response = said_between(plain, quote.ends, len(plain), following)
        words = quote.words or text[quote.start : quote.end]
        pairs.append(QuotedPair(Span(quote.start, quote.end), quote.syntax, words, response))
    return tuple(pairs)


def said_between(text: str, start: int, end: int, following: Quote | None) -> Span | None:
    """What the author of `text`, whose line ends are plain, says from `start` to the quote that follows.

    None where that is nothing; up to `end` where no quote follows.
    """
    closes = following is None
    if start > 0:
        start = without_source(text, start, end if following is None else following.begins)
    if following is not None:
        end = following.begins
        if following.syntax is QuoteSyntax.LINE:
            end = without_attribution(text, start, end)
            closes = end < following.begins
    end = without_signature(text, start, end)
    if closes:
        end = without_footer(text, start, end)
    end = without_bare_marks(text, start, end)
    said = text[start:end]
    first = start + len(said) - len(said.lstrip())
    last = start + len(said.rstrip())
    return Span(first, last) if first < last else None


def with_plain_line_ends(text: str) -> str:
    """`text`, character for character, with a byte-order mark as a blank and every kind of line end as a newline."""
    if text.startswith("\ufeff"):
        text = " " + text[1:]
    if "\r" in text and text.count("\r") > text.count("\r\n"):
        text = _LONE_RETURN.sub("\n", text)
    for end in _LINE_ENDS:
        if end in text:
            text = text.replace(end, "\n")
    return text


_TILDES = re.compile(r"^ {0,3}~{3,}[ \t]*[\w+#.-]{0,40}[ \t]*$", re.MULTILINE)
_LONE_RETURN = re.compile(r"\r(?!\n)")
_LINE_ENDS = ("\x85", "\u2028", "\u2029")
_EVENT = re.compile("[<>`]+")
_RUN = re.compile("<+|>+|`+")
_CLOSING_TAG = re.compile(r"</([\w:-]{1,40})>")
_LONGEST_TAG = 40
_DEEPEST = 32
"""More quotes inside one another than this are none."""
MOST_QUOTES = 30_000
"""A text with more is no reply; what follows them is read as the answer to the last."""
_FORGIVEN = 64
"""A text with more openings left open than this is not quoting by them."""


class _Scan:
    """One pass over a text's marks."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.line = 0
        """Where the current line starts."""
        self.seen = 0
        """Up to where line ends were looked for."""
        self.open: list[Opening] = []
        self.left_open: list[Opening] = []
        self.found: list[Quote] = []
        self.next_right = -1
        self.ticks: dict[int, list[int]] | None = None
        self.blank_lines: list[int] | None = None
        self.closing_tags: set[str] | None = None
        self.html_quotes = True
        """Whether a `<blockquote>` may still be closed."""
        self.last_fence = text.rfind("```")
        self.fences = _tilde_fences(text)
        """Those that are still to come, the next one last."""

    def quotes(self) -> list[Quote]:
        """Every quote of the text, in order, none inside another."""
        at = 0
        run_at = _RUN.match
        while len(self.found) < MOST_QUOTES and (marks := _EVENT.search(self.text, at)) is not None:
            start = marks.start()
            while self.fences and self.fences[-1].end <= start:
                self.fences.pop()
            if self.fences and self.fences[-1].start <= start:
                at = self.fences.pop().end
                continue
            run = run_at(self.text, start)
            end = run.end() if run else marks.end()
            newline = self.text.rfind("\n", self.seen, start)
            if newline >= 0:
                self.line = newline + 1
            self.seen = start
            mark = self.text[start]
            if mark == "<":
                at = self._left(start, end)
            elif mark == ">":
                at = self._right(start, end)
            else:
                at = self._code(start, end)
        self._leave_all_open()
        self._close_what_was_left_open()
        return self.found

    def _left(self, start: int, end: int) -> int:
        """Take a run of `<`; return where to go on."""
        if self.html_quotes and opens_html_quote(self.text, end - 1):
            after = self._html_quote(end - 1)
            if after is not None:
                return after
        if self.next_right < end:
            right = self.text.find(">", end)
            self.next_right = right if right >= 0 else len(self.text)
        if self.next_right - end <= LONGEST_TOKEN:
            after = skip_token(self.text, end - 1)
            if after >= end:
                return after
        elif self.next_right == len(self.text) and start - self.line > LONGEST_PREFIX:
            return end
        opened = opening(self.text, start, end, self.line)
        if opened is not None:
            self.open.append(opened)
            if len(self.open) > _DEEPEST:
                self._leave_open(self.open.pop(0))
        return end

    def _html_quote(self, start: int) -> int | None:
        """Take the `<blockquote>` at `start` as a quote, and return where to go on; None where nobody closed it."""
        found = html_quote(self.text, start)
        if found is None:
            self.html_quotes = False
            return None
        first, last, after = found
        words = without_tags(self.text[first:last])
        if words:
            self._leave_all_open()
            self.found.append(Quote(start, after, first, last, QuoteSyntax.BLOCK, words))
        return after

    def _right(self, start: int, end: int) -> int:
        """Take a run of `>`: quoted lines, or the closing marks of quotes that are open; return where to go on."""
        text = self.text
        if leads_its_line(text, self.line, start):
            newline = text.find("\n", end)
            alone = not text[end : newline if newline >= 0 else len(text)].strip()
            if not (alone and self.open):
                return self._quoted_lines(start, end)
        at = start
        while at < end and self.open and may_close(text, start, end, self.open[-1]):
            first = self.open.pop()
            self._close(first, at, min(at + first.width, end))
            at = min(at + first.width, end)
        return end

    def _quoted_lines(self, start: int, end: int) -> int:
        """Take the block of quoted lines that begins on this line; return where to go on."""
        text = self.text
        if opens_block(text, self.line, start):
            first = start + 4 + len(text[start + 4 :]) - len(text[start + 4 :].lstrip())
            last = len(text.rstrip())
            if first < last:
                self.found.append(Quote(self.line, len(text), first, last, QuoteSyntax.BLOCK))
            return len(text)
        lines, after = block_at(text, self.line)
        if not lines:
            return end
        self._leave_all_open()
        for quote in answered_quotes(text, lines, after, MOST_QUOTES - len(self.found)):
            self.found.append(Quote(quote.begins, quote.ends, quote.start, quote.end, QuoteSyntax.LINE, quote.words))
        return max(after, end)

    def _close(self, first: Opening, mark: int, after: int) -> None:
        """Take `first` up to the closing mark, from `mark` to `after`, as a quote in the place of those inside it."""
        text = self.text
        start, end = _trimmed(text, first.at + first.width, mark)
        reach = reads_as_quote(text, first, start, end, after)
        if reach is Reach.NOWHERE or (reach is Reach.PARAGRAPH and self._crosses_paragraph(start, end)):
            return
        if end - start < _LONGEST_TAG and text[start:end] in self._closing_tags():
            return
        while self.found and self.found[-1].begins >= first.at:
            self.found.pop()
        begins, ends = _with_emphasis(text, first.at, after)
        if first.leads:
            begins = first.line
        self.found.append(Quote(begins, ends, start, end, QuoteSyntax.ANGLE))

    def _crosses_paragraph(self, start: int, end: int) -> bool:
        """Whether a blank line lies between `start` and `end`."""
        if self.blank_lines is None:
            self.blank_lines = [blank.start() for blank in BLANK_LINE.finditer(self.text)]
        following = bisect_left(self.blank_lines, start)
        return following < len(self.blank_lines) and self.blank_lines[following] < end

    def _closing_tags(self) -> set[str]:
        """The names that close a tag somewhere: `<aside>` is no quote where `</aside>` follows."""
        if self.closing_tags is None:
            self.closing_tags = set(_CLOSING_TAG.findall(self.text))
        return self.closing_tags

    def _code(self, start: int, end: int) -> int:
        """Pass over code that opens here; return where to go on."""
        if end - start >= 3:
            if end <= self.last_fence:
                return self.text.find("```", end) + 3
            return end
        if self.ticks is None:
            self.ticks = {}
            for run in re.finditer(r"`+", self.text):
                self.ticks.setdefault(len(run.group()), []).append(run.start())
        starts = self.ticks.get(end - start, [])
        following = bisect_right(starts, start)
        if following < len(starts) and self.text.find("\n", end, starts[following]) < 0:
            return starts[following] + end - start
        return end

    def _leave_all_open(self) -> None:
        """Give up waiting for the closing marks of what is open."""
        for first in self.open:
            self._leave_open(first)
        self.open.clear()

    def _leave_open(self, first: Opening) -> None:
        """Note an opening that nobody closed; one within a line is ordinary prose."""
        if first.leads and len(self.left_open) <= _FORGIVEN:
            self.left_open.append(first)

    def _close_what_was_left_open(self) -> None:
        """Take those openings that were never closed and still read as quotes, up to where their words seem to end."""
        if len(self.left_open) > _FORGIVEN:
            return
        taken: list[Quote] = []
        limits = [quote.begins for quote in self.found]
        for first in sorted(self.left_open):
            following = bisect_left(limits, first.at)
            before = taken[-1:] or self.found[:following][-1:]
            if before and before[-1].ends > first.at:
                continue
            limit = limits[following] if following < len(limits) else len(self.text)
            end = unclosed_quote(self.text, first, limit)
            start = first.at + first.width
            if end is not None and not self.text[end:limit].isspace() and end < limit:
                taken.append(Quote(first.line, end, start, end, QuoteSyntax.ANGLE))
        self.found = sorted(self.found + taken, key=lambda quote: quote.begins)


def _tilde_fences(text: str) -> list[Span]:
    """The code between two lines of `~~~`, last first."""
    if "~~~" not in text:
        return []
    lines = [line.span() for line in _TILDES.finditer(text)]
    return [Span(start, end) for (start, _), (_, end) in zip(lines[::2], lines[1::2], strict=False)][::-1]


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """`start` and `end` moved inwards over white space."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _with_emphasis(text: str, start: int, end: int) -> tuple[int, int]:
    """`start` and `end` moved outwards over up to three marks of emphasis that stand on both sides."""
    for _ in range(3):
        if start == 0 or end == len(text) or text[start - 1] not in "*_~" or text[end] != text[start - 1]:
            break
        start -= 1
        end += 1
    return start, end
