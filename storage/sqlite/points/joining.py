"""Points: the one a quote joins, or the new one it makes; and the merges between them."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

import sqlite_utils

from deliberation.excerpt import claim_of
from deliberation.ids import DebateKey, ParticipantId, PointNumber, RoundNumber, StatementId
from deliberation.point import Point, PointOrigin, bare_words, current, joining_point
from deliberation.revising import carried
from deliberation.statement import Passage
from storage.sqlite import rows
from storage.sqlite.moments import micros
from storage.sqlite.statements.texts import Texts

if TYPE_CHECKING:
    from deliberation.locating import Located


@dataclass(frozen=True, slots=True)
class Occasion:
    """When a point is made: the round it belongs to and the moment."""

    round: RoundNumber
    at: datetime


def point_at(db: sqlite_utils.Database, key: DebateKey, located: "Located", occasion: Occasion) -> PointNumber:
    """The point that a quote found at `located` joins, merges followed; a new one where it joins none."""
    joined = point_there(db, key, located)
    if joined is not None:
        return joined
    words = Texts(db, key).words(located.statement, located.revision, located.span)
    passage = Passage(located.statement, located.revision, located.span)
    author = author_of(db, key, located.statement)
    return add_point(
        db, key, PointOrigin.PASSAGE, passage=passage, claim=claim_of(words), author=author, occasion=occasion
    )


def point_there(db: sqlite_utils.Database, key: DebateKey, located: "Located") -> PointNumber | None:
    """The point that a quote found at `located` joins, merges followed; None where it would make a new one."""
    joined = joining_point(located.statement, located.span, _points_within(db, key, located))
    return current(joined.number, rows.merges_of(db, key)) if joined is not None else None


class UnknownWords:
    """The points of words that no earlier statement says: nobody's confirmed words, shown where they are quoted.

    Those of a debate are read when the first is asked for, once for all quotes of a statement.
    """

    def __init__(self, db: sqlite_utils.Database, key: DebateKey) -> None:
        self._db = db
        self._key = key
        self._points: dict[tuple[str, ...], PointNumber] | None = None

    def point(self, quote: Passage, words: str, occasion: Occasion) -> PointNumber:
        """The point of `words`, made of the `quote` if nobody quoted them before.

        The same words, quoted again, join the point they made the first time, or whatever it has become.
        """
        if self._points is None:
            self._points = self._read()
        bare = bare_words(words)
        if bare in self._points:
            return current(self._points[bare], rows.merges_of(self._db, self._key))
        claim = claim_of(words)
        number = add_point(
            self._db, self._key, PointOrigin.UNVERIFIED, passage=quote, claim=claim, author=None, occasion=occasion
        )
        self._points[bare] = number
        return number

    def _read(self) -> dict[tuple[str, ...], PointNumber]:
        points: dict[tuple[str, ...], PointNumber] = {}
        for number, quoted in self._db.execute(
            """SELECT DISTINCT point, pair.quoted FROM point JOIN pair USING (guild_id, debate, point)
            WHERE guild_id = ? AND debate = ? AND origin = ? ORDER BY point""",
            (self._key.guild, self._key.debate, PointOrigin.UNVERIFIED.value),
        ):
            points.setdefault(bare_words(quoted), PointNumber(number))
        return points


def merge(db: sqlite_utils.Database, key: DebateKey, source: PointNumber, target: PointNumber, at: datetime) -> None:
    """Note that the bot found `source`, words of unknown origin, to be `target`; nothing where it knows already."""
    merges = rows.merges_of(db, key)
    if current(source, merges) == current(target, merges):
        return
    db.execute(
        "INSERT INTO merge (guild_id, debate, source, target, by, at) VALUES (?, ?, ?, ?, NULL, ?)",
        (key.guild, key.debate, current(source, merges), target, micros(at)),
    )


def author_of(db: sqlite_utils.Database, key: DebateKey, statement: StatementId) -> ParticipantId | None:
    """Who said `statement`; None for a guest author's or an erased participant's."""
    row = db.execute(
        "SELECT author FROM statement WHERE guild_id = ? AND debate = ? AND statement = ?",
        (key.guild, key.debate, statement),
    ).fetchone()
    return ParticipantId(row[0]) if row and row[0] is not None else None


def _points_within(db: sqlite_utils.Database, key: DebateKey, located: "Located") -> list[Point]:
    """The points whose passages are `located`'s statement's own words, as they stand in the revision it was found in.

    A passage that an edit took away is left out: nothing new can join it.
    """
    found = db.execute(
        f"{rows.POINT} AND point.statement = ? AND point.origin != ?",
        (key.guild, key.debate, located.statement, PointOrigin.UNVERIFIED.value),
    )
    texts = Texts(db, key)
    points: list[Point] = []
    for point in (rows.point_from(key.guild, row) for row in found.fetchall()):
        passage = point.passage
        if passage.revision != located.revision:
            span = carried(
                passage.span,
                texts.of(passage.statement, passage.revision),
                texts.of(passage.statement, located.revision),
            )
            if span is None:
                continue
            passage = Passage(passage.statement, located.revision, span)
        points.append(replace(point, passage=passage))
    return points


def add_point(
    db: sqlite_utils.Database,
    key: DebateKey,
    origin: PointOrigin,
    *,
    passage: Passage,
    claim: str,
    author: ParticipantId | None,
    occasion: Occasion,
) -> PointNumber:
    """Write a new point; its number, the next of its debate."""
    last = db.execute(
        "SELECT max(point) FROM point WHERE guild_id = ? AND debate = ?", (key.guild, key.debate)
    ).fetchone()
    number = PointNumber((last[0] or 0) + 1)
    db.execute(
        """INSERT INTO point (guild_id, debate, point, origin, claim, statement, revision, span_start, span_end, author,
        made_at, round) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
        (
            key.guild,
            key.debate,
            number,
            origin.value,
            claim,
            passage.statement,
            passage.revision,
            passage.span.start,
            passage.span.end,
            author,
            micros(occasion.at),
            occasion.round,
        ),
    )
    return number
