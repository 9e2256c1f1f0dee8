"""The log of a debate as a private post, in pages."""

from collections.abc import Sequence

from deliberation.debate import Debate
from deliberation.log import LogEntry
from prompts.pieces import mention
from prompts.post import TEXT_LIMIT, Act, Action, Button, Buttons, Post, Text, Users
from prompts.render import part
from prompts.sentences import say

_TEMPLATE = "log"
_LINES_A_PAGE = 10
_ROOM = TEXT_LIMIT - 400
"""Characters of lines on a page; the head takes the rest."""


def log(debate: Debate, deeds: Sequence[LogEntry], users: Users, page: int = 0) -> Post:
    """Who did what to a debate, when and why, newest first; the page of that number, or the nearest there is."""
    pages = _pages([_line(entry, users) for entry in reversed(deeds)])
    page = min(page, len(pages) - 1)
    head = part(_TEMPLATE, "head", title=debate.title, page=page + 1, pages=len(pages))
    text = "\n".join([head, *(pages[page] or [part(_TEMPLATE, "nothing")])])
    turns = [
        Button(say(label), Action(Act.LOG, (debate.key.debate, to)))
        for label, to in (("page_before", page - 1), ("page_after", page + 1))
        if 0 <= to < len(pages)
    ]
    return Post((Text(text), Buttons(tuple(turns)))) if turns else Post((Text(text),))


def _line(entry: LogEntry, users: Users) -> str:
    who = part(_TEMPLATE, "the_bot") if entry.by is None else mention(entry.by, users)
    deed = part(_TEMPLATE, entry.deed.value, who=who, n=entry.numbers or {})
    return part(_TEMPLATE, "line", at=entry.at, deed=deed, reason=entry.reason)


def _pages(lines: Sequence[str]) -> list[list[str]]:
    """`lines` on pages of at most _LINES_A_PAGE lines and _ROOM characters; one empty page where there are none."""
    pages: list[list[str]] = [[]]
    for line in lines:
        full = len(pages[-1]) >= _LINES_A_PAGE or sum(map(len, pages[-1])) + len(pages[-1]) + len(line) > _ROOM
        if full and pages[-1]:
            pages.append([])
        pages[-1].append(line)
    return pages
