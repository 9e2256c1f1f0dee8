from pathlib import Path

import pytest

from tests.endurance.rush import RUSH
from tests.powercut.shim import why_not

pytestmark = [pytest.mark.long, pytest.mark.skipif(why_not() is not None, reason=str(why_not()))]


async def test_a_rush_of_presses_waits_little_longer_than_without_a_store_and_loses_none(tmp_path: Path) -> None:
    (await RUSH.run(1, RUSH.ci, tmp_path)).must_hold()
