"""A rehearsal from curtain to curtain."""

import asyncio
import contextlib
import signal
from dataclasses import dataclass
from pathlib import Path

from bot.rehearsal import script
from bot.rehearsal.acts import ReadersLetters, Scene
from bot.rehearsal.errors import CannotRehearse
from bot.rehearsal.letters import Letter
from bot.rehearsal.page import visit
from bot.rehearsal.play import Play
from bot.rehearsal.stage import Stage, raised
from bot.rehearsal.terminal import Terminal
from bot.rehearsal.transcript import Transcript
from bot.stopped import why_stopped
from storage.errors import CannotStart

PAUSE_SECONDS = 0.4
"""Between two acts, so that one can follow."""
PLAYED, BOT_FAILED = 0, 1


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What is to be rehearsed, and how."""

    database: Path
    letters: tuple[Letter, ...] = ()
    headless: bool = False
    fast: bool = False
    kept: bool = True
    """Whether the database stays when the rehearsal has ended."""
    port: int | None = None
    """Where the page is served; None for any free port."""

    @property
    def scenes(self) -> tuple[Scene, ...]:
        """To the end where nobody visits; else up to the middle of the second round, which stays open."""
        begun = script.OPENING + script.FIRST_ROUND + script.SECOND_ROUND_BEGINS
        if self.headless:
            return begun + script.SECOND_ROUND_ENDS
        return (*begun, Scene(5, ReadersLetters())) if self.letters else begun


async def run(rehearsal: Rehearsal, terminal: Terminal) -> int:
    """Play, then open the page unless headless; the process's exit code.

    Raises:
        CannotRehearse: the database or the port cannot be had.
    """
    with contextlib.suppress(NotImplementedError):  # Windows has no such signal to handle
        playing = asyncio.current_task()
        if playing is not None:
            asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, playing.cancel)
    try:
        async with raised(rehearsal.database) as stage:
            await _play(rehearsal, stage, terminal)
            if not rehearsal.headless:
                await _visit(rehearsal, stage, terminal)
            return _told_errors(stage, terminal)
    except CannotStart as error:
        raise CannotRehearse(why_stopped(error) or str(error)) from None
    finally:
        terminal.end()
        if rehearsal.kept:
            terminal.line(f"The debate is kept in {rehearsal.database}")
        else:
            terminal.line("The debate is not kept; to keep it, name a file with --database.")


async def _visit(rehearsal: Rehearsal, stage: Stage, terminal: Terminal) -> None:
    """Serve the page until somebody types `q` or presses Ctrl-C, which is as good."""
    try:
        await visit(stage, terminal, rehearsal.port)
    except asyncio.CancelledError:
        if (task := asyncio.current_task()) is not None:
            task.uncancel()


async def _play(rehearsal: Rehearsal, stage: Stage, terminal: Terminal) -> None:
    transcript = Transcript(stage, terminal.line, brief=not rehearsal.headless)
    play = Play(stage, transcript, rehearsal.letters)
    terminal.line(f"{script.SERVER}: a sample debate, played by the real bot in an in-memory Discord.")
    if not rehearsal.fast:
        terminal.line("This takes about half a minute; --fast leaves the pauses out.")
    if not rehearsal.headless:
        terminal.begin(len(rehearsal.scenes))
    pause = 0.0 if rehearsal.fast else PAUSE_SECONDS
    await play.scenes(rehearsal.scenes, pause=lambda: asyncio.sleep(pause), before_each=terminal.step)
    terminal.end()


def _told_errors(stage: Stage, terminal: Terminal) -> int:
    for error in stage.env.errors:
        terminal.line(f"The bot met an error: {type(error).__name__}: {' '.join(str(error).split())}")
    return BOT_FAILED if stage.env.errors else PLAYED
