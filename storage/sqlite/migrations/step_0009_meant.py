"""0009: what those quoted in a summary meant."""

from sqlite_utils import Database

from storage.sqlite.migrations.step import Step


def _add(db: Database) -> None:
    # `quoted` is the number of a point or of a counterpoint, as `kind` says.
    db.execute(
        """CREATE TABLE meant (
        guild_id INTEGER NOT NULL, debate INTEGER NOT NULL, round INTEGER NOT NULL, kind TEXT NOT NULL,
        quoted INTEGER NOT NULL, participant INTEGER NOT NULL, words TEXT NOT NULL, act INTEGER NOT NULL,
        at INTEGER NOT NULL,
        PRIMARY KEY (guild_id, debate, round, kind, quoted),
        FOREIGN KEY (guild_id, debate, round) REFERENCES round,
        FOREIGN KEY (guild_id, participant) REFERENCES participant) STRICT, WITHOUT ROWID"""
    )


STEP = Step("0009_meant", _add)
