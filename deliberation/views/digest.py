"""The weekly digest: what closed, what is open, what waits, what changed most minds."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from deliberation.debate import Debate, DebateState, Tallies
from deliberation.ids import ChannelId, CounterpointNumber, DebateKey, GuildId, Link, RoundNumber
from deliberation.point import Counterpoint
from deliberation.record import DebateRecord
from deliberation.round import Round, RoundState
from deliberation.stance import Stance
from deliberation.steering.decision import Decision
from deliberation.steering.outcome import FinalCount, final_count, standing_decision
from deliberation.steering.schedule import Week
from deliberation.views.board import open_questions, unanswered_proposals
from deliberation.views.quotation import Quotation
from deliberation.views.reasons import changed, quoted
from deliberation.views.standings import Standings, standings_now, standings_of
from deliberation.views.summary import Label, summarise

DIGEST_WEEKDAY, DIGEST_HOUR = 6, 18
"""When a digest appears for whose time nobody asked: on Sundays at six in the evening."""
CHANGED_MOST_LIMIT = 2


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
    paused: bool = False


@dataclass(frozen=True, slots=True)
class DecidedEntry:
    """A decision made in the week, or one that is to be looked at again in it."""

    title: str
    decision: Decision
    count: FinalCount | None
    link: Link
    """Its post; the debate where it has not been posted yet."""


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
    decided: tuple[DecidedEntry, ...] = ()
    reviews: tuple[DecidedEntry, ...] = ()
    """Standing decisions whose day of review lies in the week."""

    @property
    def quiet(self) -> bool:
        """Whether there is nothing to tell."""
        return not (self.closed or self.open or self.decided or self.reviews)


def compose_digest(records: Sequence[DebateRecord], week: Week) -> WeeklyDigest:
    """The digest of `week` over the debates that everybody who reads it may see. Choosing them is the caller's part.

    A round belongs to the week in which it closed, and so do the changes of stance in it: before that they are
    hidden. What is open and what waits is told as `records` have it now, over those of these debates that have not
    ended.
    """
    posted = [record for record in records if record.debate.opening is not None]
    closed = [(record, round_) for record in posted for round_ in record.rounds if _closed_in(round_, week)]
    closed.sort(key=lambda entry: (entry[1].closed_at or entry[1].deadline, entry[0].debate.key))
    running = [record for record in posted if record.debate.state is DebateState.OPEN and record.rounds]
    opened = [(record, round_) for record in running for round_ in record.rounds if not round_.over]
    opened.sort(key=lambda entry: (entry[1].closes_at, entry[0].debate.key))
    latest = [standings_now(record) for record in running]
    return WeeklyDigest(
        first_day=week.first_day,
        last_day=week.last_day,
        closed=tuple(_closed_entry(record, round_) for record, round_ in closed),
        open=tuple(_open_entry(record, round_) for record, round_ in opened),
        questions=sum(len(open_questions(standings)) for standings in latest),
        unanswered=sum(len(unanswered_proposals(standings)) for standings in latest),
        changed_most=_changed_most([standings_of(record, round_.number) for record, round_ in closed]),
        decided=_decided(posted, week),
        reviews=_reviews(posted, week),
    )


def _decided(posted: Sequence[DebateRecord], week: Week) -> tuple[DecidedEntry, ...]:
    """The decisions of the week that stand, each debate's last one, in the order in which they were made."""
    standing = [(record, standing_decision(record)) for record in posted]
    made = [(record, decision) for record, decision in standing if decision and week.begins <= decision.at < week.ends]
    return tuple(_decided_entry(*entry) for entry in sorted(made, key=lambda entry: entry[1].at))


def _reviews(posted: Sequence[DebateRecord], week: Week) -> tuple[DecidedEntry, ...]:
    standing = [(record, standing_decision(record)) for record in posted]
    due = [
        (record, decision)
        for record, decision in standing
        if decision and decision.review_at and week.begins <= decision.review_at < week.ends
    ]
    return tuple(_decided_entry(*entry) for entry in due)


def _decided_entry(record: DebateRecord, decision: Decision) -> DecidedEntry:
    return DecidedEntry(
        title=record.debate.title,
        decision=decision,
        count=final_count(record, decision),
        link=decision.link or _link(record.debate),
    )


def _closed_in(round_: Round, week: Week) -> bool:
    closed = round_.state in (RoundState.CLOSED, RoundState.SUMMARISED)
    return closed and week.begins <= (round_.closed_at or round_.deadline) < week.ends


def _closed_entry(record: DebateRecord, round_: Round) -> ClosedEntry:
    summary = summarise(record, round_.number)
    return ClosedEntry(
        title=record.debate.title,
        round=round_.number,
        closer=tuple(result.claim for result in summary.results if result.label is Label.CLOSER),
        apart=tuple(result.claim for result in summary.results if result.label is Label.APART),
        answered=summary.answered,
        people=summary.people,
        link=_link(record.debate),
    )


def _open_entry(record: DebateRecord, round_: Round) -> OpenEntry:
    standings = standings_of(record, round_.number)
    return OpenEntry(
        title=record.debate.title,
        round=round_.number,
        deadline=round_.closes_at,
        answered=len(standings.answered),
        people=len(standings.people),
        hidden=record.debate.tallies is Tallies.HIDDEN,
        link=_link(record.debate),
        paused=round_.state is RoundState.PAUSED,
    )


def _link(debate: Debate) -> Link:
    """Where the debate is: the top of its thread.

    Raises:
        ValueError: it has not been posted yet.
    """
    if debate.opening is None:
        raise ValueError("a debate without its opening has no place to lead to")
    return Link(debate.key.guild, debate.thread or debate.home, debate.opening)


def _changed_most(closed: Sequence[Standings]) -> tuple[Quotation, ...]:
    """The answers credited by most people whose position changed, on points that may be compared."""
    credited: dict[tuple[DebateKey, CounterpointNumber], list[Stance]] = {}
    quotable: dict[tuple[DebateKey, CounterpointNumber], Counterpoint] = {}
    for standings in closed:
        for point, answers in standings.answers.items():
            before, given = standings.before(point), standings.given(point)
            if not standings.compares(len(before.keys() & given.keys())) or standings.withheld(given):
                continue
            here = {answer.number: answer for answer in answers}
            for stance in changed(before, given):
                if stance.credit is not None and stance.credit in here:
                    key = (standings.record.debate.key, stance.credit)
                    quotable[key] = here[stance.credit]
                    credited.setdefault(key, []).append(stance)
    histories = {standings.record.debate.key: standings.record.stances for standings in closed}
    quotations = {key: quoted(quotable[key], credited[key], histories[key[0]]) for key in credited}
    most = sorted(quotations, key=lambda key: (-quotations[key].people, quotable[key].said_at, key))
    return tuple(quotations[key] for key in most[:CHANGED_MOST_LIMIT])
