"""What answers nothing and what was decided leave with a debate, too."""

import csv
import io
import json
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.analysing.sheets import read_sheet
from deliberation.debate import Attribution
from deliberation.exporting.cells import unsafe
from deliberation.exporting.formats import Format
from deliberation.exporting.report import report_of
from deliberation.exporting.transcript import Transcript
from deliberation.ids import RoundNumber
from deliberation.reading import read_in_line
from deliberation.steering.decision import Decision
from tests.deliberation.records import Story
from tests.prompts.debates import quiet_hours, transcript_of
from tests.prompts.test_exports import exported
from tests.prompts.test_page import HOSTILE

ASIDE = "Does anybody have the list of last year?"
TOLD = (Format.LETTER, Format.JSON, Format.CSV, Format.AIF)
"""The formats that hold remarks."""


def chatty(words: str = ASIDE, attribution: Attribution = Attribution.COUNTED) -> tuple[Story, Transcript]:
    """A debate in whose third round somebody said something that answers nothing, and two things were decided."""
    story = quiet_hours(attribution)
    story.opens_round()
    head = story.says("tom")
    story.closes_round()
    mia, at = story.who("mia"), story.now
    story.record = replace(
        story.record,
        decisions=(
            Decision(1, mia, at, "Quiet hours from 23:30", "Both sides could live with it.", None, None),
            Decision(2, None, at + timedelta(days=1), "=Bots may stay", None, None, story.record.points[1].number),
        ),
    )
    transcript = transcript_of(story.record)
    return story, replace(transcript, texts={**transcript.texts, head.id: words})


@pytest.mark.parametrize("wanted", TOLD)
@pytest.mark.parametrize("attribution", Attribution)
def test_what_answers_nothing_is_there_and_named_only_under_names(wanted: Format, attribution: Attribution) -> None:
    story, transcript = chatty(attribution=attribution)
    data = exported(wanted, story, transcript).decode()
    assert ASIDE in data
    assert ("Tom Muster" in data) == (attribution is Attribution.NAMED and wanted is not Format.CSV)


@pytest.mark.parametrize("wanted", Format)
def test_what_was_taken_back_is_in_no_format(wanted: Format) -> None:
    story, transcript = chatty()
    gone = replace(transcript, texts={at: text for at, text in transcript.texts.items() if text != ASIDE})
    assert ASIDE.encode() not in exported(wanted, story, gone)


@pytest.mark.parametrize("wanted", [Format.LETTER, Format.HTML, Format.JSON, Format.CSV])
def test_what_was_decided_is_there_with_why(wanted: Format) -> None:
    story, transcript = chatty()
    data = exported(wanted, story, transcript).decode()
    assert "Quiet hours from 23:30" in data
    assert "Both sides could live with it." in data
    assert "Bots may stay" in data


def test_a_page_of_a_round_holds_no_later_decision() -> None:
    story, transcript = chatty()
    assert [one.number for one in report_of(transcript, RoundNumber(2)).decisions] == []
    closed = story.record.round(RoundNumber(3)).closed_at
    assert closed is not None
    on_time = replace(story.record.decisions[0], at=closed)
    late = replace(story.record, decisions=(on_time, story.record.decisions[1]))
    told = report_of(replace(transcript, record=late), RoundNumber(3)).decisions
    assert [one.number for one in told] == [1]


@pytest.mark.parametrize(
    "words", [ASIDE, "> quoted\n\nmine", "<said>\n\nno", "On Monday, Mia wrote:\n> x\ny", *HOSTILE]
)
def test_the_letters_pairs_are_the_same_whatever_else_was_said(words: str) -> None:
    story, transcript = chatty(words)
    text = exported(Format.LETTER, story, transcript).decode()
    points = {point.number: point.claim for point in story.record.points}
    found = [(pair.words, pair.response.of(text) if pair.response else "") for pair in read_in_line(text)]
    assert found == [(points[answer.point], answer.words) for answer in story.record.counterpoints]


@pytest.mark.parametrize("words", [ASIDE, "=1+1", 'two\nlines, and a "mark"', "'said"])
def test_the_table_gives_the_words_back_and_can_still_be_analysed(
    words: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    story, transcript = chatty(words)
    path = tmp_path_factory.mktemp("sheet") / "debate.csv"
    path.write_bytes(exported(Format.CSV, story, transcript))
    rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))))
    said = [unsafe(row["words"]) for row in rows if row["record"] == "message" and not row["point"]]
    assert said == [words]
    decided = [row for row in rows if row["record"] == "decision"]
    assert [unsafe(row["words"]).split("\n\n")[0] for row in decided] == ["Quiet hours from 23:30", "=Bots may stay"]
    assert [row["point"] for row in decided] == ["", str(story.record.points[1].number)]
    people = {row["participant"] for row in rows if row["record"] == "person"}
    assert set(read_sheet(path).votes.people) == people


def test_a_remark_is_said_once_in_the_document_and_in_the_graph() -> None:
    story, transcript = chatty(attribution=Attribution.NAMED)
    document = json.loads(exported(Format.JSON, story, transcript))
    assert [(one["words"], one["by"], one["round"]) for one in document["remarks"]] == [(ASIDE, "Tom Muster", 3)]
    graph = json.loads(exported(Format.AIF, story, transcript))
    by_number = {node["nodeID"]: node for node in graph["nodes"]}
    (content,) = [number for number, node in by_number.items() if (node["type"], node["text"]) == ("I", ASIDE)]
    led = [by_number[edge["fromID"]]["type"] for edge in graph["edges"] if edge["toID"] == content]
    assert led == ["YA"]
    assert not [edge for edge in graph["edges"] if edge["fromID"] == content]
