"""The loopback's HTTP side: who is let in, what is answered, and the fault that befalls a request."""

import asyncio
import io
import json
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

from aiohttp import BodyPartReader, web
from simcord._clock import Clock
from simcord.backend.cdn import CdnStore
from simcord.backend.errors import BackendError

from tests.wire.faults import Fault, Faults, Kind, shape_of
from tests.wire.gateway import Gateway
from tests.wire.limits import Limits
from tests.wire.rules import ForumBackend, Request, Rules, Upload
from tests.wire.sockets import hang_up, listening, reset

_API = "/api/v10"
_LARGEST = 30 * 2**20
"""Bytes a request may have."""


class RealClock(Clock):
    """The time it is, where SimCord's stands still. `advance` sets it apart from this machine's."""

    def now(self) -> datetime:
        return datetime.now(UTC) + timedelta(seconds=self.elapsed)


class _Files(CdnStore):
    """Uploaded files, to be had from this server."""

    def __init__(self) -> None:
        super().__init__()
        self.address = ""

    def store_attachment(
        self, attachment_id: int, channel_id: int, filename: str, data: bytes, description: str | None
    ) -> dict[str, Any]:
        stored = super().store_attachment(attachment_id, channel_id, filename, data, description)
        path = f"/attachments/{channel_id}/{attachment_id}/{filename}"
        self._blobs[path] = self._blobs.pop(stored["url"])
        here = f"http://{self.address}/cdn{path}"
        return {**stored, "url": here, "proxy_url": here}


class Discord:
    """A Discord on this machine. It is entered by `Discord.open()`."""

    def __init__(self, faults: Faults) -> None:
        self.backend = ForumBackend(clock=RealClock())
        self.backend.cdn = self._files = _Files()
        self.faults = faults
        self.rules = Rules(self.backend)
        self.limits = Limits()
        self.gateway = Gateway(self.backend, self.changed)
        self.address = ""
        """Host and port."""
        self.login_status = 200
        """What `GET /users/@me`, the login, is answered with."""
        self.authorizations: list[str] = []
        """With what was logged in."""
        self.gaps: list[str] = []
        """What was asked that this Discord cannot do: a gap in the loopback, never an answer."""
        self.refused: list[str] = []
        """Requests that were refused by right, with the code."""
        self._pulse = asyncio.Event()
        self._late: set[asyncio.Task[None]] = set()
        self.backend.subscribers.append(lambda _event, _payload: self.changed())

    @classmethod
    @asynccontextmanager
    async def open(cls, faults: Faults | None = None, *, seed: int = 0) -> AsyncIterator["Discord"]:
        """A Discord that answers until the block ends."""
        self = cls(faults or Faults(seed))
        app = web.Application(client_max_size=_LARGEST)
        app.router.add_get("/gateway", self.gateway.serve)
        app.router.add_get("/gateway/", self.gateway.serve)
        app.router.add_get("/cdn/{path:.*}", self._file)
        app.router.add_route("*", _API + "/{path:.*}", self._request)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await runner.setup()
        socket = listening()
        await web.SockSite(runner, socket).start()
        self.address = self.gateway.address = self._files.address = f"127.0.0.1:{socket.getsockname()[1]}"
        try:
            yield self
        finally:
            for late in self._late:
                late.cancel()
            self.gateway.drop()
            await runner.cleanup()

    # --- waiting -------------------------------------------------------------------------------------------------

    def changed(self) -> None:
        """Something happened: whoever waits looks again."""
        self._pulse.set()
        self._pulse = asyncio.Event()

    async def until(self, holds: Callable[[], object], within: float = 30.0) -> None:
        """Wait until `holds` is true, looking whenever something happens here, and every tenth of a second.

        Raises:
            TimeoutError: it is not, `within` seconds later.
        """
        deadline = time.monotonic() + within
        while not holds():
            if time.monotonic() > deadline:
                raise TimeoutError
            try:
                await asyncio.wait_for(self._pulse.wait(), 0.1)
            except TimeoutError:
                continue

    # --- requests ------------------------------------------------------------------------------------------------

    async def _request(self, http: web.Request) -> web.StreamResponse:
        request = await _read(http)
        shape = shape_of(request.method, request.path)
        if request.path == "/users/@me":
            self.authorizations.append(http.headers.get("Authorization", ""))
            if self.login_status != 200:
                return _told({"message": "no", "code": 0}, self.login_status)
        bucket = self.limits.of_request(shape, "/".join(request.parts[:2]))
        now = time.monotonic()
        wait = bucket.take(now)
        headers = bucket.headers(shape.replace(" ", ""), now)
        if wait is not None:
            return _limited(wait, everywhere=False, headers=headers)
        fault = self.faults.for_request(shape)
        try:
            if fault is None:
                return self._answered(request, headers)
            return await self._gone_wrong(fault, http, request, headers)
        finally:
            self.changed()

    def _answered(self, request: Request, headers: dict[str, str]) -> web.Response:
        try:
            answer = self.rules.answer(request)
        except BackendError as error:
            if error.status == 501:  # SimCord's way of saying that it does not know the route or a field
                self.gaps.append(str(error))
            self.refused.append(f"{request.method} {request.path}: {error}")
            return _told(error.to_json(), error.status, headers)
        if answer is None:
            return web.Response(status=204, headers=headers)
        return _told(answer, 200, headers)

    async def _gone_wrong(
        self, fault: Fault, http: web.Request, request: Request, headers: dict[str, str]
    ) -> web.StreamResponse:
        if fault.kind in (Kind.RATE_LIMIT, Kind.GLOBAL_RATE_LIMIT):
            return _limited(fault.seconds, everywhere=fault.kind is Kind.GLOBAL_RATE_LIMIT, headers=headers)
        if fault.kind is Kind.SLOW:
            await asyncio.sleep(fault.seconds)
            return self._answered(request, headers)
        if fault.accepted:
            self._accept(request, fault.late)
        if fault.kind is Kind.ERROR:
            return _told({"message": "failed", "code": 0}, fault.status, headers)
        if fault.kind is Kind.STALL:
            await asyncio.sleep(fault.seconds)
        if fault.kind is Kind.RESET:
            reset(http)
        else:
            hang_up(http)
        return web.Response()  # nobody is there to read it

    def _accept(self, request: Request, late: float) -> None:
        if not late:
            self._answered(request, {})
            return

        async def accept() -> None:
            await asyncio.sleep(late)
            self._answered(request, {})
            self.changed()

        task = asyncio.create_task(accept())
        self._late.add(task)
        task.add_done_callback(self._late.discard)

    @property
    def pending(self) -> int:
        """How many requests are still to be accepted late."""
        return len(self._late)

    async def _file(self, http: web.Request) -> web.Response:
        fault = self.faults.for_request("GET file")
        if fault is not None and fault.kind is Kind.ERROR:
            return web.Response(status=fault.status)
        data = self._files.get("/" + http.match_info["path"])
        return web.Response(status=404) if data is None else web.Response(body=data)


async def _read(http: web.Request) -> Request:
    body: Any = None
    files: tuple[Upload, ...] = ()
    if http.content_type.startswith("multipart/"):
        body, files = await _read_form(http)
    elif http.can_read_body:
        text = await http.text()
        body = json.loads(text) if text else None
    path = http.rel_url.raw_path.removeprefix(_API)
    return Request(http.method, path, body, dict(http.query), files, http.headers.get("X-Audit-Log-Reason"))


async def _read_form(http: web.Request) -> tuple[Any, tuple[Upload, ...]]:
    body: Any = {}
    found: list[tuple[str, bytes]] = []
    async for part in await http.multipart():
        assert isinstance(part, BodyPartReader)
        data = bytes(await part.read(decode=True))
        if part.name == "payload_json":
            body = json.loads(data)
        else:
            found.append((part.filename or "file", data))
    attachments = body.get("attachments") or (body.get("data") or {}).get("attachments") or []
    described = {str(told.get("id")): told.get("description") for told in attachments}
    return body, tuple(
        Upload(filename, io.BytesIO(data), described.get(str(place))) for place, (filename, data) in enumerate(found)
    )


def _told(told: object, status: int = 200, headers: dict[str, str] | None = None) -> web.Response:
    # Discord names no charset, and discord.py reads nothing else as JSON.
    content = {"Content-Type": "application/json"}
    return web.Response(body=json.dumps(told).encode(), status=status, headers={**content, **(headers or {})})


def _limited(seconds: float, *, everywhere: bool, headers: dict[str, str]) -> web.Response:
    told = {"message": "You are being rate limited.", "retry_after": round(seconds, 3), "global": everywhere}
    scope = {"X-RateLimit-Scope": "global" if everywhere else "user", "Retry-After": str(int(seconds) + 1)}
    # Without Via discord.py takes it for Cloudflare's.
    return _told(told, 429, {**headers, **scope, "Via": "1.1 loopback"})
