"""Suggested stances, measured: how often they are right where they are given."""

import json
from pathlib import Path

import pytest

from deliberation.stance import Position, Side
from deliberation.suggesting import suggest
from deliberation.suggesting.lexicon import shipped_lexicon

REPLIES = Path(__file__).parent / "replies"
LETTER = Path(__file__).parents[2] / ".." / "shared" / "exchange" / "second-reaction.gold.json"


def side_of(parent: str, reply: str) -> Side | None:
    position = suggest(parent, reply, shipped_lexicon()).position
    return None if position is None else position.side


def written(path: Path) -> list[tuple[Side, str, str]]:
    """The side, parent and reply of each labelled reply in a file."""
    replies: list[tuple[Side, str, str]] = []
    parent = ""
    for line in path.read_text(encoding="utf-8").splitlines():
        kind, _, text = line.partition(": ")
        if kind == "parent":
            parent = text
        elif text and not line.startswith("#"):
            replies.append((Side(kind), parent, text.replace("\\n", "\n")))
    return replies


@pytest.mark.parametrize("name", sorted(path.stem for path in REPLIES.glob("*.txt")))
def test_of_ten_suggestions_at_least_nine_are_right(name: str) -> None:
    replies = written(REPLIES / f"{name}.txt")
    said = [(side, side_of(parent, reply)) for side, parent, reply in replies]
    spoken = [(side, told) for side, told in said if told in (Side.FOR, Side.AGAINST)]

    assert len(spoken) >= 0.15 * len(replies)
    assert sum(side is told for side, told in spoken) >= 0.9 * len(spoken)


@pytest.mark.skipif(not LETTER.exists(), reason="the shared letter does not lie beside the project")
def test_no_answer_of_the_real_letter_comes_out_on_the_wrong_side() -> None:
    gold = json.loads(LETTER.read_text(encoding="utf-8"))
    text = LETTER.with_name(gold["source"]).read_text(encoding="utf-8")
    answers = [(text[slice(*pair["quote"])], pair["response"], pair["stance"]) for pair in gold["pairs"]]
    answers += [(one["claim"], one["span"], one["stance"]) for one in gold["proposals_answered_in_pair_2"]]
    spoken = 0

    for parent, span, stance in answers:
        told = side_of(parent, text[slice(*span)])
        if told is not None:
            spoken += 1
            assert stance is not None
            assert told is Position(stance).side

    assert spoken >= 3
