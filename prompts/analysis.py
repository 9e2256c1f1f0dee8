"""What `counterpoint analyse` prints for people, from `templates/analysis.j2`; and each label's rule."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from deliberation.grouping.groups import ENOUGH_VOTES, FEWEST_PEOPLE, Groups
from deliberation.measuring.analysis import Analysis, Change, PointAnalysis
from deliberation.measuring.label import Label
from deliberation.stance import Side
from prompts.render import part

_TEMPLATE = "analysis"
_CRUXES_SHOWN = 10


def rule_of(label: Label) -> str:
    """The rule that gives a point this label, as it stands on a page."""
    return part("labels", label.value)


def analysis_lines(
    analysis: Analysis, name: str, group_names: tuple[str, ...], withheld: Mapping[str, int], unread: Path | None
) -> Iterator[str]:
    """The figures of the votes in the file `name`, line by line. Groups are called by `group_names`."""
    votes = analysis.votes
    yield part(_TEMPLATE, "head", name=name, people=len(votes.people), points=len(votes.points), votes=len(votes))
    yield from (part(_TEMPLATE, "withheld", point=point, answered=few) for point, few in withheld.items())
    if unread is not None:
        yield part(_TEMPLATE, "unread", path=unread)
    if not len(votes):
        yield part(_TEMPLATE, "nothing")
        return
    if analysis.alpha is not None:
        yield part(_TEMPLATE, "alpha", value=_figure(analysis.alpha))
    if analysis.turnout is not None:
        turnout = analysis.turnout
        yield part(_TEMPLATE, "turnout", both=turnout.both, joined=turnout.joined, left=turnout.left)
    yield ""
    yield part(_TEMPLATE, "groups_title")
    yield from _groups(analysis)
    for point in analysis.points:
        yield ""
        yield from _point(point, len(votes.people), group_names)
    yield ""
    yield part(_TEMPLATE, "labels_title")
    given = {point.label for point in analysis.points}
    yield from (part(_TEMPLATE, "label", name=label.value, rule=rule_of(label)) for label in Label if label in given)


def _groups(analysis: Analysis) -> Iterator[str]:
    groups = analysis.groups
    if groups is None:
        yield part(_TEMPLATE, "too_few_for_groups", least=FEWEST_PEOPLE)
        return
    sizes = ", ".join(map(str, groups.sizes))
    outside = len(analysis.votes.people) - sum(groups.sizes)
    if groups.given:
        yield part(_TEMPLATE, "groups_given", number=groups.number, sizes=sizes)
        if outside:
            yield part(_TEMPLATE, "ungrouped_given", people=outside)
    else:
        yield from _found(analysis, groups, sizes, outside)
    bridging = [
        f"{point.point} ({part('positions', 'agree' if point.camps.bridging is Side.FOR else 'disagree')})"
        for point in analysis.points
        if point.camps and point.camps.bridging is not Side.NEITHER
    ]
    cruxes = [
        f"{point.point} ({_figure(point.camps.strength)})"
        for point in analysis.cruxes[:_CRUXES_SHOWN]
        if point.camps and point.camps.strength is not None
    ]
    yield part(_TEMPLATE, "bridging", points=_listed(bridging))
    yield part(_TEMPLATE, "cruxes", points=_listed(cruxes))


def _found(analysis: Analysis, groups: Groups, sizes: str, outside: int) -> Iterator[str]:
    silhouettes = ", ".join(f"{number}: {_figure(value)}" for number, value in groups.silhouettes.items())
    yield part(_TEMPLATE, "groups_found", number=groups.number, sizes=sizes, silhouettes=silhouettes)
    stability = groups.stability
    if stability is not None:
        mean, least = _figure(stability.mean_likeness), _figure(stability.least_likeness)
        yield part(_TEMPLATE, "stability", times=stability.times, mean=mean, least=least, same=stability.same_number)
    if outside:
        yield part(_TEMPLATE, "ungrouped", people=outside, least=ENOUGH_VOTES)
    moderated = sum(point.moderated for point in analysis.points)
    alone = sum(point.answered == 1 and not point.moderated for point in analysis.points)
    yield part(_TEMPLATE, "missing", alone=alone, moderated=moderated)


def _point(point: PointAnalysis, people: int, group_names: tuple[str, ...]) -> Iterator[str]:
    label, answered = point.label.value, point.answered
    yield part(
        _TEMPLATE, "point", name=point.point, label=label, answered=answered, people=people, moderated=point.moderated
    )
    if point.agreement is None:
        return
    shares = (
        part(
            _TEMPLATE,
            "share",
            position=position,
            people=share.people,
            percent=_percent(share.share),
            low=_percent(share.interval.low),
            high=_percent(share.interval.high),
        )
        for position, share in point.shares.items()
    )
    yield _line(shares)
    facts = [
        part(_TEMPLATE, "agreement", value=_figure(point.agreement), of_decided=_figure(point.agreement_of_decided))
    ]
    if point.camps:
        agree = point.camps.agree
        facts.append(part(_TEMPLATE, "consensus", product=_figure(agree.product, 4), mean=_figure(agree.mean)))
    yield _line(facts)
    if point.camps:
        yield _line(
            part(_TEMPLATE, "group", number=name, agrees=camp.agrees, disagrees=camp.disagrees, votes=camp.votes)
            for name, camp in zip(group_names, point.camps.votes, strict=True)
        )
    if point.change:
        yield _line(_change(point.change))


def _change(change: Change) -> Iterator[str]:
    comparison = change.comparison
    if comparison is None:
        yield part(_TEMPLATE, "incomparable", joined=change.joined, left=change.left)
        return
    moves = comparison.moves
    yield part(
        _TEMPLATE,
        "change",
        paired=moves.paired,
        closer=moves.closer,
        apart=moves.apart,
        stayed=moves.stayed,
        joined=change.joined,
        left=change.left,
    )
    if comparison.p is not None and comparison.change is not None:
        low, high = _figure(comparison.change.low), _figure(comparison.change.high)
        yield part(_TEMPLATE, "tested", p=_figure(comparison.p, 4), low=low, high=high)
    if change.kappa is not None:
        yield part(_TEMPLATE, "kappa", value=_figure(change.kappa))


def _line(facts: Iterable[str]) -> str:
    return "  " + " · ".join(facts)


def _listed(names: list[str]) -> str:
    return ", ".join(names) if names else part(_TEMPLATE, "no_points")


def _figure(value: float | None, digits: int = 2) -> str:
    """A figure rounded for reading, a dash where there is none."""
    return "–" if value is None else f"{value:.{digits}f}"


def _percent(share: float) -> str:
    return f"{100 * share:.0f}"
