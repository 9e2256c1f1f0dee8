"""Postings: where each word, and each pair of neighbouring words, stands in all statements of a debate.

A posting is eight bytes of key (a word's number above the next word's) and four of position; sorted runs of them are
merged as they grow, so that adding stays cheap, and looking up costs a binary search in each of a few runs. Sorting
by the first word and then the second lets one structure answer for words and for pairs.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Keys = NDArray[np.uint64]
Positions = NDArray[np.uint32]
Numbers = NDArray[np.uint32]

_GROWTH = 6
"""A run is merged into the one before it unless that one is this many times larger."""
_WORD_BITS = np.uint64(32)


class Postings:
    """Positions by word and by pair of words; position 0 is the first word of the first text added."""

    def __init__(self) -> None:
        self.length = 0
        self._runs: list[tuple[Keys, Positions]] = []
        self._pending: list[tuple[Keys, Positions]] = []

    def add(self, words: Numbers) -> int:
        """Take in the words of a text, by number (0 for one that must not be found); return its first position."""
        base = self.length
        self.length += len(words)
        if len(words):
            keys = words.astype(np.uint64) << _WORD_BITS
            keys[:-1] |= words[1:]
            positions = np.arange(base, self.length, dtype=np.uint32)
            seen = words != 0
            self._pending.append((keys[seen], positions[seen]))
        return base

    def pairs(self, first: Sequence[int], second: Sequence[int]) -> "Found":
        """Where the pairs `first[i]`, `second[i]` stand."""
        keys = (np.array(first, dtype=np.uint64) << _WORD_BITS) | np.array(second, dtype=np.uint64)
        return self._between(keys, keys + np.uint64(1))

    def words(self, numbers: Sequence[int]) -> "Found":
        """Where the words `numbers[i]` stand."""
        keys = np.array(numbers, dtype=np.uint64)
        return self._between(keys << _WORD_BITS, (keys + np.uint64(1)) << _WORD_BITS)

    def nbytes(self) -> int:
        """How many bytes the postings take."""
        return sum(keys.nbytes + positions.nbytes for keys, positions in self._runs + self._pending)

    def _between(self, low: Keys, high: Keys) -> "Found":
        """Where keys from `low[i]` on and below `high[i]` stand."""
        self._settle()
        spans: list[tuple[Positions, list[int], list[int]]] = []
        for keys, positions in self._runs:
            firsts: list[int] = np.searchsorted(keys, low).tolist()
            lasts: list[int] = np.searchsorted(keys, high).tolist()
            spans.append((positions, firsts, lasts))
        return Found(len(low), spans)

    def _settle(self) -> None:
        """Sort what was added since and merge runs that have become alike in size."""
        if not self._pending:
            return
        self._runs.append(_sorted_run(self._pending))
        self._pending = []
        while len(self._runs) > 1 and len(self._runs[-2][0]) < _GROWTH * len(self._runs[-1][0]):
            self._runs[-2:] = [_sorted_run(self._runs[-2:])]


class Found:
    """The positions found for each of several keys, oldest first."""

    def __init__(self, count: int, spans: list[tuple[Positions, list[int], list[int]]]) -> None:
        self._spans = spans
        self.counts = [0] * count
        for _, firsts, lasts in spans:
            for number in range(count):
                self.counts[number] += lasts[number] - firsts[number]

    def positions(self, number: int, limit: int, below: int, inside: tuple[int, int] | None = None) -> list[int]:
        """At most `limit` positions of key `number`, the highest below `below`; and as many of those `inside`."""
        found: list[int] = []
        for positions, firsts, lasts in reversed(self._spans):
            first, last = firsts[number], lasts[number]
            if first == last:
                continue
            run = positions[first:last]
            if int(run[-1]) >= below:
                run = run[: int(np.searchsorted(run, below))]
            wanted = limit - len(found)
            if wanted > 0:
                found += run[-wanted:].tolist()
            if inside is not None and wanted < len(run):
                rest = run[: len(run) - max(0, wanted)]
                low, high = np.searchsorted(rest, inside).tolist()
                found += rest[low : min(high, low + limit)].tolist()
        return found


def _sorted_run(parts: list[tuple[Keys, Positions]]) -> tuple[Keys, Positions]:
    """One run of several, sorted by key and then by position."""
    keys = np.concatenate([keys for keys, _ in parts])
    positions = np.concatenate([positions for _, positions in parts])
    order = np.argsort(keys, kind="stable")
    return keys[order], positions[order]
