"""A process that takes the lease of the database given and holds it until it is killed."""

import sys
from pathlib import Path
from threading import Event

from storage.sqlite.connecting.lease import Lease

lease = Lease(Path(sys.argv[1]))
lease.take()
print("taken", flush=True)
Event().wait()
