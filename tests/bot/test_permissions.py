"""What a start says in the log of what the servers deny the bot."""

import logging

import pytest

from bot.permissions import warn_of_lacks
from deliberation.actor import Actor
from deliberation.ids import ActId, ChannelId, GuildId, UserId
from deliberation.server import ServerSettings
from deliberation.views.digest import DigestSettings
from tests.bot.conftest import World


def warned(caplog: pytest.LogCaptureFixture) -> list[dict[str, object]]:
    return [getattr(record, "facts", {}) for record in caplog.records if record.message == "permissions missing"]


async def settle(world: World, home: int, news: int) -> None:
    """A home for debates and a channel for the digest."""
    guild = GuildId(world.guild.id)
    steward = Actor(guild, UserId(1), administers=True)
    await world.store.set_server(
        ServerSettings(guild, home=ChannelId(home)), actor=steward, act=ActId(1), at=world.now()
    )
    await world.store.set_digest(DigestSettings(guild, ChannelId(news), 0, 9, "UTC", world.now()), actor=steward)


async def test_a_home_and_a_digest_channel_that_are_gone_are_warned_of(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING)
    await settle(world, home=404, news=405)

    await warn_of_lacks(world.store, world.bot.guilds, application=1)

    assert [(fact["for"], fact["channel"]) for fact in warned(caplog)] == [("home", 404), ("digest", 405)]


async def test_where_nothing_is_missing_nothing_is_said(world: World, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.WARNING)
    await settle(world, home=world.channel.id, news=world.channel.id)

    await warn_of_lacks(world.store, world.bot.guilds, application=1)

    assert warned(caplog) == []
