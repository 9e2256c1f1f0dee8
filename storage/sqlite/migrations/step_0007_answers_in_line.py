"""0007: answers given without typing a mark: the passage or point that a statement's author picked; reports of what the
bot posted for somebody, and why some of it was removed.
"""

from sqlite_utils import Database

from storage.sqlite.migrations.step import Step

_CHANGES: tuple[str, ...] = (
    # One passage a statement. `point` is what was picked from the board; of words found nowhere it is all there is.
    # What was taken back stays, so that the same act, come again, does not bring it back.
    """CREATE TABLE chosen (
        guild_id INTEGER NOT NULL, debate INTEGER NOT NULL, statement INTEGER NOT NULL, act INTEGER NOT NULL,
        point INTEGER, source INTEGER, source_revision INTEGER, source_start INTEGER, source_end INTEGER,
        chosen_at INTEGER NOT NULL, dropped_at INTEGER,
        PRIMARY KEY (guild_id, debate, statement),
        FOREIGN KEY (guild_id, debate, statement) REFERENCES statement) STRICT, WITHOUT ROWID""",
    """CREATE INDEX chosen_by_source ON chosen (guild_id, debate, source)""",
    """CREATE TABLE report (
        guild_id INTEGER NOT NULL, debate INTEGER NOT NULL, act INTEGER NOT NULL, statement INTEGER NOT NULL,
        participant INTEGER NOT NULL, reason TEXT NOT NULL, reported_at INTEGER NOT NULL, settled_at INTEGER,
        settled_by INTEGER,
        PRIMARY KEY (guild_id, debate, act),
        FOREIGN KEY (guild_id, debate, statement) REFERENCES statement,
        FOREIGN KEY (guild_id, participant) REFERENCES participant) STRICT, WITHOUT ROWID""",
    """CREATE INDEX report_by_statement ON report (guild_id, debate, statement)""",
    # `participant` is the moderator whose reason it is.
    """CREATE TABLE removal (
        guild_id INTEGER NOT NULL, debate INTEGER NOT NULL, statement INTEGER NOT NULL, participant INTEGER NOT NULL,
        reason TEXT NOT NULL, removed_at INTEGER NOT NULL,
        PRIMARY KEY (guild_id, debate, statement),
        FOREIGN KEY (guild_id, debate, statement) REFERENCES statement,
        FOREIGN KEY (guild_id, participant) REFERENCES participant) STRICT, WITHOUT ROWID""",
)


def _change(db: Database) -> None:
    for statement in _CHANGES:
        db.execute(statement)


STEP = Step("0007_answers_in_line", _change)
