"""The seed of this run's faults: drawn, printed where a test fails, and given again by `--wire-seed`."""

from random import SystemRandom

import pytest


@pytest.fixture
def wire_seed(request: pytest.FixtureRequest) -> int:
    """What decides every fault of a test."""
    given: int | None = request.config.getoption("--wire-seed")
    seed = SystemRandom().randrange(10**6) if given is None else given
    print(f"faults drawn by --wire-seed {seed}")  # pytest shows it where the test fails
    return seed
