"""Indexes in memory by which quotes are located: one per debate, bounded, evictable, holding no truth."""

from collections import OrderedDict, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import sqlite_utils

from deliberation.ids import DebateKey, Span, StatementId

if TYPE_CHECKING:
    from deliberation.locating import DebateIndex

CHARACTERS_LIMIT = 8_000_000
"""How many characters of statements are kept indexed over all debates; the one in use is always kept."""


@dataclass(frozen=True, slots=True)
class Heard:
    """One revision of a statement, as an index takes it in."""

    statement: StatementId
    revision: int
    text: str
    quoted: tuple[Span, ...]
    """What it quotes: not its own words."""


def take_in(index: "DebateIndex", heard: Heard) -> None:
    """Let `index` find a statement's own words: not what it quotes, nor an older mail that it repeats."""
    from deliberation.reading.oldermail import repeated

    index.add(heard.statement, heard.revision, heard.text, (*heard.quoted, *repeated(heard.text)))


@dataclass(slots=True)
class _Entry:
    changes: int
    """The debate's count of changes that the index has taken in."""
    index: "DebateIndex"
    sizes: dict[StatementId, int] = field(default_factory=dict[StatementId, int])
    characters: int = 0

    def add(self, heard: Heard) -> None:
        take_in(self.index, heard)
        self.characters += len(heard.text) - self.sizes.get(heard.statement, 0)
        self.sizes[heard.statement] = len(heard.text)

    def remove(self, statement: StatementId) -> None:
        self.index.remove(statement)
        self.characters -= self.sizes.pop(statement, 0)


class DebateIndexes:
    """The indexes of the debates used last. Belongs to the thread that writes.

    Every change of a debate's statements is counted in its row, in the transaction that makes it. An index that has
    taken in another number of changes than the row counts, because a transaction was rolled back, is built anew from
    the statements.
    """

    def __init__(self, *, characters: int = CHARACTERS_LIMIT) -> None:
        self._limit = characters
        self._entries: OrderedDict[DebateKey, _Entry] = OrderedDict()

    def __len__(self) -> int:
        """How many debates are indexed now."""
        return len(self._entries)

    def of(self, db: sqlite_utils.Database, key: DebateKey) -> "DebateIndex":
        """The index of a debate's statements as the database holds them: latest revisions, withdrawn ones left out."""
        entry = self._current(db, key)
        self._keep(key, entry)
        return entry.index

    def add(self, db: sqlite_utils.Database, key: DebateKey, heard: Heard) -> None:
        """Take in a statement, or its newer revision, that this transaction writes; counts the change."""
        entry = self._taken_out(db, key)
        entry.add(heard)
        self._keep(key, entry)

    def remove(self, db: sqlite_utils.Database, key: DebateKey, statement: StatementId) -> None:
        """Forget a statement that this transaction marks withdrawn; counts the change."""
        entry = self._taken_out(db, key)
        entry.remove(statement)
        self._keep(key, entry)

    def remove_all(self, db: sqlite_utils.Database, key: DebateKey, statements: Iterable[StatementId]) -> None:
        """Forget many statements at once; counts one change. An index that is not kept is not built for it."""
        before = _changes(db, key)
        db.execute("UPDATE debate SET changes = changes + 1 WHERE guild_id = ? AND debate = ?", (key.guild, key.debate))
        entry = self._entries.pop(key, None)
        if entry is None or entry.changes != before:
            return
        for statement in statements:
            if statement in entry.sizes:
                entry.remove(statement)
        entry.changes += 1
        self._keep(key, entry)

    def _current(self, db: sqlite_utils.Database, key: DebateKey) -> _Entry:
        from deliberation.locating import DebateIndex  # what it is made of is not needed before there are statements

        changes = _changes(db, key)
        entry = self._entries.get(key)
        if entry is None or entry.changes != changes:
            entry = _Entry(changes, DebateIndex())
            for heard in _statements(db, key):
                entry.add(heard)
        return entry

    def _taken_out(self, db: sqlite_utils.Database, key: DebateKey) -> _Entry:
        # Not kept until the change is done, so that a failure on the way leaves no index behind that has half of it.
        entry = self._current(db, key)
        self._entries.pop(key, None)
        db.execute("UPDATE debate SET changes = changes + 1 WHERE guild_id = ? AND debate = ?", (key.guild, key.debate))
        entry.changes += 1
        return entry

    def _keep(self, key: DebateKey, entry: _Entry) -> None:
        self._entries[key] = entry
        self._entries.move_to_end(key)
        kept = sum(entry.characters for entry in self._entries.values())
        while kept > self._limit and len(self._entries) > 1:
            _, evicted = self._entries.popitem(last=False)
            kept -= evicted.characters


def _changes(db: sqlite_utils.Database, key: DebateKey) -> int:
    row = db.execute("SELECT changes FROM debate WHERE guild_id = ? AND debate = ?", (key.guild, key.debate)).fetchone()
    return row[0] if row else 0


def _statements(db: sqlite_utils.Database, key: DebateKey) -> Iterator[Heard]:
    quoted: defaultdict[tuple[int, int], list[Span]] = defaultdict(list)
    for statement, revision, start, end in db.execute(
        # A quote in prose is part of its sentence, which is its author's own and may be quoted whole.
        """SELECT statement, revision, quote_start, quote_end FROM pair WHERE guild_id = ? AND debate = ?
        AND syntax != 'prose' AND quote_start < quote_end""",
        (key.guild, key.debate),
    ):
        quoted[statement, revision].append(Span(start, end))
    for statement, revision, text in db.execute(
        """SELECT statement, revision, text FROM statement JOIN revision USING (guild_id, debate, statement, revision)
        WHERE guild_id = ? AND debate = ? AND withdrawn = 0 ORDER BY statement""",
        (key.guild, key.debate),
    ):
        yield Heard(StatementId(statement), revision, text, tuple(quoted[statement, revision]))
