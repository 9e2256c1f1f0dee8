"""The real bot over a real database, in SimCord's in-memory Discord."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from simcord.env import Env

from bot.client import Counterpoint
from bot.settings import Settings
from storage.sqlite import SqliteStore
from tests.cogs.world import World


@pytest.fixture
async def simcord_bot(tmp_path: Path, request: pytest.FixtureRequest) -> AsyncIterator[Counterpoint]:
    """A bot over a database of its own, with the usual settings or those a test gives."""
    store = await SqliteStore.open(tmp_path / "debates.db")
    bot = Counterpoint(store, getattr(request, "param", None) or Settings.model_construct())
    bot.allowed_mentions = None  # the net is taken away: in somebody else's bot there is none
    yield bot
    await store.close()


@pytest.fixture
async def world(simcord_env: Env, simcord_bot: Counterpoint, tmp_path: Path) -> AsyncIterator[World]:
    """A server with the bot in it."""
    world = World(simcord_env, simcord_bot, tmp_path / "debates.db")
    yield world
    await world.bot.counterpoint.store.close()
