"""Aligning a quote with one text: a chain of word-level matches that allows gaps in the source.

Most people shorten without marking it, so words of the source may be missing anywhere; each such place costs a
little, more for a longer one, so that common words scattered over a long text do not add up to a quote.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise

from deliberation.locating.alteration import negations
from deliberation.locating.chaining import Block, best_chain, blocks_around, blocks_on, gap_cost, steps_of
from deliberation.locating.quotewords import QuoteWords, marks_omission

MASKED = 0
"""The number of a source word that cannot be found, such as one of somebody else's."""
UNKNOWN = 0xFFFFFFFF
"""The number of a quote's word that no source has."""

_MOST_DIAGONALS = 32
_SLIPPED = 3
"""So many words put in or left out are looked for beside where most of a quote is, even if all words are common."""
_MOST_RUNS = 400
"""Equal runs of words in one text; with more it is its commonest words that agree."""
_LONG_QUOTE = 300
"""A quote of more words is pieced together from around its seeds only."""
_MANY_SEEDS = 250
"""So many may have been cut short, where a text repeats itself: then the very words are searched for."""
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
_LEAST_MATCHED = 0.25
"""A chain that matches less than this share of the quote's letters is not worth completing."""
_LONGEST_EDITED_EDGE = 4
_PUT_IN = 1.5
"""What a word of the quote that the place does not have costs it beside other places, in letters."""


@dataclass(frozen=True, slots=True)
class Alignment:
    """Where the words of a quote were found in a text: pairs of word numbers in order, both rising.

    `first` and `last` are the source's first and last word of the passage, edited words at the edges included.
    """

    pairs: list[tuple[int, int]]
    first: int
    last: int
    score: float
    fitness: float
    """By which places are compared: leaving words out is more likely than putting any in."""


@dataclass(slots=True)
class Effort:
    """How much was done so far, in steps of about a microsecond."""

    steps: int = 0


@dataclass(frozen=True, slots=True)
class SourceText:
    """A text that may be quoted: its words by number, and where each stands in it."""

    text: str
    words: array[int]
    starts: array[int]
    ends: array[int]

    def written(self, first: int, last: int) -> list[str]:
        """Words `first` to `last` (exclusive) as they stand."""
        return [self.text[self.starts[k] : self.ends[k]] for k in range(first, last)]

    def parts(self, at: int) -> bool:
        """Whether a sentence or a clause ends before word `at`."""
        return ends_clause(self.text[self.ends[at - 1] : self.starts[at]])

    def opens_sentence(self, at: int) -> bool:
        """Whether a sentence ends before word `at`, or the text begins there."""
        return at == 0 or ends_sentence(self.text[self.ends[at - 1] : self.starts[at]])


def exact_at(quote: array[int], source: array[int], first: int) -> bool:
    """Whether the quote's words stand in the source from word `first` on, all and in order."""
    return first >= 0 and source[first : first + len(quote)] == quote


def _find(quote: array[int], source: array[int]) -> int | None:
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


def align(
    words: QuoteWords,
    numbers: array[int],
    source: SourceText,
    seeds: Sequence[tuple[int, int]],
    keys: Sequence[str],
    *,
    effort: Effort,
) -> Alignment | None:
    """The best alignment of a quote, whose words have these `numbers`, with a source; None where nothing matches.

    `seeds` are places (in the quote, in the source) where both agree; `keys` gives the letters of a word's number. What
    it costs is added to `effort`.
    """
    effort.steps += len(numbers) + len(seeds)
    diagonals = Counter(source_at - quote_at for quote_at, source_at in seeds).most_common(_MOST_DIAGONALS)
    exact = next((first for first, _ in diagonals if exact_at(numbers, source.words, first)), None)
    if exact is None and len(seeds) >= _MANY_SEEDS:
        exact = _find(numbers, source.words)
        effort.steps += len(source.words) // 256
    if exact is not None:
        pairs = [(k, exact + k) for k in range(len(numbers))]
        fitness = 1.0 - _marks_cost(pairs, words, source) / max(1, sum(words.weights))
        return Alignment(pairs, exact, exact + len(numbers) - 1, 1.0, fitness)
    if len(numbers) > _LONG_QUOTE:
        blocks = blocks_around(numbers, source.words, seeds)
    else:
        blocks: list[Block] = []
        main = [first for first, _ in diagonals[:1]]
        beside = [first + aside for first in main for aside in range(-_SLIPPED, _SLIPPED + 1)]
        for first in dict.fromkeys([*main, *beside, *(first for first, _ in diagonals)]):
            blocks += blocks_on(numbers, source.words, first)
            if len(blocks) > _MOST_RUNS:
                break
    if not blocks:
        return None
    effort.steps += 2 * len(blocks) + steps_of(len(blocks)) // 3
    total = sum(words.weights)
    weight_up_to = [0, *accumulate(words.weights)]
    chain, cost = best_chain(blocks, weight_up_to, words.elided)
    matched = sum(weight_up_to[block.quote + block.length] - weight_up_to[block.quote] for block in chain)
    if matched - cost < _LEAST_MATCHED * total:
        return None
    spelled = _Spelling(words, numbers, source, keys)
    pairs, credit, gaps = _fill(chain, spelled)
    cost += gaps
    effort.steps += spelled.steps
    first = _head(pairs[0], spelled)
    last = _tail(pairs[-1], spelled)
    score = max(0.0, min(1.0, (credit - cost) / max(1, total)))
    beside = cost / 2 + _marks_cost(pairs, words, source) + _PUT_IN * _put_in(pairs, first, last, words)
    fitness = (credit - beside) / max(1, total)
    return Alignment(pairs, first, last, score, fitness)


class _Spelling:
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


def _put_in(pairs: list[tuple[int, int]], first: int, last: int, words: QuoteWords) -> int:
    """How many words of a quote are not in the source's `first` to `last`, nor stand in brackets for one that is."""
    count = 0
    bounds = [(-1, first - 1), *pairs, (len(words.keys), last + 1)]
    for (before, here), (after, there) in pairwise(bounds):
        missing = after - before - 1
        replacing = missing and all(words.bracketed[before + 1 : after])
        count += max(0, missing - (there - here - 1)) if replacing else missing
    return count


def _marks_cost(pairs: list[tuple[int, int]], words: QuoteWords, source: SourceText) -> float:
    """What the quoter's marks cost this place beside others: the less they leave out the likelier it is."""
    cost = 0.0
    for k in words.elided:
        number = bisect_left(pairs, (k, 0))
        if 0 < number < len(pairs):
            (before, here), (after, there) = pairs[number - 1], pairs[number]
            left_out = (there - here) - (after - before)
            if left_out > 0 or not marks_omission(source.text[source.ends[here] : source.starts[there]]):
                cost += gap_cost(left_out, marked=True)
    return cost / 2


def _fill(chain: list[Block], spelled: _Spelling) -> tuple[list[tuple[int, int]], float, float]:
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


def _before(head: Block, spelled: _Spelling) -> _Edge:
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


def _after(tail: Block, spelled: _Spelling) -> _Edge:
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
    first = _find(spelled.quote[quote_end:], spelled.source[source_end:farthest])
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


def _reach(spelled: _Spelling, words: range, *, marked: bool) -> int:
    """How many words away from the chain an edge of the quote may stand: farther where it says more."""
    letters = sum(spelled.words.weights[words.start : words.stop])
    if marked or letters >= _TELLING:
        return _FAR
    return _NEAR if len(words) > 1 or 2 * letters >= _TELLING else 0


def _head(pair: tuple[int, int], spelled: _Spelling) -> int:
    """The source's first word of the passage: edited words at the quote's head stand for as many in the source."""
    edited, first = pair
    if edited > _LONGEST_EDITED_EDGE:
        return first
    for k in range(edited, 0, -1):
        if first == 0 or spelled.source[first - 1] == MASKED:
            break
        if spelled.text.parts(first) and not _parts(spelled, k):
            break
        first -= 1
    return first


def _tail(pair: tuple[int, int], spelled: _Spelling) -> int:
    """The source's last word of the passage."""
    quote, last = pair
    if len(spelled.quote) - 1 - quote > _LONGEST_EDITED_EDGE:
        return last
    for k in range(quote + 1, len(spelled.quote)):
        following = last + 1
        if following == len(spelled.source) or spelled.source[following] == MASKED:
            break
        if spelled.text.parts(following) and not _parts(spelled, k):
            break
        last = following
    ours = spelled.words.written(quote + 1, len(spelled.quote))
    theirs = spelled.text.written(pair[1] + 1, min(last + 2, len(spelled.source)))
    # "We do not" quoted as "we don't" must not end as "we do".
    taken = last - pair[1]
    if taken and negations(ours) > negations(theirs[:taken]) and negations(theirs[taken:]):
        last += spelled.source[last + 1] != MASKED
    return last


def _parts(spelled: _Spelling, before: int) -> bool:
    """Whether the quote itself ends a sentence or a clause before its word `before`."""
    words = spelled.words
    return ends_clause(words.text[words.ends[before - 1] : words.starts[before]]) if before else False


def ends_sentence(between: str) -> bool:
    """Whether the characters between two words end a sentence or a paragraph."""
    return any(mark in between for mark in ".?!…。？！") or between.count("\n") > 1


def ends_clause(between: str) -> bool:
    """Whether the characters between two words end a sentence, or a clause of one."""
    return any(mark in between for mark in ",;:，；：、") or ends_sentence(between)
