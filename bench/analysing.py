"""How fast a sheet of votes becomes figures, beside red-dwarf: `python bench/analysing.py`.

red-dwarf is Polis' mathematics in Python on pandas and scikit-learn: `uv sync --group peers` installs it. Both read the
same votes.csv, place the people, find their groups and count what each group says to each point. Beyond that, only we
find the groups anew with people left out, measure agreement and intervals, and write the report as JSON; "whole" is
with all of that, "same" without. Compared twice, in turns, the best turn of each being given:

- in one process, everything imported, by processor time: from the file to the result;
- from one process to another, by the clock: `counterpoint analyse FILE --json` beside a script that does no more than
  read the file and call red-dwarf (`red_dwarf.py`), each with its start.

Then votes.csv of 250,000 to 1,000,000 votes are made up and analysed by the command, start included, with the peak of
its memory.
"""

import gc
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from red_dwarf import number_of_groups

from bot.analysing.command import figures_of
from bot.analysing.report import report_of
from bot.analysing.sheets import read_sheet
from deliberation.grouping.camps import camps_of
from deliberation.grouping.groups import groups_found

PROJECT = Path(__file__).parents[1]
CONVERSATIONS = PROJECT / ".." / "shared" / "polis"
TURNS, STARTS = 15, 7
SIZES = ((250_000, 5_000), (500_000, 10_000), (1_000_000, 20_000))
POINTS = 1_000
CAMPS = 3


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
    """The seconds of processor time a job takes, and what it finds."""
    started = time.process_time()
    found = job(path)
    return time.process_time() - started, found


def report_peer() -> None:
    """Print both programs' times for the real conversations."""
    try:
        import reddwarf.implementations.polis  # noqa: F401
    except ImportError:
        print("red-dwarf is not installed; to compare: uv sync --group peers")
        return
    paths = sorted(CONVERSATIONS.glob("*/votes.csv"))
    jobs = (number_of_groups, same_result, our_result)
    for job in jobs:  # what is loaded at the first call
        job(paths[0])
    gc.collect()
    gc.freeze()  # neither is to look through what the other has loaded
    print(
        f"{'in one process':22}{'votes':>8}{'red-dwarf':>12}{'same':>11}{'times':>8}{'whole':>12}{'times':>8}   groups"
    )
    for path in paths:
        turns = [[seconds(job, path) for job in jobs] for _ in range(TURNS)]
        theirs, same, whole = (min(turn[job][0] for turn in turns) for job in range(len(jobs)))
        groups = " and ".join(str(found) for _, found in turns[0][:2])
        lines = path.read_bytes().count(b"\n") - 1
        print(
            f"{path.parent.name:22}{lines:>8}{theirs:>10.3f} s{same:>9.4f} s{theirs / same:>7.1f}x"
            f"{whole:>10.4f} s{theirs / whole:>7.1f}x  {groups}"
        )
    print(f"{'process to process':30}{'red-dwarf':>12}{'counterpoint analyse --json':>30}{'times':>8}")
    for path in paths:
        peer = (sys.executable, str(PROJECT / "bench" / "red_dwarf.py"), str(path))
        ours = (sys.executable, "-m", "bot.cli", "analyse", str(path), "--json")
        pairs = [[_clocked(command) for command in (peer, ours)] for _ in range(STARTS)]
        theirs, whole = (min(pair[side] for pair in pairs) for side in range(2))
        print(f"{path.parent.name:30}{theirs:>10.3f} s{whole:>28.3f} s{theirs / whole:>7.1f}x")


def _clocked(command: Sequence[str]) -> float:
    """The seconds that a command takes by the clock."""
    started = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=PROJECT, check=True)
    return time.perf_counter() - started


def _peak(path: Path) -> float:
    """The megabytes that the command needs at most, as its own process tells: what is counted for a child process holds
    what its parent had, too.
    """
    script = (
        "import sys; from bot.cli import main; main(sys.argv[1:]);"
        "sys.stderr.write(open('/proc/self/status').read().split('VmHWM:')[1].split()[0])"
    )
    command = (sys.executable, "-c", script, "analyse", str(path), "--json")
    done = subprocess.run(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, cwd=PROJECT, check=True, text=True
    )
    return int(done.stderr.split()[-1]) / 1024


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
            command = (sys.executable, "-m", "bot.cli", "analyse", str(path), "--json")
            best, memory = min(_clocked(command) for _ in range(3)), _peak(path)
            each.append(best / votes)
            print(f"{votes:>10,}{people:>9,}{POINTS:>8,}{best:>9.2f}{memory:>7.0f}{best / votes * 1e6:>11.2f}")
        print(f"four times the votes take {each[-1] / each[0]:.2f} times as long for each of them")


if __name__ == "__main__":
    report_peer()
    report_growth()
