"""Conditions: what would make it a yes, as those who said "but" wrote it."""

from dataclasses import dataclass

from deliberation.excerpt import excerpt
from deliberation.ids import ActId, ParticipantId
from deliberation.stance import Position, Stance
from deliberation.views.reasons import REASON_LIMIT
from deliberation.views.standings import Given


@dataclass(frozen=True, slots=True)
class Condition:
    """What would make it a yes, in a member's own words, and how many wrote the same."""

    words: str
    people: int
    author: ParticipantId | None = None
    """Who wrote these words, the first of those who wrote the same; nobody is told."""
    act: ActId | None = None
    """The act by which they were given."""
    meant: str | None = None
    """What their author added beneath them."""


def conditions_of(given: Given) -> tuple[Condition, ...]:
    """What would make it a yes, most wanted first; those that differ in case, spacing or a full stop count as one."""
    wanted: dict[str, list[Stance]] = {}
    for stance in given.values():
        if stance.condition is not None and stance.position is not Position.AGREE:
            folded = " ".join(stance.condition.split()).casefold().rstrip(".… ")
            if folded:
                wanted.setdefault(folded, []).append(stance)
    first_said = [(min(same, key=_age), len(same)) for same in wanted.values()]
    first_said.sort(key=lambda found: (-found[1], _age(found[0])))
    return tuple(
        Condition(excerpt(stance.condition or "", REASON_LIMIT), people, stance.participant, stance.act)
        for stance, people in first_said
    )


def _age(stance: Stance) -> tuple[float, int]:
    return (stance.given_at.timestamp(), stance.act)
