"""Debates as files: what each format holds, and what none may hold."""

import csv
import io
import json
import re
import zipfile
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliberation.debate import Attribution
from deliberation.errors import NothingCounted
from deliberation.exporting.cells import safe, unsafe
from deliberation.exporting.formats import Format
from deliberation.exporting.transcript import Transcript
from deliberation.reading import read_in_line
from prompts.exports import export_file
from tests.deliberation.records import YES, Story
from tests.prompts.debates import ZONE, quiet_hours, transcript_of
from tests.prompts.test_page import HOSTILE, reworded_transcript

NAMES = ("mia", "noor", "ivo", "tom", "ada", "the opener")
MORE = ("[a]: b <c> #d", "/* never closed", "http://example.org//x", "===", "----", "@[x] {a: b}", "**b** __b__", "> q")


def exported(wanted: Format, story: Story, transcript: Transcript | None = None) -> bytes:
    """A story as a file."""
    names = {story.who(name): f"{name.title()} Muster" for name in NAMES}
    people = {stance.participant for stance in story.record.stances} | set(names)
    pseudonyms = {person: f"P{person:03}" for person in people}
    return export_file(wanted, transcript or transcript_of(story.record), pseudonyms, names, ZONE).data


def polis(data: bytes) -> dict[str, list[dict[str, str]]]:
    """The rows of each file of a Polis archive."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: list(csv.DictReader(io.StringIO(archive.read(name).decode()))) for name in archive.namelist()}


@pytest.mark.parametrize("wanted", Format)
def test_the_same_debate_gives_the_same_bytes(wanted: Format) -> None:
    assert exported(wanted, quiet_hours()) == exported(wanted, quiet_hours())


@pytest.mark.parametrize("wanted", Format)
def test_words_that_were_taken_back_leave_in_no_format(wanted: Format) -> None:
    story = quiet_hours()
    story.withdraws(next(one.number for one in story.record.counterpoints if one.words.startswith("The raids")))

    data = (
        b"".join(
            archive.read(name)
            for archive in [zipfile.ZipFile(io.BytesIO(exported(wanted, story)))]
            for name in archive.namelist()
        )
        if wanted is Format.POLIS
        else exported(wanted, story)
    )

    assert b"The raids start" not in data
    assert wanted is Format.POLIS or b"Raids could have a room" in data


@pytest.mark.parametrize("wanted", Format)
def test_nobody_is_named_where_only_counts_are_shown(wanted: Format) -> None:
    assert b"Muster" not in exported(wanted, quiet_hours())


@pytest.mark.parametrize("wanted", [Format.LETTER, Format.HTML, Format.JSON, Format.AIF])
def test_names_stand_beside_words_in_a_debate_under_names(wanted: Format) -> None:
    assert b"Noor Muster" in exported(wanted, quiet_hours(Attribution.NAMED))


@pytest.mark.parametrize("wanted", [Format.CSV, Format.POLIS])
def test_answers_of_an_open_round_are_not_handed_over(wanted: Format) -> None:
    story = Story()
    shed = story.proposes("Paint it green")
    story.opens_round()
    story.crowd_stands(shed, "YYYYYYYY")

    with pytest.raises(NothingCounted):
        exported(wanted, story)


def test_counts_of_an_open_round_are_in_no_document() -> None:
    story = quiet_hours()
    before = json.loads(exported(Format.JSON, story))
    story.opens_round()
    story.crowd_stands(story.record.points[0].number, "NNNNNNNNNNN")

    now = json.loads(exported(Format.JSON, story))

    assert [point["counts"] for point in now["points"]] == [point["counts"] for point in before["points"]]
    assert now["counted_round"] == 2


def test_the_letter_is_read_back_as_the_pairs_it_was_written_from() -> None:
    story = quiet_hours()
    text = exported(Format.LETTER, story).decode()

    found = [(pair.words, pair.response.of(text) if pair.response else "") for pair in read_in_line(text)]

    points = {point.number: point.claim for point in story.record.points}
    assert found == [(points[answer.point], answer.words) for answer in story.record.counterpoints]


@pytest.mark.parametrize("words", [*HOSTILE, *MORE])
def test_hostile_words_leave_every_format_readable(words: str) -> None:
    story = quiet_hours(Attribution.NAMED)
    hostile = reworded_transcript(transcript_of(story.record), words)

    letter = exported(Format.LETTER, story, hostile).decode()
    table = list(csv.reader(io.StringIO(exported(Format.CSV, story, hostile).decode())))

    assert len(read_in_line(letter)) == len(story.record.counterpoints)
    assert {len(row) for row in table} == {9}
    assert not [cell for row in table for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    assert json.loads(exported(Format.JSON, story, hostile))["points"][0]["claim"] == words
    assert json.loads(exported(Format.AIF, story, hostile))["nodes"][0]["text"] == words
    assert polis(exported(Format.POLIS, story, hostile))["comments.csv"][0]["comment-body"] == safe(words)


@given(st.text())
def test_what_is_made_safe_for_spreadsheets_can_be_made_as_it_was(cell: str) -> None:
    assert unsafe(safe(cell)) == cell
    assert not safe(cell).startswith(("=", "+", "-", "@", "\t", "\r"))


def test_the_votes_for_polis_are_those_of_the_last_round_that_closed() -> None:
    files = polis(exported(Format.POLIS, quiet_hours()))

    assert set(files) == {"comments.csv", "votes.csv", "participants-votes.csv"}
    first = next(row for row in files["comments.csv"] if row["comment-id"] == "1")
    assert (first["agrees"], first["disagrees"], first["author-id"]) == ("9", "1", "")
    votes = [row["vote"] for row in files["votes.csv"] if row["comment-id"] == "1"]
    assert sorted(votes) == ["-1", "0", *["1"] * 9]
    people = files["participants-votes.csv"]
    assert [row["1"] for row in people].count("1") == 9
    assert len({row["timestamp"] for row in files["votes.csv"]}) == 1


def test_votes_of_fewer_than_five_people_are_not_handed_to_polis() -> None:
    story = Story()
    shed, fence = story.proposes("Paint it green"), story.proposes("No fence")
    story.opens_round()
    story.crowd_stands(shed, "YYNNY")
    story.crowd_stands(fence, "YYNN")
    story.closes_round()

    files = polis(exported(Format.POLIS, story))

    assert {row["comment-id"] for row in files["votes.csv"]} == {"1"}
    assert [row["2"] for row in files["participants-votes.csv"]] == [""] * 5
    assert [(row["agrees"], row["disagrees"]) for row in files["comments.csv"]] == [("3", "2"), ("", "")]


ARGDOWN = re.compile(
    r'===|title: ".*"||\[Point \d+\]: [^\[\]<>{}#@*_\\/`]+|(?:  )+[+-] <Answer \d+>: [^\[\]<>{}#@*_\\/`]+'
)


@pytest.mark.parametrize("words", ["Green hides the moss.", *HOSTILE, *MORE])
def test_every_line_of_argdown_is_one_it_knows(words: str) -> None:
    """Checked with @argdown/core 1.7.5, too, on these words: no errors, the same arguments and relations."""
    story = quiet_hours()
    text = exported(Format.ARGDOWN, story, reworded_transcript(transcript_of(story.record), words)).decode()

    assert all(ARGDOWN.fullmatch(line) for line in text.split("\n"))
    assert text.count("<Answer ") == len(story.record.counterpoints)
    assert text.split("\n")[:3:2] == ["===", "==="]
    assert "===" not in text.split("\n")[1]


def test_an_answer_supports_its_point_where_the_side_of_yes_chose_it() -> None:
    lines = exported(Format.ARGDOWN, quiet_hours()).decode().split("\n")

    assert any(line.startswith("  + <Answer 1>") for line in lines)
    assert any(line.startswith("  - <Answer 2>") for line in lines)


def test_an_answer_supports_its_point_where_its_author_answered_yes_under_their_name() -> None:
    story = Story(attribution=Attribution.NAMED)
    shed = story.proposes("Paint it green")
    story.opens_round()
    story.answers("mia", shed, "Green hides the moss.")
    story.answers("tom", shed, "Blue fades.")
    story.stands("mia", shed, YES)
    story.closes_round()

    lines = exported(Format.ARGDOWN, story).decode().split("\n")

    assert [line[:4] for line in lines if "<Answer" in line] == ["  + ", "  - "]


def test_the_graph_leads_from_what_was_said_to_what_it_answers() -> None:
    graph = json.loads(exported(Format.AIF, quiet_hours(Attribution.NAMED)))
    kinds = {node["nodeID"]: node["type"] for node in graph["nodes"]}
    texts = {node["nodeID"]: node["text"] for node in graph["nodes"]}
    steps = [(kinds[edge["fromID"]], kinds[edge["toID"]]) for edge in graph["edges"]]

    assert set(steps) == {("L", "YA"), ("YA", "I"), ("I", "CA"), ("CA", "I"), ("I", "RA"), ("RA", "I")}
    assert (steps.count(("I", "RA")), steps.count(("I", "CA"))) == (1, 5)
    assert len(set(kinds)) == len(graph["nodes"])
    assert list(texts.values()).count("The raids start at ten. Quiet hours end them.") == 1
    assert {one["nodeID"] for one in graph["locutions"]} == {number for number, kind in kinds.items() if kind == "L"}


def test_the_document_holds_every_point_and_every_answer() -> None:
    document: dict[str, Any] = json.loads(exported(Format.JSON, quiet_hours()))

    assert [point["point"] for point in document["points"]] == [1, 4, 2, 3]
    assert [answer["answer"] for answer in document["answers"]] == [1, 2, 3, 4, 5, 6]
    assert document["answers"][1]["points"] == [4]
    assert document["points"][0]["counts"][1] == {"round": 2, "answered": 11, "counts": [5, 4, 1, 0, 1]}
    assert {answer["by"] for answer in document["answers"]} == {None}


def test_what_was_erased_leaves_no_gap_that_fails() -> None:
    story = quiet_hours()
    story.record = replace(
        story.record,
        debate=replace(story.record.debate, title=""),
        points=tuple(replace(point, claim="", author=None) for point in story.record.points),
        counterpoints=tuple(replace(answer, words="", author=None) for answer in story.record.counterpoints),
    )

    assert all(exported(wanted, story) for wanted in Format)
