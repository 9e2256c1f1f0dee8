"""Replies by name: those that a statement holds, and those of which its author has said that they are meant."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

import sqlite_utils

from deliberation.ids import ActId, DebateKey, PointNumber, StatementId
from deliberation.point import Point, PointOrigin
from deliberation.statement import StatementKind
from deliberation.views.card import ByName
from storage.sqlite import rows
from storage.sqlite.moments import micros
from storage.sqlite.points.changes import rewordings_of

_MAY = (StatementKind.MESSAGE, StatementKind.LETTER)


def by_name(db: sqlite_utils.Database, key: DebateKey, statement: StatementId) -> tuple[ByName, ...]:
    """The replies by name in the latest revision of a letter, or of a message that quotes as well, in order.

    None in a guest's letter, since nobody here can say that they are meant; nor where it was recorded as chat, or is
    withdrawn.
    """
    row = db.execute(
        """SELECT kind, revision, text FROM statement JOIN revision USING (guild_id, debate, statement, revision)
        WHERE guild_id = ? AND debate = ? AND statement = ? AND kind IN (?, ?) AND author IS NOT NULL
        AND withdrawn = 0 AND as_chat = 0""",
        (key.guild, key.debate, statement, *(kind.value for kind in _MAY)),
    ).fetchone()
    if row is None:
        return ()
    kind, revision, text = row
    if kind != StatementKind.LETTER.value and not _has_pairs(db, key, statement, revision):
        return ()
    return _found(db, key, statement, text)


def names_any(db: sqlite_utils.Database, key: DebateKey, text: str) -> bool:
    """Whether `text` replies to any proposal by its name."""
    return bool(_replies(db, key, text))


def counted_by_name(
    db: sqlite_utils.Database, key: DebateKey, statement: StatementId, text: str
) -> tuple[tuple[ByName, Point], ...]:
    """The replies by name in `text`, a statement's, that its author has said are meant, each with the proposal."""
    if not _counted(db, key, statement):
        return ()
    proposals = {point.number: point for point in _proposals(db, key)}
    return tuple((one, proposals[one.point]) for one in _found(db, key, statement, text) if one.counted)


def count(
    db: sqlite_utils.Database,
    key: DebateKey,
    statement: StatementId,
    points: Iterable[PointNumber],
    *,
    act: ActId,
    at: datetime,
) -> bool:
    """Note that the author means their replies to these proposals; whether that is news.

    An act that comes again after it was taken back brings nothing back.
    """
    changed = 0
    for point in points:
        changed += db.execute(
            """INSERT INTO by_name (guild_id, debate, statement, point, act, counted_at) VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT (guild_id, debate, statement, point) DO UPDATE
            SET act = excluded.act, counted_at = excluded.counted_at, dropped_at = NULL
            WHERE dropped_at IS NOT NULL AND act != excluded.act""",
            (key.guild, key.debate, statement, point, act, micros(at)),
        ).rowcount
    return changed > 0


def uncount(
    db: sqlite_utils.Database, key: DebateKey, statement: StatementId, points: Iterable[PointNumber], *, at: datetime
) -> bool:
    """Note that the author takes back that they mean their replies to these proposals; whether that is news."""
    changed = 0
    for point in points:
        changed += db.execute(
            """UPDATE by_name SET dropped_at = ? WHERE guild_id = ? AND debate = ? AND statement = ? AND point = ?
            AND dropped_at IS NULL""",
            (micros(at), key.guild, key.debate, statement, point),
        ).rowcount
    return changed > 0


def _found(db: sqlite_utils.Database, key: DebateKey, statement: StatementId, text: str) -> tuple[ByName, ...]:
    counted = _counted(db, key, statement)
    return tuple(replace(one, counted=one.point in counted) for one in _replies(db, key, text))


def _replies(db: sqlite_utils.Database, key: DebateKey, text: str) -> tuple[ByName, ...]:
    from deliberation.answering.byname import (
        replies_by_name,  # with what folds and reads: not before there is something to read
    )
    from deliberation.reading.inline import marked_quotes

    return replies_by_name(text, _proposals(db, key), rewordings_of(db, key), marked_quotes(text))


def _proposals(db: sqlite_utils.Database, key: DebateKey) -> list[Point]:
    found = db.execute(
        f"{rows.POINT} AND point.origin = ? ORDER BY point.point", (key.guild, key.debate, PointOrigin.PROPOSAL.value)
    )
    return [rows.point_from(key.guild, row) for row in found.fetchall()]


def _counted(db: sqlite_utils.Database, key: DebateKey, statement: StatementId) -> frozenset[int]:
    found = db.execute(
        "SELECT point FROM by_name WHERE guild_id = ? AND debate = ? AND statement = ? AND dropped_at IS NULL",
        (key.guild, key.debate, statement),
    )
    return frozenset(point for (point,) in found)


def _has_pairs(db: sqlite_utils.Database, key: DebateKey, statement: StatementId, revision: int) -> bool:
    found = db.execute(
        "SELECT 1 FROM pair WHERE guild_id = ? AND debate = ? AND statement = ? AND revision = ?",
        (key.guild, key.debate, statement, revision),
    )
    return found.fetchone() is not None
