"""The bot without a store, for comparison: a press is acknowledged with nothing written, and what was read once is not
read again. All else is the same. `python -m tests.endurance.storeless [--hurried] ADDRESS run …`
"""

import sys
from typing import Any

from storage.sqlite import SqliteStore
from tests.wire import launch

_READ = ("debate", "ballot", "server")


def forget_the_store() -> None:
    """Have every store of this process remember what was read and write no stance."""
    for name in _READ:
        setattr(SqliteStore, name, _remembered(getattr(SqliteStore, name)))

    async def record_stance(*_: Any, **__: Any) -> None:
        """It is neither checked nor written."""

    setattr(SqliteStore, "record_stance", record_stance)  # noqa: B010


def _remembered(read: Any) -> Any:
    known: dict[object, object] = {}

    async def remembered(store: SqliteStore, *asked: Any, **more: Any) -> object:
        key = (asked, frozenset(more.items()))
        if key not in known:
            known[key] = await read(store, *asked, **more)
        return known[key]

    return remembered


if __name__ == "__main__":
    forget_the_store()
    sys.exit(launch.main())
