from pathlib import Path

import pytest

from tests.endurance.second_process import SECOND_PROCESS

pytestmark = pytest.mark.long


async def test_a_second_bot_on_the_same_database_does_not_start_and_says_why(tmp_path: Path) -> None:
    (await SECOND_PROCESS.run(1, SECOND_PROCESS.ci, tmp_path)).must_hold()
