"""The weekly digest: what closed, what is open, what waits, what changed most minds."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from deliberation.ids import ChannelId, GuildId, Link, RoundNumber
from deliberation.quotation import Quotation
from deliberation.record import DebateRecord
from deliberation.schedule import Week


@dataclass(frozen=True, slots=True)
class DigestSettings:
    """When and where a server's digest appears, in local time."""

    guild: GuildId
    channel: ChannelId
    weekday: int
    """0 for Monday to 6 for Sunday."""
    hour: int
    zone: str
    set_at: datetime


@dataclass(frozen=True, slots=True)
class ClosedEntry:
    """A round that closed in the week. `closer` and `apart` are claims."""

    title: str
    round: RoundNumber
    closer: tuple[str, ...]
    apart: tuple[str, ...]
    answered: int
    people: int
    link: Link


@dataclass(frozen=True, slots=True)
class OpenEntry:
    """A round that is open."""

    title: str
    round: RoundNumber
    deadline: datetime
    answered: int
    people: int
    hidden: bool
    link: Link


@dataclass(frozen=True, slots=True)
class WeeklyDigest:
    """What is posted to a server each week."""

    first_day: date
    last_day: date
    closed: tuple[ClosedEntry, ...]
    open: tuple[OpenEntry, ...]
    questions: int
    unanswered: int
    changed_most: tuple[Quotation, ...]
    """The answers credited by most people who changed their stance in the week, at most two."""

    @property
    def quiet(self) -> bool:
        """Whether there is nothing to tell."""
        return not (self.closed or self.open)


def compose_digest(records: Sequence[DebateRecord], week: Week) -> WeeklyDigest:
    """The digest of `week` over the debates that everybody who reads it may see. Choosing them is the caller's part."""
    raise NotImplementedError
