from datetime import date

from bench.endurance import Run, report
from tests.endurance.figures import Figure, Figures, Scenario
from tests.endurance.scenarios import SCENARIOS

FIRST, SECOND = SCENARIOS[:2]


def run(scenario: Scenario, seed: int, doubled: int = 0) -> Run:
    figures = Figures(seed, 60, (Figure("kills", 60, least=60), Figure("posts doubled", doubled, limit=0)))
    return Run(scenario, figures, 71.0, date(2026, 11, 23), 0.5)


def test_the_report_says_what_was_measured_with_which_seed_and_what_must_hold() -> None:
    said = report("", [run(FIRST, seed=8123)])

    assert f"## {FIRST.title}" in said
    assert "seed 8123, 71 seconds, 2026-11-23" in said
    assert "| posts doubled | 0 | at most 0 |" in said
    assert "does not hold" not in said


def test_a_run_that_fails_says_so_in_the_report() -> None:
    assert "**This does not hold.**" in report("", [run(FIRST, seed=1, doubled=2)])


def test_one_scenario_run_anew_leaves_the_others_as_they_were_reported() -> None:
    before = report("", [run(FIRST, seed=1), run(SECOND, seed=2)])

    after = report(before, [run(FIRST, seed=3)])

    assert after == before.replace("seed 1,", "seed 3,")
    assert report(after, []) == after
