"""What `counterpoint analyse` says, and the rule behind each label."""

import re
from pathlib import Path

import pytest

from deliberation.measuring.analysis import analysed
from deliberation.measuring.label import Label
from deliberation.measuring.votes import THREE_POSITIONS, votes_of
from prompts.analysis import analysis_lines, rule_of
from tests.deliberation.polis import camps, marked


@pytest.mark.parametrize("label", Label)
def test_every_label_has_a_rule_that_can_stand_on_a_page(label: Label) -> None:
    rule = rule_of(label)
    assert rule.endswith(".")
    assert "!" not in rule


def test_found_groups_are_told_with_how_far_they_can_be_trusted() -> None:
    given = camps((40, 30)) | {("shy", "c0"): THREE_POSITIONS[0], ("p1", "alone"): THREE_POSITIONS[0]}
    analysis = analysed(votes_of(given, THREE_POSITIONS), moderated={"c1"})
    text = "\n".join(analysis_lines(analysis, "votes.csv", ("0", "1"), {}, None))

    assert "2 groups of 40, 30 people. How clearly so many groups stand apart (silhouette): 2: 0." in text
    assert "Left out in 5 parts, each person once, the groups of the others stay alike to 1.00 on average" in text
    assert "Fewer than 7 points were answered by 1 of the people, who are in no group." in text
    assert "Missing answers are not filled in." in text
    assert "Points that one person alone answered (1) or that were moderated out (1)" in text
    assert "answered · moderated out" in text


def test_what_changed_is_told_with_its_tests() -> None:
    before = marked(*["Y"] * 15, *["N"] * 15)
    after = marked(*["Y"] * 15, *["?"] * 12, *["N"] * 3)
    text = "\n".join(analysis_lines(analysed(after, before), "votes.csv", (), {"7": 3}, Path("comments.csv")))

    assert "Point 7: 3 answered, which is too few for the file to show." in text
    assert "comments.csv cannot be read, so what was moderated out is not known." in text
    assert "Since the earlier votes: 30 people voted both times, 0 are new, 0 left." in text
    assert "since then: of 30 who answered both times 12 moved towards the others, 0 further apart, 18 stayed" in text
    assert re.search(r"p 0\.00\d\d, agreement changed by 0\.\d\d to [01]\.\d\d", text)
    assert "Point 0 · Moved closer · 30 of 30 answered" in text
    assert f"Moved closer: {rule_of(Label.CLOSER)}" in text


def test_a_sheet_without_votes_is_told_as_that() -> None:
    assert list(analysis_lines(analysed(marked()), "votes.csv", (), {}, None)) == [
        "votes.csv: 0 people, 0 points, 0 votes",
        "No votes: there is nothing to say.",
    ]
