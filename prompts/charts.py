"""Charts: SVG templates filled with what the core counted, and their pictures."""

from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files

from deliberation.ids import RoundNumber
from deliberation.stance import POSITIONS, Position, Tally
from deliberation.summary import PointResult
from prompts.post import DESCRIPTION_LIMIT
from prompts.render import part, renderer

WIDTH = 800
"""Pixels across: about twice a phone's message, so that small print stays sharp."""
_FONTS = ("SourceSansPro-Regular.ttf", "SourceSansPro-Bold.ttf")
_FAMILY = "Source Sans Pro"

_LEFT, _RIGHT = 96, 776
"""Between them the bars lie; left of them stand the points' numbers."""
_TOP, _BOTTOM = 112, 24
_NOW, _BEFORE, _GAP = 52, 26, 30
"""Heights of a bar, of last round's bar beneath it, and of the space between points."""
_BARE_TOP, _BETWEEN_ROUNDS = 24.0, 14
"""Where the first bar stands without a legend, and the space between rounds."""
_EDGE, _SWATCH, _NAME, _LEAST_GAP = 26, 39, 27, 14
"""The legend: its distance from the edges, the room of a swatch, the height of a name, the least room between two."""
_LETTER = 0.5
"""How wide a letter of a name is on average, as a part of its height."""
_DIGIT = 0.34
"""How wide a digit is, and the room it needs at both its sides, as a part of the bar's height."""


@dataclass(frozen=True, slots=True)
class Key:
    """One position in the legend: its swatch stands at `x`, its name, `size` high, behind it."""

    position: Position
    x: float
    size: float


@dataclass(frozen=True, slots=True)
class Segment:
    """One position's part of a bar, in pixels. `count` is shown where it fits."""

    position: str
    x: float
    width: float
    height: float
    count: int

    @property
    def middle(self) -> float:
        """Where its count stands."""
        return round(self.x + self.width / 2, 1)

    @property
    def labelled(self) -> bool:
        """Whether its count fits into it."""
        return self.width >= _DIGIT * self.height * (len(str(self.count)) + 0.5)


@dataclass(frozen=True, slots=True)
class Bar:
    """One tally as a bar whose middle of "Unsure" stands on the chart's middle line."""

    y: float
    height: float
    segments: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One point: its number, this round's bar and, where there is one, last round's beneath it."""

    number: int
    y: float
    now: Bar
    before: Bar | None


def positions_svg(results: Sequence[PointResult], *, prefix: str = "", name: str = "") -> str:
    """The chart of a round as SVG: one diverging stacked bar a point, Yes to the left and No to the right.

    Bars are shares of those who answered, on one scale; the numbers in them are people. It has its own background,
    and each position its own pattern, so that it reads in dark and light surroundings and without colour. On a page,
    `prefix` keeps its patterns apart from other charts', and `name` is what it is called aloud.

    Raises:
        ValueError: no result with a tally.
    """
    return _drawn(_rows(results), prefix, name, top=_TOP)


def rounds_svg(counts: Sequence[tuple[RoundNumber, Tally]], *, prefix: str, name: str) -> str:
    """The answers to one point round by round, oldest first, as the same bars without the legend; each bar's number is
    its round's. Tallies of nobody are left out.

    Raises:
        ValueError: nobody answered.
    """
    tallies = [(number, tally) for number, tally in counts if tally.answered]
    rows = [
        Row(number, y, _bar(tally, y, _NOW), None)
        for place, (number, tally) in enumerate(tallies)
        for y in [_BARE_TOP + place * (_NOW + _BETWEEN_ROUNDS)]
    ]
    return _drawn(tuple(rows), prefix, name, top=_BARE_TOP)


def _drawn(rows: Sequence[Row], prefix: str, name: str, *, top: float) -> str:
    if not rows:
        raise ValueError("nothing was counted")
    last = rows[-1].before or rows[-1].now
    return renderer().whole(
        "charts/positions.svg",
        width=WIDTH,
        height=round(last.y + last.height + _BOTTOM),
        family=_FAMILY,
        middle=_middle(),
        top=top - 14,
        legend=_legend([renderer().position(position) for position in POSITIONS]) if top == _TOP else (),
        rows=rows,
        prefix=prefix,
        name=name,
    )


def positions_picture(results: Sequence[PointResult]) -> bytes:
    """The same chart as PNG.

    Raises:
        ValueError: no result with a tally.
    """
    return picture(positions_svg(results))


def picture(svg: str) -> bytes:
    """An SVG of ours as PNG, drawn with the bundled fonts only: with a family that is not there, nothing is written."""
    import resvg_py

    folder = files("font_source_sans_pro") / "files"
    fonts = [str(folder / name) for name in _FONTS]
    return bytes(resvg_py.svg_to_bytes(svg_string=svg, skip_system_fonts=True, font_files=fonts, font_family=_FAMILY))


def describe_positions(results: Sequence[PointResult]) -> str:
    """What the chart shows, in words, for who cannot see it; at most DESCRIPTION_LIMIT characters.

    Points that do not fit are left to the text above the picture, and it says so.
    """
    counted = [(result.number, result.tally, result.before) for result in results if result.tally is not None]
    text = part("charts/words", "head")
    for place, (number, tally, before) in enumerate(counted):
        sentence = part("charts/words", "point", number=number, tally=tally, before=before)
        rest = part("charts/words", "rest") if place < len(counted) - 1 else ""
        if len(f"{text} {sentence} {rest}".rstrip()) > DESCRIPTION_LIMIT:
            return f"{text} {part('charts/words', 'rest')}"
        text = f"{text} {sentence}"
    return text


def _legend(names: Sequence[str]) -> tuple[Key, ...]:
    """The five names side by side, with equal gaps between them; smaller where a language has long ones."""
    letters = sum(map(len, names))
    room = WIDTH - 2 * _EDGE - len(names) * _SWATCH - (len(names) - 1) * _LEAST_GAP
    size = min(_NAME, room / (letters * _LETTER))
    gap = _LEAST_GAP + (room - letters * _LETTER * size) / (len(names) - 1)
    keys: list[Key] = []
    x = float(_EDGE)
    for position, name in zip(POSITIONS, names, strict=True):
        keys.append(Key(position, round(x, 1), round(size, 1)))
        x += _SWATCH + len(name) * _LETTER * size + gap
    return tuple(keys)


def _rows(results: Sequence[PointResult]) -> tuple[Row, ...]:
    rows: list[Row] = []
    y = float(_TOP)
    for result in results:
        if result.tally is None or not result.tally.answered:
            continue
        now = _bar(result.tally, y, _NOW)
        before = None
        if result.before is not None and result.before.answered:
            before = _bar(result.before, y + _NOW + 4, _BEFORE)
        rows.append(Row(number=result.number, y=y, now=now, before=before))
        y += _NOW + (_BEFORE + 4 if before else 0) + _GAP
    return tuple(rows)


def _middle() -> float:
    return (_LEFT + _RIGHT) / 2


def _bar(tally: Tally, y: float, height: float) -> Bar:
    """A bar of at most half the chart to each side: all Yes ends at the left edge, all No at the right one."""
    unit = (_RIGHT - _LEFT) / 2 / tally.answered
    x = _middle() - unit * (tally.counts[0] + tally.counts[1] + tally.counts[2] / 2)
    segments: list[Segment] = []
    for position, count in zip(POSITIONS, tally.counts, strict=True):
        if count:
            segments.append(Segment(position.value, round(x, 1), round(unit * count, 1), height, count))
        x += unit * count
    return Bar(y=y, height=height, segments=tuple(segments))
