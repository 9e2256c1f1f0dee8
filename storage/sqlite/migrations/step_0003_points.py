"""0003: what is done to points, who asks that they be put to everybody, and what their authors say of others' words."""

from sqlite_utils import Database

from storage.sqlite.migrations.step import Step

_POINT = "FOREIGN KEY (guild_id, debate, point) REFERENCES point"
_STATEMENTS = (
    "ALTER TABLE statement ADD COLUMN voice TEXT NOT NULL DEFAULT 'member'",
    # Who asked that everybody be asked; nobody is told who.
    f"""CREATE TABLE ballot_ask (
        guild_id INTEGER NOT NULL, debate INTEGER NOT NULL, point INTEGER NOT NULL, participant INTEGER NOT NULL,
        act INTEGER NOT NULL, at INTEGER NOT NULL,
        PRIMARY KEY (guild_id, debate, point, participant), {_POINT}) STRICT, WITHOUT ROWID""",
    # `round` is the first whose ballot asks it; `by` is empty where its author and two others asked.
    f"""CREATE TABLE put_up (
        guild_id INTEGER NOT NULL, debate INTEGER NOT NULL, point INTEGER NOT NULL, round INTEGER NOT NULL, by INTEGER,
        act INTEGER NOT NULL, at INTEGER NOT NULL,
        PRIMARY KEY (guild_id, debate, point), {_POINT}) STRICT, WITHOUT ROWID""",
    # `by` is who proposed the words; once they are confirmed, the author, whose words they are then.
    f"""CREATE TABLE rewording (
        guild_id INTEGER NOT NULL, debate INTEGER NOT NULL, point INTEGER NOT NULL, act INTEGER NOT NULL,
        words TEXT NOT NULL, by INTEGER, at INTEGER NOT NULL, verdict TEXT NOT NULL, round INTEGER,
        PRIMARY KEY (guild_id, debate, point, act), {_POINT}) STRICT, WITHOUT ROWID""",
    f"""CREATE TABLE restatement (
        guild_id INTEGER NOT NULL, debate INTEGER NOT NULL, point INTEGER NOT NULL, act INTEGER NOT NULL,
        words TEXT NOT NULL, by INTEGER, at INTEGER NOT NULL, verdict TEXT NOT NULL,
        PRIMARY KEY (guild_id, debate, point, act), {_POINT}) STRICT, WITHOUT ROWID""",
    """CREATE TABLE split (
        guild_id INTEGER NOT NULL, debate INTEGER NOT NULL, source INTEGER NOT NULL, part INTEGER NOT NULL, by INTEGER,
        at INTEGER NOT NULL,
        PRIMARY KEY (guild_id, debate, source, part),
        FOREIGN KEY (guild_id, debate, source) REFERENCES point (guild_id, debate, point),
        FOREIGN KEY (guild_id, debate, part) REFERENCES point (guild_id, debate, point)) STRICT, WITHOUT ROWID""",
    f"""CREATE TABLE aside (
        guild_id INTEGER NOT NULL, debate INTEGER NOT NULL, point INTEGER NOT NULL, act INTEGER NOT NULL, by INTEGER,
        at INTEGER NOT NULL, reason TEXT, taken_up INTEGER NOT NULL DEFAULT 0,
        PRIMARY KEY (guild_id, debate, point, act), {_POINT}) STRICT, WITHOUT ROWID""",
)


def _add(db: Database) -> None:
    for statement in _STATEMENTS:
        db.execute(statement)


STEP = Step("0003_points", _add)
