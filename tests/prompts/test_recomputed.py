"""Every figure of a round's page comes out of the file attached to its summary, by a way of its own."""

import dataclasses
import re
from pathlib import Path

import pytest

from bot.analysing.command import figures_of as analysed_file
from deliberation.exporting.figures import Figures, PointFigures, figures_of
from deliberation.exporting.report import report_of
from deliberation.ids import RoundNumber
from deliberation.measuring.analysis import Analysis, PointAnalysis
from deliberation.measuring.label import Label
from deliberation.views.standings import standings_of
from deliberation.views.summary import RoundSummary, summarise
from prompts.page import page
from prompts.post import RenderedFile
from tests.deliberation.records import Story
from tests.prompts.cases import CASES, posted
from tests.prompts.debates import ZONE, transcript_of

CHANGED = (Label.CLOSER, Label.APART)


def closed(story: Story) -> RoundNumber:
    """The last round that has closed."""
    return next(one.number for one in reversed(story.record.rounds) if one.closed_at is not None)


def of_file(files: tuple[RenderedFile, ...], folder: Path) -> tuple[Analysis, dict[str, int]]:
    """What the attached table shows to whoever has nothing else."""
    (sheet,) = (file for file in files if file.name.endswith(".csv"))
    path = folder / sheet.name
    path.write_bytes(sheet.data)
    found = analysed_file(path)
    return found.analysis, found.sheet.withheld


def assert_same(figures: PointFigures, point: PointAnalysis, summary: RoundSummary) -> None:
    """What the page tells of a point is what the file gives."""
    result = figures.result
    assert result.tally is not None
    assert (point.answered, point.silent) == (result.answered, summary.people - result.answered)
    assert tuple(share.people for share in point.shares.values()) == result.tally.counts
    for position, told in figures.shares.items():
        again = point.shares[position]
        assert dataclasses.astuple(again.interval) == pytest.approx(dataclasses.astuple(told.interval), abs=1e-12)
        assert (again.people, again.share) == (told.people, told.share)
    assert point.agreement == pytest.approx(figures.agreement)
    assert point.agreement_of_decided == pytest.approx(figures.agreement_of_decided)
    if figures.comparison is not None:
        assert point.change is not None
        assert point.change.comparison == figures.comparison
        assert point.change.kappa == pytest.approx(figures.kappa)
        assert (point.change.joined, point.change.left) == (figures.joined, figures.left)
    if not summary.too_few:
        assert (point.label in CHANGED) == (result.label in CHANGED)


def all_figures(story: Story) -> tuple[RoundSummary, Figures]:
    summary = summarise(story.record, closed(story))
    return summary, figures_of(standings_of(story.record, closed(story)), summary.results)


@pytest.mark.parametrize("name", CASES)
def test_every_figure_of_the_page_can_be_recomputed_from_the_attached_table(name: str, tmp_path: Path) -> None:
    story = CASES[name]()
    _, files = posted(story)
    summary, figures = all_figures(story)
    analysis, withheld = of_file(files, tmp_path)
    by_number = {point.point: point for point in analysis.points}

    shown = [one for one in figures.points if one.result.tally is not None and one.result.answered]
    assert {*analysis.votes.people} == members_of(story)
    for one in shown:
        assert_same(one, by_number[str(one.result.number)], summary)
    for one in figures.points:
        if one.result.tally is None and one.result.answered:
            assert withheld[str(one.result.number)] == one.result.answered
    if shown:
        assert analysis.alpha == pytest.approx(figures.alpha)
    if figures.groups is not None:
        assert analysis.groups is not None
        assert analysis.groups.sizes == figures.groups.sizes


def members_of(story: Story) -> set[str]:
    """The pseudonyms of the debate's people, as `posted` gives them."""
    return {f"P{person:03}" for person in standings_of(story.record, closed(story)).people}


@pytest.mark.parametrize("name", CASES)
def test_every_count_on_the_page_is_one_of_the_tables(name: str, tmp_path: Path) -> None:
    story = CASES[name]()
    summary, figures = all_figures(story)
    if not any(one.result.tally is not None and one.result.answered for one in figures.points):
        return
    written = page(report_of(transcript_of(story.record), closed(story)), {}, ZONE)
    analysis, _ = of_file(posted(story)[1], tmp_path)
    rows = re.findall(r'<tr><th scope="row">(\d+)</th><td>now</td>((?:<td>\d+</td>)+)</tr>', written)
    told = {number: [int(count) for count in re.findall(r"\d+", cells)] for number, cells in rows}
    assert told == {
        point.point: [share.people for share in point.shares.values()] for point in analysis.points if point.answered
    }
    for point in analysis.points:
        if point.answered and point.silent:
            assert f">{point.answered} of {summary.people}<" in written
