"""People who act: SimCord's members, on the loopback, where the bot is another process.

An act that asks the bot something (a command, a press, a form) ends when the bot has answered it, or when Discord would
have told the member that the app did not respond. All else ends at once.
"""

from collections.abc import Mapping, Sequence
from contextvars import ContextVar
from datetime import timedelta
from typing import Any

import discord
from simcord._dpy_internals import get_state
from simcord.actors import MemberActor
from simcord.backend.models import Interaction
from simcord.backend.models.interaction import ResponseKind
from simcord.builders import ChannelHandle, GuildHandle, RoleHandle
from simcord.env import Env
from simcord.results import InteractionResult, ResponseMessage, to_discord_message

from tests.cogs.world import answer, buttons, choose, form, press
from tests.wire.server import Discord

FIRST_ANSWER = 3.5
"""Seconds until a member is told that the app did not respond, and a little: Discord waits three."""
TRIES = 3
"""How often somebody tries to open a debate while nobody answers: a busy machine may take longer than three seconds."""
THINKING = 60.0
"""Seconds somebody looks on while the bot "is thinking". Discord would wait fifteen minutes."""

_asked: ContextVar[Interaction | None] = ContextVar("asked", default=None)


class Surroundings(Env):
    """SimCord's environment without a bot in it. Several people may act at once."""

    def __init__(self, here: Discord) -> None:
        # Only there to give messages a shape in which they can be read; it never connects.
        onlooker = discord.Client(intents=discord.Intents(guilds=True))
        super().__init__(onlooker)
        self.backend = here.backend
        self._here = here
        self._message_states.add(get_state(onlooker))

    def _begin_operation(self, label: str) -> None:
        """Nobody waits for anybody."""

    def _end_operation(self) -> None:
        """As above."""

    def _notify_dispatch_observers(self, interaction: Interaction) -> None:
        _asked.set(interaction)

    async def _settle_internal(self, *, dispatch: str | None = None, **_: Any) -> None:
        if dispatch != "INTERACTION_CREATE":
            return
        asked = _asked.get()
        assert asked is not None
        try:
            await self._here.until(lambda: asked.responded, FIRST_ANSWER)
            await self._here.until(lambda: not asked.loading, THINKING)
        except TimeoutError:
            return  # who asked sees that nothing came


class NotAnswered(Exception):
    """Somebody asked the bot for something and did not get it; with what they got."""


def act_of(result: InteractionResult) -> int:
    """The act, as the bot stores it, that somebody got `result` for."""
    return result._interaction.id


def went_on(result: InteractionResult) -> bool:
    """Whether what somebody pressed now shows what comes next, rather than that something went wrong."""
    return result._interaction.response_kind is ResponseKind.UPDATE


class House:
    """A server with a text channel, and people who join it when first named."""

    def __init__(self, here: Discord, name: str = "House") -> None:
        self.here = here
        self.env = Surroundings(here)
        self.guild: GuildHandle = self.env.create_guild(name)
        self.moderators: RoleHandle = self.guild.create_role(
            "Wardens", permissions=discord.Permissions(manage_threads=True, manage_messages=True)
        )
        self.lobby: ChannelHandle = self.guild.create_text_channel("lobby")
        self._people: dict[str, MemberActor] = {}
        self._opened: dict[tuple[int, str], list[int]] = {}
        here.backend.subscribers.append(self._hear)

    def _hear(self, event: str, told: Mapping[str, Any]) -> None:
        if event == "THREAD_CREATE":
            self._opened.setdefault((int(told["parent_id"]), told["name"]), []).append(int(told["id"]))

    def person(self, name: str, *roles: RoleHandle) -> MemberActor:
        """The member of that name; when first asked for they have been there for a month, with `roles`."""
        if name not in self._people:
            member = self._people[name] = self.guild.add_member(self.env.create_user(name), roles=roles)
            came = self.env.now() - timedelta(days=30)
            self.here.backend.get_guild(self.guild.id).members[member.id].joined_at = came.isoformat()
        return self._people[name]

    @property
    def warden(self) -> MemberActor:
        """A moderator."""
        return self.person("warden", self.moderators)

    def forum(self, name: str, *tags: str) -> ChannelHandle:
        """A new forum with these tags."""
        forum = self.guild.create_forum_channel(name)
        backend = self.here.backend
        made = [
            {"id": str(backend.snowflake()), "name": tag, "moderated": False, "emoji_id": None, "emoji_name": None}
            for tag in tags
        ]
        backend.edit_channel(forum.id, {"available_tags": made})
        return forum

    async def says(
        self, who: MemberActor, where: ChannelHandle, words: str = "", *, files: Sequence[tuple[str, bytes]] = ()
    ) -> discord.Message:
        """Somebody writes, perhaps with files. An archived thread comes back to life by it.

        Raises:
            BackendError: it is locked, or they may not write there.
        """
        self.here.rules.open_up(self.here.backend.channels.get(where.id), who.id)
        return await who.send(where, words, attachments=files)

    async def debate(
        self,
        by: MemberActor | None = None,
        where: ChannelHandle | None = None,
        options: dict[str, Any] | None = None,
        within: float = 30.0,
        **fields: str,
    ) -> "Table":
        """A debate opened by command and form in the lobby, or for another channel or forum, once its thread stands.
        Several that are opened at once each need a title of their own.

        Raises:
            TimeoutError: it does not, `within` seconds later.
            NotAnswered: nobody answered the command by a form.
        """
        by, where = by or self.person("opal"), where or self.lobby
        elsewhere = {} if where is self.lobby else {"channel": where}
        for _ in range(TRIES):
            shown = await by.slash(self.lobby, "debate open", **elsewhere, **(options or {}))
            if shown.acknowledged:
                break
        if shown.modal is None:
            raise NotAnswered(shown)
        typed = form(**fields)
        opened = self._opened.setdefault((where.id, typed["title"]), [])
        before = len(opened)
        await by.submit_modal(shown, typed)  # it is opened even where the answer is lost
        await self.here.until(lambda: len(opened) > before, within)
        return Table(self, ChannelHandle(self.env, self.guild, self.here.backend.get_channel(opened[before])))


class Table:
    """A debate's thread, and those around it."""

    def __init__(self, house: House, thread: ChannelHandle) -> None:
        self.house = house
        self.thread = thread

    @property
    def opening(self) -> discord.Message:
        """The opening post: in the lobby, or the first of a forum's post."""
        everywhere = [*self.house.lobby.history(), *self.thread.history()]
        return next(message for message in everywhere if message.id == self.thread.id)

    def posts(self) -> list[discord.Message]:
        """The bot's own messages in the thread that everybody sees, oldest first."""
        return [
            message
            for message in self.thread.history()
            if message.author.bot and not message.flags.ephemeral and message.type is discord.MessageType.default
        ]

    def message(self, number: int) -> discord.Message:
        """A message of the thread as it stands now."""
        stored = self.house.here.backend.get_message(self.thread.id, number)
        return to_discord_message(self.house.env, stored)

    async def says(self, name: str, words: str, *, files: Sequence[tuple[str, bytes]] = ()) -> discord.Message:
        """Somebody writes in the thread."""
        return await self.house.says(self.house.person(name), self.thread, words, files=files)

    async def ballot(self, voter: MemberActor) -> ResponseMessage | None:
        """The private ballot that opens when `voter` presses Take part; None where nobody answered."""
        pressed = await press(voter, self.opening, "Take part")
        return pressed.response

    async def closes(self) -> InteractionResult:
        """What the warden is told who closes the round early."""
        return await self.house.warden.slash(self.thread, "round close")


__all__ = [
    "House",
    "NotAnswered",
    "Surroundings",
    "Table",
    "act_of",
    "answer",
    "buttons",
    "choose",
    "form",
    "press",
    "went_on",
]
