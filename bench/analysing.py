"""How fast a sheet of votes becomes figures, beside red-dwarf: `python bench/analysing.py`.

red-dwarf is Polis' mathematics in Python on pandas and scikit-learn: `uv sync --group peers` installs it. Both read the
same file of votes, place the people, find their groups and count what each group says to each point, in turns and with
everything imported; given is the best turn of each. Finding the groups anew with people left out, and writing the
report, only we do: that is timed apart. Then votes.csv of 250,000 to 1,000,000 votes are made up and analysed in
processes of their own, with the peak of their memory.
"""

import csv
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from bot.analysing.command import figures_of
from bot.analysing.report import report_of
from bot.analysing.sheets import read_sheet
from deliberation.grouping.camps import camps_of
from deliberation.grouping.groups import groups_found

CONVERSATIONS = Path(__file__).parents[1] / ".." / "shared" / "polis"
TURNS = 9
SIZES = ((250_000, 5_000), (500_000, 10_000), (1_000_000, 20_000))
POINTS = 1_000
CAMPS = 3


def peer_result(path: Path) -> int:
    """The number of groups that red-dwarf finds in a file of votes, of which it wants the latest only."""
    from reddwarf.implementations.polis import run_pipeline

    with path.open(encoding="utf-8", newline="") as file:
        votes = [
            {
                "participant_id": int(row["voter-id"]),
                "statement_id": int(row["comment-id"]),
                "vote": int(row["vote"]),
                "modified": int(row["timestamp"]),
            }
            for row in csv.DictReader(file)
        ]
    votes.sort(key=lambda vote: vote["modified"])
    latest = {(vote["participant_id"], vote["statement_id"]): vote for vote in votes}
    found = run_pipeline(votes=list(latest.values()), random_state=1)
    return len(set(found.clusterer.labels_))


def same_result(path: Path) -> int:
    """The number of groups that we find, with every point's figures, as far as red-dwarf goes."""
    sheet = read_sheet(path)
    groups = groups_found(sheet.votes, sheet.moderated, parts=0)
    if groups is None:
        return 0
    camps_of(sheet.votes, groups)
    return groups.number


def our_result(path: Path) -> int:
    """The number of groups that we find, with all figures and the report written."""
    figures = figures_of(path)
    json.dumps(report_of(figures.analysis, figures.sheet, figures.group_names))
    return len(figures.group_names)


def seconds(job: Callable[[Path], int], path: Path) -> tuple[float, int]:
    """The seconds a job takes, and what it finds."""
    started = time.perf_counter()
    found = job(path)
    return time.perf_counter() - started, found


def report_peer() -> None:
    """Print both programs' times for the real conversations."""
    try:
        import reddwarf  # noqa: F401
    except ImportError:
        print("red-dwarf is not installed; to compare: uv sync --group peers")
        return
    print(f"{'':24}{'votes':>8}{'red-dwarf':>12}{'the same':>11}{'times':>8}{'all of it':>12}{'times':>8}   groups")
    for path in sorted(CONVERSATIONS.glob("*/votes.csv")):
        jobs = (peer_result, same_result, our_result)
        turns = [[seconds(job, path) for job in jobs] for _ in range(TURNS)]
        theirs, same, whole = (min(turn[job][0] for turn in turns) for job in range(len(jobs)))
        groups = " and ".join(str(found) for _, found in turns[0][:2])
        lines = path.read_bytes().count(b"\n") - 1
        print(
            f"{path.parent.name:24}{lines:>8}{theirs:>10.3f} s{same:>9.4f} s{theirs / same:>7.1f}x"
            f"{whole:>10.4f} s{theirs / whole:>7.1f}x   {groups}"
        )


def made_up_votes(path: Path, votes: int, people: int, seed: int = 3) -> None:
    """Write a votes.csv of people in camps, who mostly answer as their camp does and not all of it."""
    rng = np.random.default_rng(seed)
    leanings = rng.normal(size=(CAMPS, POINTS))
    cells = rng.choice(people * POINTS, size=votes, replace=False)
    person, point = cells // POINTS, cells % POINTS
    said = leanings[person % CAMPS, point] + rng.normal(size=votes)
    vote = np.where(said > 0.4, 1, np.where(said < -0.4, -1, 0))
    at = 1_523_855_288_464 + np.arange(votes) * 1_000
    rows = zip(at.tolist(), point.tolist(), person.tolist(), vote.tolist(), strict=True)
    with path.open("w", encoding="utf-8") as file:
        file.write("timestamp,datetime,comment-id,voter-id,vote\n")
        file.writelines(
            f"{when},Sun Apr 15 22:08:08 PDT 2018,{asked},{who},{said}\n" for when, asked, who, said in rows
        )


def report_growth() -> None:
    """Print time and memory of ever more votes, each in a process of its own."""
    print(f"\n{'votes':>10}{'people':>9}{'points':>8}{'seconds':>9}{'MB':>7}{'µs a vote':>11}")
    with tempfile.TemporaryDirectory() as folder:
        each: list[float] = []
        for votes, people in SIZES:
            path = Path(folder) / f"{votes}.csv"
            made_up_votes(path, votes, people)
            turns = [_alone(path) for _ in range(3)]
            best, memory = min(turn[0] for turn in turns), max(turn[1] for turn in turns)
            each.append(best / votes)
            print(f"{votes:>10,}{people:>9,}{POINTS:>8,}{best:>9.2f}{memory:>7.0f}{best / votes * 1e6:>11.2f}")
        print(f"four times the votes take {each[-1] / each[0]:.2f} times as long for each of them")


def _alone(path: Path) -> tuple[float, float]:
    """Seconds and megabytes of the analysis in a fresh process."""
    done = subprocess.run((sys.executable, __file__, str(path)), capture_output=True, text=True, check=True)
    took, memory = done.stdout.split()
    return float(took), float(memory)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        took, _ = seconds(our_result, Path(sys.argv[1]))
        print(took, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    else:
        report_peer()
        report_growth()
