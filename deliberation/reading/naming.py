"""Points answered by name: `balanced diets: I see this as …` in a list or on a line of its own."""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from deliberation.ids import Span
from deliberation.locating.folding import fold, key_of
from deliberation.reading.inline import Quote, with_plain_line_ends
from deliberation.reading.margins import without_footer, without_signature

_LONGEST_NAME = 200
"""Characters of a line that are looked at; a claim has 120."""
_LEAST_COVERED = 0.5
"""A part of a claim names it where it has this share of the letters of its longer words, and no other claim has it."""
_FEWEST_WORDS_OF_PART = 2
_SHORT_WORD = 3
_SHORTEST_STEM = 4
_STEM = 0.6
"""Words of one beginning, at least so many letters and this share of the longer word, are forms of one word."""

_LINE = re.compile(
    r"^(?P<indent>[ \t\u00a0]*)(?P<marker>(?:[-*+•◦▪‣·–—]|\(?\d{1,3}[.):]|\(?[A-Za-z][.)]|#{1,6})[ \t\u00a0]+)?"
    r"(?P<more>(?:[-*+•◦▪‣·–—]|\(?\d{1,3}[.)]|\[[ xX]\])[ \t\u00a0]+)*"
    r"[*_~\"“„«‘']{0,4}"
    r"(?:(?:on|re|as for|as to|regarding|concerning|about|zu|zum|zur|sur|quant (?:à|aux?)|sobre|en cuanto a|su|over)"
    r"[:,]?[ \t]+)?[*_~\"“„«‘']{0,4}(?P<word>[^\W_]+)",
    re.IGNORECASE | re.MULTILINE,
)
_DELIMITER = re.compile(r"[:：]|[ \t]+[-–—=→]+>?[ \t]|—|\n")
_ASIDE = re.compile(r"[ \t]*\([^()]{0,80}\)[ \t]*\Z")
_DRESS = " \t\r\u00a0*_~\"”“»’‘'"
_SKIPPED = ' \t\r\n\u00a0*_~"”»’:：,;.–—-=→>'
_ITEM = re.compile(r"(?P<indent>[ \t\u00a0]*)(?P<marker>(?:[-*+•◦▪‣·–—]|\(?\d{1,3}[.)]|\(?[A-Za-z][.)])[ \t\u00a0])?")
_CODE = re.compile(r"```.*?```", re.DOTALL)
_TAB = 4


@dataclass(frozen=True, slots=True)
class NamedAnswer:
    """What somebody says to a point that they call by its name."""

    point: int
    """Which of the claims, from 0."""
    name: Span
    response: Span


def named_answers(text: str, claims: Sequence[str], marked: Sequence[Quote]) -> tuple[NamedAnswer, ...]:
    """The answers of `text` that begin with the name of one of `claims`, in order; none within `marked` quotes.

    A name is a claim, or a large part of it that no other claim has, at the beginning of a line and followed by a
    colon or a dash, or alone on its line; in a list, a claim may also begin the item's first sentence. The answer of an
    item ends with the item; any other goes on to the next name, the last one to the end of its paragraph. No answer
    goes beyond the next quote.
    """
    names = _Names(claims)
    if not names.known:
        return ()
    text = with_plain_line_ends(text)
    end = without_footer(text, 0, without_signature(text, 0, len(text)))
    hidden = sorted([(quote.begins, quote.ends) for quote in marked] + [code.span() for code in _CODE.finditer(text)])
    heads = list(_heads(text, end, hidden, names))
    starts = [quote.begins for quote in marked]
    found: list[NamedAnswer] = []
    for number, head in enumerate(heads):
        following = heads[number + 1].line if number + 1 < len(heads) else end
        at = bisect_left(starts, head.after)
        quote = min(end, starts[at]) if at < len(starts) else end
        limit = min(following, quote)
        last = number + 1 == len(heads) or quote < following
        response = _trimmed(text, head.after, _end_of(text, head, limit, last=last))
        if response is not None:
            found.append(NamedAnswer(head.point, head.name, response))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Head:
    """A line that begins with a name."""

    line: int
    point: int
    name: Span
    after: int
    """Where the answer may begin."""
    indent: int | None
    """How far a list's marker is set in; None on a line that is no item."""
    alone: bool
    """Nothing follows on the line."""


class _Names:
    """The claims by their words."""

    def __init__(self, claims: Sequence[str]) -> None:
        self.known: list[tuple[int, list[str]]] = []
        self._whole: dict[str, int] = {}
        self._by_word: defaultdict[str, list[int]] = defaultdict(list)
        for number, claim in enumerate(claims):
            words = _keys(claim)
            if words:
                self._whole.setdefault("".join(words), number)
                for word in set(words):
                    self._by_word[word].append(len(self.known))
                self.known.append((number, words))
        self._beginnings = {word[:_SHORTEST_STEM] for word in self._by_word}
        self._seen: dict[str, int | None] = {}
        self.longest = max((len(words) for _, words in self.known), default=0)

    def may_begin_with(self, word: str) -> bool:
        """Whether any name begins with `word` or another form of it: a quick look, for every line of a text."""
        known = self._beginnings
        beginning = word[:_SHORTEST_STEM].lower()
        if beginning.isascii():
            return beginning in known
        return key_of(word.lower())[:_SHORTEST_STEM] in known or word[0] in known

    def whole(self, name: str) -> int | None:
        """The claim whose words `name` has, all and no others."""
        return self._whole.get("".join(_keys(name)))

    def beginning(self, line: str) -> tuple[int, int] | None:
        """The claim of two words or more that `line` begins with, the longest, and where its words end."""
        folded = fold(line)
        keys = [key_of(word) for word in folded.words]
        for count in range(min(self.longest, len(keys)), 1, -1):
            number = self._whole.get("".join(keys[:count]))
            if number is not None:
                return number, folded.ends[count - 1]
        return None

    def of(self, name: str) -> int | None:
        """The claim that `name` names, whole, in another form of its words, or in part; None where it is not clear."""
        if name not in self._seen:
            self._seen[name] = self._find(name)
        return self._seen[name]

    def _find(self, name: str) -> int | None:
        words = _keys(name)
        if not words:
            return None
        number = self._whole.get("".join(words))
        if number is not None:
            return number
        alike = {number for number, claim in self.known if _same_forms(words, claim)}
        if len(alike) == 1:
            return alike.pop()
        if sum(len(word) > _SHORT_WORD for word in words) < _FEWEST_WORDS_OF_PART:
            return None
        part = f" {' '.join(words)} "
        rarest = min((self._by_word.get(word, []) for word in words), key=len)
        holding = [place for place in rarest if part in f" {' '.join(self.known[place][1])} "]
        if len(holding) != 1:
            return None
        number, claim = self.known[holding[0]]
        return number if _letters(words) >= _LEAST_COVERED * _letters(claim) else None


def _keys(words: str) -> list[str]:
    """The words, comparable."""
    return [key_of(word) for word in fold(words).words]


def _letters(words: Sequence[str]) -> int:
    """The letters of the words that say something."""
    return sum(len(word) for word in words if len(word) > _SHORT_WORD)


def _same_forms(words: Sequence[str], claim: Sequence[str]) -> bool:
    """Whether each word is a form of the claim's word in its place."""
    return len(words) == len(claim) and all(map(_is_form, words, claim))


def _is_form(one: str, other: str) -> bool:
    if one == other:
        return True
    least = max(_SHORTEST_STEM, int(_STEM * max(len(one), len(other))))
    return one[:least] == other[:least] and min(len(one), len(other)) >= least and abs(len(one) - len(other)) <= 2


def _heads(text: str, end: int, hidden: Sequence[tuple[int, int]], names: _Names) -> Iterator[_Head]:
    """The lines of `text` before `end` that begin with a name, in order."""
    starts = [start for start, _ in hidden]
    for opening in _LINE.finditer(text, 0, end):
        if not names.may_begin_with(opening["word"]):
            continue
        place = bisect_right(starts, opening.start())
        if place and opening.start() < hidden[place - 1][1]:
            continue
        head = _head(text, opening, end, names)
        if head is not None:
            yield head


def _head(text: str, opening: re.Match[str], end: int, names: _Names) -> _Head | None:
    """The name that the line whose `opening` is given begins with; None where it begins with none."""
    line, start = opening.start(), opening.start("word")
    stop = min(end, start + _LONGEST_NAME)
    listed = opening["marker"] is not None and not opening["marker"].startswith("#")
    indent = _width(opening["indent"]) if listed else None
    delimiter = _DELIMITER.search(text, start, stop)
    until = delimiter.start() if delimiter else stop
    if delimiter is None and stop < end:
        until = start
    name = _bare(text[start:until])
    alone = delimiter is None or delimiter[0] == "\n"
    if name:
        point = names.whole(name) if alone else names.of(name)
        if point is not None:
            after = delimiter.end() if delimiter else stop
            return _Head(line, point, Span(start, start + len(name)), after, indent, alone)
    if not listed:
        return None
    found = names.beginning(text[start:stop].split("\n", 1)[0])
    if found is None:
        return None
    point, length = found
    return _Head(line, point, Span(start, start + length), start + length, indent, alone=False)


def _bare(name: str) -> str:
    """`name` without emphasis, closing quotation marks and an aside in brackets behind it."""
    name = name.rstrip(_DRESS)
    aside = _ASIDE.search(name)
    return (name[: aside.start()] if aside else name).rstrip(_DRESS + ".")


def _end_of(text: str, head: _Head, limit: int, *, last: bool) -> int:
    """Where the answer that begins with `head` ends, at the latest at `limit`."""
    if head.indent is None:
        if not last or head.alone:
            return limit
        blank = _next_blank_line(text, head.after, limit)
        return limit if blank is None else blank
    at = text.find("\n", head.after, limit)
    apart = False
    while at >= 0:
        line = at + 1
        at = text.find("\n", line, limit)
        stop = limit if at < 0 else at
        if not text[line:stop].strip():
            apart = True
            continue
        item = _ITEM.match(text, line, stop)
        if item is not None and (apart or item["marker"]) and _width(item["indent"]) <= head.indent:
            return line
        apart = False
    return limit


def _next_blank_line(text: str, start: int, limit: int) -> int | None:
    """Where the paragraph that goes on at `start` ends; None where it goes on to `limit`."""
    at = text.find("\n", start, limit)
    while at >= 0:
        following = text.find("\n", at + 1, limit)
        if following < 0:
            return None
        if not text[at:following].strip():
            return at
        at = following
    return None


def _width(indent: str) -> int:
    return len(indent.replace("\t", " " * _TAB))


def _trimmed(text: str, start: int, end: int) -> Span | None:
    """What is said between `start` and `end`, without the name's punctuation; None where nothing is."""
    while start < end and text[start] in _SKIPPED:
        start += 1
    end = start + len(text[start:end].rstrip())
    return Span(start, end) if start < end else None
