"""The words of a quote, with what the quoter marked: words left out, words in brackets."""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from deliberation.locating.folding import Folded, fold, key_of, weight_of

_BRACKETS = re.compile(r"\[[^\[\]\n]{0,200}\]")
_ELLIPSIS = re.compile(r"…|\.(?: ?\.){2,8}|\((?:…|\.{2,4})\)|—{2,}|\*(?:[ \t]?\*){2,8}|&c\b\.?")
_SNIPPED = frozenset(("snip", "snipped", "cut"))


@dataclass(frozen=True, slots=True)
class QuoteWords:
    """A quote's words by their keys. `starts` and `ends` are characters of `text`."""

    text: str
    keys: list[str]
    starts: list[int]
    ends: list[int]
    weights: list[int]
    bracketed: list[bool]
    """Words the quoter put in brackets: they stand for something else in the source."""
    elided: frozenset[int]
    """k where a mark before word k says that words were left out there."""

    def written(self, first: int, last: int) -> list[str]:
        """Words `first` to `last` (exclusive) as they were written."""
        return [self.text[self.starts[k] : self.ends[k]] for k in range(first, last)]


def marks_omission(text: str) -> bool:
    """Whether `text` holds a mark by which people say that words are left out."""
    return _ELLIPSIS.search(text) is not None


def without_marks(text: str) -> str:
    """`text` without the marks by which people say that words are left out."""
    return _ELLIPSIS.sub(" ", text.replace("[…]", " ").replace("[...]", " "))


@dataclass(slots=True)
class _Marks:
    """What a quoter's marks do to each folded word of a quote."""

    bracketed: list[bool]
    dropped: list[bool]
    joined: list[bool]
    """Where a word goes on in the next: only part of it is in brackets."""
    recased: set[int]
    """Where the brackets hold the first letter of a word, whose case they change."""
    places: list[int]
    """Before which words something was left out."""


def quote_words(text: str) -> QuoteWords:
    """The words of a quote. `[T]he` is one word; brackets around everything say nothing."""
    folded = fold(text)
    marks = _marks_in(text, folded)
    words: list[str] = []
    spans: list[tuple[int, int]] = []
    marked: list[bool] = []
    place = [0] * (len(folded) + 1)
    """Where each word went."""
    for k in range(len(folded)):
        place[k] = len(words)
        if k and marks.joined[k - 1] and words:
            words[-1] += folded.words[k]
            spans[-1] = (spans[-1][0], folded.ends[k])
            marked[-1] = k not in marks.recased
        elif not marks.dropped[k]:
            words.append(folded.words[k])
            spans.append((folded.starts[k], folded.ends[k]))
            marked.append(marks.bracketed[k])
    place[len(folded)] = len(words)
    if all(marked):
        marked = [False] * len(words)
    weights = [0 if aside else weight_of(word) for word, aside in zip(words, marked, strict=True)]
    return QuoteWords(
        text,
        [key_of(word) for word in words],
        [start for start, _ in spans],
        [end for _, end in spans],
        weights,
        marked,
        frozenset(place[mark] for mark in marks.places),
    )


def _marks_in(text: str, folded: Folded) -> _Marks:
    """The elisions and brackets of a quote."""
    starts, ends, count = folded.starts, folded.ends, len(folded)
    marks = _Marks([False] * count, [False] * count, [False] * count, set(), [])
    for mark in _ELLIPSIS.finditer(text):
        first, last = bisect_left(starts, mark.start()), bisect_left(starts, mark.end())
        marks.dropped[first:last] = [True] * (last - first)
        marks.places.append(first)
    for bracket in _BRACKETS.finditer(text) if "[" in text else ():
        first, last = bisect_right(starts, bracket.start()), bisect_right(starts, bracket.end() - 1)
        if first == last or (last - first == 1 and folded.words[first] in _SNIPPED):
            marks.dropped[first:last] = [True] * (last - first)
            marks.places.append(first)
            continue
        marks.bracketed[first:last] = [True] * (last - first)
        if last < count and starts[last] == bracket.end() and ends[last - 1] == bracket.end() - 1:
            marks.joined[last - 1] = True
            if last - first == 1 and ends[first] - starts[first] == 1:
                marks.recased.add(last)
        if first and ends[first - 1] == bracket.start() and starts[first] == bracket.start() + 1:
            marks.joined[first - 1] = True
    return marks
