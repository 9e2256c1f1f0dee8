"""`counterpoint parse` as somebody at a terminal, and a program at the other end of a pipe, meet it."""

import asyncio
import json
import os
import pty
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

PROJECT = Path(__file__).parents[2]
COMMAND = (sys.executable, "-m", "bot.cli", "parse")
SOURCE = "The choir should sing outdoors in June.\r\nOur old hall is far too hot, and the windows stick.\r\n"
REPLY = (
    "Dear choir,\n\n<The choir should sing outdoors in June.>\n\nWhat if it rains?\n\n"
    "> Our old hall is far to hot\n> and the windows stick\nSo is the garden.\n\n<We could sing in the lake.>\n"
)


def parsed(*requests: object) -> list[dict[str, Any]]:
    given = b"".join(one if isinstance(one, bytes) else json.dumps(one).encode() + b"\n" for one in requests)
    done = subprocess.run((*COMMAND, "--jsonl"), input=given, capture_output=True, cwd=PROJECT, timeout=60, check=False)
    assert done.returncode == 0
    assert done.stderr == b""
    return [json.loads(line) for line in done.stdout.splitlines()]


def shown(folder: Path, *arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    (folder / "source.txt").write_bytes(SOURCE.encode())
    (folder / "reply.txt").write_bytes(REPLY.encode())
    return subprocess.run(
        (*COMMAND, *arguments),
        capture_output=True,
        encoding="utf-8",
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(PROJECT), **settings},
        timeout=60,
        check=False,
    )


def test_a_request_is_answered_with_pairs_and_their_sources() -> None:
    request = {"id": "r", "text": REPLY, "sources": [{"id": 41, "text": "Hello."}, {"id": "s", "text": SOURCE}]}

    (answer,) = parsed(request)

    assert list(answer) == ["id", "pairs", "questions"]
    assert answer["id"] == "r"
    first, second, third = answer["pairs"]
    assert first == {
        "quote": [14, 53],
        "syntax": "angle",
        "response": [56, 73],
        "source": {"id": "s", "span": [0, 39], "score": 1.0, "changed": False},
    }
    assert REPLY[slice(*second["quote"])] == "Our old hall is far to hot\n> and the windows stick"
    assert second["syntax"] == "line"
    assert second["source"]["id"] == "s"
    assert SOURCE[slice(*second["source"]["span"])] == "Our old hall is far too hot, and the windows stick"
    assert second["source"]["changed"] is True
    assert 0.9 < second["source"]["score"] < 1
    assert (third["response"], third["source"]) == (None, None)
    assert answer["questions"] == [{"span": [56, 73], "to": "s"}]


def test_a_request_without_sources_is_answered_too() -> None:
    for request in ({"id": 1, "text": "> a b c\nd"}, {"id": 1, "text": "> a b c\nd", "sources": []}):
        assert parsed(request) == [
            {
                "id": 1,
                "pairs": [{"quote": [2, 7], "syntax": "line", "response": [8, 9], "source": None}],
                "questions": [],
            }
        ]


def test_every_way_of_quoting_is_named() -> None:
    text = (
        "<Our old hall is hot>\na\n> the windows stick\nb\nYou say, “the choir should sing outdoors”. c\n>>> in June\nd"
    )

    (answer,) = parsed({"id": 1, "text": text, "sources": [{"id": 1, "text": SOURCE}]})

    assert [pair["syntax"] for pair in answer["pairs"]] == ["angle", "line", "prose", "block"]


def test_points_answered_by_name_are_told_where_points_were_given() -> None:
    text = "- sing outdoors: yes!\n- a new hall: no."
    points = [{"id": 7, "claim": "A new hall"}, {"id": 8, "claim": "Sing outdoors"}]

    given, none_of_them, without = parsed(
        {"id": 1, "text": text, "points": points}, {"id": 2, "text": "Hm.", "points": points}, {"id": 3, "text": text}
    )

    assert given["named"] == [
        {"point": 8, "name": [2, 15], "response": [17, 21]},
        {"point": 7, "name": [24, 34], "response": [36, 39]},
    ]
    assert none_of_them["named"] == []
    assert "named" not in without


def test_places_are_counted_in_characters_of_the_text_as_given() -> None:
    text = "\ufeff🙂\r\n> 🙂 our old hall\0 is hot 🙂\r\nyes 🙂"

    (answer,) = parsed({"id": 1, "text": text, "sources": [{"id": 1, "text": "🙂🙂 " + SOURCE}]})

    (pair,) = answer["pairs"]
    assert text[slice(*pair["quote"])] == "🙂 our old hall\0 is hot 🙂"
    assert text[slice(*pair["response"])] == "yes 🙂"


@pytest.mark.parametrize(
    ("line", "number"),
    [
        (b"no json\n", None),
        (b"[1]\n", None),
        (b'{"id": 1e999, "text": "a"}\n', None),
        (b'{"id": NaN, "text": "a"}\n', None),
        (b'{"id": 3, "text": "> a b c\\nd", "sources": [{"id": -1e999, "text": "a b c"}]}\n', None),
        (b"\xff\n", None),
        (b'{"id": 3}\n', 3),
        (b'{"id": 3, "text": 4}\n', 3),
        (b'{"id": 3, "text": "a", "sources": "b"}\n', 3),
        (b'{"id": 3, "text": "a", "sources": [{"text": "b"}]}\n', 3),
        (b'{"id": 3, "text": "a", "sources": [["b"]]}\n', 3),
        (b'{"id": 3, "text": "a", "sources": [{"id": 1, "text": null}]}\n', 3),
        (b'{"id": 3, "text": "a", "points": [{"id": 1, "text": "b"}]}\n', 3),
        (b'{"id": 3, "text": "a", "reply_to": 1}\n', 3),
    ],
)
def test_a_wrong_request_is_told_and_the_stream_goes_on(line: bytes, number: int | None) -> None:
    wrong, right = parsed(line, {"id": 4, "text": "> a\nb"})

    assert wrong.keys() == {"id", "error"}
    assert wrong["id"] == number
    assert wrong["error"].endswith(".")
    assert len(right["pairs"]) == 1


def test_a_reply_to_one_statement_is_looked_for_there_first() -> None:
    sources = [{"id": "a", "text": SOURCE}, {"id": "b", "text": "I repeat: the windows stick."}]

    latest, first = parsed(
        {"id": 1, "text": "> the windows stick\nYes.", "sources": sources},
        {"id": 2, "text": "> the windows stick\nYes.", "sources": sources, "reply_to": "a"},
    )

    assert latest["pairs"][0]["source"]["id"] == "b"
    assert first["pairs"][0]["source"]["id"] == "a"


async def test_an_answer_comes_before_the_next_request() -> None:
    process = await asyncio.create_subprocess_exec(
        *COMMAND, "--jsonl", cwd=PROJECT, stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE
    )
    assert process.stdin is not None
    assert process.stdout is not None

    process.stdin.write(b'{"id": 1, "text": "> a\\nb"}\n')
    await process.stdin.drain()
    answer = await asyncio.wait_for(process.stdout.readline(), 30)
    process.stdin.close()

    assert json.loads(answer)["id"] == 1
    assert await asyncio.wait_for(process.wait(), 30) == 0


def test_a_person_reads_quotes_places_and_answers(tmp_path: Path) -> None:
    done = shown(tmp_path, "reply.txt", "--source", "source.txt")

    assert done.returncode == 0
    assert done.stdout == (
        "  1  │ The choir should sing outdoors in June.\n"
        "     source.txt, line 1\n"
        "     What if it rains?\n"
        "\n"
        "  2  │ Our old hall is far to hot\n"
        "     │ and the windows stick\n"
        "     source.txt, line 2, quoted with changes; there it says:\n"
        "     │ Our old hall is far too hot, and the windows stick\n"
        "     So is the garden.\n"
        "\n"
        "  3  │ We could sing in the lake.\n"
        "     found in no source\n"
        "     Nothing is said to it.\n"
    )


def test_a_program_reads_one_reply_as_json(tmp_path: Path) -> None:
    answer = json.loads(shown(tmp_path, "reply.txt", "--source", "source.txt", "--json").stdout)

    assert answer["id"] == "reply.txt"
    assert [pair["source"] and pair["source"]["id"] for pair in answer["pairs"]] == ["source.txt", "source.txt", None]
    assert answer["pairs"][0]["quote"] == [14, 53]


def test_a_text_that_quotes_nothing_is_said_to(tmp_path: Path) -> None:
    (tmp_path / "plain.txt").write_text("lol", encoding="utf-8")

    assert shown(tmp_path, "plain.txt").stdout == "Nothing is quoted.\n"


def test_what_is_quoted_cannot_write_to_the_terminal(tmp_path: Path) -> None:
    (tmp_path / "rude.txt").write_text("> \x1b[2Jgone \x07\nred \x9b31m", encoding="utf-8")

    told = shown(tmp_path, "rude.txt").stdout

    assert "\x1b" not in told
    assert "\x07" not in told
    assert "\x9b" not in told


@pytest.mark.skipif(sys.platform == "win32", reason="terminals as on POSIX")
@pytest.mark.parametrize(("settings", "coloured"), [({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)])
def test_colours_are_for_terminals_that_want_them(tmp_path: Path, settings: dict[str, str], coloured: bool) -> None:
    (tmp_path / "reply.txt").write_text(REPLY, encoding="utf-8")
    kept = {name: value for name, value in os.environ.items() if name != "NO_COLOR"}
    ours, theirs = pty.openpty()

    done = subprocess.run(
        (*COMMAND, "reply.txt"),
        cwd=tmp_path,
        stdout=theirs,
        env={**kept, "PYTHONPATH": str(PROJECT), "TERM": "xterm", **settings},
        timeout=60,
        check=False,
    )
    told = os.read(ours, 65_536)
    os.close(ours)
    os.close(theirs)

    assert done.returncode == 0
    assert b"sing outdoors" in told
    assert (b"\x1b[" in told) is coloured


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (["nowhere.txt"], "nowhere.txt: there is no such file."),
        (["."], "cannot be read"),
        (["reply.txt", "--source", "nowhere.txt"], "nowhere.txt: there is no such file."),
        (["reply.txt", "--source", "picture.png"], "picture.png is not a text in UTF-8."),
    ],
)
def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, arguments: list[str], why: str) -> None:
    (tmp_path / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n\0\0")

    done = shown(tmp_path, *arguments)

    assert done.returncode == 2
    assert done.stdout == ""
    assert why in done.stderr
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="a shell as on POSIX")
def test_a_reader_that_goes_away_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "reply.txt").write_text("> a b c\nd\n\n" * 20_000, encoding="utf-8")

    for command in (f"{' '.join(COMMAND)} {tmp_path / 'reply.txt'}", f"yes '{{}}' | {' '.join(COMMAND)} --jsonl"):
        done = subprocess.run(f"{command} | head -n 1", shell=True, capture_output=True, cwd=PROJECT, check=False)

        assert done.stdout.count(b"\n") == 1
        assert b"Traceback" not in done.stderr
        assert b"Exception" not in done.stderr
