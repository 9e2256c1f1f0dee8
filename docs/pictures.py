"""Takes the pictures of the screens: plays the sample debate with the real bot and photographs each in Chromium.

    uv run --group pictures python docs/pictures.py [--into docs/pictures] [--only NAME …]

Needs Chromium, which this does not install. It writes `screens.md`, the gallery, too. What there is to photograph
stands in `screens.py`; the same words at the same hours make the same pictures.
"""

import argparse
import asyncio
import io
import shutil
import sys
import tempfile
from pathlib import Path

from PIL import Image
from simcord.results import InteractionResult, ResponseMessage

sys.path.insert(0, str(Path(__file__).parents[1]))  # run as a file, Python looks beside it only

from bot.rehearsal.play import Play
from bot.rehearsal.stage import Stage, raised
from bot.rehearsal.transcript import Transcript
from docs.screens import MOMENTS, gallery
from docs.tour import PHONE, Reached, Screen, reach

try:
    from playwright.async_api import Browser, Page, async_playwright
except ImportError:
    sys.exit("The pictures need the package playwright: uv sync --group pictures.")

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
TALL = 6000
"""High enough for any one screen: what is scrolled out of sight cannot be photographed."""
OPENED = 1200
"""How much of a file is shown."""
WINDOW = 900
"""How high a window onto a thread is."""
SHARPNESS = 1.5
COLOURS = 64
"""Enough for a dark page, its text and a chart; 256 make files twice as large."""
LIMIT_BYTES = 120_000
TOTAL_BYTES = 3_000_000
MARGIN = 12
FORM, POST = ".modal-dialog", "#focused-content"
WHOLE = ".modal-dialog, .modal-body { max-height: none !important; overflow: visible !important }"
"""A form as long as it is: what one scrolls to on a phone is shown, too."""
SHOWN = "[...document.querySelectorAll('img')].every(image => image.complete && image.naturalWidth > 0)"
REST = "document.activeElement?.blur()"
BOTTOM = "shown => Math.max(...[...shown.children].map(part => part.getBoundingClientRect().bottom))"


def main() -> int:
    """Take the pictures; the exit code."""
    here = Path(__file__).parent
    parser = argparse.ArgumentParser(description="Take the pictures of the screens.")
    parser.add_argument("--into", type=Path, default=here / "pictures", metavar="FOLDER")
    parser.add_argument("--only", nargs="+", default=[], metavar="NAME", help="photograph these screens alone")
    given = parser.parse_args()
    program = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    if program is None:
        sys.exit(f"The pictures need Chromium: none of {', '.join(BROWSERS)} is installed.")
    given.into.mkdir(parents=True, exist_ok=True)
    asyncio.run(_take(program, given.into, frozenset(given.only)))
    (here / "screens.md").write_text(gallery(), encoding="utf-8")
    sizes = {path.name: path.stat().st_size for path in given.into.glob("*.png")}
    too_large = [name for name, size in sizes.items() if size > LIMIT_BYTES]
    if too_large or sum(sizes.values()) > TOTAL_BYTES:
        sys.exit(f"{sum(sizes.values())} bytes in all; larger than {LIMIT_BYTES}: {', '.join(too_large) or 'none'}.")
    return 0


async def _take(program: str, into: Path, only: frozenset[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        async with async_playwright() as playwright, raised(Path(folder) / "rehearsal.db") as stage:
            browser = await playwright.chromium.launch(executable_path=program, args=list(FLAGS))
            play = Play(stage, Transcript(stage, lambda _line: None, brief=True))
            for moment in MOMENTS:
                await play.scenes(moment.scenes, pause=lambda: asyncio.sleep(0), before_each=lambda: None)
                for screen in moment.screens:
                    reached = await reach(stage, screen)  # also if it is not wanted: others build on it
                    if not only or screen.name in only:
                        picture = await _photograph(stage, browser, screen, reached)
                        (into / f"{screen.name}.png").write_bytes(_small(picture))
            await browser.close()


async def _photograph(stage: Stage, browser: Browser, screen: Screen, reached: Reached) -> bytes:
    """The screen as its viewer has it before them: one message, one form, or a window onto the thread."""
    layout = "channel" if screen.around else "message"
    async with stage.env.preview(reached.place, viewers=[reached.viewer], layout=layout) as preview:
        await preview.show(reached.shown)
        # Its content policy forbids the waiting for pictures; the page shows nothing but our own stage.
        page = await browser.new_page(
            viewport={"width": screen.width, "height": WINDOW if screen.around else TALL},
            device_scale_factor=SHARPNESS if screen.width <= PHONE else 1,
            bypass_csp=True,
        )
        try:
            if screen.opens:
                return await _opened(page, reached.shown, screen.opens)
            await page.goto(preview.url)
            if screen.around:
                return await _window(page, reached.shown.id)
            return await _surface(page, FORM if _is_form(reached.shown) else POST)
        finally:
            await page.close()


async def _opened(page: Page, shown: object, ending: str) -> bytes:
    """The beginning of an attached file, as a browser shows it."""
    assert isinstance(shown, ResponseMessage)
    file = next(file for file in shown.attachments if file.filename.endswith(ending))
    await page.set_viewport_size({"width": PHONE, "height": OPENED})
    await page.set_content((await file.read()).decode())
    await page.wait_for_timeout(300)
    return await page.screenshot()


def _is_form(shown: object) -> bool:
    return isinstance(shown, InteractionResult)


async def _surface(page: Page, selector: str) -> bytes:
    surface = page.locator(selector)
    await surface.wait_for()
    await page.add_style_tag(content=WHOLE)
    await page.wait_for_timeout(400)
    await page.wait_for_function(SHOWN)
    await page.evaluate(REST)  # no frame around whatever the page put the focus on
    box = await surface.bounding_box()
    assert box is not None
    if selector == FORM:
        return await page.screenshot(clip=box)
    bottom = await surface.evaluate(BOTTOM) + MARGIN
    return await page.screenshot(clip={**box, "height": bottom - box["y"]})


async def _window(page: Page, message: int) -> bytes:
    article = page.locator(f'article[data-message-id="{message}"]')
    await article.wait_for()
    await page.wait_for_timeout(400)
    await article.scroll_into_view_if_needed()
    await page.wait_for_timeout(300)
    return await page.locator("#channel-layout").screenshot()


def _small(picture: bytes) -> bytes:
    """The same picture with few colours, as small as PNG makes it."""
    few = Image.open(io.BytesIO(picture)).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    written = io.BytesIO()
    few.save(written, "PNG", optimize=True)
    return written.getvalue()


if __name__ == "__main__":
    sys.exit(main())
