"""Hands: what a member types and presses on the rehearsal's stage, and what stands before them then."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

import discord
from simcord.builders import ChannelHandle
from simcord.results import InteractionResult, ResponseMessage

from bot.rehearsal.acts import Who
from bot.rehearsal.readable import Component, Control, controls, fields
from bot.rehearsal.stage import Stage
from bot.rehearsal.steps import Channel, Finds, Menu, Picks, Presses, Role, Step, Types, Uses, Waits, Writes
from bot.rehearsal.transcript import Transcript
from prompts import posts

_SELECT = 3
"""Discord's type of a select, which is handed a list; a radio group is handed one value."""


class Hands:
    """One member's hands. What they do, and what they alone see of it, is told where there is a transcript."""

    def __init__(self, stage: Stage, who: Who, transcript: Transcript | None = None) -> None:
        self._stage = stage
        self._who = who
        self._member = stage.cast[who]
        self._transcript = transcript
        self.place: ChannelHandle | None = None
        """Where they are; None before they went anywhere."""
        self.shown: ResponseMessage | discord.Message | None = None
        """The message they look at."""
        self.form: InteractionResult | None = None
        """The form before them, which covers the message."""

    async def take(self, step: Step) -> None:
        """Do one thing.

        Raises:
            LookupError: there is no such button, form or post.
        """
        match step:
            case Uses():
                await self._use(step)
            case Finds():
                (self.shown, self.place), self.form = self._post(step), None
            case Presses():
                while not step.until or step.until not in _read(self.post):
                    control = self._control(step)
                    self._does(f"presses [{control.label}]")
                    self._see(await self._member.click(self.post, custom_id=control.custom_id))
                    if not step.until:
                        break
            case Picks():
                control, chosen = self._control(step), self._choices(step)
                self._does("picks " + " · ".join(f"“{option['label']}”" for option in chosen))
                values = [str(option["value"]) for option in chosen]
                self._see(await self._member.select(self.post, values, custom_id=control.custom_id))
            case Writes():
                if self.form is None:
                    raise LookupError("there is no form")
                self._does("writes: " + " · ".join(part for line in step.lines for part in line.split("\n")))
                self._see(await self._member.submit_modal(self.form, _filled(self.form, step)))
            case Menu():
                self.place = await self._stage.thread()
                message = self._message(self.place, step.words)
                self._does(f"chooses Apps → {step.name}")
                self._see(await self._member.context_menu(self.place, step.name, message))
            case Types():
                self.place = await self._stage.thread()
                self.shown, self.form = await self._member.send(self.place, step.text), None
            case Waits():
                await self._stage.pass_time(timedelta(minutes=step.minutes), seen=self._stage.tick)

    @property
    def post(self) -> ResponseMessage:
        """The post of the bot's they look at.

        Raises:
            LookupError: they look at none.
        """
        if not isinstance(self.shown, ResponseMessage):
            raise LookupError("there is nothing to press")
        return self.shown

    async def _use(self, step: Uses) -> None:
        if not step.here or self.place is None:
            self.place = self._stage.channels[step.home] if step.home else await self._stage.thread()
        options = {name: self._value(value) for name, value in step.options.items()}
        said = " ".join(f"{name}: {_as_typed(name, value)}" for name, value in step.options.items())
        self._does(f"uses /{step.command} {said}".rstrip())
        self._see(await self._member.slash(self.place, step.command, **options))

    def _value(self, value: object) -> object:
        match value:
            case Channel():
                return self._stage.channels[value.name]
            case Role():
                return self._stage.guild.roles[value.name]
            case _:
                return value

    def _does(self, deed: str) -> None:
        if self._transcript is not None:
            self._transcript.does(self._who, deed)

    def _see(self, result: InteractionResult) -> None:
        """What stands there after something was done: a form, an answer, or the same message, changed."""
        self.form = result if result.modal is not None else None
        if self.form is None:
            answer = result.followups[-1] if result.followups else result.response
            self.shown = answer or self.shown
        if self._transcript is not None and result.modal is not None:
            self._transcript.form(self._who, result.modal)
        elif self._transcript is not None:
            self._transcript.private(self._who, result)

    def _control(self, step: Presses | Picks) -> Control:
        last = step.last if isinstance(step, Presses) else None
        for control in controls(self.post.components):
            if control.act is step.act and (last is None or control.numbers[-1] == last):
                return control
        raise LookupError(f"no {step.act.name}")

    def _choices(self, step: Picks) -> Sequence[Component]:
        custom_id = self._control(step).custom_id
        select = next(one for one in _flat(self.post.components) if one.get("custom_id") == custom_id)
        options: Sequence[Component] = list(select.get("options") or ())
        if not step.words:
            return options[:1]
        found = _called(options, step.words)
        if not found:
            raise LookupError(f"none of {step.words} to pick")
        return found

    def _post(self, wanted: Finds) -> tuple[ResponseMessage, ChannelHandle]:
        for place in (*self._stage.threads(), *self._stage.channels.values()):
            for message in self._messages(place):
                acts = {control.act for control in controls(message.components)}
                texts = _read(message)
                if texts and wanted.words in texts and acts.issuperset(wanted.acts):
                    return message, place
        raise LookupError(f"no post with {wanted.words!r}")

    def _messages(self, place: ChannelHandle) -> list[ResponseMessage]:
        """What everybody sees in a place, the newest first."""
        stored = self._stage.env.backend.messages.get(place.id, {}).values()
        return [ResponseMessage(self._stage.env, one) for one in reversed([*stored]) if not one.is_ephemeral]

    def _message(self, place: ChannelHandle, words: str) -> ResponseMessage:
        for message in self._messages(place):
            if words in message.content:
                return message
        raise LookupError(f"nobody said {words!r}")


def _called(options: Sequence[Component], words: Sequence[str]) -> Sequence[Component]:
    """The options that are called so; of words that none is called, those that hold them."""
    labels = {str(one["label"]) for one in options}
    parts = [part for part in words if part not in labels]
    return [one for one in options if one["label"] in words or any(part in str(one["label"]) for part in parts)]


def _filled(form: InteractionResult, step: Writes) -> dict[str, object]:
    lines, values = iter(step.lines), dict[str, object]()
    for one in fields(form.modal or {}):
        options = one.get("options")
        if options is None:
            values[str(one["custom_id"])] = next(lines, str(one.get("value") or ""))
            continue
        picked = _called(options, step.picks) or [option for option in options if option.get("default")]
        chosen = [str(option["value"]) for option in picked]
        if chosen:
            values[str(one["custom_id"])] = chosen if one.get("type") == _SELECT else chosen[0]
    return values


def _read(message: ResponseMessage) -> str:
    return " ".join(str(one.get("content", "")) for one in _flat(message.components))


def _flat(components: Sequence[Component]) -> Iterator[Component]:
    for component in components:
        yield component
        yield from _flat(component.get("components") or ())


def _as_typed(option: str, value: object) -> str:
    """What somebody sees in the command's option: files and channels by their names, weekdays as the list says."""
    match value:
        case (str() as filename, bytes()):
            return filename
        case Channel():
            return f"#{value.name}"
        case int() if option == "weekday":
            return posts.say("weekday", number=value)
        case _:
            return str(value)
