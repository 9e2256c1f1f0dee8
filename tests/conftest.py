"""What holds for every test: no request goes to the in-memory Discord that the real one would refuse, or that pings."""

import gc
from collections.abc import Iterator
from random import SystemRandom

import pytest

from tests.requests.watch import watched


def pytest_addoption(parser: pytest.Parser) -> None:
    """The seed that a failing run of the loopback's tests has printed."""
    parser.addoption("--wire-seed", type=int, default=None, help="draw the faults of the loopback's tests by this seed")


def pytest_collection_finish() -> None:
    """What is loaded by now stays until the end: looking through it again and again took a quarter of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 10, 10)


@pytest.fixture
def wire_seed(request: pytest.FixtureRequest) -> int:
    """What decides every fault of a test on the loopback: drawn, printed where the test fails, and given again by
    `--wire-seed`.
    """
    given: int | None = request.config.getoption("--wire-seed")
    seed = SystemRandom().randrange(10**6) if given is None else given
    print(f"faults drawn by --wire-seed {seed}")  # pytest shows it where the test fails
    return seed


@pytest.fixture(autouse=True)
def faulty_requests() -> Iterator[list[str]]:
    """What was wrong with the requests of this test so far; a test that ends with some fails."""
    with watched() as found:
        yield found
    assert not found, "requests that Discord would refuse:\n" + "\n".join(dict.fromkeys(found))
