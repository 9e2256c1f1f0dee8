"""What the bot's process runs: `python -m tests.wire.launch [--hurried] ADDRESS run …`.

Where Discord is, is no setting: discord.py is told before the command line takes over.
"""

import sys
from typing import Any


def point_at(address: str, *, hurried: bool = False) -> None:
    """Have discord.py take `address` (host and port) for Discord.

    With `hurried` it waits 0.2 s instead of two for further servers at its start, and 1 s instead of five before it
    identifies anew: what is proved is the bot, not discord.py's patience.
    """
    import discord
    import yarl
    from discord.gateway import DiscordWebSocket
    from discord.http import Route

    Route.BASE = f"http://{address}/api/v10"
    DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(f"ws://{address}/gateway/")
    if not hurried:
        return
    made = discord.Client.__init__

    def make(self: discord.Client, **options: Any) -> None:
        made(self, **{"guild_ready_timeout": 0.2, **options})

    async def before_identify(_self: discord.Client, _shard: int | None, *, initial: bool = False) -> None:
        import asyncio

        await asyncio.sleep(0 if initial else 1)

    discord.Client.__init__ = make
    discord.Client.before_identify_hook = before_identify


def main() -> int:
    """Run the command line against a loopback."""
    arguments = sys.argv[1:]
    hurried = arguments[0] == "--hurried"
    address, *rest = arguments[hurried:]
    point_at(address, hurried=hurried)
    from bot.cli import main as run

    return run(rest)


if __name__ == "__main__":
    sys.exit(main())
