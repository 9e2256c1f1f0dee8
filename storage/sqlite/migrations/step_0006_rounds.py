"""0006: what can happen to a round between its opening and its summary, the agenda of a round, and decisions."""

from sqlite_utils import Database

from storage.sqlite.migrations.step import Step

_STATEMENTS = (
    "ALTER TABLE round ADD COLUMN early_at INTEGER",
    "ALTER TABLE round ADD COLUMN early_by INTEGER",
    "ALTER TABLE round ADD COLUMN early_asked INTEGER",
    "ALTER TABLE round ADD COLUMN paused_at INTEGER",
    "ALTER TABLE round ADD COLUMN prolonged INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE round ADD COLUMN reopened INTEGER NOT NULL DEFAULT 0",
    # Either a point, or a question by where it begins in which statement. The round may be one still to come.
    """CREATE TABLE agenda (
        guild_id INTEGER NOT NULL, debate INTEGER NOT NULL, round INTEGER NOT NULL, place INTEGER NOT NULL,
        point INTEGER, statement INTEGER, span_start INTEGER,
        PRIMARY KEY (guild_id, debate, round, place),
        FOREIGN KEY (guild_id, debate) REFERENCES debate,
        FOREIGN KEY (guild_id, debate, point) REFERENCES point,
        FOREIGN KEY (guild_id, debate, statement) REFERENCES statement) STRICT, WITHOUT ROWID""",
    # Append-only: the last one stands.
    """CREATE TABLE decision (
        guild_id INTEGER NOT NULL, debate INTEGER NOT NULL, decision INTEGER NOT NULL, act INTEGER NOT NULL,
        by INTEGER, at INTEGER NOT NULL, what TEXT NOT NULL, why TEXT, review_at INTEGER, point INTEGER,
        PRIMARY KEY (guild_id, debate, decision), UNIQUE (guild_id, debate, act),
        FOREIGN KEY (guild_id, debate) REFERENCES debate,
        FOREIGN KEY (guild_id, debate, point) REFERENCES point) STRICT, WITHOUT ROWID""",
)


def _add(db: Database) -> None:
    for statement in _STATEMENTS:
        db.execute(statement)


STEP = Step("0006_rounds", _add)
