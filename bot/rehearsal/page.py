"""The page: SimCord's view of one channel in the browser, and the terminal beside it."""

import asyncio
import os
import sys
import time
import webbrowser
from collections.abc import Sequence
from textwrap import shorten

from simcord.backend.errors import SetupError
from simcord.builders import ChannelHandle
from simcord.preview import Preview

from bot.rehearsal import script
from bot.rehearsal.errors import PortInUse
from bot.rehearsal.stage import Stage
from bot.rehearsal.terminal import Terminal, TypedLines

BEAT_SECONDS = 1.0
"""How often the stage's clock moves on while somebody visits."""
_ECHO_LIMIT = 40


async def visit(stage: Stage, terminal: Terminal, port: int | None) -> None:
    """Serve the page on the debate's thread, then on whichever channel is chosen, until somebody types `q`.

    Raises:
        PortInUse: the port cannot be had.
    """
    visit = _Visit(stage, terminal)
    terminal.line("")
    terminal.line(f"Round 2 is open. {script.MODERATOR} and Wen have answered. Choose any member and go on.")
    place = await visit.show(await stage.thread(), port)
    while place is not None:
        terminal.line("")
        terminal.line("The old page has stopped. Open this address instead:")
        place = await visit.show(place, port)


class StageClock:
    """Moves the stage's clock with the time that really passes, and does what falls due."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._moved_at = time.monotonic()
        self._owes_refresh = False

    async def beat(self, page: Preview | None) -> None:
        """Move the clock up to now and show on `page` what the bot did by itself.

        While the visitor is just doing something neither is possible: the next beat makes up for it.
        """
        try:
            await self._move()
            if self._owes_refresh and page is not None:
                await page.refresh()
                self._owes_refresh = False
        except SetupError:
            return

    async def _move(self) -> None:
        now = time.monotonic()
        await self._stage.env.advance_time(now - self._moved_at)
        self._moved_at = now
        due = await self._stage.bot.store.next_due(self._stage.now())
        if due is not None and due <= self._stage.now():
            self._owes_refresh = True
            await self._stage.bot.tick(self._stage.now())


class _Visit:
    """One visit, perhaps of several channels."""

    def __init__(self, stage: Stage, terminal: Terminal) -> None:
        self._stage = stage
        self._terminal = terminal
        self._typed = TypedLines()
        self._clock = StageClock(stage)

    async def show(self, place: ChannelHandle, port: int | None) -> ChannelHandle | None:
        """Serve the page on `place` until another place is chosen, which is returned; None to end."""
        page = self._stage.env.preview(place, viewers=self._stage.viewers(), layout="channel", port=port)
        try:
            await page.__aenter__()
        except SetupError as error:
            if port and "bind" in str(error):
                raise PortInUse(port) from None
            raise
        closed = asyncio.create_task(page.wait_closed())
        try:
            self._introduce(place, page.url)
            return await self._chosen(page, closed)
        finally:
            closed.cancel()
            await page.close()

    async def _chosen(self, page: Preview, closed: "asyncio.Task[None]") -> ChannelHandle | None:
        told = False
        while True:
            line = await self._typed.next(BEAT_SECONDS)
            await self._clock.beat(None if closed.done() else page)
            if closed.done() and not told:
                told = True
                self._terminal.line("The page was ended in the browser. Type a number to open one again, q to end.")
            if line is None:
                continue
            places = _places(self._stage)
            if line.lower() in ("q", "quit", "exit"):
                return None
            if line.isascii() and line.isdecimal() and 1 <= int(line) <= len(places):
                return places[int(line) - 1]
            if line:
                self._terminal.line(f"There is no {shorten(line, _ECHO_LIMIT, placeholder='…')}.")
            self._list(places)

    def _introduce(self, place: ChannelHandle, url: str) -> None:
        self._terminal.line("")
        self._terminal.line(f"{_title(place)} is open at")
        self._terminal.line(f"  {url}")
        self._terminal.line("Keep the address to yourself: whoever has it can act as any member.")
        self._terminal.line(f"Choose who you are under “Viewing as”; {script.MODERATOR} moderates.")
        self._terminal.line("What only you see, such as what Take part opens, appears at the end of the channel.")
        self._terminal.line("To bring a file, use /debate join-letter on the page.")
        self._terminal.line("The “go” links lead to the real Discord and do nothing here.")
        self._list(_places(self._stage))
        if _has_screen():
            webbrowser.open(url)

    def _list(self, places: Sequence[ChannelHandle]) -> None:
        self._terminal.line("Type a number to show another channel instead, q to end:")
        for number, place in enumerate(places, start=1):
            self._terminal.line(f"  {number}  {_title(place)}")


def _places(stage: Stage) -> list[ChannelHandle]:
    return [*stage.threads(), *stage.channels.values()]


def _title(place: ChannelHandle) -> str:
    return f"The thread “{place.name}”" if place.is_thread else f"#{place.name}"


def _has_screen() -> bool:
    if not sys.stdout.isatty():
        return False
    return sys.platform in ("darwin", "win32") or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
