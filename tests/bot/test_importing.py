"""`counterpoint import`: a debate is written down for the bot, or not at all."""

import subprocess
import sys
from pathlib import Path

from deliberation.ids import GuildId
from storage.outgoing import PostKind
from storage.sqlite import SqliteStore

ROOT = Path(__file__).parents[2]
PLACE = ("--server", "11", "--channel", "500", "--by", "770000000000000000")
LETTER = "> Ban diving\n\nDiving is why I come.\n\n> Close on Mondays\n\nWhy Mondays?\n"


def bring(folder: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    """One run of the command in `folder`."""
    return subprocess.run(
        [sys.executable, "-m", "bot.cli", "import", *arguments],
        cwd=folder,
        env={"PYTHONPATH": str(ROOT), "PATH": ""},
        capture_output=True,
        check=False,
        text=True,
        timeout=60,
    )


async def test_a_letters_quotes_become_a_debate_whose_opening_is_owed(tmp_path: Path) -> None:
    (tmp_path / "pool.txt").write_text(LETTER)

    done = bring(tmp_path, "letter", "pool.txt", *PLACE, "--title", "The pool")

    assert done.returncode == 0, done.stderr
    assert '"The pool", is written down with 2 of 2 proposals' in done.stdout
    store = await SqliteStore.open(tmp_path / "counterpoint.db")
    try:
        (debate,) = await store.debates(GuildId(11))
        record = await store.record(debate.key)
        owed = await store.posts_due(debate.opened_at)
    finally:
        await store.close()
    assert [point.claim for point in record.points] == ["Ban diving", "Close on Mondays"]
    assert (debate.title, debate.home, record.stances) == ("The pool", 500, ())
    assert [post.key.kind for post in owed] == [PostKind.OPENING]


async def test_while_the_bot_runs_nothing_is_written_and_the_way_is_told(tmp_path: Path) -> None:
    (tmp_path / "pool.txt").write_text(LETTER)
    store = await SqliteStore.open(tmp_path / "counterpoint.db")
    try:
        done = bring(tmp_path, "letter", "pool.txt", *PLACE)
        debates = await store.debates(GuildId(11))
    finally:
        await store.close()

    assert done.returncode == 2
    assert "/debate import" in done.stderr
    assert debates == ()


def test_what_cannot_be_read_is_told_in_a_sentence_and_makes_no_database(tmp_path: Path) -> None:
    (tmp_path / "chat.txt").write_text("Nobody quotes anybody here.")

    missing = bring(tmp_path, "letter", "none.txt", *PLACE)
    empty = bring(tmp_path, "polis", "chat.txt", *PLACE)

    assert (missing.returncode, empty.returncode) == (2, 2)
    assert missing.stderr == "counterpoint import: none.txt: there is no such file.\n"
    assert "Choose the comments.csv of a Polis export." in empty.stderr
    assert not (tmp_path / "counterpoint.db").exists()
