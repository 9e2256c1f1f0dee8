"""What a Discord client shows of a message's markdown: which words stand in which style, whom it calls, where it leads.

An oracle for tests, written from how Discord's client reads markdown (its rules are those of simple-markdown with a few
of its own), not from how `prompts/words.py` escapes. Where clients differ, the one that reads more marks is meant.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_ESCAPED = re.compile(r"\\([^0-9A-Za-z\s])")
_FENCE = re.compile(r"```(?:[a-zA-Z0-9_+\-.#]*\n)?\n*([^\n].*?)\n*```", re.DOTALL)
_CODE = re.compile(r"(`+)(.*?[^`])\1(?!`)", re.DOTALL)
_CALLS = re.compile(
    r"(?P<everyone>@everyone|@here)|<(?P<role>@&\d+)>|<(?P<user>@!?\d+)>|<(?P<channel>#\d+)>"
    r"|<(?P<emoji>a?:\w{2,32}:\d{1,20})>|<(?P<moment>t:-?\d{1,17}(?::[tTdDfFRsS])?)>"
    r"|<(?P<command>/[^:<>\n]{1,100}:\d{1,20})>|<(?P<place>id:\w+(?::\d+)?)>"
)
_MASKED = re.compile(
    r"\[((?:\\.|\[[^\]]*\]|[^\[\]\\])*)\]\(\s*<?((?:https?|discord)://[^\s<>)]*)>?(?:\s+['\"].*?['\"])?\s*\)",
    re.DOTALL | re.IGNORECASE,
)
_BARE = re.compile(r"<((?:https?|discord)://[^\s<>]+)>|(https?://[^\s<]+[^<.,:;\"'\]\s])", re.IGNORECASE)
_STYLES = (
    ("spoiler", re.compile(r"\|\|(.+?)\|\|", re.DOTALL)),
    ("bold", re.compile(r"\*\*((?:\\.|[^\\])+?)\*\*(?!\*)", re.DOTALL)),
    ("underline", re.compile(r"__((?:\\.|[^\\])+?)__(?!_)", re.DOTALL)),
    ("strike", re.compile(r"~~((?:\\.|[^\\])+?)~~", re.DOTALL)),
    ("italic", re.compile(r"\*(?=\S)((?:\*\*|\\.|[^\\*])+?)\*(?!\*)", re.DOTALL)),
    ("italic", re.compile(r"_((?:__|\\.|[^\\_])+?)_(?![0-9A-Za-z])", re.DOTALL)),
)
_LINES = (
    ("heading", re.compile(r" *#{1,3} +(.+?)(?:\n|$)")),
    ("small", re.compile(r" *-# +(.+?)(?:\n|$)")),
    ("list", re.compile(r" *(?:[-*+]|\d{1,10}[.)]) +(.+?)(?:\n|$)")),
)
_QUOTE = re.compile(r"(?: *>>> ?([\s\S]+)$)|((?: *> [^\n]*(?:\n|$))+)")


@dataclass(frozen=True, slots=True)
class Run:
    """Words in one style."""

    text: str
    styles: frozenset[str]


@dataclass(frozen=True, slots=True)
class Lead:
    """Somewhere one can go by a click: what stands there to be clicked, and where it leads."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A message's markdown as a client shows it."""

    runs: tuple[Run, ...]
    calls: tuple[str, ...]
    """Whom and what it mentions: `@everyone`, `@&1`, `@1`, `#1`, `t:1:R`, `/ask:1`, `id:customize`."""
    leads: tuple[Lead, ...]

    @property
    def text(self) -> str:
        """The words, without any style; a mention as it is written."""
        return "".join(run.text for run in self.runs)

    def styles_of(self, words: str) -> set[str]:
        """All styles in which `words`, a word without marks, is shown anywhere."""
        return {style for run in self.runs if words in run.text for style in run.styles}


def shown(markdown: str) -> Shown:
    """What a client shows of `markdown`."""
    reader = _Reader()
    reader.read(markdown, frozenset(), begins_line=True)
    return Shown(tuple(reader.joined()), tuple(reader.calls), tuple(reader.leads))


class _Reader:
    def __init__(self) -> None:
        self.runs: list[Run] = []
        self.calls: list[str] = []
        self.leads: list[Lead] = []

    def read(self, text: str, styles: frozenset[str], *, begins_line: bool) -> None:
        place = 0
        while place < len(text):
            at_line = begins_line if place == 0 else text[place - 1] == "\n"
            after = (at_line and self._line(text, place, styles)) or self._inline(text, place, styles)
            place = after or self._letter(text, place, styles)

    def joined(self) -> Iterator[Run]:
        """The runs, those of one style behind each other made one."""
        pending: Run | None = None
        for run in self.runs:
            if pending is not None and pending.styles == run.styles:
                pending = Run(pending.text + run.text, run.styles)
                continue
            if pending is not None:
                yield pending
            pending = run
        if pending is not None:
            yield pending

    def _line(self, text: str, place: int, styles: frozenset[str]) -> int | None:
        quoted = _QUOTE.match(text, place)
        if quoted is not None and "quote" not in styles:
            inner = quoted[1] or re.sub(r"(?m)^ *> ", "", quoted[2])
            self.read(inner, styles | {"quote"}, begins_line=True)
            return quoted.end()
        for style, pattern in _LINES:
            found = pattern.match(text, place)
            if found is not None and style not in styles:
                self.read(found[1], styles | {style}, begins_line=style == "list")
                self.runs.append(Run("\n", styles))
                return found.end()
        return None

    def _inline(self, text: str, place: int, styles: frozenset[str]) -> int | None:
        if found := _ESCAPED.match(text, place):
            self.runs.append(Run(found[1], styles))
            return found.end()
        if found := _FENCE.match(text, place):
            self.runs.append(Run(found[1], styles | {"block"}))
            return found.end()
        if found := _CODE.match(text, place):
            self.runs.append(Run(found[2], styles | {"code"}))
            return found.end()
        if found := _CALLS.match(text, place):
            self.calls.append(next(group for group in found.groups() if group))
            self.runs.append(Run(found.group(), styles))
            return found.end()
        return self._lead(text, place, styles) or self._styled(text, place, styles)

    def _lead(self, text: str, place: int, styles: frozenset[str]) -> int | None:
        if found := _MASKED.match(text, place):
            before = len(self.runs)
            self.read(found[1], styles | {"link"}, begins_line=False)
            label = "".join(run.text for run in self.runs[before:])
            self.leads.append(Lead(label, found[2]))
            return found.end()
        if found := _BARE.match(text, place):
            url = found[1] or found[2]
            self.leads.append(Lead(url, url))
            self.runs.append(Run(url, styles))
            return found.end()
        return None

    def _styled(self, text: str, place: int, styles: frozenset[str]) -> int | None:
        for style, pattern in _STYLES:
            found = pattern.match(text, place)
            if found is not None and style not in styles:
                self.read(found[1], styles | {style}, begins_line=False)
                return found.end()
        return None

    def _letter(self, text: str, place: int, styles: frozenset[str]) -> int:
        self.runs.append(Run(text[place], styles))
        return place + 1
