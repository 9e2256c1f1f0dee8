"""`counterpoint db`: checking the database, copying it while the bot runs, and putting a copy back."""

import argparse
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from bot.settings import load_settings
from bot.stopped import why_stopped
from bot.terminal import never_fail, printable
from prompts.operator import tell
from storage.errors import CopyUnsound, DatabaseDamaged
from storage.keeping import Checked
from storage.sqlite.keeping.checking import check
from storage.sqlite.keeping.copying import copy, place_for
from storage.sqlite.keeping.restoring import Restored, restore

SOUND = 0
UNSOUND = 1
"""Something is wrong with the database or with the copy."""
FAILED = 2
"""It could not be done; nothing was changed."""


def run(given: argparse.Namespace) -> int:
    """Do what `counterpoint db` was told; the exit code."""
    never_fail(sys.stdout)
    never_fail(sys.stderr)
    try:
        path: Path = given.database or load_settings().database
        match given.deed:
            case "check":
                return _told(check(given.copy or path))
            case "backup":
                return _copied(path, given.to)
            case _:
                return _restored(restore(given.copy, path, at=datetime.now(UTC)), path)
    except Exception as error:
        sentence = why_stopped(error)
        if sentence is None:
            raise
        print(printable(f"counterpoint db {given.deed}: {sentence}"), file=sys.stderr)
        return UNSOUND if isinstance(error, DatabaseDamaged | CopyUnsound) else FAILED


def _told(checked: Checked) -> int:
    for line in _lines(checked):
        print(printable(line))
    return SOUND if checked.sound else UNSOUND


def _lines(checked: Checked) -> Iterator[str]:
    yield tell("checked_sound" if checked.sound else "checked_unsound", path=checked.path)
    yield "  " + tell("checked_running" if checked.in_use else "checked_at_rest")
    if checked.sound or checked.version:
        yield "  " + tell(
            "checked_holds",
            size=checked.size,
            servers=checked.servers,
            debates=checked.debates,
            statements=checked.statements,
            owed=checked.owed,
        )
        yield "  " + tell("checked_version", version=checked.version, pending=checked.pending)
    if checked.log_missing:
        yield "  " + tell("checked_log_missing", path=checked.path)
    for finding in checked.findings:
        yield "  " + tell(f"fault_{finding.fault.value}", where=finding.where)
    if not checked.sound:
        yield "  " + tell("checked_remedy")


def _copied(path: Path, to: Path | None) -> int:
    place = to or place_for(path, datetime.now(UTC))
    checked = copy(path, place)
    print(printable(tell("backup_made", path=place, size=checked.size)))
    return SOUND if checked.sound else _told(checked)


def _restored(done: Restored, path: Path) -> int:
    print(printable(tell("restored", path=path, copy=done.checked.path, replaced=done.replaced)))
    if done.erased is None:
        print(tell("restored_unknown_erasures"))
    elif done.erased:
        print(tell("restored_erased", count=done.erased))
    return SOUND
