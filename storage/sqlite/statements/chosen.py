"""Chosen passages: what the author of a statement picked as what it answers, rather than typing a quote."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

import sqlite_utils

from deliberation.answering.answer import Since, Target
from deliberation.errors import NoSuchPassage, NoSuchPoint
from deliberation.ids import ActId, DebateKey, PointNumber, Span, StatementId
from deliberation.point import Point, PointOrigin, current
from deliberation.revising import carried
from deliberation.statement import Passage
from storage.sqlite import rows
from storage.sqlite.moments import micros
from storage.sqlite.statements.texts import Texts

if TYPE_CHECKING:
    from deliberation.locating import Located


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a statement answers by its author's choice."""

    words: str
    """The passage's own words; where they were found nowhere, as they were quoted first."""
    located: "Located | None"
    """Where they stand; None where they were found nowhere."""
    point: PointNumber | None
    """The point that was picked; None where a passage was, which joins a point or makes one."""

    @property
    def source(self) -> StatementId | None:
        """The statement whose words they are."""
        return self.located.statement if self.located else None


def chosen_target(db: sqlite_utils.Database, key: DebateKey, target: Target) -> Chosen:
    """The choice of a passage or a point.

    Raises:
        NoSuchPassage, NoSuchPoint: as they say.
    """
    return _passage(db, key, target) if isinstance(target, Passage) else _point(db, key, target)


def _passage(db: sqlite_utils.Database, key: DebateKey, passage: Passage) -> Chosen:
    """The choice of a passage, as it stands in its revision.

    Raises:
        NoSuchPassage: there is no such revision, or nothing at that place of it.
    """
    try:
        text = Texts(db, key).of(passage.statement, passage.revision)
    except KeyError:
        raise NoSuchPassage from None
    words = passage.span.of(text)
    if passage.span.end > len(text) or not words.strip() or _is_quoted(db, key, passage):
        raise NoSuchPassage
    return Chosen(words, _exactly(passage), None)


def _point(db: sqlite_utils.Database, key: DebateKey, number: PointNumber) -> Chosen:
    """The choice of a point, or of what it has become.

    Raises:
        NoSuchPoint: there is none of that number.
    """
    became = current(number, rows.merges_of(db, key))
    point = point_of(db, key, became)
    if point.origin is PointOrigin.UNVERIFIED:
        return Chosen(_as_quoted(db, key, point), None, point.number)
    passage = point.passage
    words = Texts(db, key).words(passage.statement, passage.revision, passage.span)
    return Chosen(words, _exactly(passage), point.number)


def point_of(db: sqlite_utils.Database, key: DebateKey, number: PointNumber) -> Point:
    """The point of that number.

    Raises:
        NoSuchPoint: there is none.
    """
    row = db.execute(f"{rows.POINT} AND point.point = ?", (key.guild, key.debate, number)).fetchone()
    if row is None:
        raise NoSuchPoint({"point": number})
    return rows.point_from(key.guild, row)


def choose(
    db: sqlite_utils.Database, key: DebateKey, statement: StatementId, chosen: Chosen, *, act: ActId, at: datetime
) -> None:
    """Note what `statement` answers by its author's choice, in the place of what they chose before."""
    located = chosen.located
    db.execute(
        """INSERT OR REPLACE INTO chosen (guild_id, debate, statement, act, point, source, source_revision,
        source_start, source_end, chosen_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
        (
            key.guild,
            key.debate,
            statement,
            act,
            chosen.point,
            *((located.statement, located.revision, located.span.start, located.span.end) if located else (None,) * 4),
            micros(at),
        ),
    )


def drop(db: sqlite_utils.Database, key: DebateKey, statement: StatementId, *, at: datetime) -> bool:
    """Note that the author takes their choice back; whether there was one."""
    dropped = db.execute(
        """UPDATE chosen SET dropped_at = ? WHERE guild_id = ? AND debate = ? AND statement = ?
        AND dropped_at IS NULL""",
        (micros(at), key.guild, key.debate, statement),
    )
    return dropped.rowcount == 1


def chosen_by(db: sqlite_utils.Database, key: DebateKey, statement: StatementId) -> Chosen | None:
    """What `statement` answers by its author's choice; None where nothing was chosen, or it was taken back."""
    row = db.execute(
        """SELECT point, source, source_revision, source_start, source_end FROM chosen
        WHERE guild_id = ? AND debate = ? AND statement = ? AND dropped_at IS NULL""",
        (key.guild, key.debate, statement),
    ).fetchone()
    if row is None:
        return None
    point, source, revision, start, end = row
    number = PointNumber(point) if point is not None else None
    if source is None:
        assert number is not None, "neither a passage nor a point was chosen"
        return Chosen(_as_quoted(db, key, point_of(db, key, number)), None, number)
    span = Span(start, end)
    words = Texts(db, key).words(source, revision, span)
    return Chosen(words, _exactly(Passage(StatementId(source), revision, span)), number)


def choosing(db: sqlite_utils.Database, key: DebateKey, source: StatementId) -> tuple[StatementId, ...]:
    """The statements whose authors picked words of `source`."""
    found = db.execute(
        """SELECT statement FROM chosen WHERE guild_id = ? AND debate = ? AND source = ? AND dropped_at IS NULL
        ORDER BY statement""",
        (key.guild, key.debate, source),
    )
    return tuple(StatementId(statement) for (statement,) in found)


def since(db: sqlite_utils.Database, key: DebateKey, chosen: Chosen) -> Since:
    """What became of the words that were picked."""
    if chosen.located is None:
        return Since.AS_THEY_WERE
    revision, withdrawn = db.execute(
        "SELECT revision, withdrawn FROM statement WHERE guild_id = ? AND debate = ? AND statement = ?",
        (key.guild, key.debate, chosen.located.statement),
    ).fetchone()
    if withdrawn:
        return Since.DELETED
    if revision == chosen.located.revision:
        return Since.AS_THEY_WERE
    texts = Texts(db, key)
    old = texts.of(chosen.located.statement, chosen.located.revision)
    stands = carried(chosen.located.span, old, texts.of(chosen.located.statement, revision)) is not None
    return Since.AS_THEY_WERE if stands else Since.EDITED


def _exactly(passage: Passage) -> "Located":
    from deliberation.locating import Located  # not before there is something to locate

    return Located(passage.statement, passage.revision, passage.span, 1.0, changed=False)


def _is_quoted(db: sqlite_utils.Database, key: DebateKey, passage: Passage) -> bool:
    """Whether the passage holds words that its statement quotes of somebody: they are not its author's."""
    row = db.execute(
        """SELECT 1 FROM pair WHERE guild_id = ? AND debate = ? AND statement = ? AND revision = ?
        AND syntax != 'prose' AND quote_start < quote_end AND quote_start < ? AND quote_end > ?""",
        (key.guild, key.debate, passage.statement, passage.revision, passage.span.end, passage.span.start),
    ).fetchone()
    return row is not None


def _as_quoted(db: sqlite_utils.Database, key: DebateKey, point: Point) -> str:
    """The words of an unverified point as they were quoted first."""
    row = db.execute(
        "SELECT quoted FROM pair WHERE guild_id = ? AND debate = ? AND point = ? ORDER BY statement, revision, pair",
        (key.guild, key.debate, point.number),
    ).fetchone()
    return row[0] if row else point.claim
