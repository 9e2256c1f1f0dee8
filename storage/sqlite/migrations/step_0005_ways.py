"""0005: the way by which quoted words came, where the quoter took them from somebody who quoted them."""

from sqlite_utils import Database

from storage.sqlite.migrations.step import Step


def _add(db: Database) -> None:
    # Each `via` quotes the next, `place` counted from 1; the last one quotes the pair's source.
    db.execute(
        """CREATE TABLE way (
        guild_id INTEGER NOT NULL, debate INTEGER NOT NULL, statement INTEGER NOT NULL, revision INTEGER NOT NULL,
        quote_start INTEGER NOT NULL, place INTEGER NOT NULL, via INTEGER NOT NULL,
        PRIMARY KEY (guild_id, debate, statement, revision, quote_start, place),
        FOREIGN KEY (guild_id, debate, statement, revision) REFERENCES revision) STRICT, WITHOUT ROWID"""
    )


STEP = Step("0005_ways", _add)
