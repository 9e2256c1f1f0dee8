"""Answers in line given without typing a mark: what can be answered, and how an answer stands in the thread."""

from dataclasses import dataclass
from enum import StrEnum

from deliberation.answering.dogpile import Dogpile
from deliberation.errors import Refusal
from deliberation.ids import DebateKey, Link, ParticipantId, PointNumber, RoundNumber, StatementId
from deliberation.statement import Passage, StatementKind

ANSWER_LIMIT = 2_000
"""The most characters of an answer: as many as a message of Discord's."""

Target = Passage | PointNumber
"""What is answered: words picked from a statement, or a point picked from the board."""


@dataclass(frozen=True, slots=True)
class Quotable:
    """One passage that can be picked, with its words."""

    passage: Passage
    words: str
    whole: bool = False
    """All of the statement, beside its parts."""
    quoted: bool = False
    """Words of an earlier statement that this one quotes; an answer goes to whoever said them."""


@dataclass(frozen=True, slots=True)
class Answerable:
    """A statement as somebody picks what they answer from it."""

    debate: DebateKey
    statement: StatementId
    kind: StatementKind
    author: ParticipantId | None
    guest: str | None
    link: Link
    passages: tuple[Quotable, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """What stands above the field in which an answer is written."""

    words: str
    """The passage's own words, whole."""
    answers: int = 0
    """How many people have answered this point in line."""
    dogpile: Dogpile | None = None
    """Set where they are many."""
    takes_views: bool = False
    """Whether a round is open, so that a view can be given with it."""


@dataclass(frozen=True, slots=True)
class Earlier:
    """A statement that was made before another, to be picked as the one it answers."""

    statement: StatementId
    author: ParticipantId | None
    guest: str | None
    words: str
    """How it begins."""
    link: Link


class Standing(StrEnum):
    """How an answer's post stands."""

    POSTED = "posted"
    TAKEN_BACK = "taken_back"
    REMOVED = "removed"


class Since(StrEnum):
    """What became of the words that were answered."""

    AS_THEY_WERE = "as_they_were"
    EDITED = "edited"
    DELETED = "deleted"


@dataclass(frozen=True, slots=True)
class PostedAnswer:
    """An answer as its post shows it."""

    statement: StatementId
    author: ParticipantId | None
    standing: Standing
    point: PointNumber
    """The point it answers, merges followed."""
    claim: str
    quoted: str
    """The source's own words; where they were found nowhere, as they were quoted first."""
    found: bool
    """Whether an earlier statement says them."""
    since: Since
    source_author: ParticipantId | None
    source_guest: str | None
    source_link: Link
    words: str
    """The answer's own words, with their lines."""


@dataclass(frozen=True, slots=True)
class OwnAnswer:
    """An answer as its author changes it."""

    statement: StatementId
    words: str
    quoted: str


@dataclass(frozen=True, slots=True)
class Answered:
    """What giving an answer came to."""

    statement: StatementId
    point: PointNumber
    round: RoundNumber
    """The round it counts in: the open one, else the next."""
    since: Since = Since.AS_THEY_WERE
    stance_kept: bool = False
    """Whether a view given with it was recorded, too."""
    stance_refused: Refusal | None = None
    """Why it was not, where one was given."""
    condition_kept: bool = False
