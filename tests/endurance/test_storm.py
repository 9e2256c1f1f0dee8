from pathlib import Path

import pytest

from tests.endurance.storm import STORMS


@pytest.mark.long
async def test_every_post_appears_once_in_a_storm(tmp_path: Path, wire_seed: int) -> None:
    (await STORMS.run(wire_seed, STORMS.ci, tmp_path)).must_hold()
