"""Locating quotes: which earlier statement said these words, and where exactly."""

from dataclasses import dataclass

from deliberation.ids import Span, StatementId


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


class DebateIndex:
    """The statements of one debate, kept so that a quote is found in them at once.

    Rebuilt from the statements at any time; holds no truth. Only a statement's own words can be found, not what it
    quotes (`quoted` spans are masked), so that a quote of a quote leads to whoever said it first.
    """

    def add(self, statement: StatementId, revision: int, text: str, quoted: tuple[Span, ...] = ()) -> None:
        """Take in a statement, or its new revision (the older one is then no longer found)."""
        raise NotImplementedError

    def remove(self, statement: StatementId) -> None:
        """Forget a statement; nothing happens where it is not known."""
        raise NotImplementedError

    def locate(
        self, quote: str, *, before: StatementId | None = None, near: StatementId | None = None
    ) -> Located | None:
        """Where `quote` was said: in `near` (the statement being answered) if there, else the nearest earlier one.

        `before` leaves out that statement and every later one. None where nothing is similar enough.
        """
        raise NotImplementedError
