"""Texts: the words of statements, revision by revision, exactly as they were given."""

import sqlite_utils

from deliberation.ids import DebateKey, Span

_LONG = 10_000
"""From so many characters on a text is long."""


class Texts:
    """The texts of a debate's revisions, each read once: one letter may be quoted many times."""

    def __init__(self, db: sqlite_utils.Database, key: DebateKey) -> None:
        self._db = db
        self._key = key
        self._read: dict[tuple[int, int], str] = {}

    def read_answers(self) -> None:
        """Read at once the texts of all statements that answer something, as they are now; of what is long, when it is
        asked for.
        """
        found = self._db.execute(
            f"""SELECT statement, revision, text FROM statement
            JOIN revision USING (guild_id, debate, statement, revision)
            WHERE guild_id = ? AND debate = ? AND length(text) < {_LONG} AND EXISTS (SELECT 1 FROM pair
                WHERE pair.guild_id = statement.guild_id AND pair.debate = statement.debate
                AND pair.statement = statement.statement AND pair.revision = statement.revision)""",
            (self._key.guild, self._key.debate),
        )
        self._read.update({(statement, revision): text for statement, revision, text in found})

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
