"""The rehearsal as somebody meets it: a command that plays a debate, reads letters and ends cleanly."""

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.cli import main
from deliberation.ids import GuildId, Span
from deliberation.record import DebateRecord
from deliberation.statement import StatementKind
from storage.sqlite import SqliteStore

PROJECT = Path(__file__).parents[2]
EXCHANGE = PROJECT / ".." / "shared" / "exchange"
OWN_LETTER = """Hello,

<Label, yes. Close, never.>

So say I.

<The moon is made of rye bread.>

Nobody wrote that here.

<Every pull request says which parts an AI tool wrote>

That is the whole of it.
"""
COMMAND = (sys.executable, "-m", "bot.cli", "rehearse")


def rehearse(*arguments: object, typed: str = "", folder: Path | None = None) -> subprocess.CompletedProcess[str]:
    """`counterpoint rehearse` with `arguments`, while somebody types; temporary files go into `folder`."""
    return subprocess.run(
        [*COMMAND, *map(str, arguments)],
        cwd=PROJECT,
        input=typed,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        env=os.environ | ({} if folder is None else {"TMPDIR": str(folder), "TEMP": str(folder), "TMP": str(folder)}),
    )


@dataclass(frozen=True)
class Played:
    """A rehearsal played to its end."""

    code: int
    transcript: str
    complaints: str
    database: Path

    def said(self, head: str) -> Iterator[str]:
        """What stands in the transcript under each head that ends like `head`."""
        for entry in re.split(r"\n\n(?=\[|— )", self.transcript):
            first, _, rest = entry.partition("\n")
            if first.endswith(head):
                yield rest

    def summaries(self) -> list[str]:
        """The summaries of the rounds, in order."""
        posts = self.said("Counterpoint in the thread “Patches written with AI”:")
        return [post for post in posts if "closed\n" in post]


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Played:
    """The sample debate with a letter of our own, and the real one where it is at hand."""
    folder = tmp_path_factory.mktemp("rehearsal")
    own = folder / "own.txt"
    own.write_text(OWN_LETTER, encoding="utf-8")
    real = EXCHANGE / "second-reaction.txt"
    letters = [own, real] if real.exists() else [own]
    database = folder / "rehearsal.db"
    given = [option for letter in letters for option in ("--letter", letter)]
    done = rehearse("--headless", "--fast", "--database", database, *given)
    return Played(done.returncode, done.stdout, done.stderr, database)


async def record_in(database: Path) -> DebateRecord:
    """The one debate kept in `database`."""
    store = await SqliteStore.open(database)
    try:
        guilds = {cursor.debate.guild for cursor in await store.cursors()}
        assert len(guilds) == 1
        (debate,) = await store.debates(GuildId(guilds.pop()))
        return await store.record(debate.key)
    finally:
        await store.close()


def test_the_debate_is_played_to_its_end_without_a_complaint(played: Played) -> None:
    assert (played.code, played.complaints) == (0, "")


@pytest.mark.parametrize("who", ["Mara", "Jonas", "Priya", "Tobi", "Wen", "Lucía"])
def test_every_member_has_a_say(played: Played, who: str) -> None:
    assert any(played.said(f"{who} in the thread “Patches written with AI”:"))


def test_both_rounds_are_summed_up_with_what_changed(played: Played) -> None:
    first, second = played.summaries()
    assert "Round 1 of 2 closed" in first
    assert "Closed on time." in first
    assert "Round 2 of 2 closed" in second
    assert "Moved closer" in second
    assert "Moved apart" in second
    assert "credit this" in second
    assert "(file: round-2.csv)" in second


def test_the_digest_comes_by_the_clock_and_when_it_is_asked_for(played: Played) -> None:
    by_clock, asked_for = played.said("Counterpoint in #weekly-news:")
    assert "round 1" in by_clock
    assert "round 2" in asked_for


def test_what_one_member_sees_is_told_as_private(played: Played) -> None:
    assert any("Your answers in" in text for text in played.said("Counterpoint, only to Tobi:"))


def test_who_merely_chats_gets_no_answer(played: Played) -> None:
    _, _, after = played.transcript.partition("lol ok this is going to be a long one")
    assert after.split("\n\n")[1].startswith("[Thu 1 Jan 18:25] Priya")


def test_nobody_is_tied_to_an_answer_in_what_everybody_sees(played: Played) -> None:
    names = re.compile("Mara|Jonas|Priya|Tobi|Wen|Lucía")
    for summary in played.summaries():
        counts = [line for line in summary.splitlines() if re.search(r"Yes \d|credit|would say yes", line)]
        assert counts
        assert not any(names.search(line.partition(" this: ")[0]) for line in counts)


def test_a_letter_is_told_with_the_place_of_each_quote(played: Played) -> None:
    _, _, told = played.transcript.partition("— own.txt: 3 pairs of a quote and its answer\n")
    lines = [line.split() for line in told.splitlines()[:9]]
    start = OWN_LETTER.index("Label")
    assert lines[0][:3] == ["1", "quote", f"[{start}:{start + len('Label, yes. Close, never.')}]"]
    assert " ".join(lines[2]).startswith("found in Lucía's message of 1 Jan ")
    assert " ".join(lines[5]) == "found in no earlier message here"
    assert " ".join(lines[8]) == "found in the opening"


async def test_every_quote_of_the_sample_debate_is_found_in_the_end(played: Played) -> None:
    record = await record_in(played.database)
    readers = {head.id for head in record.statements if head.kind is StatementKind.LETTER and head.guest is None}
    merged = {merge.source for merge in record.merges}
    unknown = [
        point
        for point in record.points
        if point.origin == "unverified" and point.number not in merged and point.passage.statement not in readers
    ]
    assert unknown == []


async def test_the_sample_debate_keeps_a_withdrawn_message_and_a_guests_letter(played: Played) -> None:
    record = await record_in(played.database)
    assert [head.withdrawn for head in record.statements].count(True) == 1
    assert [head.guest for head in record.statements if head.guest] == ["Ines Okafor"]
    assert len(record.rounds) == 2


async def test_the_real_letter_is_kept_as_its_ten_pairs(played: Played) -> None:
    if not EXCHANGE.exists():
        pytest.skip("the exchange of letters is not beside the project")
    text = (EXCHANGE / "second-reaction.txt").read_text(encoding="utf-8")
    gold = json.loads((EXCHANGE / "second-reaction.gold.json").read_text(encoding="utf-8"))
    record = await record_in(played.database)
    letter = max(head.id for head in record.statements if head.kind is StatementKind.LETTER)
    answers = [answer for answer in record.counterpoints if answer.passage.statement == letter]
    assert [answer.quote for answer in answers] == [Span(*pair["quote"]) for pair in gold["pairs"]]
    for answer, pair in zip(answers, gold["pairs"], strict=True):
        meant = Span(*pair["response"]).of(text).strip()
        left_over = answer.words.strip().removeprefix(meant).strip()
        allowed = {"", Span(*gold["lead_in"]).of(text).strip(), Span(*gold["closing"]).of(text).strip()}
        assert left_over in allowed, f"pair {pair['n']}"


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (None, "there is no such file"),
        (b"", "empty"),
        (b"a" * 1_000_001, "too large"),
        ("Grüße".encode("latin-1"), "not plain text"),
        (b"PK\x03\x04\x00\x00", "not plain text"),
    ],
    ids=["missing", "empty", "over a megabyte", "not UTF-8", "binary"],
)
def test_a_file_that_is_no_letter_is_told_before_anything_is_played(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes | None, told: str
) -> None:
    letter = tmp_path / "letter.txt"
    if content is not None:
        letter.write_bytes(content)
    assert main(["rehearse", "--headless", "--fast", "--letter", str(letter)]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert told in said.err
    assert said.err.count("\n") == 1
    assert said.err.count(letter.name) == 1


def test_a_visit_tells_the_address_of_each_page_and_leaves_nothing_behind(tmp_path: Path) -> None:
    done = rehearse("--fast", typed="9\n2\nq\n", folder=tmp_path)
    _, refused, rest = done.stdout.partition("There is no 9.\n")
    before, changed, after = rest.partition("The old page has stopped. Open this address instead:\n")
    assert (done.returncode, done.stderr, bool(refused), bool(changed)) == (0, "", True, True)
    assert "http://127.0.0.1:" not in before
    assert "http://127.0.0.1:" in after
    assert "The debate is not kept" in after
    assert list(tmp_path.iterdir()) == []


def test_a_database_that_holds_something_is_left_alone(tmp_path: Path) -> None:
    database = tmp_path / "real.db"
    database.write_bytes(b"somebody's")
    done = rehearse("--headless", "--fast", "--database", database)
    assert (done.returncode, done.stdout) == (2, "")
    assert "exists already" in done.stderr
    assert database.read_bytes() == b"somebody's"


def test_a_folder_that_is_not_there_is_named_and_not_made(tmp_path: Path) -> None:
    folder = tmp_path / "archiv"
    done = rehearse("--headless", "--fast", "--database", folder / "new.db")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        f"counterpoint rehearse: There is no folder {folder} for the database: make it, or name another place.\n"
    )
    assert not folder.exists()


@pytest.fixture
def ctrl_c_is_heeded() -> Iterator[None]:
    """A shell has what it starts in the background ignore Ctrl-C, and whatever that starts in its turn."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("ctrl_c_is_heeded")
@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGINT to send to one process")
def test_an_interrupted_play_ends_in_one_line(tmp_path: Path) -> None:
    command = [*COMMAND, "--headless", "--database", str(tmp_path / "cut.db")]
    with subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as playing:
        assert playing.stdout is not None
        assert playing.stderr is not None
        for line in playing.stdout:
            if "Jonas in the thread" in line:
                break
        playing.send_signal(signal.SIGINT)
        rest = playing.stdout.read()
        complaints = playing.stderr.read()
    assert rest.endswith("Stopped.\n")
    assert complaints == ""
    assert playing.returncode == 130
