"""Rounds: numbered periods of a debate, and what is allowed when."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from deliberation.errors import (
    ClosesSoonAnyway,
    ClosingAlready,
    DeadlineNotLater,
    NoOpenRound,
    NotClosingEarly,
    NothingToReopen,
    OpensTooSoon,
    RoundClosed,
    RoundNotPaused,
    RoundPaused,
    RoundStillOpen,
)
from deliberation.ids import DebateKey, ParticipantId, RoundNumber

EARLY_NOTICE = timedelta(hours=12)
"""How long before its effect a closing ahead of the deadline is told."""
PROLONGING_LIMIT = timedelta(hours=24)
"""The most by which a round in which too few answered is prolonged."""


class RoundState(StrEnum):
    """`scheduled → open ⇄ paused → closed → summarised`, or `→ cancelled`; reopening returns it to open."""

    SCHEDULED = "scheduled"
    OPEN = "open"
    PAUSED = "paused"
    CLOSED = "closed"
    SUMMARISED = "summarised"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class EarlyClosing:
    """That somebody closes a round ahead of its deadline."""

    by: ParticipantId | None
    """Who asked; None for somebody erased."""
    asked_at: datetime
    at: datetime
    """When it takes effect."""


@dataclass(frozen=True, slots=True)
class Round:
    """A numbered period with a deadline."""

    debate: DebateKey
    number: RoundNumber
    state: RoundState
    opened_at: datetime
    """Of a scheduled round: when it is to open."""
    deadline: datetime
    closed_at: datetime | None = None
    closed_by: ParticipantId | None = None
    """Who closed it early; None where the deadline did."""
    unread: bool = False
    """True where the thread could not be read up to the deadline before the round had to close."""
    early: EarlyClosing | None = None
    """Set from the moment somebody asks to close it early, also after it has closed so."""
    paused_at: datetime | None = None
    """Since when it is paused; None while it is not."""
    prolonged: bool = False
    """Whether its deadline was moved once since too few had answered."""
    reopened: int = 0
    """How often it was opened again after it had closed: each time it owes one more summary."""

    @property
    def over(self) -> bool:
        """Whether it has closed, for whatever reason."""
        return self.state in (RoundState.CLOSED, RoundState.SUMMARISED, RoundState.CANCELLED)

    @property
    def closes_at(self) -> datetime:
        """When it closes unless something changes: early where somebody asked for that, else at its deadline."""
        return self.early.at if self.early is not None else self.deadline

    def must_take_stances(self, at: datetime) -> None:
        """Refuse a stance given at `at`, which is Discord's time of the act, when the round does not take it.

        Raises:
            RoundPaused: it is paused.
            RoundClosed: it has closed, or the moment it closes has passed, whatever the row says.
        """
        if self.state is RoundState.PAUSED:
            raise RoundPaused({"round": self.number})
        if self.state is not RoundState.OPEN or not self.opened_at <= at <= self.closes_at:
            raise RoundClosed({"round": self.number})

    def close(self, at: datetime, *, by: ParticipantId | None, unread: bool = False) -> "Round":
        """This round closed: at `at` by somebody, or else when it was to close: early, or at its deadline.

        Raises:
            RoundClosed: it has closed already.
        """
        if self.over:
            raise RoundClosed({"round": self.number})
        early = self.early if by is None else EarlyClosing(by, asked_at=at, at=at)
        return replace(
            self,
            state=RoundState.CLOSED,
            closed_at=early.at if early is not None else self.deadline,
            closed_by=early.by if early is not None else None,
            unread=unread,
            early=early,
            paused_at=None,
        )

    def ask_to_close(self, at: datetime, *, by: ParticipantId) -> "Round":
        """This round with a closing that takes effect EARLY_NOTICE after `at`.

        Raises:
            ClosingAlready: somebody asked before.
            ClosesSoonAnyway: its deadline comes no later than that.
        """
        if self.early is not None:
            raise ClosingAlready({"round": self.number, "closes": self.early.at})
        effect = at + EARLY_NOTICE
        if effect >= self.deadline:
            raise ClosesSoonAnyway({"round": self.number, "closes": self.deadline})
        return replace(self, early=EarlyClosing(by, asked_at=at, at=effect))

    def hasten(self, at: datetime) -> "Round":
        """This round with its early closing at `at`: there is nobody left to wait for."""
        return replace(self, early=self.early and replace(self.early, at=at))

    def keep_open(self) -> "Round":
        """This round, to close at its deadline after all.

        Raises:
            NotClosingEarly: nobody asked to close it early.
        """
        if self.early is None:
            raise NotClosingEarly({"round": self.number, "closes": self.deadline})
        return replace(self, early=None)

    def extend(self, deadline: datetime) -> "Round":
        """This round with a later deadline; a closing asked for before is called off.

        Raises:
            DeadlineNotLater: it closes as late already.
        """
        if deadline <= self.deadline:
            raise DeadlineNotLater({"round": self.number, "deadline": self.deadline})
        return replace(self, deadline=deadline, early=None)

    def prolong(self, now: datetime) -> "Round":
        """This round with one more span of its own length, at most PROLONGING_LIMIT, from its deadline or, where the
        clock comes late, from `now`: everybody gets all of it.
        """
        length = min(self.deadline - self.opened_at, PROLONGING_LIMIT)
        return replace(self, deadline=max(self.deadline, now) + length, prolonged=True)

    def pause(self, at: datetime) -> "Round":
        """This round, taking no stances from `at` on until it is resumed."""
        return replace(self, state=RoundState.PAUSED, paused_at=at)

    def resume(self, at: datetime) -> "Round":
        """This round open again, everything that was to come later by the length of the pause.

        Raises:
            RoundNotPaused: it is not paused.
        """
        if self.state is not RoundState.PAUSED or self.paused_at is None:
            raise RoundNotPaused({"round": self.number})
        pause = max(at - self.paused_at, timedelta())
        early = self.early and replace(self.early, at=self.early.at + pause)
        return replace(self, state=RoundState.OPEN, paused_at=None, deadline=self.deadline + pause, early=early)

    def reopen(self, deadline: datetime) -> "Round":
        """This closed round open again until `deadline`, with everything answered in it.

        Raises:
            NothingToReopen: it has not closed, or was cancelled.
        """
        if self.state not in (RoundState.CLOSED, RoundState.SUMMARISED):
            raise NothingToReopen({"round": self.number})
        return replace(
            self,
            state=RoundState.OPEN,
            deadline=deadline,
            closed_at=None,
            closed_by=None,
            unread=False,
            early=None,
            reopened=self.reopened + 1,
        )

    def begin(self, now: datetime) -> "Round":
        """This scheduled round, open from `now` on for as long as was planned, however late `now` is."""
        late = max(now - self.opened_at, timedelta())
        return replace(self, state=RoundState.OPEN, opened_at=now, deadline=self.deadline + late)

    def cancel(self, at: datetime) -> "Round":
        """This round cancelled at `at`.

        Raises:
            RoundClosed: it has closed already.
        """
        if self.over:
            raise RoundClosed({"round": self.number})
        return replace(self, state=RoundState.CANCELLED, closed_at=at, early=None, paused_at=None)


def next_round(rounds: tuple[Round, ...], debate: DebateKey, at: datetime, deadline: datetime) -> Round:
    """The round that opens at `at`, numbered after the last of `rounds`.

    Raises:
        RoundStillOpen: the last one has not closed.
    """
    last = rounds[-1] if rounds else None
    if last is not None and not last.over:
        raise RoundStillOpen({"round": last.number})
    return Round(debate=debate, number=following(rounds), state=RoundState.OPEN, opened_at=at, deadline=deadline)


def scheduled_round(rounds: tuple[Round, ...], debate: DebateKey, opens: datetime, deadline: datetime) -> Round:
    """The round that is to open at `opens`, numbered after the last of `rounds`, which have begun.

    Raises:
        OpensTooSoon: the last one closes later than that, or (while it is paused) nobody knows when.
        DeadlineNotLater: it would close before it opens.
    """
    last = rounds[-1] if rounds else None
    if last is not None and last.state is RoundState.PAUSED:
        raise RoundPaused({"round": last.number})
    if last is not None and not last.over and opens < last.closes_at:
        raise OpensTooSoon({"round": last.number, "closes": last.closes_at})
    number = following(rounds)
    if deadline <= opens:
        raise DeadlineNotLater({"round": number, "deadline": opens})
    return Round(debate=debate, number=number, state=RoundState.SCHEDULED, opened_at=opens, deadline=deadline)


def following(rounds: tuple[Round, ...]) -> RoundNumber:
    """The number of the round after the last of `rounds`, which have begun."""
    return RoundNumber(rounds[-1].number + 1 if rounds else 1)


def open_round(rounds: tuple[Round, ...]) -> Round:
    """The round of `rounds` that is open.

    Raises:
        NoOpenRound: there is none now.
        RoundPaused: the last one is paused.
    """
    for candidate in reversed(rounds):
        if candidate.state is RoundState.OPEN:
            return candidate
        if candidate.state is RoundState.PAUSED:
            raise RoundPaused({"round": candidate.number})
    raise NoOpenRound({"round": rounds[-1].number if rounds else 0})


def running_round(rounds: tuple[Round, ...]) -> Round:
    """The round of `rounds` that is open or paused.

    Raises:
        NoOpenRound: there is none now.
    """
    for candidate in reversed(rounds):
        if not candidate.over:
            return candidate
    raise NoOpenRound({"round": rounds[-1].number if rounds else 0})


def round_of(rounds: tuple[Round, ...], said_at: datetime) -> RoundNumber:
    """The round something said at `said_at` counts in: the one then open or paused, else the next to come."""
    for candidate in rounds:
        end = candidate.closed_at or candidate.closes_at
        if said_at <= end or candidate.state is RoundState.PAUSED:
            return candidate.number
    return following(rounds)
