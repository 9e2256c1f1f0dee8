"""Listing points: what a member reads of them, and the words of others that wait for a member's yes."""

from sqlite_utils import Database

from deliberation.actor import Actor
from deliberation.debate import DebateState
from deliberation.errors import NoSuchPoint
from deliberation.ids import DebateId, DebateKey, GuildId, PointNumber
from deliberation.point import Point, current
from deliberation.points.changes import claim_in
from deliberation.points.listing import Order, PointList, PointPage, compose_point, compose_points
from deliberation.points.waiting import Confirmation, confirmations_for
from deliberation.record import DebateRecord
from deliberation.revising import carried
from storage.sqlite import rows
from storage.sqlite.participants import NOBODY, known_participant
from storage.sqlite.points.changes import changes_of
from storage.sqlite.points.regrouping import asking
from storage.sqlite.records import record
from storage.sqlite.statements.texts import Texts


def points(db: Database, key: DebateKey, order: Order, *, actor: Actor) -> PointList:
    """The points of a debate in that order, as the actor may see them.

    Raises:
        NoDebateHere, AnotherServer: as they say.
    """
    actor.must_be_in(key.guild)
    reader = known_participant(db, key.guild, actor.user) or NOBODY
    known = record(db, key)
    return compose_points(known, order, reader, edited_points(db, known))


def point_page(db: Database, key: DebateKey, point: PointNumber, *, actor: Actor) -> PointPage:
    """Everything there is to read about one point, as the actor may see it.

    Raises:
        NoDebateHere, AnotherServer, NoSuchPoint: as they say.
    """
    actor.must_be_in(key.guild)
    reader = known_participant(db, key.guild, actor.user) or NOBODY
    known = record(db, key)
    became = current(point, known.merges)
    page = compose_point(known, point, reader, edited_points(db, known), asking=reader in asking(db, key, became))
    if page is None:
        raise NoSuchPoint({"point": point})
    return page


def points_named(db: Database, key: DebateKey) -> tuple[tuple[PointNumber, str], ...]:
    """The points that were not merged into others, with the words that stand for them now, in order of number.

    Raises:
        NoDebateHere: there is no such debate.
    """
    rows.debate_here(db, key)
    merges, changes = rows.merges_of(db, key), changes_of(db, key)
    last = rows.rounds_of(db, key)[-1].number
    return tuple(
        (point.number, claim_in(point, last, changes.rewordings))
        for point in rows.points_of(db, key)
        if current(point.number, merges) == point.number
    )


def confirmations(db: Database, guild: GuildId, *, actor: Actor) -> tuple[Confirmation, ...]:
    """Words that wait for the actor to say whether they are what they mean, over the open debates of a server.

    Raises:
        AnotherServer: the actor is elsewhere.
    """
    actor.must_be_in(guild)
    reader = known_participant(db, guild, actor.user)
    if reader is None:
        return ()
    found = db.execute(
        """SELECT DISTINCT debate FROM (
            SELECT guild_id, debate, point FROM rewording WHERE guild_id = :guild AND verdict = 'waiting'
            UNION SELECT guild_id, debate, point FROM restatement WHERE guild_id = :guild AND verdict = 'waiting')
        JOIN point USING (guild_id, debate, point) JOIN debate USING (guild_id, debate)
        WHERE point.author = :reader AND debate.state = :open ORDER BY debate""",
        {"guild": guild, "reader": reader, "open": DebateState.OPEN.value},
    )
    waiting: list[Confirmation] = []
    for (debate,) in found.fetchall():
        waiting += confirmations_for(_points_of(db, DebateKey(guild, DebateId(debate))), reader)
    return tuple(waiting)


def _points_of(db: Database, key: DebateKey) -> DebateRecord:
    """A debate's points with what was done to them, and nothing else."""
    return DebateRecord(
        debate=rows.debate_here(db, key),
        rounds=rows.rounds_of(db, key),
        points=rows.points_of(db, key),
        merges=rows.merges_of(db, key),
        changes=changes_of(db, key),
    )


def edited_points(db: Database, known: DebateRecord) -> frozenset[PointNumber]:
    """The points whose words their author has changed since: they stand in the latest revision no more."""
    key, texts = known.debate.key, Texts(db, known.debate.key)
    latest = dict(
        db.execute(
            "SELECT statement, revision FROM statement WHERE guild_id = ? AND debate = ? AND revision > 1",
            (key.guild, key.debate),
        ).fetchall()
    )
    return frozenset(point.number for point in known.points if _is_changed(point, latest, texts))


def _is_changed(point: Point, latest: dict[int, int], texts: Texts) -> bool:
    passage = point.passage
    revision = latest.get(passage.statement, passage.revision)
    if revision == passage.revision:
        return False
    before, after = texts.of(passage.statement, passage.revision), texts.of(passage.statement, revision)
    return carried(passage.span, before, after) is None
