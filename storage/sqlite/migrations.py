"""How the tables came to be as they are: one step a change, applied in order and never edited once released."""

from pathlib import Path

from sqlite_utils import Database, Migrations

from storage.errors import DatabaseNewer
from storage.sqlite.database import APPLICATION_ID, opening_error, sqlite3
from storage.sqlite.schema import TABLES

steps = Migrations("counterpoint")


@steps(name="0001_first_tables")
def first_tables(db: Database) -> None:
    """Make the tables of the first release."""
    for statement in TABLES:
        db.execute(statement)


def migrate(db: Database, path: Path) -> None:
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
            _refuse_newer(db, path)
            steps.apply(db)
            db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            db.execute("COMMIT")
        except BaseException:
            if db.conn.in_transaction:
                db.execute("ROLLBACK")
            raise
    except sqlite3.Error as error:
        raise opening_error(error, path) from error


def _refuse_newer(db: Database, path: Path) -> None:
    known = {step.name for step in steps.pending(Database(memory=True))}
    unknown = [step.name for step in steps.applied(db) if step.name not in known]
    if unknown:
        raise DatabaseNewer(path, unknown[0])
