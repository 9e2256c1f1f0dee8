"""Rounds: numbered periods of a debate, and what is allowed when."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from deliberation.errors import NoOpenRound, RoundClosed, RoundStillOpen
from deliberation.ids import DebateKey, ParticipantId, RoundNumber


class RoundState(StrEnum):
    """`scheduled → open ⇄ paused → closed → summarised`, or `→ cancelled`; reopening returns it to open."""

    SCHEDULED = "scheduled"
    OPEN = "open"
    PAUSED = "paused"
    CLOSED = "closed"
    SUMMARISED = "summarised"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Round:
    """A numbered period with a deadline."""

    debate: DebateKey
    number: RoundNumber
    state: RoundState
    opened_at: datetime
    deadline: datetime
    closed_at: datetime | None = None
    closed_by: ParticipantId | None = None
    """Who closed it early; None where the deadline did."""
    unread: bool = False
    """True where the thread could not be read up to the deadline before the round had to close."""

    @property
    def over(self) -> bool:
        """Whether it has closed, for whatever reason."""
        return self.state in (RoundState.CLOSED, RoundState.SUMMARISED, RoundState.CANCELLED)

    def must_take_stances(self, at: datetime) -> None:
        """Refuse a stance given at `at`, which is Discord's time of the act, when the round does not take it.

        Raises:
            RoundClosed: it has closed, is paused, or its deadline has passed, whatever the row says.
        """
        if self.state is not RoundState.OPEN or not self.opened_at <= at <= self.deadline:
            raise RoundClosed({"round": self.number})

    def close(self, at: datetime, *, by: ParticipantId | None, unread: bool = False) -> "Round":
        """This round closed at `at`: by somebody, or by its deadline (then at the deadline itself).

        Raises:
            RoundClosed: it has closed already.
        """
        if self.over:
            raise RoundClosed({"round": self.number})
        closed_at = at if by is not None else self.deadline
        return replace(self, state=RoundState.CLOSED, closed_at=closed_at, closed_by=by, unread=unread)

    def cancel(self, at: datetime) -> "Round":
        """This round cancelled at `at`, with its debate.

        Raises:
            RoundClosed: it has closed already.
        """
        if self.over:
            raise RoundClosed({"round": self.number})
        return replace(self, state=RoundState.CANCELLED, closed_at=at)


def next_round(rounds: tuple[Round, ...], debate: DebateKey, at: datetime, deadline: datetime) -> Round:
    """The round that opens at `at`, numbered after the last of `rounds`.

    Raises:
        RoundStillOpen: the last one has not closed.
    """
    last = rounds[-1] if rounds else None
    if last is not None and not last.over:
        raise RoundStillOpen({"round": last.number})
    number = RoundNumber(last.number + 1 if last else 1)
    return Round(debate=debate, number=number, state=RoundState.OPEN, opened_at=at, deadline=deadline)


def open_round(rounds: tuple[Round, ...]) -> Round:
    """The round of `rounds` that is open.

    Raises:
        NoOpenRound: there is none now.
    """
    for candidate in reversed(rounds):
        if candidate.state is RoundState.OPEN:
            return candidate
    raise NoOpenRound({"round": rounds[-1].number if rounds else 0})


def round_of(rounds: tuple[Round, ...], said_at: datetime) -> RoundNumber:
    """The round something said at `said_at` counts in: the one then open, else the next to come."""
    for candidate in rounds:
        end = candidate.closed_at or candidate.deadline
        if said_at <= end:
            return candidate.number
    return RoundNumber(rounds[-1].number + 1 if rounds else 1)
