"""The store in SQLite: `SqliteStore` and, a file to a noun, the verbs it runs.

Each verb is a function that takes the database first. `facade` runs those that write on the one `writer` thread, in a
transaction, and those that read on read-only connections. Only this room knows SQL.
"""

from storage.sqlite import startup
from storage.sqlite.facade import SqliteStore

__all__ = ["SqliteStore", "startup"]
