import sys
from pathlib import Path

import pytest

from tests.powercut.shim import why_not
from tests.powercut.store import CALLERS, STORE_CUTS, cut_while_writing

pytestmark = [pytest.mark.long, pytest.mark.skipif(why_not() is not None, reason=str(why_not()))]

LAZY = f"""
import runpy, sys
from storage.sqlite.connecting import database
database._WRITING = tuple(pragma.replace("FULL", "NORMAL") for pragma in database._WRITING)
runpy.run_path({str(CALLERS)!r}, run_name="__main__")
"""
"""A store that syncs at checkpoints only."""


async def test_what_the_store_acknowledged_survives_a_cut_of_the_power(tmp_path: Path) -> None:
    (await STORE_CUTS.run(6, STORE_CUTS.ci, tmp_path)).must_hold()


async def test_a_store_that_synced_less_would_be_found_out(tmp_path: Path) -> None:
    figures = await cut_while_writing(6, 3, tmp_path, [sys.executable, "-c", LAZY])
    assert [figure.name for figure in figures.broken] == ["acknowledged acts lost"]
