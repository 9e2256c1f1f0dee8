"""Ballots: the part of a debate's record that one member's ballot needs, read without the rest."""

import sqlite_utils

from deliberation.debate import Debate
from deliberation.ids import ParticipantId, PointNumber, RoundNumber
from deliberation.point import Counterpoint, Point, PointOrigin, current
from deliberation.record import DebateRecord
from deliberation.round import Round, RoundState
from storage import rows
from storage.counterpoints import counterpoints_of


def ballot_record(
    db: sqlite_utils.Database,
    debate: Debate,
    rounds: tuple[Round, ...],
    *,
    number: RoundNumber,
    participant: ParticipantId,
) -> DebateRecord:
    """What `compose_ballot` looks at: the proposals, the answers on them, everybody's stances of the round before
    `number`, and the member's own.
    """
    own = rows.stances_of(db, debate.key, participant=participant)
    before = [known.number for known in rounds if known.number < number and known.state is not RoundState.CANCELLED]
    last = rows.stances_of(db, debate.key, number=before[-1]) if before else ()
    others = tuple(stance for stance in last if stance.participant != participant)
    points = _proposals(db, debate)
    return DebateRecord(
        debate=debate,
        rounds=rounds,
        points=points,
        counterpoints=_answers(db, debate, points),
        merges=rows.merges_of(db, debate.key),
        stances=own + others,
    )


def own_record(
    db: sqlite_utils.Database, debate: Debate, rounds: tuple[Round, ...], participant: ParticipantId
) -> DebateRecord:
    """A debate's points with one member's stances and nobody else's."""
    return DebateRecord(
        debate=debate,
        rounds=rounds,
        points=rows.points_of(db, debate.key),
        merges=rows.merges_of(db, debate.key),
        stances=rows.stances_of(db, debate.key, participant=participant),
    )


def _proposals(db: sqlite_utils.Database, debate: Debate) -> tuple[Point, ...]:
    """The proposals, what they have become, and whatever has become one of these."""
    merges = rows.merges_of(db, debate.key)
    if not merges:
        found = db.execute(
            f"{rows.POINT} AND point.statement = ? AND point.origin = ? ORDER BY point.point",
            (debate.key.guild, debate.key.debate, debate.key.debate, PointOrigin.PROPOSAL.value),
        )
        return tuple(rows.point_from(debate.key.guild, row) for row in found)
    points = rows.points_of(db, debate.key)
    wanted = {current(point.number, merges) for point in points if point.origin is PointOrigin.PROPOSAL}
    return tuple(point for point in points if current(point.number, merges) in wanted)


def _answers(db: sqlite_utils.Database, debate: Debate, points: tuple[Point, ...]) -> tuple[Counterpoint, ...]:
    numbers: list[PointNumber] = [point.number for point in points]
    return tuple(answer for number in numbers for answer in counterpoints_of(db, debate.key, point=number))
