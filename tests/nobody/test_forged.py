"""What is sent that no post of the bot offers: numbers of another server, of another round, of somebody else; the same
once more; after a restart; by somebody who was a moderator when the form opened. `doings.py` says how each is used
rightly, and a new press or form needs its row there.
"""

import logging
from collections.abc import Iterator, Mapping
from typing import Any

import discord
import pytest
from simcord.results import InteractionResult

from cogs.actions import NUMBERS, Interactions
from deliberation.record import DebateRecord
from prompts.post import Act
from tests.cogs.world import PROPOSALS, Table, World, chosen, pressed, read, submitted
from tests.nobody.database import changed, rows_in
from tests.nobody.doings import FORMS, OF_NO_DEBATE, PRESSES, Doing, Scene, data_of, person, set_up
from tests.permissions.table import ROWS, Role

SHOWS = frozenset(
    [
        *(Act.HOW, Act.SKIP, Act.CONDITION, Act.REASON, Act.VIEW, Act.MINE, Act.PAIRS, Act.ANSWER, Act.TO_POINT),
        *(
            Act.PASSAGES,
            Act.PICK,
            Act.EARLIER,
            Act.OWN_PLAIN,
            Act.WHICH,
            Act.MEANS,
            Act.NAMED,
            Act.LOOK,
            Act.REPORT,
            Act.REPORTS,
        ),
        *(Act.WHY_REMOVED, Act.EDIT, Act.ABOUT, Act.ABOUT_ONE, Act.ONE_QUESTION, Act.RESPOND, Act.OPEN_QUESTIONS),
        *(Act.NEEDS, Act.MY_QUESTIONS, Act.RECORD, Act.INQUIRE, Act.SEARCH, Act.FOUND, Act.POINTS, Act.READ),
        *(Act.RESTATE, Act.HISTORY, Act.OWN_IN, Act.NOT_MEANT, Act.NOT_MEANT_OF, Act.GO_ON, Act.LOG, Act.SETUP),
        *(Act.REMOVE, Act.TAKE_BACK, Act.AGAIN, Act.QUESTION, Act.REPLY_TO),
    ]
)
"""The presses and choices that only show something; by all others something is kept."""
KINDS: Mapping[str, Mapping[Act, Doing]] = {"press": PRESSES, "form": FORMS}
LARGEST = 2**63 - 1
AT_ONCE = 15
"""How many are sent before the first is answered: SimCord waits five seconds, on however busy a machine."""
ODD_NUMBERS = (0, 1, 2, 3, 7, 99, LARGEST)
ODD_VALUES = (
    *("", "0", "-1", "1", "99", "²", "٣", "x", "p1", "p0", "q1-1", "q9-9", "1:1", "0:0", "1:1:0:1", "1:1:1:0", "1:\0"),
    *(str(LARGEST), str(LARGEST + 1), "9" * 19, "9" * 99, "9" * 5000, f"p{'9' * 18}", f"q{'9' * 19}-{'9' * 19}"),
    *(f"{LARGEST}:1:0:8", f"{'9' * 19}:9:0:9", f"{LARGEST}:{LARGEST}", f"1:{'9' * 99}", "agree", "everything", "en"),
)


@pytest.fixture
async def scene(world: World) -> Scene:
    """The debate with one of everything in it."""
    return await set_up(world)


def told(result: InteractionResult) -> str:
    """All that somebody is shown."""
    shown = [read(message) for message in (result.response, *result.followups) if message is not None]
    return "\n".join([*shown, str(result.modal or "")]).strip()


async def does(scene: Scene, act: Act, doing: Doing, who: str | None = None) -> str:
    """What is told when somebody does it; what is due then is done."""
    (result,) = await scene.world.at_once(
        (person(scene, who or doing.who), scene.table.opening, data_of(scene, act, doing))
    )
    await scene.world.tick()
    return told(result)


def rows(scene: Scene) -> dict[str, list[tuple[object, ...]]]:
    """What is kept now."""
    assert scene.world.database is not None
    return rows_in(scene.world.database)


def everything() -> Iterator[tuple[str, Act, Doing]]:
    """Every press and form, rightly used."""
    for kind, doings in KINDS.items():
        for act, doing in doings.items():
            yield f"{kind} {act.value}", act, doing


async def test_every_press_and_form_has_its_row(world: World) -> None:
    cog = world.bot.get_cog(Interactions.__cog_name__)
    assert isinstance(cog, Interactions)

    assert set(cog.presses) == set(PRESSES), "give each its row in tests/nobody/doings.py"
    assert set(cog.forms) == set(FORMS), "give each its row in tests/nobody/doings.py"


@pytest.mark.parametrize(
    "restarted", [True, pytest.param(False, marks=pytest.mark.long)], ids=["after a restart", "in one run"]
)
async def test_each_works_for_whom_it_is_meant_and_told_twice_is_done_once(
    scene: Scene, caplog: pytest.LogCaptureFixture, *, restarted: bool
) -> None:
    if restarted:
        await scene.world.restarts()
    wrong: list[str] = []
    for name, act, doing in everything():
        if name in ("form remove", "form edit", "form report", "form respond"):
            continue  # of what was taken back above; tried on its own below
        before = rows(scene)
        said = await does(scene, act, doing)
        once = rows(scene)
        await scene.world.tells_again()
        await scene.world.tick()
        writes = act is not Act.SEARCH if name.startswith("form") else act not in SHOWS
        if not said or "went wrong" in said or bool(changed(before, once)) != writes:
            wrong.append(f"{name}: {said or 'no answer'} (changed: {sorted(changed(before, once))})")
        if twice := changed(once, rows(scene)):
            wrong.append(f"{name}, told twice, was done twice: {sorted(twice)}")
    assert not wrong, "\n".join(wrong)
    assert not [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR]


async def test_forms_about_an_answer_work_once_each(scene: Scene) -> None:
    wrong: list[str] = []
    for act in (Act.RESPOND, Act.EDIT, Act.REPORT, Act.REMOVE):
        before = rows(scene)
        said = await does(scene, act, FORMS[act], "cleo" if act is Act.REPORT else None)
        once = rows(scene)
        await scene.world.tells_again()
        await scene.world.tick()
        if not changed(before, once) or changed(once, rows(scene)):
            wrong.append(f"{act.value}: {said}")
    assert not wrong, "\n".join(wrong)


async def test_another_servers_numbers_show_and_change_nothing(scene: Scene, caplog: pytest.LogCaptureFixture) -> None:
    world = scene.world
    other = World(world.env, world.bot, world.database)
    elsewhere = await other.debate(title="Cellar", proposals="Dry it\nPaint it")
    mallory = other.person("mallory", other.guild.create_role("All", permissions=discord.Permissions.all()))
    before, wrong = rows(scene), list[str]()
    for name, act, doing in everything():
        if act in OF_NO_DEBATE:
            continue
        (result,) = await other.at_once((mallory, elsewhere.opening, data_of(scene, act, doing)))
        said = told(result)
        if not said or "went wrong" in said or result.modal or tells_of(said, scene.record):
            wrong.append(f"{name}: {said or 'no answer'}")
    await world.tick()

    assert not wrong, "\n".join(wrong)
    assert not changed(before, rows(scene))
    assert not [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR]


def tells_of(said: str, record: DebateRecord) -> bool:
    """Whether words of that debate stand in what somebody is told."""
    return any(words in said for words in (*PROPOSALS, record.debate.title, "Ten is early", "It is full already"))


def only_for_some(act: Act) -> bool:
    """Whether only certain people may do it, as the table of permissions says."""
    (row,) = [row for row in ROWS if act in row.acts]
    return Role.NEWCOMER not in row.who.roles


async def test_what_is_for_certain_people_is_refused_to_others(scene: Scene) -> None:
    scene.world.person("eve")
    before, wrong = rows(scene), list[str]()
    tried = [(name, act, doing) for name, act, doing in everything() if only_for_some(act)]
    for name, act, doing in tried:
        (result,) = await scene.world.at_once((person(scene, "eve"), scene.table.opening, data_of(scene, act, doing)))
        if not told(result) or "went wrong" in told(result) or (result.modal and act is not Act.REPORT):
            wrong.append(f"{name}: {told(result) or 'no answer'}")
        if now := changed(before, rows(scene)):
            wrong.append(f"{name} changed {sorted(now)}")
            before = rows(scene)
    assert not wrong, "\n".join(wrong)
    assert len(tried) > 15


async def test_whoever_was_a_moderator_when_the_form_opened_is_refused_when_it_is_sent(scene: Scene) -> None:
    world = scene.world
    may = {"warden": world.warden, "boss": world.person("boss")}
    doings = [(name, act, doing) for name, act, doing in everything() if doing.who in may]
    led = (Act.DECIDE, Act.AGENDA)
    doings += [(f"{act.value} as a moderator", act, {**PRESSES, **FORMS}[act]) for act in led]
    opened = await does(scene, Act.REMOVE, PRESSES[Act.REMOVE])
    assert "Why" in opened, opened
    for member in may.values():
        world.env.backend.get_guild(world.guild.id).members[member.id].role_ids.clear()
    before, wrong = rows(scene), list[str]()

    for name, act, doing in doings:
        said = await does(scene, act, doing, doing.who if doing.who in may else "warden")
        if "went wrong" in said or not any(word in said for word in ("moderator", "Manage Server")):
            wrong.append(f"{name}: {said}")

    assert not wrong, "\n".join(wrong)
    assert not changed(before, rows(scene))


async def test_an_ended_rounds_answers_stay_whatever_number_is_sent(scene: Scene) -> None:
    def of_round_one(record: DebateRecord) -> list[object]:
        return [given for given in record.stances if given.round == 1]

    debate, before = scene.debate, of_round_one(await scene.table.record())
    late = [
        pressed(f"cp:{act.value}:{':'.join(map(str, (debate, 1, 3, 0)[: NUMBERS[act]]))}")
        for act in (Act.VOTE, Act.GIVE, Act.KEEP)
    ]
    late += [submitted(f"cp:{act.value}:{debate}:1:1", words="late") for act in (Act.REASON, Act.CONDITION)]
    late += [chosen(f"cp:{Act.CREDIT.value}:{debate}:1:1", "1")]

    results = await scene.world.at_once(*((scene.world.person("ann"), scene.table.opening, data) for data in late))

    assert not [told(result) for result in results if "closed" not in told(result)]
    assert of_round_one(await scene.table.record()) == before


def bent(scene: Scene, act: Act, doing: Doing, kind: str) -> Iterator[dict[str, Any]]:
    """The right thing with one number, value or field put wrong."""
    numbers, right = doing.numbers(scene), data_of(scene, act, doing)
    odd = (*ODD_NUMBERS, scene.debate, scene.posted, scene.question, scene.said, scene.letter, scene.world.lobby.id)
    for place in range(len(numbers)):
        for number in odd:
            yield data_of(scene, act, doing, (*numbers[:place], number, *numbers[place + 1 :]))
    if "values" in right:
        yield from ({**right, "values": [value]} for value in ODD_VALUES)
        yield from ({**right, "values": values} for values in ([], ["1", "2"], ["p1", "p1", "p2", "p3"]))
    elif kind == "press":
        yield chosen(right["custom_id"], "1")
        yield pressed(f"{right['custom_id']}:1")
        yield pressed(f"cp:{act.value}") if numbers else pressed("cp:")
    if kind == "form":
        names = [part["component"]["custom_id"] for part in right["components"]]
        yield submitted(right["custom_id"])
        yield submitted(right["custom_id"], **dict.fromkeys(names, ""))
        yield submitted(right["custom_id"], title="a", nobody="b")
        for name in names:
            fields = {part["component"]["custom_id"]: part["component"]["value"] for part in right["components"]}
            for value in ("", "\0", "²", "9" * 4000, "everything", "\ud800", "-1", " "):
                yield submitted(right["custom_id"], **{**fields, name: value})
            yield submitted(right["custom_id"], **{key: value for key, value in fields.items() if key != name})


async def bend(scene: Scene, caplog: pytest.LogCaptureFixture, every: int) -> list[str]:
    """What went wrong when one in `every` such things was sent by whoever may do the right one."""
    wrong: list[str] = []
    place = 0
    for name, act, doing in everything():
        if act is Act.PRIVACY:
            continue  # any of its steps may rightly be pressed
        sent = [data for n, data in enumerate(bent(scene, act, doing, name.split()[0]), place) if n % every == 0]
        place += 1
        for first in range(0, len(sent), AT_ONCE):
            some = sent[first : first + AT_ONCE]
            acts = ((person(scene, doing.who), scene.table.opening, data) for data in some)
            for data, result in zip(some, await scene.world.at_once(*acts), strict=True):
                if not told(result) or "went wrong" in told(result):
                    wrong.append(f"{name}: {str(data)[:200]}: {told(result) or 'no answer'}")
    failed = [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR]
    return wrong + failed


async def test_no_number_value_or_field_put_wrong_goes_wrong(scene: Scene, caplog: pytest.LogCaptureFixture) -> None:
    wrong = await bend(scene, caplog, every=13)

    assert not wrong, "\n".join(wrong)


@pytest.mark.long
async def test_none_at_all_goes_wrong(scene: Scene, caplog: pytest.LogCaptureFixture) -> None:
    wrong = await bend(scene, caplog, every=1)

    assert not wrong, "\n".join(wrong)


@pytest.mark.long
async def test_an_act_in_a_debate_that_has_ended_is_answered(scene: Scene) -> None:
    table: Table = scene.table
    await scene.world.warden.slash(table.thread, "debate end")
    wrong: list[str] = []
    for name, act, doing in everything():
        if act is not Act.PRIVACY:
            said = await does(scene, act, doing)
            if not said or "went wrong" in said:
                wrong.append(f"{name}: {said or 'no answer'}")
    assert not wrong, "\n".join(wrong)
