"""Points and counterpoints: what one can take a stance on, and the words that answer it."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from deliberation.ids import (
    CounterpointNumber,
    Link,
    ParticipantId,
    PointNumber,
    RoundNumber,
    Span,
    StatementId,
)
from deliberation.statement import Passage

JOIN_OVERLAP = 0.6
"""A quote joins a point from this intersection over union on, within one statement."""


class PointOrigin(StrEnum):
    """Where a point comes from."""

    PROPOSAL = "proposal"
    PASSAGE = "passage"
    """A passage of an earlier statement that somebody answered."""
    UNVERIFIED = "unverified"
    """Words found in no earlier statement: the passage lies in the quoter's own statement."""


@dataclass(frozen=True, slots=True)
class Point:
    """Something one can take a stance on. Its passage never changes."""

    number: PointNumber
    origin: PointOrigin
    claim: str
    passage: Passage
    author: ParticipantId | None
    """Whose words the passage is; None for a guest author's or an erased participant's."""
    made_at: datetime
    round: RoundNumber
    link: Link
    """The message its passage stands in; an opening's proposals lead to the opening."""


@dataclass(frozen=True, slots=True)
class Counterpoint:
    """An answer to a point, as it stands in the latest revision of its statement."""

    number: CounterpointNumber
    point: PointNumber
    """The point it was joined to; follow merges with `current`."""
    author: ParticipantId | None
    passage: Passage
    """Where the answer stands in the answering statement."""
    quote: Span
    """Where the quote stands in the answering statement."""
    words: str
    """The answer's own words."""
    changed: bool
    """Quoted with changes."""
    round: RoundNumber
    said_at: datetime
    link: Link
    withdrawn: bool = False
    reworded_at: datetime | None = None
    """When an edit last changed these words; None where none did."""


@dataclass(frozen=True, slots=True)
class Merge:
    """One point found to be another, by whom and when; stances keep their original point."""

    source: PointNumber
    target: PointNumber
    by: ParticipantId | None
    """None where the bot joined an unverified quote to the source that arrived later."""
    at: datetime


def joining_point(statement: StatementId, span: Span, points: Iterable[Point]) -> Point | None:
    """The point a quote of `span` of `statement` joins: the highest overlap from JOIN_OVERLAP on, then the oldest."""
    best: Point | None = None
    best_overlap = 0.0
    for point in sorted(points, key=lambda point: point.number):
        if point.passage.statement != statement:
            continue
        overlap = point.passage.span.overlap(span)
        if overlap >= JOIN_OVERLAP and overlap > best_overlap:
            best, best_overlap = point, overlap
    return best


def current(number: PointNumber, merges: Sequence[Merge]) -> PointNumber:
    """The point that `number` has become, following merges to the end; itself where it was never merged."""
    seen = {number}
    targets = {merge.source: merge.target for merge in sorted(merges, key=lambda merge: merge.at)}
    while number in targets and targets[number] not in seen:
        number = targets[number]
        seen.add(number)
    return number


def carried(number: PointNumber, merges: Sequence[Merge], given_at: datetime) -> PointNumber:
    """The point for which a stance counts that was given on `number` at `given_at`.

    Where the bot found that unknown words are somebody's, the stances on them go along. Where a person merged points,
    a stance given before stays where it was given: whoever gave it is asked again.
    """
    seen = {number}
    latest = {merge.source: merge for merge in sorted(merges, key=lambda merge: merge.at)}
    while (merge := latest.get(number)) is not None and merge.target not in seen:
        if merge.by is not None and given_at <= merge.at:
            break
        number = merge.target
        seen.add(number)
    return number


def span_within(words: str, text: str) -> Span | None:
    """Where `words` stand in `text`, whatever their case and white space; None where they do not."""
    if not words.split():
        return None
    found = re.search(r"\s+".join(map(re.escape, words.split())), text, re.IGNORECASE)
    return Span(*found.span()) if found else None


def bare_words(words: str) -> tuple[str, ...]:
    """What is left of quoted words without case, spacing and punctuation: equal where two quotes say the same."""
    from deliberation.locating.folding import fold, key_of  # every room knows points; few fold

    return tuple([key_of(word) for word in fold(words).words] or words.split())
