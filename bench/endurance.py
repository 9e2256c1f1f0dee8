"""Every scenario of faults at nightly size, and the report that comes of it, docs/reliability.md.

The long tests run the same scenarios, shorter. Run it from the project's folder, on a machine with nothing else to do:

    uv run python -m bench.endurance                                  # all of it: some hours
    uv run python -m bench.endurance --only kills --size 300          # one scenario; its section alone is written anew
    uv run python -m bench.endurance --only kills --seed 8123 --no-report    # a failing seed again

The seed is drawn where none is given, printed before a scenario starts, and stands in the report. The exit code is 1
where something does not hold.
"""

import argparse
import asyncio
import os
import platform
import re
import sys
import tempfile
import time
import traceback
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from importlib.metadata import version
from pathlib import Path
from random import SystemRandom

from sqlite_utils.utils import sqlite3

from tests.endurance.figures import Figure, Figures, Scenario
from tests.endurance.scenarios import SCENARIOS

REPORT = Path(__file__).parents[1] / "docs" / "reliability.md"
HEAD = """# What it withstands

Written by `bench/endurance.py`, which plays people in a Discord of its own (`tests/wire`) with the bot as a process
beside it, lets things go wrong, and counts. Each section says when, how much and with which seed; the same seed plans
the same faults again (`--seed`). Continuous integration runs the same scenarios, shorter, with every change.
"""


@dataclass(frozen=True)
class Run:
    """A scenario that was run once."""

    scenario: Scenario
    figures: Figures
    seconds: float
    day: date
    load: float
    """How many processes wanted a processor when it began, this machine's other work among them."""


def section(run: Run) -> str:
    """What the report says of one scenario."""
    scenario, figures = run.scenario, run.figures
    why = " ".join((scenario.run.__doc__ or "").split()).replace("`size`", f"{figures.size:,}")
    rows = "\n".join(f"| {figure.name} | {figure} | {_limits(figure)} |" for figure in figures.figures)
    told = (f"seed {figures.seed}", _spell(run.seconds), f"{run.day}. {_machine()}, load {run.load:.1f} when it began")
    verdict = "" if not figures.broken else "\n**This does not hold.**\n"
    return f"""## {scenario.title}

{why}

{figures.size:,} {scenario.counted} of {scenario.nightly:,} in a nightly run, {", ".join(told)}.
{verdict}
| | measured | must be |
|---|---|---|
{rows}
"""


def report(before: str, runs: Sequence[Run]) -> str:
    """The report `before` with the sections of `runs` in it, in the order of the scenarios; the others as they were."""
    known = {text.partition("\n")[0]: f"## {text.strip()}\n" for text in re.split(r"^## ", before, flags=re.M)[1:]}
    known |= {run.scenario.title: section(run) for run in runs}
    ordered = [known[scenario.title] for scenario in SCENARIOS if scenario.title in known]
    return "\n".join((HEAD, *ordered))


def _limits(figure: Figure) -> str:
    limits = [("at most", figure.limit), ("at least", figure.least)]
    return ", ".join(f"{how} {value:,.10g} {figure.unit}".strip() for how, value in limits if value is not None)


def _spell(seconds: float) -> str:
    return f"{seconds:.0f} seconds" if seconds < 100 else f"{seconds / 60:.0f} minutes"


def _machine() -> str:
    return (
        f"{os.cpu_count()} processors ({platform.machine()}), {platform.system()}, Python {platform.python_version()}, "
        f"SQLite {sqlite3.sqlite_version}, discord.py {version('discord.py')}"
    )


async def _run(scenario: Scenario, seed: int, size: int) -> Run | None:
    """One scenario; None where it did not come to an end."""
    sys.stdout.write(f"{scenario.name}: {size:,} {scenario.counted}, seed {seed}\n")
    sys.stdout.flush()
    began, load = time.perf_counter(), os.getloadavg()[0]
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        try:
            figures = await scenario.run(seed, size, Path(folder))
        except Exception:
            sys.stdout.write(f"{scenario.name}: FAILED with seed {seed}\n{traceback.format_exc()}\n")
            return None
    for figure in figures.figures:
        sys.stdout.write(f"  {figure.name}: {figure}{'' if figure.holds else '   <-- BEYOND ITS LIMIT'}\n")
    if figures.broken:
        sys.stdout.write("\n".join((f"{scenario.name}: FAILED with seed {seed}", *figures.faults[:50], "")))
    return Run(scenario, figures, time.perf_counter() - began, datetime.now(UTC).date(), load)


def _asked(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench.endurance", description="Let things go wrong, and count.")
    names = [scenario.name for scenario in SCENARIOS]
    parser.add_argument("--only", choices=names, action="append", metavar="NAME", help=f"one of {', '.join(names)}")
    parser.add_argument("--size", default="nightly", metavar="SIZE", help="ci, nightly or a number")
    parser.add_argument("--seed", type=int, metavar="N", help="the seed, for all scenarios; drawn where not given")
    parser.add_argument("--no-report", action="store_true", help="only print")
    return parser.parse_args(arguments)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run what is asked for, and write it into the report as it comes; the exit code."""
    asked = _asked(arguments)
    failed = False
    for scenario in SCENARIOS:
        if asked.only and scenario.name not in asked.only:
            continue
        size = {"ci": scenario.ci, "nightly": scenario.nightly}.get(asked.size) or int(asked.size)
        seed = SystemRandom().randrange(10**6) if asked.seed is None else asked.seed
        run = asyncio.run(_run(scenario, seed, size))
        failed = failed or run is None or bool(run.figures.broken)
        if run is not None and not asked.no_report:
            before = REPORT.read_text(encoding="utf-8") if REPORT.exists() else ""
            REPORT.write_text(report(before, [run]), encoding="utf-8")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
