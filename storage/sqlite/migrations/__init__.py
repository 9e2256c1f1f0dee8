"""How the tables came to be as they are: one step a change, a file to a step, applied in order.

A released step is never edited. A new one is a file `step_NNNN_what_it_does.py` with a `STEP`, and one line in `STEPS`.
Columns it adds that hold text are registered in `storage.sqlite.words`. Foreign keys are enforced while it runs, and
what it raises undoes all that `migrate` did.
"""

from collections.abc import Sequence
from pathlib import Path

from sqlite_utils import Database, Migrations

from storage.errors import DatabaseNewer
from storage.sqlite.connecting.database import APPLICATION_ID, opening_error, sqlite3
from storage.sqlite.migrations import (
    step_0001_first_tables,
    step_0002_terms,
    step_0003_points,
    step_0004_rules,
    step_0005_ways,
    step_0006_rounds,
    step_0007_answers_in_line,
    step_0008_privacy,
    step_0009_meant,
    step_0010_by_name,
    step_0011_followers,
    step_0012_questions,
    step_0013_search,
    step_0014_usual_terms,
    step_0015_seconds,
    step_0016_meant_places,
    step_0017_documents,
    step_0018_no_notices,
)
from storage.sqlite.migrations.step import Step

__all__ = ["STEPS", "Step", "applied", "migrate"]

STEPS: tuple[Step, ...] = (
    # Oldest first.
    step_0001_first_tables.STEP,
    step_0002_terms.STEP,
    step_0003_points.STEP,
    step_0004_rules.STEP,
    step_0005_ways.STEP,
    step_0006_rounds.STEP,
    step_0007_answers_in_line.STEP,
    step_0008_privacy.STEP,
    step_0009_meant.STEP,
    step_0010_by_name.STEP,
    step_0011_followers.STEP,
    step_0012_questions.STEP,
    step_0013_search.STEP,
    step_0014_usual_terms.STEP,
    step_0015_seconds.STEP,
    step_0016_meant_places.STEP,
    step_0017_documents.STEP,
    step_0018_no_notices.STEP,
)


def migrate(db: Database, path: Path, steps: Sequence[Step] = STEPS) -> None:
    """Bring the tables of a writing connection up to date, all steps or none.

    Two processes that start together take turns: whoever comes second finds the steps applied.

    Raises:
        DatabaseNewer: a later version of the bot has been here; nothing is touched.
        DatabaseBusy, DiskFull, DatabaseFailed: as they say.
    """
    try:
        # Migrations.apply looks before it begins: two that look at once would both apply. Taking the write lock
        # first makes looking and applying one.
        db.execute("BEGIN IMMEDIATE")
        try:
            _refuse_newer(db, path, steps)
            _set_of(steps).apply(db)
            db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            db.execute("COMMIT")
        except BaseException:
            if db.conn.in_transaction:
                db.execute("ROLLBACK")
            raise
    except sqlite3.Error as error:
        raise opening_error(error, path) from error


def applied(db: Database) -> tuple[str, ...]:
    """The names of the steps that a database has been through, in their order."""
    return tuple(step.name for step in _set_of(()).applied(db))


def _refuse_newer(db: Database, path: Path, steps: Sequence[Step]) -> None:
    known = {step.name for step in steps}
    unknown = [name for name in applied(db) if name not in known]
    if unknown:
        raise DatabaseNewer(path, unknown[0])


def _set_of(steps: Sequence[Step]) -> Migrations:
    found = Migrations("counterpoint")
    for step in steps:
        found(name=step.name)(step.change)
    return found
