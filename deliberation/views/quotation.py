"""Words of somebody's, cut to a length and leading back to where they stand."""

from dataclasses import dataclass

from deliberation.ids import Link, ParticipantId


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words quoted in a post: the source's own, word for word, cut at most at the end."""

    words: str
    link: Link
    author: ParticipantId | None
    people: int = 0
    """How many people chose it, where somebody chose it."""
    edited: bool = False
    """True where somebody chose it before an edit changed its words: they did not choose these."""
    number: int | None = None
    """Its counterpoint number, where it is a reply."""
    meant: str | None = None
    """What its author added beneath it."""
