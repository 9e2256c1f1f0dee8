"""A crowd in a thread: members who write, quote, upload, edit and delete, as one seed decides."""

from collections.abc import Sequence
from random import Random

import discord
from simcord.actors import MemberActor

from tests.wire.people import Table

NAMES = ("mia", "ben", "cleo", "dan", "eve", "finn")
OPENERS = ("I would rather", "We could", "Nobody wants to", "Last year we tried to", "It is cheaper to", "Let us")
MIDDLES = ("close the kitchen at ten", "share the freezer", "cook in turns", "buy a second pot", "keep the radio off")
ENDINGS = ("on weekdays", "for a month", "unless somebody is ill", "and see", "as the neighbours do", "from May on")


class Crowd:
    """What they do is drawn from `draw`; what they did is counted."""

    def __init__(self, table: Table, draw: Random, names: Sequence[str] = NAMES) -> None:
        self._table = table
        self._draw = draw
        self._names = names
        self._standing: list[tuple[MemberActor, discord.Message]] = []
        self.written = 0
        self.edited = 0
        self.deleted = 0

    async def writes(self, times: int) -> None:
        """They only write, one message after the other."""
        for _ in range(times):
            await self._write()

    async def acts(self, times: int) -> None:
        """They do this many things: mostly writing, sometimes quoting, uploading, editing or deleting."""
        for _ in range(times):
            at = self._draw.random()
            if at < 0.15 and self._standing:
                await self._edit()
            elif at < 0.27 and self._standing:
                await self._delete()
            elif at < 0.30:
                await self._upload()
            else:
                await self._write()

    async def takes_back(self, times: int) -> None:
        """They delete the latest messages, and fall silent."""
        for _ in range(min(times, len(self._standing))):
            who, message = self._standing.pop()
            await who.delete(message)
            self.deleted += 1

    async def quotes_twice(self) -> None:
        """Somebody answers two passages in line, which makes a card."""
        first, second = (self._draw.choice(self._standing)[1].content.splitlines()[-1] for _ in range(2))
        await self._say(f"> {first}\n{self._words()}\n\n> {second}\n{self._words()}")

    async def _write(self) -> None:
        words = self._words()
        if self._standing and self._draw.random() < 0.25:
            quoted = self._draw.choice(self._standing)[1].content.splitlines()[-1]
            words = f"> {quoted}\n{words}"
        await self._say(words)

    async def _upload(self) -> None:
        letter = f"{self._words()}\n\n{self._words()}".encode()
        who = self._draw.choice(self._names)
        await self._table.says(who, "", files=[(f"letter-{self.written}.txt", letter)])
        self.written += 1

    async def _edit(self) -> None:
        place = self._draw.randrange(len(self._standing))
        who, message = self._standing[place]
        await who.edit(message, f"{message.content.splitlines()[-1]}, or so")
        self._standing[place] = (who, self._table.message(message.id))
        self.edited += 1

    async def _delete(self) -> None:
        who, message = self._standing.pop(self._draw.randrange(len(self._standing)))
        await who.delete(message)
        self.deleted += 1

    async def _say(self, words: str) -> None:
        name = self._draw.choice(self._names)
        message = await self._table.says(name, words)
        self._standing.append((self._table.house.person(name), message))
        self.written += 1

    def _words(self) -> str:
        choice = self._draw.choice
        return f"{choice(OPENERS)} {choice(MIDDLES)} {choice(ENDINGS)} ({self._draw.randrange(10**6)})"
