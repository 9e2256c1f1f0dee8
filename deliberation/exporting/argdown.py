"""Argdown: the points as statements, the answers as arguments for or against them (argdown.org)."""

import json
from collections.abc import Sequence

from deliberation.exporting.answers import side_of
from deliberation.exporting.exchange import SharedAnswer, SharedPoint
from deliberation.stance import Side
from deliberation.views.standings import Standings

_MARKS = dict(zip("[]<>{}#@*_\\/`", "［］＜＞｛｝＃＠＊＿＼／｀", strict=True))
"""What Argdown would read, as it looks."""
_GONE = "…"
_INDENT = "  "


def argdown_of(title: str, points: Sequence[SharedPoint], standings: Standings | None) -> str:
    """A debate in Argdown. An answer supports its point where it stands on the side of Yes, else it attacks it
    (`side_of`). Words stand on one line; of the marks that Argdown reads, they have the full-width forms.
    """
    # Three equals signs would end the head of the file even between quotation marks.
    named = json.dumps(" ".join(title.split()).replace("=", "＝"), ensure_ascii=False)
    lines = ["===", f"title: {named}", "===", ""]
    for point in points:
        lines += [*_point(point, standings), ""]
    return "\n".join(lines)


def _point(point: SharedPoint, standings: Standings | None) -> list[str]:
    lines = [f"[Point {point.number}]: {_words(point.claim)}"]
    for answer in point.answers:
        lines += _answer(point, answer, standings, 1)
    return lines


def _answer(point: SharedPoint, answer: SharedAnswer, standings: Standings | None, depth: int) -> list[str]:
    """An answer, and beneath it those to points made of its words."""
    sign = "+" if side_of(point, answer, standings) is Side.FOR else "-"
    lines = [f"{_INDENT * depth}{sign} <Answer {answer.number}>: {_words(answer.words)}"]
    for inner in answer.points:
        for further in inner.answers:
            lines += _answer(inner, further, standings, depth + 1)
    return lines


def _words(words: str | None) -> str:
    """`words` on one line of which Argdown reads nothing but text."""
    line = "".join(letter if letter.isprintable() else " " for letter in words or "")
    return "".join(_MARKS.get(letter, letter) for letter in " ".join(line.split())) or _GONE
