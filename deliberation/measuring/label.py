"""The one plain word for what the answers to a point show."""

from enum import StrEnum


class Label(StrEnum):
    """What a point's stances show, in the order in which a summary tells them.

    CLOSER and APART are `movement.tendencies` against the latest earlier round in which the point was answered, SPLIT
    and AGREED the shape of this round's answers (`movement.split`, `movement.agreed`) where the group did not move.
    Otherwise a point is NEW that was answered in no earlier round, UNCHANGED where enough people answered twice,
    and TOO_FEW where they did not. In a counted debate nothing is inferred from fewer than WITHHOLD_BELOW people.
    """

    CLOSER = "closer"
    APART = "apart"
    SPLIT = "split"
    AGREED = "agreed"
    NEW = "new"
    UNCHANGED = "unchanged"
    TOO_FEW = "too_few"
