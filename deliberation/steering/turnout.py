"""Turnout: whether enough answered in a round, whether everybody did, and who came only at its end."""

from dataclasses import dataclass
from datetime import datetime

from deliberation.ids import ParticipantId, RoundNumber
from deliberation.record import DebateRecord
from deliberation.views.standings import Given, Standings, standings_of

LAST_PART = 10
"""Whoever first acts in the last of this many parts of a round is a newcomer of its end."""
SURGE_PART = 3
"""Newcomers of the end are a surge when they gave more than one in this many of a round's answers."""


@dataclass(frozen=True, slots=True)
class Surge:
    """People who acted in a debate for the first time at the end of a round and gave a large part of its answers."""

    people: frozenset[ParticipantId]
    since: datetime
    """When the last part of the round began."""
    shown: bool = True
    """Whether everybody may see which answers are theirs. In a counted debate it is all points or none: a ledger tells
    one person's answers to all of them.
    """


def quorum_missed(standings: Standings) -> bool:
    """Whether fewer members answered in a round than the debate's terms ask for."""
    quorum = standings.record.debate.terms.quorum
    return quorum is not None and len(standings.answered) < quorum


def everybody_answered(record: DebateRecord, number: RoundNumber) -> bool:
    """Whether all who are known to take part have answered every claim of round `number`. Who holds a role is not
    known; who wrote, answered, or opened the ballot is. False where nobody did.
    """
    standings = standings_of(record, number)
    claims = [standings.given(point.number) for point in standings.answerable]
    return bool(standings.people) and bool(claims) and all(standings.people <= given.keys() for given in claims)


def would_be_cut_short(record: DebateRecord, number: RoundNumber) -> bool:
    """Whether a round that closed now would count what some have answered while others who take part have still to."""
    answered = any(stance.round == number for stance in record.stances)
    return answered and not everybody_answered(record, number)


def surge_in(standings: Standings) -> Surge | None:
    """The newcomers of the end of a round that has closed; None where they gave no more than a third of its answers,
    or all of them: then there is nothing to compare.

    A newcomer wrote or answered nothing in the debate before the last tenth of the round.
    """
    round_ = standings.record.round(standings.number)
    end = round_.closed_at or round_.closes_at
    since = end - (end - round_.opened_at) / LAST_PART
    points = standings.stances[standings.number].values()
    given = [participant for on_point in points for participant in on_point]
    newcomers = frozenset(given) - _acted_before(standings.record, since)
    theirs = sum(participant in newcomers for participant in given)
    if theirs * SURGE_PART <= len(given) or theirs == len(given):
        return None
    return Surge(newcomers, since, shown=not any(_gives_away(standings, given, newcomers) for given in points))


def _gives_away(standings: Standings, given: Given, newcomers: frozenset[ParticipantId]) -> bool:
    """Whether counts of the newcomers' answers to one point would break down too few, theirs or the others'."""
    if standings.withheld(given):
        return False
    late = sum(participant in newcomers for participant in given)
    return any(part > 0 and standings.withholds(part) for part in (late, len(given) - late))


def _acted_before(record: DebateRecord, moment: datetime) -> frozenset[ParticipantId]:
    answering = {stance.participant for stance in record.stances if stance.given_at < moment}
    writing = {head.author for head in record.statements if head.author is not None and head.said_at < moment}
    return frozenset(answering | writing)
