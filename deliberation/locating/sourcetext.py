"""A text that may be quoted, as the words of a debate by number."""

from __future__ import annotations

from array import array
from dataclasses import dataclass

MASKED = 0
"""The number of a source word that cannot be found, such as one of somebody else's."""
UNKNOWN = 0xFFFFFFFF
"""The number of a quote's word that no source has."""


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


def ends_sentence(between: str) -> bool:
    """Whether the characters between two words end a sentence or a paragraph."""
    return any(mark in between for mark in ".?!…。？！") or between.count("\n") > 1


def ends_clause(between: str) -> bool:
    """Whether the characters between two words end a sentence, or a clause of one."""
    return any(mark in between for mark in ",;:，；：、") or ends_sentence(between)
