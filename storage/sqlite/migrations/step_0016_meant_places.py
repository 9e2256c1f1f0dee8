"""0016: what those quoted in a summary meant by a question or a condition of theirs. A question read in a statement is
called by the statement and its place there, so that the place joins the key.
"""

from sqlite_utils import Database

from storage.sqlite.migrations.step import Step


def _add(db: Database) -> None:
    # `quoted` is, as `kind` says, the number of a point or a counterpoint, the act that gave a condition, or where a
    # question comes from.
    db.execute(
        """CREATE TABLE meant_at (
        guild_id INTEGER NOT NULL, debate INTEGER NOT NULL, round INTEGER NOT NULL, kind TEXT NOT NULL,
        quoted INTEGER NOT NULL, place INTEGER NOT NULL, participant INTEGER NOT NULL, words TEXT NOT NULL,
        act INTEGER NOT NULL, at INTEGER NOT NULL,
        PRIMARY KEY (guild_id, debate, round, kind, quoted, place),
        FOREIGN KEY (guild_id, debate, round) REFERENCES round,
        FOREIGN KEY (guild_id, participant) REFERENCES participant) STRICT, WITHOUT ROWID"""
    )
    db.execute(
        "INSERT INTO meant_at SELECT guild_id, debate, round, kind, quoted, 0, participant, words, act, at FROM meant"
    )
    db.execute("DROP TABLE meant")
    db.execute("ALTER TABLE meant_at RENAME TO meant")


STEP = Step("0016_meant_places", _add)
