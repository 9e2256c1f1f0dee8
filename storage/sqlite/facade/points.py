"""Points on SQLite."""

from datetime import datetime

from deliberation.actor import Actor
from deliberation.ids import ActId, DebateKey, GuildId, PointNumber, RoundNumber
from deliberation.point import Merge, Point
from deliberation.points.changes import Aside, Restatement, Rewording, Split, Verdict
from deliberation.points.listing import Order, PointList, PointPage
from deliberation.points.meant import Meant, QuotedAs, QuotedWords
from deliberation.points.waiting import Confirmation
from storage.sqlite.facade.file import SqliteFile
from storage.sqlite.points import listing, meant, regrouping, rewording
from storage.verbs.points import Asked, PointVerbs


class SqlitePoints(SqliteFile, PointVerbs):
    """The verbs of points."""

    async def points(self, key: DebateKey, order: Order, *, actor: Actor) -> PointList:
        return await self._read(lambda db: listing.points(db, key, order, actor=actor))

    async def point_page(self, key: DebateKey, point: PointNumber, *, actor: Actor) -> PointPage:
        return await self._read(lambda db: listing.point_page(db, key, point, actor=actor))

    async def points_named(self, key: DebateKey) -> tuple[tuple[PointNumber, str], ...]:
        return await self._read(lambda db: listing.points_named(db, key))

    async def ask_for_ballot(
        self, key: DebateKey, point: PointNumber, *, actor: Actor, act: ActId, at: datetime
    ) -> Asked:
        return await self._write(lambda db: regrouping.ask_for_ballot(db, key, point, actor=actor, act=act, at=at))

    async def put_up_point(
        self, key: DebateKey, point: PointNumber, *, actor: Actor, act: ActId, at: datetime
    ) -> Point:
        return await self._write(lambda db: regrouping.put_up_point(db, key, point, actor=actor, act=act, at=at))

    async def reword_point(
        self, key: DebateKey, point: PointNumber, words: str, *, actor: Actor, act: ActId, at: datetime
    ) -> Rewording:
        return await self._write(lambda db: rewording.reword_point(db, key, point, words, actor=actor, act=act, at=at))

    async def decide_rewording(
        self, key: DebateKey, point: PointNumber, proposed: ActId, verdict: Verdict, *, actor: Actor, at: datetime
    ) -> Rewording:
        return await self._write(
            lambda db: rewording.decide_rewording(db, key, point, proposed, verdict, actor=actor, at=at)
        )

    async def restate_point(
        self, key: DebateKey, point: PointNumber, words: str, *, actor: Actor, act: ActId, at: datetime
    ) -> Restatement:
        return await self._write(lambda db: rewording.restate_point(db, key, point, words, actor=actor, act=act, at=at))

    async def decide_restatement(
        self, key: DebateKey, point: PointNumber, proposed: ActId, verdict: Verdict, *, actor: Actor, at: datetime
    ) -> Restatement:
        return await self._write(
            lambda db: rewording.decide_restatement(db, key, point, proposed, verdict, actor=actor, at=at)
        )

    async def confirmations(self, guild: GuildId, *, actor: Actor) -> tuple[Confirmation, ...]:
        return await self._read(lambda db: listing.confirmations(db, guild, actor=actor))

    async def quoted_in(self, key: DebateKey, number: RoundNumber, *, actor: Actor) -> tuple[QuotedWords, ...]:
        return await self._read(lambda db: meant.quoted_in(db, key, number, actor=actor))

    async def add_meaning(
        self,
        key: DebateKey,
        number: RoundNumber,
        kind: QuotedAs,
        quoted: int,
        words: str,
        *,
        actor: Actor,
        act: ActId,
        at: datetime,
        place: int = 0,
    ) -> Meant:
        # A summary is computed beside the writer: it takes a while, and everybody would wait.
        among = await self.quoted_in(key, number, actor=actor)
        return await self._write(
            lambda db: meant.add_meaning(
                db, key, number, words, quoted=(kind, quoted, place), among=among, actor=actor, act=act, at=at
            )
        )

    async def merge_points(
        self, key: DebateKey, source: PointNumber, target: PointNumber, *, actor: Actor, act: ActId, at: datetime
    ) -> Merge:
        return await self._write(
            lambda db: regrouping.merge_points(db, key, source, target, actor=actor, act=act, at=at)
        )

    async def unmerge_point(
        self, key: DebateKey, point: PointNumber, *, actor: Actor, act: ActId, at: datetime
    ) -> Merge:
        return await self._write(lambda db: regrouping.unmerge_point(db, key, point, actor=actor, act=act, at=at))

    async def split_point(
        self, key: DebateKey, point: PointNumber, parts: tuple[str, ...], *, actor: Actor, act: ActId, at: datetime
    ) -> tuple[Split, ...]:
        return await self._write(lambda db: regrouping.split_point(db, key, point, parts, actor=actor, act=act, at=at))

    async def set_aside(
        self, key: DebateKey, point: PointNumber, reason: str, *, actor: Actor, act: ActId, at: datetime
    ) -> Aside:
        return await self._write(lambda db: regrouping.set_aside(db, key, point, reason, actor=actor, act=act, at=at))

    async def take_up(self, key: DebateKey, point: PointNumber, *, actor: Actor, act: ActId, at: datetime) -> Aside:
        return await self._write(lambda db: regrouping.take_up(db, key, point, actor=actor, act=act, at=at))
