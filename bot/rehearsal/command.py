"""The command: checks what it was given before anything is played. Every failure ends in one sentence."""

import asyncio
import importlib.util
import logging
import socket
import sys
import tempfile
import traceback
from argparse import Namespace
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
        database = _new_database(given.database)
        from bot.rehearsal.letters import read_letters
        from bot.rehearsal.run import Rehearsal, run

        letters = read_letters(given.letter or ())
        _quieten_libraries()
        rehearsal = Rehearsal(
            database=database, letters=letters, headless=bool(given.headless), fast=bool(given.fast), port=port
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


def _new_database(given: str | Path | None) -> Path:
    """The file to rehearse in. One that holds something may be a real server's, so it is never touched."""
    if given is None:
        return Path(tempfile.mkdtemp(prefix="counterpoint-")) / "rehearsal.db"
    path = Path(given)
    if path.exists() and (not path.is_file() or path.stat().st_size > 0):
        raise CannotRehearse(f"{path} exists already; a rehearsal needs a new file.")
    return path


def _quieten_libraries() -> None:
    """What goes wrong in a rehearsal is told in a line of its own; libraries' tracebacks stay out of the transcript."""
    root = logging.getLogger()
    if not root.handlers:
        root.addHandler(logging.NullHandler())
