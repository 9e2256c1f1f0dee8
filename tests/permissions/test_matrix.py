"""The permission matrix: everybody tries everything in every state, here and from another server.

`table.py` says what is to come of it, `calls.py` how each verb is called.
"""

import inspect
import os
from collections.abc import AsyncIterator, Mapping
from dataclasses import replace
from pathlib import Path

import discord
import pytest
import pytest_asyncio

from bot.client import Counterpoint
from bot.settings import Settings
from deliberation.errors import Refusal
from prompts.post import Act
from storage.sqlite import SqliteStore
from storage.store import Store
from tests.permissions.calls import CALLS
from tests.permissions.stage import ANOTHER_SERVER, Stage, Undoing, act, acting, staged
from tests.permissions.table import ROWS, Role, Row, State
from tests.storage.scene import GUILD

OF_ONES_OWN_SERVER = frozenset(
    [
        "open_debate",
        "kept",
        "member_data",
        "erase_member",
        "wants_reminding",
        "set_reminding",
        "my_questions",
        "needs",
        "inquire",
    ]
)
"""What is done in whichever server one is in, and tells of none but that."""
BLOCKED = (
    "hedges",
    "hedge",
    "where",
    "time",
    "less",
    "dear",
    "road",
    "leave",
    "hide",
    "topic",
    "hides",
    "hedges",
    "rain",
    "another",
)
DOCS = Path(__file__).parents[2] / "docs" / "permissions.md"
BEFORE_THE_FORM = ("must_take_question", "must_take_response")
"""What refuses before there are words."""
BEGIN, END = "<!-- from tests/permissions/table.py -->", "<!-- to here -->"
BY_VERB: Mapping[str, Row] = {verb: row for row in ROWS for verb in row.verbs}


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def stages(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Mapping[State, Stage]]:
    """A debate in each state, on a store of its own on which nothing that is tried stays."""
    folder: Path = tmp_path_factory.mktemp("permissions")
    found: dict[State, Stage] = {}
    for state in State:
        store = await Undoing.open(folder / f"{state.name}.db")
        found[state] = await staged(store, state)
        store.undoes = True
    yield found
    for stage in found.values():
        await stage.store.close()


def expected(row: Row, role: Role, state: State) -> frozenset[str]:
    """The refusals that would be right; none where it is allowed."""
    right: set[str] = set()
    if role not in row.who.roles:
        right |= row.who.refusals
    if state not in row.when.states:
        right |= row.when.refusals
    if row.says and role is Role.SILENCED:
        right.add("TimedOut")
    if row.posts and role is Role.SHUT_OUT:
        right.add("MayNotWrite")
    if state is State.SPEAKERS and row.side is not None and role not in row.side.roles:
        right.add(row.side.refusal)
    return frozenset(right)


async def tried(stage: Stage, verb: str, role: Role, **place: object) -> str | None:
    """The refusal that comes of somebody's trying; None where it was done."""
    try:
        await CALLS[verb](stage, acting(role, stage.now, **place))
    except Refusal as refused:
        return refused.code
    return None


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.long
@pytest.mark.parametrize("state", State, ids=lambda state: state.name.lower())
@pytest.mark.parametrize("verb", sorted(BY_VERB))
async def test_everybody_may_do_what_the_table_says(stages: Mapping[State, Stage], verb: str, state: State) -> None:
    row, stage, wrong = BY_VERB[verb], stages[state], []
    for role in Role:
        right = expected(row, role, state)
        came = await tried(stage, verb, role)
        if came not in (right or {None}):
            wrong.append(f"{role.name}: {came or 'allowed'}, not {' or '.join(sorted(right)) or 'allowed'}")
        if verb not in OF_ONES_OWN_SERVER:
            came = await tried(stage, verb, role, guild=ANOTHER_SERVER)
            if came != "AnotherServer":
                wrong.append(f"{role.name} from another server: {came or 'allowed'}")
    assert not wrong, f"{row.does} ({verb}, {state.value}):\n" + "\n".join(wrong)


@pytest.fixture
async def strict(tmp_path: Path) -> AsyncIterator[Stage]:
    """A debate with an open round on a server whose word list has a word of everything said in `calls.py`."""
    store = await Undoing.open(tmp_path / "strict.db")
    stage = await staged(store, State.OPEN)
    settings = replace(await store.server(GUILD), blocked=BLOCKED)
    await store.set_server(settings, actor=acting(Role.ADMINISTRATOR, stage.now), act=act(), at=stage.now)
    store.undoes = True
    yield stage
    await store.close()


@pytest.mark.parametrize(
    "verb", sorted(verb for verb, row in BY_VERB.items() if row.says and not verb.startswith(BEFORE_THE_FORM))
)
async def test_nobody_has_the_bot_say_a_word_that_the_server_blocks(strict: Stage, verb: str) -> None:
    may = BY_VERB[verb].who.roles & {Role.OPENER, Role.AUTHOR}
    assert {await tried(strict, verb, role) for role in may} == {"BlockedWord"}


def test_the_table_in_the_docs_is_this_one() -> None:
    shown = DOCS.read_text(encoding="utf-8")
    before, _, rest = shown.partition(BEGIN)
    _, _, after = rest.partition(END)
    told = f"{before}{BEGIN}\n{told_to_operators()}\n{END}{after}"
    if os.environ.get("UPDATE_PERMISSIONS"):
        DOCS.write_text(told, encoding="utf-8")
    assert shown == told, "run this test with UPDATE_PERMISSIONS=1 in the environment, then read the difference"


def told_to_operators() -> str:
    """The rows as a table in Markdown."""
    lines = [
        "| what | commands | who | when | not while timed out | where speakers write |",
        "|---|---|---|---|---|---|",
    ]
    for row in ROWS:
        if row.acts or row.commands:
            commands = ", ".join(f"`{name}`" for name in row.commands)
            timed_out, side = "yes" if row.says else "", row.side.value if row.side else ""
            lines.append(f"| {row.does} | {commands} | {row.who.said} | {row.when.said} | {timed_out} | {side} |")
    return "\n".join(lines)


def rows_with(kind: str, name: object) -> list[str]:
    """Which rows have something."""
    return [row.does for row in ROWS if name in getattr(row, kind)]


def test_every_verb_that_somebody_acts_by_stands_in_one_row_and_is_called() -> None:
    verbs = {name for name, verb in inspect.getmembers(Store) if "actor" in _parameters(verb)}
    wrong = [
        f"Store.{verb}: name it in `verbs` of one row in tests/permissions/table.py"
        f" (now in {rows_with('verbs', verb)}), and give CALLS in tests/permissions/calls.py a call of it"
        " that only who acts, and when, can refuse"
        for verb in sorted(verbs)
        if len(rows_with("verbs", verb)) != 1 or verb not in CALLS
    ]
    assert not wrong, "\n".join(wrong)
    assert set(BY_VERB) | set(CALLS) <= verbs, f"no such verb: {sorted((set(BY_VERB) | set(CALLS)) - verbs)}"


def test_every_button_stands_in_one_row() -> None:
    wrong = [
        f"Act.{act.name}: name it in `acts` of one row in tests/permissions/table.py (now in {rows_with('acts', act)})"
        for act in Act
        if len(rows_with("acts", act)) != 1
    ]
    assert not wrong, "\n".join(wrong)


async def test_every_command_stands_in_one_row(tmp_path: Path) -> None:
    store = await SqliteStore.open(tmp_path / "debates.db")
    bot = Counterpoint(store, Settings.model_construct())
    await bot.load_extension("cogs")
    shown = {
        f"/{command.qualified_name}"
        for command in bot.tree.walk_commands()
        if not isinstance(command, discord.app_commands.Group)
    }
    shown |= {menu.name for menu in bot.tree.get_commands(type=discord.AppCommandType.message)}
    shown |= {menu.name for menu in bot.tree.get_commands(type=discord.AppCommandType.user)}
    await store.close()

    wrong = [
        f"{name}: name it in `commands` of one row in tests/permissions/table.py (now in {rows_with('commands', name)})"
        for name in sorted(shown)
        if len(rows_with("commands", name)) != 1
    ]
    assert not wrong, "\n".join(wrong)
    assert {name for row in ROWS for name in row.commands} <= shown


def _parameters(verb: object) -> frozenset[str]:
    return frozenset(inspect.signature(verb).parameters) if inspect.isfunction(verb) else frozenset()
