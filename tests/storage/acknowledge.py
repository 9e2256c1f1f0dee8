"""A process that owes posts for ten callers at once and says which were acknowledged, one number a line.

Run with the database's path and the first number.
"""

import asyncio
import os
import sys
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from deliberation.ids import ChannelId, GuildId
from storage.outgoing import PostKey, PostKind
from storage.sqlite import SqliteStore

CALLERS = 10


async def main(path: Path, first: int) -> None:
    store = await SqliteStore.open(path)
    numbers = count(first)

    async def call() -> None:
        while True:
            number = next(numbers)
            key = PostKey(GuildId(1), PostKind.CARD, number)
            await store.owe_post(key, ChannelId(2), at=datetime.now(UTC))
            os.write(sys.stdout.fileno(), f"{number}\n".encode())

    await asyncio.gather(*(call() for _ in range(CALLERS)))


asyncio.run(main(Path(sys.argv[1]), int(sys.argv[2])))
