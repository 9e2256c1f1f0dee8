"""The loopback's HTTP side is honest: each fault really befalls the request, and nothing else does."""

import asyncio
import json
import re
import time
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import discord
import pytest
from simcord.backend.models import Interaction
from simcord.builders import ChannelHandle
from simcord.enums import InteractionType
from simcord.interactions import base_payload

from tests.wire.faults import Chances, Fault, Faults, Kind, shape_of
from tests.wire.limits import Bucket
from tests.wire.people import House
from tests.wire.server import Discord

SEND = "POST /channels/#/messages"
SILENT = {"allowed_mentions": {"parse": []}}


class Caller:
    """Somebody with a bot's token, who asks over HTTP, and what they see in the lobby."""

    def __init__(self, here: Discord, session: aiohttp.ClientSession) -> None:
        self.here = here
        self.house = House(here)
        self.lobby: ChannelHandle = self.house.lobby
        self._session = session

    async def ask(self, method: str, path: str, body: Any = None, **more: Any) -> tuple[int, Any, Any]:
        """The status, what was told, and the headers."""
        address = f"http://{self.here.address}/api/v10{path}"
        async with self._session.request(method, address, json=body, **more) as response:
            text = await response.text()
            return response.status, json.loads(text) if text else None, response.headers

    async def send(self, words: str = "hello", *, nonce: str | None = None) -> tuple[int, Any, Any]:
        """Post in the lobby."""
        kept = {"nonce": nonce, "enforce_nonce": True} if nonce is not None else {}
        return await self.ask("POST", f"/channels/{self.lobby.id}/messages", {"content": words, **SILENT, **kept})

    def said(self) -> list[str]:
        """What stands in the lobby."""
        return [message.content for message in self.lobby.history()]


@pytest.fixture
async def caller() -> AsyncIterator[Caller]:
    async with Discord.open() as here, aiohttp.ClientSession() as session:
        yield Caller(here, session)


async def test_a_message_sent_by_http_stands_in_its_channel(caller: Caller) -> None:
    status, told, headers = await caller.send("good evening")

    assert (status, told["content"], caller.said()) == (200, "good evening", ["good evening"])
    assert {"X-RateLimit-Limit", "X-RateLimit-Remaining", "X-RateLimit-Reset-After", "X-RateLimit-Bucket"} <= {*headers}


async def test_the_time_is_the_real_one(caller: Caller) -> None:
    _, told, _ = await caller.send()

    made = discord.utils.snowflake_time(int(told["id"]))
    assert abs((discord.utils.utcnow() - made).total_seconds()) < 5


@pytest.mark.parametrize("everywhere", [False, True])
async def test_a_rate_limit_says_how_long_and_for_what(caller: Caller, everywhere: bool) -> None:
    kind = Kind.GLOBAL_RATE_LIMIT if everywhere else Kind.RATE_LIMIT
    caller.here.faults.next(SEND, Fault(kind, seconds=0.25))

    status, told, headers = await caller.send()

    assert (status, told["retry_after"], told["global"], caller.said()) == (429, 0.25, everywhere, [])
    assert headers["Via"]  # else discord.py takes it for somebody else's


async def test_more_requests_than_the_limit_are_refused(caller: Caller) -> None:
    caller.here.limits.of[SEND] = (2, 60)

    answers = [await caller.send() for _ in range(3)]

    assert [status for status, _, _ in answers] == [200, 200, 429]
    assert [headers["X-RateLimit-Remaining"] for _, _, headers in answers] == ["1", "0", "0"]
    assert 0 < answers[2][1]["retry_after"] <= 60


def test_a_limit_begins_anew_with_its_window() -> None:
    bucket = Bucket(limit=2, window=5)

    assert [bucket.take(at) for at in (100, 101, 102, 104.5, 105)] == [None, None, 3, 0.5, None]


@pytest.mark.parametrize("status", [500, 502, 503])
@pytest.mark.parametrize("accepted", [False, True])
async def test_an_error_comes_before_or_after_the_message_is_made(caller: Caller, status: int, accepted: bool) -> None:
    caller.here.faults.next(SEND, Fault(Kind.ERROR, accepted=accepted, status=status))

    assert (await caller.send())[0] == status
    assert caller.said() == (["hello"] if accepted else [])


@pytest.mark.parametrize(
    ("kind", "reaches"),
    [(Kind.RESET, aiohttp.ClientOSError), (Kind.HANG_UP, aiohttp.ServerDisconnectedError)],
)
@pytest.mark.parametrize("accepted", [False, True])
async def test_a_connection_breaks_before_or_after_the_message_is_made(
    caller: Caller, kind: Kind, reaches: type[Exception], accepted: bool
) -> None:
    caller.here.faults.next(SEND, Fault(kind, accepted=accepted))

    with pytest.raises(reaches):
        await caller.send()
    assert caller.said() == (["hello"] if accepted else [])


async def test_a_message_is_made_after_who_sent_it_has_given_up(caller: Caller) -> None:
    caller.here.faults.next(SEND, Fault(Kind.RESET, accepted=True, late=0.4))

    with pytest.raises(aiohttp.ClientError):
        await caller.send()
    assert (caller.said(), caller.here.pending) == ([], 1)
    await caller.here.until(lambda: not caller.here.pending)
    assert caller.said() == ["hello"]


async def test_a_request_is_left_without_an_answer(caller: Caller) -> None:
    caller.here.faults.next(SEND, Fault(Kind.STALL, seconds=5))

    with pytest.raises(TimeoutError):
        await asyncio.wait_for(caller.send(), 0.1)
    assert caller.said() == []


async def test_a_slow_answer_comes_when_it_is_done(caller: Caller) -> None:
    caller.here.faults.next(SEND, Fault(Kind.SLOW, seconds=0.1))

    began = time.monotonic()
    assert (await caller.send())[0] == 200
    assert time.monotonic() - began >= 0.1


async def test_a_nonce_makes_one_message_while_it_is_kept(caller: Caller) -> None:
    first = (await caller.send(nonce="n1"))[1]["id"]
    assert (await caller.send(nonce="n1"))[1]["id"] == first
    assert (await caller.send(nonce="n2"))[1]["id"] != first
    caller.here.rules.nonces_kept = 0
    assert (await caller.send(nonce="n1"))[1]["id"] != first
    assert (len(caller.said()), caller.here.rules.repeated) == (3, 1)


async def test_history_behind_a_message_is_paged_from_the_oldest(caller: Caller) -> None:
    ids = [(await caller.house.says(caller.house.person("mia"), caller.lobby, str(n))).id for n in range(230)]

    read: list[int] = []
    while True:
        after = read[-1] if read else ids[0]
        path = f"/channels/{caller.lobby.id}/messages?after={after}&limit=100"
        page = [int(message["id"]) for message in (await caller.ask("GET", path))[1]]
        assert page == sorted(page, reverse=True)  # as Discord gives them
        if not page:
            break
        read.extend(reversed(page))
    assert read == ids[1:]


async def thread_of(caller: Caller) -> ChannelHandle:
    message = int((await caller.send("let us talk"))[1]["id"])
    await caller.ask("POST", f"/channels/{caller.lobby.id}/messages/{message}/threads", {"name": "Talk"})
    return caller.lobby.threads[0]


async def test_a_message_has_one_thread(caller: Caller) -> None:
    thread = await thread_of(caller)

    path = f"/channels/{caller.lobby.id}/messages/{thread.id}/threads"
    status, told, _ = await caller.ask("POST", path, {"name": "Again"})

    assert (status, told["code"], len(caller.lobby.threads)) == (400, 160004, 1)


async def test_a_forums_post_has_its_tag_and_the_id_of_its_first_message(caller: Caller) -> None:
    forum = caller.house.forum("ideas", "food", "rules")
    tag = caller.here.backend.get_channel(forum.id).available_tags[1]["id"]
    opened = {"name": "Soup", "applied_tags": [tag], "message": {"content": "Every day?", **SILENT}}

    status, told, _ = await caller.ask("POST", f"/channels/{forum.id}/threads", opened)
    refused = await caller.ask("POST", f"/channels/{forum.id}/threads", {**opened, "applied_tags": ["1"]})

    assert (status, told["message"]["id"], told["applied_tags"]) == (200, told["id"], [tag])
    assert (refused[0], len(forum.threads)) == (400, 1)


async def asked_by_mia(caller: Caller, answer: int = 4) -> tuple[Interaction, dict[str, Any]]:
    """Mia presses something: the interaction, and an answer to it."""
    mia = caller.house.person("mia")
    record, _ = base_payload(
        caller.here.backend,
        type=InteractionType.MESSAGE_COMPONENT,
        channel_id=caller.lobby.id,
        guild_id=caller.house.guild.id,
        user_id=mia.id,
        data={"custom_id": "x", "component_type": 2},
    )
    return record, {"type": answer, "data": {"content": "yes", "flags": 64, **SILENT}}


async def test_an_interaction_is_answered_within_three_seconds_or_not_at_all(caller: Caller) -> None:
    (early, yes), (late, _) = await asked_by_mia(caller), await asked_by_mia(caller)
    assert (await caller.ask("POST", f"/interactions/{early.id}/{early.token}/callback", yes))[0] == 200

    caller.here.backend.clock.advance(3.1)
    status, told, _ = await caller.ask("POST", f"/interactions/{late.id}/{late.token}/callback", yes)

    assert (status, told["code"]) == (404, 10062)


async def test_an_interactions_token_lives_for_a_quarter_of_an_hour(caller: Caller) -> None:
    record, yes = await asked_by_mia(caller)
    await caller.ask("POST", f"/interactions/{record.id}/{record.token}/callback", yes)
    original = f"/webhooks/{caller.here.backend.application_id}/{record.token}/messages/@original"

    caller.here.backend.clock.advance(14 * 60)
    assert (await caller.ask("PATCH", original, {"content": "still", **SILENT}))[0] == 200
    caller.here.backend.clock.advance(2 * 60)
    assert (await caller.ask("PATCH", original, {"content": "no more", **SILENT}))[0] == 404


async def test_nothing_changes_in_an_archived_thread_until_somebody_writes(caller: Caller) -> None:
    thread = await thread_of(caller)
    path = f"/channels/{thread.id}/messages"
    said = (await caller.ask("POST", path, {"content": "one", **SILENT}))[1]["id"]
    await caller.ask("PATCH", f"/channels/{thread.id}", {"archived": True})

    status, told, _ = await caller.ask("PATCH", f"{path}/{said}", {"content": "two", **SILENT})
    assert (status, told["code"]) == (400, 50083)
    assert (await caller.ask("POST", path, {"content": "three", **SILENT}))[0] == 200
    assert (await caller.ask("PATCH", f"{path}/{said}", {"content": "two", **SILENT}))[0] == 200


@pytest.mark.parametrize(("archived", "code"), [(False, 160005), (True, 50083)])
async def test_a_locked_thread_is_for_those_who_manage_threads(caller: Caller, archived: bool, code: int) -> None:
    thread = await thread_of(caller)
    path = f"/channels/{thread.id}/messages"
    await caller.ask("PATCH", f"/channels/{thread.id}", {"locked": True, "archived": archived})
    assert (await caller.ask("POST", path, {"content": "as a moderator", **SILENT}))[0] == 200
    await caller.ask("PATCH", f"/channels/{thread.id}", {"locked": True, "archived": archived})

    for role in caller.here.backend.get_guild(caller.house.guild.id).roles.values():
        role.permissions &= ~discord.Permissions(manage_threads=True).value
    status, told, _ = await caller.ask("POST", path, {"content": "as anybody", **SILENT})

    assert (status, told["code"]) == (403, code)


async def test_an_uploaded_file_can_be_fetched_again(caller: Caller) -> None:
    form = aiohttp.FormData()
    told = {"content": "here", "attachments": [{"id": 0, "filename": "a.txt", "description": "notes"}], **SILENT}
    form.add_field("payload_json", json.dumps(told))
    form.add_field("files[0]", b"some words", filename="a.txt")

    address = f"http://{caller.here.address}/api/v10/channels/{caller.lobby.id}/messages"
    async with aiohttp.ClientSession() as session:
        async with session.post(address, data=form) as response:
            attachment = (await response.json())["attachments"][0]
        async with session.get(attachment["url"]) as response:
            assert await response.read() == b"some words"
    assert (attachment["filename"], attachment["description"]) == ("a.txt", "notes")


async def test_what_it_cannot_do_is_a_gap_and_no_answer(caller: Caller) -> None:
    status, _, _ = await caller.ask("GET", "/sticker-packs")

    assert status == 501
    assert len(caller.here.gaps) == 1


async def test_one_seed_draws_the_same_faults_again() -> None:
    chances = {SEND: Chances(rate_limit=0.2, error_after=0.2, cut_after=0.2, late=0.2)}

    def drawn(seed: int) -> list[Fault | None]:
        faults = Faults(seed, chances)
        return [faults.for_request(SEND) for _ in range(50)]

    assert drawn(3) == drawn(3)
    assert drawn(3) != drawn(4)
    assert {fault.kind for fault in drawn(3) if fault} >= {Kind.RATE_LIMIT, Kind.ERROR}
    assert 25 <= sum(fault is not None for fault in drawn(3)) <= 48


@pytest.mark.parametrize(
    ("path", "shape"),
    [
        ("/channels/1442000000000000001/messages", "/channels/#/messages"),
        ("/interactions/1442000000000000001/simcord_token/callback", "/interactions/#/#/callback"),
        ("/webhooks/1442000000000000001/some-token/messages/@original", "/webhooks/#/#/messages/@original"),
    ],
)
def test_a_request_is_known_by_its_shape(path: str, shape: str) -> None:
    assert shape_of("PUT", path) == f"PUT {shape}"
    assert re.fullmatch(r"[A-Z]+ /\S+", shape_of("PUT", path))
