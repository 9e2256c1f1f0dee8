"""Whatever keeps a form from being taken, nobody types anything twice."""

from collections.abc import Mapping
from typing import Any

from simcord.results import InteractionResult

from cogs.actions import NUMBERS, Interactions
from deliberation.server import Setting
from prompts.post import Act, Action
from tests.cogs.world import LABEL, World, read, submitted

RADIO = 21
"""The type of a radio group, as Discord numbers it."""
PICKED: Mapping[Act, Mapping[str, str]] = {Act.OPEN: {"attribution": "counted", "tallies": "hidden"}}
"""What is picked in a form beside what is typed."""
TYPED: Mapping[Act, tuple[str, ...]] = {
    Act.OPEN: ("title", "proposals", "deadline"),
    Act.QUESTION: ("words", "word"),
    Act.REPLY: ("answer", "condition"),
    Act.REPLY_TO: ("answer", "condition"),
    Act.EDIT: ("answer",),
    Act.DECIDE: ("what", "why", "review"),
    Act.SETTLE: ("first", "second", "third"),
    Act.REPORT: ("reason",),
    Act.REMOVE: ("reason",),
}
"""The fields that are typed into; in every other form there is one, `words`."""


def filled(act: Act, numbers: tuple[int, ...]) -> tuple[dict[str, Any], list[str]]:
    """A form as it is sent, and every word that was typed into it."""
    names = TYPED.get(act, ("words",))
    words = {name: f"{act.name} {name}: typed by hand" for name in names}
    data = submitted(Action(act, numbers).custom_id, **words)
    data["components"] += [
        {"type": LABEL, "component": {"type": RADIO, "custom_id": name, "value": value}}
        for name, value in PICKED.get(act, {}).items()
    ]
    return data, list(words.values())


def shown(result: InteractionResult) -> str:
    """All that somebody reads, files included."""
    return "\n".join(read(message) for message in (result.response, *result.followups) if message is not None)


async def test_every_form_hands_back_every_word_typed_where_it_is_refused(world: World) -> None:
    table = await world.debate()
    place = world.guild.create_text_channel("elsewhere")
    cog = world.bot.get_cog(Interactions.__cog_name__)
    assert isinstance(cog, Interactions)
    gone = 999  # no debate has this number, as where it became hidden while the form was filled
    forms = {act: (gone, 1, 1, 0, 8, 1, 1, 1)[: NUMBERS[act]] for act in cog.forms}
    forms[Act.OPEN] = (place.id, *forms[Act.OPEN][1:])
    forms[Act.SETTLE] = (list(Setting).index(Setting.LIMITS),)
    sent = {act: filled(act, numbers) for act, numbers in forms.items()}

    ann = world.person("ann")
    results = await world.at_once(*((ann, table.opening, data) for data, _ in sent.values()))

    told = {act: shown(result) for act, result in zip(sent, results, strict=True)}
    lost = {act: told[act] for act, (_, words) in sent.items() if any(line not in told[act] for line in words)}
    assert len(forms) > 12
    assert not lost


async def test_a_form_of_an_older_version_hands_back_what_was_typed(world: World) -> None:
    table = await world.debate()

    (result,) = await world.at_once(
        (world.person("ann"), table.opening, submitted("cp:gone:1", words="An hour of work"))
    )

    assert "An hour of work" in shown(result)
