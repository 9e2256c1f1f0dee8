"""A server with members in SimCord's in-memory Discord, and the real bot in it; tests act as members and look at what
members then see.
"""

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import discord
from simcord import interactions
from simcord.actors import MemberActor
from simcord.backend import serializers
from simcord.builders import ChannelHandle, GuildHandle, RoleHandle
from simcord.components import walk_components
from simcord.enums import InteractionType
from simcord.env import Env
from simcord.results import InteractionResult, ResponseMessage
from sqlite_utils import Database

from bot.client import Counterpoint
from bot.settings import Settings
from deliberation.debate import Debate
from deliberation.ids import ChannelId, GuildId
from deliberation.record import DebateRecord
from deliberation.round import EARLY_NOTICE
from storage.sqlite import SqliteStore

TEXT, BUTTON, SELECT, LABEL = 10, 2, 3, 18
"""Types of components, as Discord numbers them."""
SAID = (discord.MessageType.default, discord.MessageType.reply, discord.MessageType.chat_input_command)
PROPOSALS = ("Close the kitchen at ten", "Let guests use the freezer", "One cook a day", "Buy a second pot", "No radio")


@asynccontextmanager
async def full(
    store: SqliteStore, tables: Iterable[str] = ("debate", "statement", "revision", "stance", "outbox")
) -> AsyncIterator[None]:
    """While inside, `store` takes nothing new, as on a disk that is full; what it holds can be read."""

    def fill(db: Database) -> None:
        for table in tables:
            for act in ("INSERT", "UPDATE"):
                refusal = f"BEFORE {act} ON main.{table} BEGIN SELECT RAISE(ABORT, 'no room'); END"
                db.execute(f"CREATE TEMP TRIGGER full_{table}_{act} {refusal}")

    def empty(db: Database) -> None:
        for table in tables:
            for act in ("INSERT", "UPDATE"):
                db.execute(f"DROP TRIGGER full_{table}_{act}")

    await store._write(fill)  # pyright: ignore[reportPrivateUsage]
    try:
        yield
    finally:
        await store._write(empty)  # pyright: ignore[reportPrivateUsage]


class World:
    """A server named "House" with a text channel, and people who join it when first named."""

    def __init__(self, env: Env, bot: Counterpoint, database: Path | None = None) -> None:
        self.env = env
        self.bot = bot
        self.database = database
        self.guild: GuildHandle = env.create_guild("House")
        self.moderators: RoleHandle = self.guild.create_role(
            "Wardens", permissions=discord.Permissions(manage_threads=True, manage_messages=True)
        )
        self.lobby: ChannelHandle = self.guild.create_text_channel("lobby")
        self._people: dict[str, MemberActor] = {}
        self._locales: dict[str, str] = {}
        self._told: list[dict[str, Any]] = []
        self._emit = env.backend.emit
        env.backend.emit = self._emit_in_their_locale

    def speaks(self, name: str, locale: str) -> None:
        """From now on that person's Discord is in that language."""
        self._locales[str(self.person(name).id)] = locale

    def is_a_community_that_speaks(self, locale: str) -> None:
        """From now on the server is a community whose Discord is in that language."""
        guild = self.bot.get_guild(self.guild.id)
        assert guild is not None
        guild.features.append("COMMUNITY")
        guild.preferred_locale = discord.Locale(locale)

    def _emit_in_their_locale(self, event: str, data: Any, *args: Any, **kwargs: Any) -> Any:
        """SimCord knows English people only."""
        if event == "INTERACTION_CREATE":
            data["locale"] = self._locales.get(data["member"]["user"]["id"], data["locale"])
        return self._emit(event, data, *args, **kwargs)

    def person(self, name: str, *roles: RoleHandle) -> MemberActor:
        """The member of that name, who joins with `roles` when first asked for."""
        if name not in self._people:
            self._people[name] = self.guild.add_member(self.env.create_user(name), roles=roles)
            self.came(self._people[name], before=timedelta(days=30))
        return self._people[name]

    def known_as(self, name: str, nick: str) -> MemberActor:
        """The member of that name, who is called `nick` on this server and has been there for a while."""
        assert name not in self._people
        self._people[name] = self.guild.add_member(self.env.create_user(name), nick=nick)
        self.came(self._people[name], before=timedelta(days=30))
        return self._people[name]

    def newcomer(self, name: str, *roles: RoleHandle) -> MemberActor:
        """The member of that name, who joins now when first asked for."""
        if name not in self._people:
            self._people[name] = self.guild.add_member(self.env.create_user(name), roles=roles)
        return self._people[name]

    def came(self, member: MemberActor, *, before: timedelta) -> None:
        """Let a member have come that long ago."""
        backend = self.env.backend
        backend.get_guild(self.guild.id).members[member.id].joined_at = (self.env.now() - before).isoformat()

    @property
    def warden(self) -> MemberActor:
        """A moderator."""
        return self.person("warden", self.moderators)

    async def filled(
        self, by: MemberActor | None = None, options: dict[str, Any] | None = None, **fields: str
    ) -> InteractionResult:
        """What comes of opening the form in the lobby and submitting it with `fields`."""
        by = by or self.person("opal")
        shown = await by.slash(self.lobby, "debate open", **(options or {}))
        return await by.submit_modal(shown, form(**fields))

    async def debate(
        self, by: MemberActor | None = None, options: dict[str, Any] | None = None, **fields: str
    ) -> "Table":
        """A debate opened in the lobby, with its thread."""
        await self.filled(by, options, **fields)
        return Table(self, max(self.lobby.threads, key=lambda thread: thread.id))

    async def closes(self, thread: ChannelHandle, by: MemberActor | None = None) -> InteractionResult:
        """What the warden, or somebody else, is told who closes a round early; the time until it closes goes by."""
        told = await (by or self.warden).slash(thread, "round close")
        await self.passes(EARLY_NOTICE)
        return told

    async def stops(self) -> None:
        """The bot's process is gone: it hears nothing and holds no database."""
        self.env.backend.subscribers.clear()
        await self.bot.counterpoint.store.close()

    async def starts_again(self) -> None:
        """Another process starts on the same database."""
        assert self.database is not None, "a world without a file does not start again"
        self.bot = Counterpoint(await SqliteStore.open(self.database), Settings.model_construct())
        await self.env.restart_bot(self.bot)
        await self.tick()

    async def restarts(self) -> None:
        """The bot's process dies, and another starts on the same database."""
        await self.stops()
        await self.starts_again()

    @asynccontextmanager
    async def without_room(self) -> AsyncIterator[None]:
        """While inside, the database takes nothing new, as on a disk that is full."""
        store = self.bot.counterpoint.store
        assert isinstance(store, SqliteStore)
        async with full(store):
            yield

    async def passes(self, spell: timedelta) -> None:
        """Let time go by, and let the bot do what has become due."""
        await self.env.advance_time(spell.total_seconds())
        await self.tick()

    async def tick(self) -> None:
        """Let the bot do what is due now."""
        await self.bot.counterpoint.tick(self.env.now())
        await self.env.settle()

    async def presses_at_once(
        self, who: MemberActor, message: ResponseMessage | discord.Message, custom_ids: Iterable[str]
    ) -> list[InteractionResult]:
        """What comes of pressing these, known or not, before the bot has answered any of them."""
        return await self.at_once(*((who, message, pressed(custom_id)) for custom_id in custom_ids))

    async def at_once(
        self,
        *acts: tuple[MemberActor, ResponseMessage | discord.Message, dict[str, Any]],
        times: int = 1,
        kicked: MemberActor | None = None,
    ) -> list[InteractionResult]:
        """What comes of several people's acts on messages, `pressed`, `chosen` or `submitted`, done before the bot has
        answered any of them. Discord may repeat itself: each comes as many `times`. Who is `kicked` is gone before the
        bot hears of what they did.
        """
        backend = self.env.backend
        results: list[InteractionResult] = []
        events: list[dict[str, Any]] = []
        for who, message, data in acts:
            channel = message.channel_id if isinstance(message, ResponseMessage) else message.channel.id
            form = "component_type" not in data
            record, payload = interactions.base_payload(
                backend,
                type=InteractionType.MODAL_SUBMIT if form else InteractionType.MESSAGE_COMPONENT,
                channel_id=channel,
                guild_id=self.guild.id,
                user_id=who.id,
                data=data,
            )
            record.source_message_id = message.id
            shown = dict(serializers.message_payload(backend, backend.get_message(channel, message.id)))
            events.append({**payload, "message": shown})
            results.append(InteractionResult(self.env, record))
        if kicked is not None:
            self.guild.remove_member(kicked)
        for event in events:
            for _ in range(times):
                backend.emit("INTERACTION_CREATE", event)
        self._told = events
        await self.env.settle()
        return results

    async def tells_again(self) -> None:
        """Discord tells once more what was done `at_once` last."""
        for payload in self._told:
            self.env.backend.emit("INTERACTION_CREATE", payload)
        await self.env.settle()

    async def stored(self, thread: ChannelHandle) -> Debate:
        """The debate of a thread as it is stored."""
        debate = await self.bot.counterpoint.store.debate_in(GuildId(self.guild.id), ChannelId(thread.id))
        assert debate is not None
        return debate


class Table:
    """A debate's thread and those around it."""

    def __init__(self, world: World, thread: ChannelHandle, home: ChannelHandle | None = None) -> None:
        self.world = world
        self.thread = thread
        self.home = home or world.lobby

    @property
    def opening(self) -> discord.Message:
        """The opening post, from which the thread was made."""
        return next(message for message in self.home.history() if message.id == self.thread.id)

    async def record(self) -> DebateRecord:
        """Everything said and answered, as it is stored."""
        return await self.world.bot.counterpoint.store.record((await self.world.stored(self.thread)).key)

    def posts(self) -> list[discord.Message]:
        """The bot's own messages in the thread that everybody sees, oldest first."""
        return [
            message
            for message in self.thread.history()
            if message.author.bot and not message.flags.ephemeral and message.type in SAID
        ]

    async def ballot(self, voter: MemberActor) -> ResponseMessage:
        """The private ballot that opens when `voter` presses Take part."""
        return answer(await press(voter, self.opening, "Take part"))


def pressed(custom_id: str) -> dict[str, Any]:
    """The press of a button, as Discord tells of it."""
    return {"custom_id": custom_id, "component_type": BUTTON}


def chosen(custom_id: str, *values: str) -> dict[str, Any]:
    """What was chosen in a select."""
    return {"custom_id": custom_id, "component_type": SELECT, "values": list(values)}


def submitted(custom_id: str, **fields: str) -> dict[str, Any]:
    """A form as it was filled and sent."""
    typed = [{"type": LABEL, "component": {"type": 4, "custom_id": name, "value": fields[name]}} for name in fields]
    return {"custom_id": custom_id, "components": typed}


def form(**fields: str) -> dict[str, str]:
    """The fields of the form that opens a debate, filled with something sensible but for `fields`."""
    usual = {
        "title": "Kitchen rules",
        "proposals": "\n".join(PROPOSALS),
        "deadline": "3 days",
        "attribution": "counted",
        "tallies": "hidden",
    }
    return {**usual, **fields}


def answer(result: InteractionResult) -> ResponseMessage:
    """The message somebody got in answer; the first follow-up where the answer itself is gone."""
    found = result.response or next(iter(result.followups), None)
    assert found is not None, "nobody answered"
    return found


def components(message: discord.Message | ResponseMessage) -> list[dict[str, Any]]:
    """Every component of a message as Discord has it, from top to bottom."""
    if isinstance(message, ResponseMessage):
        return list(walk_components(message.components))
    return list(walk_components([component.to_dict() for component in message.components]))


def read(message: discord.Message | ResponseMessage) -> str:
    """The text of a message as somebody reads it."""
    texts = [part["content"] for part in components(message) if part.get("type") == TEXT]
    return "\n".join(filter(None, [message.content, *texts]))


def buttons(message: discord.Message | ResponseMessage) -> list[str]:
    """The labels of a message's buttons."""
    return [part["label"] for part in components(message) if part.get("type") == BUTTON]


def button_id(message: discord.Message | ResponseMessage, label: str) -> str:
    """The custom_id of the first button with that label."""
    found = [part["custom_id"] for part in components(message) if part.get("label") == label]
    assert found, f"no button {label!r} among {buttons(message)}"
    return found[0]


def choices(message: discord.Message | ResponseMessage) -> dict[str, tuple[str, str]]:
    """What can be chosen in a message's selects: label → (custom_id, value)."""
    return {
        option["label"]: (part["custom_id"], option["value"])
        for part in components(message)
        if part.get("type") == SELECT
        for option in part["options"]
    }


async def press(who: MemberActor, message: discord.Message | ResponseMessage, label: str) -> InteractionResult:
    """Press the first button with that label."""
    return await who.click(message, custom_id=button_id(message, label))


async def choose(who: MemberActor, message: discord.Message | ResponseMessage, words: str) -> InteractionResult:
    """Choose the line of a select that holds `words`."""
    custom_id, value = next(found for label, found in choices(message).items() if words in label)
    return await who.select(message, [value], custom_id=custom_id)


def texts(messages: Iterable[discord.Message]) -> str:
    """All that is written in these messages."""
    return "\n".join(read(message) for message in messages)
