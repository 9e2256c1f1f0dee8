"""Comparing a quote with the place where it was found: the exact characters, and whether words were changed."""

from itertools import pairwise

from deliberation.ids import Span
from deliberation.locating.aligning import Alignment
from deliberation.locating.alteration import turned_by_brackets, turned_by_omission, unit_beside
from deliberation.locating.folding import key_of
from deliberation.locating.quotewords import QuoteWords, without_marks
from deliberation.locating.sourcetext import SourceText

_SAME = dict.fromkeys("\"“”„‟«»‹›'‘’‚‛`´", '"') | dict.fromkeys("-‐‑‒–—―−", "-")
_BLANK = " \t\r\n\u00a0"
_DRESS = frozenset("*_~|`>#\\")
_ENDS = frozenset(".?!…。？！")


def passage_span(words: QuoteWords, source: SourceText, found: Alignment) -> Span:
    """The characters of the passage: its words, and the punctuation around them that the quote has too.

    What ends a sentence before the first word ends another one, or marks what is left out.
    """
    text, starts, ends = source.text, source.starts, source.ends
    start, end = starts[found.first], ends[found.last]
    before = text[max(0, start - 16) : start]
    if found.first:
        before = text[max(ends[found.first - 1], start - 16) : start]
    following = starts[found.last + 1] if found.last + 1 < len(starts) else len(text)
    after = text[end : min(following, end + 16)]
    lead = words.text[max(0, words.starts[0] - 16) : words.starts[0]]
    for mark in _ENDS:
        lead = lead.rpartition(mark)[2]
    start -= _shared(lead[::-1], before[::-1])
    said, ends_with = found.pairs[-1]
    behind = words.ends[said if ends_with == found.last else -1]
    end += _shared(words.text[behind : behind + 16], after)
    return Span(start, end)


def differences(words: QuoteWords, source: SourceText, found: Alignment) -> int:
    """In how many words, and places between words, the quote is written differently, folded alike or not.

    Of places that say the same, the one that is written the same way was quoted. The first word's case is the quoter's.
    """
    count = len(words.keys) - len(found.pairs)
    for quote, at in found.pairs[1:]:
        ours = words.text[words.starts[quote] : words.ends[quote]]
        count += ours != source.text[source.starts[at] : source.ends[at]]
    for (quote, at), (next_quote, next_at) in pairwise(found.pairs):
        if next_quote == quote + 1:
            ours = without_marks(words.text[words.ends[quote] : words.starts[next_quote]]).split()
            behind = source.text[source.ends[at] : source.starts[at + 1]].split()
            ahead = source.text[source.ends[next_at - 1] : source.starts[next_at]].split()
            count += ours not in (behind, ahead, behind + ahead)
    trail, span = words.text[words.ends[-1] :].strip(), passage_span(words, source, found)
    return count + (not source.text[source.ends[found.last] : span.end].endswith(without_marks(trail).strip()))


def is_changed(words: QuoteWords, source: SourceText, found: Alignment) -> bool:
    """Whether words of the quote differ from the passage's without a mark that says so.

    Another spelling of the same letters (a word parted at a line's end) is no change; a negation, number or name
    that brackets or a short omission turn round is one, although it is marked.
    """
    pairs = [(-1, found.first - 1), *found.pairs, (len(words.keys), found.last + 1)]
    for (quote, at), (next_quote, next_at) in pairwise(pairs):
        if next_quote - quote > 1 or next_at - at > 1:
            theirs = source.written(at + 1, next_at)
            if theirs and source.opens_sentence(at + 1):
                theirs[0] = theirs[0].lower()
            if _gap_is_changed(words, quote + 1, next_quote, theirs):
                return True
    return any(_pair_is_changed(words, i, source, j) for i, j in found.pairs)


def _gap_is_changed(words: QuoteWords, first: int, last: int, theirs: list[str]) -> bool:
    """Whether the quote's words `first` to `last` differ from `theirs`, which stand there in the source, unmarked."""
    ours = words.written(first, last)
    joined = "".join(words.keys[first:last])
    if joined == "".join(theirs).lower() and not any(letter.isdigit() for letter in joined):
        return False
    bracketed = [word for k, word in enumerate(ours, first) if words.bracketed[k]]
    if len(bracketed) < len(ours):
        return True
    if bracketed:
        return turned_by_brackets(bracketed, theirs)
    marked = any(k in words.elided for k in range(first, last + 1))
    return not marked or turned_by_omission(theirs)


def _pair_is_changed(words: QuoteWords, at: int, source: SourceText, source_at: int) -> bool:
    """Whether a word found differs all the same: in its spelling, or as a figure with another sign."""
    start, end = source.starts[source_at], source.ends[source_at]
    ours = words.text[words.starts[at] : words.ends[at]]
    theirs = source.text[start:end]
    if ours == theirs and not ours[0].isdigit():
        return False
    if words.keys[at] != key_of(theirs.lower()):
        return not words.bracketed[at]
    if not ours[0].isdigit():
        return False
    return unit_beside(words.text, words.starts[at], words.ends[at]) != unit_beside(source.text, start, end)


def _shared(quote: str, source: str) -> int:
    """How many characters of `source`, from its start, the quote's punctuation has too."""
    taken = at = 0
    for mark in quote:
        if mark in _BLANK:
            continue
        while at < len(source) and (source[at] in _BLANK or (source[at] in _DRESS and source[at] != mark)):
            at += 1
        if at == len(source):
            break
        same = source[at] == mark or _SAME.get(mark, mark) == _SAME.get(source[at], source[at])
        if same or (mark in _ENDS and source[at] in _ENDS):
            at += 1
            taken = at
        elif _SAME.get(mark) != '"' and mark not in _DRESS:
            break
    return taken
