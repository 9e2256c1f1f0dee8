"""Filling: what stands in the gaps of a chain and at its edges, word by word, misspelt or not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from deliberation.locating.chaining import Block, gap_cost
from deliberation.locating.sourcetext import MASKED, SourceText

if TYPE_CHECKING:
    from array import array

    from deliberation.locating.quotewords import QuoteWords

_MOST_CELLS = 2_500
_MOST_CELLS_IN_ALL = 40_000
"""Pairs of words that are compared to fill one gap, and all gaps, between equal runs."""
_BESIDE = 12
"""How many words at both ends of a long gap are compared with the words that replace it."""
_ALIKE = 0.6
"""Words with this share of letters in common, counted from both ends, are spellings of one word."""
_TELLING = 9
"""Letters from which an edge of a quote is looked for farther away than just beside."""
_NEAR = 60
_FAR = 400


def find(quote: array[int], source: array[int]) -> int | None:
    """The first place in the source where all words of the quote stand in order."""
    whole, part = source.tobytes(), quote.tobytes()
    at = whole.find(part)
    while at >= 0 and at % source.itemsize:
        at = whole.find(part, at + 1)
    return at // source.itemsize if at >= 0 else None


def _find_last(quote: array[int], source: array[int]) -> int | None:
    """The last place in the source where all words of the quote stand in order."""
    whole, part = source.tobytes(), quote.tobytes()
    at = whole.rfind(part)
    while at >= 0 and at % source.itemsize:
        at = whole.rfind(part, 0, at + len(part) - 1)
    return at // source.itemsize if at >= 0 else None


class Spelling:
    """A quote and a source, comparable word by word."""

    def __init__(self, words: QuoteWords, numbers: array[int], source: SourceText, keys: Sequence[str]) -> None:
        self.words = words
        self.quote = numbers
        self.text = source
        self.source = source.words
        self._keys = keys
        self._cells_left = _MOST_CELLS_IN_ALL

    @property
    def steps(self) -> int:
        """What comparing words cost so far."""
        return (_MOST_CELLS_IN_ALL - self._cells_left) // 3

    def likeness(self, quote_at: int, source_at: int) -> float:
        """1 for the same word, else the share of letters in common from both ends; 0 below `_ALIKE`."""
        if self.quote[quote_at] == self.source[source_at]:
            return 1.0
        if self.source[source_at] == MASKED:
            return 0.0
        ours, theirs = self.words.keys[quote_at], self._keys[self.source[source_at]]
        if (ours[0] != theirs[0] and ours[-1] != theirs[-1]) or abs(len(ours) - len(theirs)) > 3 or len(ours) < 3:
            return 0.0
        longest, shortest = max(len(ours), len(theirs)), min(len(ours), len(theirs))
        front = 0
        while front < shortest and ours[front] == theirs[front]:
            front += 1
        back = 0
        while back < shortest - front and ours[-1 - back] == theirs[-1 - back]:
            back += 1
        share = (front + back) / longest
        return share if share >= _ALIKE else 0.0

    def best_pairs(self, quote: range, source: Sequence[int]) -> list[tuple[int, int, float]]:
        """The pairs of words in order that have most letters in common, with those letters."""
        cells = len(quote) * len(source)
        if not cells or cells > min(_MOST_CELLS, self._cells_left):
            return []
        self._cells_left -= cells
        width = len(source) + 1
        table = [[0.0] * width for _ in range(len(quote) + 1)]
        for i in range(len(quote) - 1, -1, -1):
            row, below = table[i], table[i + 1]
            weight = max(1, self.words.weights[quote[i]])
            for j in range(width - 2, -1, -1):
                like = self.likeness(quote[i], source[j])
                row[j] = max(row[j + 1], below[j], below[j + 1] + like * weight if like else 0.0)
        pairs: list[tuple[int, int, float]] = []
        i = j = 0
        while i < len(quote) and j < len(source):
            if table[i][j] == table[i + 1][j]:
                i += 1
            elif table[i][j] == table[i][j + 1]:
                j += 1
            else:
                pairs.append((quote[i], source[j], self.likeness(quote[i], source[j]) * self.words.weights[quote[i]]))
                i, j = i + 1, j + 1
        return pairs


@dataclass(frozen=True, slots=True)
class _Edge:
    """Pairs before or after a chain, what they say for the quote, and what the words left out there cost."""

    pairs: list[tuple[int, int]]
    credit: float = 0.0
    cost: float = 0.0

    @property
    def worth(self) -> float:
        """What is gained by taking them."""
        return self.credit - self.cost


_NOTHING = _Edge([])


def fill(chain: list[Block], spelled: Spelling) -> tuple[list[tuple[int, int]], float, float]:
    """All pairs of the chain with those found in its gaps and at its edges, what they say, what those gaps cost."""
    weights = spelled.words.weights
    before, after = _before(chain[0], spelled), _after(chain[-1], spelled)
    pairs, credit, cost = list(before.pairs), before.credit + after.credit, before.cost + after.cost
    for number, block in enumerate(chain):
        if number:
            last = chain[number - 1]
            quote = range(last.quote + last.length, block.quote)
            source = range(last.source + last.length, block.source)
            near: Sequence[int] = source
            if len(source) > len(quote) + 2 * _BESIDE:
                side = len(quote) // 2 + _BESIDE
                near = [*source[:side], *source[-side:]]
            edge = _between(last, spelled.best_pairs(quote, near), block, spelled.words.elided)
            pairs += edge.pairs
            credit += edge.credit
            cost += edge.cost
        pairs += [(block.quote + k, block.source + k) for k in range(block.length)]
        credit += sum(weights[block.quote : block.quote + block.length])
    return pairs + after.pairs, credit, cost


def _between(last: Block, found: list[tuple[int, int, float]], block: Block, elided: frozenset[int]) -> _Edge:
    """Pairs found between two blocks; nothing where the quoter's mark is not where their words are left out."""
    marks = [k for k in elided if last.quote + last.length <= k <= block.quote] if found else []
    edge = _Edge([(quote, source) for quote, source, _ in found], sum(letters for _, _, letters in found))
    if not marks:
        return edge
    bounds = [
        (last.quote + last.length - 1, last.source + last.length - 1),
        *edge.pairs,
        (block.quote, block.source),
    ]
    cost = 0.0
    for (before, here), (after, there) in pairwise(bounds):
        if not any(before < k <= after for k in marks):
            cost += gap_cost((there - here) - (after - before), marked=False)
    return replace(edge, cost=cost) if edge.credit > cost else _NOTHING


def _before(head: Block, spelled: Spelling) -> _Edge:
    """The pairs before the chain's first block."""
    lead = range(max(0, head.quote - _BESIDE), head.quote)
    if not lead:
        return _NOTHING
    marked = any(k in spelled.words.elided for k in range(1, head.quote + 1))
    near = _NOTHING
    found = spelled.best_pairs(lead, range(max(0, head.source - len(lead) - 2), head.source))
    if found:
        left_out = (head.source - found[0][1]) - (head.quote - found[0][0])
        near = _edge(found, left_out, marked=marked)
    if lead[0] or len(found) == len(lead):
        return near
    farthest = max(0, head.source - _reach(spelled, lead, marked=marked) - len(lead))
    first = _find_last(spelled.quote[: len(lead)], spelled.source[farthest : head.source])
    if first is None:
        return near
    first += farthest
    run = [(k, first + k, float(spelled.words.weights[k])) for k in lead]
    far = _edge(run, head.source - first - len(lead), marked=marked)
    return far if not found or far.worth > near.worth else near


def _after(tail: Block, spelled: Spelling) -> _Edge:
    """The pairs after the chain's last block."""
    quote_end, source_end = tail.quote + tail.length, tail.source + tail.length
    rest = range(quote_end, min(len(spelled.quote), quote_end + _BESIDE))
    if not rest:
        return _NOTHING
    marked = any(k in spelled.words.elided for k in range(quote_end, len(spelled.quote)))
    near = _NOTHING
    found = spelled.best_pairs(rest, range(source_end, min(len(spelled.source), source_end + len(rest) + 2)))
    if found:
        left_out = (found[-1][1] - source_end) - (found[-1][0] - quote_end)
        near = _edge(found, left_out, marked=marked)
    if rest[-1] < len(spelled.quote) - 1 or len(found) == len(rest):
        return near
    farthest = source_end + _reach(spelled, rest, marked=marked) + len(rest)
    first = find(spelled.quote[quote_end:], spelled.source[source_end:farthest])
    if first is None:
        return near
    run = [(k, source_end + first + k - quote_end, float(spelled.words.weights[k])) for k in rest]
    far = _edge(run, first, marked=marked)
    return far if not found or far.worth > near.worth else near


def _edge(found: list[tuple[int, int, float]], left_out: int, *, marked: bool) -> _Edge:
    """Pairs with their letters as an edge where so many words of the source are left out."""
    pairs = [(quote, source) for quote, source, _ in found]
    credit = sum(letters for _, _, letters in found)
    return _Edge(pairs, credit, min(credit, gap_cost(left_out, marked=marked)))


def _reach(spelled: Spelling, words: range, *, marked: bool) -> int:
    """How many words away from the chain an edge of the quote may stand: farther where it says more."""
    letters = sum(spelled.words.weights[words.start : words.stop])
    if marked or letters >= _TELLING:
        return _FAR
    return _NEAR if len(words) > 1 or 2 * letters >= _TELLING else 0
