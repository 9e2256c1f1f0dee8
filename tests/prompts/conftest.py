"""Golden files: what every post looks like, kept beside the tests. After a change of words: `pytest tests/prompts
--update-golden`, then read the difference as a member would.
"""

from collections.abc import Callable
from pathlib import Path

import pytest

GOLDEN = Path(__file__).parent / "golden"


def pytest_addoption(parser: pytest.Parser) -> None:
    """The switch that rewrites the golden files."""
    parser.addoption("--update-golden", action="store_true", help="write what is rendered now into the golden files")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compare a text with the golden file of that name."""

    def compare(name: str, text: str) -> None:
        path = GOLDEN / name
        if request.config.getoption("--update-golden", default=False):
            path.write_text(text, encoding="utf-8")
        assert path.exists(), f"no golden file {name}: run pytest tests/prompts --update-golden and read it"
        assert text == path.read_text(encoding="utf-8")

    return compare
