"""Texts: the words of statements, revision by revision, exactly as they were given."""

import sqlite_utils

from deliberation.ids import DebateKey, Span


class Texts:
    """The texts of a debate's revisions, each read once: one letter may be quoted many times."""

    def __init__(self, db: sqlite_utils.Database, key: DebateKey) -> None:
        self._db = db
        self._key = key
        self._read: dict[tuple[int, int], str] = {}

    def of(self, statement: int, revision: int) -> str:
        """The text of one revision of a statement.

        Raises:
            KeyError: there is no such revision.
        """
        place = (statement, revision)
        if place not in self._read:
            row = self._db.execute(
                "SELECT text FROM revision WHERE guild_id = ? AND debate = ? AND statement = ? AND revision = ?",
                (self._key.guild, self._key.debate, statement, revision),
            ).fetchone()
            if row is None:
                raise KeyError(place)
            self._read[place] = row[0]
        return self._read[place]

    def words(self, statement: int, revision: int, span: Span) -> str:
        """The words that `span` covers in one revision of a statement."""
        return span.of(self.of(statement, revision))
