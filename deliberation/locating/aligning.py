"""Aligning a quote with one text: a chain of word-level matches that allows gaps in the source.

Most people shorten without marking it, so words of the source may be missing anywhere; each such place costs a
little, more for a longer one, so that common words scattered over a long text do not add up to a quote.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from deliberation.locating.alteration import negations
from deliberation.locating.chaining import Block, best_chain, blocks_around, blocks_on, gap_cost, steps_of
from deliberation.locating.filling import Spelling, fill, find
from deliberation.locating.quotewords import QuoteWords, marks_omission
from deliberation.locating.sourcetext import MASKED, SourceText, ends_clause

_MOST_DIAGONALS = 32
_SLIPPED = 3
"""So many words put in or left out are looked for beside where most of a quote is, even if all words are common."""
_MOST_RUNS = 400
"""Equal runs of words in one text; with more it is its commonest words that agree."""
_LONG_QUOTE = 300
"""A quote of more words is pieced together from around its seeds only."""
_MANY_SEEDS = 250
"""So many may have been cut short, where a text repeats itself: then the very words are searched for."""
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


def exact_at(quote: array[int], source: array[int], first: int) -> bool:
    """Whether the quote's words stand in the source from word `first` on, all and in order."""
    return first >= 0 and source[first : first + len(quote)] == quote


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
        exact = find(numbers, source.words)
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
    spelled = Spelling(words, numbers, source, keys)
    pairs, credit, gaps = fill(chain, spelled)
    cost += gaps
    effort.steps += spelled.steps
    first = _head(pairs[0], spelled)
    last = _tail(pairs[-1], spelled)
    score = max(0.0, min(1.0, (credit - cost) / max(1, total)))
    beside = cost / 2 + _marks_cost(pairs, words, source) + _PUT_IN * _put_in(pairs, first, last, words)
    fitness = (credit - beside) / max(1, total)
    return Alignment(pairs, first, last, score, fitness)


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


def _head(pair: tuple[int, int], spelled: Spelling) -> int:
    """The source's first word of the passage: edited words at the quote's head stand for as many in the source."""
    edited, first = pair
    if edited > _LONGEST_EDITED_EDGE:
        return first
    for k in range(edited, 0, -1):
        if first == 0 or spelled.source[first - 1] == MASKED:
            break
        if spelled.text.opens_sentence(first) or (spelled.text.parts(first) and not _parts(spelled, k)):
            break
        first -= 1
    return first


def _tail(pair: tuple[int, int], spelled: Spelling) -> int:
    """The source's last word of the passage."""
    quote, last = pair
    if len(spelled.quote) - 1 - quote > _LONGEST_EDITED_EDGE:
        return last
    for k in range(quote + 1, len(spelled.quote)):
        following = last + 1
        if following == len(spelled.source) or spelled.source[following] == MASKED:
            break
        if spelled.text.opens_sentence(following) or (spelled.text.parts(following) and not _parts(spelled, k)):
            break
        last = following
    ours = spelled.words.written(quote + 1, len(spelled.quote))
    theirs = spelled.text.written(pair[1] + 1, min(last + 2, len(spelled.source)))
    # "We do not" quoted as "we don't" must not end as "we do".
    taken = last - pair[1]
    if taken and negations(ours) > negations(theirs[:taken]) and negations(theirs[taken:]):
        last += spelled.source[last + 1] != MASKED
    return last


def _parts(spelled: Spelling, before: int) -> bool:
    """Whether the quote itself ends a sentence or a clause before its word `before`."""
    words = spelled.words
    return ends_clause(words.text[words.ends[before - 1] : words.starts[before]]) if before else False
