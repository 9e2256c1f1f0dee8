"""What Discord shows: one noun per file, thin. Each translates Discord into the store's verbs and back; it decides
nothing.

A cog finds beneath it a `Host`; it never knows which process or bot it runs in.
"""

from importlib import import_module

from discord.ext import commands

COGS: tuple[str, ...] = (
    "cogs.actions",
    "cogs.how",
    "cogs.ballot",
    "cogs.stance",
    "cogs.additions",
    "cogs.opening",
    "cogs.debate",
    "cogs.round",
    "cogs.digest",
    "cogs.statement",
)
"""The modules with something for a bot, in order; each has `async def setup(bot)`."""


async def setup(bot: commands.Bot) -> None:
    """Add all of it to a bot that has a host."""
    for name in COGS:
        await import_module(name).setup(bot)
