import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlite_utils import Database

from storage.errors import DatabaseInUse, DatabaseUnwritable
from storage.sqlite.connecting.lease import Lease

Child = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture
def lease(path: Path, db: Database) -> Iterator[Lease]:
    held = Lease(path)
    held.take()
    held.write_down(db)
    yield held
    held.give_back()


def test_a_second_start_on_the_same_database_is_refused(path: Path, lease: Lease) -> None:
    with pytest.raises(DatabaseInUse):
        Lease(path).take()
    lease.give_back()
    after = Lease(path)
    after.take()
    after.give_back()


def test_the_lease_of_a_process_that_was_killed_is_free_at_once(path: Path, child: Child) -> None:
    holder = child("hold_lease.py", path)
    assert holder.stdout is not None
    assert holder.stdout.readline() == "taken\n"
    with pytest.raises(DatabaseInUse):
        Lease(path).take()

    holder.kill()
    holder.wait()

    after = Lease(path)
    after.take()
    after.give_back()


def test_who_wrote_down_an_older_lease_may_not_write(path: Path, db: Database, lease: Lease) -> None:
    """As on a file system whose locks do not hold."""
    lease.check(db)
    newer = Lease(path)
    newer.write_down(db)
    newer.check(db)
    with pytest.raises(DatabaseInUse) as refused:
        lease.check(db)
    assert refused.value.detail == f"process {os.getpid()}"


def test_a_lock_that_cannot_be_made_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(DatabaseUnwritable):
        Lease(tmp_path / "file" / "debates.db").take()
