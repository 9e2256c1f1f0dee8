"""Searching: what somebody asks for in their own words, as words to look for, and where a text says them."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from deliberation.debate import Debate
from deliberation.errors import EmptyText
from deliberation.ids import Link, ParticipantId, Span, StatementId
from deliberation.statement import StatementKind

SEARCH_LIMIT = 90
"""The most characters one can search for."""
FOUND_LIMIT = 20
"""The most statements that one search brings."""
SNIPPET_LIMIT = 200
"""The most characters shown of a statement that was found, all of them its own."""

_MOST_TERMS = 12
_BEFORE = 60
_PHRASE = re.compile(r'["“”„«»]([^"“”„«»]+)["“”„«»]')
_WITHOUT_BLANKS = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
"""Scripts that put no blanks between words (Thai, Lao, Burmese, Khmer, Japanese, Chinese)."""
_UNIT = re.compile(f"[{_WITHOUT_BLANKS}]|[^\\W_{_WITHOUT_BLANKS}]+")
_RUN = re.compile(f"[{_WITHOUT_BLANKS}]+|[^\\W_{_WITHOUT_BLANKS}]+")
_PLURAL = re.compile(r"[a-z]{3,}[^s]s")
_FUNCTION_WORDS = frozenset(
    " ".join(
        (
            "a about an and are as at be been by can did do does for from had has have how i in is it its me my of on",
            "or our said say says so tell that the their there they this to was we were what when where which who why",
            "will with would you your any anybody anyone somebody someone everything something talked talk discussed",
            "aber als am an auch auf aus bei bin bist da das dass dem den der des die dies doch ein eine einem einen",
            "einer er es für gesagt hat hatte ich ihr im in ist ja mit nach nicht noch oder sagte schon sich sie sind",
            "so über um und uns vom von vor wann war waren warum was wer weil wie wir wird wo worden wurde zu zum zur",
        )
    ).split()
)
"""Words that say what kind of sentence it is, not what it is about: "what was said about …"."""


_LEFT_OUT = "\x1f"
"""Stands where a quote was left out, until a reader sees it: nobody types it."""
_MARKED = re.compile(rf"(?m)^[ \t]*>.*$|</?blockquote[^>]*>|<\s*{_LEFT_OUT}\s*>", re.IGNORECASE)
"""Lines and marks that hold what somebody else said."""
_GAP = re.compile(rf"\s*(?:{_LEFT_OUT}\s*)+")


@dataclass(frozen=True, slots=True)
class Term:
    """Something to look for: words that stand side by side. `begins` finds longer words that begin like the last."""

    words: tuple[str, ...]
    begins: bool = True


@dataclass(frozen=True, slots=True)
class Search:
    """What is looked for."""

    asked: str
    """As it was typed, on one line."""
    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """A statement that was found, quoted where it says what was looked for."""

    debate: Debate
    statement: StatementId
    kind: StatementKind
    author: ParticipantId | None
    guest: str | None
    said_at: datetime
    link: Link
    words: str
    """Its own words around the place, on one line; "…" stands where something was left out."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a search brought, the best first."""

    search: Search
    hits: tuple[Hit, ...]
    more: bool = False
    """Whether there are more than FOUND_LIMIT."""
    partly: bool = False
    """True where no statement has all the words: these have some."""


def search_for(asked: str) -> Search:
    """What to look for when somebody asks `asked`, a question or a few words; quotation marks keep words together.

    Words that every sentence has are passed over, unless there are no others.

    Raises:
        EmptyText: there is no word in it.
    """
    line = " ".join(asked.split())[:SEARCH_LIMIT]
    terms: dict[Term, None] = {}
    for phrase in _PHRASE.findall(line):
        if units := units_of(phrase):
            terms[Term(units, begins=False)] = None
    small: dict[Term, None] = {}
    for run in _RUN.findall(_PHRASE.sub(" ", line)):
        word = run.casefold()
        term = Term(units_of(_stem(word)))
        (small if word in _FUNCTION_WORDS else terms)[term] = None
    wanted = tuple(terms or small)[:_MOST_TERMS]
    if not wanted:
        raise EmptyText({"what": "search"})
    return Search(line, wanted)


def units_of(text: str) -> tuple[str, ...]:
    """The words of `text` as the index keeps them: lower case, and letter by letter where a script has no blanks."""
    return tuple(unit.casefold() for unit in _UNIT.findall(text))


def indexed(text: str) -> str:
    """`text` as it goes into the index: its words and letters of `units_of`, with blanks between them."""
    return " ".join(units_of(unicodedata.normalize("NFC", text)))


def snippet(text: str, search: Search) -> str:
    """The words of `text` around the first place that says something of `search`; its beginning where none is seen.

    Word for word and on one line; "…" stands at an end where something was left out.
    """
    place = _place(text, search)
    start = 0 if place is None or place.start <= _BEFORE else _word_edge(text, place.start - _BEFORE)
    while start < len(text) and text[start].isspace():
        start += 1
    window = text[start : start + 4 * SNIPPET_LIMIT]
    line = " ".join(window.split())
    before = "…" if start and text[:start].strip() else ""
    room = SNIPPET_LIMIT - len(before) - 1
    if len(line) <= room and not text[start + len(window) :].strip():
        return before + line
    kept = line[:room]
    if len(line) > room and not line[room].isspace() and (edge := kept.rfind(" ")) > room // 2:
        kept = kept[:edge]
    return f"{before}{kept.rstrip()}…"


def own_snippet(text: str, quoted: Iterable[Span], search: Search) -> str | None:
    """As `snippet`, of the words of `text` that are its author's own: what it quotes (`quoted`, and whatever else
    stands in marked lines) is left out, which "…" says. None where only a quote says what is looked for: it is whoever
    was quoted who said it.
    """
    own = _own(text, quoted)
    if own == text:
        return snippet(text, search)
    if not own or (_place(own, search) is None and _place(text, search) is not None):
        return None
    return snippet(own, search)


def _own(text: str, quoted: Iterable[Span]) -> str:
    parts: list[str] = []
    at = 0
    for span in sorted(quoted, key=lambda span: span.start):
        parts.append(text[at : span.start])
        at = max(at, span.end)
    marked = _MARKED.sub(_LEFT_OUT, _LEFT_OUT.join((*parts, text[at:])))
    if _LEFT_OUT not in marked:
        return text
    return _GAP.sub(" … ", marked.strip(f" \t\n\r{_LEFT_OUT}"))


def _place(text: str, search: Search) -> Span | None:
    """Where `text` first says one of the terms, the ones with most words first."""
    plain, offsets = _bare(text)
    for term in sorted(search.terms, key=lambda term: (-len(term.words), search.terms.index(term))):
        words = (re.escape(_bare(word)[0]) for word in term.words)
        pattern = r"[\W_]*".join(words) if all(len(word) == 1 for word in term.words) else r"[\W_]+".join(words)
        edge = "" if re.match(f"[{_WITHOUT_BLANKS}]", term.words[0]) else r"(?<![^\W_])"
        if found := re.search(edge + pattern, plain):
            return Span(offsets[found.start()], offsets[found.end() - 1] + 1)
    return None


def _bare(text: str) -> tuple[str, list[int]]:
    """`text` in lower case and without accents, and where each of its characters stands."""
    bare: list[str] = []
    offsets: list[int] = []
    for place, letter in enumerate(text):
        for part in unicodedata.normalize("NFD", letter.casefold()):
            if not unicodedata.combining(part) or re.match(f"[{_WITHOUT_BLANKS}]", part):
                bare.append(part)
                offsets.append(place)
    return "".join(bare), offsets


def _stem(word: str) -> str:
    """`word` without the s of a plural, so that it finds the singular, too."""
    return word[:-1] if _PLURAL.fullmatch(word) else word


def _word_edge(text: str, at: int) -> int:
    """The beginning of a word at or before `at`, not far before it."""
    for place in range(at, max(at - 30, 0), -1):
        if text[place - 1].isspace():
            return place
    return at
