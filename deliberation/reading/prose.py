"""Quotes in prose: `You say, “quoted words”`.

Most words between quotation marks are no quotes: names, titles, words used with a pinch of salt. So this only proposes
candidates; those that an earlier statement really says are quotes.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from deliberation.reading.angles import WORD, at_line_end, is_wide, leads_its_line
from deliberation.reading.inline import Quote, QuoteSyntax, with_plain_line_ends
from deliberation.reading.introductions import lead_in, said_after
from deliberation.reading.margins import without_footer, without_signature

FEWEST_WORDS = 4
"""Fewer words between quotation marks are a name, or a word somebody keeps at arm's length."""
FEWEST_INTRODUCED = 3
"""Where somebody is said to have said them ("You say, …")."""
LONGEST = 20_000
"""Characters; no quote in prose is longer."""
MOST_CANDIDATES = 1_000
MOST_TRIED = 20_000
MOST_MARKS = 50_000
"""A text is taken to quote nothing in prose after so many candidates, pairs of marks and marks."""

_CLOSERS = {
    "“": "”",
    "„": "“”",
    "”": "”",
    "«": "»",
    "»": "«»",
    "‹": "›",
    "›": "‹›",
    "‘": "’",
    "‚": "‘’",
    '"': '"',
    "'": "'",
    "「": "」",
    "『": "』",
}
"""What may close what each mark opens."""
_OPENED_BY = {
    mark: tuple(opening for opening, closers in _CLOSERS.items() if mark in closers)
    for mark in set("".join(_CLOSERS.values()))
}
_MARK = re.compile("[“”„«»‹›「」『』\"'‘’‚]|\n[ \t\r\u00a0]*\n")
_CODE = re.compile(r"```.*?```|`[^`\n]+`", re.DOTALL)
_OPENS_AFTER = frozenset("([{<>:;,.!?—–-*_~/|…=\"'“‘„«")
_OPENS_BEFORE = frozenset("[(…¿¡*_~<@#$€£.-–—\"'“‘„«")
_ALWAYS_OPEN = frozenset("“„«‹「『")
_ALWAYS_CLOSE = frozenset("”»」』")
_APART = frozenset("«»‹›")
"""Marks that French sets apart from the words by blanks."""
_APOSTROPHES = frozenset("'’")
_MOST_APOSTROPHES = 4
_BLANK = " \t\r\n\u00a0\u202f\u2009"
_BEGINS_PARAGRAPH = re.compile(r"\n[ \t\r\u00a0]*\n[ \t\u00a0*_]*\Z")
_AFTER_CLOSING = re.compile(r"[.,;:!?…)*_~]{0,4}")
_HEAD = 400
"""Characters of a quote that are looked at to tell whether it says enough."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Words between quotation marks that may be quoted: an opening mark and the places where they may end."""

    choices: tuple[Quote, ...]
    """What the quote is, for each mark that may close it, the likeliest first."""
    introduced: bool
    """Somebody is said to have said it, or it is a paragraph of its own."""


def candidates(text: str, marked: Sequence[Quote]) -> tuple[Candidate, ...]:
    """The words of `text` that may be quotes in prose, in the order of their opening marks; some lie inside others.

    Nothing within `marked` quotes, code, a signature or page furniture is proposed; nor are words that are too few, or
    a title, unless they are introduced. An apostrophe is no quotation mark.
    """
    if not any(mark in text for mark in _CLOSERS):
        return ()
    text = with_plain_line_ends(text)
    pairings = islice(_pairings(text, marked), MOST_TRIED)
    found = (_candidate(text, opened, closings) for opened, closings in pairings)
    return tuple(islice((candidate for candidate in found if candidate is not None), MOST_CANDIDATES))


def _candidate(text: str, opened: int, closings: Sequence[int]) -> Candidate | None:
    """What may be quoted from the mark at `opened` on; None where no choice says enough."""
    spans = [_trimmed(text, opened + 1, closed) for closed in closings]
    counts = [count_words(text, start, stop) for start, stop in spans]
    if max(counts) < FEWEST_INTRODUCED:
        return None
    line = text.rfind("\n", max(0, opened - 40), opened) + 1
    leads = (line > 0 or opened < 40) and leads_its_line(text, line, opened)
    begins = lead_in(text, opened)
    introduced = begins is not None
    choices: list[Quote] = []
    for closed, (start, stop), count in zip(closings, spans, counts, strict=True):
        ends = _after_closing(text, closed + 1)
        after = said_after(text, ends)
        told = begins is not None or after is not None or (leads and at_line_end(text, closed + 1))
        if count < (FEWEST_INTRODUCED if told else FEWEST_WORDS) or not (told or _is_no_title(text, start, stop)):
            continue
        introduced = introduced or told
        first = opened if begins is None else begins
        choices.append(Quote(first, ends if after is None else after, start, stop, QuoteSyntax.PROSE))
    return Candidate(tuple(choices), introduced) if choices else None


def _trimmed(text: str, start: int, stop: int) -> tuple[int, int]:
    """`start` and `stop` moved inwards over blanks."""
    while start < stop and text[start] in _BLANK:
        start += 1
    while stop > start and text[stop - 1] in _BLANK:
        stop -= 1
    return start, stop


def count_words(text: str, start: int, stop: int) -> int:
    """How many words there are, as far as it matters, two letters of a script without blanks for one; 0 where the quote
    is too long.
    """
    if stop - start > LONGEST:
        return 0
    found = WORD.findall(text, start, min(stop, start + _HEAD))
    wide = sum(is_wide(word[0]) for word in found)
    return len(found) - wide + wide // 2


def _is_no_title(text: str, start: int, stop: int) -> bool:
    """Whether some of the longer words begin in lower case, or in a script that has none."""
    found = WORD.findall(text, start, min(stop, start + _HEAD))
    longer = [word for word in found if len(word) > 3]
    return not longer or any(not word[0].isupper() for word in longer) or any(is_wide(word[0]) for word in found)


def _after_closing(text: str, at: int) -> int:
    """The end of the punctuation that belongs to the closing mark before `at`."""
    punctuation = _AFTER_CLOSING.match(text, at)
    end = punctuation.end() if punctuation else at
    return end if end == len(text) or text[end].isspace() else at


def _pairings(text: str, marked: Sequence[Quote]) -> list[tuple[int, list[int]]]:
    """Every opening mark with the marks that may close it, likeliest first."""
    end = without_footer(text, 0, without_signature(text, 0, len(text)))
    quoted = _Spans([(quote.begins, quote.ends) for quote in marked])
    code = _Spans([found.span() for found in _CODE.finditer(text)] if "`" in text else [])
    marks = _Marks(text)
    met = 0
    for found in _MARK.finditer(text, 0, end):
        at = found.start()
        if text[at] == "\n":
            marks.end_paragraph()
            continue
        closes, opens = _may_close(text, at), _may_open(text, at)
        if closes or opens or text[at] not in _APOSTROPHES:
            met += 1
            if met > MOST_MARKS:
                break
        if quoted.hold(at) or code.hold(at):
            continue
        if not (closes and marks.close(at)) and opens:
            marks.open(at)
    return [(at, closings) for at, closings in marks.closings.items() if closings]


class _Spans:
    """Stretches of a text, in order and apart."""

    def __init__(self, spans: Sequence[tuple[int, int]]) -> None:
        self._spans = spans
        self._starts = [start for start, _ in spans]

    def hold(self, at: int) -> bool:
        """Whether the character at `at` lies in one."""
        place = bisect_right(self._starts, at)
        return place > 0 and at < self._spans[place - 1][1]


class _Marks:
    """The quotation marks of a text as they are met: which are open, and which close what."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._open: dict[str, list[int]] = {mark: [] for mark in _CLOSERS}
        self._waiting: dict[str, list[int]] = {mark: [] for mark in _CLOSERS}
        """Those for which no closing mark has come yet in their paragraph."""
        self._within: dict[int, int] = {}
        """The mark that was open, and unclosed so far, where another of its kind opened."""
        self.closings: dict[int, list[int]] = {}

    def open(self, at: int) -> None:
        """Take an opening mark."""
        stack = self._open[self._text[at]]
        if stack and not self.closings[stack[-1]]:
            self._within[at] = stack[-1]
        stack.append(at)
        self._waiting[self._text[at]].append(at)
        self.closings[at] = []

    def close(self, at: int) -> bool:
        """Take a closing mark; whether anything was open for it."""
        open_for = [opening for opening in _OPENED_BY[self._text[at]] if self._open[opening]]
        for opening in open_for:
            self._close(opening, at)
        return bool(open_for)

    def _close(self, opening: str, at: int) -> None:
        stack = self._open[opening]
        if self._text[at] in _APOSTROPHES:
            # It may as well be an apostrophe ("the members' room"): what is open stays open.
            own: int | None = stack[-1]
            for _ in range(_MOST_APOSTROPHES):
                if own is not None and len(self.closings[own]) < _MOST_APOSTROPHES:
                    self.closings[own].append(at)
                own = None if own is None else self._within.get(own)
            return
        own = stack.pop()
        self.closings[own].insert(0, at)
        # A mark that nobody closed hides no later quote, and has the nearest closing mark as a second choice.
        for other in self._waiting[opening]:
            if other != own:
                self.closings[other].append(at)
        self._waiting[opening].clear()
        while stack and self._begins_paragraph(own):
            own = stack.pop()
            self.closings[own].insert(0, at)

    def _begins_paragraph(self, at: int) -> bool:
        """Whether the mark at `at` stands first in a paragraph: then it may repeat the one of the paragraph before."""
        return _BEGINS_PARAGRAPH.search(self._text, max(0, at - 12), at) is not None

    def end_paragraph(self) -> None:
        """Marks wait for a nearest closing mark no longer than their paragraph, and for an apostrophe not at all."""
        for waiting in self._waiting.values():
            waiting.clear()
        for mark in "'‘‚":
            self._open[mark].clear()


def _may_open(text: str, at: int) -> bool:
    """Whether the mark at `at` stands where a quote may begin."""
    mark = text[at]
    if mark not in _CLOSERS:
        return False
    following = text[at + 1 : at + 2]
    if not following or (following.isspace() and mark not in _APART):
        return False
    before = text[at - 1] if at else " "
    if mark in _ALWAYS_OPEN and not following.isspace():
        return True
    apart = before.isspace() or before in _OPENS_AFTER or is_wide(before)
    return apart and (following.isspace() or following.isalnum() or following in _OPENS_BEFORE)


def _may_close(text: str, at: int) -> bool:
    """Whether the mark at `at` stands where a quote may end."""
    mark = text[at]
    if at == 0 or mark not in _OPENED_BY or (text[at - 1].isspace() and mark not in _APART):
        return False
    if mark in _ALWAYS_CLOSE:
        return True
    following = text[at + 1 : at + 2]
    return not following or not following.isalnum() or is_wide(following)
