"""0002: the terms of a debate, a server's settings, whose voice a stance is, and the log of moderators' deeds."""

from sqlite_utils import Database

from storage.sqlite.migrations.step import Step

_STATEMENTS = (
    "ALTER TABLE debate ADD COLUMN account_days INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE debate ADD COLUMN member_days INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE debate ADD COLUMN form TEXT NOT NULL DEFAULT 'thread'",
    "ALTER TABLE debate ADD COLUMN quorum INTEGER",
    "ALTER TABLE debate ADD COLUMN speakers INTEGER",
    "ALTER TABLE debate ADD COLUMN steelman INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE stance ADD COLUMN voice TEXT NOT NULL DEFAULT 'member'",
    """CREATE TABLE server (
        guild_id INTEGER NOT NULL PRIMARY KEY, moderators INTEGER, home INTEGER, zone TEXT, language TEXT,
        cards TEXT NOT NULL, role INTEGER, account_days INTEGER NOT NULL, member_days INTEGER NOT NULL,
        statements_hour INTEGER, letters_hour INTEGER, bytes_hour INTEGER, blocked TEXT NOT NULL,
        set_at INTEGER NOT NULL) STRICT, WITHOUT ROWID""",
    # `debate` is 0 for a deed that concerns the whole server.
    """CREATE TABLE log (
        guild_id INTEGER NOT NULL, debate INTEGER NOT NULL, at INTEGER NOT NULL, act INTEGER NOT NULL,
        deed TEXT NOT NULL, by INTEGER, numbers TEXT, reason TEXT,
        PRIMARY KEY (guild_id, debate, act, deed)) STRICT, WITHOUT ROWID""",
)


def _add(db: Database) -> None:
    for statement in _STATEMENTS:
        db.execute(statement)


STEP = Step("0002_terms", _add)
