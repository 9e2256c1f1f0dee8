"""0008: who follows a debate; what words were erased, so that no post rendered before shows them; servers left."""

from sqlite_utils import Database

from storage.sqlite.migrations.step import Step

_STATEMENTS = (
    """CREATE TABLE follow (
        guild_id INTEGER NOT NULL, debate INTEGER NOT NULL, participant INTEGER NOT NULL, since INTEGER NOT NULL,
        PRIMARY KEY (guild_id, debate, participant),
        FOREIGN KEY (guild_id, debate) REFERENCES debate,
        FOREIGN KEY (guild_id, participant) REFERENCES participant) STRICT, WITHOUT ROWID""",
    # What it counts is kept; it does not say who. It is `withdrawn` besides, and quoted no more.
    "ALTER TABLE statement ADD COLUMN erased INTEGER NOT NULL DEFAULT 0",
    # The count of `changes` from which on what is rendered is free of erased words.
    "ALTER TABLE outbox ADD COLUMN erased INTEGER NOT NULL DEFAULT 0",
    """CREATE TABLE departure (guild_id INTEGER NOT NULL PRIMARY KEY, left_at INTEGER NOT NULL)
        STRICT, WITHOUT ROWID""",
)


def _add(db: Database) -> None:
    for statement in _STATEMENTS:
        db.execute(statement)


STEP = Step("0008_privacy", _add)
