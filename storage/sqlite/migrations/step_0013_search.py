"""0013: the search index, filled with what stands now."""

import re

from sqlite_utils import Database

from storage.sqlite.connecting.database import sqlite3
from storage.sqlite.migrations.step import Step

_TABLES = (
    """CREATE TABLE searchable (
        guild_id INTEGER NOT NULL, debate INTEGER NOT NULL, statement INTEGER NOT NULL, place INTEGER NOT NULL UNIQUE,
        PRIMARY KEY (guild_id, debate, statement),
        FOREIGN KEY (guild_id, debate, statement) REFERENCES statement) STRICT, WITHOUT ROWID""",
    "CREATE VIRTUAL TABLE said USING fts5 (words, tokenize = \"unicode61 remove_diacritics 2\", prefix = '3')",
)

_WITHOUT_BLANKS = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
_UNIT = re.compile(f"[{_WITHOUT_BLANKS}]|[^\\W_{_WITHOUT_BLANKS}]+")
# As the words were cut when this step was released, whatever `deliberation.asking.searching` does by now.


def _add(db: Database) -> None:
    for statement in _TABLES:
        db.execute(statement)
    if sqlite3.sqlite_version_info >= (3, 42):  # before, FTS5 does not know it
        db.execute("INSERT INTO said (said, rank) VALUES ('secure-delete', 1)")
    standing = db.execute(
        """SELECT guild_id, debate, statement, text FROM statement
        JOIN revision USING (guild_id, debate, statement, revision) WHERE withdrawn = 0"""
    ).fetchall()
    for place, (guild, debate, statement, text) in enumerate(standing, start=1):
        db.execute(
            "INSERT INTO searchable (guild_id, debate, statement, place) VALUES (?, ?, ?, ?)",
            (guild, debate, statement, place),
        )
        db.execute("INSERT INTO said (rowid, words) VALUES (?, ?)", (place, " ".join(_UNIT.findall(text)).casefold()))


STEP = Step("0013_search", _add)
