"""0014: what a server usually asks of its debates: who sees the answers, and how many people must answer."""

from sqlite_utils import Database

from storage.sqlite.migrations.step import Step


def _add(db: Database) -> None:
    db.execute("ALTER TABLE server ADD COLUMN attribution TEXT NOT NULL DEFAULT 'counted'")
    db.execute("ALTER TABLE server ADD COLUMN quorum INTEGER")


STEP = Step("0014_usual_terms", _add)
