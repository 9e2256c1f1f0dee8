"""0004: what limits by the hour count: who brought a statement, also where a guest wrote it."""

from sqlite_utils import Database

from storage.sqlite.migrations.step import Step

_STATEMENTS = (
    # Who brought a guest's letter; the author of anything else brought it themselves.
    "ALTER TABLE statement ADD COLUMN bringer INTEGER",
    "CREATE INDEX statement_by_bringer ON statement (guild_id, coalesce(author, bringer), said_at)",
)


def _add(db: Database) -> None:
    for statement in _STATEMENTS:
        db.execute(statement)


STEP = Step("0004_rules", _add)
