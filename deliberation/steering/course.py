"""The course of a round: what became of its plan, what stands on its agenda, and what comes after it."""

from dataclasses import dataclass

from deliberation.ids import ParticipantId, RoundNumber
from deliberation.log import Deed, LogEntry
from deliberation.record import DebateRecord
from deliberation.round import Round, RoundState
from deliberation.steering.agenda import AgendaItem, agenda_of
from deliberation.steering.decision import Decision
from deliberation.steering.outcome import standing_decision


@dataclass(frozen=True, slots=True)
class Course:
    """What the board of a round says besides its points. What comes after it is told by the last round alone."""

    round: Round
    by: ParticipantId | None = None
    """Who paused or cancelled it; None for somebody erased, and where nobody did."""
    reason: str | None = None
    """Why they did."""
    quorum: int | None = None
    """How many must answer, where it lasts longer since fewer had."""
    agenda: tuple[AgendaItem, ...] = ()
    """What was picked for it."""
    scheduled: Round | None = None
    """The next round, where it opens by itself."""
    coming: tuple[AgendaItem, ...] = ()
    """What was picked for the next round."""
    decision: Decision | None = None
    """The decision that stands."""


def course_of(record: DebateRecord, number: RoundNumber) -> Course:
    """The course of round `number`.

    Raises:
        KeyError: there is no such round.
    """
    round_ = record.round(number)
    deed = _last_deed(record, round_)
    last = round_ is record.rounds[-1]
    return Course(
        round=round_,
        by=deed.by if deed is not None else None,
        reason=deed.reason if deed is not None else None,
        quorum=record.debate.terms.quorum if round_.prolonged and not round_.over else None,
        agenda=agenda_of(record, number),
        scheduled=record.scheduled if last else None,
        coming=agenda_of(record, RoundNumber(number + 1)) if last else (),
        decision=standing_decision(record) if last else None,
    )


def _last_deed(record: DebateRecord, round_: Round) -> LogEntry | None:
    """What put a paused or cancelled round into that state."""
    deeds = {RoundState.PAUSED: Deed.ROUND_PAUSED, RoundState.CANCELLED: Deed.ROUND_CANCELLED}
    for entry in reversed(record.deeds):
        if entry.deed is deeds.get(round_.state) and (entry.numbers or {}).get("round") == round_.number:
            return entry
    return None
