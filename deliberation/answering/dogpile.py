"""Dogpiles: many people replying to one point, perhaps all with the same."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from deliberation.ids import ParticipantId
from deliberation.point import Counterpoint
from deliberation.stance import Position, Side

DOGPILE_FROM = 5
"""From this many people on one side on, or in all, whoever is about to reply is told."""


@dataclass(frozen=True, slots=True)
class Dogpile:
    """How many people have replied to a point, as whoever is about to is told."""

    people: int
    side: Side | None
    """What they all say; None where that many replied and no side is that clear."""


def dogpile(replies: Sequence[Counterpoint], reads_like: Callable[[Counterpoint], Position | None]) -> Dogpile | None:
    """The side that at least DOGPILE_FROM people have taken in their replies to a point, the larger where both have;
    else all who replied, where they are as many; None where they are fewer.

    `reads_like` says what a reply's own words come to, None where that is not clear. Their stances are not looked at:
    of five people known to have replied, a hidden count of five would tell what each of them pressed.
    """
    everybody: set[ParticipantId] = set()
    people: dict[Side, set[ParticipantId]] = {Side.FOR: set(), Side.AGAINST: set()}
    for reply in replies:
        if reply.withdrawn or reply.author is None:
            continue
        everybody.add(reply.author)
        position = reads_like(reply)
        if position is not None and position.side in people:
            people[position.side].add(reply.author)
    side = max(people, key=lambda side: len(people[side]))
    if len(people[side]) >= DOGPILE_FROM:
        return Dogpile(len(people[side]), side)
    return Dogpile(len(everybody), None) if len(everybody) >= DOGPILE_FROM else None
