"""Cards: what a statement answers, read back with the places its quotes were taken from."""

from dataclasses import replace
from typing import Any

import sqlite_utils

from deliberation.excerpt import claim_of
from deliberation.ids import ChannelId, DebateKey, Link, MessageId, ParticipantId, PointNumber, Span, StatementId
from deliberation.point import current
from deliberation.statement import QuoteSyntax, StatementKind
from deliberation.views.card import Card, CardPair
from storage.sqlite import rows
from storage.sqlite.statements.byname import by_name
from storage.sqlite.statements.texts import Texts
from storage.sqlite.statements.ways import ways_of


def card(db: sqlite_utils.Database, key: DebateKey, statement: StatementId) -> Card | None:
    """What a statement answers in its latest revision; None where it is unknown, quotes nothing and names nothing."""
    head = db.execute(
        """SELECT kind, author, guest, channel, message, withdrawn, revision, text
        FROM statement JOIN revision USING (guild_id, debate, statement, revision)
        WHERE guild_id = ? AND debate = ? AND statement = ?""",
        (key.guild, key.debate, statement),
    ).fetchone()
    if head is None:
        return None
    kind, author, guest, channel, message, withdrawn, revision, text = head
    pairs = _pairs(db, key, statement, revision, text)
    not_counted = tuple(one for one in by_name(db, key, statement) if not one.counted)
    if not pairs and not not_counted:
        return None
    return Card(
        statement=statement,
        kind=StatementKind(kind),
        author=ParticipantId(author) if author is not None else None,
        guest=guest,
        link=Link(key.guild, ChannelId(channel), MessageId(message)),
        pairs=pairs,
        withdrawn=bool(withdrawn),
        not_counted=not_counted,
    )


def _pairs(
    db: sqlite_utils.Database, key: DebateKey, statement: StatementId, revision: int, text: str
) -> tuple[CardPair, ...]:
    claims = _Claims(db, key)
    sources = Texts(db, key)
    found = db.execute(
        """SELECT pair.pair, pair.quoted, pair.response_start, pair.response_end, pair.point, pair.changed,
        pair.source, pair.source_revision, pair.source_start, pair.source_end,
        source.author, source.guest, source.channel, source.message, pair.quote_start, pair.quote_end,
        pair.syntax
        FROM pair LEFT JOIN statement AS source ON source.guild_id = pair.guild_id AND source.debate = pair.debate
        AND source.statement = pair.source
        WHERE pair.guild_id = ? AND pair.debate = ? AND pair.statement = ? AND pair.revision = ? ORDER BY pair.pair""",
        (key.guild, key.debate, statement, revision),
    )
    ways = ways_of(db, key, statement, revision)
    pairs = [_pair(key, row, text, claims, sources) for row in found.fetchall()]
    return tuple(replace(pair, via=ways.get(pair.quote.start)) if pair.quote else pair for pair in pairs)


def _pair(key: DebateKey, row: rows.Row, text: str, claims: "_Claims", sources: Texts) -> CardPair:
    place, quoted, start, end, point, changed, source, source_revision, source_start, source_end = row[:10]
    author, guest, channel, message, quote_start, quote_end, syntax = row[10:]
    number = claims.current(PointNumber(point)) if point is not None else None
    known = source is not None
    return CardPair(
        number=place,
        point=number,
        claim=claims.of(number) if number is not None else claim_of(quoted),
        quoted=quoted,
        source=sources.words(source, source_revision, Span(source_start, source_end)) if known else None,
        changed=bool(changed),
        source_author=ParticipantId(author) if author is not None else None,
        source_guest=guest,
        source_link=Link(key.guild, ChannelId(channel), MessageId(message)) if known else None,
        response=text[start:end] if start is not None else "",
        quote=Span(quote_start, quote_end),
        by_name=syntax == QuoteSyntax.NAMED.value,
    )


class _Claims:
    """The claims of a debate's points, merges followed."""

    def __init__(self, db: sqlite_utils.Database, key: DebateKey) -> None:
        self._db = db
        self._key = key
        self._merges = rows.merges_of(db, key)

    def current(self, number: PointNumber) -> PointNumber:
        """What the point has become."""
        return current(number, self._merges)

    def of(self, number: PointNumber) -> str:
        """The claim of a point."""
        row: tuple[Any, ...] = self._db.execute(
            "SELECT claim FROM point WHERE guild_id = ? AND debate = ? AND point = ?",
            (self._key.guild, self._key.debate, number),
        ).fetchone()
        return row[0]
