"""Nothing is broken down below five: not in one file, and not by taking one public file away from another.

Everything that a counted debate hands out over three rounds (each round's summary, page and table, and all exports) is
put side by side as somebody would who wants to know how one person answered.
"""

import csv
import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from deliberation.debate import Tallies
from deliberation.exporting.formats import Format
from deliberation.exporting.report import report_of
from deliberation.ids import PointNumber, RoundNumber
from deliberation.stance import POSITIONS, WITHHOLD_BELOW, Position
from deliberation.terms import Gate, Terms, Voice
from deliberation.views.ledger import ledger_csv
from deliberation.views.standings import standings_of
from deliberation.views.summary import summarise
from prompts.exports import export_file
from tests.deliberation.records import MARKS, Story
from tests.prompts.debates import ZONE, transcript_of

ROUNDS = 3
Counts = tuple[int, ...]
Where = tuple[int, int, str]
"""Round, point and voice."""

CROWD = st.text("Yy?nN....", min_size=8, max_size=8)


def told(story: Story, tallies: Tallies, crowds: list[list[str]], merging: int | None, guests: str) -> Iterator[Story]:
    """The debate at the end of each round. Points may become one when a round is over."""
    terms = Terms(gate=Gate(member_days=7))
    story.record = replace(story.record, debate=replace(story.record.debate, terms=terms, tallies=tallies))
    claims = [story.proposes(f"Claim {number}") for number, _ in enumerate(crowds[0])]
    for number in range(ROUNDS):
        story.opens_round()
        for claim, crowd in zip(claims, crowds[number], strict=True):
            story.crowd_stands(claim, crowd)
        for place, mark in enumerate(guests):
            if mark in MARKS:
                story.stands(f"guest {place}", claims[0], MARKS[mark], voice=Voice.GUEST)
        story.closes_round()
        yield story
        if merging == number and len(claims) > 1:
            story.merges(claims[-1], claims[0], by="the opener" if number % 2 else None)


def handed_out(story: Story) -> Iterator[tuple[Where, Counts]]:
    """All counts of the rounds so far that can be read in anything public at this moment."""
    number = RoundNumber(story.record.rounds[-1].number)
    people = standings_of(story.record, number).people | {stance.participant for stance in story.record.stances}
    pseudonyms = {person: f"P{(person * 37) % 211:03}" for person in people}
    transcript = transcript_of(story.record)
    for result in summarise(story.record, number).results:
        for tally, voice, at in (
            (result.tally, Voice.MEMBER, number),
            (result.without, Voice.MEMBER, number),
            *((apart.tally, apart.voice, number) for apart in result.apart),
        ):
            if tally is not None and tally.answered:
                yield (at, result.number, voice.value), tally.counts
    figures = report_of(transcript, number).figures
    for one in figures.points if figures is not None else ():
        for count in one.rounds:
            if count.tally is not None:
                yield (count.round, one.result.number, Voice.MEMBER.value), count.tally.counts
    yield from _of_table(ledger_csv(story.record, number, pseudonyms))

    def exported(wanted: Format) -> bytes:
        return export_file(wanted, transcript, pseudonyms, {}, ZONE).data

    yield from _of_table(exported(Format.CSV).decode())
    for point in json.loads(exported(Format.JSON))["points"]:
        for count in point["counts"]:
            if count["counts"] is not None:
                yield (count["round"], point["point"], Voice.MEMBER.value), tuple(count["counts"])
    with zipfile.ZipFile(io.BytesIO(exported(Format.POLIS))) as archive:
        votes = list(csv.DictReader(io.StringIO(archive.read("votes.csv").decode())))
    for point in {row["comment-id"] for row in votes}:
        given = [row["vote"] for row in votes if row["comment-id"] == point]
        assert len(given) >= WITHHOLD_BELOW


def _of_table(text: str) -> Iterator[tuple[Where, Counts]]:
    rows = [row for row in csv.DictReader(io.StringIO(text)) if row["record"] == "stance"]
    for where in {(int(row["round"]), int(row["point"]), row["voice"]) for row in rows}:
        given = [row for row in rows if (int(row["round"]), int(row["point"]), row["voice"]) == where]
        yield where, tuple(sum(row["position"] == position.value for row in given) for position in POSITIONS)


def assert_nothing_can_be_derived(crowds: list[list[str]], tallies: Tallies, merging: int | None, guests: str) -> None:
    seen: dict[Where, set[Counts]] = {}
    for story in told(Story(), tallies, crowds, merging, guests):
        for where, counts in handed_out(story):
            seen.setdefault(where, set()).add(counts)
    for where, all_counts in seen.items():
        # What came from another point by a merge was already told of there, if it was told of at all.
        elsewhere = any(other[::2] == where[::2] and other[1] != where[1] for other in seen)
        for counts in all_counts:
            assert sum(counts) >= WITHHOLD_BELOW, where
            for other in all_counts:
                larger = all(one >= two for one, two in zip(counts, other, strict=True))
                apart = sum(counts) - sum(other)
                assert not larger or elsewhere or apart == 0 or apart >= WITHHOLD_BELOW, where


@pytest.mark.parametrize("tallies", Tallies)
@pytest.mark.parametrize("merging", [None, 0, 1])
def test_what_few_answered_cannot_be_had_by_subtracting(tallies: Tallies, merging: int | None) -> None:
    assert_nothing_can_be_derived([["YYYYYY..", "......NN"]] * ROUNDS, tallies, merging, "YYYYN.")


@pytest.mark.long
@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(
    st.lists(st.lists(CROWD, min_size=2, max_size=2), min_size=ROUNDS, max_size=ROUNDS),
    st.sampled_from(Tallies),
    st.sampled_from([None, 0, 1]),
    st.text("YyN..", min_size=6, max_size=6),
)
def test_no_two_public_files_give_away_how_fewer_than_five_people_answered(
    crowds: list[list[str]], tallies: Tallies, merging: int | None, guests: str
) -> None:
    assert_nothing_can_be_derived(crowds, tallies, merging, guests)


def test_whoever_subtracts_has_something_to_subtract() -> None:
    story = next(told(Story(), Tallies.HIDDEN, [["YYYyyNNN", "YYYYYY.."]] * ROUNDS, None, "......"))
    found = dict(handed_out(story))
    assert found[1, int(PointNumber(1)), Voice.MEMBER.value] == (3, 2, 0, 0, 3)
    assert tuple(Position) == POSITIONS
