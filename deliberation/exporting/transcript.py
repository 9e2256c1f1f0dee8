"""A debate's record with its words: what every export begins with."""

from collections.abc import Mapping, Set
from dataclasses import dataclass, field

from deliberation.ids import PointNumber, StatementId
from deliberation.record import DebateRecord


@dataclass(frozen=True, slots=True)
class Transcript:
    """A record with the words it speaks of, none of them withdrawn or erased."""

    record: DebateRecord
    passages: Mapping[PointNumber, str]
    """Each point's passage, whole. Those of statements that were taken back are missing."""
    texts: Mapping[StatementId, str] = field(default_factory=dict[StatementId, str])
    """Each statement's latest revision, the opening's too. Those that were taken back are missing."""
    edited: Set[PointNumber] = frozenset()
    """The points whose words their author has changed since."""
