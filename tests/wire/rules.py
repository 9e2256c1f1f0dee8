"""What Discord does and SimCord does not: it knows nonces again, pages history, and keeps threads locked, archived, and
one to a message.
"""

import copy
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, BinaryIO

import discord
from simcord.backend import Backend
from simcord.backend.errors import BackendError
from simcord.backend.models import Channel, Message
from simcord.http import (
    router,
    routes,  # noqa: F401  importing them registers them
)

NONCES_KEPT = 180.0
"""Seconds for which a nonce is known again. Discord says "the past few minutes"."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came with a request."""

    filename: str
    fp: BinaryIO
    description: str | None = None


@dataclass(frozen=True, slots=True)
class Request:
    """A request as it arrived: `path` begins behind the API's version."""

    method: str
    path: str
    body: Any = None
    params: Mapping[str, str] = field(default_factory=dict[str, str])
    files: tuple[Upload, ...] = ()
    reason: str | None = None

    @property
    def parts(self) -> list[str]:
        """The path's segments."""
        return self.path.strip("/").split("/")


def thread_is_archived(status: int = 400) -> BackendError:
    """Something in an archived thread was to be changed."""
    return BackendError(status, 50083, "Thread is archived")


def thread_is_locked() -> BackendError:
    """Somebody who may not manage threads was to say something in a locked one."""
    return BackendError(403, 160005, "Thread is locked")


def thread_exists() -> BackendError:
    """A message has a thread already."""
    return BackendError(400, 160004, "A thread has already been created for this message")


class ForumBackend(Backend):
    """SimCord's backend, where a forum's post has the id of its first message, as on Discord."""

    _first: int | None = None

    def create_forum_post(self, forum_id: int, name: str, starter: Message, **options: Any) -> tuple[Channel, Message]:
        self._first = starter.id
        try:
            return super().create_forum_post(forum_id, name, starter, **options)
        finally:
            self._first = None

    def create_thread(self, parent_id: int, name: str, owner_id: int, **options: Any) -> Channel:
        if self._first is not None:
            options["message_id"] = self._first
        return super().create_thread(parent_id, name, owner_id, **options)


class Rules:
    """Answers requests as Discord would, over SimCord's backend."""

    def __init__(self, backend: Backend, *, nonces_kept: float = NONCES_KEPT) -> None:
        self._backend = backend
        self.nonces_kept = nonces_kept
        self._nonces: dict[tuple[int, str], tuple[float, dict[str, Any]]] = {}
        self.repeated = 0
        """How many messages were not made since their nonce was known."""

    def answer(self, request: Request) -> Any:
        """What comes back; None where nothing does.

        Raises:
            BackendError: it is refused, with Discord's status and code.
        """
        match request.method, *request.parts:
            case "POST", "channels", channel, "messages":
                return self._say(int(channel), request)
            case "GET", "channels", channel, "messages":
                return self._history(int(channel), request)
            case "POST", "channels", _, "messages", message, "threads" if int(message) in self._backend.channels:
                raise thread_exists()
            case (("PATCH" | "DELETE" | "PUT"), "channels", channel, "messages", *_):
                self._must_not_be_archived(int(channel))
            case _:
                pass
        return self._passed_on(request)

    def open_up(self, thread: Channel | None, person: int) -> None:
        """Bring a thread back to life in which `person` says something.

        Raises:
            BackendError: it is locked, and they may not manage threads.
        """
        if thread is None or thread.thread_metadata is None or thread.guild_id is None:
            return
        allowed = discord.Permissions(self._backend.compute_permissions(thread.guild_id, person, thread.id))
        standing = thread.thread_metadata
        if standing.locked and not allowed.manage_threads:
            raise thread_is_archived(403) if standing.archived else thread_is_locked()
        if standing.archived:
            self._backend.edit_channel(thread.id, {}, thread_metadata={"archived": False})

    def _say(self, channel: int, request: Request) -> Any:
        body = request.body if isinstance(request.body, dict) else {}
        nonce = str(body["nonce"]) if body.get("nonce") is not None else None
        now = time.monotonic()
        if nonce is not None and body.get("enforce_nonce"):
            known = self._nonces.get((channel, nonce))
            if known is not None and now - known[0] < self.nonces_kept:
                self.repeated += 1
                return copy.deepcopy(known[1])
        self.open_up(self._backend.channels.get(channel), self._backend.bot_user.id)
        said = self._passed_on(request)
        if nonce is not None:
            said = {**said, "nonce": nonce}
            self._nonces[channel, nonce] = (now, copy.deepcopy(said))
        return said

    def _history(self, channel: int, request: Request) -> Any:
        """SimCord takes the newest of what lies behind `after`; Discord the oldest."""
        params = dict(request.params)
        if "after" in params and "before" not in params and "around" not in params:
            behind = sorted(
                message.id
                for message in self._backend.messages.get(channel, {}).values()
                if message.id > int(params["after"]) and not message.is_ephemeral
            )
            page = behind[: int(params.get("limit", 50))]
            params["before"] = str((page[-1] if page else int(params["after"])) + 1)
        return self._passed_on(request, params)

    def _must_not_be_archived(self, channel: int) -> None:
        thread = self._backend.channels.get(channel)
        if thread is not None and thread.thread_metadata is not None and thread.thread_metadata.archived:
            raise thread_is_archived()

    def _passed_on(self, request: Request, params: Mapping[str, str] | None = None) -> Any:
        for file in request.files:
            file.fp.seek(0)
        return router.dispatch(
            self._backend,
            request.method,
            request.path,
            json=request.body,
            params=dict(request.params if params is None else params),
            files=list(request.files),
            reason=request.reason,
        )
