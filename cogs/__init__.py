"""What Discord shows: one noun per file, thin. Each translates Discord into the store's verbs and back; it decides
nothing.

A cog gets a `Host`; it never knows which process or bot it runs in.
"""

EXTENSIONS: tuple[str, ...] = (
    "cogs.errors",
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
"""The modules the bot loads at its start, in order; each has `async def setup(bot)`."""
