"""Counterpoints: the answers of a debate, as the latest revisions have them."""

from datetime import datetime

import sqlite_utils

from deliberation.ids import (
    ChannelId,
    CounterpointNumber,
    DebateKey,
    Link,
    MessageId,
    ParticipantId,
    PointNumber,
    RoundNumber,
    Span,
    StatementId,
)
from deliberation.point import Counterpoint
from deliberation.statement import Passage
from storage.sqlite.moments import moment
from storage.sqlite.statements.texts import Texts

_ANSWERS = """SELECT pair.counterpoint, pair.point, pair.statement, pair.revision, pair.response_start,
    pair.response_end, pair.quote_start, pair.quote_end, pair.changed, statement.author, statement.round,
    statement.said_at, statement.channel, statement.message, statement.withdrawn
    FROM pair {index} JOIN statement USING (guild_id, debate, statement, revision)
    WHERE pair.guild_id = ? AND pair.debate = ? AND pair.counterpoint IS NOT NULL {where}
    ORDER BY pair.counterpoint"""


def counterpoints_of(
    db: sqlite_utils.Database, key: DebateKey, *, point: PointNumber | None = None
) -> tuple[Counterpoint, ...]:
    """The answers in a debate as the latest revisions have them, in order of number; on one point where asked."""
    sql = _ANSWERS.format(index="", where="")
    wanted: list[int] = [key.guild, key.debate]
    if point is not None:
        # Left to itself SQLite walks through every counterpoint of the debate to save the sorting.
        sql = _ANSWERS.format(index="INDEXED BY pair_by_point", where="AND pair.point = ?")
        wanted.append(point)
    texts = Texts(db, key)
    if point is None:
        texts.read_answers()
    answers: list[Counterpoint] = []
    for row in db.execute(sql, wanted).fetchall():
        number, on, statement, revision, start, end, quote_start, quote_end, changed = row[:9]
        author, round_number, said_at, channel, message, withdrawn = row[9:]
        passage = Passage(StatementId(statement), revision, Span(start, end))
        answers.append(
            Counterpoint(
                number=CounterpointNumber(number),
                point=PointNumber(on),
                author=ParticipantId(author) if author is not None else None,
                passage=passage,
                quote=Span(quote_start, quote_end),
                words=texts.words(statement, revision, passage.span),
                changed=bool(changed),
                round=RoundNumber(round_number),
                said_at=moment(said_at),
                link=Link(key.guild, ChannelId(channel), MessageId(message)),
                withdrawn=bool(withdrawn),
                reworded_at=_reworded_at(db, key, texts, number) if revision > 1 else None,
            )
        )
    return tuple(answers)


def _reworded_at(db: sqlite_utils.Database, key: DebateKey, texts: Texts, number: int) -> datetime | None:
    """When an edit last changed the words of an answer; None where it stands as it was first read."""
    since: datetime | None = None
    before: str | None = None
    for statement, revision, start, end, revised_at in db.execute(
        """SELECT statement, revision, response_start, response_end, revised_at
        FROM pair JOIN revision USING (guild_id, debate, statement, revision)
        WHERE guild_id = ? AND debate = ? AND counterpoint = ? ORDER BY revision""",
        (key.guild, key.debate, number),
    ).fetchall():
        words = texts.words(statement, revision, Span(start, end))
        if before is not None and words != before:
            since = moment(revised_at)
        before = words
    return since
