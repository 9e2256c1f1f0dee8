"""Checking a database: all that can be told about it without changing it."""

from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from sqlite_utils import Database

from storage.errors import ForeignDatabase
from storage.keeping import Checked, Fault, Finding
from storage.outgoing import PostState
from storage.sqlite.connecting.database import APPLICATION_ID, snapshot, sqlite3, value
from storage.sqlite.connecting.files import log_of
from storage.sqlite.connecting.lease import signed_off
from storage.sqlite.keeping.looking import Look, looked_at
from storage.sqlite.migrations import STEPS, applied, migrate
from storage.sqlite.words import MARKS, WORDS, text_columns

TOLD = 20
"""The most faults of SQLite's own that are told; one page out of place makes hundreds."""


def check(path: Path) -> Checked:
    """What there is to say about the database at `path`, whether or not a bot has it open. Nothing is changed.

    Raises:
        DatabaseMissing, NotADatabase, DatabaseEmpty, ForeignDatabase, LogAlone, DatabaseUnwritable, DatabaseFailed: it
            cannot be looked at.
        DatabaseDamaged: so damaged that nothing in it can be read.
    """
    with looked_at(path) as look:
        return snapshot(look.db, lambda _: _checked(look, path))


def _checked(look: Look, path: Path) -> Checked:
    db = look.db
    tables = value(db, "SELECT count(*) FROM sqlite_master")
    if value(db, "PRAGMA application_id") != APPLICATION_ID and tables:
        raise ForeignDatabase(path)
    findings = list(_pages(db))
    steps: tuple[str, ...] = ()
    if not findings:  # what stands in torn pages says nothing
        steps = applied(db)
        findings = list(_findings(db, steps))
    log = log_of(path)
    has = set(db.table_names()) if not findings else set[str]()
    return Checked(
        path=path,
        size=path.stat().st_size + (log.stat().st_size if log.exists() else 0),
        version=steps[-1] if steps else "",
        pending=len({step.name for step in STEPS} - set(steps)),
        in_use=look.in_use,
        log_missing="lease" in has and not look.in_use and not look.log and not signed_off(db),
        servers=value(db, "SELECT count(DISTINCT guild_id) FROM debate") if "debate" in has else 0,
        debates=value(db, "SELECT count(*) FROM debate") if "debate" in has else 0,
        statements=value(db, "SELECT count(*) FROM statement") if "statement" in has else 0,
        owed=_owed(db) if "outbox" in has else 0,
        findings=tuple(findings),
    )


def _findings(db: Database, steps: tuple[str, ...]) -> Iterator[Finding]:
    known = [step.name for step in STEPS]
    newer = [name for name in steps if name not in known]
    if newer:
        yield Finding(Fault.NEWER, newer[0])
        return
    if list(steps) != known[: len(steps)]:
        yield Finding(Fault.TABLES, ", ".join(name for name in known[: len(steps)] if name not in steps))
    yield from _links(db)
    yield from _tables(db, len(steps))
    yield from _search(db)
    if len(steps) == len(known):
        registered = {(words.table, words.column) for words in WORDS} | MARKS
        for table, column in sorted(text_columns(db) - registered):
            yield Finding(Fault.WORDS, f"{table}.{column}")


def _pages(db: Database) -> Iterator[Finding]:
    try:
        verdicts = [row[0] for row in db.execute(f"PRAGMA integrity_check({TOLD})").fetchall()]
    except sqlite3.DatabaseError as error:
        verdicts = [str(error)]
    if verdicts != ["ok"]:
        lines = [line for verdict in verdicts for line in verdict.splitlines() if not line.startswith("***")]
        yield from (Finding(Fault.PAGES, line) for line in lines[:TOLD])


def _links(db: Database) -> Iterator[Finding]:
    broken = Counter((table, parent) for table, _, parent, _ in db.execute("PRAGMA foreign_key_check").fetchall())
    for (table, parent), count in sorted(broken.items()):
        yield Finding(Fault.LINKS, f"{table} → {parent}: {count}")


def _tables(db: Database, steps: int) -> Iterator[Finding]:
    """Compare the tables with those of a database that is made now by the same steps."""
    with closing(Database(memory=True, execute_plugins=False)) as made:
        made.conn.isolation_level = None
        migrate(made, Path(":memory:"), STEPS[:steps])
        expected, found = _schema(made), _schema(db)
    for name in sorted(expected.keys() | found.keys()):
        if expected.get(name) != found.get(name):
            yield Finding(Fault.TABLES, name)


def _schema(db: Database) -> dict[str, str]:
    """The tables and indexes by name; not SQLite's own, nor what its statistics would add."""
    found = db.execute("SELECT name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite^_%' ESCAPE '^'")
    return {name: sql for name, sql in found if "_sqlite_" not in name}


def _search(db: Database) -> Iterator[Finding]:
    if "said" not in db.table_names():
        return
    for sql, told in (
        ("SELECT count(*) FROM searchable WHERE place NOT IN (SELECT rowid FROM said)", "statements without words"),
        ("SELECT count(*) FROM said WHERE rowid NOT IN (SELECT place FROM searchable)", "words without a statement"),
    ):
        count = value(db, sql)
        if count:
            yield Finding(Fault.SEARCH, f"{told}: {count}")
    if sqlite3.sqlite_version_info < (3, 44):  # before, integrity_check passes FTS5 over
        yield from _search_inside(db)


def _search_inside(db: Database) -> Iterator[Finding]:
    """FTS5's own check writes, or claims to: it is run on a copy in memory."""
    with closing(Database(memory=True, execute_plugins=False)) as copy:
        db.conn.backup(copy.conn)
        try:
            copy.execute("INSERT INTO said (said) VALUES ('integrity-check')")
        except sqlite3.DatabaseError as error:
            yield Finding(Fault.SEARCH, str(error))


def _owed(db: Database) -> int:
    done = (PostState.SENT.value, PostState.GIVEN_UP.value)
    (count,) = db.execute("SELECT count(*) FROM outbox WHERE state NOT IN (?, ?)", done).fetchone()
    return count
