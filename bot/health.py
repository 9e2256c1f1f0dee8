"""Health: a file that stays fresh as long as the bot is well, and `counterpoint health`, which reads it."""

import asyncio
import json
import logging
import os
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bot.log import facts
from bot.settings import Settings, load_settings
from bot.stopped import why_stopped
from bot.terminal import printable
from prompts.operator import tell
from storage.errors import StorageError
from storage.store import Store

_log = logging.getLogger(__name__)

BEAT = 10.0
"""Seconds from one look to the next."""
FRESH = timedelta(seconds=45)
"""How old the file may be: four looks, one of which was late."""
TICKED_WITHIN = timedelta(minutes=5)
"""How long a tick may take. Reading hundreds of threads takes a while, with Discord's limits."""
WRITTEN_WITHIN = 20.0
"""Seconds that the writer may let one wait: it may be putting a long letter down."""

WELL, UNWELL, FAILED = 0, 1, 2


def file_for(settings: Settings, database: Path | None = None) -> Path:
    """Where the file is: the setting, or beside the database."""
    database = database or settings.database
    return settings.health_file or database.with_name(f"{database.name}.health")


class Health:
    """Looks every BEAT whether Discord is connected, the writer writes and the clock ticks; while all of it holds, the
    file says when. Whoever calls tells it of Discord and of the clock.
    """

    def __init__(self, file: Path, store: Store) -> None:
        self._file = file
        self._store = store
        self._connected = False
        self._ticked: datetime | None = None
        self._ailing: tuple[str, ...] = ()

    async def on_ready(self) -> None:
        """Discord is connected."""
        self._connected = True

    async def on_resumed(self) -> None:
        """Discord is connected again."""
        self._connected = True

    async def on_disconnect(self) -> None:
        """Discord is not connected; discord.py tries again by itself."""
        self._connected = False

    def ticked(self) -> None:
        """The clock has ticked, and all that was due is done."""
        self._ticked = datetime.now(UTC)

    async def keep(self) -> None:
        """Look until cancelled; then the file is gone."""
        try:
            while True:
                await self.look(datetime.now(UTC))
                await asyncio.sleep(BEAT)
        finally:
            self._file.unlink(missing_ok=True)

    async def look(self, now: datetime) -> tuple[str, ...]:
        """Write the file if nothing is amiss at `now`; what is."""
        ailing = await self._amiss(now)
        if not ailing:
            try:
                await asyncio.to_thread(_write, self._file, now)
            except OSError:
                ailing = ("health file",)
        if ailing != self._ailing:
            if ailing:
                _log.warning("unwell", extra=facts(amiss=", ".join(ailing)))
            else:
                _log.info("well again")
            self._ailing = ailing
        return ailing

    async def _amiss(self, now: datetime) -> tuple[str, ...]:
        amiss: list[str] = []
        if not self._connected:
            amiss.append("discord")
        try:
            # Not asyncio.wait_for: before Python 3.12 it may swallow the cancelling that is to end `keep`.
            async with asyncio.timeout(WRITTEN_WITHIN):
                await self._store.wait_for_writer()
        except (StorageError, TimeoutError):
            amiss.append("writer")
        if self._ticked is None or now - self._ticked > TICKED_WITHIN:
            amiss.append("clock")
        return tuple(amiss)


def _write(file: Path, now: datetime) -> None:
    """Write it whole: who reads it meanwhile reads the one before."""
    unfinished = file.with_name(f".{file.name}.part")
    unfinished.write_text(json.dumps({"well_at": now.isoformat(), "process": os.getpid()}) + "\n", encoding="utf-8")
    os.replace(unfinished, file)


def run(database: Path | None = None) -> int:
    """Tell whether a bot runs here and is well; the exit code."""
    try:
        file = file_for(load_settings(), database)
    except Exception as error:
        sentence = why_stopped(error)
        if sentence is None:
            raise
        print(printable(f"counterpoint health: {sentence}"), file=sys.stderr)
        return FAILED
    well_at = _well_at(file)
    if well_at is None:
        print(printable(tell("health_unknown", path=file)))
        return UNWELL
    # A clock that was set back makes it seem to be written later; the next look writes it anew.
    if abs(datetime.now(UTC) - well_at) > FRESH:
        print(printable(tell("health_stale", path=file, at=well_at.isoformat(timespec="seconds"))))
        return UNWELL
    print(tell("health_well", at=well_at.isoformat(timespec="seconds")))
    return WELL


def _well_at(file: Path) -> datetime | None:
    """When the bot was last well; None where there is no file that says so."""
    try:
        told: Any = json.loads(file.read_text(encoding="utf-8"))
        at = datetime.fromisoformat(told["well_at"])
    except (OSError, ValueError, TypeError, KeyError):
        return None
    return at if at.tzinfo is not None else None
