"""A member's own stances and their history, for their eyes only."""

from dataclasses import dataclass

from deliberation.debate import Debate
from deliberation.ids import Link, ParticipantId, PointNumber
from deliberation.record import DebateRecord
from deliberation.stance import Stance


@dataclass(frozen=True, slots=True)
class MyPoint:
    """One point with this member's standing stance in each round in which they gave one, in order of rounds."""

    point: PointNumber
    claim: str
    link: Link
    stances: tuple[Stance, ...]


@dataclass(frozen=True, slots=True)
class MyStances:
    """What a member answered in one debate."""

    debate: Debate
    points: tuple[MyPoint, ...]


def compose_mine(record: DebateRecord, participant: ParticipantId) -> MyStances:
    """The stances of `participant` in `record`, points in order of number; stances keep their original point."""
    raise NotImplementedError
