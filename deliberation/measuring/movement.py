"""Movement between two rounds, over the people who answered a point in both, and the shape of one round's answers.

Everything here is counted from a table of transitions (how many people went from one position to another), so
that who the people are cannot matter.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING

from deliberation.measuring.measures import Interval, agreement, agreement_change, discoveries, sign_test, wilson
from deliberation.measuring.swapping import swap_test
from deliberation.stance import POSITIONS, Side, Tally

if TYPE_CHECKING:
    from deliberation.views.standings import Given

SMALL_GROUP_BELOW = 20
"""Below this many paired people the moves are counted and nothing is inferred from them."""
FALSE_DISCOVERIES = 0.1
"""Of the points a summary calls closer or apart, at most this share is expected to be chance."""
FEWEST_MOVES = 2
"""One person who moved is no movement of the group."""
AGREED_SHARE = Fraction(4, 5)
SPLIT_SHARE = Fraction(7, 20)
SPLIT_DISTANCE = 3
"""How far apart the two sides are on average: Yes and No are 4 apart, the two "buts" 2."""

_RANKS = {side: tuple(position.rank for position in POSITIONS if position.side is side) for side in Side}

Transitions = tuple[tuple[int, ...], ...]
"""People by position before (rows) and after (columns)."""


@dataclass(frozen=True, slots=True)
class Moves:
    """What the people who answered in both rounds did."""

    paired: int
    closer: int
    apart: int
    stayed: int
    small_group: bool
    """Fewer than 20 paired people: the moves are counted, nothing is inferred."""


class Tendency(StrEnum):
    """Where a group as a whole went."""

    CLOSER = "closer"
    APART = "apart"
    NEITHER = "neither"


@dataclass(frozen=True, slots=True)
class Comparison:
    """What two rounds show on one point. In a small group, where nothing is inferred, all but the moves is None."""

    moves: Moves
    tendency: Tendency
    p: float | None
    """The p-value of the swap test, by which `tendency` goes."""
    signs: float | None
    """The p-value of the sign test, which takes moves for independent: told beside it, and decides nothing."""
    change: Interval | None
    """How far agreement rose, over the people who answered in both rounds (bootstrap, 95 %): told, decides nothing."""


def transitions(before: "Given", after: "Given") -> Transitions:
    """How those who gave a stance both times went from one position to another."""
    table = [[0] * len(POSITIONS) for _ in POSITIONS]
    for participant, now in after.items():
        earlier = before.get(participant)
        if earlier is not None:
            table[earlier.position.rank][now.position.rank] += 1
    return tuple(tuple(row) for row in table)


def moves(table: Transitions) -> Moves:
    """How many of the paired people moved closer to the others, apart from them, or did neither.

    A person moved closer when they changed their position and the mean distance to the other paired people's
    positions fell, each round's distance being taken among the positions of that round; apart when it rose. So it is
    what a member sees: how far from the others they stood then, and how far they stand now. Two who come to
    meet each other have both moved closer; two who change sides with each other have not moved in this sense. Somebody
    who kept their position did not move, whatever the others did.
    """
    before = [sum(row) for row in table]
    after = [sum(column) for column in zip(*table, strict=True)]
    far_before, far_after = _distances(before), _distances(after)
    closer = apart = 0
    for start, row in enumerate(table):
        for end, people in enumerate(row):
            if start == end:
                continue
            # The same others are behind both sums, so that sums compare as means do, and exactly.
            closer += people * (far_after[end] < far_before[start])
            apart += people * (far_after[end] > far_before[start])
    paired = sum(before)
    return Moves(
        paired=paired,
        closer=closer,
        apart=apart,
        stayed=paired - closer - apart,
        small_group=paired < SMALL_GROUP_BELOW,
    )


def tendencies(tables: Sequence[Transitions]) -> tuple[Tendency, ...]:
    """Where the group went on each of a debate's points: see `compared`."""
    return tuple(comparison.tendency for comparison in compared(tables))


def compared(tables: Sequence[Transitions]) -> tuple[Comparison, ...]:
    """What two rounds show on each of a debate's points.

    From SMALL_GROUP_BELOW paired people on, "closer" and "apart" are said only where the swap test of the moves passes
    Benjamini-Hochberg over those points and agreement rose, or fell. It is not asked that the bootstrap interval of its
    change keeps to one side of 0: the swaps alone leave a label in one debate of noise in ten, and the interval would
    miss half of what moves among forty people; docs/labels.md has the figures. (The sign test takes moves that hang
    together for independent: alone it finds a movement in up to half of the debates of noise.) In smaller groups the
    moves are only counted: one way is said where at least FEWEST_MOVES people went it and at least twice as many as
    went the other.
    """
    counted = [moves(table) for table in tables]
    large = [place for place, move in enumerate(counted) if not move.small_group]
    p_values = {place: swap_test(tables[place]) for place in large}
    found = dict(zip(large, discoveries(list(p_values.values()), FALSE_DISCOVERIES), strict=True))
    told: list[Comparison] = []
    for place, (table, move) in enumerate(zip(tables, counted, strict=True)):
        if move.small_group:
            told.append(Comparison(move, _counted_tendency(move), None, None, None))
            continue
        tendency = _inferred_tendency(table, move) if found[place] else Tendency.NEITHER
        signs = sign_test(move.closer, move.apart)
        told.append(Comparison(move, tendency, p_values[place], signs, agreement_change(table)))
    return tuple(told)


def agreed(tally: Tally) -> bool:
    """Whether most gave nearly the same answer: at least four in five on one side, be it No.

    They must also be a majority beyond doubt: the Wilson interval of their share lies above one half. Four people
    who all agree are the fewest of whom that can be said.
    """
    most = max(on_side(tally, Side.FOR), on_side(tally, Side.AGAINST))
    answered = tally.answered
    enough = AGREED_SHARE.denominator * most >= AGREED_SHARE.numerator * answered
    return most > 0 and enough and wilson(most, answered).low > 0.5


def split(tally: Tally) -> bool:
    """Whether two sizeable groups gave opposite answers: SPLIT_SHARE or more, and two people or more, on either side,
    who stand SPLIT_DISTANCE positions or more apart on average.
    """
    in_favour, against = on_side(tally, Side.FOR), on_side(tally, Side.AGAINST)
    fewer = min(in_favour, against)
    if fewer < 2 or SPLIT_SHARE.denominator * fewer < SPLIT_SHARE.numerator * tally.answered:
        return False
    # The difference of two means, both sides multiplied by the people of either.
    apart = _ranks(tally, Side.AGAINST) * in_favour - _ranks(tally, Side.FOR) * against
    return apart >= SPLIT_DISTANCE * in_favour * against


def on_side(tally: Tally, side: Side) -> int:
    """How many people of `tally` are on `side`."""
    counts = tally.counts
    return sum([counts[rank] for rank in _RANKS[side]])


def _ranks(tally: Tally, side: Side) -> int:
    return sum(rank * tally.counts[rank] for rank in _RANKS[side])


def _distances(counts: Sequence[int]) -> list[int]:
    """For each position, the distances from it to everybody, summed."""
    return [sum(count * abs(here - there) for there, count in enumerate(counts)) for here in range(len(counts))]


def _counted_tendency(move: Moves) -> Tendency:
    if move.closer >= max(FEWEST_MOVES, 2 * move.apart):
        return Tendency.CLOSER
    if move.apart >= max(FEWEST_MOVES, 2 * move.closer):
        return Tendency.APART
    return Tendency.NEITHER


def _inferred_tendency(table: Transitions, move: Moves) -> Tendency:
    before, after = ([sum(row) for row in rows] for rows in (table, zip(*table, strict=True)))
    rose = agreement(after) - agreement(before)
    if move.closer > move.apart and rose > 0:
        return Tendency.CLOSER
    if move.apart > move.closer and rose < 0:
        return Tendency.APART
    return Tendency.NEITHER
