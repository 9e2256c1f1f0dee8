"""`counterpoint db`, as whoever runs the bot types it."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from bot.cli import main
from storage.sqlite import SqliteStore
from storage.sqlite.connecting.database import open_writing
from storage.sqlite.migrations import migrate


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A database, by the name that the settings give it."""
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "counterpoint.db"
    with closing(open_writing(path)) as db:
        migrate(db, path)
    return path


def test_a_sound_database_is_said_to_be_in_order(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["db", "check"]) == 0
    told = capsys.readouterr().out
    assert told.startswith("counterpoint.db is in order.\n  No bot is running on it.\n")
    assert "Servers: 0. Debates: 0." in told


def test_what_is_wrong_is_said_with_what_to_do(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with closing(open_writing(path)) as db:
        db.execute("DROP INDEX debate_by_thread")
    assert main(["db", "check"]) == 1
    told = capsys.readouterr().out
    assert "counterpoint.db is not in order." in told
    assert "Not as the bot makes it: debate_by_thread" in told
    assert 'put a copy back with "counterpoint db restore"' in told


def test_a_torn_file_is_said_to_be_damaged_and_a_missing_one_to_be_missing(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path.write_bytes(b"SQLite format 3\0" + b"\xa5" * 8_000)
    assert main(["db", "check"]) == 1
    assert main(["db", "check", "nowhere.db"]) == 2
    told = capsys.readouterr().err.splitlines()
    assert ["is damaged" in told[0], "there is no such database" in told[1]] == [True, True]


async def test_a_copy_is_made_while_the_bot_runs_and_put_back_when_it_does_not(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store = await SqliteStore.open(path)
    try:
        assert main(["db", "backup"]) == 0
        assert main(["db", "backup", "--to", "mine.db"]) == 0
        assert main(["db", "backup", "--to", "mine.db"]) == 2
        assert main(["db", "restore", "mine.db"]) == 2
    finally:
        await store.close()
    out, err = capsys.readouterr()
    assert "bytes, checked." in out
    assert "mine.db is there already" in err
    assert "Another process is using the database" in err
    assert main(["db", "check", "mine.db"]) == 0
    assert main(["db", "restore", "mine.db"]) == 0
    told = capsys.readouterr().out
    assert "now holds what mine.db held. What was there lies in" in told
    assert main(["db", "check"]) == 0
