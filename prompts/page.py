"""The page of a debate: one HTML file that needs nothing beside it, from `templates/page.html.j2`.

It runs no network, and says so itself: its content security policy allows its own style and its own small script and
nothing else, so that not even a mistake in escaping could let somebody's words do anything. The script only adds the
filter; everything can be read without.
"""

import base64
import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from markupsafe import Markup

from deliberation.debate import Attribution, Tallies
from deliberation.exporting.exchange import SharedPoint, Speaker
from deliberation.exporting.figures import PointFigures
from deliberation.exporting.report import Report
from deliberation.grouping.groups import FEWEST_PEOPLE
from deliberation.ids import ParticipantId, PointNumber
from deliberation.measuring.analysis import Share
from deliberation.measuring.label import Label
from deliberation.stance import POSITIONS, WITHHOLD_BELOW
from deliberation.views.summary import Apart, PointResult
from prompts.analysis import rule_of
from prompts.charts import describe_positions, positions_svg, rounds_svg
from prompts.language import spoken
from prompts.post import RenderedFile
from prompts.render import TEMPLATES, part, renderer
from prompts.words import is_cut, plain

PAGE_LIMIT = 8_000_000
"""The most bytes of a page: Discord takes files of ten megabytes."""
_LENGTHS = (None, 1_000, 400, 150, 40)
"""The most characters shown of an answer, tried in turn until the page is within its limit; None shows all."""
_TITLE = 200

Names = Mapping[ParticipantId, str]
"""What people are called, in a debate under names; who is missing is "somebody"."""


@dataclass(frozen=True, slots=True)
class Filter:
    """What one may choose to see: a point, or a person."""

    value: str
    name: str


def page_file(report: Report, names: Names, zone: str) -> RenderedFile:
    """The page of a report as a file; moments are those of `zone`'s clocks."""
    number = report.summary.round.number if report.summary is not None else None
    name = "debate.html" if number is None else f"round-{number}.html"
    return RenderedFile(name, page(report, names, zone).encode())


def page(report: Report, names: Names, zone: str, *, limit: int = PAGE_LIMIT) -> str:
    """The page of a report, of at most `limit` bytes: where it would be larger, long answers are shortened, which it
    says, and each leads to the whole in the thread.
    """
    written = ""
    for length in _LENGTHS:
        written = _Page(report, names, zone, length).written()
        if len(written.encode()) <= limit:
            break
    return written


class _Page:
    """One page being written."""

    def __init__(self, report: Report, names: Names, zone: str, length: int | None) -> None:
        self._report, self._names, self._zone, self._length = report, names, zone, length
        self._named = report.debate.attribution is Attribution.NAMED
        figures = report.figures.points if report.figures is not None else ()
        self._figures: dict[PointNumber, PointFigures] = {one.result.number: one for one in figures}
        self._people: dict[str, str] = {}
        self._shortened = 0
        self._everywhere = tuple(_all_points(report.exchange))

    def written(self) -> str:
        summary = self._report.summary
        style, script = (_part_of_page(name) for name in ("page.css", "page.js"))
        body = renderer().whole("page/body.html", page=self, report=self._report, summary=summary, zone=self._zone)
        return renderer().whole(
            "page/page.html",
            language=spoken(),
            title=plain(self._report.debate.title, _TITLE),
            policy=f"default-src 'none'; style-src '{_hash_of(style)}'; script-src '{_hash_of(script)}'; "
            "base-uri 'none'; form-action 'none'",
            style=Markup(style),
            script=Markup(script),
            body=Markup(body),
            head=Markup(
                renderer().whole("page/head.html", page=self, report=self._report, summary=summary, zone=self._zone)
            ),
        )

    @property
    def everywhere(self) -> tuple[SharedPoint, ...]:
        """All points, wherever they stand on the page, in the order in which they do."""
        return self._everywhere

    @property
    def people(self) -> tuple[Filter, ...]:
        """Who says something on the page, in order of name. Nobody in a debate that shows counts only."""
        found = sorted(self._people.items(), key=lambda person: (person[1].casefold(), person[0]))
        return tuple(Filter(value, name) for value, name in found)

    @property
    def shortened(self) -> int:
        """How many answers are shortened."""
        return self._shortened

    @property
    def apart(self) -> str:
        """Who answered apart from the members."""
        summary = self._report.summary
        told = (
            [part("summary", "answered_apart", name=one.voice, count=one.answered) for one in summary.apart]
            if summary
            else []
        )
        return " ".join(told)

    @property
    def visibility(self) -> str:
        """Who can see the answers of the debate."""
        live = self._report.debate.tallies is Tallies.LIVE
        return part("shared", "visibility", named=self._named, live=live, least=WITHHOLD_BELOW)

    @property
    def round_name(self) -> str:
        """The round whose answers are told."""
        assert self._report.summary is not None
        number, planned = self._report.summary.round.number, self._report.debate.planned_rounds
        return part("shared", "round_of", number=number, planned=planned)

    @property
    def fewest_for_groups(self) -> int:
        """From how many people on groups are looked for."""
        return FEWEST_PEOPLE

    @property
    def counted(self) -> tuple[PointResult, ...]:
        """The points whose answers are shown."""
        found = (figures.result for figures in self._figures.values())
        return tuple(result for result in found if result.tally is not None and result.tally.answered)

    @property
    def overview(self) -> Markup:
        """The picture of the round, as it was posted."""
        people = self._report.summary.people if self._report.summary is not None else None
        name = describe_positions(self.counted, people)
        return Markup(positions_svg(self.counted, people=people, prefix="all-", name=name))

    def rounds(self, figures: PointFigures) -> Markup:
        """The picture of one point over the rounds."""
        shown = [(count.round, count.tally) for count in figures.rounds if count.tally is not None]
        told = [part("page/words", "in_round", number=number, tally=tally) for number, tally in shown]
        number = figures.result.number
        return Markup(rounds_svg(shown, prefix=f"p{number}-", name="; ".join(told)))

    def positions(self) -> tuple[str, ...]:
        """The names of the positions."""
        return tuple(renderer().position(position) for position in POSITIONS)

    def shares(self, figures: PointFigures) -> list[tuple[str, Share]]:
        """How many took each position, of those who answered."""
        return [(renderer().position(position), share) for position, share in figures.shares.items()]

    def figures(self, number: PointNumber) -> PointFigures | None:
        """What the answers to a point show."""
        return self._figures.get(number)

    def label(self, result: PointResult) -> str:
        """The plain word for a point, as its summary says it."""
        return part("summary", "label", label=_label_of(result))

    def labels(self) -> list[tuple[str, str]]:
        """The labels on the page, each with its rule."""
        given = {_label_of(figures.result) for figures in self._figures.values()}
        return [(part("summary", "label", label=label), rule_of(label)) for label in Label if label in given]

    def voice(self, apart: Apart) -> str:
        """What those are called who are counted apart."""
        gate = self._report.debate.terms.gate
        return part("shared", "voice", name=apart.voice, member_days=gate.member_days, account_days=gate.account_days)

    def withheld(self, answered: int) -> str:
        """What stands in the place of counts."""
        return part("shared", "withheld", answered=answered, least=WITHHOLD_BELOW)

    def moves(self, figures: PointFigures) -> str:
        """Who moved how, in one sentence."""
        moves = figures.result.moves
        if moves is None or not moves.paired:
            return ""
        return part(
            "summary",
            "moves",
            paired=moves.paired,
            closer=moves.closer,
            apart=moves.apart,
            stayed=moves.stayed,
            apart_first=figures.result.label is Label.APART,
            small_group=moves.small_group,
        )

    def steps(self, figures: PointFigures) -> list[str]:
        """Who moved and how far, where few debate under their names."""
        return [
            part(
                "summary",
                "step",
                who=self._name(step.participant),
                before=step.before,
                after=step.after,
                length=step.length,
            )
            for step in figures.result.steps
        ]

    def who(self, speaker: Speaker) -> str:
        """Whose words something is; empty where the debate does not say."""
        if speaker.guest is not None:
            return part("page/words", "guest", name=plain(speaker.guest, 80))
        if speaker.participant is not None:
            return self._name(speaker.participant)
        return part("shared", "somebody") if self._named else ""

    def person(self, speaker: Speaker) -> str:
        """By what the filter knows who speaks; empty where it must not."""
        if not self._named or speaker.guest or speaker.participant is None or speaker.participant not in self._names:
            return ""
        name = self._name(speaker.participant)
        for value, known in self._people.items():
            if known == name:
                return value
        value = f"w{len(self._people) + 1}"
        self._people[value] = name
        return value

    def _name(self, participant: ParticipantId) -> str:
        name = self._names.get(participant)
        return part("shared", "somebody") if name is None else plain(name, 80)

    def cut(self, words: str) -> bool:
        """Whether an answer is shortened."""
        if self._length is None or not is_cut(words, self._length):
            return False
        self._shortened += 1
        return True

    def short(self, words: str) -> str:
        """An answer, shortened."""
        return plain(words, self._length)

    def point_filters(self) -> list[Filter]:
        """The points to choose from."""
        return [Filter(f"p{point.number}", f"{point.number} · {self.called(point)}") for point in self._everywhere]

    def called(self, point: SharedPoint) -> str:
        """The claim of a point on one line, or what stands in its place."""
        return part("page/words", "gone") if point.claim is None else plain(point.claim)


def _all_points(points: tuple[SharedPoint, ...]) -> Iterator[SharedPoint]:
    for point in points:
        yield point
        for answer in point.answers:
            yield from _all_points(answer.points)


def _label_of(result: PointResult) -> Label:
    """As in the post: what few have answered is not called mixed."""
    few = result.label is Label.NEW and result.answered < WITHHOLD_BELOW
    return Label.TOO_FEW if few else result.label


def _part_of_page(name: str) -> str:
    return (TEMPLATES / "page" / name).read_text(encoding="utf-8")


def _hash_of(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"
