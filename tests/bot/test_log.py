"""The log: an event a line with stable keys, and nothing in it that a member wrote."""

import asyncio
import io
import json
import logging
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import discord
import pytest

from bot.log import EventFormatter, EventHandler, JsonFormatter, configure, facts, log_faults_of
from storage.sqlite.words import WORDS

PROJECT = Path(__file__).parents[2]
SECRET = "quincunxial words of a member"
TOKEN = "MTE0.not-a-real-one.abcdefg"
Logged = Callable[[], str]


@pytest.fixture(params=["text", "json"])
def logged(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Logged]:
    """What the log of a process holds by now, in either form, at the usual level."""
    root, told = logging.getLogger(), threading.excepthook
    before, level = root.handlers[:], root.level
    errors = io.StringIO()
    monkeypatch.setattr(sys, "stderr", errors)
    configure("INFO", secrets=(TOKEN,), form=request.param)
    yield errors.getvalue
    root.handlers[:] = before
    root.setLevel(level)
    logging.captureWarnings(False)
    threading.excepthook = told


def fail_with_words() -> None:
    try:
        raise KeyError(SECRET)
    except KeyError as error:
        raise ValueError(f"cannot read {SECRET!r}") from error


def test_an_exception_is_told_by_its_kinds_and_its_way_not_by_its_words(logged: Logged) -> None:
    try:
        fail_with_words()
    except ValueError:
        logging.getLogger("bot.ticking").exception("step failed", extra=facts(step="close"))

    said = logged()
    assert SECRET not in said
    for told in ("step failed", "ValueError", "KeyError", "fail_with_words", "test_log.py"):
        assert told in said


def test_what_an_exception_says_of_itself_and_of_others_is_not_told(logged: Logged) -> None:
    try:
        error = ExceptionGroup(SECRET, [ValueError(SECRET), RuntimeError(SECRET)])
        error.add_note(SECRET)
        raise error
    except ExceptionGroup:
        logging.getLogger("cogs.errors").exception("failed")

    said = logged()
    assert SECRET not in said
    assert "RuntimeError" in said


def test_codes_of_the_database_and_of_the_system_are_told(logged: Logged) -> None:
    for fail in (Path("/nowhere/at/all").read_text, lambda: sqlite3.connect(":memory:").execute(f"'{SECRET}")):
        try:
            fail()
        except (OSError, sqlite3.Error):
            logging.getLogger("storage").exception("failed")

    said = logged()
    assert SECRET not in said
    assert "FileNotFoundError 2" in said
    assert "OperationalError SQLITE_ERROR" in said


def test_a_librarys_line_tells_kinds_in_place_of_what_objects_say(logged: Logged) -> None:
    """As discord.py writes when a press fails: the button's label may be a member's claim."""

    class View(discord.ui.LayoutView):
        """A view with a claim on its button."""

    button: discord.ui.Button[View] = discord.ui.Button(label=SECRET)
    library = logging.getLogger("discord.ui.view")
    library.error("Ignoring exception in view %r for item %r", View, button, exc_info=ValueError(SECRET))
    library.warning("We are being rate limited. %s %s responded with 429. Retrying in %.2f.", "GET", "/x", 0.5)

    said = logged()
    assert SECRET not in said
    assert "<Button>" in said
    assert "GET /x responded with 429. Retrying in 0.50." in said


async def test_a_fault_that_nobody_waited_for_is_an_event_like_any_other(logged: Logged) -> None:
    loop = asyncio.get_running_loop()
    log_faults_of(loop)

    async def fail(words: str) -> None:
        raise ValueError(words)

    loop.call_soon(lambda words: fail_with_words(), SECRET)
    task = asyncio.create_task(fail(SECRET))
    await asyncio.wait({task})
    del task
    await asyncio.sleep(0)
    ended = threading.Thread(target=fail_with_words, name="counterpoint-writer")
    ended.start()
    ended.join()

    said = logged()
    assert SECRET not in said
    assert said.count("fault that nobody waited for") == 2
    assert "thread ended" in said


def test_a_line_that_cannot_be_written_is_told_without_its_words(logged: Logged) -> None:
    unwritable = logging.LogRecord("bot", logging.INFO, "", 1, "%s and %d", (SECRET, SECRET), None)
    (ours,) = (handler for handler in logging.getLogger().handlers if isinstance(handler, EventHandler))
    ours.handle(unwritable)
    logging.getLogger("bot").info("after it")

    said = logged()
    assert SECRET not in said
    assert "log line lost" in said
    assert "after it" in said


def test_at_the_level_for_finding_faults_an_exception_says_all_but_the_token() -> None:
    record = logging.LogRecord("bot", logging.ERROR, "", 1, "failed", (), None)
    try:
        raise ValueError(f"{SECRET} {TOKEN}")
    except ValueError as error:
        record.exc_info = (type(error), error, error.__traceback__)

    said = EventFormatter((TOKEN,), words=True).format(record)
    assert SECRET in said
    assert TOKEN not in said


def test_each_event_is_one_json_object_with_the_same_keys() -> None:
    record = logging.makeLogRecord(
        {
            "name": "bot.dispatcher",
            "levelname": "INFO",
            "msg": "post sent",
            **facts(kind="board", server=2**60, part=3, adopted=False, message=None, why='a "word"\nand a line'),
        }
    )
    line = JsonFormatter((TOKEN,)).format(record)

    assert "\n" not in line
    told = json.loads(line)
    assert told.pop("at").endswith("+00:00")
    assert told == {
        "level": "info",
        "where": "bot.dispatcher",
        "event": "post sent",
        "kind": "board",
        "server": str(2**60),
        "part": 3,
        "adopted": False,
        "message": None,
        "why": 'a "word"\nand a line',
    }


PLAY = """
import sys
from bot.log import configure
configure("INFO", form="json")
from bot.cli import main
sys.exit(main(["rehearse", "--headless", "--fast", "--database", sys.argv[1]]))
"""


@pytest.mark.long
def test_a_whole_debate_leaves_no_members_words_in_the_log(tmp_path: Path) -> None:
    database = tmp_path / "rehearsal.db"
    played = subprocess.run(
        [sys.executable, "-c", PLAY, str(database)],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    with sqlite3.connect(database) as db:
        words = {
            line.strip()
            for column in WORDS
            if column.table not in ("said", "outbox", "outbox_file")
            for (text,) in db.execute(f'SELECT "{column.column}" FROM "{column.table}"')
            if text
            for line in str(text).splitlines()
        }
    pieces = {" ".join(line.split()[at : at + 4]) for line in words for at in range(max(1, len(line.split()) - 3))}
    marked = {piece for piece in pieces if len(piece) > 8}
    events = [json.loads(line) for line in played.stderr.splitlines()]

    assert len(marked) > 500
    assert {"ready", "post sent", "round closed"} <= {event["event"] for event in events}
    assert not [piece for piece in marked if piece.casefold() in played.stderr.casefold()]
    assert all({"at", "level", "where", "event"} <= event.keys() for event in events)


def test_what_a_terminal_would_obey_is_written_out() -> None:
    record = logging.LogRecord("bot.test", logging.INFO, "", 0, "sent", None, None)
    record.__dict__.update(facts(why="red\x1b[31m \x9b2J\x07"))

    assert EventFormatter().format(record).endswith(r'why="red\x1b[31m \x9b2J\x07"')
