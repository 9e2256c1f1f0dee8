"""What Discord shows: one noun per file, thin. Each translates Discord into the store's verbs and back; it decides
nothing.

A cog finds beneath it a `Host`; it never knows which process or bot it runs in. This package is an extension of
discord.py: `await bot.load_extension("cogs")` adds all of it to any bot.
"""

from importlib import import_module

from discord.ext import commands

from cogs.host import found_host, leave_host

COGS: tuple[str, ...] = (
    "cogs.actions",
    "cogs.how",
    "cogs.ballot",
    "cogs.stance",
    "cogs.additions",
    "cogs.points",
    "cogs.point",
    "cogs.agenda",
    "cogs.decision",
    "cogs.log",
    "cogs.meant",
    "cogs.follow",
    "cogs.opening",
    "cogs.debate",
    "cogs.round",
    "cogs.digest",
    "cogs.server",
    "cogs.privacy",
    "cogs.passages",
    "cogs.reply",
    "cogs.reports",
    "cogs.saying",
    "cogs.byname",
    "cogs.inline",
    "cogs.questions",
    "cogs.responding",
    "cogs.seconding",
    "cogs.needs",
    "cogs.asking",
    "cogs.mentions",
    "cogs.statement",
)
"""The modules with something for a bot, in order; each has `async def setup(bot)`."""


async def setup(bot: commands.Bot) -> None:
    """Add all of it to `bot`, over the host it has or one made for it.

    Raises:
        NoHost: it has none, and none can be made.
        Exception: as whoever makes the host says.
    """
    await found_host(bot)
    for name in COGS:
        await import_module(name).setup(bot)


async def teardown(bot: commands.Bot) -> None:
    """Let go of all that is not a cog or a command; discord.py takes those away."""
    await leave_host(bot)
