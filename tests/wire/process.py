"""The bot as a child process, against a loopback Discord."""

import asyncio
import os
import signal
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Self

from tests.wire.server import Discord

PROJECT = Path(__file__).parents[2]
TOKEN = "MTE0.not-a-real-one.abcdefg"
_KEPT = frozenset({"PATH", "HOME", "LANG", "SYSTEMROOT"})
LAUNCHER = "tests.wire.launch"
"""The module that the process runs."""
STARTS_WITHIN = 60.0
"""Seconds until READY, on a busy machine."""


async def begin(
    folder: Path, address: str, *arguments: str, hurried: bool = False, launcher: str = LAUNCHER, **settings: str
) -> asyncio.subprocess.Process:
    """`counterpoint` with `arguments`, in `folder`, with nothing in its environment but `settings`."""
    kept = {name: value for name, value in os.environ.items() if name in _KEPT}
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        launcher,
        *(["--hurried"] if hurried else []),
        address,
        *arguments,
        cwd=folder,
        env={**kept, "PYTHONPATH": str(PROJECT), **settings},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )


class Bot:
    """`counterpoint run` on a loopback, with its database in `folder`. One process at a time; it may be started again.

    `hurried` shortens what discord.py waits for (see `launch.py`). `settings` are its environment, beside the token.
    """

    def __init__(
        self,
        discord: Discord,
        folder: Path,
        *,
        hurried: bool = True,
        settings: Mapping[str, str] | None = None,
        launcher: str = LAUNCHER,
    ) -> None:
        self.database = folder / "debates.db"
        self.log: list[str] = []
        """Every line all its processes have written so far."""
        self._discord = discord
        self._folder = folder
        self._hurried = hurried
        self._launcher = launcher
        self._settings = {"DISCORD_TOKEN": TOKEN, **(settings or {})}
        self._process: asyncio.subprocess.Process | None = None
        self._reading: list[asyncio.Task[None]] = []

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.kill()

    @property
    def running(self) -> bool:
        """Whether a process lives."""
        return self._process is not None and self._process.returncode is None

    @property
    def pid(self) -> int:
        """The living process's number."""
        assert self._process is not None
        return self._process.pid

    async def start(self, *, ready: bool = True) -> None:
        """Start a process; with `ready` wait until it has read what it missed and takes up its work.

        Raises:
            AssertionError: it ended instead.
        """
        assert not self.running
        before = len(self.log)
        process = self._process = await begin(
            self._folder,
            self._discord.address,
            "run",
            "--database",
            self.database.name,
            hurried=self._hurried,
            launcher=self._launcher,
            **self._settings,
        )
        assert process.stdout is not None
        assert process.stderr is not None
        self._reading = [asyncio.create_task(self._read(pipe)) for pipe in (process.stdout, process.stderr)]
        if ready:
            await self._discord.until(lambda: self.said("event=ready", since=before) or not self.running, STARTS_WITHIN)
            assert self.running, "the bot ended at its start:\n" + "\n".join(self.log[before:])

    async def kill(self) -> None:
        """End it on the spot (`kill -9`), where it lives."""
        if self._process is not None and self._process.returncode is None:
            self._process.kill()
        await self._ended()

    async def stop(self, number: signal.Signals = signal.SIGTERM, within: float = 30.0) -> int:
        """Ask it to stop, and wait; its exit code.

        Raises:
            TimeoutError: it runs on.
        """
        assert self._process is not None
        self._process.send_signal(number)
        await asyncio.wait_for(self._process.wait(), within)
        return await self._ended()

    async def until_said(self, text: str, *, since: int = 0, within: float = 30.0) -> None:
        """Wait until a line of the log, from the `since`-th on, holds `text`."""
        await self._discord.until(lambda: self.said(text, since=since), within)

    def said(self, text: str, *, since: int = 0) -> list[str]:
        """The lines of the log, from the `since`-th on, that hold `text`."""
        return [line for line in self.log[since:] if text in line]

    async def until(self, holds: Callable[[], object], within: float = 30.0) -> None:
        """Wait until something holds, as `Discord.until` does."""
        await self._discord.until(holds, within)

    async def _ended(self) -> int:
        assert self._process is not None
        code = await self._process.wait()
        await asyncio.gather(*self._reading)
        self._reading = []
        return code

    async def _read(self, pipe: asyncio.StreamReader) -> None:
        while line := await pipe.readline():
            self.log.append(line.decode(errors="replace").rstrip("\n"))
            self._discord.changed()
