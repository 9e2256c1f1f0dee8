"""Texts in which words are looked for: which of them says these words, and where exactly."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from deliberation.ids import Span, StatementId
from deliberation.locating.aligning import Alignment, Effort, align, exact_at
from deliberation.locating.comparing import differences, is_changed, passage_span
from deliberation.locating.folding import fold, key_of
from deliberation.locating.quotewords import QuoteWords, quote_words
from deliberation.locating.sourcetext import MASKED, UNKNOWN, SourceText

if TYPE_CHECKING:
    from deliberation.locating.postings import Candidate, Lookup, Postings

LEAST_SIMILAR = 0.60
"""Below this edit similarity words are not a quote of that place; shorter quotes must be more similar."""
_SURER_BELOW = ((20, 0.80), (40, 0.66))
"""(letters, least similarity): few words are alike by chance more easily."""
_AS_GOOD = 0.04
"""The statement being answered is preferred to one that is more similar by less than this."""
_HARDLY_WORSE = 0.01
"""Of places that differ in fitness by less than this, the one that is written as the quote is comes first."""
_SHORT_LETTERS = 8
_CANDIDATES = 5
_WORTH_COMPARING = 0.3
"""A statement that shares less than this share of what the best one shares is not compared."""
_STEPS_EACH = 100
"""What looking a quote up takes at least."""
_COMPACT_AT = 50_000
CAPACITY = 64_000_000
"""Characters kept by default; the oldest statements go first."""


@dataclass(frozen=True, slots=True)
class Located:
    """Where a quote was found. `score` is the edit similarity, 0 to 1.

    `changed`: words differ and are not marked as left out or bracketed; a flipped negation, another number or name
    always counts. `via` holds the statements by which the words came where the quoter did not take them from the
    source itself: each quotes the next, and the last one the source.
    """

    statement: StatementId
    revision: int
    span: Span
    score: float
    changed: bool
    via: tuple[StatementId, ...] = ()


@dataclass(slots=True, eq=False)
class _Kept:
    """A statement as the index keeps it."""

    statement: StatementId
    revision: int
    source: SourceText
    number: int = 0
    """Its number in the postings."""


class TextIndex:
    """Texts of statements, kept so that a quote is found in them at once.

    It takes about 3.5 bytes for each character it keeps, the text itself aside, and keeps at most `capacity`
    characters: beyond it the oldest statements are forgotten.
    """

    def __init__(self, capacity: int = CAPACITY, effort: Effort | None = None) -> None:
        self._capacity = capacity
        self._characters = 0
        self._numbers: dict[str, int] = {"": MASKED}
        """The number of each word as written in lower case; spellings of one word have the same."""
        self._keys: list[str] = [""]
        self._by_key: dict[str, int] = {"": MASKED}
        self._kept: dict[StatementId, _Kept] = {}
        self._in_order: list[_Kept] = []
        self._postings: Postings | None = None
        self._dead = 0
        self._effort = effort or Effort()

    def __contains__(self, statement: StatementId) -> bool:
        return statement in self._kept

    def add(self, statement: StatementId, revision: int, text: str, masked: tuple[Span, ...] = ()) -> None:
        """Take in a statement, or its new revision (the older one is then no longer found).

        Words in the `masked` spans are not found.
        """
        self.remove(statement)
        folded = fold(text)
        words = array("I", map(self._number, folded.words))
        for span in masked:
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
        self._characters -= len(kept.source.text)
        self._dead += len(kept.source.words)
        if self._postings is not None:
            self._postings.forget(kept.number)
            if self._dead > _COMPACT_AT and 2 * self._dead > self._postings.length:
                self._rebuild()

    def locate(
        self, quote: str, *, before: StatementId | None = None, near: StatementId | None = None
    ) -> Located | None:
        """Where `quote` was said: in `near` (the statement being answered) if there, else the nearest earlier one.

        `before` leaves out that statement and every later one. None where nothing is similar enough.
        """
        self._effort.steps += _STEPS_EACH + len(quote) // 4
        words = quote_words(quote)
        numbers = array("I", [self._by_key.get(key, UNKNOWN) for key in words.keys])
        if self._postings is None or not len(numbers):
            return None
        if len(numbers) <= 2 or sum(words.weights) < _SHORT_LETTERS:
            return self._locate_short(self._postings, words, numbers, before, near)
        found: list[tuple[_Kept, Alignment]] = []
        for candidate in self._candidates(self._postings, words, numbers, before, near):
            kept = self._in_order[candidate.text]
            alignment = align(words, numbers, kept.source, candidate.seeds, self._keys, effort=self._effort)
            if alignment is None or alignment.score < _least_similar(words):
                continue
            found.append((kept, alignment))
            if alignment.score == 1.0 and kept.statement == near:
                break
        if not found:
            return None
        top = max(alignment.fitness for _, alignment in found)

        def rank(item: tuple[_Kept, Alignment]) -> tuple[bool, int, float, int]:
            kept, alignment = item
            answered = kept.statement == near and alignment.fitness >= top - _AS_GOOD
            unlike = len(words.keys) + 3
            if len(found) > 1 and alignment.fitness >= top - _HARDLY_WORSE:
                unlike = differences(words, kept.source, alignment)
            return answered, -unlike, round(alignment.fitness, 3), kept.statement

        return self._located(words, *max(found, key=rank))

    def words_at(self, found: Located, span: Span) -> str:
        """The words of a statement that was found, at `span`."""
        return span.of(self._kept[found.statement].source.text)

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

        from deliberation.locating.postings import Postings

        if self._postings is None:
            self._postings = Postings()
        kept.number = self._postings.add(np.frombuffer(kept.source.words, dtype=np.uint32), kept.statement)
        self._in_order.append(kept)
        self._kept[kept.statement] = kept
        self._characters += len(kept.source.text)

    def _rebuild(self) -> None:
        """Leave behind what was removed."""
        alive = sorted(self._kept.values(), key=lambda kept: kept.statement)
        self._postings = None
        self._kept, self._in_order = {}, []
        self._dead = self._characters = 0
        for kept in alive:
            self._keep(kept)

    def _candidates(
        self,
        postings: Postings,
        words: QuoteWords,
        numbers: array[int],
        before: StatementId | None,
        near: StatementId | None,
    ) -> list[Candidate]:
        """The statements that share most, and the rarest, neighbouring words with a quote: the one answered first.

        Where few neighbours are known, as in a quote from memory, single words count too, and those that the quoter's
        marks leave without a neighbour.
        """
        weights = words.weights
        known = [k for k in range(len(numbers)) if numbers[k] != UNKNOWN]
        places = [k for k in known[:-1] if numbers[k + 1] != UNKNOWN and k + 1 not in words.elided]
        lookups: list[Lookup] = []
        if places:
            lookups.append(postings.pairs(places, numbers, [weights[k] + weights[k + 1] for k in places]))
        alone = known
        if places and int((lookups[0].counts > 0).sum()) * 3 >= len(numbers):
            paired = {*places, *(k + 1 for k in places)}
            alone = [k for k in known if k not in paired]
        if alone:
            lookups.append(postings.words(alone, numbers, [weights[k] for k in alone]))
        found = postings.candidates(lookups, before, near, _CANDIDATES)
        if not found:
            return []
        least = found[0].weight * _WORTH_COMPARING
        answered = [one for one in found if self._in_order[one.text].statement == near]
        return answered + [one for one in found if one not in answered and one.weight >= least]

    def _locate_short(
        self,
        postings: Postings,
        words: QuoteWords,
        numbers: array[int],
        before: StatementId | None,
        near: StatementId | None,
    ) -> Located | None:
        """Where a quote too short to be compared stands word for word."""
        if UNKNOWN in numbers:
            return None
        look_up = postings.words if len(numbers) == 1 else postings.pairs
        places = postings.hits(look_up([0], numbers, [1.0]), before, near)
        exact = [
            (self._in_order[text], first)
            for text, first in places
            if exact_at(numbers, self._in_order[text].source.words, first)
        ]
        answered = [(kept, first) for kept, first in exact if kept.statement == near]
        vague = len(numbers) == 1 or sum(words.weights) < _SHORT_LETTERS
        if not exact or (vague and not answered and len(exact) > 1):
            return None
        kept, first = min(answered or exact, key=lambda item: (-item[0].statement, item[1]))
        pairs = [(k, first + k) for k in range(len(numbers))]
        return self._located(words, kept, Alignment(pairs, first, first + len(numbers) - 1, 1.0, 1.0))

    def _located(self, words: QuoteWords, kept: _Kept, found: Alignment) -> Located:
        """What an alignment says in characters."""
        span = passage_span(words, kept.source, found)
        changed = is_changed(words, kept.source, found)
        return Located(kept.statement, kept.revision, span, found.score, changed)


def _least_similar(words: QuoteWords) -> float:
    """The least similarity that a quote of so many letters needs."""
    letters = sum(words.weights)
    return max((least for limit, least in _SURER_BELOW if letters < limit), default=LEAST_SIMILAR)
