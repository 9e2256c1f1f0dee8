"""Chaining: the runs of equal words in a quote and a source that together say most of the quote, in order."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import pairwise
from math import log2
from operator import eq
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from array import array
    from collections.abc import Sequence

_MOST_BLOCKS = 150
_SHORTEST_AROUND = 3
"""In a long quote shorter runs are mostly chance; those that belong to the chain are found when its gaps are filled."""
_MOST_STEPS = 60_000
_PARAGRAPH = 60
"""Words."""
_LOOK_BACK = 32
"""How many blocks back in the quote the chain looks for the one before."""
_LEADERS = 8
"""And how many of the best farther back: between far-off halves of a quote many common words agree by chance."""
_NOTHING_LEFT_OUT = 2.0
"""What a mark costs, in letters, where nothing was left out."""


@dataclass(frozen=True, slots=True)
class Block:
    """Equal words: `length` from `quote` on in the quote and from `source` on in the source."""

    quote: int
    source: int
    length: int


def steps_of(blocks: int) -> int:
    """How many pairs of blocks `best_chain` compares at most."""
    return min(blocks, _MOST_BLOCKS) * min(blocks, _LOOK_BACK + _LEADERS)


def blocks_on(quote: array[int], source: array[int], diagonal: int) -> list[Block]:
    """The runs of equal words where the source is `diagonal` words ahead; single words only for short quotes."""
    low = max(0, -diagonal)
    high = min(len(quote), len(source) - diagonal)
    shortest = 1 if len(quote) <= 24 else 2
    equal = bytes(map(eq, quote[low:high], source[low + diagonal : high + diagonal]))
    blocks: list[Block] = []
    start = equal.find(1)
    while start >= 0:
        end = equal.find(0, start)
        end = len(equal) if end < 0 else end
        if end - start >= shortest:
            blocks.append(Block(low + start, low + start + diagonal, end - start))
        start = equal.find(1, end)
    return blocks


def blocks_around(quote: array[int], source: array[int], seeds: Sequence[tuple[int, int]]) -> list[Block]:
    """The runs of equal words around places where both agree: for long quotes, whose pieces stand far apart.

    Looks at a bounded number of words, whatever the texts repeat.
    """
    left = _MOST_STEPS + 8 * len(quote)
    reached: dict[int, int] = {}
    """For each diagonal, up to which word of the quote it was looked at."""
    blocks: list[Block] = []
    for at, source_at in sorted(seeds):
        diagonal = source_at - at
        known = reached.get(diagonal, max(0, -diagonal))
        if at < known or left < 0:
            continue
        first, last = at, at
        while first > known and quote[first - 1] == source[first - 1 + diagonal]:
            first -= 1
        end = min(len(quote), len(source) - diagonal)
        while last < end and quote[last] == source[last + diagonal]:
            last += 1
        reached[diagonal] = last
        left -= last - first
        blocks.append(Block(first, first + diagonal, last - first))
    return [block for block in blocks if block.length >= _SHORTEST_AROUND]


def gap_cost(left_out: int, *, marked: bool) -> float:
    """What `left_out` source words missing between two blocks cost, in letters.

    Hardly anybody leaves out a page without a mark: there it takes more than a few common words to go on.
    """
    if marked:
        return 0.5 * log2(1 + left_out) if left_out > 0 else _NOTHING_LEFT_OUT
    if left_out <= 0:
        return 0.0
    return 1.5 + log2(1 + left_out) * (1 if left_out <= _PARAGRAPH else 2)


def best_chain(blocks: list[Block], weight_up_to: list[int], elided: frozenset[int]) -> tuple[list[Block], float]:
    """The chain of blocks, rising in both texts, that matches most letters, and what its unmarked gaps cost."""
    if elided:
        blocks = [part for block in blocks for part in _split(block, sorted(elided))]
    most = max(_MOST_BLOCKS, len(weight_up_to) // 8)
    if len(blocks) > most:
        blocks = sorted(blocks, key=lambda block: -block.length)[:most]
    blocks = sorted(set(blocks), key=lambda block: (block.quote + block.length, block.source))
    best: list[tuple[float, float, int, int]] = []
    """For each block: matched letters less costs, costs, the block before (or -1), words trimmed off its front."""
    leaders: list[int] = []
    """The blocks before those looked back at with which most was matched."""
    for number, block in enumerate(blocks):
        if number > _LOOK_BACK:
            leaders = sorted([*leaders, number - _LOOK_BACK - 1], key=lambda k: -best[k][0])[:_LEADERS]
        end = block.quote + block.length
        gain = (float(weight_up_to[end] - weight_up_to[block.quote]), 0.0, -1, 0)
        for before in (*leaders, *range(max(0, number - _LOOK_BACK), number)):
            other = blocks[before]
            other_end = other.quote + other.length
            trim = max(0, other_end - block.quote, other.source + other.length - block.source)
            if trim >= block.length:
                continue
            start = block.quote + trim
            left_out = block.source + trim - other.source - other.length - (start - other_end)
            marked = any(k in elided for k in range(other_end, start + 1)) if elided else False
            cost = gap_cost(left_out, marked=marked)
            total = best[before][0] + weight_up_to[end] - weight_up_to[start] - cost
            if total > gain[0]:
                gain = (total, best[before][1] + (0.0 if marked else cost), before, trim)
        best.append(gain)
    number = max(range(len(blocks)), key=lambda k: (best[k][0], -blocks[k].source))
    cost = best[number][1]
    chain: list[Block] = []
    while number >= 0:
        _, _, before, trim = best[number]
        block = blocks[number]
        chain.append(Block(block.quote + trim, block.source + trim, block.length - trim))
        number = before
    return chain[::-1], cost


def _split(block: Block, marks: list[int]) -> list[Block]:
    """A block in parts that end where the quoter marked that words were left out, even if none were."""
    inside = marks[bisect_right(marks, block.quote) : bisect_left(marks, block.quote + block.length)]
    edges = [block.quote, *inside, block.quote + block.length]
    ahead = block.source - block.quote
    return [Block(first, first + ahead, last - first) for first, last in pairwise(edges)]
