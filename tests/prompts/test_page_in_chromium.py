"""The page in a real browser: nothing axe-core finds fault with, on a phone and on a desk, by keyboard and in print."""

import importlib.util
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from deliberation.debate import Attribution
from deliberation.exporting.report import report_of
from deliberation.ids import RoundNumber
from prompts.page import page
from tests.prompts.debates import ZONE, quiet_hours, transcript_of

pytestmark = pytest.mark.long

sync_api = pytest.importorskip("playwright.sync_api", reason="the browser's driver is not installed (group pictures)")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
if CHROMIUM is None:
    pytest.skip("there is no Chromium on this machine", allow_module_level=True)
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Debian's Chromium."""
    with sync_api.sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield launched
        launched.close()


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Where the page of a named debate lies."""
    story = quiet_hours(Attribution.NAMED)
    names = {story.who(name): name.title() for name in ("mia", "noor", "ivo", "tom", "ada", "the opener")}
    path = tmp_path_factory.mktemp("page") / "round-2.html"
    path.write_text(page(report_of(transcript_of(story.record), RoundNumber(2)), names, ZONE), encoding="utf-8")
    return path.as_uri()


def _axe() -> str:
    spec = importlib.util.find_spec("axe_core_python")
    if spec is None or spec.origin is None:
        pytest.skip("axe-core is not installed (group pictures)")
    return (Path(spec.origin).parent / "axe.min.js").read_text(encoding="utf-8")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1200])
def test_axe_finds_nothing(browser: Any, address: str, width: int, scheme: str) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    shown = context.new_page()
    shown.goto(address)
    shown.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    shown.evaluate(_axe())

    found = shown.evaluate("tags => axe.run({runOnly: tags})", TAGS)

    assert [(one["id"], [node["html"][:200] for node in one["nodes"]]) for one in found["violations"]] == []
    assert len(found["passes"]) > 20
    assert shown.evaluate("document.documentElement.scrollWidth") <= width
    context.close()


def test_nothing_is_refused_by_the_pages_own_policy(browser: Any, address: str) -> None:
    shown = browser.new_page()
    said: list[str] = []
    asked: list[str] = []
    shown.on("console", lambda message: said.append(message.text))
    shown.on("request", lambda request: asked.append(request.url))

    shown.goto(address)

    assert said == []
    assert asked == [address]
    shown.close()


def test_without_a_script_everything_is_there_and_nothing_that_does_not_work(browser: Any, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    shown = context.new_page()
    shown.goto(address)

    assert shown.locator("li.answer").count() == shown.locator("li.answer:visible").count() == 6
    assert not shown.locator("#filter").is_visible()
    context.close()


def test_one_point_or_one_person_can_be_picked_by_keyboard(browser: Any, address: str) -> None:
    shown = browser.new_page()
    shown.goto(address)

    shown.locator("#by-point").focus()
    shown.keyboard.press("ArrowDown")
    assert shown.locator("article.top:visible").count() == 1
    assert shown.locator("li.answer:visible").count() == 3

    shown.locator("#by-point").select_option("")
    shown.locator("#by-person").select_option(label="Ivo")
    assert shown.locator("li.answer[data-by]:visible p").all_text_contents()[-2].startswith("Raids could have")
    assert "1" in shown.locator("#shown").text_content()
    shown.close()


def test_the_keyboard_reaches_the_points_first(browser: Any, address: str) -> None:
    shown = browser.new_page()
    shown.goto(address)

    shown.keyboard.press("Tab")

    assert shown.evaluate("document.activeElement.getAttribute('href')") == "#points"
    shown.close()


def test_in_print_the_tables_are_open_and_the_filter_is_gone(browser: Any, address: str) -> None:
    shown = browser.new_page()
    shown.goto(address)
    shown.emulate_media(media="print")

    assert shown.locator("#overview table").is_visible()
    assert not shown.locator("#filter").is_visible()
    assert shown.pdf().startswith(b"%PDF")
    shown.close()
