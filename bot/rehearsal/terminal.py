"""The terminal a rehearsal is told on, and the lines typed into it."""

import asyncio
import contextlib
import os
import sys
import threading
from typing import TextIO

from bot.terminal import harmless


class Terminal:
    """Where lines are written. While a play of known length runs, each begins with how far it has come."""

    def __init__(self, out: TextIO) -> None:
        self._out = out
        self._total = 0
        self._done = 0

    def line(self, text: str) -> None:
        """Write a line."""
        ahead = f"{self._done:>3}/{self._total}  " if self._total else ""
        self._out.write(harmless(f"{ahead}{text}\n"))
        self._out.flush()

    def begin(self, total: int) -> None:
        """From now on each line tells how many of `total` steps have begun."""
        self._total, self._done = total, 0

    def step(self) -> None:
        """One more step begins."""
        self._done += 1

    def end(self) -> None:
        """The steps are done."""
        self._total = 0


class TypedLines:
    """What is typed, line by line. Needs a running event loop; at the end of the input nothing more comes."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._lines: asyncio.Queue[str] = asyncio.Queue()
        with contextlib.suppress(OSError, ValueError):
            descriptor = sys.stdin.fileno()
            threading.Thread(target=self._read, args=(descriptor,), name="typed-lines", daemon=True).start()

    async def next(self, seconds: float) -> str | None:
        """The next line, without white space around it; None where none is typed within `seconds`."""
        try:
            async with asyncio.timeout(seconds):
                return await self._lines.get()
        except TimeoutError:
            return None

    def _read(self, descriptor: int) -> None:
        # The raw descriptor: a thread waiting in sys.stdin's buffer holds a lock that the interpreter needs to end.
        rest = b""
        while chunk := _read_chunk(descriptor):
            *whole, rest = (rest + chunk).split(b"\n")
            for line in whole:
                with contextlib.suppress(RuntimeError):  # the loop has ended meanwhile
                    self._loop.call_soon_threadsafe(self._lines.put_nowait, line.decode(errors="replace").strip())


def _read_chunk(descriptor: int) -> bytes:
    try:
        return os.read(descriptor, 4096)
    except OSError:
        return b""
