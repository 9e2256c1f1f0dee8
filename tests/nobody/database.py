"""The database, looked at from beside the bot."""

from pathlib import Path

from sqlite_utils.utils import sqlite3

Rows = dict[str, list[tuple[object, ...]]]


def rows_in(path: Path) -> Rows:
    """Every row of every table but the lease, which says who runs."""
    database = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    try:
        found = database.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name <> 'lease'").fetchall()
        return {name: sorted(database.execute(f"SELECT * FROM '{name}'").fetchall(), key=repr) for (name,) in found}
    finally:
        database.close()


def changed(before: Rows, after: Rows) -> set[str]:
    """The tables whose rows are others."""
    return {name for name in after if before.get(name) != after[name]}
