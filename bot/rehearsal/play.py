"""The play: each act of the script done by a member, through what they could type and press on Discord."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta
from pathlib import Path

import discord
from simcord.actors import MemberActor

from bot.rehearsal import script
from bot.rehearsal.acts import (
    Act,
    Deletes,
    Does,
    Drops,
    Edits,
    JoinsLetter,
    Looks,
    Meanwhile,
    ReadersLetters,
    Says,
    Scene,
    Votes,
    Who,
)
from bot.rehearsal.ballots import walk
from bot.rehearsal.hands import Hands
from bot.rehearsal.letters import Letter, recorded_pairs
from bot.rehearsal.stage import Stage
from bot.rehearsal.steps import Presses, Step, Uses
from bot.rehearsal.transcript import Transcript
from prompts.post import Act as Press

LETTERS = Path(__file__).parent / "letters"

Pause = Callable[[], Awaitable[None]]
Progress = Callable[[], None]


class Play:
    """Plays scenes on a stage and tells them."""

    def __init__(self, stage: Stage, transcript: Transcript, letters: Sequence[Letter] = ()) -> None:
        self._stage = stage
        self._transcript = transcript
        self._letters = tuple(letters)
        self._said: dict[str, discord.Message] = {}
        self._walks = 0

    async def scenes(self, scenes: Sequence[Scene], *, pause: Pause, before_each: Progress) -> None:
        """Play `scenes` in order; `pause` is awaited after each."""
        for scene in scenes:
            before_each()
            if isinstance(scene.act, Meanwhile):
                self._transcript.remark(scene.act.line)
            await self._stage.pass_time(timedelta(minutes=scene.after), self._transcript.news)
            await self._play(scene.act)
            await self._stage.tick()
            await self._transcript.news()
            await pause()

    async def _play(self, act: Act) -> None:
        match act:
            case Says():
                await self._says(act)
            case Edits():
                await self._member(act.who).edit(self._said[act.name], act.text)
            case Deletes():
                await self._member(act.who).delete(self._said[act.name])
                self._transcript.does(act.who, "deletes the message")
            case Drops():
                await self._drops(self._member(act.who), act.letter, (LETTERS / act.letter).read_bytes())
            case JoinsLetter():
                await self._joins_letter(act)
            case Votes():
                await self._votes(act)
            case Does():
                await self._does(act.who, *act.steps)
            case ReadersLetters():
                await self._readers_letters()
            case Looks():
                await self._transcript.board()
            case Meanwhile():
                pass

    def _member(self, who: Who) -> MemberActor:
        return self._stage.cast[who]

    async def _says(self, act: Says) -> None:
        channel = self._stage.channels[act.channel] if act.channel else await self._stage.thread()
        reply_to = self._said[act.replying_to] if act.replying_to else None
        message = await self._member(act.who).send(channel, act.text, reply_to=reply_to)
        if act.name:
            self._said[act.name] = message

    async def _drops(self, member: MemberActor, filename: str, data: bytes) -> discord.Message:
        return await member.send(await self._stage.thread(), attachments=[(filename, data)])

    async def _does(self, who: Who, *steps: Step) -> Hands:
        hands = Hands(self._stage, who, self._transcript)
        for step in steps:
            await hands.take(step)
        return hands

    async def _joins_letter(self, act: JoinsLetter) -> None:
        whose = {"author": "guest", "guest": act.guest} if act.guest else {"author": "mine"}
        file = (act.letter, (LETTERS / act.letter).read_bytes())
        await self._does(act.who, Uses("debate join-letter", {"file": file, **whose}))

    async def _votes(self, act: Votes) -> None:
        hands = Hands(self._stage, act.who)
        await hands.take(script.BOARD)
        self._transcript.does(act.who, "presses [Take part]")
        await hands.take(Presses(Press.TAKE_PART))
        record = await self._stage.record()
        self._walks += 1
        await walk(self._member(act.who), act, hands.post, record, self._transcript, every_screen=self._walks == 1)

    async def _readers_letters(self) -> None:
        reader = self._stage.cast[script.READER]
        for letter in self._letters:
            message = await self._drops(reader, letter.name, letter.data)
            await self._stage.tick()
            await self._transcript.news()
            self._transcript.remark(await recorded_pairs(self._stage, message.id, letter))
