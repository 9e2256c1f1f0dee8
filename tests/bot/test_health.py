"""Whether the bot is well, as a supervisor asks."""

import asyncio
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.cli import main
from bot.health import FRESH, TICKED_WITHIN, Health
from storage.sqlite import SqliteStore

Told = pytest.CaptureFixture[str]


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the settings have the file."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE", "debates.db")
    return tmp_path / "debates.db.health"


async def test_the_file_is_written_while_discord_the_writer_and_the_clock_are_well(
    file: Path, tmp_path: Path, capsys: Told
) -> None:
    store = await SqliteStore.open(tmp_path / "debates.db")
    health, now = Health(file, store), datetime.now(UTC)

    assert await health.look(now) == ("discord", "clock")
    assert main(["health"]) == 1
    await health.on_ready()
    health.ticked()
    assert await health.look(datetime.now(UTC)) == ()
    assert main(["health"]) == 0
    await health.on_disconnect()
    assert await health.look(now) == ("discord",)
    await health.on_resumed()
    assert await health.look(now) == ()
    assert await health.look(datetime.now(UTC) + TICKED_WITHIN + timedelta(seconds=1)) == ("clock",)
    await store.close()
    assert await health.look(now) == ("writer",)
    assert capsys.readouterr().out.startswith(
        f"No bot is running here, or it is not ready yet: there is no {file.name}."
    )


async def test_the_file_is_gone_when_the_bot_has_stopped(file: Path, tmp_path: Path) -> None:
    store = await SqliteStore.open(tmp_path / "debates.db")
    health = Health(file, store)
    await health.on_ready()
    health.ticked()
    assert await health.look(datetime.now(UTC)) == ()
    assert main(["health"]) == 0

    keeping = asyncio.create_task(health.keep())
    await asyncio.wait({keeping}, timeout=0.01)
    keeping.cancel()
    await asyncio.gather(keeping, return_exceptions=True)

    assert main(["health"]) == 1
    await store.close()


async def test_a_file_that_cannot_be_written_is_no_reason_to_stop(tmp_path: Path) -> None:
    store = await SqliteStore.open(tmp_path / "debates.db")
    health = Health(tmp_path / "nowhere" / "health", store)
    await health.on_ready()
    health.ticked()

    assert await health.look(datetime.now(UTC)) == ("health file",)
    await store.close()


@pytest.mark.parametrize("apart", [FRESH + timedelta(seconds=5), -FRESH - timedelta(seconds=5)])
def test_a_file_of_another_time_is_stale(file: Path, apart: timedelta, capsys: Told) -> None:
    file.write_text(json.dumps({"well_at": (datetime.now(UTC) - apart).isoformat()}), encoding="utf-8")

    assert main(["health"]) == 1
    assert "The bot is not well" in capsys.readouterr().out


@pytest.mark.parametrize("text", ["", "{", "[]", '{"well_at": 3}', '{"well_at": "noon"}', '{"well_at": "2026-11-23"}'])
def test_a_file_that_says_nothing_is_none(file: Path, text: str) -> None:
    file.write_text(text, encoding="utf-8")

    assert main(["health"]) == 1


def test_the_file_is_where_the_settings_say(file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    elsewhere = tmp_path / "well"
    elsewhere.write_text(json.dumps({"well_at": datetime.now(UTC).isoformat()}), encoding="utf-8")
    assert main(["health"]) == 1
    monkeypatch.setenv("HEALTH_FILE", str(elsewhere))

    assert main(["health"]) == 0
