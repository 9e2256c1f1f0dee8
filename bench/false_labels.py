"""How often noise is called a movement, and how often a movement is seen: `python bench/false_labels.py [debates]`.

People answer six points twice, either drawing both answers for themselves or wavering about what they think (so that
nothing lies between the rounds but chance), for five shapes of opinion, three sizes and two degrees of wavering. Given
is the share of debates in which any point is called closer or apart: by the rule as it stands, and by its rule without
the swap test. The power is the share of debates in which a point is called closer on which a part of the people, among
as much noise, took a step or two towards the middle.
"""

import sys
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from deliberation.measuring.measures import agreement_change, discoveries, sign_test
from deliberation.measuring.movement import FALSE_DISCOVERIES, Tendency, Transitions, moves, tendencies

POINTS = 6
SHAPES = {
    "even": (0.2, 0.2, 0.2, 0.2, 0.2),
    "two camps": (0.4, 0.1, 0.05, 0.1, 0.35),
    "mostly yes": (0.5, 0.25, 0.1, 0.1, 0.05),
    "unsure": (0.1, 0.2, 0.4, 0.2, 0.1),
    "two buts": (0.1, 0.35, 0.1, 0.35, 0.1),
}
Rng = np.random.Generator
Answers = NDArray[np.int64]


def table_of(before: Answers, after: Answers) -> Transitions:
    """People by position before and after."""
    counts = np.bincount(before * 5 + after, minlength=25).reshape(5, 5)
    return tuple(tuple(row) for row in counts.tolist())


def redrawn(rng: Rng, people: int, shape: tuple[float, ...], kept: float) -> Transitions:
    """Some keep their answer, the others draw a new one."""
    before = rng.choice(5, size=people, p=shape)
    return table_of(before, np.where(rng.random(people) < kept, before, rng.choice(5, size=people, p=shape)))


def wavering(rng: Rng, people: int, shape: tuple[float, ...], kept: float) -> Transitions:
    """Everybody answers what they think, or a step beside it, both times."""
    thought = rng.choice(5, size=people, p=shape)

    def answers() -> Answers:
        return np.clip(thought + np.where(rng.random(people) < kept, 0, rng.choice([-1, 1], size=people)), 0, 4)

    return table_of(answers(), answers())


def meeting(rng: Rng, people: int, part: float) -> Transitions:
    """Of two camps, `part` of the people go a step or two towards the middle, the others keep still or waver."""
    before = rng.choice(5, size=people, p=SHAPES["two camps"])
    wavered = np.clip(before + rng.choice([-1, 1], size=people), 0, 4)
    after = np.where(rng.random(people) < 0.85, before, wavered)
    nearer = np.clip(before + np.sign(2 - before) * rng.choice([1, 2], size=people), 0, 4)
    return table_of(before, np.where(rng.random(people) < part, nearer, after))


def without_swaps(tables: list[Transitions]) -> list[Tendency]:
    """The rule with the sign test alone, as it was before."""
    counted = [moves(table) for table in tables]
    found = discoveries([sign_test(move.closer, move.apart) for move in counted], FALSE_DISCOVERIES)
    told: list[Tendency] = []
    for table, move, is_found in zip(tables, counted, found, strict=True):
        change = agreement_change(table) if is_found else None
        if change and move.closer > move.apart and change.low > 0:
            told.append(Tendency.CLOSER)
        elif change and move.apart > move.closer and change.high < 0:
            told.append(Tendency.APART)
        else:
            told.append(Tendency.NEITHER)
    return told


def any_label(told: tuple[Tendency, ...] | list[Tendency]) -> bool:
    """Whether any point is called closer or apart."""
    return any(tendency is not Tendency.NEITHER for tendency in told)


def report_noise(debates: int, rng: Rng) -> None:
    """Print the share of debates of pure noise that show a label."""
    makers: dict[str, Callable[[Rng, int, tuple[float, ...], float], Transitions]] = {
        "redrawn": redrawn,
        "wavering": wavering,
    }
    print(f"{'noise':10}{'shape':12}{'people':>8}{'kept':>6}{'with swaps':>12}{'without':>9}")
    worst = worst_without = 0.0
    for kind, make in makers.items():
        for shape, shares in SHAPES.items():
            for people in (20, 60, 200):
                for kept in (0.0, 0.7):
                    drawn = [[make(rng, people, shares, kept) for _ in range(POINTS)] for _ in range(debates)]
                    said = sum(any_label(tendencies(tables)) for tables in drawn) / debates
                    said_without = sum(any_label(without_swaps(tables)) for tables in drawn) / debates
                    worst, worst_without = max(worst, said), max(worst_without, said_without)
                    print(f"{kind:10}{shape:12}{people:>8}{kept:>6.0%}{said:>12.1%}{said_without:>9.1%}", flush=True)
    print(f"{'worst':36}{worst:>12.1%}{worst_without:>9.1%}")


def report_power(debates: int, rng: Rng) -> None:
    """Print the share of debates in which a movement is seen."""
    print(f"\n{'people':>8}{'who moved':>11}{'seen':>8}{'without':>9}")
    for people in (20, 40, 100, 200):
        for part in (0.2, 0.3, 0.4):
            seen = seen_without = 0
            for _ in range(debates):
                noise = [redrawn(rng, people, SHAPES["two camps"], 0.7) for _ in range(POINTS - 1)]
                tables = [meeting(rng, people, part), *noise]
                seen += tendencies(tables)[0] is Tendency.CLOSER
                seen_without += without_swaps(tables)[0] is Tendency.CLOSER
            print(f"{people:>8}{part:>11.0%}{seen / debates:>8.1%}{seen_without / debates:>9.1%}", flush=True)


if __name__ == "__main__":
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 400
    generator = np.random.default_rng(20)
    report_noise(count, generator)
    report_power(count, generator)
