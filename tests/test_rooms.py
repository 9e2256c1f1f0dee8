"""The arrows between rooms, and what the core keeps out."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[1]
MAY_IMPORT = {
    "deliberation": frozenset[str](),
    "storage": frozenset({"deliberation"}),
    "prompts": frozenset({"deliberation"}),
    "cogs": frozenset({"storage", "prompts", "deliberation"}),
    "bot": frozenset({"cogs", "storage", "prompts", "deliberation"}),
}
BOTH = {"simcord", "discord"}
NOT_IN = {
    "deliberation": {
        *BOTH,
        "sqlite3",
        "pysqlite3",
        "sqlite_utils",
        "jinja2",
        "gettext",
        "asyncio",
        "logging",
        "time",
        "os",
    },
    "storage": {*BOTH, "jinja2", "apscheduler"},
    "prompts": {*BOTH, "sqlite3", "pysqlite3", "sqlite_utils", "apscheduler"},
    "cogs": {"simcord", "sqlite3", "pysqlite3", "sqlite_utils", "jinja2", "apscheduler"},
    "bot": {"sqlite3", "pysqlite3", "sqlite_utils", "jinja2"},
}
CLOCKS = {"now", "utcnow", "today", "time", "monotonic", "perf_counter"}


def modules(room: str) -> list[Path]:
    return sorted((PROJECT / room).rglob("*.py"))


def imported(path: Path) -> Iterator[str]:
    """The first names of what a module imports, wherever in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} imports relatively, which hides its room"
            yield (node.module or "").split(".")[0]


@pytest.mark.parametrize("room", MAY_IMPORT)
def test_imports_only_go_down(room: str) -> None:
    upwards = MAY_IMPORT.keys() - MAY_IMPORT[room] - {room}

    found = {f"{path.name} imports {name}" for path in modules(room) for name in imported(path) if name in upwards}

    assert modules(room)
    assert not found


@pytest.mark.parametrize("room", NOT_IN)
def test_a_room_keeps_out_what_belongs_to_others(room: str) -> None:
    found = {f"{path.name} imports {name}" for path in modules(room) for name in imported(path) if name in NOT_IN[room]}

    assert not found


@pytest.mark.parametrize("room", ["deliberation", "prompts"])
def test_the_core_never_reads_the_clock_nor_a_file(room: str) -> None:
    found: set[str] = set()
    for path in modules(room):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(func=ast.Attribute(value=ast.Name(id="datetime" | "date" | "time"), attr=name)):
                    if name in CLOCKS:
                        found.add(f"{path.name}:{node.lineno} reads the clock")
                case ast.Call(func=ast.Name(id="open" | "input" | "print")) if room == "deliberation":
                    found.add(f"{path.name}:{node.lineno} does input or output")
                case _:
                    pass

    assert not found


@pytest.mark.parametrize("room", MAY_IMPORT)
def test_every_room_says_at_its_front_door_what_lives_there(room: str) -> None:
    front_door = ast.parse((PROJECT / room / "__init__.py").read_text(encoding="utf-8"))

    assert ast.get_docstring(front_door)


def test_the_command_line_is_light_until_a_command_is_given() -> None:
    names = {
        node.module or ""
        for node in ast.parse((PROJECT / "bot" / "cli.py").read_text(encoding="utf-8")).body
        if isinstance(node, ast.ImportFrom)
    }

    assert not {name for name in names if name.split(".")[0] in {*MAY_IMPORT, "discord"}}
