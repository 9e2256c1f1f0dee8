"""The command: checks what it was given before anything is played. Every failure ends in one sentence."""

import asyncio
import importlib.util
import logging
import shutil
import socket
import sys
import tempfile
import traceback
from argparse import Namespace
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from bot.rehearsal.errors import CannotRehearse, PortInUse
from bot.rehearsal.terminal import Terminal

BROKE_OFF = 1
FAILED = 2
INTERRUPTED = 130


def rehearse(given: Namespace) -> int:
    """Play the sample debate, then print it or open its page; the process's exit code."""
    terminal = Terminal(sys.stdout)
    try:
        _check_installed()
        port = _checked_port(given.port, shown=not given.headless)
        _check_new(given.database)
        from bot.rehearsal.letters import read_letters
        from bot.rehearsal.run import Rehearsal, run

        letters = read_letters(given.letter or ())
        _quieten_libraries()
        kept = given.database is not None or bool(letters)  # what was read in a letter is worth a second look
        with _database(given.database, kept=kept) as database:
            rehearsal = Rehearsal(
                database, letters, headless=bool(given.headless), fast=bool(given.fast), kept=kept, port=port
            )
            return asyncio.run(run(rehearsal, terminal))
    except CannotRehearse as error:
        print(f"counterpoint rehearse: {error}", file=sys.stderr)
        return FAILED
    except (KeyboardInterrupt, asyncio.CancelledError):
        terminal.end()
        terminal.line("Stopped.")
        return INTERRUPTED
    except Exception as error:  # the bot said or showed something that the play did not expect
        place = traceback.extract_tb(error.__traceback__)[-1]
        where = f"{Path(place.filename).name}, line {place.lineno}"
        why = " ".join(str(error).split()) or type(error).__name__
        print(f"counterpoint rehearse: broke off: {why} ({where}).", file=sys.stderr)
        return BROKE_OFF


def _check_installed() -> None:
    for name in ("simcord", "aiohttp", "markdown_it", "PIL"):
        if importlib.util.find_spec(name) is None:
            raise CannotRehearse(
                f"{name} is not installed; it comes with the extra `rehearse`: pip install 'counterpoint[rehearse]'."
            )


def _checked_port(port: int | None, *, shown: bool) -> int | None:
    if port is None:
        return None
    if not 0 <= port <= 65535:
        raise CannotRehearse(f"{port} is not a port; choose one from 1024 to 65535.")
    if shown and port and not _is_free(port):
        raise PortInUse(port)
    return port


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        if sys.platform != "win32":
            # As the page's server does: a port whose connections are merely winding down is free.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def _check_new(given: str | Path | None) -> None:
    """A database that holds something may be a real server's, so it is never touched; a folder's name may be mistyped,
    so it is never made.
    """
    path = Path(given) if given is not None else None
    if path is not None and not path.parent.is_dir():
        raise CannotRehearse(f"There is no folder {path.parent} for the database: make it, or name another place.")
    if path is not None and path.exists() and (not path.is_file() or path.stat().st_size > 0):
        raise CannotRehearse(f"{path} exists already; a rehearsal needs a new file.")


@contextmanager
def _database(given: str | Path | None, *, kept: bool) -> Generator[Path]:
    """The file to rehearse in. One of our own is removed with its folder at the end, unless it is `kept` and there."""
    if given is not None:
        yield Path(given)
        return
    folder = Path(tempfile.mkdtemp(prefix="counterpoint-"))
    try:
        yield folder / "rehearsal.db"
    finally:
        if not kept or not any(folder.iterdir()):
            shutil.rmtree(folder, ignore_errors=True)


def _quieten_libraries() -> None:
    """What goes wrong in a rehearsal is told in a line of its own; libraries' tracebacks stay out of the transcript."""
    root = logging.getLogger()
    if not root.handlers:
        root.addHandler(logging.NullHandler())
