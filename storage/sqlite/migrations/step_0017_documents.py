"""0017: the names of the files that come with a message, and the message by which a question was answered."""

from sqlite_utils import Database

from storage.sqlite.migrations.step import Step


def _add(db: Database) -> None:
    db.execute(
        """CREATE TABLE document (
        guild_id INTEGER NOT NULL, debate INTEGER NOT NULL, statement INTEGER NOT NULL, place INTEGER NOT NULL,
        name TEXT,
        PRIMARY KEY (guild_id, debate, statement, place),
        FOREIGN KEY (guild_id, debate, statement) REFERENCES statement) STRICT, WITHOUT ROWID"""
    )
    # The statement whose words and documents answer; then `words` is empty.
    db.execute("ALTER TABLE response ADD COLUMN answered_by INTEGER")


STEP = Step("0017_documents", _add)
