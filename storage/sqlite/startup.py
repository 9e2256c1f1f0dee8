"""Importing sqlite-utils lightly. The room's `__init__` imports this before anything else."""

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
