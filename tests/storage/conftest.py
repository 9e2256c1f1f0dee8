"""Real database files for every test of this room."""

from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlite_utils import Database

from storage.database import open_writing
from storage.migrations import migrate


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where a database may be made; there is none yet."""
    return tmp_path / "debates.db"


@pytest.fixture
def db(path: Path) -> Iterator[Database]:
    """A writing connection to a new database with its tables, as the verbs are given one."""
    connection = open_writing(path)
    migrate(connection, path)
    yield connection
    connection.close()


@pytest.fixture
async def store(path: Path) -> AsyncIterator["Store"]:
    """A store on a new file."""
    from storage.sqlite import SqliteStore

    opened = await SqliteStore.open(path)
    yield opened
    await opened.close()


@pytest.fixture
def noon() -> datetime:
    """A moment to count from: a Wednesday."""
    return datetime(2026, 11, 18, 12, 0, tzinfo=UTC)
