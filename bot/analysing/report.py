"""The figures of a sheet of votes as JSON; its keys are described in docs/analyse.md."""

from collections.abc import Mapping

from bot.analysing.sheets import Sheet
from deliberation.grouping.camps import Camps
from deliberation.grouping.groups import ENOUGH_VOTES, FEWEST_PEOPLE
from deliberation.measuring.analysis import Analysis, Change, PointAnalysis
from deliberation.measuring.label import Label
from deliberation.measuring.measures import Interval
from deliberation.measuring.votes import is_number
from deliberation.stance import Side

Json = dict[str, object]

_LABELS = {label: label.value for label in Label} | {Label.UNCHANGED: "no_clear_change", Label.NEW: "mixed"}
_SIDES: Mapping[Side, str | None] = {Side.FOR: "agree", Side.AGAINST: "disagree", Side.NEITHER: None}


def report_of(analysis: Analysis, sheet: Sheet, group_names: tuple[str, ...]) -> Json:
    """All figures as one object. Groups are called by `group_names`, as numbers where they are written so."""
    votes, groups = analysis.votes, analysis.groups
    names: list[object] = [int(name) if is_number(name) else name for name in group_names]
    of = groups.of.tolist() if groups else [-1] * len(votes.people)
    stability = groups.stability if groups else None
    return {
        "people": len(votes.people),
        "votes": len(votes),
        "scale": [position.value for position in votes.scale],
        "alpha": analysis.alpha,
        "turnout": analysis.turnout
        and {"both": analysis.turnout.both, "joined": analysis.turnout.joined, "left": analysis.turnout.left},
        "groups": {person: names[group] for person, group in zip(votes.people, of, strict=True) if group >= 0},
        "ungrouped": [person for person, group in zip(votes.people, of, strict=True) if group < 0],
        "group_sizes": [
            {"group": name, "people": size} for name, size in zip(names, groups.sizes if groups else (), strict=True)
        ],
        "groups_given": groups is not None and groups.given,
        "silhouettes": {str(number): value for number, value in groups.silhouettes.items()} if groups else {},
        "stability": stability
        and {
            "times": stability.times,
            "people": stability.people,
            "mean_rand_index": stability.mean_likeness,
            "least_rand_index": stability.least_likeness,
            "same_number": stability.same_number,
        },
        "bridging": [point.point for point in analysis.points if point.camps and _SIDES[point.camps.bridging]],
        "cruxes": [point.point for point in analysis.cruxes],
        "missing": {
            "unanswered": len(votes.people) * len(votes.points) - len(votes),
            "filled_in": 0,
            "answered_by_one": [point.point for point in analysis.points if point.answered == 1],
            "moderated_out": [point.point for point in analysis.points if point.moderated],
            "withheld": sheet.withheld,
            "fewest_answers_for_a_group": ENOUGH_VOTES,
            "fewest_people_for_groups": FEWEST_PEOPLE,
        },
        "points": [_point(point, names) for point in analysis.points],
    }


def _point(point: PointAnalysis, names: list[object]) -> Json:
    return {
        "point": point.point,
        "n": point.answered,
        "silent": point.silent,
        "counts": {position.value: share.people for position, share in point.shares.items()},
        "shares": {
            position.value: {"share": share.share, **_interval(share.interval)}
            for position, share in point.shares.items()
        },
        "agreement": point.agreement,
        "agreement_without_undecided": point.agreement_of_decided,
        "label": _LABELS[point.label],
        "moderated_out": point.moderated,
        **_camps(point.camps, names),
        "change": _change(point.change),
    }


def _camps(camps: Camps | None, names: list[object]) -> Json:
    return {
        "group_informed_consensus": camps and camps.agree.product,
        "group_informed_consensus_mean": camps and camps.agree.mean,
        "group_informed_consensus_against": camps and camps.disagree.product,
        "group_informed_consensus_against_mean": camps and camps.disagree.mean,
        "by_group": [
            {"group": name, "agrees": camp.agrees, "disagrees": camp.disagrees, "votes": camp.votes}
            for name, camp in zip(names, camps.votes if camps else (), strict=bool(camps))
        ],
        "bridging": camps and _SIDES[camps.bridging],
        "separation": camps and camps.strength,
        "crux": camps is not None and camps.crux,
    }


def _change(change: Change | None) -> Json | None:
    if change is None:
        return None
    told: Json = {"joined": change.joined, "left": change.left, "kappa": change.kappa}
    if change.comparison is not None:
        moves = change.comparison.moves
        told |= {
            "paired": moves.paired,
            "closer": moves.closer,
            "apart": moves.apart,
            "stayed": moves.stayed,
            "small_group": moves.small_group,
            "p": change.comparison.p,
            "sign_test_p": change.comparison.signs,
            "agreement_change": change.comparison.change and _interval(change.comparison.change),
        }
    return told


def _interval(interval: Interval) -> Json:
    return {"low": interval.low, "high": interval.high}
