"""The rehearsal's page: what a browser gets, and what starting it needs."""

import asyncio
import importlib.util
import io
import socket
from argparse import Namespace
from importlib.machinery import ModuleSpec
from pathlib import Path

import aiohttp
import pytest
from simcord.preview import Preview

from bot.rehearsal import main, script
from bot.rehearsal.page import StageClock
from bot.rehearsal.play import Play
from bot.rehearsal.stage import raised
from bot.rehearsal.terminal import Terminal
from bot.rehearsal.transcript import Transcript


def options(**given: object) -> Namespace:
    """Options of the command line."""
    return Namespace(**{"headless": False, "fast": True, "letter": [], "database": None, "port": None} | given)


async def state_of(page: Preview, viewer: str) -> dict[str, object]:
    """What the browser of the member called `viewer` is sent first."""
    base, _, capability = page.url.partition("/#")
    headers = {"X-Simcord-Capability": capability}
    async with aiohttp.ClientSession(headers=headers) as browser:
        async with browser.get(f"{base}/") as index:
            assert index.status == 200
        async with browser.post(f"{base}/api/pages", json={"viewer_id": viewer}) as opened:
            assert opened.status == 200
            return await opened.json()


async def test_the_page_shows_the_thread_to_any_member_and_the_clock_moves_on(tmp_path: Path) -> None:
    told = io.StringIO()
    async with raised(tmp_path / "rehearsal.db") as stage:
        play = Play(stage, Transcript(stage, Terminal(told).line, brief=True))
        few = script.OPENING + script.FIRST_ROUND[:3]
        await play.scenes(few, pause=lambda: asyncio.sleep(0), before_each=lambda: None)
        began = stage.now()
        thread = await stage.thread()
        async with stage.env.preview(thread, viewers=stage.viewers(), layout="channel") as page:
            clock = StageClock(stage)
            await clock.beat(page)
            state = await state_of(page, str(stage.cast["Tobi"].id))
        assert stage.now() > began
        assert stage.env.errors == []
    assert "Reading a bad patch takes me an hour" in str(state)
    assert "Jonas: I reviewed eleven patches" in told.getvalue()


async def test_a_stranger_without_the_addresss_secret_gets_nothing(tmp_path: Path) -> None:
    async with raised(tmp_path / "rehearsal.db") as stage:
        home = stage.channels[script.HOME]
        async with stage.env.preview(home, viewers=stage.viewers(), layout="channel") as page:
            base, _, _ = page.url.partition("/#")
            async with aiohttp.ClientSession() as stranger, stranger.post(f"{base}/api/pages", json={}) as answer:
                assert base.startswith("http://127.0.0.1:")
                assert answer.status == 401


def test_a_port_in_use_is_told_before_anything_is_played(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert main(options(port=port)) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert f"port {port} is in use" in said.err


def test_without_simcord_the_extra_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    find_spec = importlib.util.find_spec

    def hidden(name: str, package: str | None = None) -> ModuleSpec | None:
        return None if name == "simcord" else find_spec(name, package)

    monkeypatch.setattr(importlib.util, "find_spec", hidden)
    assert main(options(headless=True)) == 2
    assert "the extra `rehearse`" in capsys.readouterr().err
