from pathlib import Path

import pytest

from tests.endurance.gaps import GAPS


@pytest.mark.long
async def test_what_is_said_in_gaps_is_captured_once_with_its_latest_words(tmp_path: Path, wire_seed: int) -> None:
    (await GAPS.run(wire_seed, GAPS.ci, tmp_path)).must_hold()
