"""Follows on SQLite."""

from datetime import datetime

from deliberation.actor import Actor
from deliberation.following import Following, Wish
from deliberation.ids import DebateKey, UserId
from storage.sqlite import follows
from storage.sqlite.facade.file import SqliteFile
from storage.verbs.follows import FollowVerbs


class SqliteFollows(SqliteFile, FollowVerbs):
    """The verbs of follows."""

    async def follow(self, key: DebateKey, *, actor: Actor, wish: Wish, at: datetime) -> Following:
        return await self._write(lambda db: follows.follow(db, key, actor=actor, wish=wish, at=at))

    async def followers(self, key: DebateKey) -> tuple[UserId, ...]:
        return await self._read(lambda db: follows.followers(db, key))
