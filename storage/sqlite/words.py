"""The registry of words: every column that holds what somebody said or is called by, so that erasing finds them all.

A column of text or bytes stands either in `WORDS` or in `MARKS`; a test compares both with the tables.
"""

from dataclasses import dataclass
from enum import StrEnum

from sqlite_utils import Database


class Owner(StrEnum):
    """Whose words a column holds, and how their rows are found."""

    AUTHOR = "author"
    """The author of the row's statement."""
    PARTICIPANT = "participant"
    """The row's own `participant`."""
    OPENER = "opener"
    """Who opened the row's debate."""
    MODERATOR = "moderator"
    """The row's `by`."""
    NOBODY = "nobody"
    """Nobody in particular: what moderators settled for a whole server."""
    INDEXED = "indexed"
    """The author of the statement that `searchable` names with the row's number: the row goes as a whole."""
    QUOTED = "quoted"
    """Anybody: what the bot posted quotes members, and is rendered again without the one erased."""


@dataclass(frozen=True, slots=True, order=True)
class WordsColumn:
    """One column that holds words."""

    table: str
    column: str
    owner: Owner


WORDS: frozenset[WordsColumn] = frozenset(
    {
        WordsColumn("debate", "title", Owner.OPENER),
        WordsColumn("statement", "guest", Owner.AUTHOR),
        WordsColumn("statement", "filename", Owner.AUTHOR),
        WordsColumn("revision", "text", Owner.AUTHOR),
        WordsColumn("point", "claim", Owner.AUTHOR),
        WordsColumn("pair", "quoted", Owner.AUTHOR),
        WordsColumn("log", "reason", Owner.MODERATOR),
        WordsColumn("decision", "what", Owner.MODERATOR),
        WordsColumn("decision", "why", Owner.MODERATOR),
        WordsColumn("server", "blocked", Owner.NOBODY),
        WordsColumn("stance", "reason", Owner.PARTICIPANT),
        WordsColumn("stance", "condition", Owner.PARTICIPANT),
        WordsColumn("meant", "words", Owner.PARTICIPANT),
        WordsColumn("asked_question", "words", Owner.PARTICIPANT),
        WordsColumn("asked_question", "about", Owner.PARTICIPANT),
        WordsColumn("response", "words", Owner.PARTICIPANT),
        WordsColumn("document", "name", Owner.AUTHOR),
        WordsColumn("said", "words", Owner.INDEXED),
        WordsColumn("rewording", "words", Owner.MODERATOR),
        WordsColumn("restatement", "words", Owner.MODERATOR),
        WordsColumn("aside", "reason", Owner.MODERATOR),
        WordsColumn("report", "reason", Owner.PARTICIPANT),
        WordsColumn("removal", "reason", Owner.PARTICIPANT),
        WordsColumn("outbox", "body", Owner.QUOTED),
        WordsColumn("outbox_file", "name", Owner.QUOTED),
        WordsColumn("outbox_file", "description", Owner.QUOTED),
        WordsColumn("outbox_file", "data", Owner.QUOTED),
    }
)

MARKS: frozenset[tuple[str, str]] = frozenset(
    {
        ("debate", "attribution"),
        ("debate", "tallies"),
        ("debate", "state"),
        ("debate", "form"),
        ("log", "deed"),
        ("log", "numbers"),
        ("server", "zone"),
        ("server", "language"),
        ("server", "attribution"),
        ("server", "cards"),
        ("pseudonym", "pseudonym"),  # made up by the bot; says nothing about anybody
        ("round", "state"),
        ("statement", "kind"),
        ("statement", "voice"),
        ("asked_question", "kind"),
        ("rewording", "verdict"),
        ("meant", "kind"),
        ("restatement", "verdict"),
        ("point", "origin"),
        ("pair", "syntax"),
        ("stance", "position"),
        ("stance", "voice"),
        ("outbox", "kind"),
        ("outbox", "state"),
        ("outbox_file", "kind"),
        ("digest", "zone"),
        ("lease", "holder"),
    }
)
"""Columns of text that hold one of a few fixed marks, a zone's name or a name made up by the bot."""


def text_columns(db: Database) -> set[tuple[str, str]]:
    """The columns of a database that can hold words, as (table, column).

    Of an FTS5 table its own columns; what it keeps beneath them is read and cleared through these.
    """
    tables = db.execute(
        "SELECT name, type FROM pragma_table_list WHERE schema = 'main' AND type IN ('table', 'virtual')"
    )
    return {
        (table, column)
        for table, made in tables.fetchall()
        if not table.startswith(("sqlite_", "_sqlite_"))
        for _, column, kind, *_ in db.execute(f"PRAGMA table_info({table})").fetchall()
        if made == "virtual" or kind in ("TEXT", "BLOB", "ANY")
    }
