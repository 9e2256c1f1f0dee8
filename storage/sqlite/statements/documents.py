"""Documents: the names of the files that came with a message. What they hold is not kept."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from sqlite_utils import Database

from deliberation.ids import DebateKey, StatementId


def note_documents(db: Database, key: DebateKey, statement: StatementId, names: Sequence[str]) -> bool:
    """Keep the names of the files that a message has now in place of those it had; whether that changed anything."""
    place = (key.guild, key.debate, statement)
    known = db.execute(
        "SELECT name FROM document WHERE guild_id = ? AND debate = ? AND statement = ? ORDER BY place", place
    ).fetchall()
    if [name for (name,) in known] == list(names):
        return False
    db.execute("DELETE FROM document WHERE guild_id = ? AND debate = ? AND statement = ?", place)
    for number, name in enumerate(names):
        db.execute(
            "INSERT INTO document (guild_id, debate, statement, place, name) VALUES (?, ?, ?, ?, ?)",
            (*place, number, name),
        )
    return True


def documents_given(db: Database, key: DebateKey) -> Mapping[StatementId, Sequence[str]]:
    """The names of the files that came with each statement by which a question of a debate was answered; nothing of
    those erased.
    """
    found: defaultdict[StatementId, list[str]] = defaultdict(list)
    for statement, name in db.execute(
        """SELECT statement, name FROM document WHERE guild_id = :guild AND debate = :debate AND name IS NOT NULL
        AND statement IN (SELECT answered_by FROM response WHERE guild_id = :guild AND debate = :debate)
        ORDER BY statement, place""",
        {"guild": key.guild, "debate": key.debate},
    ):
        found[StatementId(statement)].append(name)
    return found
