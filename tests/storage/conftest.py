"""Real database files for every test of this room."""

import os
import subprocess
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlite_utils import Database

from storage.sqlite import SqliteStore
from storage.sqlite.connecting.database import open_writing
from storage.sqlite.migrations import migrate
from storage.store import Store


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
async def store(path: Path) -> AsyncIterator[Store]:
    """A store on a new file."""
    opened = await SqliteStore.open(path)
    yield opened
    await opened.close()


@pytest.fixture
def noon() -> datetime:
    """A moment to count from: a Wednesday."""
    return datetime(2026, 11, 18, 12, 0, tzinfo=UTC)


@pytest.fixture
def child() -> Iterator[Callable[..., "subprocess.Popen[str]"]]:
    """Starts a script of this folder with arguments, as a process of its own; what it says comes by its stdout."""
    here = Path(__file__).parent
    started: list[subprocess.Popen[str]] = []

    def start(script: str, *arguments: object) -> "subprocess.Popen[str]":
        process = subprocess.Popen(
            [sys.executable, str(here / script), *map(str, arguments)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": str(here.parents[1])},
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()
