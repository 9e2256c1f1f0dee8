"""Figures: what the answers to each point show, round by round, with how sure one can be of it."""

from collections.abc import Mapping
from dataclasses import dataclass

from deliberation.grouping.camps import Camps, camps_of
from deliberation.grouping.groups import Groups, groups_found
from deliberation.ids import ParticipantId, PointNumber, RoundNumber
from deliberation.measuring.analysis import Share
from deliberation.measuring.measures import agreement, wilson
from deliberation.measuring.movement import Comparison, transitions
from deliberation.measuring.reliability import ordinal_alpha, weighted_kappa
from deliberation.measuring.votes import votes_of
from deliberation.stance import POSITIONS, Position, Tally
from deliberation.views.standings import Given, Standings
from deliberation.views.summary import PointResult, comparisons_in


@dataclass(frozen=True, slots=True)
class RoundCount:
    """How a point was answered in one round."""

    round: RoundNumber
    answered: int
    silent: int
    """Of those who answered anything in that round, how many did not answer it."""
    tally: Tally | None
    """None where it is withheld, or nobody answered."""


@dataclass(frozen=True, slots=True)
class PointFigures:
    """What the answers to one point show. Where they are withheld, nothing is computed from them."""

    result: PointResult
    rounds: tuple[RoundCount, ...]
    """The rounds in which somebody answered it, in order."""
    shares: Mapping[Position, Share]
    agreement: float | None
    agreement_of_decided: float | None
    """Agreement of those who are not unsure, on the scale without that position."""
    comparison: Comparison | None
    kappa: float | None
    """How stable the answers of the same people are."""
    joined: int
    """How many answered now and not in the round compared with; 0 where nothing is compared."""
    left: int
    camps: Camps | None


@dataclass(frozen=True, eq=False)
class Figures:
    """What the answers of a round show, and those before."""

    points: tuple[PointFigures, ...]
    """In the order in which a summary tells them."""
    alpha: float | None
    """How far people answer alike over all points (Krippendorff's alpha, ordinal)."""
    groups: Groups | None
    """None where too few people answered enough to look for groups."""


def figures_of(standings: Standings, results: tuple[PointResult, ...]) -> Figures:
    """The figures of a round over, whose summary has these `results`."""
    groups, camps = _groups(standings, results)
    comparisons = comparisons_in(standings)
    points = tuple(
        _point(standings, result, comparisons.get(result.number), camps.get(result.number)) for result in results
    )
    counted = [result.tally.counts for result in results if result.tally is not None]
    return Figures(points, ordinal_alpha(counted) if counted else None, groups)


def _point(
    standings: Standings, result: PointResult, comparison: Comparison | None, camps: Camps | None
) -> PointFigures:
    tally = result.tally if result.tally is not None and result.tally.answered else None
    given, before = standings.given(result.number), standings.before(result.number)
    decided = [count for position, count in _counts(tally) if position is not Position.UNDECIDED]
    return PointFigures(
        result=result,
        rounds=_rounds(standings, result.number),
        shares={
            position: Share(count, count / tally.answered, wilson(count, tally.answered))
            for position, count in _counts(tally)
            if tally is not None
        },
        agreement=result.agreement,
        agreement_of_decided=agreement(decided) if any(decided) else None,
        comparison=comparison,
        kappa=weighted_kappa(transitions(before, given)) if comparison else None,
        joined=len(given.keys() - before.keys()) if comparison else 0,
        left=len(before.keys() - given.keys()) if comparison else 0,
        camps=camps,
    )


def _counts(tally: Tally | None) -> list[tuple[Position, int]]:
    return [] if tally is None else list(zip(POSITIONS, tally.counts, strict=True))


def _rounds(standings: Standings, point: PointNumber) -> tuple[RoundCount, ...]:
    counts: list[RoundCount] = []
    for number in standings.rounds:
        given = standings.given(point, number)
        if given:
            silent = len(standings.answering(number)) - len(given)
            counts.append(RoundCount(number, len(given), silent, standings.breakdown(given)))
    return tuple(counts)


def _groups(standings: Standings, results: tuple[PointResult, ...]) -> tuple[Groups | None, dict[PointNumber, Camps]]:
    """The opinion groups of a round, and what each point is to them. Points whose answers are withheld say nothing,
    and what a point is to the groups is left out where it would break down the answers of too few.
    """
    counted = [result.number for result in results if result.tally is not None]
    given: dict[PointNumber, Given] = {point: standings.given(point) for point in counted}
    votes = votes_of(
        {
            (_name(person), str(point)): stance.position
            for point, of_point in given.items()
            for person, stance in of_point.items()
        }
    )
    groups = groups_found(votes) if votes.people else None
    if groups is None:
        return None, {}
    camps = zip(votes.points, camps_of(votes, groups), strict=True)
    shown = {
        PointNumber(int(point)): one
        for point, one in camps
        if _may_show(one, len(given[PointNumber(int(point))]), standings)
    }
    return groups, shown


def _may_show(camps: Camps, answered: int, standings: Standings) -> bool:
    """Whether no group's answers, nor those of whoever is in none, are too few to be told."""
    told = [camp.votes for camp in camps.votes]
    parts = [*told, answered - sum(told)]
    return not any(people and standings.withholds(people) for people in parts)


def _name(person: ParticipantId) -> str:
    return str(int(person))
