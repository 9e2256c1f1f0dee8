"""A tour of the screens: each reached as a member reaches it, by typing and pressing, on the rehearsal's stage."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

import discord
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle
from simcord.results import InteractionResult, ResponseMessage

from bot.rehearsal.acts import Who
from bot.rehearsal.readable import Component, controls, fields
from bot.rehearsal.stage import Stage
from prompts.post import Act

_SELECT = 3
"""Discord's type of a select, which is handed a list; a radio group is handed one value."""
PHONE, DESKTOP = 420, 960
"""How wide a screen is shown, in pixels."""


@dataclass(frozen=True, slots=True)
class Uses:
    """Types a command: in the debate's thread, or in the channel called `home`."""

    command: str
    options: Mapping[str, object] = field(default_factory=dict)
    home: str = ""


@dataclass(frozen=True, slots=True)
class Finds:
    """Scrolls to the bot's newest post with these words, and with buttons or selects that do this."""

    words: str = ""
    acts: tuple[Act, ...] = ()


@dataclass(frozen=True, slots=True)
class Presses:
    """Presses the first button that does this, with `last` the one whose numbers end so, on what is shown."""

    act: Act
    last: int | None = None
    until: str = ""
    """Words to look for: pressed again where they are not shown, and not at all where they are."""


@dataclass(frozen=True, slots=True)
class Picks:
    """Picks in a select of what is shown: the choices with these words, or the first one."""

    act: Act
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Writes:
    """Fills the form that is shown, line after line, and submits it. Choices stay as they are, but for `picks`."""

    lines: tuple[str, ...]
    picks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Menu:
    """Uses a command on the newest message with these words: by its name, under Apps."""

    name: str
    words: str


@dataclass(frozen=True, slots=True)
class Says:
    """Types a message into the debate's thread; it is what is shown then."""

    text: str


@dataclass(frozen=True, slots=True)
class Waits:
    """Lets minutes go by: the board is edited at most once in one."""

    minutes: int


Step = Uses | Finds | Presses | Picks | Writes | Menu | Says | Waits


@dataclass(frozen=True, slots=True)
class Screen:
    """One screen: how its picture is called, what it shows in one line, and how `who` reaches it."""

    name: str
    line: str
    who: Who
    steps: tuple[Step, ...]
    width: int = PHONE
    around: bool = False
    """Whether what was said around it is shown, too."""


@dataclass(frozen=True, slots=True)
class Reached:
    """What stands before `viewer` in `place`: a message of the bot's or of somebody's, or a form."""

    viewer: MemberActor
    place: ChannelHandle
    shown: ResponseMessage | discord.Message | InteractionResult


async def reach(stage: Stage, screen: Screen) -> Reached:
    """Go where `screen` says.

    Raises:
        LookupError: there is no such button, form or post on the way.
    """
    visit = _Visit(stage, screen)
    for step in screen.steps:
        await visit.take(step)
        await stage.tick()
    return visit.reached()


class _Visit:
    def __init__(self, stage: Stage, screen: Screen) -> None:
        self._stage = stage
        self._screen = screen
        self._member = stage.cast[screen.who]
        self._place: ChannelHandle | None = None
        self._shown: ResponseMessage | discord.Message | None = None
        self._form: InteractionResult | None = None

    def reached(self) -> Reached:
        shown = self._form or self._shown
        if shown is None or self._place is None:
            raise self._lost("nothing was shown")
        return Reached(self._member, self._place, shown)

    async def take(self, step: Step) -> None:
        match step:
            case Uses():
                self._place = self._stage.channels[step.home] if step.home else await self._stage.thread()
                self._see(await self._member.slash(self._place, step.command, **step.options))
            case Finds():
                (self._shown, self._place), self._form = self._post(step), None
            case Presses():
                while not step.until or step.until not in _read(self._post_shown()):
                    control = self._control(step.act, step.last)
                    self._see(await self._member.click(self._post_shown(), custom_id=control))
                    if not step.until:
                        break
            case Picks():
                custom_id = self._control(step.act, None)
                values = self._values(custom_id, step.words)
                self._see(await self._member.select(self._post_shown(), values, custom_id=custom_id))
            case Writes():
                if self._form is None:
                    raise self._lost("there is no form")
                self._see(await self._member.submit_modal(self._form, self._filled(self._form, step)))
            case Menu():
                self._place = await self._stage.thread()
                message = self._message(self._place, step.words)
                self._see(await self._member.context_menu(self._place, step.name, message))
            case Says():
                self._place = await self._stage.thread()
                self._shown, self._form = await self._member.send(self._place, step.text), None
            case Waits():
                await self._stage.pass_time(timedelta(minutes=step.minutes), seen=self._stage.tick)

    def _see(self, result: InteractionResult) -> None:
        """What stands there after something was done: a form, an answer, or the same message, changed."""
        self._form = result if result.modal is not None else None
        if self._form is None:
            answer = result.followups[-1] if result.followups else result.response
            self._shown = answer or self._shown

    def _post_shown(self) -> ResponseMessage:
        if not isinstance(self._shown, ResponseMessage):
            raise self._lost("there is nothing to press")
        return self._shown

    def _control(self, act: Act, last: int | None) -> str:
        for control in controls(self._post_shown().components):
            if control.act is act and (last is None or control.numbers[-1] == last):
                return control.custom_id
        raise self._lost(f"no {act.name}")

    def _values(self, custom_id: str, wanted: Sequence[str]) -> list[str]:
        select = next(one for one in _flat(self._post_shown().components) if one.get("custom_id") == custom_id)
        options = list(select.get("options") or ())
        if not wanted:
            return [str(options[0]["value"])]
        found = [str(option["value"]) for option in options if any(words in option["label"] for words in wanted)]
        if not found:
            raise self._lost(f"none of {wanted} to pick")
        return found

    def _filled(self, form: InteractionResult, step: Writes) -> dict[str, object]:
        lines, values = iter(step.lines), dict[str, object]()
        for one in fields(form.modal or {}):
            options = one.get("options")
            if options is None:
                values[str(one["custom_id"])] = next(lines, str(one.get("value") or ""))
                continue
            chosen = [str(option["value"]) for option in options if option["label"] in step.picks] or [
                str(option["value"]) for option in options if option.get("default")
            ]
            if chosen:
                values[str(one["custom_id"])] = chosen if one.get("type") == _SELECT else chosen[0]
        return values

    def _post(self, wanted: Finds) -> tuple[ResponseMessage, ChannelHandle]:
        for place in (*self._stage.threads(), *self._stage.channels.values()):
            for message in self._messages(place):
                acts = {control.act for control in controls(message.components)}
                texts = _read(message)
                if texts and wanted.words in texts and acts.issuperset(wanted.acts):
                    return message, place
        raise self._lost(f"no post with {wanted.words!r}")

    def _messages(self, place: ChannelHandle) -> list[ResponseMessage]:
        """What everybody sees in a place, the newest first."""
        stored = self._stage.env.backend.messages.get(place.id, {}).values()
        return [ResponseMessage(self._stage.env, one) for one in reversed([*stored]) if not one.is_ephemeral]

    def _message(self, place: ChannelHandle, words: str) -> ResponseMessage:
        for message in self._messages(place):
            if words in message.content:
                return message
        raise self._lost(f"nobody said {words!r}")

    def _lost(self, why: str) -> LookupError:
        return LookupError(f"{self._screen.name}: {why}")


def _read(message: ResponseMessage) -> str:
    return " ".join(str(one.get("content", "")) for one in _flat(message.components))


def _flat(components: Sequence[Component]) -> Iterator[Component]:
    for component in components:
        yield component
        yield from _flat(component.get("components") or ())
