"""The check of requests tells the bad ones from the good ones: one example of each kind."""

import copy
from collections.abc import Callable
from typing import Any

import discord
import pytest
import simcord

from tests.requests.description import DESCRIPTION
from tests.requests.watch import faults_of

MESSAGES = "/channels/1/messages"
CALLBACK = "/interactions/1/token/callback"
COMMANDS = "/applications/1/commands"
Body = dict[str, Any]

described = pytest.mark.skipif(
    not DESCRIPTION.exists(), reason="Discord's description of its API does not lie beside the project"
)


def text(content: str = "Hello") -> Body:
    return {"type": 10, "content": content}


def button(number: int = 0, **given: object) -> Body:
    return {"type": 2, "style": 1, "label": "Yes", "custom_id": f"cp:{number}", **given}


def select(**given: object) -> Body:
    options = [{"label": f"Line {number}", "value": str(number)} for number in range(3)]
    return {"type": 3, "custom_id": "cp:select", "options": options, **given}


def row(*components: Body) -> Body:
    return {"type": 1, "components": list(components)}


def post(*components: Body, **given: object) -> Body:
    """A message with components as the bot sends it."""
    return {
        "components": [{"type": 17, "components": list(components)}],
        "flags": 1 << 15,
        "allowed_mentions": {"parse": []},
        **given,
    }


def plain(content: str = "Hello", **given: object) -> Body:
    return {"content": content, "allowed_mentions": {"parse": []}, **given}


def field(**given: object) -> Body:
    component = {"type": 4, "custom_id": "words", "style": 2, "max_length": 100, **given}
    return {"type": 18, "label": "Why", "component": component}


def form(*components: Body, **given: object) -> Body:
    return {"type": 9, "data": {"title": "Why", "custom_id": "cp:why", "components": list(components), **given}}


def command(*options: Body, **given: object) -> Body:
    return {"name": "debate", "description": "Debates", "type": 1, "options": list(options), **given}


def option(name: str = "title", **given: object) -> Body:
    return {"name": name, "description": "What it is about", "type": 3, "required": True, **given}


GOOD = {
    "a message": (MESSAGES, plain()),
    "a post": (MESSAGES, post(text(), row(button(1), button(2)), row(select()))),
    "forty components": (MESSAGES, post(*[text("x")] * 39)),
    "a link": (MESSAGES, post(row(button(url="https://example.org", style=5, custom_id=None)))),
    "an answer": (CALLBACK, {"type": 4, "data": plain(flags=64)}),
    "a form": (CALLBACK, form(field(), field(custom_id="more"))),
    "an acknowledgement": (CALLBACK, {"type": 5, "data": {"flags": 64}}),
    "a file": (
        MESSAGES,
        post({"type": 13, "file": {"url": "attachment://a.txt"}}, attachments=[{"id": 0, "filename": "a.txt"}]),
    ),
}
"""What is to pass."""


@pytest.mark.parametrize(("path", "body"), GOOD.values(), ids=GOOD)
def test_a_good_request_passes(path: str, body: Body) -> None:
    assert faults_of("POST", path, body, files=len(body.get("attachments", []))) == []


RULES = {
    "2,001 characters": (MESSAGES, plain("x" * 2001), "$.content: 2001 characters"),
    "nothing": (MESSAGES, {}, "$: an empty message"),
    "no V2 flag": (MESSAGES, post(text(), flags=0), "no V2 flag"),
    "content under the V2 flag": (MESSAGES, post(text(), content="Hello"), "$.content: a message with the V2 flag"),
    "embeds under the V2 flag": (MESSAGES, post(text(), embeds=[{"title": "x"}]), "$.embeds: a message with the V2"),
    "embeds of 6,001 characters": (
        MESSAGES,
        plain(embeds=[{"description": "x" * 3000}, {"description": "x" * 3001}]),
        "$.embeds: more than 6000",
    ),
    "mentions not mentioned": (MESSAGES, {"content": "Hello"}, "$.allowed_mentions: mentions in the text would ping"),
    "everybody is pinged": (MESSAGES, plain(allowed_mentions={"parse": ["everyone"]}), "would ping"),
    "somebody is pinged": (MESSAGES, plain(allowed_mentions={"parse": [], "users": ["1"]}), "somebody would be pinged"),
    "whoever is answered is pinged": (
        MESSAGES,
        plain(allowed_mentions={"parse": [], "replied_user": True}),
        "somebody would be pinged",
    ),
    "a custom_id twice": (MESSAGES, post(row(button(1), button(1))), "the custom_id 'cp:1' stands 2 times"),
    "an id twice": (MESSAGES, post({**text(), "id": 7}, {**text(), "id": 7}), "the id 7 stands 2 times"),
    "41 components": (MESSAGES, post(*[text("x")] * 40), "$.components: 41 of them"),
    "4,001 characters in all": (MESSAGES, post(text("x" * 2000), text("x" * 2001)), "4001 characters of text in all"),
    "a blank text": (MESSAGES, post(text(" \n")), "$.components[0].components[0].content: blank"),
    "six buttons": (MESSAGES, post(row(*map(button, range(6)))), "6 buttons in a row"),
    "a select beside a button": (MESSAGES, post(row(select(), button())), "a select shares its row"),
    "a button without a label": (MESSAGES, post(row(button(label=" "))), ".label: a button without a label"),
    "a link that can be pressed": (MESSAGES, post(row(button(url="https://example.org", style=5))), "either a url or"),
    "a value twice": (
        MESSAGES,
        post(row(select(options=[{"label": "x", "value": "1"}, {"label": "y", "value": "1"}]))),
        "the value '1' stands 2 times",
    ),
    "more to choose than there are": (MESSAGES, post(row(select(max_values=4))), "1 to 4 of 3 options"),
    "a file that is not attached": (
        MESSAGES,
        post({"type": 13, "file": {"url": "attachment://a.txt"}}),
        "shows a file that is not attached",
    ),
    "an answer that pings": (CALLBACK, {"type": 4, "data": {"content": "Hi"}}, "$.data.allowed_mentions: mentions"),
    "an answer that is too long": (CALLBACK, {"type": 7, "data": plain("x" * 2001)}, "$.data.content: 2001"),
    "a form of six fields": (CALLBACK, form(*[field(custom_id=str(n)) for n in range(6)]), "6 of them, a form has"),
    "a field twice": (CALLBACK, form(field(), field()), "the custom_id 'words' stands 2 times"),
    "more filled in than fits": (CALLBACK, form(field(value="x" * 101)), ".component.value: 101 characters"),
    "a command twice": (COMMANDS, [command(), command()], "the command 'debate' stands 2 times"),
    "a required option at the end": (
        COMMANDS,
        [command(option("a", required=False), option("b"))],
        "$[0].options: a required option stands behind",
    ),
    "a command of 8,001 characters": (
        COMMANDS,
        [command(*[option(f"a{n}", description="x" * 400) for n in range(20)])],
        "8000 is the most",
    ),
}
"""What breaks a rule that Discord's description does not hold, and what is said of it."""


@pytest.mark.parametrize(("path", "body", "said"), RULES.values(), ids=RULES)
def test_a_request_against_a_rule_is_named(path: str, body: Any, said: str) -> None:
    method = "PUT" if path == COMMANDS else "POST"

    found = faults_of(method, path, body)

    assert any(said in fault for fault in found), found


def with_label(body: Body, label: str) -> None:
    body["components"][0]["components"][0]["components"][0]["label"] = label


SCHEMA: dict[str, tuple[str, Body, Callable[[Body], object], str]] = {
    "a label of 81": (
        MESSAGES,
        post(row(button())),
        lambda body: with_label(body, "x" * 81),
        "POST /channels/{channel_id}/messages $.components[0].components[0].components[0].label: 'xxx",
    ),
    "a custom_id of 101": (
        MESSAGES,
        post(row(button())),
        lambda body: body["components"][0]["components"][0]["components"][0].update(custom_id="x" * 101),
        "$.components[0].components[0].components[0].custom_id: 'xxx",
    ),
    "26 options": (
        MESSAGES,
        post(row(select())),
        lambda body: body["components"][0]["components"][0]["components"][0].update(
            options=[{"label": "x", "value": str(number)} for number in range(26)]
        ),
        "$.components[0].components[0].components[0].options: [",
    ),
    "a button outside of a row": (
        MESSAGES,
        post(row(button())),
        lambda body: body["components"][0]["components"].append(button(1)),
        "$.components[0].components[1]",
    ),
    "a nonce of 26": (MESSAGES, plain(), lambda body: body.update(nonce="x" * 26), "$.nonce: "),
    "a title of 46": (
        CALLBACK,
        form(field()),
        lambda body: body["data"].update(title="x" * 46),
        "POST /interactions/{interaction_id}/{interaction_token}/callback $.data.title: 'xxx",
    ),
    "a label of 46 in a form": (
        CALLBACK,
        form(field()),
        lambda body: body["data"]["components"][0].update(label="x" * 46),
        "$.data.components[0].label: 'xxx",
    ),
    "a field in a message": (
        MESSAGES,
        post(text()),
        lambda body: body["components"][0]["components"].append(field()),
        "$.components[0].components[1]",
    ),
    "a thread's name of 101": (
        "/channels/1/messages/2/threads",
        {"name": "Kitchen"},
        lambda body: body.update(name="x" * 101),
        "POST /channels/{channel_id}/messages/{message_id}/threads $.name: 'xxx",
    ),
    "a thread that is archived after an hour and a half": (
        "/channels/1/messages/2/threads",
        {"name": "Kitchen", "auto_archive_duration": 60},
        lambda body: body.update(auto_archive_duration=90),
        "$.auto_archive_duration: 90",
    ),
}
"""What is not as Discord describes it: where, what was good, what is done to it, and what is said of it."""


@described
@pytest.mark.parametrize(("path", "body", "spoil", "said"), SCHEMA.values(), ids=SCHEMA)
def test_a_request_that_is_not_as_described_is_named_with_its_route_and_path(
    path: str, body: Body, spoil: Callable[[Body], object], said: str
) -> None:
    spoiled = copy.deepcopy(body)
    assert faults_of("POST", path, spoiled) == []

    spoil(spoiled)

    found = faults_of("POST", path, spoiled)
    assert any(said in fault for fault in found), found


@described
def test_a_request_to_a_route_that_discord_does_not_have_is_named() -> None:
    assert faults_of("POST", "/channels/1/shout", {}) == ["POST /channels/1/shout $: there is no such route"]


@described
def test_what_takes_no_body_and_what_is_there_go_by_their_own_routes() -> None:
    assert faults_of("DELETE", "/channels/1/messages/2", None) == []
    assert faults_of("PATCH", "/webhooks/1/token/messages/@original", plain()) == []
    assert "takes no body" in faults_of("DELETE", "/channels/1/messages/2", {"reason": "x"})[0]


async def test_whatever_a_bot_sends_is_looked_at(faulty_requests: list[str]) -> None:
    async with simcord.run(discord.Client(intents=discord.Intents.default())) as env:
        channel = env.create_guild().create_text_channel("general")
        await env.settle()
        spoken_to = env.bot.get_channel(channel.id)
        assert isinstance(spoken_to, discord.TextChannel)

        await spoken_to.send("@everyone")

    assert len(faulty_requests) == 1
    assert "$.allowed_mentions: mentions in the text would ping" in faulty_requests[0]
    faulty_requests.clear()
