"""At a point: one point with what decides about what may be done to it, for the verbs that change points."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from deliberation.actor import Actor
from deliberation.debate import Debate
from deliberation.errors import NoSuchPoint
from deliberation.ids import ActId, DebateKey, ParticipantId, PointNumber, RoundNumber
from deliberation.log import Deed, LogEntry
from deliberation.point import Merge, Point, current
from deliberation.points.changes import PointChanges, must_stand
from deliberation.round import Round
from storage.sqlite import log, rows
from storage.sqlite.debates import must_lead
from storage.sqlite.participants import participant_of
from storage.sqlite.points.changes import changes_of
from storage.sqlite.rounds.opening import mark_board


@dataclass(frozen=True, slots=True)
class AtPoint:
    """One point of an open debate, as it stands when somebody does something to it."""

    db: Database
    debate: Debate
    rounds: tuple[Round, ...]
    merges: tuple[Merge, ...]
    changes: PointChanges
    point: Point
    """What the point has become, with its passage's own words."""

    @property
    def key(self) -> DebateKey:
        """The debate's."""
        return self.debate.key

    @property
    def number(self) -> PointNumber:
        """The point's."""
        return self.point.number

    @property
    def round_now(self) -> RoundNumber:
        """The open round, or the next to come."""
        last = self.rounds[-1]
        return RoundNumber(last.number + 1) if last.over else last.number

    def must_stand(self) -> None:
        """Refuse to go on where the point does not stand any more.

        Raises:
            PointSetAside, PointSplit: as they say.
        """
        must_stand(self.number, self.changes, self.merges)

    def must_lead(self, actor: Actor) -> None:
        """Refuse who may not steer the debate.

        Raises:
            NotAModerator: neither a moderator nor its opener.
        """
        must_lead(self.db, self.debate, actor)

    def participant(self, actor: Actor, at: datetime) -> ParticipantId:
        """Who acts."""
        return participant_of(self.db, self.key.guild, actor.user, at)

    def changed(self, at: datetime) -> None:
        """Note that what the board shows has changed."""
        mark_board(self.db, self.key, self.rounds, at)

    def note(
        self,
        deed: Deed,
        by: ParticipantId | None,
        act: ActId,
        at: datetime,
        *,
        numbers: Mapping[str, int] | None = None,
        reason: str | None = None,
    ) -> None:
        """Write into the debate's log what was done to this point."""
        entry = LogEntry(deed, by, at, act, self.key, {"point": self.number, **(numbers or {})}, reason)
        log.note(self.db, self.key.guild, entry)


def at_point(db: Database, key: DebateKey, point: PointNumber, actor: Actor) -> AtPoint:
    """The point, or what it has become, of an open debate in the actor's server.

    Raises:
        NoDebateHere, AnotherServer, DebateEnded, NoSuchPoint: as they say.
    """
    actor.must_be_in(key.guild)
    debate = rows.debate_here(db, key)
    debate.must_be_open()
    merges = rows.merges_of(db, key)
    became = current(point, merges)
    found = db.execute(f"{rows.POINT} AND point.point = ?", (key.guild, key.debate, became)).fetchone()
    if found is None:
        raise NoSuchPoint({"point": point})
    known = rows.point_from(key.guild, found)
    return AtPoint(db, debate, rows.rounds_of(db, key), merges, changes_of(db, key), known)
