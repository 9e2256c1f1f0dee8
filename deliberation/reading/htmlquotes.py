"""Quotes between `<blockquote>` and `</blockquote>`, as web pages and some mail programs have them."""

import re

_MARK = re.compile(r"<(?P<closes>/?)blockquote(?:[ \t\n][^<>]{0,200})?>", re.IGNORECASE)
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,200}>")
_EDGE = re.compile(rf"(?:\s|{_TAG.pattern})*")


def opens_html_quote(text: str, at: int) -> bool:
    """Whether `<blockquote>` stands at `at`."""
    found = _MARK.match(text, at)
    return found is not None and not found["closes"]


def html_quote(text: str, at: int) -> tuple[int, int, int] | None:
    """Where the words of the `<blockquote>` at `at` begin and end, without tags around them, and where it is closed.

    One that stands inside belongs to it. None where nobody closed it.
    """
    depth = 0
    for mark in _MARK.finditer(text, at):
        depth += -1 if mark["closes"] else 1
        if depth == 0:
            opened = _MARK.match(text, at)
            assert opened is not None, "there is no such tag"
            edge = _EDGE.match(text, opened.end(), mark.start())
            start = edge.end() if edge else opened.end()
            return start, _without_tags_behind(text, start, mark.start()), mark.end()
    return None


def without_tags(words: str) -> str:
    """Words as they are shown: every tag a blank."""
    return " ".join(_TAG.sub(" ", words).split())


def _without_tags_behind(text: str, start: int, end: int) -> int:
    while end > start:
        kept = end
        while kept > start and text[kept - 1].isspace():
            kept -= 1
        opened = text.rfind("<", max(start, kept - 200), kept)
        if opened < 0 or _TAG.fullmatch(text, opened, kept) is None:
            return kept
        end = opened
    return end
