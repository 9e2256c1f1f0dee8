"""The search index: the words of what stands now, kept in the transaction that changes them.

FTS5 calls its rows by number, so `place` gives each statement one. What is erased or withdrawn leaves the index, and
`secure-delete` leaves none of its words behind in the file.
"""

from collections.abc import Iterable, Sequence

from sqlite_utils import Database

from deliberation.asking.searching import FOUND_LIMIT, Found, Hit, Search, Term, indexed, own_snippet
from deliberation.debate import Debate
from deliberation.ids import ChannelId, DebateId, DebateKey, GuildId, Link, MessageId, ParticipantId, Span, StatementId
from deliberation.statement import StatementKind
from storage.sqlite.moments import moment


def index_statement(db: Database, key: DebateKey, statement: StatementId, text: str) -> None:
    """Let a statement be found by the words of `text`, and by those of no earlier revision."""
    forget_statement(db, key, statement)
    place = db.execute("SELECT coalesce(max(place), 0) + 1 FROM searchable").fetchone()[0]
    db.execute(
        "INSERT INTO searchable (guild_id, debate, statement, place) VALUES (?, ?, ?, ?)",
        (key.guild, key.debate, statement, place),
    )
    db.execute("INSERT INTO said (rowid, words) VALUES (?, ?)", (place, indexed(text)))


def index_again(db: Database, key: DebateKey, statement: StatementId) -> None:
    """Let a statement be found by the words of its latest revision as they stand now, where it is found at all."""
    row = db.execute(
        """SELECT text FROM statement JOIN revision USING (guild_id, debate, statement, revision)
        JOIN searchable USING (guild_id, debate, statement) WHERE guild_id = ? AND debate = ? AND statement = ?""",
        (key.guild, key.debate, statement),
    ).fetchone()
    if row is not None:
        index_statement(db, key, statement, row[0])


def forget_statement(db: Database, key: DebateKey, statement: StatementId) -> None:
    """Let a statement be found no more: it was withdrawn, or erased."""
    row = db.execute(
        "DELETE FROM searchable WHERE guild_id = ? AND debate = ? AND statement = ? RETURNING place",
        (key.guild, key.debate, statement),
    ).fetchone()
    if row is not None:
        db.execute("DELETE FROM said WHERE rowid = ?", (row[0],))


def forget_server(db: Database, guild: GuildId) -> None:
    """Let nothing be found any more of what was said on a server."""
    db.execute("DELETE FROM said WHERE rowid IN (SELECT place FROM searchable WHERE guild_id = ?)", (guild,))
    db.execute("DELETE FROM searchable WHERE guild_id = ?", (guild,))


def search(db: Database, guild: GuildId, debates: Iterable[Debate], wanted: Search) -> Found:
    """The statements of `debates`, all of `guild`, that say what is looked for in words of their own, the best first
    (bm25).

    Those that say all of it; where none does, those that say some of it.
    """
    within = {debate.key.debate: debate for debate in debates if debate.key.guild == guild}
    for partly, joint in ((False, " AND "), (True, " OR ")):
        query = joint.join(_query(term) for term in wanted.terms)
        hits = _hits(db, guild, within, query, wanted)
        if hits:
            return Found(wanted, tuple(hits[:FOUND_LIMIT]), more=len(hits) > FOUND_LIMIT, partly=partly)
        if len(wanted.terms) == 1:
            break
    return Found(wanted, ())


def _hits(db: Database, guild: GuildId, within: dict[DebateId, Debate], query: str, wanted: Search) -> Sequence[Hit]:
    if not within:
        return ()
    found = db.execute(
        f"""SELECT searchable.debate, statement, kind, author, guest, said_at, channel, message, text
        FROM said JOIN searchable ON searchable.place = said.rowid
        JOIN statement USING (guild_id, debate, statement) JOIN revision USING (guild_id, debate, statement, revision)
        WHERE said MATCH ? AND guild_id = ? AND debate IN ({", ".join("?" * len(within))}) AND withdrawn = 0
        ORDER BY bm25(said), statement DESC LIMIT ?""",
        (query, guild, *within, FOUND_LIMIT + 1),
    ).fetchall()
    told = [(row, _own_words(row[8], wanted)) for row in found]
    return [
        Hit(
            debate=within[DebateId(debate)],
            statement=StatementId(statement),
            kind=StatementKind(kind),
            author=ParticipantId(author) if author is not None else None,
            guest=guest,
            said_at=moment(said_at),
            link=Link(guild, ChannelId(channel), MessageId(message)),
            words=words,
        )
        for (debate, statement, kind, author, guest, said_at, channel, message, _), words in told
        if words is not None
    ]


def _own_words(text: str, wanted: Search) -> str | None:
    from deliberation.parsing import read  # loaded where there is something to read

    return own_snippet(text, [Span(quote.start, quote.end) for quote in read(text).marked], wanted)


def _query(term: Term) -> str:
    """A term in FTS5's language. The words hold letters and digits alone and stand in quotation marks, so that none of
    them is taken for an operator.
    """
    phrase = '"' + " ".join(term.words) + '"'
    return f"{phrase} *" if term.begins else phrase
