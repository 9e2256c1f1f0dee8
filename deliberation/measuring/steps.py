"""Who moved on a point, and how far: told where two to four people debate under their names.

Among so few, "2 moved towards the others" hides what everybody can see anyway.
"""

from dataclasses import dataclass

from deliberation.debate import Attribution
from deliberation.ids import ParticipantId, PointNumber
from deliberation.stance import Position
from deliberation.views.standings import Standings

FEWEST = 2
MOST = 4


@dataclass(frozen=True, slots=True)
class Step:
    """Where somebody stood on a point before, and where they stand now."""

    participant: ParticipantId
    before: Position
    after: Position

    @property
    def length(self) -> int:
        """How many positions lie between: 0 for who stayed, 4 from Yes to No."""
        return abs(self.after.rank - self.before.rank)


def steps_on(point: PointNumber, standings: Standings) -> tuple[Step, ...]:
    """Where everybody went who answered `point` now and before, who went furthest first.

    Empty in a counted debate, and where fewer than FEWEST people answered so far or more than MOST.
    """
    answering = {person for number in standings.rounds for person in standings.answering(number)}
    named = standings.record.debate.attribution is Attribution.NAMED
    if not named or not FEWEST <= len(answering) <= MOST:
        return ()
    before = standings.before(point)
    steps = [
        Step(person, before[person].position, now.position)
        for person, now in standings.given(point).items()
        if person in before
    ]
    return tuple(sorted(steps, key=lambda step: (-step.length, step.participant)))
