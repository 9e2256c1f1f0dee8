"""A process that upgrades the database given, and stops in the middle, half of it on the disk, until it is killed."""

import sys
from pathlib import Path
from threading import Event

from sqlite_utils import Database

from storage.sqlite.connecting.database import open_writing
from storage.sqlite.migrations import STEPS, Step, migrate

path = Path(sys.argv[1])


def stop(db: Database) -> None:
    db.execute("PRAGMA cache_spill = 1").fetchall()
    db.execute("PRAGMA cache_size = 1").fetchall()
    db.execute("CREATE TABLE ballast (bytes BLOB)")
    for _ in range(200):
        db.execute("INSERT INTO ballast VALUES (zeroblob(20000))")
    print("half-way", flush=True)
    Event().wait()


migrate(open_writing(path), path, (*STEPS, Step("9999_stops", stop)))
