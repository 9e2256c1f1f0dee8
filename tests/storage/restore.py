"""A process that puts a copy back and dies before its nth change of a name. Run with the copy, the database and n."""

import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from storage.sqlite.keeping.restoring import restore

backup, path, nth = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
CHANGES = {"os.link", "os.rename", "os.remove"}
left = iter(range(nth))


def watch(event: str, _: tuple[Any, ...]) -> None:
    if event in CHANGES and next(left, None) is None:
        os._exit(9)


sys.addaudithook(watch)
restore(backup, path, at=datetime(2026, 11, 23, 3, 0, tzinfo=UTC))
