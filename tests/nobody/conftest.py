"""The same bot in the same in-memory Discord as the cogs' tests have."""

from tests.cogs.conftest import simcord_bot, world

__all__ = ["simcord_bot", "world"]
