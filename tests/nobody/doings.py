"""A debate with one of everything in it, and how each button, choice and form there is rightly used: by whom, with
which numbers. `test_forged.py` then uses them wrongly.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import discord
from simcord.actors import MemberActor

from deliberation.record import DebateRecord
from deliberation.statement import StatementKind
from prompts.post import Act, Action
from prompts.privacy import Step
from tests.cogs.world import PROPOSALS, Table, World, answer, chosen, components, pressed, submitted

OWN_POINT = 6
"""The point made of Ben's words, which Ann quotes."""
LETTER = f"Dear all,\n\n- {PROPOSALS[0]}: not on Sundays.\n- {PROPOSALS[3]}: a bigger one.\n\nSee you tonight."


@dataclass(frozen=True)
class Scene:
    """The debate, named, in its second round, and what was made in it."""

    world: World
    table: Table
    record: DebateRecord
    posted: int
    """Ann's reply, which the bot posted."""
    removed: int
    """Another of hers, which a moderator removed."""
    chat: int
    """A message of Ann's that quotes nothing, after all others."""
    ben_chat: int
    """One of Ben's, just before."""
    letter: int
    """Ann's letter, which calls proposals by name."""
    question: int
    """What Ann asked Ben."""
    another: int
    """What else Ann asked Ben."""
    third: int
    """And what else."""
    restatement: int
    """Ben's point in Cleo's words, which wait for him."""
    quoted: str
    """Opal's proposal as the summary's select has it."""

    @property
    def debate(self) -> int:
        return self.record.debate.key.debate

    @property
    def said(self) -> int:
        """Ben's message."""
        return next(head.id for head in self.record.statements if head.kind is StatementKind.MESSAGE)


Numbers = Callable[[Scene], tuple[int, ...]]
Data = Callable[[Scene, str], dict[str, Any]]


@dataclass(frozen=True)
class Doing:
    """One thing rightly done."""

    who: str
    numbers: Numbers
    data: Data


def _press(who: str, numbers: Numbers) -> Doing:
    return Doing(who, numbers, lambda _, custom_id: pressed(custom_id))


def _choose(who: str, numbers: Numbers, value: Callable[[Scene], object]) -> Doing:
    return Doing(who, numbers, lambda scene, custom_id: chosen(custom_id, str(value(scene))))


def _send(who: str, numbers: Numbers, **fields: str) -> Doing:
    return Doing(who, numbers, lambda _, custom_id: submitted(custom_id, **fields))


def _here(*further: int) -> Numbers:
    return lambda scene: (scene.debate, *further)


def _place(scene: Scene) -> str:
    return f"{scene.said}:1:{len(PROPOSALS[0]) + 3}:{len(PROPOSALS[0]) + 16}"


OF_NO_DEBATE = frozenset([Act.REMIND, Act.HISTORY, Act.SETUP, Act.SETTLE, Act.PRIVACY, Act.AGAIN, Act.OPEN])
"""What names no debate: it is asked of a person, a place or a server."""

PRESSES: Mapping[Act, Doing] = {
    Act.TAKE_PART: _press("ann", _here()),
    Act.HOW: _press("ann", _here()),
    Act.KEEP: _press("ann", _here(2)),
    Act.VOTE: _press("ann", _here(2, 2, 1)),
    Act.SKIP: _press("ann", _here(2, 1)),
    Act.CONDITION: _press("ann", _here(2, 2)),
    Act.REASON: _press("ann", _here(2, 2)),
    Act.CREDIT: _choose("ann", _here(2, 1), lambda _: 1),
    Act.VIEW: _choose("ann", _here(), lambda _: 3),
    Act.GIVE: _press("ann", _here(2, 3, 0)),
    Act.FOLLOW: _press("ann", _here(1)),
    Act.MINE: _press("ann", _here()),
    Act.PAIRS: _press("ann", lambda scene: (scene.debate, scene.said, 1)),
    Act.ANSWER: _press("ann", _here(1)),
    Act.TO_POINT: _choose("ann", _here(), lambda _: 3),
    Act.PASSAGES: _press("ann", lambda scene: (scene.debate, scene.said, 1)),
    Act.PICK: _choose("ann", _here(), _place),
    Act.EARLIER: _press("ann", lambda scene: (scene.debate, scene.chat, 1)),
    Act.OWN_PLAIN: _choose("ann", _here(), lambda scene: scene.chat),
    Act.WHICH: _choose("ann", lambda scene: (scene.debate, scene.chat), lambda scene: scene.said),
    Act.MEANS: _press("ann", lambda scene: (scene.debate, scene.chat, scene.said, 1)),
    Act.MEANT: Doing(
        "ann",
        lambda scene: (scene.debate, scene.chat),
        lambda scene, custom_id: chosen(custom_id, _place(scene)),
    ),
    Act.UNSAY: _press("ann", lambda scene: (scene.debate, scene.chat)),
    Act.NAMED: _press("ann", lambda scene: (scene.debate, scene.letter)),
    Act.BY_NAME: _choose("ann", lambda scene: (scene.debate, scene.letter), lambda _: 1),
    Act.NOT_BY_NAME: _choose("ann", lambda scene: (scene.debate, scene.letter), lambda _: 1),
    Act.ALL_BY_NAME: _press("ann", lambda scene: (scene.debate, scene.letter)),
    Act.LOOK: _press("ann", _here(1)),
    Act.POST_REASON: _press("ann", _here(2, 2)),
    Act.REPORT: _press("ben", lambda scene: (scene.debate, scene.posted)),
    Act.REPORTS: _press("warden", _here(1)),
    Act.WHY_REMOVED: _press("ann", lambda scene: (scene.debate, scene.removed)),
    Act.EDIT: _press("ann", lambda scene: (scene.debate, scene.posted)),
    Act.ABOUT: _press("ann", _here(0, 1)),
    Act.ABOUT_ONE: _choose("ann", _here(0), lambda _: 1),
    Act.QUESTION: _press("cleo", _here(OWN_POINT, 0)),
    Act.REPLY_TO: _press("cleo", _here(4)),
    Act.ONE_QUESTION: _choose("ann", lambda _: (), lambda scene: f"{scene.debate}:{scene.question}"),
    Act.RESPOND: _press("ben", lambda scene: (scene.debate, scene.question)),
    Act.MEANT_FOR: _choose("ben", lambda scene: (scene.debate, scene.ben_chat), lambda scene: scene.third),
    Act.OPEN_QUESTIONS: _press("cleo", _here(1)),
    Act.SECOND: _choose("cleo", _here(1), lambda scene: f"{scene.question}:0"),
    Act.NEEDS: _press("ann", _here()),
    Act.MY_QUESTIONS: _press("ann", _here()),
    Act.REMIND: _press("ann", lambda _: (1,)),
    Act.RECORD: _press("ann", _here(0)),
    Act.INQUIRE: _press("ann", _here(0)),
    Act.SEARCH: _press("ann", _here()),
    Act.FOUND: _choose("ann", _here(), lambda _: "1:kitchen"),
    Act.POINTS: _press("ann", _here(0, 1)),
    Act.READ: _choose("ann", _here(), lambda _: 1),
    Act.ASK_ALL: _press("ann", _here(OWN_POINT)),
    Act.RESTATE: _press("cleo", _here(OWN_POINT)),
    Act.CONFIRM: _press("ben", lambda scene: (scene.debate, OWN_POINT, 1, scene.restatement, 0)),
    Act.HISTORY: _press("ann", lambda _: (1,)),
    Act.OWN_IN: _choose("ann", lambda _: (), lambda scene: scene.debate),
    Act.NOT_MEANT: _press("opal", _here(1)),
    Act.NOT_MEANT_OF: _choose("opal", _here(1), lambda scene: scene.quoted),
    Act.GO_ON: _press("ann", _here(2, 1)),
    Act.AGENDA: _choose("opal", _here(), lambda _: "p2"),
    Act.LOG: _press("ann", _here(0)),
    Act.SETUP: _press("boss", lambda _: ()),
    Act.SETTLE: _choose("boss", lambda _: (4,), lambda _: "letters_only"),
    Act.IS_ANSWERED: _press("ann", lambda scene: (scene.debate, scene.another)),
    Act.UNASK: _press("ann", lambda scene: (scene.debate, scene.question)),
    Act.REMOVE: _press("warden", lambda scene: (scene.debate, scene.posted)),
    Act.DISMISS: _press("warden", lambda scene: (scene.debate, scene.posted)),
    Act.TAKE_BACK: _press("ann", lambda scene: (scene.debate, scene.posted)),
    Act.TAKEN_BACK: _press("ann", lambda scene: (scene.debate, scene.posted)),
    Act.AGAIN: _press("ann", lambda _: (1,)),
    Act.PRIVACY: _press("cleo", lambda _: (int(Step.ERASE),)),
}
"""Presses and choices, in an order in which each works after those before it."""

FORMS: Mapping[Act, Doing] = {
    Act.CONDITION: _send("ann", _here(2, 2), words="it stays"),
    Act.REASON: _send("ann", _here(2, 2), words="It keeps."),
    Act.REPLY: Doing(
        "cleo",
        lambda scene: (scene.debate, *map(int, _place(scene).split(":"))),
        lambda _, custom_id: submitted(custom_id, answer="Not for me.", view="agree", condition=""),
    ),
    Act.REPLY_TO: _send("ben", _here(4), answer="We have no room.", view="", condition=""),
    Act.EDIT: _send("ann", lambda scene: (scene.debate, scene.posted), answer="It is always full."),
    Act.REPORT: _send("ben", lambda scene: (scene.debate, scene.posted), reason="Rude"),
    Act.QUESTION: _send("cleo", _here(OWN_POINT, 0), kind="plain", words="Early for whom?", word=""),
    Act.RESPOND: _send("ben", lambda scene: (scene.debate, scene.question), words="For the baby."),
    Act.NOT_MEANT_AS: Doing(
        "opal",
        lambda scene: (scene.debate, 1, *map(int, scene.quoted.split(":"))),
        lambda _, custom_id: submitted(custom_id, words="I mean weekdays."),
    ),
    Act.DECIDE: _send("opal", _here(), what="We close at ten", why="", review="", point=""),
    Act.RESTATE: _send("cleo", _here(OWN_POINT), words="It closes too soon."),
    Act.SEARCH: _send("ann", _here(), words="kitchen"),
    Act.OPEN: Doing(
        "opal",
        lambda scene: (scene.world.lobby.id, 2, 0, 0, 0, 0, 0, 0),
        lambda _, custom_id: submitted(
            custom_id, title="Cellar", proposals="Dry it", deadline="3 days", attribution="counted", tallies="hidden"
        ),
    ),
    Act.SETTLE: _send("boss", lambda _: (7,), first="Europe/Berlin", second="", third=""),
    Act.REMOVE: _send("warden", lambda scene: (scene.debate, scene.posted), reason="Rude"),
}
"""Forms, in such an order, too."""


def boss_of(world: World) -> MemberActor:
    """Who may manage the server."""
    return world.person("boss", world.guild.create_role("Boss", permissions=discord.Permissions(manage_guild=True)))


def person(scene: Scene, name: str) -> MemberActor:
    """Somebody of the house."""
    return scene.world.warden if name == "warden" else scene.world.person(name)


def data_of(scene: Scene, act: Act, doing: Doing, numbers: tuple[int, ...] | None = None) -> dict[str, Any]:
    """What Discord tells when that is done."""
    return doing.data(scene, Action(act, doing.numbers(scene) if numbers is None else numbers).custom_id)


async def set_up(world: World) -> Scene:
    """The debate as it stands when its second round has begun."""
    boss_of(world)
    table = await world.debate(by=world.person("opal"), options={"steelman": True}, attribution="named")
    number = (await world.stored(table.thread)).key.debate
    ann, ben, cleo = (world.person(name) for name in ("ann", "ben", "cleo"))

    async def sends(who: MemberActor, act: Act, *numbers: int, **fields: str) -> None:
        await world.at_once((who, table.opening, submitted(Action(act, (number, *numbers)).custom_id, **fields)))

    await ben.send(table.thread, f"> {PROPOSALS[0]}\nTen is early.\n> {PROPOSALS[3]}\nWe have two.")
    await ann.send(table.thread, "> Ten is early.\nIt is late for me.")
    await ann.send(table.thread, attachments=[("letter.txt", LETTER.encode())])
    for point, words in ((2, "It is full already."), (3, "Rude words.")):
        await sends(ann, Act.REPLY_TO, point, answer=words, view="", condition="")
    for words in ("Early for what?", "Since when?", "Whose lease?"):
        await sends(ann, Act.QUESTION, OWN_POINT, 0, kind="plain", words=words, word="")
    await sends(cleo, Act.RESTATE, OWN_POINT, words="Closing at ten shuts some of us out.")
    posted, removed = [head.id for head in (await table.record()).statements if head.kind is StatementKind.ANSWER]
    await sends(world.warden, Act.REMOVE, removed, reason="Rude")
    await sends(ben, Act.REPORT, posted, reason="Long")
    for who in (ann, ben):
        for point in (1, 2):
            await world.presses_at_once(who, table.opening, [Action(Act.VOTE, (number, 1, point, 1)).custom_id])
    await sends(ann, Act.REASON, 1, 2, words="It keeps.")
    await world.passes(timedelta(days=3))
    await world.warden.slash(table.thread, "round open", deadline="3 days")
    await ben.send(table.thread, "Mine, as it happens.")
    await ann.send(table.thread, "As for the kitchen, ten suits nobody.")
    await world.passes(timedelta(minutes=2))
    record = await table.record()
    (restatement,) = record.changes.restatements
    question, another, third = [one.act for one in record.questions if one.act is not None]
    quoted = await _quoted(world, table)
    return Scene(
        world=world,
        table=table,
        record=record,
        posted=posted,
        removed=removed,
        chat=record.statements[-1].id,
        ben_chat=record.statements[-2].id,
        letter=next(head.id for head in record.statements if head.kind is StatementKind.LETTER),
        question=question,
        another=another,
        third=third,
        restatement=restatement.act,
        quoted=quoted,
    )


async def _quoted(world: World, table: Table) -> str:
    """Opal's first proposal, as the summary's select has it."""
    number = (await world.stored(table.thread)).key.debate
    press = Action(Act.NOT_MEANT, (number, 1)).custom_id
    (shown,) = await world.presses_at_once(world.person("opal"), table.opening, [press])
    select = next(part for part in components(answer(shown)) if part.get("options"))
    return str(select["options"][0]["value"])
