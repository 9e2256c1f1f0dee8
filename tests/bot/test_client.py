"""The client keeps its promises to the cogs, and lets go of everything in order."""

import asyncio
import logging
from pathlib import Path

import discord
import pytest

from bot.client import intents_for
from bot.log import EventFormatter, facts
from bot.settings import Settings, default_settings
from deliberation.ids import ActId, PointNumber, RoundNumber
from deliberation.stance import POSITIONS
from storage.sqlite import SqliteStore

from .conftest import World

PROJECT = Path(__file__).parents[2]


async def test_closing_commits_what_is_queued(world: World) -> None:
    key = await world.open_debate()
    presses = [
        asyncio.create_task(
            world.store.record_stance(
                key,
                RoundNumber(1),
                PointNumber(1),
                POSITIONS[press % 5],
                actor=world.actor(world.ada),
                act=ActId(1000 + press),
                at=world.now(),
            )
        )
        for press in range(40)
    ]
    await asyncio.sleep(0)  # all are queued now, none is answered

    await world.bot.close()

    answered = await asyncio.gather(*presses)
    assert len(answered) == 40
    again = await SqliteStore.open(world.path)
    kept = (await again.record(key)).stances
    await again.close()
    assert {stance.act for stance in kept} == {1000 + press for press in range(40)}


async def test_closing_twice_is_harmless(world: World) -> None:
    await world.bot.close()
    await world.bot.close()

    assert world.bot.is_closed()


async def test_nothing_the_bot_sends_can_ping(world: World) -> None:
    await world.open_debate()

    posts = [
        request.json
        for request in world.env.http_requests
        if request.method == "POST" and request.path.endswith("/messages") and request.json
    ]
    assert posts
    assert all(post["allowed_mentions"]["parse"] == [] for post in posts)
    assert world.bot.allowed_mentions is not None
    assert not world.bot.allowed_mentions.everyone


@pytest.mark.parametrize("on", [True, False])
def test_it_asks_for_no_more_than_it_needs(on: bool) -> None:
    intents = intents_for(default_settings().model_copy(update={"message_content": on}))

    wanted = {name for name, value in intents if value}
    assert wanted == {"guilds", "guild_messages", *({"message_content"} if on else ())}


async def test_its_clock_is_discords(world: World) -> None:
    before = world.bot.now()
    await world.env.advance_time(60)

    assert (world.bot.now() - before).total_seconds() == 60
    assert world.bot.now() == discord.utils.utcnow()


def test_every_setting_is_described_in_the_example() -> None:
    example = (PROJECT / ".env.example").read_text(encoding="utf-8")

    described = {line.split("=")[0] for line in example.splitlines() if line and not line.startswith("#")}
    assert described == {name.upper() for name in Settings.model_fields}


def test_the_token_is_in_no_description_of_the_settings() -> None:
    settings = Settings.model_validate({"discord_token": "abc.def.ghi"})

    assert "abc.def.ghi" not in f"{settings!r} {settings} {settings.model_dump()}"


def test_a_log_line_is_one_line_of_pairs_without_secrets() -> None:
    record = logging.LogRecord("bot.test", logging.INFO, "", 0, "post sent", None, None)
    record.__dict__.update(facts(kind="card", why='a "quoted"\nline', token="abc.def.ghi"))

    line = EventFormatter(secrets=("abc.def.ghi",)).format(record)

    assert "\n" not in line
    assert line.endswith(
        r'level=info where=bot.test event="post sent" kind=card why="a \"quoted\"\nline" token=[secret]'
    )


async def test_no_members_words_are_logged(world: World, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    key = await world.open_debate()
    thread = await world.thread(key)
    await world.ada.send(thread, "> Sell the old lathe\nMy grandfather's handprint is on it.")
    await world.restart()
    await world.pass_time(days=3, minutes=1)

    said = "\n".join(EventFormatter().format(record) for record in caplog.records)
    assert 'event="post sent"' in said
    assert "grandfather" not in said
    assert "lathe" not in said
