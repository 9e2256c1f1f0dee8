"""The gateway: sessions with numbered events, RESUME with replay, and everything that can end either."""

import asyncio
import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any
from uuid import uuid4

import discord
from aiohttp import WSMsgType, web
from simcord.backend import Backend, serializers
from simcord.gateway import FakeGateway

from tests.wire.sockets import reset

EVENT, HEARTBEAT, IDENTIFY, RESUME, RECONNECT, INVALID, HELLO, ACKNOWLEDGED = 0, 1, 2, 6, 7, 9, 10, 11
"""Opcodes."""


class _Parsers:
    """In SimCord's eyes the parsers of a client's events: each event is told instead of being parsed."""

    def __init__(self, tell: Callable[[str, Mapping[str, Any]], None]) -> None:
        self._tell = tell

    def __getitem__(self, event: str) -> Callable[[Mapping[str, Any]], None]:
        return lambda payload: self._tell(event, payload)


class _Listening:
    """In SimCord's eyes the state of a client's connection; SimCord then sends what its intents allow."""

    def __init__(self, intents: discord.Intents, tell: Callable[[str, Mapping[str, Any]], None]) -> None:
        self.intents = intents
        self.parsers = _Parsers(tell)


class Session:
    """One session: everything it was told, numbered from 1, whether or not a socket was there to hear it."""

    def __init__(self, backend: Backend, intents: int) -> None:
        self.id = uuid4().hex
        self.log: list[str] = []
        """The events as they were sent; the one at index n has the sequence number n + 1."""
        self.replayed: list[tuple[int, int]] = []
        """For each RESUME, the sequence numbers between which events were sent again: behind the first, to the last."""
        self._backend = backend
        self._listener = FakeGateway(backend, _Listening(discord.Intents._from_value(intents), self.tell))
        self.feed = self._listener.feed
        self._hearing: asyncio.Queue[str] | None = None
        backend.subscribers.append(self.feed)

    def tell(self, event: str, data: Mapping[str, Any]) -> None:
        """Number an event, and send it where somebody listens."""
        text = json.dumps({"op": EVENT, "t": event, "s": len(self.log) + 1, "d": data})
        self.log.append(text)
        if self._hearing is not None:
            self._hearing.put_nowait(text)

    def heard_by(self, queue: "asyncio.Queue[str] | None") -> None:
        """From now on events go into `queue`; with None they are only kept."""
        self._hearing = queue

    def unheard_by(self, queue: "asyncio.Queue[str]") -> None:
        """A socket is gone. Another may have taken its place."""
        if self._hearing is queue:
            self._hearing = None

    def end(self) -> None:
        """Nothing is kept for it any more."""
        self._hearing = None
        with suppress(ValueError):
            self._backend.subscribers.remove(self.feed)


class _Connection:
    """One socket, with what waits to be sent on it."""

    def __init__(self, socket: web.WebSocketResponse, request: web.Request) -> None:
        self.socket = socket
        self.request = request
        self.queue: asyncio.Queue[str] = asyncio.Queue()
        self.session: Session | None = None

    async def send_all(self) -> None:
        """Send what is queued, in order, until the socket is gone."""
        with suppress(ConnectionError):
            while True:
                await self.socket.send_str(await self.queue.get())

    def put(self, op: int, data: object = None) -> None:
        """Queue what is no event."""
        self.queue.put_nowait(json.dumps({"op": op, "d": data}))


class Gateway:
    """Where the bot connects. One session lives at a time: who identifies anew begins another."""

    def __init__(self, backend: Backend, changed: Callable[[], None]) -> None:
        self.address = ""
        self.refuses: int | None = None
        """The code with which who identifies is turned away; None lets them in."""
        self.sessions: list[Session] = []
        """All there were; the last one may be alive."""
        self.identified = 0
        self.readied = 0
        self.resumed = 0
        self.rejected = 0
        """How often a RESUME was answered by "invalid session"."""
        self._backend = backend
        self._changed = changed
        self._alive: Session | None = None
        self._connections: list[_Connection] = []

    # --- what befalls it -----------------------------------------------------------------------------------------

    @property
    def connected(self) -> bool:
        """Whether somebody listens who identified or resumed."""
        return any(connection.session is not None for connection in self._connections)

    def drop(self) -> None:
        """Reset every socket. What happens meanwhile is kept for who resumes."""
        for connection in list(self._connections):
            self._leave(connection)
            reset(connection.request)

    def mute(self) -> None:
        """Sockets stay open and events are numbered, but none arrives any more: they are lost on the way."""
        if self._alive is not None:
            self._alive.heard_by(None)

    def ask_to_reconnect(self) -> None:
        """Opcode 7: connect again and resume."""
        for connection in self._connections:
            connection.put(RECONNECT)

    def invalidate(self) -> None:
        """Opcode 9: the session is over and nothing of it is ever replayed."""
        self.forget()
        for connection in self._connections:
            connection.session = None
            connection.put(INVALID, False)

    def forget(self) -> None:
        """End the session without a word: who resumes it is told that it is invalid."""
        if self._alive is not None:
            self._alive.end()
            self._alive = None

    # --- what it does --------------------------------------------------------------------------------------------

    async def serve(self, request: web.Request) -> web.WebSocketResponse:
        """One socket, from HELLO to its end."""
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        connection = _Connection(socket, request)
        self._connections.append(connection)
        sending = asyncio.create_task(connection.send_all())
        connection.put(HELLO, {"heartbeat_interval": 41250})
        try:
            async for message in socket:
                if message.type is not WSMsgType.TEXT:
                    break
                await self._told(connection, json.loads(message.data))
                self._changed()
        finally:
            self._leave(connection)
            sending.cancel()
            await asyncio.gather(sending, return_exceptions=True)
            self._changed()
        return socket

    def _leave(self, connection: _Connection) -> None:
        if connection in self._connections:
            self._connections.remove(connection)
        if connection.session is not None:
            connection.session.unheard_by(connection.queue)
            connection.session = None

    async def _told(self, connection: _Connection, told: dict[str, Any]) -> None:
        match told["op"]:
            case 1:
                connection.put(ACKNOWLEDGED)
            case 2:
                self.identified += 1
                if self.refuses is not None:
                    await connection.socket.close(code=self.refuses)
                else:
                    self._identify(connection, told["d"])
            case 6:
                self._resume(connection, told["d"])
            case _:
                pass

    def _identify(self, connection: _Connection, told: dict[str, Any]) -> None:
        self.forget()
        session = self._alive = Session(self._backend, int(told["intents"]))
        self.sessions.append(session)
        connection.session = session
        session.heard_by(connection.queue)
        guilds = list(self._backend.guilds.values())
        session.tell(
            "READY",
            {
                "v": 10,
                "user": dict(serializers.user_payload(self._backend.bot_user)),
                "guilds": [{"id": str(guild.id), "unavailable": True} for guild in guilds],
                "session_id": session.id,
                "resume_gateway_url": f"ws://{self.address}/gateway",
                "application": {"id": str(self._backend.application_id), "flags": 0},
            },
        )
        for guild in guilds:
            about: dict[str, Any] = dict(serializers.guild_create_payload(self._backend, guild))
            about["threads"] = [told for told in about["threads"] if not told["thread_metadata"]["archived"]]
            session.feed("GUILD_CREATE", about)
        self.readied += 1

    def _resume(self, connection: _Connection, told: dict[str, Any]) -> None:
        session = self._alive
        if session is None or session.id != told["session_id"]:
            self.rejected += 1
            connection.put(INVALID, False)
            return
        heard = int(told["seq"])
        session.replayed.append((heard, len(session.log)))
        connection.session = session
        for text in session.log[heard:]:
            connection.queue.put_nowait(text)
        session.heard_by(connection.queue)
        session.tell("RESUMED", {})
        self.resumed += 1
