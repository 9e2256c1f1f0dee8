from pathlib import Path

import pytest

from tests.endurance.full_disk import FULL_DISK
from tests.powercut.shim import why_not

pytestmark = [pytest.mark.long, pytest.mark.skipif(why_not() is not None, reason=str(why_not()))]


async def test_while_the_disk_is_full_people_are_told_and_nothing_is_lost(tmp_path: Path) -> None:
    (await FULL_DISK.run(1, FULL_DISK.ci, tmp_path)).must_hold()
