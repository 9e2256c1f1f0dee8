"""Charts: SVG templates filled with what the core counted, and their pictures."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.resources import files

from deliberation.ids import RoundNumber
from deliberation.stance import POSITIONS, Position, Tally
from deliberation.views.summary import PointResult
from prompts.post import DESCRIPTION_LIMIT
from prompts.render import part, renderer

WIDTH = 800
"""Pixels across: about twice a phone's message, so that small print stays sharp."""
_FONTS = ("SourceSansPro-Regular.ttf", "SourceSansPro-Bold.ttf")
_FAMILY = "Source Sans Pro"

ROWS = 8
"""The most points in one picture of a post: about as high as a phone."""
_LEFT, _RIGHT = 130, 776
"""Between them the bars lie; left of them stand the points' numbers and how many answered."""
_TOP, _NOTE, _BOTTOM = 98, 38, 24
"""Where the first bar stands beneath the legend; the line that explains the marks; the space beneath the last bar."""
_NOW, _BEFORE, _ARROW, _GAP = 60, 28, 26, 28
"""Heights of a bar, of last round's bar beneath it, of the arrow's line, and of the space between points."""
_SMALL = 25
"""The height of small print: 11 pixels on a phone."""
_LEAST_SHIFT = 14
"""A shift shorter than its arrow's head is drawn as none."""
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

    @property
    def middle(self) -> float:
        """The middle of its length, which is the same for all bars."""
        last = self.segments[-1]
        return round((self.segments[0].x + last.x + last.width) / 2, 1)


@dataclass(frozen=True, slots=True)
class Arrow:
    """Where a bar went since last round, from its middle then to its middle now."""

    y: float
    start: float
    end: float

    @property
    def head(self) -> int:
        """1 for an arrow that points right, -1 for one that points left, 0 for a bar that stayed."""
        shift = self.end - self.start
        return 0 if abs(shift) < _LEAST_SHIFT else 1 if shift > 0 else -1


@dataclass(frozen=True, slots=True)
class Row:
    """One point: its number, this round's bar and, where there is one, last round's beneath it with the shift."""

    number: int
    y: float
    now: Bar
    before: Bar | None
    arrow: Arrow | None = None
    answered: str = ""
    size: float = _SMALL
    """How high `answered` is: smaller where it is long."""


def ordered(results: Iterable[PointResult]) -> tuple[PointResult, ...]:
    """Those of `results` that a chart shows, in its order: from most Yes to most No."""
    counted = [(result, result.tally) for result in results if result.tally is not None and result.tally.answered]
    counted.sort(key=lambda entry: (_leaning(entry[1]), entry[0].number))
    return tuple(result for result, _ in counted)


def positions_svg(
    results: Sequence[PointResult], *, people: int | None = None, prefix: str = "", name: str = ""
) -> str:
    """The chart of a round as SVG: one diverging stacked bar a point, Yes to the left and No to the right, from the
    point with most Yes to the one with most No.

    Bars are shares of those who answered, on one scale; the numbers in them are people, of `people` who take part. An
    arrow beneath last round's bar shows how far the whole bar went since. It has its own background, and each position
    its own pattern, so that it reads in dark and light surroundings and without colour. On a page, `prefix` keeps its
    patterns apart from other charts', and `name` is what it is called aloud.

    Raises:
        ValueError: no result with a tally.
    """
    compared = any(result.before is not None and result.before.answered for result in results)
    return _drawn(_rows(results, people, _TOP + (_NOTE if compared else 0)), prefix, name, note=compared, legend=True)


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
    return _drawn(tuple(rows), prefix, name)


def _drawn(rows: Sequence[Row], prefix: str, name: str, *, note: bool = False, legend: bool = False) -> str:
    if not rows:
        raise ValueError("nothing was counted")
    last = rows[-1].before or rows[-1].now
    shown = _ARROW if rows[-1].arrow else 0
    return renderer().whole(
        "charts/positions.svg",
        width=WIDTH,
        height=round(last.y + last.height + shown + _BOTTOM),
        family=_FAMILY,
        middle=_middle(),
        top=rows[0].y - 14,
        note=_TOP if note else None,
        small=_SMALL,
        legend=_legend([renderer().position(position) for position in POSITIONS]) if legend else (),
        rows=rows,
        prefix=prefix,
        name=name,
    )


def positions_picture(results: Sequence[PointResult], people: int | None = None) -> bytes:
    """The same chart as PNG.

    Raises:
        ValueError: no result with a tally.
    """
    return picture(positions_svg(results, people=people))


def picture(svg: str) -> bytes:
    """An SVG of ours as PNG, drawn with the bundled fonts only: with a family that is not there, nothing is written."""
    import resvg_py

    folder = files("font_source_sans_pro") / "files"
    fonts = [str(folder / name) for name in _FONTS]
    return bytes(resvg_py.svg_to_bytes(svg_string=svg, skip_system_fonts=True, font_files=fonts, font_family=_FAMILY))


def describe_positions(results: Sequence[PointResult], people: int | None = None) -> str:
    """What the chart shows, in words, for who cannot see it; at most DESCRIPTION_LIMIT characters, which hold ROWS
    points that thousands answered. Of more, those that do not fit are left to the text, and it says so.
    """
    text = part("charts/words", "head")
    shown = ordered(results)
    for place, result in enumerate(shown):
        assert result.tally is not None
        silent = 0 if people is None else max(0, people - result.answered)
        facts = {"number": result.number, "tally": result.tally, "before": result.before, "silent": silent}
        sentence = part("charts/words", "point", **facts)
        rest = part("charts/words", "rest") if place < len(shown) - 1 else ""
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


def _rows(results: Sequence[PointResult], people: int | None, top: float) -> tuple[Row, ...]:
    rows: list[Row] = []
    y, reach = top, _reach(results)
    for result in ordered(results):
        assert result.tally is not None
        now = _bar(result.tally, y, _NOW, reach)
        before = arrow = None
        if result.before is not None and result.before.answered:
            before = _bar(result.before, y + _NOW + 4, _BEFORE, reach)
            arrow = Arrow(y + _NOW + 4 + _BEFORE + _ARROW / 2, before.middle, now.middle)
        answered = part("charts/words", "answered", answered=result.tally.answered, people=people)
        size = min(_SMALL, (_LEFT - _EDGE - 8) / (len(answered) * _LETTER))
        rows.append(Row(result.number, y, now, before, arrow, answered, round(size, 1)))
        y += _NOW + (4 + _BEFORE + _ARROW if before else 0) + _GAP
    return tuple(rows)


def _middle() -> float:
    return (_LEFT + _RIGHT) / 2


def _reach(results: Iterable[PointResult]) -> float:
    """How far from the middle line the bars of a chart reach at most, as a part of a bar's length."""
    tallies = [tally for result in results for tally in (result.tally, result.before) if tally and tally.answered]
    return max((abs(_leaning(tally)) for tally in tallies), default=0.5) + 0.5


def _leaning(tally: Tally) -> float:
    """How far a bar's middle lies from the middle line, as a part of its length: -1/2 for all Yes to 1/2 for all No."""
    yes, yes_but, _, no_but, no = tally.counts
    return (no + no_but - yes - yes_but) / 2 / tally.answered


def _bar(tally: Tally, y: float, height: float, reach: float = 1.0) -> Bar:
    """A bar on a chart whose bars reach so far: the furthest one ends at the chart's edge."""
    unit = (_RIGHT - _LEFT) / 2 / reach / tally.answered
    x = _middle() + unit * tally.answered * (_leaning(tally) - 0.5)
    segments: list[Segment] = []
    for position, count in zip(POSITIONS, tally.counts, strict=True):
        if count:
            segments.append(Segment(position.value, round(x, 1), round(unit * count, 1), height, count))
        x += unit * count
    return Bar(y=y, height=height, segments=tuple(segments))
