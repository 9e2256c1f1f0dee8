"""The page: SimCord's view of one channel in the browser, and the terminal beside it."""

import os
import sys
import time
import webbrowser
from collections.abc import Sequence
from contextlib import AsyncExitStack

from simcord.backend.errors import SetupError
from simcord.builders import ChannelHandle
from simcord.preview import Preview

from bot.rehearsal.command import port_in_use
from bot.rehearsal.errors import CannotRehearse
from bot.rehearsal.stage import Stage
from bot.rehearsal.terminal import Terminal, TypedLines

BEAT_SECONDS = 1.0
"""How often the stage's clock moves on while somebody visits."""


async def visit(stage: Stage, terminal: Terminal, port: int | None) -> None:
    """Serve the page on the debate's thread, then on whichever channel is chosen, until somebody types `q`.

    Raises:
        CannotRehearse: the port cannot be had.
    """
    typed = TypedLines()
    clock = StageClock(stage)
    place: ChannelHandle | None = await stage.thread()
    terminal.line("")
    terminal.line("Round 2 is open: two members have answered, four have not. Join as any of them.")
    while place is not None:
        async with AsyncExitStack() as stack:
            page = await _opened(stack, stage, place, port)
            _introduce(terminal, stage, place, page.url)
            place = await _chosen(stage, terminal, typed, clock, page)


class StageClock:
    """Moves the stage's clock with the time that really passes, and does what falls due."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._moved_at = time.monotonic()
        self._owes_refresh = False

    async def beat(self, page: Preview) -> None:
        """Move the clock up to now. Where the visitor is just doing something, the next beat makes up for it."""
        try:
            await self._move()
            if self._owes_refresh:
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


async def _opened(stack: AsyncExitStack, stage: Stage, place: ChannelHandle, port: int | None) -> Preview:
    viewers = list(stage.cast.values())
    try:
        return await stack.enter_async_context(stage.env.preview(place, viewers=viewers, layout="channel", port=port))
    except SetupError as error:
        if port and "bind" in str(error):
            raise CannotRehearse(port_in_use(port)) from None
        raise


async def _chosen(
    stage: Stage, terminal: Terminal, typed: TypedLines, clock: StageClock, page: Preview
) -> ChannelHandle | None:
    """The next place to show, None to end."""
    while True:
        line = await typed.next(BEAT_SECONDS)
        await clock.beat(page)
        if line is None:
            continue
        places = _places(stage)
        if line.lower() in ("q", "quit", "exit"):
            return None
        if line.isdecimal() and 1 <= int(line) <= len(places):
            return places[int(line) - 1]
        _list_places(terminal, places)


def _introduce(terminal: Terminal, stage: Stage, place: ChannelHandle, url: str) -> None:
    terminal.line("")
    terminal.line(f"{_title(place)} is open at")
    terminal.line(f"  {url}")
    terminal.line("Keep the address to yourself: whoever has it can act as any member.")
    _list_places(terminal, _places(stage))
    if _has_screen():
        webbrowser.open(url)


def _list_places(terminal: Terminal, places: Sequence[ChannelHandle]) -> None:
    terminal.line("Type a number to show another channel instead, q to end:")
    for number, place in enumerate(places, start=1):
        terminal.line(f"  {number}  {_title(place)}")


def _places(stage: Stage) -> list[ChannelHandle]:
    return [*stage.threads(), *stage.channels.values()]


def _title(place: ChannelHandle) -> str:
    return f"The thread “{place.name}”" if place.is_thread else f"#{place.name}"


def _has_screen() -> bool:
    if not sys.stdout.isatty():
        return False
    return sys.platform in ("darwin", "win32") or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
