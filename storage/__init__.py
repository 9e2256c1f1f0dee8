"""Storage: what is kept, behind the `Store` protocol of domain verbs; SQLite through sqlite-utils for now.

A verb loads rows, calls a pure `deliberation` function with them and the actor's facts, and writes what it returns, in
one transaction; permission and state are checked there. sqlite_utils' types never leave this room, and nothing here
imports discord or knows how a post is worded.
"""

import sys

_HEAVY = ("numpy", "pandas")


def _import_without(names: tuple[str, ...]) -> None:
    """Import sqlite-utils as if `names` were not installed.

    It imports them where they are, to know their types as columns. None are stored here, and numpy alone is a fifth of
    the bot's start: it is imported by whoever first computes with it.
    """
    hidden = [name for name in names if name not in sys.modules]
    for name in hidden:
        sys.modules[name] = None  # pyright: ignore[reportArgumentType]  # how Python itself marks what is not there
    try:
        import sqlite_utils  # pyright: ignore[reportUnusedImport]  # noqa: F401
    finally:
        for name in hidden:
            del sys.modules[name]


_import_without(_HEAVY)
