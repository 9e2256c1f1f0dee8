"""A Discord on this machine, as small as a start needs: a login, a list of commands, and a gateway."""

import asyncio
import json
from dataclasses import dataclass, field

from aiohttp import WSMsgType, web

BOT = {"id": "1", "username": "counterpoint", "discriminator": "0", "avatar": None, "bot": True}


def _json(told: object, status: int = 200) -> web.Response:
    # Discord names no charset, and discord.py reads nothing else as JSON.
    return web.Response(body=json.dumps(told).encode(), status=status, headers={"Content-Type": "application/json"})


def _server(permissions: int) -> dict[str, object]:
    """A server with one channel, as the gateway tells of it, where everybody has `permissions`."""
    everybody = {"id": "5", "name": "@everyone", "permissions": str(permissions), "position": 0, "color": 0}
    channel = {"id": "6", "type": 0, "name": "general", "position": 0, "permission_overwrites": []}
    joined = {"roles": [], "joined_at": "2026-01-01T00:00:00+00:00", "flags": 0, "deaf": False, "mute": False}
    member = {**joined, "user": BOT}
    return {
        "id": "5",
        "name": "Quiet corner",
        "owner_id": "7",
        "member_count": 2,
        "roles": [{**everybody, "hoist": False, "managed": False, "mentionable": False}],
        "channels": [channel],
        "members": [member],
        "emojis": [],
        "features": [],
        "threads": [],
    }


@dataclass
class Loopback:
    """How this Discord behaves, and what it was told."""

    login_status: int = 200
    close_code: int | None = None
    """The code with which the gateway refuses who identifies; None welcomes them."""
    permissions: int | None = None
    """What the bot may do on the one server it is on; None where it is on none."""
    address: str = ""
    ready: asyncio.Event = field(default_factory=asyncio.Event)
    tokens: list[str] = field(default_factory=list[str])
    identified: asyncio.Event = field(default_factory=asyncio.Event)

    def application(self) -> web.Application:
        """The server's routes."""
        app = web.Application()
        app.router.add_get("/api/v10/users/@me", self._me)
        app.router.add_get("/api/v10/oauth2/applications/@me", self._application)
        app.router.add_put("/api/v10/applications/{id}/commands", self._commands)
        app.router.add_get("/gateway/", self._gateway)
        return app

    async def _me(self, request: web.Request) -> web.Response:
        self.tokens.append(request.headers["Authorization"])
        if self.login_status != 200:
            return _json({"message": "no", "code": 0}, status=self.login_status)
        return _json(BOT)

    async def _application(self, _request: web.Request) -> web.Response:
        about = {"id": "1", "name": "counterpoint", "description": "", "icon": None, "verify_key": "", "flags": 0}
        return _json({**about, "bot_public": True, "bot_require_code_grant": False, "owner": BOT})

    async def _commands(self, _request: web.Request) -> web.Response:
        return _json([])

    async def _gateway(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.send_str(json.dumps({"op": 10, "d": {"heartbeat_interval": 41250}}))
        async for message in socket:
            if message.type is not WSMsgType.TEXT:
                break
            told = json.loads(message.data)
            if told["op"] == 1:
                await socket.send_str(json.dumps({"op": 11}))
            if told["op"] == 2:
                self.identified.set()
            if told["op"] == 2 and self.close_code is not None:
                await socket.close(code=self.close_code)
            elif told["op"] == 2:
                guilds = [] if self.permissions is None else [{"id": "5", "unavailable": True}]
                about = {"v": 10, "user": BOT, "guilds": guilds, "session_id": "s"}
                about["application"] = {"id": "1", "flags": 0}
                welcome = {**about, "resume_gateway_url": f"ws://{self.address}/gateway"}
                await socket.send_str(json.dumps({"op": 0, "t": "READY", "s": 1, "d": welcome}))
                if self.permissions is not None:
                    server = _server(self.permissions)
                    await socket.send_str(json.dumps({"op": 0, "t": "GUILD_CREATE", "s": 2, "d": server}))
                self.ready.set()
        return socket
