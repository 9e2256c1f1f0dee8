"""A tour of the screens: each reached as a member reaches it, by typing and pressing, on the rehearsal's stage."""

from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import discord
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle
from simcord.results import InteractionResult, ResponseMessage

from bot.rehearsal.acts import Who
from bot.rehearsal.hands import Hands
from bot.rehearsal.stage import Stage
from bot.rehearsal.steps import Step

PHONE, DESKTOP = 420, 960
"""How wide a screen is shown, in pixels."""


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
    opens: str = ""
    """How the name of the attached file ends that is opened and shown in its place."""
    before: Callable[[Stage], None] | None = None
    """What is done to the stage first."""
    locale: str = ""
    """In which language `who` has their Discord; English where nothing is said."""


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
    hands = Hands(stage, screen.who)
    if screen.before is not None:
        screen.before(stage)
    try:
        with _speaking(stage, screen.locale):
            for step in screen.steps:
                await hands.take(step)
                await stage.tick()
    except LookupError as error:
        raise LookupError(f"{screen.name}: {error}") from error
    shown = hands.form or hands.shown
    if shown is None or hands.place is None:
        raise LookupError(f"{screen.name}: nothing was shown")
    return Reached(stage.cast[screen.who], hands.place, shown)


@contextmanager
def _speaking(stage: Stage, locale: str) -> Generator[None]:
    """Whoever acts now has their Discord in that language: SimCord knows English people only."""
    backend = stage.env.backend
    emit = backend.emit

    def emitted(event: str, payload: Mapping[str, Any]) -> None:
        emit(event, {**payload, "locale": locale} if event == "INTERACTION_CREATE" and locale else payload)

    backend.emit = emitted
    try:
        yield
    finally:
        backend.emit = emit
