"""How often stances are suggested, how often they are right, and how fast: `python bench/suggesting.py [--list=SET]`.

Precision is over the answers for which a side is suggested, coverage the share of answers for which one is. The
replies in the tests were written for this; the real letter and the real arguments are read where the shared data lie
beside the project.
"""

import csv
import json
import sys
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from deliberation.stance import Position, Side
from deliberation.suggesting import suggest
from deliberation.suggesting.lexicon import Lexicon, shipped_lexicon

PROJECT = Path(__file__).parents[1]
SHARED = PROJECT / ".." / "shared"
WRITTEN = PROJECT / "tests" / "deliberation" / "replies"


@dataclass(frozen=True)
class Labelled:
    """A reply, what it answers, and the side a careful reader takes from it."""

    side: Side
    parent: str
    reply: str


def written_replies(path: Path) -> list[Labelled]:
    """The replies of a file in `tests/deliberation/replies`."""
    replies: list[Labelled] = []
    parent = ""
    for line in path.read_text(encoding="utf-8").splitlines():
        kind, _, text = line.partition(": ")
        text = text.replace("\\n", "\n")
        if kind == "parent":
            parent = text
        elif text and not line.startswith("#"):
            replies.append(Labelled(Side(kind), parent, text))
    return replies


def letter_answers(path: Path) -> list[Labelled]:
    """The answers of the shared letter, and to the four proposals in it."""
    gold = json.loads(path.read_text(encoding="utf-8"))
    text = path.with_name(gold["source"]).read_text(encoding="utf-8")
    pairs = [(text[slice(*pair["quote"])], pair["response"], pair["stance"]) for pair in gold["pairs"]]
    pairs += [(one["claim"], one["span"], one["stance"]) for one in gold["proposals_answered_in_pair_2"]]
    return [
        Labelled(Position(stance).side if stance else Side.NEITHER, quote, text[slice(*span)])
        for quote, span, stance in pairs
    ]


def debate_arguments(path: Path) -> list[Labelled]:
    """Pairs of arguments from a presidential debate: support and attack, without those that are unrelated."""
    sides = {"support": Side.FOR, "attack": Side.AGAINST}
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [
            Labelled(sides[row["relation"]], row["argument1"], row["argument2"])
            for row in rows
            if row["relation"] in sides
        ]


def measured(replies: Sequence[Labelled], lexicon: Lexicon) -> str:
    """One line of precision and coverage."""
    found: Counter[tuple[Side, Side]] = Counter()
    for one in replies:
        position = suggest(one.parent, one.reply, lexicon).position
        found[one.side, position.side if position else Side.NEITHER] += 1
    spoken = {side: sum(found[of, side] for of in Side) for side in (Side.FOR, Side.AGAINST)}
    right = {side: found[side, side] for side in spoken}
    total = sum(spoken.values())
    sides = ", ".join(f"{side}: {right[side]} of {spoken[side]} right" for side in spoken)
    decided = sum(count for (of, said), count in found.items() if Side.NEITHER not in (of, said))
    if not total:
        return f"{len(replies):5} answers, nothing suggested"
    return (
        f"{len(replies):5} answers, coverage {total / len(replies):6.1%}, precision {sum(right.values()) / total:6.1%}"
        f" (of those with a side {sum(right.values()) / max(1, decided):6.1%}); {sides}"
    )


def listed(replies: Iterable[Labelled], lexicon: Lexicon) -> None:
    """Print what is said of each reply, wrong ones marked."""
    for one in replies:
        suggestion = suggest(one.parent, one.reply, lexicon)
        said = suggestion.position
        mark = " " if said is None else "+" if said.side is one.side else "!"
        cues = [span.of(one.reply) for span in suggestion.cues]
        print(f"{mark} {one.side:8} {said or '-':24} {suggestion.confidence:.2f} {one.reply[:110]!r} {cues}")


def data_sets() -> dict[str, list[Labelled]]:
    """Every set of labelled replies at hand, by name."""
    sets = {path.stem: written_replies(path) for path in sorted(WRITTEN.glob("*.txt"))}
    letter = SHARED / "exchange" / "second-reaction.gold.json"
    if letter.exists():
        sets["letter"] = letter_answers(letter)
    debate = SHARED / "stance" / "nixon-kennedy-1960.tsv"
    if debate.exists():
        sets["debate 1960"] = debate_arguments(debate)
    return sets


def main() -> None:
    """Print the figures."""
    began = time.perf_counter()
    lexicon = shipped_lexicon()
    print(f"cues read in {time.perf_counter() - began:.2f} s")
    for name, replies in data_sets().items():
        print(f"{name:12} {measured(replies, lexicon)}")
        if f"--list={name}" in sys.argv:
            listed(replies, lexicon)
    replies = [reply for set_ in data_sets().values() for reply in set_]
    began = time.perf_counter()
    for one in replies:
        suggest(one.parent, one.reply, lexicon)
    taken = time.perf_counter() - began
    letters = sum(len(one.parent) + len(one.reply) for one in replies)
    print(f"{len(replies) / taken:.0f} answers a second, {letters / taken / 1e6:.2f} MB of text a second")
    long = "I see what you mean. The harbour is cold, and the ferries are late again, as they always were. " * 10_500
    began = time.perf_counter()
    suggest("Ferries should be free.", long, lexicon)
    print(f"a reply of {len(long) / 1e6:.1f} MB: {time.perf_counter() - began:.2f} s")


if __name__ == "__main__":
    main()
