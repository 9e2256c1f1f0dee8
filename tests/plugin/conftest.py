"""Somebody else's bot in SimCord's in-memory Discord, with Counterpoint loaded as an extension."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from simcord.env import Env

from tests.cogs.world import World
from tests.plugin.foreign import Shopkeeper


@pytest.fixture(autouse=True)
def _modules_as_before() -> Iterator[None]:
    """discord.py forgets the modules of an extension that it unloads; the tests after these hold on to theirs."""
    before = {name: module for name, module in sys.modules.items() if name.split(".")[0] == "cogs"}
    yield
    for name in [name for name in sys.modules if name.split(".")[0] == "cogs"]:
        del sys.modules[name]
    sys.modules.update(before)


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """Where the bot keeps its debates."""
    return tmp_path / "shop.db"


@pytest.fixture
def simcord_bot(database: Path) -> Shopkeeper:
    """The bot."""
    return Shopkeeper(database)


@pytest.fixture
def world(simcord_env: Env, simcord_bot: Shopkeeper) -> World:
    """A server with the bot in it."""
    return World(simcord_env, simcord_bot)
