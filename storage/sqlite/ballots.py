"""Ballots: the part of a debate's record that one member's ballot needs, read without the rest."""

from collections import OrderedDict
from dataclasses import dataclass, replace
from threading import Lock

import sqlite_utils

from deliberation.debate import Debate
from deliberation.ids import DebateKey, ParticipantId, PointNumber, RoundNumber
from deliberation.point import Counterpoint, PointOrigin
from deliberation.record import DebateRecord
from deliberation.round import Round, RoundState
from deliberation.stance import Stance
from deliberation.views.standings import standings_of
from storage.sqlite import rows
from storage.sqlite.points.changes import changes_of
from storage.sqlite.points.counterpoints import counterpoints_of


class RoundsBefore:
    """What everybody answered in rounds that are over, kept in memory: every ballot of the next round counts it anew.

    Stances are only ever added, so that as many with the same last act are the same. Their words are left out: a ballot
    shows nobody else's. May be used by several threads, each with its own connection.
    """

    def __init__(self, *, rounds: int = 16) -> None:
        self._limit = rounds
        self._kept: OrderedDict[tuple[DebateKey, RoundNumber], _RoundBefore] = OrderedDict()
        self._lock = Lock()

    def __len__(self) -> int:
        """How many rounds are kept now."""
        return len(self._kept)

    def of(self, db: sqlite_utils.Database, key: DebateKey, number: RoundNumber) -> tuple[Stance, ...]:
        """Everybody's stances of one round, without their reasons and conditions, in no particular order."""
        mark: tuple[int, int | None] = db.execute(
            "SELECT count(*), max(act) FROM stance WHERE guild_id = ? AND debate = ? AND round = ?",
            (key.guild, key.debate, number),
        ).fetchone()
        with self._lock:
            kept = self._kept.get((key, number))
        if kept is None or kept.mark != mark:
            kept = _RoundBefore(mark, rows.positions_of(db, key, number))
        with self._lock:
            self._kept[key, number] = kept
            self._kept.move_to_end((key, number))
            while len(self._kept) > self._limit:
                self._kept.popitem(last=False)
        return kept.stances


@dataclass(frozen=True, slots=True)
class _RoundBefore:
    mark: tuple[int, int | None]
    """How many stances there are, and the highest act among them."""
    stances: tuple[Stance, ...]


def ballot_record(
    db: sqlite_utils.Database,
    before: RoundsBefore,
    debate: Debate,
    rounds: tuple[Round, ...],
    *,
    number: RoundNumber,
    participant: ParticipantId,
    also: PointNumber | None = None,
) -> DebateRecord:
    """What `compose_ballot` looks at: the proposals (and the point `also`), the answers on them, everybody's stances of
    the round before `number` without their words, and the member's own.
    """
    past = [known.number for known in rounds if known.number < number and known.state is not RoundState.CANCELLED]
    last = before.of(db, debate.key, past[-1]) if past else ()
    bare = _points_record(db, debate, rounds, also=also)
    # What was said to a point before it became another's counts by when it was said; else only the last of each counts.
    all_or_last = rows.stances_of if bare.merges else rows.last_stances_of
    own = all_or_last(db, debate.key, participant=participant)
    return replace(
        bare,
        counterpoints=_answers(db, debate, _asked(bare, number, also)),
        # The member's own come last and, given at the same moment by the same act, count in place of the bare ones.
        stances=last + own,
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
        changes=changes_of(db, debate.key),
        stances=rows.stances_of(db, debate.key, participant=participant),
    )


def _points_record(
    db: sqlite_utils.Database, debate: Debate, rounds: tuple[Round, ...], *, also: PointNumber | None
) -> DebateRecord:
    """The points that the ballot may ask, the point `also`, and what was done to them. Where nothing was done, the
    proposals are all there is to ask.
    """
    merges, changes = rows.merges_of(db, debate.key), changes_of(db, debate.key)
    if merges or changes.splits or changes.put_up or also is not None:
        points = rows.points_of(db, debate.key)
    else:
        found = db.execute(
            f"{rows.POINT} AND point.statement = ? AND point.origin = ? ORDER BY point.point",
            (debate.key.guild, debate.key.debate, debate.key.debate, PointOrigin.PROPOSAL.value),
        )
        points = tuple(rows.point_from(debate.key.guild, row) for row in found)
    return DebateRecord(debate=debate, rounds=rounds, points=points, merges=merges, changes=changes)


def _asked(bare: DebateRecord, number: RoundNumber, also: PointNumber | None) -> tuple[PointNumber, ...]:
    """The points whose answers the ballot shows: those it asks and `also`, with all that became one of these."""
    standings = standings_of(bare, number)
    wanted = {point.number for point in standings.claims}
    if also is not None:
        wanted.add(standings.became.get(also, also))
    return tuple(point for point, became in standings.became.items() if became in wanted)


def _answers(db: sqlite_utils.Database, debate: Debate, points: tuple[PointNumber, ...]) -> tuple[Counterpoint, ...]:
    return tuple(answer for number in points for answer in counterpoints_of(db, debate.key, point=number))
