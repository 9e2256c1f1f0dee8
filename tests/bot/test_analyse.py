"""`counterpoint analyse` as somebody at a terminal meets it."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from bot.cli import main
from deliberation.stance import Position
from tests.deliberation.polis import CONVERSATIONS, camps, export, polis_groups

PROJECT = Path(__file__).parents[2]
COMMAND = (sys.executable, "-m", "bot.cli", "analyse")
SMALL = "participant,group-id,a,b\n1,0,1,-1\n2,0,1,0\n3,1,1,1\n4,1,-1,\n5,1,1,1\n"


def analysed(folder: Path, *arguments: str | Path, given: bytes = b"") -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        (*COMMAND, *map(str, arguments)),
        input=given,
        capture_output=True,
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(PROJECT), "PYTHONIOENCODING": "utf-8"},
        timeout=120,
        check=False,
    )
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())


def told(folder: Path, *arguments: str | Path) -> dict[str, Any]:
    done = analysed(folder, *arguments, "--json")
    assert (done.returncode, done.stderr) == (0, "")
    return json.loads(done.stdout)


def test_a_small_sheet_is_told_in_words(tmp_path: Path) -> None:
    (tmp_path / "votes.csv").write_text(SMALL)
    done = analysed(tmp_path, "votes.csv")
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert lines[0] == "votes.csv: 5 people, 2 points, 9 votes"
    assert "No groups: they are looked for from 50 people on who answered enough." in lines
    assert "Point a · Too few · 5 of 5 answered" not in lines
    assert "Point a · Mixed · 5 of 5 answered" in lines
    assert "  Yes 4 (80 %, 38–96) · Unsure 0 (0 %, 0–43) · No 1 (20 %, 4–62)" in lines
    assert lines[-1].startswith("Too few: ")


BY_NAME = {"groups", "silhouettes", "counts", "shares", "withheld"}
"""Objects whose keys are people, points, positions or numbers of groups."""


def keys_in(value: object) -> set[str]:
    """Every key of a report, however deep, but names."""
    if isinstance(value, list):
        return {key for one in value for key in keys_in(one)}
    if not isinstance(value, dict):
        return set()
    inner = {name: list(one.values()) if name in BY_NAME and one else one for name, one in value.items()}
    return {*value} | keys_in(list(inner.values()))


def documented_keys() -> set[str]:
    """The keys that docs/analyse.md tells of, but labels, sides and letters of examples."""
    _, described = (PROJECT / "docs" / "analyse.md").read_text(encoding="utf-8").split("## The JSON")
    rows = [line for line in described.splitlines() if line.startswith("| `")]
    return set(re.findall(r"`(\w+)`", " ".join(rows))) - {"agree", "disagree"}


def test_every_key_of_the_json_is_documented_and_every_documented_key_is_there(tmp_path: Path) -> None:
    given = camps((40, 30))
    people, points = sorted({person for person, _ in given}), sorted({point for _, point in given})
    vote = {Position.AGREE: "1", Position.UNDECIDED: "0", Position.DISAGREE: "-1"}
    rows = [[person, *(vote[given[person, p]] if (person, p) in given else "" for p in points)] for person in people]
    text = "\n".join(map(",".join, [["participant", *points], *rows])) + "\n"
    (tmp_path / "votes.csv").write_text(text)
    (tmp_path / "before.csv").write_text(text.replace(",1,", ",-1,", 60))
    report = told(tmp_path, "votes.csv", "--before", "before.csv")
    assert report["stability"]
    assert keys_in(report) == documented_keys()


def test_how_often_people_are_left_out_can_be_chosen(capsys: pytest.CaptureFixture[str]) -> None:
    votes = str(export(CONVERSATIONS[0]))
    for parts, times in (("12", 12), ("0", None)):
        assert main(["analyse", votes, "--json", "--stability", parts]) == 0
        stability = json.loads(capsys.readouterr().out)["stability"]
        assert (stability and stability["times"]) == times


@pytest.mark.parametrize("wrong", ["1", "51", "many", "٣", ""])
def test_people_cannot_be_left_out_in_no_or_too_many_parts(wrong: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["analyse", "votes.csv", "--stability", wrong])
    assert "is not 0 or a number from 2 to 50" in capsys.readouterr().err


def test_figures_of_a_small_sheet_are_those_by_hand(tmp_path: Path) -> None:
    (tmp_path / "votes.csv").write_text(SMALL)
    report = told(tmp_path, "votes.csv", "--groups", "votes.csv", "--before", "votes.csv")
    first = report["points"][0]
    assert report["groups"] == {"1": 0, "2": 0, "3": 1, "4": 1, "5": 1}
    assert (first["n"], first["counts"]) == (5, {"agree": 4, "undecided": 0, "disagree": 1})
    assert first["group_informed_consensus"] == pytest.approx(3 / 4 * 3 / 5, abs=1e-12)
    assert first["group_informed_consensus_mean"] == pytest.approx((3 / 4 * 3 / 5) ** 0.5, abs=1e-12)
    assert first["change"]["stayed"] == 5
    assert report["points"][1]["label"] == "no_clear_change"


@pytest.mark.parametrize("conversation", CONVERSATIONS)
def test_a_polis_export_is_told_with_its_groups(conversation: str, tmp_path: Path) -> None:
    report = told(tmp_path, export(conversation))
    theirs = polis_groups(conversation)
    assert set(report["groups"]) <= set(theirs)
    assert {group["group"] for group in report["group_sizes"]} == {0, 1}
    assert report["stability"]["times"] == 5
    assert report["missing"]["filled_in"] == 0
    assert report["missing"]["moderated_out"]
    assert report["cruxes"]


def test_votes_may_come_through_a_pipe(tmp_path: Path) -> None:
    done = analysed(tmp_path, "-", "--json", given=SMALL.encode())
    assert json.loads(done.stdout)["votes"] == 9


def test_a_malformed_file_ends_with_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "votes.csv").write_text(SMALL + "6,1,2,\n")
    done = analysed(tmp_path, "votes.csv", "--json")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == 'counterpoint analyse: votes.csv, line 7: "2" in column "a" is no vote: it is -1, 0 or 1.\n'


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("--before", "participant,point,round,position\nx,1,1,agree\n", "cannot be compared"),
        ("--before", "nothing\n", "not the columns"),
        ("--groups", "participant,group\nsomebody,1\n", "another conversation"),
        ("--groups", "who,what\n", "does not say"),
    ],
)
def test_a_second_file_that_does_not_fit_is_refused(tmp_path: Path, name: str, text: str, said: str) -> None:
    (tmp_path / "votes.csv").write_text(SMALL)
    (tmp_path / "other.csv").write_text(text)
    done = analysed(tmp_path, "votes.csv", name, "other.csv")
    assert done.returncode == 2
    assert said in done.stderr


def test_a_sheet_without_votes_says_so(tmp_path: Path) -> None:
    (tmp_path / "votes.csv").write_text("participant,a\n")
    assert "No votes: there is nothing to say." in analysed(tmp_path, "votes.csv").stdout
    report = told(tmp_path, "votes.csv")
    assert (report["people"], report["votes"], report["alpha"], report["groups"]) == (0, 0, None, {})


def test_names_that_would_move_the_cursor_do_not(tmp_path: Path) -> None:
    (tmp_path / "votes.csv").write_text("participant,\x1b[2Jhidden\nx,1\n")
    done = analysed(tmp_path, "votes.csv")
    assert "\x1b" not in done.stdout
    assert "hidden" in done.stdout
