"""Takes the README's pictures: plays the rehearsal and photographs its page.

    uv run python docs/pictures.py [--into docs/pictures] [--width 960]

Needs Chromium and the package `playwright`; neither is installed by this script.
"""

import argparse
import asyncio
import shutil
import sys
import tempfile
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from simcord.builders import ChannelHandle

from bot.rehearsal import script
from bot.rehearsal.acts import Scene
from bot.rehearsal.play import Play
from bot.rehearsal.stage import Stage, raised
from bot.rehearsal.transcript import Transcript
from storage.outgoing import PostKey, PostKind

try:
    from playwright.async_api import Browser, Page, async_playwright, expect
except ImportError:
    sys.exit("The pictures need the package playwright: uv pip install playwright.")

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
TALL = 12000
"""High enough for any one post: what is scrolled out of sight cannot be photographed."""
PAGE_HEIGHT = 900
LIMIT_BYTES = 300_000
CHARTS_SHOWN = "[...document.querySelectorAll('article img')].every(image => image.complete && image.naturalWidth > 0)"
VISITOR = "Tobi"


def main() -> int:
    """Take all pictures; the exit code."""
    parser = argparse.ArgumentParser(description="Take the README's pictures.")
    parser.add_argument("--into", type=Path, default=Path(__file__).parent / "pictures", metavar="FOLDER")
    parser.add_argument("--width", type=int, default=960, metavar="PIXELS")
    given = parser.parse_args()
    program = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    if program is None:
        sys.exit(f"The pictures need Chromium: none of {', '.join(BROWSERS)} is installed.")
    given.into.mkdir(parents=True, exist_ok=True)
    asyncio.run(_take(program, given.into, given.width))
    too_large = [path.name for path in given.into.glob("*.png") if path.stat().st_size > LIMIT_BYTES]
    if too_large:
        sys.exit(f"Larger than {LIMIT_BYTES} bytes: {', '.join(too_large)}.")
    return 0


async def _take(program: str, into: Path, width: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        async with (
            async_playwright() as playwright,
            raised(Path(folder) / "rehearsal.db") as stage,
        ):
            browser = await playwright.chromium.launch(executable_path=program, args=list(FLAGS))
            photographer = _Photographer(stage, browser, into, width)
            play = Play(stage, Transcript(stage, lambda _line: None, brief=True))
            await _scenes(play, script.OPENING + script.FIRST_ROUND + script.SECOND_ROUND_BEGINS)
            await photographer.during_the_round()
            await _scenes(play, script.SECOND_ROUND_ENDS)
            await photographer.afterwards()
            await browser.close()


async def _scenes(play: Play, scenes: Sequence[Scene]) -> None:
    await play.scenes(scenes, pause=lambda: asyncio.sleep(0), before_each=lambda: None)


class _Photographer:
    def __init__(self, stage: Stage, browser: Browser, into: Path, width: int) -> None:
        self._stage = stage
        self._browser = browser
        self._into = into
        self._width = width

    async def during_the_round(self) -> None:
        """The page as a visitor finds it, the board, a card, and the ballot that "Take part" opens."""
        board = await self._message(PostKind.BOARD, 2)
        letters = [head.id for head in (await self._stage.record()).statements if head.guest is None and head.answers]
        cards = [await self._message(PostKind.CARD, 0, subject=letter) for letter in letters]
        thread = await self._stage.thread()
        async with self._page(thread, PAGE_HEIGHT) as page:
            shown = next(card for card in reversed(cards) if card is not None)
            await page.locator(f'article[data-message-id="{shown}"]').scroll_into_view_if_needed()
            await page.wait_for_timeout(300)
            await page.screenshot(path=self._into / "thread.png")
        async with self._page(thread, TALL) as page:
            await self._post(page, board, "board")
            await self._post(page, next(card for card in cards if card is not None), "card")
            await page.locator(f'article[data-message-id="{board}"]').get_by_role("button", name="Take part").click()
            await self._ballot(page)

    async def _ballot(self, page: Page) -> None:
        """The ballot, at a claim where the other side is heard if there is one."""
        ballot = page.locator("article.channel-message", has_text="Your view on:").last
        await ballot.wait_for()
        for _ in script.OPENING_CLAIMS:
            shown = await ballot.inner_text()
            if "on the other side" in shown:
                break
            await ballot.get_by_role("button", name="Skip").click()
            await expect(ballot).not_to_have_text(shown, use_inner_text=True)
            await page.wait_for_timeout(300)
        await page.mouse.move(0, 0)
        await page.locator("#channel-timeline").evaluate("list => list.scrollTo(0, list.scrollHeight)")
        await ballot.screenshot(path=self._into / "ballot.png")

    async def afterwards(self) -> None:
        """The summary of the second round, and the digest."""
        async with self._page(await self._stage.thread(), TALL) as page:
            await page.wait_for_function(CHARTS_SHOWN)
            await self._post(page, await self._message(PostKind.SUMMARY, 2), "summary")
        async with self._page(self._stage.channels[script.NEWS], TALL) as page:
            await page.locator("article.channel-message").last.screenshot(path=self._into / "digest.png")

    @asynccontextmanager
    async def _page(self, place: ChannelHandle, height: int) -> AsyncGenerator[Page]:
        viewers = [self._stage.cast[VISITOR]]
        async with self._stage.env.preview(place, viewers=viewers, layout="channel") as preview:
            # Its content policy forbids the waiting for pictures; the page shows nothing but our own stage.
            page = await self._browser.new_page(viewport={"width": self._width, "height": height}, bypass_csp=True)
            await page.goto(preview.url)
            await page.locator("article.channel-message").first.wait_for()
            await page.wait_for_timeout(500)
            try:
                yield page
            finally:
                await page.close()

    async def _post(self, page: Page, message: int | None, name: str) -> None:
        await page.locator(f'article[data-message-id="{message}"]').screenshot(path=self._into / f"{name}.png")

    async def _message(self, kind: PostKind, generation: int, *, subject: int | None = None) -> int | None:
        debate = await self._stage.debate()
        of = debate.key.debate if subject is None else subject
        post = await self._stage.bot.store.post(PostKey(self._stage.guild_id, kind, of, generation))
        return post.message if post is not None else None


if __name__ == "__main__":
    sys.exit(main())
