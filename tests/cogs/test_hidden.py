"""Whoever cannot view a debate's channel sees no trace of it: in no answer to a command, completion, press or form, in
no file, digest, reminder or mention. Every command, option and button is tried; a new one needs its row here.
"""

from collections.abc import AsyncIterator, Iterator, Mapping
from datetime import timedelta
from typing import Any

import discord
import pytest
from discord import app_commands
from simcord.actors import MemberActor
from simcord.results import InteractionResult

from cogs.actions import NUMBERS, Interactions
from prompts.post import Act, Action
from tests.cogs.hiding import OWN, Hidden, hiding
from tests.cogs.world import World, answer, buttons, chosen, press, pressed, read, submitted, texts

DATE = {"deadline": "9 days"}
POINT = {"point": 1}
FILE = {"file": ("letter.txt", b"Dear all,\n\nNo.")}
COMMANDS: Mapping[str, tuple[dict[str, Any], ...]] = {
    "ask": ({}, *({"what": what} for what in ("unanswered", "agree", "differ", "stand", "needs")), {"search": "the"}),
    "debate decide": ({},),
    "debate end": ({},),
    "debate export": ({"format": "csv"}, {"format": "html"}),
    "debate follow": ({},),
    "debate followers": ({},),
    "debate import": ({"source": "letter", **FILE},),
    "debate join-letter": ({"author": "mine", **FILE},),
    "debate log": ({},),
    "debate open": ({},),
    "debate reports": ({},),
    "digest now": ({},),
    "digest set": ({"weekday": 1, "hour": 9, "zone": "UTC"},),
    "point aside": (POINT, {**POINT, "reason": "Dull"}),
    "point ballot": (POINT,),
    "point merge": ({**POINT, "into": 2},),
    "point reword": ({**POINT, "words": "Other words"},),
    "point split": (POINT, {**POINT, "first": "Close", "second": "the kitchen"}),
    "points": ({}, {"order": "unanswered"}, POINT),
    "privacy": ({},),
    "question mine": ({},),
    "question withdraw": ({"question": "1:1"},),
    "round agenda": ({},),
    "round cancel": ({"reason": "Dull"},),
    "round close": ({},),
    "round extend": (DATE,),
    "round keep-open": ({},),
    "round open": (DATE,),
    "round pause": ({},),
    "round reopen": (DATE,),
    "round resume": ({},),
    "round schedule": ({"opens": "5 days", "deadline": "3 days"},),
    "round unschedule": ({},),
    "setup": ({},),
    "stance history": ({},),
    "stance mine": ({},),
}
"""What is given to every command, each as often as it shows something else."""
ON_MESSAGES = frozenset({"Answer in line", "Ask about this", "This answers…"})
"""Commands on a message, which one must see to use them."""
OF_NO_DEBATE = {Act.OPEN, Act.AGAIN, Act.SETUP, Act.SETTLE}
"""What is asked of a place, a form or a server."""


@pytest.fixture
async def hidden(world: World) -> AsyncIterator[Hidden]:
    """The debates; nothing that happens to them is ann's doing."""
    hidden = await hiding(world)
    before = [await table.record() for table in hidden.tables]
    yield hidden
    assert [await table.record() for table in hidden.tables] == before


def commands_of(world: World) -> Iterator[app_commands.Command[Any, ..., Any]]:
    """Every command that is typed."""
    for command in world.bot.tree.walk_commands():
        if isinstance(command, app_commands.Command):
            yield command


async def shown_everything(world: World, who: MemberActor) -> None:
    """Let a server show somebody every command."""
    await world.warden.slash(world.lobby, "stance history")  # commands get their ids when one is first used
    for command in await world.bot.tree.fetch_commands():
        world.guild.set_command_permissions(command, {who: True})


async def all_of(*results: InteractionResult) -> str:
    """All that somebody is shown, with what stands in files."""
    shown: list[str] = []
    for result in results:
        for message in (result.response, *result.followups):
            if message is not None:
                shown += [read(message), str(message.components)]
                shown += [(await file.read()).decode(errors="replace") for file in message.attachments]
        shown.append(str(result.modal or ""))
    return "\n".join(shown)


async def test_every_command_has_its_row(world: World) -> None:
    menus = {
        menu.name
        for kind in (discord.AppCommandType.message, discord.AppCommandType.user)
        for menu in world.bot.tree.get_commands(type=kind)
    }

    assert {command.qualified_name for command in commands_of(world)} == set(COMMANDS)
    assert menus == ON_MESSAGES


async def test_no_command_shows_a_hidden_debate(world: World, hidden: Hidden) -> None:
    await shown_everything(world, hidden.ann)

    told: dict[str, str] = {}
    for place in (world.lobby, hidden.open.thread):
        for command, rows in COMMANDS.items():
            for options in rows:
                place_too = {"channel": world.lobby} if command == "digest set" else {}
                result = await hidden.ann.slash(place, command, **options, **place_too)
                told[f"/{command} {options} in {place.name}"] = await all_of(result)

    assert not {what: traces for what, words in told.items() if (traces := hidden.traces(words))}
    assert not {what: words for what, words in told.items() if "went wrong" in words or not words.strip()}
    assert not hidden.traces(texts([*world.lobby.history(viewer=hidden.ann), *hidden.open.thread.history()]))


async def test_nothing_is_completed_with_a_hidden_debates_words(world: World, hidden: Hidden) -> None:
    await shown_everything(world, hidden.ann)
    completed = [
        (command.qualified_name, option.name)
        for command in commands_of(world)
        for option in command.parameters
        if option.autocomplete
    ]
    assert completed

    for command, option in completed:
        for place in (world.lobby, hidden.open.thread):
            for typed in ("", "1", "a"):
                offered = await hidden.ann.autocomplete(place, command, option, typed)
                assert not hidden.traces(str(offered)), (command, option)


def forged(world: World, number: int) -> list[dict[str, Any]]:
    """Whatever can be pressed, chosen and sent, with the number of a debate in it."""
    cog = world.bot.get_cog(Interactions.__cog_name__)
    assert isinstance(cog, Interactions)
    assert {*cog.presses, *cog.forms} <= set(NUMBERS)
    values = (f"{number}:1:0:8", f"{number}:1", "1:the", "p1", "1")
    fields = dict.fromkeys(("words", "answer", "what", "why", "reason"), "the")
    acts: list[dict[str, Any]] = []
    for act in {*NUMBERS} - OF_NO_DEBATE:
        custom_id = Action(act, (number, 1, 1, 0, 8)[: NUMBERS[act]]).custom_id
        if act in cog.presses:
            acts += [pressed(custom_id), *(chosen(custom_id, value) for value in values)]
        if act in cog.forms:
            acts.append(submitted(custom_id, **fields))
    return acts


async def test_nothing_pressed_chosen_or_sent_elsewhere_shows_or_changes_a_hidden_debate(
    world: World, hidden: Hidden
) -> None:
    attic, *others = await hidden.numbers()
    acts = forged(world, attic)
    acts += [data for number in others for data in forged(world, number) if "values" not in data]

    results = await world.at_once(*((hidden.ann, hidden.open.opening, data) for data in acts))

    await must_show_nothing(hidden, acts, results)


async def test_nothing_shown_before_a_channel_was_hidden_shows_or_changes_its_debate_now(
    world: World, hidden: Hidden
) -> None:
    acts = forged(world, (await world.stored(hidden.cellar.thread)).key.debate)
    acts = [data for data in acts if "values" not in data]

    for place in (hidden.cellar.opening, hidden.cellar.posts()[0]):
        results = await world.at_once(*((hidden.ann, place, data) for data in acts))
        await must_show_nothing(hidden, acts, results)


async def must_show_nothing(hidden: Hidden, acts: list[dict[str, Any]], results: list[InteractionResult]) -> None:
    """Each is answered, and by nothing that was hidden."""
    told = {str(data): await all_of(result) for data, result in zip(acts, results, strict=True)}
    assert not {what: traces for what, words in told.items() if (traces := hidden.traces(words))}
    assert not {what: words for what, words in told.items() if "went wrong" in words or not words.strip()}


async def test_own_data_is_handed_over_without_the_words_of_others(world: World, hidden: Hidden) -> None:
    kept = answer(await hidden.ann.slash(world.lobby, "privacy"))
    handed = await all_of(await press(hidden.ann, kept, "Take my data with me"))

    assert OWN in handed
    assert "in a channel that you cannot see now" in handed
    assert not {word for word in hidden.words if word in handed.casefold()} - {"damp", "cellar"}  # what ann quoted


async def test_no_digest_reminder_or_mention_tells_of_a_hidden_debate(world: World, hidden: Hidden) -> None:
    await hidden.ann.send(world.lobby, f"<@{world.bot.user.id}> shelf?")
    reply = world.lobby.history()[-1]
    asked = await press(hidden.ann, reply, buttons(reply)[0])
    await world.warden.slash(world.lobby, "digest now")
    await world.passes(timedelta(days=2, hours=23))

    assert hidden.ann.id not in world.env.backend.dm_channels
    assert not hidden.traces(await all_of(asked), texts(world.lobby.history()))
    assert "Kitchen rules" in texts(world.lobby.history())
