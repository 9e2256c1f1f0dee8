"""Debates on SQLite. Which thread is whose is answered from memory."""

from datetime import datetime

from deliberation.actor import Actor
from deliberation.debate import Debate, DebateDraft
from deliberation.exporting.transcript import Transcript
from deliberation.ids import ActId, ChannelId, DebateKey, GuildId, MessageId
from deliberation.record import DebateRecord
from deliberation.steering.decision import Decision, DecisionDraft
from storage.sqlite import debates, records, rows, transcripts
from storage.sqlite.facade.file import SqliteFile
from storage.sqlite.rounds import decisions, helm
from storage.verbs.debates import DebateVerbs


class SqliteDebates(SqliteFile, DebateVerbs):
    """The verbs of debates."""

    async def open_debate(
        self, draft: DebateDraft, *, actor: Actor, act: ActId, home: ChannelId, at: datetime
    ) -> Debate:
        return await self._write(lambda db: debates.open_debate(db, draft, actor=actor, act=act, home=home, at=at))

    async def place_debate(self, key: DebateKey, *, opening: MessageId, thread: ChannelId, at: datetime) -> Debate:
        return await self._write(
            lambda db: debates.place_debate(db, key, opening=opening, thread=thread, at=at), then=self._remember
        )

    async def must_lead(self, key: DebateKey, *, actor: Actor) -> None:
        await self._read(lambda db: helm.must_lead(db, rows.debate_here(db, key), actor))

    async def end_debate(
        self, key: DebateKey, *, actor: Actor | None, at: datetime, act: ActId | None = None, unread: bool = False
    ) -> Debate:
        return await self._write(
            lambda db: debates.end_debate(db, key, actor=actor, at=at, act=act, unread=unread), then=self._remember
        )

    async def decide(self, key: DebateKey, draft: DecisionDraft, *, actor: Actor, act: ActId, at: datetime) -> Decision:
        return await self._write(lambda db: decisions.decide(db, key, draft, actor=actor, act=act, at=at))

    async def debate_in(self, guild: GuildId, channel: ChannelId) -> Debate | None:
        return self._threads.get((guild, channel))

    async def debate(self, key: DebateKey) -> Debate | None:
        return await self._read(lambda db: debates.debate(db, key))

    async def debates(self, guild: GuildId) -> tuple[Debate, ...]:
        return await self._read(lambda db: debates.debates(db, guild))

    async def debates_moved(self, guild: GuildId) -> tuple[Debate, ...]:
        return await self._read(lambda db: debates.debates_moved(db, guild))

    async def record(self, key: DebateKey) -> DebateRecord:
        return await self._read(lambda db: records.record(db, key))

    async def transcript(self, key: DebateKey) -> Transcript:
        return await self._read(lambda db: transcripts.transcript(db, key))

    def _remember(self, changed: Debate) -> None:
        if changed.thread is not None:
            self._threads[changed.key.guild, changed.thread] = changed
