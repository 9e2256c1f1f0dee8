"""`counterpoint suggest --jsonl` as a program at the other end of a pipe meets it."""

import asyncio
import json
import subprocess
import sys
from pathlib import Path

COMMAND = (sys.executable, "-m", "bot.cli", "suggest", "--jsonl")
PROJECT = Path(__file__).parents[2]


def answers(given: bytes) -> list[dict[str, object]]:
    done = subprocess.run(COMMAND, input=given, capture_output=True, cwd=PROJECT, timeout=60, check=False)
    assert done.returncode == 0
    assert done.stderr == b""
    return [json.loads(line) for line in done.stdout.splitlines()]


def request(reply: object, **more: object) -> bytes:
    return json.dumps({"id": 7, "parent": "Cats belong indoors.", "reply": reply, **more}).encode() + b"\n"


def test_each_request_is_answered_in_its_own_line() -> None:
    first, second = answers(request("I disagree, mine is happy outside.") + request("Mine is grey.", id="b"))

    assert first == {"id": 7, "position": "disagree", "confidence": 0.95, "cues": [[0, 10]]}
    assert second == {"id": "b", "position": None, "confidence": 0.0, "cues": []}


def test_places_are_counted_in_characters() -> None:
    (answer,) = answers(request("🙂🙂 I agree."))

    assert answer["cues"] == [[3, 10]]


def test_each_wrong_line_is_told_and_the_stream_goes_on() -> None:
    lines = (
        (b"no json\n", None),
        (b"[1, 2]\n", None),
        (b'{"id": NaN, "parent": "", "reply": ""}\n', None),
        (b"\xff\xfe\n", None),
        (b"[" * 100_000 + b"\n", None),
        (b'{"id": 3, "parent": "a"}\n', 3),
        (b'{"id": 3, "parent": null, "reply": "a"}\n', 3),
        (b'{"id": 3, "parent": "a", "reply": ["b"]}\n', 3),
    )
    told = answers(b"".join(line + request("I agree.") for line, _ in lines))

    assert [one["position"] for one in told[1::2]] == ["agree"] * len(lines)
    assert [one["id"] for one in told[::2]] == [number for _, number in lines]
    for wrong in told[::2]:
        assert wrong.keys() == {"id", "error"}
        assert wrong["error"]


def test_blank_lines_and_no_lines_are_answered_by_nothing() -> None:
    assert answers(b"\n  \n") == []


async def test_an_answer_comes_before_the_next_request() -> None:
    process = await asyncio.create_subprocess_exec(
        *COMMAND, cwd=PROJECT, stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE
    )
    assert process.stdin is not None
    assert process.stdout is not None

    process.stdin.write(request("I agree."))
    await process.stdin.drain()
    answer = await asyncio.wait_for(process.stdout.readline(), 30)
    process.stdin.close()

    assert json.loads(answer)["position"] == "agree"
    assert await asyncio.wait_for(process.wait(), 30) == 0


async def test_a_reader_that_goes_away_is_no_error() -> None:
    process = await asyncio.create_subprocess_exec(
        "sh", "-c", f"yes '{request('I agree.').decode().strip()}' | {' '.join(COMMAND)} | head -n 2",
        cwd=PROJECT, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    told, errors = await asyncio.wait_for(process.communicate(), 60)

    assert len(told.splitlines()) == 2
    assert b"Traceback" not in errors
    assert b"Exception" not in errors
