"""How often noise is called a movement, and how often a movement is seen, by several rules.

    python bench/false_labels.py [DEBATES] [--write docs/labels.md]

In each made-up debate people answer six points twice. In debates of noise nothing lies between the rounds but chance;
given is the share of them in which any point is called closer or apart. In debates of movement a part of the people
moves on one point among as much noise; given is the share in which that point is called what it is. Every rule judges
the same debates. What `deliberation.measuring.movement` does is "swap, direction".
"""

import argparse
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import erf, sqrt
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from deliberation.measuring.measures import Interval, agreements, discoveries, sign_test
from deliberation.measuring.movement import FALSE_DISCOVERIES, Moves, Tendency, Transitions, moves
from deliberation.measuring.swapping import swapped

POINTS = 6
SIZES = (20, 40, 100, 400)
RESAMPLES = 999
SHAPES = {
    "even": (0.2, 0.2, 0.2, 0.2, 0.2),
    "two camps": (0.4, 0.1, 0.05, 0.1, 0.35),
    "mostly yes": (0.5, 0.25, 0.1, 0.1, 0.05),
    "unsure": (0.1, 0.2, 0.4, 0.2, 0.1),
    "two buts": (0.1, 0.35, 0.1, 0.35, 0.1),
}
Rng = np.random.Generator
Answers = NDArray[np.int64]
Debate = list[Transitions]


# --- what people answer -----------------------------------------------------------------------------------------------


def table_of(before: Answers, after: Answers) -> Transitions:
    """People by position before and after."""
    counts = np.bincount(before * 5 + after, minlength=25).reshape(5, 5)
    return tuple(tuple(row) for row in counts.tolist())


def redrawn(rng: Rng, people: int, shape: Sequence[float]) -> Debate:
    """All draw both their answers for themselves."""
    return [table_of(*rng.choice(5, size=(2, people), p=shape)) for _ in range(POINTS)]


def partly_redrawn(rng: Rng, people: int, shape: Sequence[float]) -> Debate:
    """Seven in ten keep their answer, the others draw a new one."""
    told: Debate = []
    for _ in range(POINTS):
        before, other = rng.choice(5, size=(2, people), p=shape)
        told.append(table_of(before, np.where(rng.random(people) < 0.7, before, other)))
    return told


def wavering(rng: Rng, people: int, shape: Sequence[float]) -> Debate:
    """All answer what they think or a step beside it, both times."""
    return [table_of(*_wavered(rng, rng.choice(5, size=people, p=shape), 0.7)) for _ in range(POINTS)]


def moody(rng: Rng, people: int, shape: Sequence[float]) -> Debate:
    """All answer what they think, shifted by a mood that is theirs that day, on every point alike."""
    moods = rng.choice([-1, 0, 0, 1], size=(2, people))
    told: Debate = []
    for _ in range(POINTS):
        thought = rng.choice(5, size=people, p=shape)
        told.append(table_of(*np.clip(thought + moods, 0, 4)))
    return told


def in_pairs(rng: Rng, people: int, shape: Sequence[float]) -> Debate:
    """People waver two by two: who sit together step the same way. No rule that looks at single people can see it."""
    told: Debate = []
    for _ in range(POINTS):
        thought = np.repeat(rng.choice(5, size=people // 2, p=shape), 2)
        steps = np.repeat(np.where(rng.random((2, people // 2)) < 0.7, 0, rng.choice([-1, 1], (2, people // 2))), 2, 1)
        told.append(table_of(*np.clip(thought + steps, 0, 4)))
    return told


def _wavered(rng: Rng, thought: Answers, kept: float) -> Answers:
    steps = rng.choice([-1, 1], size=(2, len(thought)))
    return np.clip(thought + np.where(rng.random((2, len(thought))) < kept, 0, steps), 0, 4)


NOISES: Mapping[str, Callable[[Rng, int, Sequence[float]], Debate]] = {
    "redrawn": redrawn,
    "partly redrawn": partly_redrawn,
    "wavering": wavering,
    "moody": moody,
    "in pairs": in_pairs,
}


def meeting(rng: Rng, people: int, part: float) -> Transitions:
    """Of two camps, a part of the people goes a step or two towards the middle."""
    return _moved(rng, rng.choice(5, size=people, p=SHAPES["two camps"]), part, lambda was: np.sign(2 - was))


def one_camp(rng: Rng, people: int, part: float) -> Transitions:
    """Of two camps, only people of the one go a step or two, towards the other."""
    before = rng.choice(5, size=people, p=SHAPES["two camps"])
    return _moved(rng, before, part, lambda was: np.where(was > 2, -1, 0))


def gathering(rng: Rng, people: int, part: float) -> Transitions:
    """Spread evenly, a part of the people goes a step or two towards "Yes, but"."""
    return _moved(rng, rng.choice(5, size=people, p=SHAPES["even"]), part, lambda was: np.sign(1 - was))


def parting(rng: Rng, people: int, part: float) -> Transitions:
    """Of two camps around the middle, a part of the people goes a step or two outwards."""
    before = rng.choice(5, size=people, p=SHAPES["two buts"])
    return _moved(rng, before, part, lambda was: np.where(was == 2, 0, np.sign(was - 2)))


def _moved(rng: Rng, before: Answers, part: float, way: Callable[[Answers], Answers]) -> Transitions:
    """A part of the people moves; three in twenty of the others take a step either way."""
    others = np.where(rng.random(len(before)) < 0.85, before, before + rng.choice([-1, 1], size=len(before)))
    moved = before + way(before) * rng.choice([1, 2], size=len(before))
    return table_of(before, np.clip(np.where(rng.random(len(before)) < part, moved, others), 0, 4))


MOVEMENTS: Mapping[str, tuple[Callable[[Rng, int, float], Transitions], Tendency]] = {
    "two camps meet": (meeting, Tendency.CLOSER),
    "one camp comes over": (one_camp, Tendency.CLOSER),
    "all gather": (gathering, Tendency.CLOSER),
    "two camps part": (parting, Tendency.APART),
}


# --- what is known of a point, and the rules --------------------------------------------------------------------------


@dataclass(frozen=True)
class Known:
    """All that a rule may look at."""

    moves: Moves
    signs: float
    swaps: float
    swaps_of_agreement: float
    change: float
    percentile: Interval
    corrected: Interval
    normal: Interval


def known_of(table: Transitions) -> Known:
    """What is known of one point."""
    counted = moves(table)
    counts = np.array(table, dtype=np.int64)
    people = int(counts.sum())
    change = _changes(counts[None])[0]
    drawn = np.random.default_rng(7).multinomial(people, counts.ravel() / people, size=RESAMPLES).reshape(-1, 5, 5)
    changes = np.sort(_changes(drawn))
    swaps = swapped(table, resamples=RESAMPLES)
    spread = 1.959964 * float(changes.std())
    return Known(
        counted,
        sign_test(counted.closer, counted.apart),
        _as_much(np.abs(swaps.lead)),
        _as_much(np.abs(agreements(swaps.after) - agreements(swaps.before))),
        float(change),
        _between(changes, 0.025, 0.975),
        _corrected(counts, float(change), changes),
        Interval(float(change) - spread, float(change) + spread),
    )


def _as_much(differences: NDArray[np.generic]) -> float:
    """The share of swapped tables that differ at least as much as the given one, the first."""
    return np.count_nonzero(differences >= differences[0] - 1e-9) / len(differences)


def _changes(tables: Answers) -> NDArray[np.float64]:
    return agreements(tables.sum(axis=1)) - agreements(tables.sum(axis=2))


def _between(changes: NDArray[np.float64], low: float, high: float) -> Interval:
    ends = np.quantile(changes, (low, high))
    return Interval(float(ends[0]), float(ends[1]))


def _corrected(counts: Answers, change: float, changes: NDArray[np.float64]) -> Interval:
    """The bias-corrected and accelerated interval (Efron, JASA 82, 1987)."""
    below = (np.count_nonzero(changes < change) + np.count_nonzero(changes == change) / 2) / len(changes)
    if not 0 < below < 1:
        return _between(changes, 0.025, 0.975)
    bias = _quantile(below)
    cells = np.argwhere(counts)
    without = np.repeat(counts[None], len(cells), axis=0)
    without[np.arange(len(cells)), cells[:, 0], cells[:, 1]] -= 1
    times = counts[cells[:, 0], cells[:, 1]]
    left = _changes(without)
    away = np.average(left, weights=times) - left
    squares = float((times * away**2).sum())
    acceleration = float((times * away**3).sum()) / (6 * squares**1.5) if squares > 0 else 0.0
    ends = [bias + z for z in (-1.959964, 1.959964)]
    low, high = (_normal(bias + end / (1 - acceleration * end)) for end in ends)
    return _between(changes, low, high)


def _normal(z: float) -> float:
    return (1 + erf(z / sqrt(2))) / 2


def _quantile(p: float) -> float:
    low, high = -8.0, 8.0
    for _ in range(50):
        middle = (low + high) / 2
        low, high = (middle, high) if _normal(middle) < p else (low, middle)
    return (low + high) / 2


P = Callable[[Known], float]
Agrees = Callable[[Known, int], bool]


def _always(_: Known, __: int) -> bool:
    return True


def _same_side(which: Callable[[Known], Interval]) -> Agrees:
    def agrees(known: Known, way: int) -> bool:
        interval = which(known)
        return interval.low > 0 if way > 0 else interval.high < 0

    return agrees


def _same_direction(known: Known, way: int) -> bool:
    return known.change * way > 0


def _both(known: Known) -> float:
    return max(known.signs, known.swaps)


def _swaps_of_both(known: Known) -> float:
    return max(known.swaps, known.swaps_of_agreement)


RULES: Mapping[str, tuple[P, Agrees]] = {
    "sign, percentile": (lambda known: known.signs, _same_side(lambda known: known.percentile)),
    "sign, swap, percentile": (_both, _same_side(lambda known: known.percentile)),
    "swap, BCa": (lambda known: known.swaps, _same_side(lambda known: known.corrected)),
    "swap, normal": (lambda known: known.swaps, _same_side(lambda known: known.normal)),
    "sign, swap": (_both, _always),
    "swap": (lambda known: known.swaps, _always),
    "swap, direction": (lambda known: known.swaps, _same_direction),
    "swap of moves and A": (_swaps_of_both, _same_direction),
    "swap of A": (lambda known: known.swaps_of_agreement, _same_direction),
}


def told(debate: Sequence[Known], rule: tuple[P, Agrees]) -> list[Tendency]:
    """What a rule calls each point."""
    p, agrees = rule
    found = discoveries([p(known) for known in debate], FALSE_DISCOVERIES)
    called: list[Tendency] = []
    for known, is_found in zip(debate, found, strict=True):
        way = int(np.sign(known.moves.closer - known.moves.apart))
        seen = is_found and way != 0 and agrees(known, way)
        called.append((Tendency.CLOSER if way > 0 else Tendency.APART) if seen else Tendency.NEITHER)
    return called


# --- the report -------------------------------------------------------------------------------------------------------

Row = tuple[tuple[str, ...], list[float]]


def of_noise(debates: int, rng: Rng) -> Iterator[Row]:
    """By kind of noise and size: the share of debates with a label, of the shape of opinion where it is largest."""
    for noise, make in NOISES.items():
        for people in SIZES:
            by_shape: list[list[float]] = []
            for shape in SHAPES.values():
                known = [[known_of(table) for table in make(rng, people, shape)] for _ in range(debates)]
                by_shape.append(
                    [_share(any(map(_is_said, told(one, rule))) for one in known) for rule in RULES.values()]
                )
            yield (noise, str(people)), [max(shares) for shares in zip(*by_shape, strict=True)]


def of_movement(debates: int, rng: Rng) -> Iterator[Row]:
    """By movement, size and part of the people who move: the share of debates in which it is seen."""
    for movement, (make, called) in MOVEMENTS.items():
        for people in SIZES:
            for part in (0.2, 0.35):
                known = [
                    [known_of(make(rng, people, part))]
                    + [known_of(table) for table in partly_redrawn(rng, people, SHAPES["two camps"])[1:]]
                    for _ in range(debates)
                ]
                seen = [_share(told(one, rule)[0] is called for one in known) for rule in RULES.values()]
                yield (movement, str(people), f"{part:.0%}"), seen


def _is_said(tendency: Tendency) -> bool:
    return tendency is not Tendency.NEITHER


def _share(happened: Iterator[bool]) -> float:
    times = list(happened)
    return sum(times) / len(times)


def table_lines(
    heads: Sequence[str], rows: Sequence[Row], last: str, total: Callable[[Sequence[float]], float]
) -> list[str]:
    """Rows as a table in Markdown, with a last one over all."""
    lines = ["| " + " | ".join([*heads, *RULES]) + " |", "|" + "---|" * (len(heads) + len(RULES))]
    lines += ["| " + " | ".join([*names, *(f"{share:.1%}" for share in shares)]) + " |" for names, shares in rows]
    totals = [total(column) for column in zip(*(shares for _, shares in rows), strict=True)]
    blank = [""] * (len(heads) - 1)
    return [*lines, "| " + " | ".join([f"**{last}**", *blank, *(f"**{share:.1%}**" for share in totals)]) + " |"]


def main() -> None:
    """Print both tables, or put them into a document between its marks."""
    parser = argparse.ArgumentParser()
    parser.add_argument("debates", type=int, nargs="?", default=200)
    parser.add_argument("--write", type=Path)
    given = parser.parse_args()
    rng = np.random.default_rng(20)
    noise, movement = list(_told(of_noise(given.debates, rng))), list(_told(of_movement(given.debates, rng)))
    by_themselves = [row for row in noise if row[0][0] != "in pairs"]
    together = [row for row in noise if row[0][0] == "in pairs"]
    parts = {
        "noise": table_lines(("noise", "people"), by_themselves, "worst", max),
        "together": table_lines(("noise", "people"), together, "worst", max),
        "movement": table_lines(("movement", "people", "who move"), movement, "mean", lambda of: sum(of) / len(of)),
    }
    if given.write is None:
        print("\n".join(line for lines in parts.values() for line in [*lines, ""]))
        return
    text = given.write.read_text(encoding="utf-8")
    for name, lines in parts.items():
        begin, end = f"<!-- {name}: {given.debates} debates a row -->", f"<!-- end of {name} -->"
        head, rest = text.split(f"<!-- {name}:", 1)
        text = "\n".join([head + begin, "", *lines, "", end]) + rest.split(end, 1)[1]
    given.write.write_text(text, encoding="utf-8")


def _told(rows: Iterator[Row]) -> Iterator[Row]:
    """The rows, told on the way."""
    for names, shares in rows:
        print(*names, *(f"{share:.1%}" for share in shares), file=sys.stderr, flush=True)
        yield names, shares


if __name__ == "__main__":
    main()
