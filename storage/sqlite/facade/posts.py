"""Posts on SQLite."""

from collections.abc import Sequence
from datetime import datetime

from sqlite_utils import Database

from deliberation.ids import ChannelId, MessageId
from storage.outgoing import Outgoing, PostFile, PostKey, PostKind
from storage.sqlite import outbox
from storage.sqlite.facade.file import SqliteFile
from storage.sqlite.rounds import closing
from storage.sqlite.statements import answers
from storage.verbs.posts import PostVerbs


class SqlitePosts(SqliteFile, PostVerbs):
    """The verbs of posts."""

    async def posts_due(self, now: datetime) -> tuple[Outgoing, ...]:
        return await self._read(lambda db: outbox.posts_due(db, now))

    async def edits_due(self, now: datetime) -> tuple[Outgoing, ...]:
        return await self._read(lambda db: outbox.edits_due(db, now))

    async def post(self, key: PostKey) -> Outgoing | None:
        return await self._read(lambda db: outbox.post(db, key))

    async def owe_post(self, key: PostKey, channel: ChannelId, *, at: datetime) -> bool:
        return await self._write(lambda db: outbox.owe_post(db, key, channel, at=at))

    async def fill_post(
        self, key: PostKey, body: str, files: Sequence[PostFile], *, changes: int | None = None
    ) -> Outgoing:
        return await self._write(lambda db: outbox.fill_post(db, key, body, files, changes=changes))

    async def mark_sending(self, key: PostKey, *, after: MessageId | None, at: datetime) -> Outgoing:
        return await self._write(lambda db: outbox.mark_sending(db, key, after=after, at=at))

    async def mark_sent(self, key: PostKey, message: MessageId, *, at: datetime, changes: int | None = None) -> None:
        def sent(db: Database) -> None:
            outbox.mark_sent(db, key, message, at=at, changes=changes)
            if key.kind is PostKind.SUMMARY:
                closing.mark_summarised(db, key)
            if key.kind is PostKind.ANSWER:
                answers.mark_posted(db, key, message)

        await self._write(sent)

    async def postpone_post(self, key: PostKey, *, until: datetime) -> None:
        await self._write(lambda db: outbox.postpone_post(db, key, until=until))

    async def hold_post(self, key: PostKey, *, until: datetime) -> None:
        await self._write(lambda db: outbox.hold_post(db, key, until=until))

    async def hasten_post(self, key: PostKey, *, at: datetime) -> None:
        await self._write(lambda db: outbox.hasten_post(db, key, at=at))

    async def give_up_post(self, key: PostKey, *, at: datetime, changes: int | None = None) -> None:
        await self._write(lambda db: outbox.give_up_post(db, key, at=at, changes=changes))
