"""Dogpiles: many people saying the same to one point."""

from collections.abc import Callable, Sequence

from deliberation.ids import ParticipantId
from deliberation.point import Counterpoint
from deliberation.stance import Position, Side

DOGPILE_FROM = 5
"""From this many people on one side on, whoever is about to reply is told."""


def dogpile(
    replies: Sequence[Counterpoint], reads_like: Callable[[Counterpoint], Position | None]
) -> tuple[Side, int] | None:
    """The side that at least DOGPILE_FROM people have taken in their replies to a point, and how many they are, the
    larger where both have; None where there is none.

    `reads_like` says what a reply's own words come to, None where that is not clear. Their stances are not looked at:
    of five people known to have replied, a hidden count of five would tell what each of them pressed.
    """
    people: dict[Side, set[ParticipantId]] = {Side.FOR: set(), Side.AGAINST: set()}
    for reply in replies:
        position = None if reply.withdrawn or reply.author is None else reads_like(reply)
        if position is not None and reply.author is not None and position.side in people:
            people[position.side].add(reply.author)
    side = max(people, key=lambda side: len(people[side]))
    return (side, len(people[side])) if len(people[side]) >= DOGPILE_FROM else None
