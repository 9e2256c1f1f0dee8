"""`counterpoint export`: a debate of the database as a file, from real processes."""

import subprocess
import sys
from pathlib import Path

import pytest

from deliberation.debate import Debate
from storage.sqlite import SqliteStore
from storage.sqlite.connecting.database import open_writing
from storage.sqlite.migrations import migrate
from tests.storage.scene import NO, YES, Scene

pytestmark = pytest.mark.long

ROOT = Path(__file__).parents[2]


def export(folder: Path, *arguments: str) -> "subprocess.CompletedProcess[bytes]":
    """One run of the command in `folder`."""
    return subprocess.run(
        [sys.executable, "-m", "bot.cli", "export", *arguments],
        cwd=folder,
        env={"PYTHONPATH": str(ROOT), "PATH": ""},
        capture_output=True,
        check=False,
        timeout=60,
    )


@pytest.fixture
def debate(tmp_path: Path) -> Debate:
    """A debate about a pool whose first round has closed, in the database of `tmp_path`."""
    db = open_writing(tmp_path / "counterpoint.db")
    migrate(db, tmp_path / "counterpoint.db")
    scene = Scene(db)
    opened = scene.opens("Ban diving")
    scene.says("ann", "> Ban diving\nDiving is why I come.")
    for name in ("ann", "ben", "cid", "dot", "eve"):
        scene.stands(name, 1, NO if name == "ann" else YES)
    scene.closes()
    db.close()
    return opened


def test_a_debate_is_written_by_its_number_its_thread_or_its_title(tmp_path: Path, debate: Debate) -> None:
    by_number = export(tmp_path, str(debate.key.debate), "--format", "letter", "--out", "-")
    by_thread = export(tmp_path, str(debate.thread), "--format", "letter", "--out", "-")
    by_title = export(tmp_path, "the pool", "--format", "letter", "--out", "-")

    assert by_number.stderr == b""
    assert by_number.stdout.decode().endswith("> Ban diving\n\nDiving is why I come.\n")
    assert by_number.stdout == by_thread.stdout == by_title.stdout


@pytest.mark.parametrize("wanted", ["letter", "html", "csv", "json", "polis", "argdown", "aif"])
def test_every_format_is_written_to_a_file_and_twice_the_same(tmp_path: Path, debate: Debate, wanted: str) -> None:
    first = export(tmp_path, "the pool", "--format", wanted, "--out", "one")
    second = export(tmp_path, "the pool", "--format", wanted, "--out", "two")

    assert (first.returncode, second.returncode) == (0, 0), first.stderr
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes() != b""
    assert sorted(path.name for path in tmp_path.iterdir() if path.name.startswith(".")) == []


def test_an_unknown_debate_is_answered_with_those_there_are(tmp_path: Path, debate: Debate) -> None:
    done = export(tmp_path, "The sauna", "--format", "json")

    assert done.returncode == 2
    assert f"{debate.key.debate}  The pool" in done.stderr.decode()


def test_a_database_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    done = export(tmp_path, "The pool", "--format", "json", "--database", "none.db")

    assert done.returncode == 2
    assert done.stderr.decode().startswith("counterpoint export: none.db: there is no such database.")
    assert list(tmp_path.iterdir()) == []


async def test_while_the_bot_runs_it_can_be_written_once_files_were_asked_for(tmp_path: Path, debate: Debate) -> None:
    store = await SqliteStore.open(tmp_path / "counterpoint.db")
    try:
        early = export(tmp_path, "The pool", "--format", "csv", "--out", "-")
        await store.pseudonyms(debate.key)
        late = export(tmp_path, "The pool", "--format", "csv", "--out", "-")
    finally:
        await store.close()

    assert (early.returncode, late.returncode) == (2, 0), late.stderr
    assert b"The bot is running" in early.stderr
    assert late.stdout.startswith(b"participant,point,round,position")


def test_a_folder_that_cannot_be_written_to_is_told(tmp_path: Path, debate: Debate) -> None:
    done = export(tmp_path, "The pool", "--format", "json", "--out", "nowhere/file.json")

    assert done.returncode == 2
    assert (
        done.stderr.decode()
        == "counterpoint export: nowhere/file.json cannot be written (no such file or directory).\n"
    )
