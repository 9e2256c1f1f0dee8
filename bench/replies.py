"""In-line replies through the real handler, beside a bare handler that only receives them.

Both bots run on discord.py in the same in-memory Discord and are sent the same messages: each quotes a sentence of an
earlier one and answers it. The real bot locates the quote among everything said before, records statement, passages
and points durably, and sets its reaction. Run it from the project's folder: `uv run python -m bench.replies`.
"""

import argparse
import asyncio
import random
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path

import discord
import simcord
from discord.ext import commands

from bot.client import Counterpoint
from bot.settings import default_settings
from deliberation.actor import Actor
from deliberation.debate import Attribution, Tallies, drafted
from deliberation.ids import ActId, ChannelId, GuildId, UserId
from storage.sqlite import SqliteStore

TOGETHER = 20
"""Messages that arrive at once; the next ones come when these are handled."""
SYLLABLES = ("ba", "co", "di", "fu", "ga", "he", "ki", "lo", "mu", "na", "po", "ra", "se", "ti", "vo", "we")


def sentence(chance: random.Random) -> str:
    """A sentence that is hardly ever made twice."""
    words = ("".join(chance.choices(SYLLABLES, k=chance.randint(1, 4))) for _ in range(chance.randint(7, 14)))
    return f"{' '.join(words).capitalize()}."


def replies(count: int) -> list[str]:
    """Messages of which each quotes a sentence said before; the first quote the proposals."""
    chance = random.Random(2)
    said = list(PROPOSALS)
    texts: list[str] = []
    for _ in range(count):
        own = [sentence(chance), sentence(chance)]
        texts.append(f"> {chance.choice(said)}\n{' '.join(own)}")
        said += own
    return texts


PROPOSALS = [sentence(random.Random(seed)) for seed in range(3)]


class Bare(commands.Bot):
    """Receives messages, and counts them."""

    def __init__(self) -> None:
        intents = discord.Intents(guilds=True, guild_messages=True, message_content=True)
        super().__init__("!", intents=intents, max_messages=None)
        self.received = 0

    async def on_message(self, message: discord.Message, /) -> None:
        """Count."""
        self.received += bool(message.content)


async def arrive(env: simcord.Env, thread: int, author: int, texts: list[str]) -> float:
    """Seconds until all `texts` have arrived and been handled."""
    began = time.perf_counter()
    for first in range(0, len(texts), TOGETHER):
        for text in texts[first : first + TOGETHER]:
            env.backend.create_message(thread, author, text)
        await env.settle()
    return time.perf_counter() - began


async def bare(texts: list[str]) -> float:
    """The bare bot's time."""
    bot = Bare()
    async with simcord.run(bot) as env:
        guild = env.create_guild()
        channel = guild.create_text_channel("general")
        ada = guild.add_member(env.create_user("ada"))
        took = await arrive(env, channel.id, ada.id, texts)
    assert bot.received == len(texts)
    return took


async def ours(texts: list[str], folder: Path) -> tuple[float, int]:
    """The real bot's time, and how many of the replies it joined to what they answer."""
    store = await SqliteStore.open(folder / "bench.db")
    bot = Counterpoint(store, default_settings())
    async with simcord.run(bot) as env:
        guild = env.create_guild()
        channel = guild.create_text_channel("general")
        ada = guild.add_member(env.create_user("ada"))
        now = env.now()
        draft = drafted(
            title="Bench",
            proposals="\n".join(PROPOSALS),
            attribution=Attribution.COUNTED,
            tallies=Tallies.HIDDEN,
            deadline=now + timedelta(days=30),
        )
        actor = Actor(GuildId(guild.id), UserId(ada.id))
        act = ActId(discord.utils.time_snowflake(now))
        debate = await store.open_debate(draft, actor=actor, act=act, home=ChannelId(channel.id), at=now)
        await bot.tick()
        [thread] = channel.threads
        took = await arrive(env, thread.id, ada.id, texts)
        record = await store.record(debate.key)
    await store.close()
    return took, len(record.counterpoints)


async def compare(count: int) -> None:
    """Print both."""
    texts = replies(count)
    alone = await bare(texts)
    with tempfile.TemporaryDirectory() as folder:
        real, joined = await ours(texts, Path(folder))
    print(f"{count} in-line replies, {TOGETHER} at a time; {joined} joined to what they answer")
    print(f"bare handler  {alone:6.2f} s  {alone / count * 1000:6.2f} ms each")
    print(f"real handler  {real:6.2f} s  {real / count * 1000:6.2f} ms each")
    print(f"time ratio {real / alone:.1f}; {(real - alone) / count * 1000:.2f} ms each more")


def main() -> int:
    """Measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--replies", type=int, default=2000)
    asyncio.run(compare(parser.parse_args().replies))
    return 0


if __name__ == "__main__":
    sys.exit(main())
