"""0010: the replies to proposals by name that their author has said are meant; and which revisions count as chat,
whatever they quote.
"""

from sqlite_utils import Database

from storage.sqlite.migrations.step import Step


def _add(db: Database) -> None:
    # What was taken back stays, so that the same act, come again, does not bring it back.
    db.execute(
        """CREATE TABLE by_name (
        guild_id INTEGER NOT NULL, debate INTEGER NOT NULL, statement INTEGER NOT NULL, point INTEGER NOT NULL,
        act INTEGER NOT NULL, counted_at INTEGER NOT NULL, dropped_at INTEGER,
        PRIMARY KEY (guild_id, debate, statement, point),
        FOREIGN KEY (guild_id, debate, statement) REFERENCES statement,
        FOREIGN KEY (guild_id, debate, point) REFERENCES point) STRICT, WITHOUT ROWID"""
    )
    # More than its author might bring, and such: nothing in it is a quote, also when it is read again.
    db.execute("ALTER TABLE revision ADD COLUMN as_chat INTEGER NOT NULL DEFAULT 0")
    # Whether words between quotation marks in it may be a quote of a letter still to come; 1 where nobody has looked.
    db.execute("ALTER TABLE revision ADD COLUMN in_prose INTEGER NOT NULL DEFAULT 1")
    db.execute("CREATE INDEX revision_in_prose ON revision (guild_id, debate, statement, revision) WHERE in_prose = 1")


STEP = Step("0010_by_name", _add)
