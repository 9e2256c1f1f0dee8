"""A process that opens the database given and brings its tables up to date, once a line has come by stdin."""

import sys
from pathlib import Path

from storage.sqlite.connecting.database import open_writing
from storage.sqlite.migrations import applied, migrate

path = Path(sys.argv[1])
print("ready", flush=True)
sys.stdin.readline()
db = open_writing(path)
migrate(db, path)
print(" ".join(applied(db)), flush=True)
