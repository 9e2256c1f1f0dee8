"""`counterpoint export`: a debate of the database as a file, whether or not the bot is running."""

import os
import sys
from pathlib import Path

from bot.settings import load_settings
from bot.stopped import why_stopped
from bot.terminal import never_fail, printable
from deliberation.debate import Debate
from deliberation.errors import NothingCounted
from deliberation.exporting.formats import Format
from prompts.exports import export_file
from prompts.operator import tell
from storage.sqlite.handover import debates_in, handed_over

FAILED = 2
STANDARD_OUTPUT = Path("-")


class NotWritten(Exception):
    """There is no file to write, or it cannot be; the message says why."""


def run(wanted: str, kind: str, database: Path | None, out: Path | None) -> int:
    """Write the debate called `wanted` to `out`, or beside where the command was given; the exit code."""
    try:
        settings = load_settings()
        path = database or settings.database
        debate = _debate_called(wanted, debates_in(path))
        found = handed_over(path, debate.key)
        # Discord knows what people are called, the database does not: pseudonyms stand for them.
        names = {person: found.pseudonyms[person] for person in found.transcript.record.users}
        file = export_file(Format(kind), found.transcript, found.pseudonyms, names, settings.time_zone)
        _write(file.data, out or Path(file.name))
    except NotWritten as error:
        print(f"counterpoint export: {error}", file=sys.stderr)
        return FAILED
    except NothingCounted:
        print(f"counterpoint export: {tell('export_nothing_counted')}", file=sys.stderr)
        return FAILED
    except Exception as error:
        sentence = why_stopped(error)
        if sentence is None:
            raise
        print(f"counterpoint export: {sentence}", file=sys.stderr)
        return FAILED
    return 0


def _debate_called(wanted: str, debates: tuple[Debate, ...]) -> Debate:
    """The debate of that number, of that thread, or of that title.

    Raises:
        NotWritten: there is none, or there are several of that title.
    """
    if not debates:
        raise NotWritten(tell("export_none"))
    numbered = [debate for debate in debates if wanted in (str(debate.key.debate), str(debate.thread))]
    titled = [debate for debate in debates if debate.title.casefold() == " ".join(wanted.split()).casefold()]
    found = numbered or titled
    if len(found) == 1:
        return found[0]
    head = tell("export_several" if found else "export_no_debate", wanted=wanted)
    listed = [f"  {debate.key.debate}  {debate.title}" for debate in found or debates]
    raise NotWritten("\n".join(printable(line) for line in (head, *listed)))


def _write(data: bytes, out: Path) -> None:
    """Write the file, or none of it.

    Raises:
        NotWritten: it cannot be written there.
    """
    never_fail(sys.stderr)
    if out == STANDARD_OUTPUT:
        try:
            sys.stdout.buffer.write(data)
            sys.stdout.flush()
        except BrokenPipeError:
            # Whoever reads has read enough; Python would complain once more when it flushes at its end.
            sys.stdout = None
        return
    unfinished = out.with_name(f".{out.name}.part")
    try:
        unfinished.write_bytes(data)
        os.replace(unfinished, out)
    except OSError as error:
        unfinished.unlink(missing_ok=True)
        reason = (error.strerror or type(error).__name__).lower()
        raise NotWritten(tell("export_unwritable", path=out, reason=reason)) from error
    print(tell("export_written", path=out, size=len(data)), file=sys.stderr)
