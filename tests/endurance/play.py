"""People who go on debating on a loopback whatever happens to the bot, and what it has promised them so far."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable
from contextlib import suppress
from random import Random

import discord
from simcord.backend.errors import BackendError
from simcord.backend.models.interaction import ResponseKind
from simcord.builders import ChannelHandle
from simcord.results import InteractionResult

from tests.cogs.world import button_id, buttons, form, read
from tests.wire.people import House, Table

NAMES = ("ada", "ben", "cid", "dia", "eve", "fin", "gil", "hoa", "ida", "jon", "kim", "lea")
LIVELY = 3
"""How many debates are held at a time."""
_WORDS = ("kitchen", "clean", "supper", "nobody", "cooks", "washes", "always", "never", "late", "pans", "sink", "who")
_AWAY_FOR = 300.0
"""The longest, in seconds, that people wait for the bot to come back."""
_TURNS = ("Yes", "No", "Unsure")
_IN_A_MINUTE, _IN_DAYS = "1 minute", "3 days"


class Promises:
    """What the bot has told people it keeps."""

    def __init__(self) -> None:
        self.stances: set[int] = set()
        """The interactions that gave an answer and were answered by the next claim."""
        self.debates: set[str] = set()
        """The titles of debates whose opener was told that it opens."""
        self.refused: Counter[str] = Counter()
        """What those were told whose answers could not be taken."""
        self.unanswered = 0
        """How often nobody was told anything: the bot was away."""

    def told(self, words: str) -> int:
        """How often somebody was told something that holds these words."""
        return sum(times for sentence, times in self.refused.items() if words in sentence)

    def heard(self, result: InteractionResult) -> bool:
        """Whether an act was answered; the unanswered are counted."""
        self.unanswered += not result.acknowledged
        return result.acknowledged


class Play:
    """Twelve people, some debates at a time: they write, quote, edit, delete, vote, open and end debates until `stop`.

    What each does next depends on the seed alone; when, on the machine.
    """

    def __init__(self, house: House, seed: int | str, *, pause: float = 0.2) -> None:
        self.promises = Promises()
        self.written = 0
        self._house = house
        self._seed = seed
        self._pause = pause
        self._tables: list[_Held] = []
        self._opened = 0
        self._over = False
        self._running: list[asyncio.Task[None]] = []

    async def begin(self) -> None:
        """Have them begin; returns once the debates are held. The bot must be there."""
        self._running = [asyncio.create_task(self._host(Random(f"{self._seed}/host")))]
        await self._house.here.until(lambda: len(self._tables) == LIVELY)
        for name in NAMES:
            self._running.append(asyncio.create_task(self._person(name, Random(f"{self._seed}/{name}"))))

    async def stop(self) -> None:
        """Have each finish what they are at and stop; raises what went wrong with one of them."""
        self._over = True
        await asyncio.gather(*self._running)

    # --- whoever opens and ends ----------------------------------------------------------------------------------

    async def _host(self, chance: Random) -> None:
        while not self._over:
            await self._there()
            if len(self._tables) < LIVELY:
                await self._open(chance)
            held = next((held for held in self._tables if held.spent), None)
            if held is not None:
                self._tables.remove(held)  # nobody writes there any more
                await self._house.warden.slash(held.table.thread, "debate end")
            await asyncio.sleep(self._pause)

    async def _open(self, chance: Random) -> None:
        self._opened += 1
        title, deadline = f"Kitchen {self._opened}", chance.choice((_IN_A_MINUTE, _IN_DAYS, _IN_DAYS))
        opener, lobby = self._house.person("opal"), self._house.lobby
        shown = await opener.slash(lobby, "debate open")
        if not self.promises.heard(shown) or shown.modal is None:
            return
        proposals = "\n".join(f"{title}: {_said(chance)}" for _ in range(3))
        filled = await opener.submit_modal(shown, form(title=title, proposals=proposals, deadline=deadline))
        if not self.promises.heard(filled):
            return
        if not _told(filled).startswith("Your debate "):
            self.promises.refused[_told(filled)] += 1
            return
        self.promises.debates.add(title)
        thread = await self._thread(title)
        if thread is not None:
            self._tables.append(_Held(Table(self._house, thread), chance.randint(40, 160), deadline == _IN_DAYS))

    async def _thread(self, title: str) -> ChannelHandle | None:
        with suppress(TimeoutError):
            await self._house.here.until(lambda: any(t.name == title for t in self._house.lobby.threads), 10)
        return next((thread for thread in self._house.lobby.threads if thread.name == title), None)

    # --- whoever debates -----------------------------------------------------------------------------------------

    async def _person(self, name: str, chance: Random) -> None:
        acts: tuple[Callable[[str, _Held, Random], Awaitable[None]], ...]
        acts = (self._say, self._quote, self._quote, self._vote, self._vote, self._edit, self._delete)
        while not self._over:
            if self._tables:
                await chance.choice(acts)(name, chance.choice(self._tables), chance)
            await asyncio.sleep(chance.uniform(0, 2 * self._pause))

    async def _there(self) -> None:
        """Wait until the bot is to be seen online, as people do before they press; it may be gone a moment later."""
        here = self._house.here
        await here.until(lambda: here.gateway.connected or self._over, _AWAY_FOR)

    async def _say(self, name: str, held: "_Held", chance: Random) -> None:
        await self._write(name, held, _said(chance))

    async def _quote(self, name: str, held: "_Held", chance: Random) -> None:
        quoted = [chance.choice(held.said).content for _ in range(chance.randint(1, 2)) if held.said]
        words = [f"> {words.splitlines()[-1]}\n{_said(chance)}" for words in quoted]
        await self._write(name, held, "\n\n".join(words) or _said(chance))

    async def _write(self, name: str, held: "_Held", words: str) -> None:
        held.left -= 1
        self.written += 1
        held.said.append(await self._house.person(name).send(held.table.thread, words))

    async def _edit(self, name: str, held: "_Held", chance: Random) -> None:
        message = held.own(name, chance)
        if message is not None:
            with suppress(BackendError):  # deleted before
                await self._house.person(name).edit(message, _said(chance))

    async def _delete(self, name: str, held: "_Held", chance: Random) -> None:
        message = held.own(name, chance)
        if message is not None and chance.random() < 0.3:
            with suppress(BackendError):
                await self._house.person(name).delete(message)

    async def _vote(self, name: str, held: "_Held", chance: Random) -> None:
        await self._there()
        member, opening = self._house.person(name), held.table.opening
        if "Take part" not in buttons(opening):
            return
        shown = await member.click(opening, custom_id=button_id(opening, "Take part"))
        ballot = shown.response
        if not self.promises.heard(shown) or ballot is None:
            return
        for turn in (chance.choice(_TURNS) for _ in range(3)):
            if turn not in buttons(ballot):
                return
            pressed = await member.click(ballot, custom_id=button_id(ballot, turn))
            if not self.promises.heard(pressed):
                return
            told = pressed._interaction
            if told.response_kind is not ResponseKind.UPDATE:
                self.promises.refused[_told(pressed)] += 1
                return
            self.promises.stances.add(told.id)


def _told(result: InteractionResult) -> str:
    return read(result.response) if result.response is not None else ""


class _Held:
    """A debate being held, until so many messages were written."""

    def __init__(self, table: Table, left: int, open_for_days: bool) -> None:
        self.table = table
        self.left = left
        self.said: list[discord.Message] = []
        self._open_for_days = open_for_days

    @property
    def spent(self) -> bool:
        """Whether it may end."""
        return self.left <= 0

    def own(self, name: str, chance: Random) -> discord.Message | None:
        """A message that somebody wrote in the open round: of closed ones the bot reads no edits while it is away."""
        own = [message for message in self.said if message.author.name == name]
        return chance.choice(own) if own and self._open_for_days else None


def _said(chance: Random) -> str:
    return " ".join(chance.sample(_WORDS, 7)).capitalize() + "."
