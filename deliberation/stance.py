"""Stances: the five positions, how they are counted, and which of several counts."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from deliberation.ids import ActId, CounterpointNumber, ParticipantId, PointNumber, RoundNumber
from deliberation.terms import Voice

WITHHOLD_BELOW = 5
"""In a counted debate nothing is broken down below this many answers."""
COMPARE_FROM = 3
"""In a named debate two rounds are compared from this many people on who answered in both."""


class Position(StrEnum):
    """Where somebody stands on a point, in order from agreement to disagreement."""

    AGREE = "agree"
    AGREE_WITH_RESERVATIONS = "agree_with_reservations"
    UNDECIDED = "undecided"
    DISAGREE_IN_PART = "disagree_in_part"
    DISAGREE = "disagree"

    @property
    def rank(self) -> int:
        """0 for agree to 4 for disagree."""
        return POSITIONS.index(self)

    @property
    def side(self) -> "Side":
        """The side this position is on."""
        return (Side.FOR, Side.FOR, Side.NEITHER, Side.AGAINST, Side.AGAINST)[self.rank]

    @property
    def conditional(self) -> bool:
        """Whether this is a "but": there is something that would make it a yes."""
        return self in (Position.AGREE_WITH_RESERVATIONS, Position.DISAGREE_IN_PART)


POSITIONS: tuple[Position, ...] = tuple(Position)


class Side(StrEnum):
    """Which way a position leans."""

    FOR = "for"
    NEITHER = "neither"
    AGAINST = "against"


@dataclass(frozen=True, slots=True)
class Stance:
    """One participant's position on one point in one round. A later one of the same round replaces it."""

    participant: ParticipantId
    round: RoundNumber
    point: PointNumber
    position: Position
    act: ActId
    given_at: datetime
    reason: str | None = None
    condition: str | None = None
    credit: CounterpointNumber | None = None
    """The answer this participant says counts most for them on this point."""
    kept: bool = False
    """True where it was kept from the round before rather than pressed again."""
    voice: Voice = Voice.MEMBER
    """As whom it was given: guests' and readers' stances are counted apart."""


@dataclass(frozen=True, slots=True)
class Tally:
    """How many people are in each of the five positions, in order."""

    counts: tuple[int, int, int, int, int]

    @property
    def answered(self) -> int:
        """How many people gave a position."""
        return sum(self.counts)

    @classmethod
    def of(cls, positions: Iterable[Position]) -> "Tally":
        """Count `positions`."""
        counts = [0] * len(POSITIONS)
        for position in positions:
            counts[position.rank] += 1
        return cls((counts[0], counts[1], counts[2], counts[3], counts[4]))


def standing(stances: Iterable[Stance], round_number: RoundNumber) -> dict[tuple[ParticipantId, PointNumber], Stance]:
    """The stance that counts for each participant and point in `round_number`: the last one given in that round.

    Stances of other rounds are passed over; of two given at the same moment the higher act id counts.
    """
    last: dict[tuple[ParticipantId, PointNumber], Stance] = {}
    for stance in stances:
        if stance.round != round_number:
            continue
        key = (stance.participant, stance.point)
        known = last.get(key)
        if known is None or (stance.given_at, stance.act) >= (known.given_at, known.act):
            last[key] = stance
    return last
