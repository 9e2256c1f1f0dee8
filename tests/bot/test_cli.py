"""The command line as whoever runs the bot meets it: real processes, told to start and to stop."""

import asyncio
import os
import signal
import sqlite3
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import discord
import pytest

from cogs.places import NEEDED
from storage.sqlite import SqliteStore
from tests.wire.process import TOKEN, begin
from tests.wire.server import Discord

NOWHERE = "127.0.0.1:1"


class Command:
    """One run of the command line, in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    async def start(self, *arguments: str, address: str = NOWHERE, **settings: str) -> asyncio.subprocess.Process:
        return await begin(self.folder, address, *arguments, **settings)

    async def run(self, *arguments: str, address: str = NOWHERE, **settings: str) -> tuple[int, str]:
        """The exit code and what stood on standard error."""
        process = await self.start(*arguments, address=address, **settings)
        _, errors = await asyncio.wait_for(process.communicate(), 30)
        assert process.returncode is not None
        return process.returncode, errors.decode()


@pytest.fixture
def command(tmp_path: Path) -> Command:
    return Command(tmp_path)


@pytest.fixture
async def discord_here() -> AsyncIterator[Discord]:
    async with Discord.open() as here:
        yield here


def server_where_the_bot_may(here: Discord, permissions: discord.Permissions) -> None:
    """A server with one channel where everybody has `permissions`, and the bot no more."""
    guild = here.backend.create_guild("Quiet \x1b[2Jcorner")
    for role in guild.roles.values():
        role.permissions = permissions.value
    here.backend.create_channel(guild.id, "general")


def said_why(errors: str) -> str:
    """The one sentence that ends the output, without the log before it."""
    assert "Traceback" not in errors
    sentences = [line for line in errors.splitlines() if not line.startswith("at=")]
    assert len(sentences) == 1, errors
    return sentences[0]


async def test_a_missing_token_is_said(command: Command) -> None:
    code, errors = await command.run("run")

    assert code == 2
    assert "DISCORD_TOKEN is missing" in said_why(errors)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("MESSAGE_CONTENT", "perhaps"),
        ("TIME_ZONE", "Mars/Olympus"),
        ("LOG_LEVEL", "loud"),
        ("DISCORD_TOKEN", "two words"),
    ],
)
async def test_a_malformed_setting_is_named_and_not_repeated(command: Command, name: str, value: str) -> None:
    code, errors = await command.run("run", **{"DISCORD_TOKEN": TOKEN, name: value})

    assert code == 2
    assert said_why(errors).startswith(name)
    assert value not in errors


async def test_settings_are_read_from_the_env_file(command: Command) -> None:
    (command.folder / ".env").write_text("DISCORD_TOKEN=\nTIME_ZONE=Mars/Olympus\n", encoding="utf-8")

    code, errors = await command.run("run")

    assert code == 2
    assert said_why(errors).startswith("TIME_ZONE")


async def test_an_env_file_that_is_not_text_is_said(command: Command) -> None:
    (command.folder / ".env").write_bytes(b"DISCORD_TOKEN=\xff\xfe\n")

    code, errors = await command.run("run")

    assert code == 2
    assert ".env" in said_why(errors)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('DISCORD_TOKEN="abc.def', 1),
        ("# mine\n\n\nTIME_ZONE=UTC\n\nLOG_LEVEL='INFO\nMESSAGE_CONTENT=on\n", 6),
        ("TIME_ZONE=UTC\nDISCORD_TOKEN\n", 2),
        ("DISCORD_TOKEN: abc.def\n", 1),
    ],
)
async def test_a_line_of_the_env_file_that_sets_nothing_is_named_and_not_repeated(
    command: Command, text: str, line: int
) -> None:
    (command.folder / ".env").write_text(text, encoding="utf-8")

    code, errors = await command.run("run")

    assert code == 2
    assert said_why(errors) == (f".env, line {line} cannot be read: write NAME=value, and close every quotation mark.")


async def test_a_refused_token_is_said_and_not_shown(command: Command, discord_here: Discord) -> None:
    discord_here.login_status = 401

    code, errors = await command.run("run", address=discord_here.address, DISCORD_TOKEN=TOKEN)

    assert code == 2
    assert "refused the token" in said_why(errors)
    assert discord_here.authorizations == [f"Bot {TOKEN}"]
    assert TOKEN not in errors


async def test_a_refused_intent_is_said_with_both_remedies(command: Command, discord_here: Discord) -> None:
    discord_here.gateway.refuses = 4014

    code, errors = await command.run("run", address=discord_here.address, DISCORD_TOKEN=TOKEN)

    assert code == 2
    assert "developer portal" in said_why(errors)
    assert "MESSAGE_CONTENT=off" in said_why(errors)


async def test_a_start_where_no_debate_may_be_held_names_what_is_missing(
    command: Command, discord_here: Discord
) -> None:
    server_where_the_bot_may(discord_here, NEEDED & ~discord.Permissions(attach_files=True))

    code, errors = await command.run("run", address=discord_here.address, DISCORD_TOKEN=TOKEN)

    assert code == 2
    assert "on Quiet \ufffd[2Jcorner it lacks Attach Files." in said_why(errors)


async def test_a_server_that_allows_what_a_debate_takes_lets_it_run(command: Command, discord_here: Discord) -> None:
    server_where_the_bot_may(discord_here, NEEDED)
    process = await command.start("run", address=discord_here.address, DISCORD_TOKEN=TOKEN)
    assert process.stderr is not None
    while b"event=ready servers=1" not in await asyncio.wait_for(process.stderr.readline(), 30):
        assert process.returncode is None

    process.send_signal(signal.SIGTERM)

    assert await asyncio.wait_for(process.wait(), 30) == 0


async def test_an_unreachable_discord_is_said(command: Command) -> None:
    code, errors = await command.run("run", DISCORD_TOKEN=TOKEN)

    assert code == 75, "a supervisor may try again"
    assert "cannot be reached" in said_why(errors)


async def test_a_database_where_there_can_be_none_is_said(command: Command) -> None:
    (command.folder / "file").touch()

    code, errors = await command.run("run", "--database", "file/debates.db", DISCORD_TOKEN=TOKEN)

    assert code == 2
    assert "cannot be written" in said_why(errors)


async def test_a_folder_for_the_database_that_is_not_there_is_named_and_not_made(command: Command) -> None:
    code, errors = await command.run("run", "--database", "archiv/debates.db", DISCORD_TOKEN=TOKEN)

    assert code == 2
    folder = command.folder / "archiv"
    assert said_why(errors).startswith(f"There is no folder {folder} for the database")
    assert not folder.exists()


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
async def test_a_database_in_a_read_only_folder_is_said(command: Command) -> None:
    closed = command.folder / "closed"
    closed.mkdir(mode=0o555)

    code, errors = await command.run("run", "--database", "closed/debates.db", DISCORD_TOKEN=TOKEN)

    assert code == 2
    assert "cannot be written" in said_why(errors)


async def test_a_file_that_is_no_database_is_left_as_it_is(command: Command) -> None:
    diary = command.folder / "diary.txt"
    diary.write_text("Dear diary, today the lathe broke again. " * 40, encoding="utf-8")
    before = diary.read_bytes()

    code, errors = await command.run("run", "--database", "diary.txt", DISCORD_TOKEN=TOKEN)

    assert code == 2
    assert "is not a database" in said_why(errors)
    assert diary.read_bytes() == before


async def test_a_second_process_on_the_same_database_is_refused(command: Command) -> None:
    store = await SqliteStore.open(command.folder / "debates.db")
    try:
        code, errors = await command.run("run", "--database", "debates.db", DISCORD_TOKEN=TOKEN)
    finally:
        await store.close()

    assert code == 2
    assert "Another process" in said_why(errors)


@pytest.mark.skipif(sys.platform == "win32", reason="signals as on POSIX")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_a_signal_stops_it_cleanly(command: Command, discord_here: Discord, number: signal.Signals) -> None:
    process = await command.start("run", address=discord_here.address, DISCORD_TOKEN=TOKEN, DATABASE="debates.db")
    await discord_here.until(lambda: discord_here.gateway.readied)

    process.send_signal(number)
    _, errors = await asyncio.wait_for(process.communicate(), 30)

    assert process.returncode == 0, errors.decode()
    assert b"Traceback" not in errors
    assert not (command.folder / "debates.db-wal").exists()
    with sqlite3.connect(command.folder / "debates.db") as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)


@pytest.mark.skipif(sys.platform == "win32", reason="signals as on POSIX")
async def test_a_signal_while_it_still_connects_stops_it_too(command: Command, discord_here: Discord) -> None:
    discord_here.gateway.refuses = 4000  # "try again", for ever
    process = await command.start("run", address=discord_here.address, DISCORD_TOKEN=TOKEN)
    await discord_here.until(lambda: discord_here.gateway.identified)

    process.terminate()
    _, errors = await asyncio.wait_for(process.communicate(), 30)

    assert process.returncode == 0, errors.decode()


async def test_the_version_is_told(command: Command) -> None:
    process = await command.start("--version")
    told, _ = await asyncio.wait_for(process.communicate(), 30)

    assert process.returncode == 0
    assert told.decode().startswith("counterpoint ")


@pytest.mark.parametrize("arguments", [["dance"], [], ["rehearse", "--port", "nine"], ["rehearse", "--port", "0"]])
async def test_a_mistyped_command_is_told_how_it_goes(command: Command, arguments: list[str]) -> None:
    code, errors = await command.run(*arguments)

    assert code == 2
    assert errors.startswith("usage: counterpoint")
    assert "Traceback" not in errors
