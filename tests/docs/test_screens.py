"""The gallery of screens: no picture without its line, no line without its picture, and each screen still to be had."""

import asyncio
import re
from pathlib import Path

import pytest

from bot.rehearsal.play import Play
from bot.rehearsal.stage import raised
from bot.rehearsal.transcript import Transcript
from docs.screens import MOMENTS, gallery
from docs.tour import reach

DOCS = Path(__file__).parents[2] / "docs"
PICTURE = re.compile(r"!\[([^\]]*)\]\(((?:docs/)?pictures/([\w-]+)\.png)\)")
TOTAL_BYTES = 3_000_000


def test_every_picture_stands_in_the_gallery_and_the_gallery_shows_no_other() -> None:
    shown = [name for _, _, name in PICTURE.findall((DOCS / "screens.md").read_text(encoding="utf-8"))]
    assert sorted(shown) == sorted(path.stem for path in (DOCS / "pictures").glob("*.png"))


def test_the_gallery_is_what_the_list_of_screens_says() -> None:
    assert (DOCS / "screens.md").read_text(encoding="utf-8") == gallery()


def test_every_picture_of_the_readme_is_one_of_a_screen_and_says_what_it_shows() -> None:
    readme = PICTURE.findall((DOCS.parent / "README.md").read_text(encoding="utf-8"))
    assert readme
    names = {screen.name for moment in MOMENTS for screen in moment.screens}
    assert all(line and name in names for line, _, name in readme)


def test_the_pictures_are_small_enough_to_be_kept_with_the_code() -> None:
    assert sum(path.stat().st_size for path in (DOCS / "pictures").glob("*.png")) <= TOTAL_BYTES


@pytest.mark.long
async def test_every_screen_can_be_reached_by_typing_and_pressing(tmp_path: Path) -> None:
    async with raised(tmp_path / "rehearsal.db") as stage:
        play = Play(stage, Transcript(stage, lambda _line: None, brief=True))
        for moment in MOMENTS:
            await play.scenes(moment.scenes, pause=lambda: asyncio.sleep(0), before_each=lambda: None)
            for screen in moment.screens:
                reached = await reach(stage, screen)
                assert reached.viewer is stage.cast[screen.who]
        assert stage.env.errors == []
