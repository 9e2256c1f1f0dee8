from pathlib import Path

import pytest

from tests.endurance.sudden_ends import KILLS, POWER_CUTS, STOPS, cut_the_power_of
from tests.powercut.shim import why_not

pytestmark = pytest.mark.long


async def test_a_bot_that_is_killed_loses_nothing_and_says_nothing_twice(tmp_path: Path) -> None:
    (await KILLS.run(60, KILLS.ci, tmp_path)).must_hold()


async def test_a_bot_that_is_told_to_stop_stops_in_time_loses_nothing_and_says_nothing_twice(tmp_path: Path) -> None:
    (await STOPS.run(12, STOPS.ci, tmp_path)).must_hold()


@pytest.mark.skipif(why_not() is not None, reason=str(why_not()))
async def test_a_bot_whose_power_is_cut_loses_nothing_and_says_nothing_twice(tmp_path: Path) -> None:
    (await POWER_CUTS.run(50, POWER_CUTS.ci, tmp_path)).must_hold()


@pytest.mark.skipif(why_not() is not None, reason=str(why_not()))
async def test_a_bot_that_synced_less_would_be_found_out(tmp_path: Path) -> None:
    figures = await cut_the_power_of("tests.endurance.unsynced", 5, 6, tmp_path)

    assert "acknowledged answers and debates lost" in {figure.name for figure in figures.broken}
