"""Upgrading: a database of an earlier version is copied before its tables are changed."""

import logging
from datetime import UTC, datetime
from pathlib import Path

from sqlite_utils import Database

from storage.sqlite.migrations import STEPS, applied, migrate

_log = logging.getLogger(__name__)


def bring_up_to_date(db: Database, path: Path) -> None:
    """Give a writing connection the tables of today, and keep a copy of the database as it was before, if they change.

    Copies of earlier upgrades are removed when there are newer ones, and when they are old (`copying.prune`).

    Raises:
        DatabaseNewer: a later version of the bot has been here; nothing is touched.
        CopyUnsound, DatabaseUnwritable, DiskFull, DatabaseBusy, DatabaseFailed: the tables are as they were.
    """
    now = datetime.now(UTC)
    done = applied(db)
    if done and set(done) < {step.name for step in STEPS}:
        _copy_first(db, path, now)
    migrate(db, path)
    if (path.parent / "backups").exists():
        from storage.sqlite.keeping.copying import prune

        for gone in prune(path, now):
            _log.info("old backup removed", extra={"facts": {"backup": gone.name}})


def _copy_first(db: Database, path: Path, now: datetime) -> None:
    from storage.sqlite.keeping.copying import copy_of, place_for  # seldom needed, and no start should wait for it

    to = place_for(path, now, before=STEPS[-1].name[:4])
    copy_of(db, to)
    _log.info("backup made before an upgrade", extra={"facts": {"backup": str(to), "before": STEPS[-1].name}})
