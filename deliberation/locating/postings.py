"""Postings: where each word, and each pair of neighbouring words, stands in all texts of a debate.

A posting is eight bytes of key (a word's number above the next word's) and four of position; sorted runs of them are
merged as they grow, so that adding stays cheap, and looking up costs a binary search in each of a few runs. Sorting
by the first word and then the second lets one structure answer for words and for pairs.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import log2
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Integers = NDArray[np.int64]
    Keys = NDArray[np.uint64]
    Positions = NDArray[np.uint32]

_GROWTH = 6
"""A run is merged into the one before it unless that one is this many times larger."""
_WORD_BITS = np.uint64(32)
_MOST_PER_KEY = 500
_MOST_HITS = 500
_SURE_KEYS = 6
"""So many of the rarest keys are always counted."""


@dataclass(frozen=True, slots=True)
class Lookup:
    """Keys that were looked up: where in the quote each stands, what it weighs, and where it was found.

    `spans` holds, for each run, its positions and the first and last posting of each key; `counts` how many in all.
    """

    places: Sequence[int]
    weights: Sequence[float]
    spans: list[tuple[Positions, Integers, Integers]]
    counts: Integers


@dataclass(frozen=True, slots=True)
class Candidate:
    """A text that shares keys with a quote, and the places (in the quote, in the text) where."""

    text: int
    weight: float
    seeds: list[tuple[int, int]]


class Postings:
    """Positions by word and by pair of words. Texts are numbered as they are added, from 0."""

    def __init__(self) -> None:
        self.length = 0
        self.texts = 0
        self._bases: Integers = np.zeros(64, dtype=np.int64)
        """The position of each text's first word."""
        self._owners: Integers = np.zeros(64, dtype=np.int64)
        """Whose each text is; forgotten ones belong to nobody, -1."""
        self._runs: list[tuple[Keys, Positions]] = []
        self._pending: list[tuple[Keys, Positions]] = []

    def add(self, words: Positions, owner: int) -> int:
        """Take in the words of a text, by number (0 for one that must not be found); return the text's number."""
        if self.texts == len(self._bases):
            self._bases = np.concatenate([self._bases, np.zeros_like(self._bases)])
            self._owners = np.concatenate([self._owners, np.zeros_like(self._owners)])
        text = self.texts
        self._bases[text] = self.length
        self._owners[text] = owner
        if len(words):
            keys = words.astype(np.uint64) << _WORD_BITS
            keys[:-1] |= words[1:]
            positions = np.arange(self.length, self.length + len(words), dtype=np.uint32)
            seen = words != 0
            self._pending.append((keys[seen], positions[seen]))
        self.length += len(words)
        self.texts += 1
        return text

    def forget(self, text: int) -> None:
        """Find a text no longer."""
        self._owners[text] = -1

    def pairs(self, places: Sequence[int], words: Sequence[int], weights: Sequence[float]) -> Lookup:
        """Where the pairs of neighbours that begin at `places` of the quote's `words` stand."""
        first = np.array([words[place] for place in places], dtype=np.uint64)
        second = np.array([words[place + 1] for place in places], dtype=np.uint64)
        keys = (first << _WORD_BITS) | second
        return self._between(places, weights, keys, keys + np.uint64(1))

    def words(self, places: Sequence[int], words: Sequence[int], weights: Sequence[float]) -> Lookup:
        """Where the words at `places` of the quote's `words` stand."""
        keys = np.array([words[place] for place in places], dtype=np.uint64)
        return self._between(places, weights, keys << _WORD_BITS, (keys + np.uint64(1)) << _WORD_BITS)

    def candidates(self, lookups: Sequence[Lookup], before: int | None, near: int | None, most: int) -> list[Candidate]:
        """At most `most` texts that share the rarest and heaviest keys, best first, and of equals the latest.

        Only texts of owners below `before` count; the text of `near` is among them wherever it shares anything.
        """
        chosen: list[tuple[Positions, int, float]] = []
        hits = 0
        for lookup in lookups:
            enough = max(_MOST_HITS, 2 * len(lookup.places))
            order = np.argsort(lookup.counts, kind="stable")
            ranked: list[int] = order[int((lookup.counts == 0).sum()) :].tolist()
            for rank, key in enumerate(ranked):
                if hits > enough and rank >= _SURE_KEYS:
                    break
                positions = self._positions(lookup, key, before, near)
                hits += len(positions)
                weight = lookup.weights[key] / (1.0 + log2(1 + int(lookup.counts[key])))
                chosen.append((positions, lookup.places[key], weight))
        if not hits:
            return []
        sizes = [len(positions) for positions, _, _ in chosen]
        positions = np.concatenate([positions for positions, _, _ in chosen]).astype(np.int64)
        places = np.repeat(np.array([place for _, place, _ in chosen], dtype=np.int64), sizes)
        weights = np.repeat(np.array([weight for _, _, weight in chosen]), sizes)
        texts = np.searchsorted(self._bases[: self.texts], positions, side="right") - 1
        weights[1:][(texts[1:] == texts[:-1]) & (places[1:] == places[:-1])] = 0.0
        shared, number = np.unique(texts, return_inverse=True)
        votes = np.bincount(number, weights=weights)
        owners = self._owners[shared]
        allowed = (owners >= 0) if before is None else (owners >= 0) & (owners < before)
        order = np.lexsort((-owners, -votes))
        best = order[allowed[order]]
        answered = best[owners[best] == near] if near is not None else best[:0]
        found: list[Candidate] = []
        for at in dict.fromkeys([*best[:most].tolist(), *answered.tolist()]):
            here = number == at
            text = int(shared[at])
            seeds = zip(places[here].tolist(), (positions[here] - self._bases[text]).tolist(), strict=True)
            found.append(Candidate(text, float(votes[at]), list(seeds)))
        return found

    def hits(self, lookup: Lookup, before: int | None, near: int | None) -> list[tuple[int, int]]:
        """Where the first key of `lookup` stands: (text, place in it), the oldest position first."""
        positions = self._positions(lookup, 0, before, near).astype(np.int64)
        texts = np.searchsorted(self._bases[: self.texts], positions, side="right") - 1
        owners = self._owners[texts]
        kept = (owners >= 0) if before is None else (owners >= 0) & (owners < before)
        return list(zip(texts[kept].tolist(), (positions - self._bases[texts])[kept].tolist(), strict=True))

    def nbytes(self) -> int:
        """How many bytes the postings take."""
        return sum(keys.nbytes + positions.nbytes for keys, positions in self._runs + self._pending)

    def _between(self, places: Sequence[int], weights: Sequence[float], low: Keys, high: Keys) -> Lookup:
        """Where keys from `low[i]` on and below `high[i]` stand."""
        self._settle()
        spans: list[tuple[Positions, Integers, Integers]] = []
        counts = np.zeros(len(low), dtype=np.int64)
        for keys, positions in self._runs:
            firsts, lasts = np.searchsorted(keys, low), np.searchsorted(keys, high)
            counts += lasts - firsts
            spans.append((positions, firsts, lasts))
        return Lookup(places, weights, spans, counts)

    def _positions(self, lookup: Lookup, key: int, before: int | None, near: int | None) -> Positions:
        """The positions of one key, the latest where there are too many, and then those in the near text too."""
        parts = [positions[firsts[key] : lasts[key]] for positions, firsts, lasts in lookup.spans]
        found = np.concatenate(parts) if len(parts) > 1 else parts[0]
        if len(found) <= _MOST_PER_KEY:
            return found
        if before is not None:
            later = np.flatnonzero(self._owners[: self.texts] >= before)
            if len(later) and later[0] + len(later) == self.texts:
                found = found[: int(np.searchsorted(found, self._bases[later[0]]))]
        rest, found = found[:-_MOST_PER_KEY], found[-_MOST_PER_KEY:]
        for text in np.flatnonzero(self._owners[: self.texts] == near) if near is not None else ():
            end = self._bases[text + 1] if text + 1 < self.texts else self.length
            low, high = np.searchsorted(rest, [self._bases[text], end]).tolist()
            found = np.concatenate([rest[low : min(high, low + _MOST_PER_KEY)], found])
        return found

    def _settle(self) -> None:
        """Sort what was added since and merge runs that have become alike in size."""
        if not self._pending:
            return
        self._runs.append(_sorted_run(self._pending))
        self._pending = []
        while len(self._runs) > 1 and len(self._runs[-2][0]) < _GROWTH * len(self._runs[-1][0]):
            self._runs[-2:] = [_sorted_run(self._runs[-2:])]


def _sorted_run(parts: list[tuple[Keys, Positions]]) -> tuple[Keys, Positions]:
    """One run of several, sorted by key and then by position."""
    keys = np.concatenate([keys for keys, _ in parts])
    positions = np.concatenate([positions for _, positions in parts])
    order = np.argsort(keys, kind="stable")
    return keys[order], positions[order]
