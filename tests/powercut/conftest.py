"""A shim over a folder of the test's own."""

from pathlib import Path

import pytest

from tests.powercut.shim import Shim, compiled, why_not


@pytest.fixture(scope="session")
def shim_library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shim, compiled once."""
    missing = why_not()
    if missing is not None:
        pytest.skip(missing)
    beside = tmp_path_factory.mktemp("shim")
    return compiled(beside, beside=beside).library


@pytest.fixture
def shim(shim_library: Path, tmp_path: Path) -> Shim:
    """A shim over `disk`, with nothing on it yet."""
    folder, beside = tmp_path / "disk", tmp_path / "beside"
    folder.mkdir()
    beside.mkdir()
    return Shim(shim_library, folder, beside)
