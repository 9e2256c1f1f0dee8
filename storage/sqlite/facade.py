"""The store on SQLite: each verb runs on the writer's thread, or reads from a connection that can only read."""

import asyncio
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path
from queue import SimpleQueue
from typing import TYPE_CHECKING, TypeVar

from sqlite_utils import Database

from deliberation.actor import Actor
from deliberation.ballot import Ballot
from deliberation.card import Card
from deliberation.debate import Debate, DebateDraft
from deliberation.digest import DigestSettings
from deliberation.ids import (
    ActId,
    ChannelId,
    CounterpointNumber,
    DebateId,
    DebateKey,
    GuildId,
    MessageId,
    ParticipantId,
    PointNumber,
    RoundNumber,
    StatementId,
)
from deliberation.mine import MyStances
from deliberation.record import DebateRecord
from deliberation.round import Round
from deliberation.schedule import Week
from deliberation.stance import Position, Stance
from storage.errors import StoreClosed
from storage.outgoing import Outgoing, PostFile, PostKey, PostKind
from storage.sqlite import cursors, debates, digests, due, outbox, records, rounds, rows, stances, statements
from storage.sqlite.ballots import RoundsBefore
from storage.sqlite.database import open_reading, open_writing, snapshot, sqlite3, storage_error
from storage.sqlite.indexes import DebateIndexes
from storage.sqlite.lease import Lease
from storage.sqlite.migrations import migrate
from storage.sqlite.suggestions import Suggestions
from storage.sqlite.writer import Writer
from storage.store import Arrival, Cursor, Recorded, Store

if TYPE_CHECKING:
    from deliberation.parsing import Reading

T = TypeVar("T")

READERS = 2
READ_ASIDE = 4_000
"""Texts longer than this many characters (a Discord message has fewer) are read in line on a thread of their own."""


class SqliteStore(Store):
    """A `Store` in one SQLite file. Made by `open`."""

    def __init__(self, path: Path, lease: Lease, db: Database, readers: Sequence[Database]) -> None:
        self._path = path
        self._lease = lease
        self._db = db
        self._readers = tuple(readers)
        self._free: SimpleQueue[Database] = SimpleQueue()
        for reader in readers:
            self._free.put(reader)
        self._reading = ThreadPoolExecutor(len(self._readers), thread_name_prefix="counterpoint-reader")
        self._indexes = DebateIndexes()
        self._before = RoundsBefore()
        self._suggestions = Suggestions()
        self._threads = {(found.key.guild, found.thread): found for found in _placed(db)}
        self._writer = Writer(db, lease, path)
        self._closed = False

    @classmethod
    async def open(cls, path: Path) -> "SqliteStore":
        """The store in the file at `path`, which is made where there is none.

        Raises:
            DatabaseInUse, DatabaseUnwritable, NotADatabase, ForeignDatabase, DatabaseDamaged, DatabaseNewer,
            DatabaseBusy: as they say; what is at `path` is left as it is.
        """
        return await asyncio.to_thread(cls._open, path)

    @classmethod
    def _open(cls, path: Path) -> "SqliteStore":
        path = path.resolve()  # the lock belongs to the file, by whatever name it is opened
        lease = Lease(path)
        lease.take()
        opened: list[Database] = []
        try:
            opened.append(db := open_writing(path))
            migrate(db, path)
            lease.write_down(db)
            opened += [open_reading(path) for _ in range(READERS)]
            return cls(path, lease, db, opened[1:])
        except BaseException:
            for connection in opened:
                connection.close()
            lease.give_back()
            raise

    async def close(self) -> None:
        if not self._closed:
            self._closed = True
            await asyncio.to_thread(self._close)

    def _close(self) -> None:
        self._writer.close()
        self._reading.shutdown()
        for reader in self._readers:
            reader.close()
        self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        self._db.close()
        self._lease.give_back()

    async def _read(self, read: Callable[[Database], T]) -> T:
        if self._closed:
            raise StoreClosed(self._path)
        return await asyncio.get_running_loop().run_in_executor(self._reading, self._read_now, read)

    def _read_now(self, read: Callable[[Database], T]) -> T:
        reader = self._free.get()
        try:
            return snapshot(reader, read)
        except sqlite3.Error as error:
            raise storage_error(error, self._path) from error
        finally:
            self._free.put(reader)

    def _remember(self, changed: Debate) -> None:
        if changed.thread is not None:
            self._threads[changed.key.guild, changed.thread] = changed

    # --- debates -----------------------------------------------------------------------------------------------

    async def open_debate(
        self, draft: DebateDraft, *, actor: Actor, act: ActId, home: ChannelId, at: datetime
    ) -> Debate:
        return await self._writer.write(
            lambda db: debates.open_debate(db, draft, actor=actor, act=act, home=home, at=at)
        )

    async def place_debate(self, key: DebateKey, *, opening: MessageId, thread: ChannelId, at: datetime) -> Debate:
        return await self._writer.write(
            lambda db: debates.place_debate(db, key, opening=opening, thread=thread, at=at), then=self._remember
        )

    async def end_debate(self, key: DebateKey, *, actor: Actor | None, at: datetime) -> Debate:
        return await self._writer.write(lambda db: debates.end_debate(db, key, actor=actor, at=at), then=self._remember)

    async def debate_in(self, guild: GuildId, channel: ChannelId) -> Debate | None:
        return self._threads.get((guild, channel))

    async def debate(self, key: DebateKey) -> Debate | None:
        return await self._read(lambda db: debates.debate(db, key))

    async def debates(self, guild: GuildId) -> tuple[Debate, ...]:
        return await self._read(lambda db: debates.debates(db, guild))

    async def record(self, key: DebateKey) -> DebateRecord:
        return await self._read(lambda db: records.record(db, key))

    # --- rounds ------------------------------------------------------------------------------------------------

    async def open_round(self, key: DebateKey, *, actor: Actor, deadline: datetime, at: datetime) -> Round:
        return await self._writer.write(lambda db: rounds.open_round(db, key, actor=actor, deadline=deadline, at=at))

    async def close_round(self, key: DebateKey, *, actor: Actor, at: datetime) -> Round:
        return await self._writer.write(lambda db: rounds.close_round(db, key, actor=actor, at=at))

    async def rounds_due(self, now: datetime) -> tuple[Round, ...]:
        return await self._read(lambda db: rounds.rounds_due(db, now))

    async def close_due_round(
        self, key: DebateKey, number: RoundNumber, *, unread: bool, now: datetime
    ) -> Round | None:
        return await self._writer.write(lambda db: rounds.close_due_round(db, key, number, unread=unread, now=now))

    # --- statements --------------------------------------------------------------------------------------------

    async def record_statement(self, key: DebateKey, arrival: Arrival) -> Recorded:
        (reading,) = await _read_each([arrival])
        recorded = await self._writer.write(
            lambda db: statements.record_statement(db, self._indexes, key, arrival, reading)
        )
        self._expect_suggestions([recorded])
        return recorded

    async def must_take_letter(self, key: DebateKey, *, actor: Actor) -> None:
        await self._read(lambda db: statements.must_take_letter(db, key, actor=actor))

    async def withdraw_statement(self, key: DebateKey, statement: StatementId, *, at: datetime) -> None:
        await self._writer.write(lambda db: statements.withdraw_statement(db, self._indexes, key, statement, at=at))

    async def card(self, key: DebateKey, statement: StatementId) -> Card | None:
        return await self._read(lambda db: statements.card(db, key, statement))

    # --- stances -----------------------------------------------------------------------------------------------

    async def open_ballot(self, key: DebateKey, *, actor: Actor, at: datetime) -> Ballot:
        opened = await self._writer.write(lambda db: stances.open_ballot(db, self._before, key, actor=actor, at=at))
        return await self._suggested(opened)

    async def open_claim(self, key: DebateKey, point: PointNumber, *, actor: Actor, at: datetime) -> Ballot:
        opened = await self._writer.write(
            lambda db: stances.open_claim(db, self._before, key, point, actor=actor, at=at)
        )
        return await self._suggested(opened)

    async def ballot(self, key: DebateKey, number: RoundNumber, *, actor: Actor) -> Ballot:
        return await self._read(
            lambda db: self._suggestions.added_to(db, stances.ballot(db, self._before, key, number, actor=actor))
        )

    async def prepare(self) -> None:
        await self._read(self._suggestions.prepare)

    def _expect_suggestions(self, recorded: Iterable[Recorded]) -> None:
        """Where somebody answered something, have what their ballot needs at hand by the time they open it."""
        if not self._closed and not self._suggestions.loaded and any(one.pairs for one in recorded):
            self._reading.submit(self._suggestions.load)

    async def _suggested(self, opened: Ballot) -> Ballot:
        """A ballot that the writer put together, with what its member's own answers suggest."""
        if all(claim.own_answer is None for claim in opened.claims):
            return opened
        return await self._read(lambda db: self._suggestions.added_to(db, opened))

    async def record_stance(
        self,
        key: DebateKey,
        number: RoundNumber,
        point: PointNumber,
        position: Position,
        *,
        actor: Actor,
        act: ActId,
        at: datetime,
    ) -> Stance:
        return await self._writer.write(
            lambda db: stances.record_stance(db, key, number, point, position, actor=actor, act=act, at=at)
        )

    async def amend_stance(
        self,
        key: DebateKey,
        number: RoundNumber,
        point: PointNumber,
        *,
        actor: Actor,
        act: ActId,
        at: datetime,
        reason: str | None = None,
        condition: str | None = None,
        credit: CounterpointNumber | None = None,
    ) -> Stance:
        words = {"reason": reason, "condition": condition}
        return await self._writer.write(
            lambda db: stances.amend_stance(db, key, number, point, actor=actor, act=act, at=at, credit=credit, **words)
        )

    async def must_take_words(self, key: DebateKey, number: RoundNumber, *, actor: Actor, at: datetime) -> None:
        await self._read(lambda db: stances.must_take_words(db, key, number, actor=actor, at=at))

    async def keep_rest(
        self, key: DebateKey, number: RoundNumber, *, actor: Actor, act: ActId, at: datetime
    ) -> tuple[Stance, ...]:
        return await self._writer.write(lambda db: stances.keep_rest(db, key, number, actor=actor, act=act, at=at))

    async def mine(self, key: DebateKey, *, actor: Actor) -> MyStances:
        return await self._read(lambda db: stances.mine(db, key, actor=actor))

    async def pseudonyms(self, key: DebateKey) -> Mapping[ParticipantId, str]:
        return await self._writer.write(lambda db: debates.pseudonyms(db, key))

    # --- posts -------------------------------------------------------------------------------------------------

    async def posts_due(self, now: datetime) -> tuple[Outgoing, ...]:
        return await self._read(lambda db: outbox.posts_due(db, now))

    async def edits_due(self, now: datetime) -> tuple[Outgoing, ...]:
        return await self._read(lambda db: outbox.edits_due(db, now))

    async def post(self, key: PostKey) -> Outgoing | None:
        return await self._read(lambda db: outbox.post(db, key))

    async def owe_post(self, key: PostKey, channel: ChannelId, *, at: datetime) -> bool:
        return await self._writer.write(lambda db: outbox.owe_post(db, key, channel, at=at))

    async def fill_post(
        self, key: PostKey, body: str, files: Sequence[PostFile], *, changes: int | None = None
    ) -> Outgoing:
        return await self._writer.write(lambda db: outbox.fill_post(db, key, body, files, changes=changes))

    async def mark_sending(self, key: PostKey, *, after: MessageId | None, at: datetime) -> Outgoing:
        return await self._writer.write(lambda db: outbox.mark_sending(db, key, after=after, at=at))

    async def mark_sent(self, key: PostKey, message: MessageId, *, at: datetime, changes: int | None = None) -> None:
        def sent(db: Database) -> None:
            outbox.mark_sent(db, key, message, at=at, changes=changes)
            if key.kind is PostKind.SUMMARY:
                rounds.mark_summarised(db, key.guild, DebateId(key.subject), RoundNumber(key.generation))

        await self._writer.write(sent)

    async def postpone_post(self, key: PostKey, *, until: datetime) -> None:
        await self._writer.write(lambda db: outbox.postpone_post(db, key, until=until))

    async def give_up_post(self, key: PostKey, *, at: datetime, changes: int | None = None) -> None:
        await self._writer.write(lambda db: outbox.give_up_post(db, key, at=at, changes=changes))

    # --- the week ----------------------------------------------------------------------------------------------

    async def set_digest(self, settings: DigestSettings, *, actor: Actor) -> datetime:
        return await self._writer.write(lambda db: digests.set_digest(db, settings, actor=actor))

    async def digest_settings(self, guild: GuildId) -> DigestSettings | None:
        return await self._read(lambda db: digests.digest_settings(db, guild))

    async def digests_due(self, now: datetime) -> tuple[DigestSettings, ...]:
        return await self._read(lambda db: digests.digests_due(db, now))

    async def owe_digest(self, settings: DigestSettings, week: Week, *, now: datetime) -> bool:
        return await self._writer.write(lambda db: digests.owe_digest(db, settings, week, now=now))

    async def skip_digest(self, settings: DigestSettings, week: Week, *, now: datetime) -> bool:
        return await self._writer.write(lambda db: digests.skip_digest(db, settings, week, now=now))

    async def owe_digest_now(
        self, guild: GuildId, channel: ChannelId, *, actor: Actor, act: ActId, at: datetime
    ) -> None:
        await self._writer.write(lambda db: digests.owe_digest_now(db, guild, channel, actor=actor, act=act, at=at))

    # --- reading history ---------------------------------------------------------------------------------------

    async def cursors(self, guild: GuildId | None = None) -> tuple[Cursor, ...]:
        return await self._read(lambda db: cursors.cursors(db, guild))

    async def record_history(
        self, key: DebateKey, arrivals: Sequence[Arrival], *, read_to: MessageId | None, now: datetime
    ) -> tuple[Recorded, ...]:
        readings = await _read_each(arrivals)
        recorded = await self._writer.write(
            lambda db: cursors.record_history(db, self._indexes, key, arrivals, readings, read_to=read_to, now=now)
        )
        self._expect_suggestions(recorded)
        return recorded

    async def withdraw_missing(
        self, key: DebateKey, *, since: MessageId, until: MessageId, present: frozenset[MessageId], at: datetime
    ) -> int:
        return await self._writer.write(
            lambda db: cursors.withdraw_missing(
                db, self._indexes, key, since=since, until=until, present=present, at=at
            )
        )

    # --- the clock ---------------------------------------------------------------------------------------------

    async def next_due(self, now: datetime) -> datetime | None:
        return await self._read(lambda db: due.next_due(db, now))


def _placed(db: Database) -> list[Debate]:
    found = db.execute(f"SELECT {rows.DEBATE} FROM debate WHERE thread IS NOT NULL").fetchall()
    return [rows.debate_from(row) for row in found]


async def _read_each(arrivals: Sequence[Arrival]) -> "list[Reading]":
    """What is read in each of `arrivals`; where that takes long, beside the loop and the writer."""
    from deliberation.parsing import read  # not before there is something to read

    texts = [arrival.text for arrival in arrivals]
    if sum(map(len, texts)) <= READ_ASIDE:
        return [read(text) for text in texts]
    return await asyncio.to_thread(lambda: [read(text) for text in texts])
