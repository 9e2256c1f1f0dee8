"""The loopback's gateway is honest: what a session missed is replayed exactly, and what is over is over."""

import json
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from typing import Any

import aiohttp
import discord
import pytest

from tests.wire.people import House
from tests.wire.server import Discord

INTENTS = discord.Intents(guilds=True, guild_messages=True, message_content=True).value


class Listener:
    """A client of the gateway, as small as can be."""

    def __init__(self, here: Discord, http: aiohttp.ClientSession) -> None:
        self._here = here
        self._http = http
        self.socket: aiohttp.ClientWebSocketResponse | None = None
        self.session = ""
        self.heard: list[tuple[int, str, Any]] = []
        """Every event of its session, in the order heard: number, name, what it tells."""

    async def _connect(self, told: dict[str, Any]) -> None:
        self.socket = await self._http.ws_connect(f"ws://{self._here.address}/gateway/?v=10&encoding=json")
        assert (await self.hears())["op"] == 10
        await self.socket.send_str(json.dumps(told))

    async def identifies(self, intents: int = INTENTS) -> None:
        """Begin a session; READY has been heard."""
        self.heard.clear()
        await self._connect({"op": 2, "d": {"token": "t", "intents": intents}})
        ready = await self.hears()
        self.session = ready["d"]["session_id"]

    async def resumes(self) -> None:
        """Take the session up again behind what was heard."""
        told = {"token": "t", "session_id": self.session, "seq": self.heard[-1][0]}
        await self._connect({"op": 6, "d": told})

    async def hears(self) -> dict[str, Any]:
        """The next thing that arrives."""
        assert self.socket is not None
        message = await self.socket.receive(5)
        if message.type is not aiohttp.WSMsgType.TEXT:
            return {"op": None, "code": self.socket.close_code}
        told = json.loads(message.data)
        if told["op"] == 0:
            self.heard.append((told["s"], told["t"], told["d"]))
        return told

    async def hears_until(self, event: str) -> list[str]:
        """What arrives up to an event of that name: the names."""
        names: list[str] = []
        while not names or names[-1] != event:
            names.append((await self.hears())["t"])
        return names

    def words(self) -> list[str]:
        """What members were heard to say."""
        return [told["content"] for _, name, told in self.heard if name == "MESSAGE_CREATE"]


class Room:
    """A loopback with a house, and somebody who listens."""

    def __init__(self, here: Discord, listener: Listener) -> None:
        self.here = here
        self.house = House(here)
        self.listener = listener

    async def says(self, *words: str) -> None:
        """Mia says these, one after the other."""
        for text in words:
            await self.house.says(self.house.person("mia"), self.house.lobby, text)


@pytest.fixture
async def room() -> AsyncIterator[Room]:
    async with AsyncExitStack() as stack:
        here = await stack.enter_async_context(Discord.open())
        http = await stack.enter_async_context(aiohttp.ClientSession())
        yield Room(here, Listener(here, http))


async def test_who_identifies_hears_of_each_server_and_then_what_is_said(room: Room) -> None:
    await room.listener.identifies()
    await room.says("one", "two")

    assert await room.listener.hears_until("GUILD_CREATE") == ["GUILD_CREATE"]
    await room.listener.hears_until("MESSAGE_CREATE")
    await room.listener.hears_until("MESSAGE_CREATE")
    assert room.listener.words() == ["one", "two"]
    numbers = [number for number, _, _ in room.listener.heard]
    assert numbers == list(range(1, len(numbers) + 1))


async def test_words_are_kept_from_who_may_not_read_them(room: Room) -> None:
    await room.listener.identifies(discord.Intents(guilds=True, guild_messages=True).value)
    await room.says("one")

    await room.listener.hears_until("MESSAGE_CREATE")
    assert room.listener.words() == [""]


async def test_a_resumed_session_hears_exactly_what_it_missed_and_then_what_follows(room: Room) -> None:
    await room.listener.identifies()
    await room.says("one")
    await room.listener.hears_until("MESSAGE_CREATE")

    room.here.gateway.drop()
    assert (await room.listener.hears())["op"] is None
    await room.says("two", "three")
    await room.listener.resumes()
    await room.listener.hears_until("RESUMED")
    await room.says("four")
    await room.listener.hears_until("MESSAGE_CREATE")

    assert room.listener.words() == ["one", "two", "three", "four"]
    numbers = [number for number, _, _ in room.listener.heard]
    assert numbers == list(range(1, len(numbers) + 1))


async def test_what_was_lost_on_the_way_is_replayed_too(room: Room) -> None:
    await room.listener.identifies()
    await room.listener.hears_until("GUILD_CREATE")

    room.here.gateway.mute()
    await room.says("unheard")
    room.here.gateway.drop()
    await room.listener.resumes()
    await room.listener.hears_until("RESUMED")

    assert room.listener.words() == ["unheard"]


async def test_a_request_to_reconnect_leaves_the_session_as_it_is(room: Room) -> None:
    await room.listener.identifies()
    await room.listener.hears_until("GUILD_CREATE")

    room.here.gateway.ask_to_reconnect()
    assert (await room.listener.hears())["op"] == 7
    await room.says("meanwhile")
    await room.listener.resumes()
    await room.listener.hears_until("RESUMED")

    assert room.listener.words() == ["meanwhile"]


async def test_an_invalid_session_is_never_replayed(room: Room) -> None:
    await room.listener.identifies()
    await room.listener.hears_until("GUILD_CREATE")

    room.here.gateway.invalidate()
    told = await room.listener.hears()
    assert (told["op"], told["d"]) == (9, False)
    await room.says("into the void")
    await room.listener.resumes()
    assert (await room.listener.hears())["op"] == 9
    await room.listener.identifies()
    await room.says("heard again")
    await room.listener.hears_until("MESSAGE_CREATE")

    assert room.listener.words() == ["heard again"]


async def test_who_identifies_anew_ends_the_session_before(room: Room) -> None:
    await room.listener.identifies()
    before = room.listener.session
    await room.listener.identifies()

    assert room.listener.session != before
    assert len(room.here.gateway.sessions) == 2
    room.listener.session = before
    await room.listener.resumes()
    assert (await room.listener.hears())["op"] == 9


async def test_who_is_turned_away_is_told_why(room: Room) -> None:
    room.here.gateway.refuses = 4014
    await room.listener._connect({"op": 2, "d": {"token": "t", "intents": INTENTS}})

    assert (await room.listener.hears())["code"] == 4014
    assert not room.here.gateway.sessions
