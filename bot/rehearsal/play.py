"""The play: each act of the script done by a member, through what they could type and press on Discord."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta
from pathlib import Path

import discord
from simcord.actors import MemberActor
from simcord.results import InteractionResult, ResponseMessage

from bot.rehearsal import script
from bot.rehearsal.acts import (
    Act,
    AnswersInLine,
    AsksDigest,
    AsksMine,
    ClosesRound,
    Decides,
    Deletes,
    Drops,
    Edits,
    JoinsLetter,
    Looks,
    Meanwhile,
    OpensDebate,
    OpensRound,
    ReadersLetters,
    Says,
    Scene,
    SetsAgenda,
    SetsDigest,
    Views,
    Votes,
    Who,
)
from bot.rehearsal.ballots import walk
from bot.rehearsal.letters import Letter, recorded_pairs
from bot.rehearsal.readable import Control, controls, fields
from bot.rehearsal.stage import Stage
from bot.rehearsal.transcript import Transcript
from prompts import posts
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

    async def _play(self, act: Act) -> None:  # noqa: PLR0912 — one line for each kind of act
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
            case OpensDebate():
                await self._opens_debate(act)
            case Votes():
                await self._votes(act)
            case Views():
                await self._views(act)
            case AnswersInLine():
                await self._answers_in_line(act)
            case AsksMine():
                await self._command(act.who, "stance mine")
            case OpensRound():
                await self._command(act.who, "round open", deadline=act.deadline)
            case ClosesRound():
                await self._command(act.who, "round close")
            case SetsDigest():
                await self._sets_digest(act)
            case AsksDigest():
                await self._command(act.who, "digest now", home=script.NEWS)
            case SetsAgenda():
                await self._sets_agenda(act)
            case Decides():
                await self._decides(act)
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

    async def _command(self, who: Who, name: str, *, home: str = "", **options: object) -> InteractionResult:
        channel = self._stage.channels[home] if home else await self._stage.thread()
        said = " ".join(f"{option}: {_as_typed(option, value)}" for option, value in options.items())
        self._transcript.does(who, f"uses /{name} {said}".rstrip())
        result = await self._member(who).slash(channel, name, **options)
        self._transcript.private(who, result)
        return result

    async def _joins_letter(self, act: JoinsLetter) -> None:
        file = (act.letter, (LETTERS / act.letter).read_bytes())
        if act.guest:
            await self._command(act.who, "debate join-letter", file=file, author="guest", guest=act.guest)
        else:
            await self._command(act.who, "debate join-letter", file=file, author="mine")

    async def _sets_digest(self, act: SetsDigest) -> None:
        news = self._stage.channels[script.NEWS]
        await self._command(
            act.who, "digest set", home=script.HOME, weekday=act.weekday, hour=act.hour, zone=act.zone, channel=news
        )

    async def _opens_debate(self, act: OpensDebate) -> None:
        result = await self._command(act.who, "debate open", home=script.HOME)
        if result.modal is None:
            raise LookupError("/debate open showed no form")
        self._transcript.form(act.who, result.modal)
        typed = iter((act.title, "\n".join(act.proposals), act.deadline))
        wanted = {"counted", "hidden"}
        values: dict[str, object] = {}
        for field in fields(result.modal):
            options = {str(option["value"]) for option in field.get("options") or ()}
            values[str(field["custom_id"])] = next(iter(options & wanted)) if options else next(typed)
        self._transcript.does(act.who, f"fills it in: {act.title} · " + " · ".join(act.proposals))
        answer = await self._member(act.who).submit_modal(result, values)
        self._transcript.private(act.who, answer)

    async def _sets_agenda(self, act: SetsAgenda) -> None:
        shown = await self._command(act.who, "round agenda")
        if shown.response is None:
            raise LookupError("/round agenda showed nothing")
        select = next(found for found in controls(shown.response.components) if found.act is Press.AGENDA)
        options = next(iter(fields({"components": shown.response.components}))).get("options") or ()
        picked = [str(option["value"]) for option in options if str(option["label"]).startswith(act.picks)]
        self._transcript.does(act.who, "picks " + " · ".join(act.picks))
        self._transcript.private(
            act.who, await self._member(act.who).select(shown.response, picked, custom_id=select.custom_id)
        )

    async def _decides(self, act: Decides) -> None:
        form = await self._command(act.who, "debate decide")
        if form.modal is None:
            raise LookupError("/debate decide showed no form")
        self._transcript.form(act.who, form.modal)
        typed = iter((act.what, act.why, act.review))
        values: dict[str, object] = {}
        for field in fields(form.modal):
            options = field.get("options")
            values[str(field["custom_id"])] = (
                next(typed)
                if options is None
                else [str(option["value"]) for option in options if act.claim in str(option["label"])]
            )
        self._transcript.does(act.who, f"writes: {act.what}")
        self._transcript.private(act.who, await self._member(act.who).submit_modal(form, values))

    async def _votes(self, act: Votes) -> None:
        post, take = await self._control_on_board(Press.TAKE_PART)
        member = self._member(act.who)
        self._transcript.does(act.who, f"presses [{take.label}]")
        result = await member.click(post, custom_id=take.custom_id)
        if result.response is None:
            raise LookupError("the ballot did not open")
        record = await self._stage.record()
        self._walks += 1
        await walk(member, act, result.response, record, self._transcript, every_screen=self._walks == 1)

    async def _views(self, act: Views) -> None:
        board, view = await self._control_on_board(Press.VIEW)
        record = await self._stage.record()
        point = next(point for point in record.points if act.claim in point.claim)
        member = self._member(act.who)
        self._transcript.does(act.who, f"picks “{point.claim}” on the board")
        asked = await member.select(board, [str(int(point.number))], custom_id=view.custom_id)
        if asked.response is None:
            raise LookupError("the board's list answered nothing")
        self._transcript.private(act.who, asked)
        give = next(
            control
            for control in controls(asked.response.components)
            if control.act is Press.GIVE and control.numbers[-1] == act.position.rank
        )
        self._transcript.does(act.who, f"presses [{give.label}]")
        self._transcript.private(act.who, await member.click(asked.response, custom_id=give.custom_id))

    async def _answers_in_line(self, act: AnswersInLine) -> None:
        board, button = await self._control_on_board(Press.ANSWER)
        member = self._member(act.who)
        self._transcript.does(act.who, f"presses [{button.label}] on the board")
        listed = await member.click(board, custom_id=button.custom_id)
        if listed.response is None:
            raise LookupError("the points to answer were not shown")
        self._transcript.private(act.who, listed)
        record = await self._stage.record()
        point = next(point for point in record.points if act.claim in point.claim)
        select = next(found for found in controls(listed.response.components) if found.act is Press.TO_POINT)
        form = await member.select(listed.response, [str(int(point.number))], custom_id=select.custom_id)
        if form.modal is None:
            raise LookupError("no form to answer in")
        self._transcript.form(act.who, form.modal)
        self._transcript.does(act.who, f"picks “{point.claim}” and writes: {act.text}")
        words = next(field for field in fields(form.modal) if not field.get("options"))
        self._transcript.private(act.who, await member.submit_modal(form, {str(words["custom_id"]): act.text}))

    async def _control_on_board(self, act: Press) -> tuple[ResponseMessage, Control]:
        board = await self._stage.board()
        if board is None:
            raise LookupError("there is no board")
        return board, next(control for control in controls(board.components) if control.act is act)

    async def _readers_letters(self) -> None:
        reader = self._stage.cast[script.READER]
        for letter in self._letters:
            message = await self._drops(reader, letter.name, letter.data)
            await self._stage.tick()
            await self._transcript.news()
            self._transcript.remark(await recorded_pairs(self._stage, message.id, letter))


def _as_typed(option: str, value: object) -> str:
    """What somebody sees in the command's option: files and channels by their names, weekdays as the list says."""
    match value:
        case (str() as filename, bytes()):
            return filename
        case int() if option == "weekday":
            return posts.say("weekday", number=value)
        case _:
            name = getattr(value, "name", None)
            return f"#{name}" if isinstance(name, str) else str(value)
