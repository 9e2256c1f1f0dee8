"""The transcript: everything that is said and shown in a rehearsal, told as it happens."""

import textwrap
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from simcord.backend.models import Message
from simcord.builders import ChannelHandle
from simcord.results import InteractionResult, ResponseMessage

from bot.rehearsal.readable import Component, Reading, fields, moment
from bot.rehearsal.stage import Stage
from storage.outgoing import PostKey, PostKind

Write = Callable[[str], None]

_SPOKEN = frozenset({0, 19, 20, 23})
"""Discord's types of messages that somebody wrote: plain, reply, answer to a command."""
_WIDTH = 100


class Transcript:
    """Tells what everybody can see once, what one person sees as private, and marks what was changed or deleted."""

    def __init__(self, stage: Stage, write: Write, *, brief: bool) -> None:
        self._stage = stage
        self._write = write
        self._brief = brief
        """One line for each thing said, for somebody who watches; else all of it."""
        self._reading = Reading(member=stage.member_name, channel=stage.channel_name)
        self._told: dict[int, str] = {}
        self._marks: set[tuple[int, str]] = set()

    async def news(self) -> None:
        """Tell what has appeared or changed in the channels since the last time."""
        boards = await self._boards()
        for channel, message in self._messages():
            text = self._text(message)
            before = self._told.get(message.id)
            self._told[message.id] = text
            if before is None:
                self._tell(f"{self._author(message)}{self._place(channel)}", text)
            elif before != text and message.id not in boards:
                self._tell(f"{self._author(message)} changes a message{self._place(channel)}", text)
            for reaction in message.reactions:
                if (message.id, reaction.emoji) not in self._marks:
                    self._marks.add((message.id, reaction.emoji))
                    whose = self._author(message)
                    self._tell(f"{self._name(reaction.user_ids[0])} marks {whose}'s message {reaction.emoji}", "")

    def does(self, who: str, deed: str) -> None:
        """Tell that somebody did something."""
        self._tell(f"{who} {deed}", "")

    def private(self, who: str, result: InteractionResult) -> None:
        """Tell what only `who` was shown in answer to what they did; public answers are news."""
        for message in (result.response, *result.followups):
            if message is not None and message.ephemeral:
                self.screen(who, message)

    def screen(self, who: str, message: ResponseMessage) -> None:
        """Tell what a private message shows `who` now; who merely watches is spared it."""
        if self._brief:
            return
        text = "\n".join(part for part in (message.content, self._reading.shown(message.components)) if part)
        self._tell(f"Counterpoint, only to {who}", self._reading.plain(text))

    def form(self, who: str, modal: Mapping[str, Any]) -> None:
        """Tell which form opened for `who`; who merely watches is spared it."""
        if self._brief:
            return
        self._tell(f"Counterpoint shows {who} a form: {modal.get('title', '')}", "\n".join(_form_lines(modal)))

    async def board(self) -> None:
        """Tell how the board stands now."""
        board = await self._stage.board()
        if board is not None:
            self._tell("The board as it stands", self._reading.shown(board.components))

    def remark(self, line: str) -> None:
        """Tell something that nobody on the stage says."""
        self._write(f"\n— {line}" if not self._brief else f"— {line}")

    def _messages(self) -> Iterator[tuple[ChannelHandle, Message]]:
        found = [
            (channel, message)
            for channel in (*self._stage.channels.values(), *self._stage.threads())
            for message in self._stage.env.backend.messages.get(channel.id, {}).values()
            if message.type in _SPOKEN and not message.is_ephemeral
        ]
        yield from sorted(found, key=lambda pair: pair[1].id)

    async def _boards(self) -> frozenset[int]:
        debates = await self._stage.bot.store.debates(self._stage.guild_id)
        keys = [
            PostKey(self._stage.guild_id, PostKind.BOARD, debate.key.debate, number)
            for debate in debates
            for number in range(1, debate.planned_rounds + 2)
        ]
        posts = [await self._stage.bot.store.post(key) for key in keys]
        return frozenset(post.message for post in posts if post is not None and post.message is not None)

    def _text(self, message: Message) -> str:
        files = [str(attachment["filename"]) for attachment in message.attachments]
        parts = [self._reading.plain(message.content), self._reading.shown(message.components)]
        if not message.components:
            parts += [f"(file: {name})" for name in files]
        return "\n".join(part for part in parts if part)

    def _name(self, user: int) -> str:
        return self._stage.member_name(user) or "somebody"

    def _author(self, message: Message) -> str:
        return self._name(message.author_id)

    def _place(self, channel: ChannelHandle) -> str:
        if channel.is_thread:
            return "" if self._brief else f" in the thread “{channel.name}”"
        return f" in #{channel.name}"

    def _tell(self, head: str, text: str) -> None:
        at = moment(self._stage.now())
        if self._brief:
            flat = " ".join(text.split())
            self._write(textwrap.shorten(f"{at}  {head}{': ' if flat else ''}{flat}", _WIDTH, placeholder=" …"))
            return
        self._write(f"\n[{at}] {head}{':' if text else ''}")
        if text:
            self._write(textwrap.indent(text, "    "))


def _form_lines(modal: Component) -> Iterator[str]:
    for label in modal.get("components") or ():
        named = str(label.get("label") or "")
        for field in fields({"components": [label]}):
            options = ", ".join(str(option["label"]) for option in field.get("options") or ())
            filled = f" “{field['value']}”" if field.get("value") else ""
            yield f"{named or field.get('label', '')}{f' ({options})' if options else ''}{filled}"
