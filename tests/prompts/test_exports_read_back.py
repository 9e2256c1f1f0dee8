"""Files that can be read back give what they were written from, however large the exchange."""

import io
import json
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.analysing.sheets import read_sheet
from deliberation.debate import PROPOSAL_LIMIT, Attribution
from deliberation.exporting.formats import Format
from deliberation.exporting.letter import unmarked
from deliberation.ids import RoundNumber
from deliberation.importing.proposals import Source, proposed
from deliberation.reading import read_in_line
from deliberation.stance import Side
from deliberation.views.standings import standings_of
from tests.deliberation.records import Story
from tests.prompts.test_exports import exported, polis

SIDES = {Side.FOR: "1", Side.NEITHER: "0", Side.AGAINST: "-1"}
WORDS = st.lists(
    st.one_of(
        st.sampled_from(["> ", "<", "- ", "1. ", "On Monday, Mia wrote:", "\n\n", "```", "=", "—", "“"]),
        st.text(max_size=8),
    ),
    min_size=1,
    max_size=8,
).map(" ".join)


def exchange(replies: list[tuple[int, str]]) -> Story:
    """A debate of six proposals and these replies, each to one of them or to an earlier reply."""
    story = Story("A long exchange", attribution=Attribution.NAMED)
    points = [story.proposes(f"Claim number {number} of the six") for number in range(6)]
    story.opens_round()
    for place, (to, words) in enumerate(replies):
        answer = story.answers(f"p{place % 9}", points[to % len(points)], words)
        if place % 3 == 0:
            points.append(story.answered_words(answer))
    story.closes_round()
    return story


def pairs_in(text: str) -> list[tuple[str, str]]:
    """What a reader finds in a letter."""
    return [(pair.words, pair.response.of(text) if pair.response is not None else "") for pair in read_in_line(text)]


def test_a_letter_of_six_hundred_replies_is_read_back_pair_by_pair() -> None:
    said = [
        (place * 7, f"Reply {place} says that < is not > here.\n\nAnd it has a second paragraph, as letters do.")
        for place in range(600)
    ]
    story = exchange(said)
    found = pairs_in(exported(Format.LETTER, story).decode())
    claims = {point.number: point.claim for point in story.record.points}
    assert len(found) == 600
    for (quote, reply), answer in zip(found, story.record.counterpoints, strict=True):
        assert _plain(quote) == _plain(claims[answer.point])
        assert _plain(reply) == _plain(answer.words)


def _plain(words: str) -> str:
    """The words alone: line ends and spaces are the letter's own."""
    return " ".join(unmarked(words).replace("\ufeff", "").split())


def test_an_exported_letter_can_be_imported_with_its_proposals_first() -> None:
    story = exchange([(place, f"Reply {place} to what was proposed.") for place in range(40)])
    found = proposed(Source.LETTER, exported(Format.LETTER, story).decode())
    assert found.claims[:6] == tuple(f"Claim number {number} of the six" for number in range(6))
    assert len(found.claims) == min(found.found, PROPOSAL_LIMIT)


@settings(deadline=None, max_examples=25)
@given(st.lists(st.tuples(st.integers(0, 30), WORDS), min_size=1, max_size=5))
def test_whatever_was_said_the_letters_pairs_are_those_of_the_exchange(replies: list[tuple[int, str]]) -> None:
    story = exchange(replies)
    found = pairs_in(exported(Format.LETTER, story).decode("utf-8", "replace"))
    claims = {point.number: point.claim for point in story.record.points}
    said = [(_plain(claims[answer.point]), _plain(answer.words)) for answer in story.record.counterpoints]
    assert [(_plain(quote), _plain(reply)) for quote, reply in found] == [pair for pair in said if all(pair)]


@settings(deadline=None, max_examples=25)
@given(st.lists(st.text("Yy?nN.", min_size=9, max_size=9), min_size=1, max_size=4))
def test_the_votes_for_polis_are_read_back_as_they_were_given(
    tmp_path_factory: pytest.TempPathFactory, crowds: list[str]
) -> None:
    story = Story("A vote")
    points = [story.proposes(f"Claim {number}") for number, _ in enumerate(crowds)]
    story.opens_round()
    for point, crowd in zip(points, crowds, strict=True):
        story.crowd_stands(point, crowd)
    story.closes_round()
    data = exported(Format.POLIS, story)
    folder = tmp_path_factory.mktemp("polis")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        archive.extractall(folder)
    standings = standings_of(story.record, RoundNumber(1))
    shown = {point: given for point in points if len(given := standings.given(point)) >= 5}
    expected = {
        str(point): sorted(SIDES[stance.position.side] for stance in given.values()) for point, given in shown.items()
    }
    assert {
        point: sorted(row["vote"] for row in polis(data)["votes.csv"] if row["comment-id"] == point)
        for point in {row["comment-id"] for row in polis(data)["votes.csv"]}
    } == expected
    for name in ("votes.csv", "participants-votes.csv"):
        assert _votes(folder / name) == sum(map(len, shown.values()))


def _votes(path: Path) -> int:
    return len(read_sheet(path).votes)


def test_the_document_is_read_back_as_the_pairs_of_the_exchange() -> None:
    story = exchange([(place, f"Reply {place} to what was proposed.") for place in range(40)])
    document = json.loads(exported(Format.JSON, story))
    assert [(one["point"], one["words"]) for one in document["answers"]] == [
        (answer.point, answer.words) for answer in story.record.counterpoints
    ]
