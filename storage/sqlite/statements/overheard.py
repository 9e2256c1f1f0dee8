"""Overheard: words between quotation marks that were chat until the letter they come from arrived."""

from collections.abc import Iterator
from dataclasses import replace

import sqlite_utils

from deliberation.ids import DebateKey, StatementId
from deliberation.locating.folding import fold, key_of
from deliberation.parsing import located_pairs, read
from deliberation.reading.prose import Candidate
from storage.sqlite.statements.indexes import Heard
from storage.sqlite.statements.pairs import index_of

MOST_HEARD = 500
"""Statements with words between quotation marks that are looked through, so that other writers need not wait."""


def overheard(db: sqlite_utils.Database, key: DebateKey, letter: Heard) -> list[StatementId]:
    """The statements that hold words of `letter` between quotation marks, as they stand in it, and no pair of them.

    Those are to be read anew: what was looked for in vain is found now.
    """
    alone = index_of(letter)
    alone.begin()
    readings = [(statement, revision, read(text)) for statement, revision, text in _others(db, key, letter.statement)]
    wanted = {words for *_, reading in readings for one in reading.prose for words in _ends(reading.text, one)}
    keys = _keys(letter.text)
    # Locating words that stand nowhere takes long, and words that differ are no quote here.
    there = wanted.intersection(zip(keys, keys[1:], keys[2:], strict=False))
    found: list[StatementId] = []
    for statement, revision, reading in readings:
        prose = tuple(one for one in reading.prose if not there.isdisjoint(_ends(reading.text, one)))
        if not prose:
            continue
        said = located_pairs(replace(reading, marked=(), prose=prose), alone.locate, sure=True)
        if any(one.pair.quote.start not in _quotes(db, key, statement, revision) for one in said):
            found.append(statement)
    return found


def _ends(text: str, candidate: Candidate) -> set[tuple[str, ...]]:
    """The first and the last three words of what a candidate may quote."""
    ends: set[tuple[str, ...]] = set()
    for quote in candidate.choices:
        words = _keys(text[quote.start : quote.end])
        ends |= {tuple(words[:3]), tuple(words[-3:])}
    return ends


def _keys(text: str) -> list[str]:
    """The words of `text`, comparable."""
    return [key_of(word) for word in fold(text).words]


def _others(db: sqlite_utils.Database, key: DebateKey, letter: StatementId) -> Iterator[tuple[StatementId, int, str]]:
    """The latest revisions of the statements but `letter` with words between quotation marks, the latest first.

    None that were recorded as chat for any reason, or withdrawn.
    """
    others = db.execute(
        """SELECT statement, revision, text FROM revision INDEXED BY revision_in_prose
        JOIN statement USING (guild_id, debate, statement, revision)
        WHERE guild_id = ? AND debate = ? AND statement != ? AND in_prose = 1 AND as_chat = 0 AND withdrawn = 0
        ORDER BY statement DESC LIMIT ?""",
        (key.guild, key.debate, letter, MOST_HEARD),
    )
    for statement, revision, text in others.fetchall():
        yield StatementId(statement), revision, text


def _quotes(db: sqlite_utils.Database, key: DebateKey, statement: StatementId, revision: int) -> set[int]:
    """Where the quotes of a statement begin that have a pair."""
    starts = db.execute(
        "SELECT quote_start FROM pair WHERE guild_id = ? AND debate = ? AND statement = ? AND revision = ?",
        (key.guild, key.debate, statement, revision),
    )
    return {start for (start,) in starts}
