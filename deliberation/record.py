"""A debate's record: everything that was said and answered in it, as one value that views are computed from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from deliberation.debate import Debate
from deliberation.ids import (
    Link,
    ParticipantId,
    RoundNumber,
    StatementId,
    UserId,
)
from deliberation.log import LogEntry
from deliberation.point import Counterpoint, Merge, Point
from deliberation.points.changes import PointChanges
from deliberation.points.meant import Meant
from deliberation.question import Question
from deliberation.round import Round
from deliberation.stance import Stance
from deliberation.statement import StatementKind
from deliberation.steering.agenda import AgendaRow
from deliberation.steering.decision import Decision
from deliberation.terms import Voice


@dataclass(frozen=True, slots=True)
class StatementHead:
    """What is known of a statement without its text."""

    id: StatementId
    kind: StatementKind
    author: ParticipantId | None
    guest: str | None
    round: RoundNumber
    said_at: datetime
    link: Link
    answers: bool
    """Whether it answers at least one point in line."""
    withdrawn: bool = False
    voice: Voice = Voice.MEMBER
    """As whom its author wrote it: a reader's is chat, whatever it quotes."""


@dataclass(frozen=True, slots=True)
class DebateRecord:
    """One debate as it stands. Tuples are in the order in which things came."""

    debate: Debate
    rounds: tuple[Round, ...]
    """Those that have begun."""
    points: tuple[Point, ...] = ()
    counterpoints: tuple[Counterpoint, ...] = ()
    """Those of the statements' latest revisions, withdrawn ones included and marked."""
    merges: tuple[Merge, ...] = ()
    changes: PointChanges = field(default_factory=PointChanges)
    meant: tuple[Meant, ...] = ()
    """What those quoted in summaries added beneath their words."""
    stances: tuple[Stance, ...] = ()
    """All of them, in all rounds; `stance.standing` says which count."""
    statements: tuple[StatementHead, ...] = ()
    """All but the opening."""
    questions: tuple[Question, ...] = ()
    """Those read in answers that stand, then those asked by a button."""
    takers: frozenset[ParticipantId] = frozenset()
    """Who opened the ballot, whether or not they wrote or answered. Following a debate is not taking part in it."""
    scheduled: Round | None = None
    """The next round, where it is to open by itself."""
    agenda: tuple[AgendaRow, ...] = ()
    """What was picked for which round, each in the order in which it was picked."""
    decisions: tuple[Decision, ...] = ()
    deeds: tuple[LogEntry, ...] = ()
    """What was done to the debate by whoever leads it."""
    users: Mapping[ParticipantId, UserId] = field(default_factory=dict[ParticipantId, UserId])
    """Whom to mention for those not erased. Mentions ping nobody."""

    @property
    def withdrawn(self) -> frozenset[StatementId]:
        """The statements whose authors deleted them."""
        return frozenset(head.id for head in self.statements if head.withdrawn)

    def round(self, number: RoundNumber) -> Round:
        """The round of that number.

        Raises:
            KeyError: there is none.
        """
        for candidate in self.rounds:
            if candidate.number == number:
                return candidate
        raise KeyError(number)
