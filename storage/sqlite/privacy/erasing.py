"""Erasing: everything that a member said, cleared at once, wherever the registry of words says that it is kept.

What is left counts, and says nothing of whom: rows keep their surrogate, which belongs to nobody any more, and the ids
of messages, so that reading a thread's history again brings nothing back.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from sqlite_utils import Database

from deliberation.errors import NothingKept
from deliberation.ids import DebateId, DebateKey, GuildId, ParticipantId, StatementId, UserId
from deliberation.statement import StatementKind
from deliberation.views.privacy import Erased
from storage.outgoing import PostKind, PostState
from storage.sqlite import outbox, rows
from storage.sqlite.asking.searching import forget_statement, index_again
from storage.sqlite.moments import micros
from storage.sqlite.participants import known_participant
from storage.sqlite.privacy.people import THEIRS, about, owned, tables_about_people
from storage.sqlite.statements.indexes import DebateIndexes
from storage.sqlite.words import WORDS, WordsColumn

_TOUCHED = "SELECT debate FROM temp.touched"
_SHOWN = f"""SELECT statement FROM ({THEIRS})
    UNION SELECT statement FROM pair WHERE guild_id = :guild AND (debate, source) IN ({THEIRS})
    UNION SELECT statement FROM pair WHERE guild_id = :guild AND point IS NOT NULL AND (debate, point) IN (
        WITH RECURSIVE theirs (debate, point) AS (
            SELECT debate, point FROM point WHERE guild_id = :guild AND (debate, statement) IN ({THEIRS})
            UNION SELECT merge.debate, merge.source FROM merge JOIN theirs
            ON merge.guild_id = :guild AND merge.debate = theirs.debate AND merge.target = theirs.point)
        SELECT debate, point FROM theirs)
    UNION SELECT statement.statement FROM statement JOIN debate USING (guild_id, debate)
        WHERE guild_id = :guild AND opener = :who"""
"""The statements that are theirs, that quote them, that answer what has become a point of theirs, or that may call a
proposal of theirs by its name.
"""


def erase_member(db: Database, indexes: DebateIndexes, guild: GuildId, user: UserId, *, at: datetime) -> Erased:
    """Clear what a member of a server said, and let nothing say any more that they are who said or did anything.

    Posts that show their words or their name are to be rendered again: those on their way before they are sent, those
    that stand by an edit that is due now.

    Raises:
        NothingKept: they are not known there, or were erased before.
    """
    who = known_participant(db, guild, user)
    if who is None:
        raise NothingKept
    _note_touched(db, guild, who)
    said = db.execute(THEIRS, about(guild, who)).fetchall()
    _clear_quotes(db, guild, who)
    _take_letters_away(db, guild, who, at)
    posts = _clear_posts(db, guild, who, user, at)
    for words in sorted(WORDS):
        condition = owned(words.owner)
        if condition is not None:
            _clear(db, words, condition, guild, who)
    db.execute(
        f"""UPDATE statement SET erased = max(erased, 1 - withdrawn), withdrawn = 1
        WHERE guild_id = :guild AND (debate, statement) IN ({THEIRS})""",
        about(guild, who),
    )
    _forget_indexed(db, indexes, guild, said)
    for table in ("follow", "wants_reminding"):
        db.execute(f"DELETE FROM {table} WHERE guild_id = :guild AND participant = :who", about(guild, who))
    db.execute(
        "UPDATE participant SET user_id = NULL WHERE guild_id = :guild AND participant = :who", about(guild, who)
    )
    found = db.execute(
        f"SELECT {rows.DEBATE} FROM debate WHERE guild_id = :guild AND opener = :who ORDER BY debate", about(guild, who)
    )
    return Erased(len(said), posts, tuple(rows.debate_from(row) for row in found))


def _note_touched(db: Database, guild: GuildId, who: ParticipantId) -> None:
    """Note the debates in which somebody said or did anything, and the statements that show what they said: posts about
    these may show words or a name of theirs.
    """
    db.execute("CREATE TEMP TABLE IF NOT EXISTS shown (statement INTEGER PRIMARY KEY)")
    db.execute("DELETE FROM temp.shown")
    db.execute(f"INSERT OR IGNORE INTO temp.shown {_SHOWN}", about(guild, who))
    db.execute("CREATE TEMP TABLE IF NOT EXISTS touched (debate INTEGER PRIMARY KEY)")
    db.execute("DELETE FROM temp.touched")
    for table in tables_about_people(db):
        if "debate" in table.columns:
            db.execute(
                f'INSERT OR IGNORE INTO temp.touched SELECT debate FROM "{table.name}" WHERE {table.condition}',
                about(guild, who),
            )


def _clear(db: Database, words: WordsColumn, condition: str, guild: GuildId, who: ParticipantId) -> None:
    """Empty one column in their rows."""
    blank = _blank(db, words.table, words.column)
    db.execute(
        f'UPDATE "{words.table}" SET "{words.column}" = {blank} WHERE {condition} AND "{words.column}" IS NOT {blank}',
        about(guild, who),
    )


def _blank(db: Database, table: str, column: str) -> str:
    """What stands in a column in the place of erased words: NULL where the tables allow it, else nothing."""
    for _, name, kind, not_null, *_ in db.execute(f"PRAGMA table_info({table})").fetchall():
        if name == column:
            return ("x''" if kind == "BLOB" else "''") if not_null else "NULL"
    raise KeyError((table, column))


def _clear_quotes(db: Database, guild: GuildId, who: ParticipantId) -> None:
    """Empty what others quote of them, as the bot keeps it beside others' own words, and in answers that it put
    together; what others typed themselves is theirs.
    """
    composed = db.execute(
        f"""SELECT revision.rowid, pair.quote_start, pair.quote_end, revision.debate, revision.statement FROM pair
        JOIN statement USING (guild_id, debate, statement)
        JOIN revision ON revision.guild_id = pair.guild_id AND revision.debate = pair.debate
            AND revision.statement = pair.statement AND revision.revision = pair.revision
        WHERE pair.guild_id = :guild AND (pair.debate, pair.source) IN ({THEIRS}) AND pair.syntax = 'chosen'
        AND statement.kind = :answer""",
        {**about(guild, who), "answer": StatementKind.ANSWER.value},
    ).fetchall()
    for row, start, end, debate, statement in composed:
        (text,) = db.execute("SELECT text FROM revision WHERE rowid = ?", (row,)).fetchone()
        # As long as before: the places of all that stands behind it stay.
        db.execute(
            "UPDATE revision SET text = ? WHERE rowid = ?", (text[:start] + " " * (end - start) + text[end:], row)
        )
        index_again(db, DebateKey(guild, DebateId(debate)), StatementId(statement))
    db.execute(
        f"""UPDATE pair SET quoted = '', changed = 0
        WHERE guild_id = :guild AND (debate, source) IN ({THEIRS})""",
        about(guild, who),
    )


def _take_letters_away(db: Database, guild: GuildId, who: ParticipantId, at: datetime) -> None:
    """Owe the removal of messages that bring their letters: where the bot wrote them for somebody, it can."""
    db.execute(
        f"""INSERT OR IGNORE INTO outbox (guild_id, kind, subject, generation, part, channel, state, owed_at, message,
        due_at, changes, erased)
        SELECT guild_id, :kind, statement, 0, 0, channel, :sent, :at, message, :at, 1, 1 FROM statement
        WHERE guild_id = :guild AND kind = :letter AND withdrawn = 0 AND (debate, statement) IN ({THEIRS})""",
        {
            **about(guild, who),
            "kind": PostKind.LETTER.value,
            "sent": PostState.SENT.value,
            "letter": StatementKind.LETTER.value,
            "at": micros(at),
        },
    )


def _clear_posts(db: Database, guild: GuildId, who: ParticipantId, user: UserId, at: datetime) -> int:
    """Empty the posts that may show their words or their name, and let them be rendered again; how many those are."""
    facts = {**about(guild, who), "name": f"<@{user}>"}
    shows = {kind: f"{_shows(kind)} OR instr(coalesce(body, ''), :name) > 0" for kind in PostKind}
    return sum(outbox.clear(db, kind, where, facts, at=at) for kind, where in shows.items())


def _shows(kind: PostKind) -> str:
    """The condition for posts of a kind that may show words or a name of theirs."""
    match kind:
        case PostKind.OPENING | PostKind.BOARD | PostKind.CALL | PostKind.SUMMARY | PostKind.DECISION:
            return f"subject IN ({_TOUCHED})"
        case PostKind.CARD | PostKind.ANSWER:
            return "subject IN (SELECT statement FROM temp.shown)"
        case PostKind.LETTER:
            return "0"  # taken away as a whole
        case PostKind.DIGEST | PostKind.DIGEST_NOW:
            return f"""owed_at >= (SELECT min(opened_at) FROM debate
                WHERE guild_id = :guild AND debate IN ({_TOUCHED}))"""


def _forget_indexed(db: Database, indexes: DebateIndexes, guild: GuildId, said: Iterable[tuple[int, int]]) -> None:
    """Let no quote be found any more in what they said."""
    statements: defaultdict[DebateId, list[StatementId]] = defaultdict(list)
    for debate, statement in said:
        statements[DebateId(debate)].append(StatementId(statement))
    for debate, gone in statements.items():
        for statement in gone:
            forget_statement(db, DebateKey(guild, debate), statement)
        indexes.remove_all(db, DebateKey(guild, debate), gone)
