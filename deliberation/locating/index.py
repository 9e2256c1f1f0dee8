"""Locating quotes: which earlier statement said these words, and where exactly."""

from __future__ import annotations

from dataclasses import replace
from itertools import accumulate

from deliberation.ids import Span, StatementId
from deliberation.locating.aligning import Effort
from deliberation.locating.folding import fold, key_of
from deliberation.locating.texts import CAPACITY, LEAST_SIMILAR, Located, TextIndex

LONGEST_WHOLE = 60_000
"""Characters; of a longer quote the beginning and the end are located, and what lies between is compared."""
_END = 20_000
MOST_STEPS = 1_000_000
"""What may be spent on the quotes of one reply."""
_FEWEST_TRACED = 3
"""Fewer words are not followed from quote to quote."""
_MOST_STEPS = 10
_BETWEEN = "\n\n"


class DebateIndex:
    """The statements of one debate, kept so that a quote is found in them at once.

    Rebuilt from the statements at any time; holds no truth. Only a statement's own words are found, not what it
    quotes, so that a quote of a quote leads to whoever said it first. What the index takes, and how much it keeps,
    `TextIndex` says; what statements quote is kept besides and indexed when it is first needed.
    """

    def __init__(self, capacity: int = CAPACITY) -> None:
        self._effort = Effort()
        self._said = TextIndex(capacity, self._effort)
        self._quotes: dict[StatementId, list[str]] = {}
        """What each statement quotes."""
        self._echoes: TextIndex | None = None
        """The same as one text a statement."""
        self._limit: int | None = None

    def add(self, statement: StatementId, revision: int, text: str, quoted: tuple[Span, ...] = ()) -> None:
        """Take in a statement, or its new revision (the older one is then no longer found)."""
        self._forget_quotes(statement)
        self._said.add(statement, revision, text, quoted)
        if quotes := [span.of(text) for span in quoted if span.end > span.start]:
            self._quotes[statement] = quotes
            if self._echoes is not None:
                self._echoes.add(statement, revision, _BETWEEN.join(quotes))
        for quoting in [quoting for quoting in self._quotes if quoting not in self._said]:
            self._forget_quotes(quoting)

    def remove(self, statement: StatementId) -> None:
        """Forget a statement; nothing happens where it is not known."""
        self._said.remove(statement)
        self._forget_quotes(statement)

    def begin(self) -> None:
        """Begin with another reply: at most MOST_STEPS are spent on its quotes, beyond them they are found nowhere.

        A letter of a thousand quotes takes a fraction of it; only a text made to take long takes all.
        """
        self._limit = self._effort.steps + MOST_STEPS

    @property
    def steps(self) -> int:
        """How much locating took so far, in steps of about a microsecond."""
        return self._effort.steps

    def locate(
        self, quote: str, *, before: StatementId | None = None, near: StatementId | None = None
    ) -> Located | None:
        """Where `quote` was said: in `near` (the statement being answered) if there, else the nearest earlier one.

        `before` leaves out that statement and every later one. None where nothing is similar enough. Words that are
        found only where a statement quotes them are followed to where that quote was said.

        One word, or fewer than eight letters, are found as whole words only, in `near`, or else where they stand at
        one place of all earlier statements: said twice, nobody knows which is meant. Two words are found as they
        stand, in `near` or in the nearest earlier statement.
        """
        if self._limit is not None and self._effort.steps > self._limit:
            return None
        if len(quote) > LONGEST_WHOLE:
            return self._locate_by_ends(quote, before, near)
        return self._locate(quote, before, near, _MOST_STEPS)

    def nbytes(self) -> int:
        """About how many bytes the index takes, the statements' own text aside."""
        quotes = sum(len(quote) + 80 for quotes in self._quotes.values() for quote in quotes)
        return self._said.nbytes() + quotes + (self._echoes.nbytes() if self._echoes else 0)

    def _locate(self, quote: str, before: StatementId | None, near: StatementId | None, steps: int) -> Located | None:
        """Where `quote` was said, followed through so many quotes at most."""
        found = self._said.locate(quote, before=before, near=near)
        if found is None:
            return self._traced(quote, before, near, steps)
        if near is None or found.statement == near or near not in self._quotes:
            return found
        echo = self._echo(quote, before, near)
        return replace(found, via=(near,)) if echo is not None and echo.statement == near else found

    def _traced(self, quote: str, before: StatementId | None, near: StatementId | None, steps: int) -> Located | None:
        """Where words were said that only quotes have."""
        if not steps or not self._quotes or len(fold(quote)) < _FEWEST_TRACED:
            return None
        echo = self._echo(quote, before, near)
        if echo is None:
            return None
        quotes = self._quotes[echo.statement]
        part = echo.span.of(_BETWEEN.join(quotes))
        ends = accumulate(len(whole) + len(_BETWEEN) for whole in quotes)
        whole = next(whole for whole, end in zip(quotes, ends, strict=True) if echo.span.start < end)
        for words in (part, whole):
            if len(words) > LONGEST_WHOLE:
                found = self._locate_by_ends(words, echo.statement, None)
            else:
                found = self._locate(words, echo.statement, None, steps - 1)
            if found is not None:
                changed = found.changed or echo.changed
                score = min(found.score, echo.score)
                return replace(found, score=score, changed=changed, via=(echo.statement, *found.via))
        return None

    def _echo(self, quote: str, before: StatementId | None, near: StatementId | None) -> Located | None:
        """Where `quote` stands in what a statement quotes, all its quotes being one text."""
        if self._echoes is None:
            self._echoes = TextIndex(effort=self._effort)
            for statement, quotes in self._quotes.items():
                self._echoes.add(statement, 1, _BETWEEN.join(quotes))
        return self._echoes.locate(quote, before=before, near=near)

    def _locate_by_ends(self, quote: str, before: StatementId | None, near: StatementId | None) -> Located | None:
        """Where a very long quote was said: from where its beginning is found to where its end is."""
        head_end, tail_start = quote.rfind(" ", 0, _END), quote.find(" ", len(quote) - _END)
        head = self._said.locate(quote[: head_end if head_end > 0 else _END], before=before, near=near)
        if head is None:
            return None
        tail = self._said.locate(quote[max(tail_start, len(quote) - _END) :], before=before, near=head.statement)
        if tail is None or tail.statement != head.statement or tail.span.end <= head.span.start:
            return None
        span = Span(head.span.start, tail.span.end)
        ours, theirs = (list(map(key_of, fold(words).words)) for words in (quote, self._said.words_at(head, span)))
        alike = min(len(ours), len(theirs)) / max(len(ours), len(theirs))
        if alike < LEAST_SIMILAR:
            return None
        changed = head.changed or tail.changed or ours != theirs
        return replace(head, span=span, score=min(head.score, tail.score, alike), changed=changed)

    def _forget_quotes(self, statement: StatementId) -> None:
        """Forget what a statement quotes."""
        if self._quotes.pop(statement, None) is not None and self._echoes is not None:
            self._echoes.remove(statement)
