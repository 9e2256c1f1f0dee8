from pathlib import Path

import pytest

from tests.endurance.clocks import CLOCKS


@pytest.mark.long
async def test_every_digest_and_deadline_comes_once_at_the_local_time_promised_in_every_zone(tmp_path: Path) -> None:
    (await CLOCKS.run(10, CLOCKS.ci, tmp_path)).must_hold()
