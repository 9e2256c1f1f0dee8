"""What must hold of everything the bot sends, keeps and hands over, whatever was typed."""

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from html.parser import HTMLParser
from typing import Any

from simcord.components import walk_components

from tests.nobody.client import Shown, shown
from tests.nobody.texts import SIGN

TEXT = 10
OURS = frozenset({"bold", "italic", "quote", "list", "small"})
"""The styles in which the bot shows somebody's words."""
MEMBER = re.compile(r"@!?\d+|#\d+")
MOMENT = re.compile(r"t:\d{9,}:[FDR]")
GO = re.compile(r"https://discord\.com/(channels/\d{15,}/\d{15,}(/\d{15,})?|api/\S+|developers/\S+)")
TURNING = re.compile("[\u202a-\u202e\u2066\u2067\u200e\u200f\u061c]")
CONTROLS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
PILED = re.compile("[\u0300-\u036f]{4}")
COMPUTED = str(1234567 * 3)
DOUBLE = re.compile("[\"“”„‟«»＂]|''")
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
_BLANK = ("\t", "\r", "\n")
"""What some take away from before a formula, at the beginning of a whole cell."""
_NUMBER = re.compile(r"-?\d+(\.\d+)?")


def of_message(body: Mapping[str, Any]) -> Iterator[str]:
    """What is wrong with a message or a form."""
    for text in _texts(body):
        yield from of_markdown(text)
    for label in _labels(body):
        if TURNING.search(label) or CONTROLS.search(label) or PILED.search(label):
            yield f"a label with letters that are obeyed: {label!r}"
    name = body.get("name")
    if isinstance(name, str) and (TURNING.search(name) or CONTROLS.search(name) or not name.strip()):
        yield f"a thread's name: {name!r}"


def of_markdown(text: str) -> Iterator[str]:
    """What is wrong with a text in Discord's markdown."""
    if _as_typed(text):  # in a block of code, where nothing is read
        if len(shown(text).runs) > 1 or shown(text).calls:
            yield f"a block that ends too early: {text!r}"
        return
    seen = shown(text)
    yield from _calls(seen)
    yield from _leads(seen)
    for run in seen.runs:
        if SIGN in run.text.lower() and not run.styles <= OURS:
            yield f"in {sorted(run.styles)}: {run.text!r}"
    if found := TURNING.search(text) or CONTROLS.search(text) or PILED.search(text):
        yield f"{found.group()!r} in {text!r}"
    if COMPUTED in text:
        yield f"a template was computed: {text!r}"
    yield from _quoted(seen)


def of_file(name: str, data: bytes) -> Iterator[str]:
    """What is wrong with a file."""
    if name.endswith(".zip"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for inner in archive.namelist():
                yield from of_file(inner, archive.read(inner))
        return
    if name.endswith(".csv"):
        yield from (f"{name}: {wrong}" for wrong in of_sheet(data.decode()))
    elif name.endswith(".html"):
        yield from (f"{name}: {wrong}" for wrong in of_page(data.decode()))
    elif name.endswith(".json"):
        json.loads(data.decode())
    if COMPUTED.encode() in data:
        yield f"{name}: a template was computed"


def of_sheet(text: str) -> Iterator[str]:
    """Cells that a spreadsheet would compute, whichever sign it takes for the end of a cell."""
    for delimiter in (",", ";", "\t"):
        quoting = csv.QUOTE_MINIMAL if delimiter == "," else csv.QUOTE_NONE
        lines = io.StringIO(text, newline="") if delimiter == "," else re.split("\r\n|\r|\n", text)
        for row in csv.reader(lines, delimiter=delimiter, quoting=quoting):
            for cell in row:
                computed = cell.lstrip(' "\t').startswith(_FORMULA) and not _NUMBER.fullmatch(cell)
                if computed or (delimiter == "," and cell.startswith(_BLANK)):
                    yield f"a formula, where {delimiter!r} ends a cell: {cell[:80]!r}"


def of_page(text: str) -> Iterator[str]:
    """Elements and attributes on a page that somebody's words made."""
    reader = _Page()
    reader.feed(text)
    reader.close()
    yield from reader.wrong


def _texts(body: Mapping[str, Any]) -> Iterable[str]:
    if isinstance(body.get("content"), str):
        yield body["content"]
    for part in walk_components(body.get("components") or []):
        if part.get("type") == TEXT and isinstance(part.get("content"), str):
            yield part["content"]


def _labels(body: Mapping[str, Any]) -> Iterator[str]:
    for part in walk_components(body.get("components") or []):
        named = [part, *(part.get("options") or ())]
        for one in named:
            yield from (one[key] for key in ("label", "description", "placeholder") if isinstance(one.get(key), str))
    if isinstance(body.get("title"), str):
        yield body["title"]


def _as_typed(text: str) -> bool:
    return text.startswith("```\n") and text.endswith("\n```")


def _calls(seen: Shown) -> Iterator[str]:
    for call in seen.calls:
        if not (MEMBER.fullmatch(call) or MOMENT.fullmatch(call)):
            yield f"calls {call!r}: {seen.text!r}"


def _leads(seen: Shown) -> Iterator[str]:
    for lead in seen.leads:
        if lead.label != lead.url and (SIGN in lead.label or not GO.fullmatch(lead.url)):
            yield f"{lead.label!r} leads to {lead.url!r}"


def _quoted(seen: Shown) -> Iterator[str]:
    """Words between our quotation marks that seem to end before they do; all of these begin so."""
    for line in seen.text.splitlines():
        for found in re.finditer(rf'"Fine\.(.*?){SIGN}(forged|more|last|wide)', line):
            if DOUBLE.search(found[1]):
                yield f"words that seem to end before they do: {line!r}"


_ELEMENTS = """html head meta title style script body header main footer nav section article div span p h1 h2 h3 h4 h5
h6 a ul ol li dl dt dd table thead tbody tfoot tr th td caption blockquote q cite time form label select option output
button strong em b i small br hr svg g rect text line path desc figure figcaption details summary noscript abbr
colgroup col circle defs pattern tspan input fieldset legend sup sub s del ins code pre wbr"""
"""What a page is made of."""


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.wrong: list[str] = []
        self._open: list[str] = []
        self._known = frozenset(_ELEMENTS.split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._open.append(tag)
        if tag not in self._known:
            self.wrong.append(f"an element <{tag}>")
        for name, value in attrs:
            if name.startswith("on") or name in {"srcdoc", "formaction", "xlink:href", "style"} or SIGN in name:
                self.wrong.append(f"an attribute {name}={value!r}")
            if name in {"href", "src", "action"} and not re.match(
                r"https://discord\.com/channels/|#|data:image", value or ""
            ):
                self.wrong.append(f"leads to {value!r}")

    def handle_comment(self, data: str) -> None:
        if SIGN in data:
            self.wrong.append(f"a comment {data!r}")

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1] in ("script", "style") and SIGN in data:
            self.wrong.append(f"words in <{self._open[-1]}>: {data!r}")
        if TURNING.search(data) or PILED.search(data):
            self.wrong.append(f"letters that are obeyed: {data!r}")

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop() != tag:
            pass
