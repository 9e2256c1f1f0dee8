"""Locating quotes: which earlier statement said these words, and where exactly."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from math import log2
from typing import TYPE_CHECKING

from deliberation.aligning import MASKED, UNKNOWN, Alignment, SourceText, align, exact_at
from deliberation.comparing import is_changed, passage_span
from deliberation.folding import fold, key_of
from deliberation.ids import Span, StatementId
from deliberation.quotewords import QuoteWords, quote_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from deliberation.postings import Found, Postings

LEAST_SIMILAR = 0.60
"""Below this edit similarity words are not a quote of that place; shorter quotes must be more similar."""
_SURER_BELOW = ((20, 0.80), (40, 0.66))
"""(letters, least similarity): few words are alike by chance more easily."""
_AS_GOOD = 0.04
"""Places whose similarity differs by less are equally good; then it counts who is being answered."""
_SHORT_LETTERS = 8
_MOST_HITS = 1_500
_MOST_PER_KEY = 200
_SURE_KEYS = 6
"""So many of a quote's rarest pairs of words are always looked up."""
_CANDIDATES = 5
_COMPACT_AT = 50_000
CAPACITY = 64_000_000
"""Characters kept by default; the oldest statements go first."""


@dataclass(frozen=True, slots=True)
class Located:
    """Where a quote was found. `score` is the edit similarity, 0 to 1.

    `changed`: words differ and are not marked as left out or bracketed; a flipped negation, another number or name
    always counts.
    """

    statement: StatementId
    revision: int
    span: Span
    score: float
    changed: bool


@dataclass(slots=True, eq=False)
class _Kept:
    """A statement as the index keeps it."""

    statement: StatementId
    revision: int
    source: SourceText
    base: int
    """The position of its first word among all."""
    alive: bool = True


@dataclass(slots=True)
class _Candidate:
    """A statement that shares pairs of words with a quote."""

    kept: _Kept
    weight: float = 0.0
    seeds: list[tuple[int, int]] = field(default_factory=list[tuple[int, int]])


@dataclass(frozen=True, slots=True)
class _Scope:
    """What may be found: statements before one, at positions below one; those of the statement answered in any case."""

    before: StatementId | None
    near: StatementId | None
    below: int
    inside: tuple[int, int] | None

    def allows(self, kept: _Kept) -> bool:
        """Whether a quote may be found in this statement."""
        return kept.alive and (self.before is None or kept.statement < self.before)


class DebateIndex:
    """The statements of one debate, kept so that a quote is found in them at once.

    Rebuilt from the statements at any time; holds no truth. Only a statement's own words can be found, not what it
    quotes (`quoted` spans are masked), so that a quote of a quote leads to whoever said it first.

    It takes about 5 bytes for each character it keeps, the text itself aside, and keeps at most `capacity`
    characters: beyond it the oldest statements are forgotten.
    """

    def __init__(self, capacity: int = CAPACITY) -> None:
        self._capacity = capacity
        self._characters = 0
        self._numbers: dict[str, int] = {"": MASKED}
        """The number of each word as written in lower case; spellings of one word have the same."""
        self._keys: list[str] = [""]
        self._by_key: dict[str, int] = {"": MASKED}
        self._kept: dict[StatementId, _Kept] = {}
        self._in_order: list[_Kept] = []
        self._bases: list[int] = []
        self._rising = True
        """Statements were added in the order of their ids."""
        self._postings: Postings | None = None
        self._dead = 0

    def add(self, statement: StatementId, revision: int, text: str, quoted: tuple[Span, ...] = ()) -> None:
        """Take in a statement, or its new revision (the older one is then no longer found)."""
        self.remove(statement)
        folded = fold(text)
        words = array("I", map(self._number, folded.words))
        for span in quoted:
            first = bisect_right(folded.ends, span.start)
            last = bisect_right(folded.starts, span.end - 1) if span.end else 0
            if first < last:
                words[first:last] = array("I", [MASKED]) * (last - first)
        source = SourceText(text, words, array("I", folded.starts), array("I", folded.ends))
        self._keep(_Kept(statement, revision, source, 0))
        while self._characters > self._capacity and len(self._kept) > 1:
            self.remove(min(self._kept))

    def remove(self, statement: StatementId) -> None:
        """Forget a statement; nothing happens where it is not known."""
        kept = self._kept.pop(statement, None)
        if kept is None:
            return
        kept.alive = False
        self._characters -= len(kept.source.text)
        self._dead += len(kept.source.words)
        if self._dead > _COMPACT_AT and 2 * self._dead > self._bases[-1] + len(self._in_order[-1].source.words):
            self._rebuild()

    def locate(
        self, quote: str, *, before: StatementId | None = None, near: StatementId | None = None
    ) -> Located | None:
        """Where `quote` was said: in `near` (the statement being answered) if there, else the nearest earlier one.

        `before` leaves out that statement and every later one. None where nothing is similar enough.

        One word, or fewer than eight letters, are found as whole words only, in `near`, or else where they stand at
        one place of all earlier statements: said twice, nobody knows which is meant. Two words are found as they
        stand, in `near` or in the nearest earlier statement.
        """
        words = quote_words(quote)
        numbers = array("I", [self._by_key.get(key, UNKNOWN) for key in words.keys])
        if not len(numbers) or not self._kept:
            return None
        if len(numbers) <= 2 or sum(words.weights) < _SHORT_LETTERS:
            return self._locate_short(words, numbers, self._scope(before, near))
        best: list[tuple[_Kept, Alignment]] = []
        for candidate in self._candidates(words, numbers, self._scope(before, near)):
            found = self._aligned(words, numbers, candidate)
            if found is None:
                continue
            best.append((candidate.kept, found))
            if found.score == 1.0 and candidate.kept.statement == near:
                break
        if not best:
            return None
        top = max(found.score for _, found in best)
        good = [(kept, found) for kept, found in best if found.score >= top - _AS_GOOD]
        kept, found = max(good, key=lambda item: (item[0].statement == near, item[0].statement))
        return self._located(words, kept, found)

    def nbytes(self) -> int:
        """About how many bytes the index takes, the statements' own text aside."""
        words = sum(3 * kept.source.words.itemsize * len(kept.source.words) + 300 for kept in self._in_order)
        vocabulary = 110 * len(self._numbers) + 70 * len(self._keys)
        return words + vocabulary + (self._postings.nbytes() if self._postings else 0)

    def _number(self, word: str) -> int:
        """The number of `word`, a new one for a new word."""
        number = self._numbers.get(word)
        if number is None:
            key = key_of(word)
            number = self._by_key.setdefault(key, len(self._keys))
            if number == len(self._keys):
                self._keys.append(key)
            self._numbers[word] = number
        return number

    def _keep(self, kept: _Kept) -> None:
        """Add what was prepared to the postings."""
        import numpy as np

        from deliberation.postings import Postings

        if self._postings is None:
            self._postings = Postings()
        kept.base = self._postings.add(np.frombuffer(kept.source.words, dtype=np.uint32))
        if self._in_order and kept.statement < self._in_order[-1].statement:
            self._rising = False
        self._in_order.append(kept)
        self._bases.append(kept.base)
        self._kept[kept.statement] = kept
        self._characters += len(kept.source.text)

    def _rebuild(self) -> None:
        """Leave behind what was removed."""
        alive = sorted(self._kept.values(), key=lambda kept: kept.statement)
        self._postings = None
        self._kept, self._in_order, self._bases = {}, [], []
        self._rising, self._dead, self._characters = True, 0, 0
        for kept in alive:
            self._keep(kept)

    def _place(self, position: int) -> _Kept:
        """The statement in which a position lies."""
        return self._in_order[bisect_right(self._bases, position) - 1]

    def _scope(self, before: StatementId | None, near: StatementId | None) -> _Scope:
        """What may be found."""
        below = self._bases[-1] + len(self._in_order[-1].source.words)
        if before is not None and self._rising:
            later = bisect_left(self._in_order, before, key=lambda kept: kept.statement)
            below = self._bases[later] if later < len(self._bases) else below
        answered = self._kept.get(near) if near is not None else None
        inside = (answered.base, answered.base + len(answered.source.words)) if answered else None
        return _Scope(before, near, below, inside)

    def _candidates(self, words: QuoteWords, numbers: array[int], scope: _Scope) -> list[_Candidate]:
        """The statements that share most, and the rarest, neighbouring words with a quote, best first."""
        assert self._postings is not None
        places = [
            k
            for k in range(len(numbers) - 1)
            if numbers[k] != UNKNOWN and numbers[k + 1] != UNKNOWN and k + 1 not in words.elided
        ]
        candidates: dict[int, _Candidate] = {}
        seen = 0
        if places:
            found = self._postings.pairs([numbers[k] for k in places], [numbers[k + 1] for k in places])
            seen = self._vote(candidates, places, found, words, scope)
        if seen * 3 < len(numbers):
            alone = [k for k in range(len(numbers)) if numbers[k] != UNKNOWN]
            if alone:
                found = self._postings.words([numbers[k] for k in alone])
                self._vote(candidates, alone, found, words, scope)
        ranked = sorted(candidates.values(), key=lambda one: (-one.weight, -one.kept.statement))
        chosen = ranked[:_CANDIDATES]
        answered = [one for one in ranked if one.kept.statement == scope.near]
        return answered + [one for one in chosen if one.kept.statement != scope.near]

    def _vote(
        self, candidates: dict[int, _Candidate], places: Sequence[int], found: Found, words: QuoteWords, scope: _Scope
    ) -> int:
        """Note in `candidates` where the rarest of the keys at `places` of the quote stand.

        Returns how many keys stand anywhere.
        """
        counts = found.counts
        order = sorted((k for k in range(len(places)) if counts[k]), key=counts.__getitem__)
        hits = 0
        for rank, k in enumerate(order):
            if hits > _MOST_HITS and rank >= _SURE_KEYS:
                break
            at = places[k]
            weight = (words.weights[at] + words.weights[min(at + 1, len(words.weights) - 1)]) / (
                1 + log2(1 + counts[k])
            )
            voted: set[int] = set()
            for position in found.positions(k, _MOST_PER_KEY, scope.below, scope.inside):
                hits += 1
                kept = self._place(position)
                if not scope.allows(kept):
                    continue
                candidate = candidates.get(kept.base)
                if candidate is None:
                    candidate = candidates[kept.base] = _Candidate(kept)
                candidate.seeds.append((at, position - kept.base))
                if kept.base not in voted:
                    voted.add(kept.base)
                    candidate.weight += weight
        return len(order)

    def _aligned(self, words: QuoteWords, numbers: array[int], candidate: _Candidate) -> Alignment | None:
        """The quote aligned with a candidate, where it is similar enough."""
        found = align(words, numbers, candidate.kept.source, candidate.seeds, self._keys)
        return found if found is not None and found.score >= _least_similar(words) else None

    def _locate_short(self, words: QuoteWords, numbers: array[int], scope: _Scope) -> Located | None:
        """Where a quote too short to be compared stands word for word."""
        assert self._postings is not None
        if UNKNOWN in numbers:
            return None
        if len(numbers) == 1:
            found = self._postings.words([numbers[0]])
        else:
            found = self._postings.pairs([numbers[0]], [numbers[1]])
        exact: list[tuple[_Kept, int]] = []
        for position in found.positions(0, _MOST_PER_KEY, scope.below, scope.inside):
            kept = self._place(position)
            if scope.allows(kept) and exact_at(numbers, kept.source.words, position - kept.base):
                exact.append((kept, position - kept.base))
        answered = [(kept, first) for kept, first in exact if kept.statement == scope.near]
        if not answered and (len(numbers) == 1 or sum(words.weights) < _SHORT_LETTERS) and len(exact) != 1:
            return None
        if not (answered or exact):
            return None
        kept, first = min(answered or exact, key=lambda item: (-item[0].statement, item[1]))
        pairs = [(k, first + k) for k in range(len(numbers))]
        return self._located(words, kept, Alignment(pairs, first, first + len(numbers) - 1, 1.0))

    def _located(self, words: QuoteWords, kept: _Kept, found: Alignment) -> Located:
        """What an alignment says in characters."""
        span = passage_span(words, kept.source, found)
        changed = is_changed(words, kept.source, found)
        return Located(kept.statement, kept.revision, span, found.score, changed)


def _least_similar(words: QuoteWords) -> float:
    """The least similarity that a quote of so many letters needs."""
    letters = sum(words.weights)
    return max((least for limit, least in _SURER_BELOW if letters < limit), default=LEAST_SIMILAR)


def index_of(statements: Iterable[tuple[StatementId, int, str, tuple[Span, ...]]]) -> DebateIndex:
    """An index of statements, each given as to `DebateIndex.add`."""
    index = DebateIndex()
    for statement, revision, text, quoted in statements:
        index.add(statement, revision, text, quoted)
    return index
