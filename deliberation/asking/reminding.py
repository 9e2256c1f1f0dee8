"""Reminding: who wants to hear once a round of what waits for them, and when."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from deliberation.asking.needs import needs_of
from deliberation.debate import Debate
from deliberation.ids import ParticipantId, UserId
from deliberation.record import DebateRecord
from deliberation.round import Round
from deliberation.views.standings import standings_of

REMINDED_BEFORE = timedelta(days=1)
"""How long before a round closes; in a round of less than two days, after half of it."""


@dataclass(frozen=True, slots=True)
class Reminder:
    """What one person is told once a round, in a message of their own."""

    debate: Debate
    user: UserId
    waiting: int
    """How many things wait: questions, replies to them, claims."""


def reminded_at(round_: Round) -> datetime:
    """When a round's reminders are due."""
    return round_.deadline - min(REMINDED_BEFORE, (round_.deadline - round_.opened_at) / 2)


def waiting_for(record: DebateRecord, participant: ParticipantId) -> int:
    """How many things wait for `participant` in `record`; the claims only for those who take part in the debate."""
    needs = needs_of(record, participant)
    takes_part = needs.round is not None and participant in standings_of(record, needs.round).people
    asked = len(needs.questions) + len(needs.replies) + len(needs.confirmations)
    return asked + (needs.claims if takes_part else 0)
