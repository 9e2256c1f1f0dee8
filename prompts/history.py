"""The debates of a server in which a member answered anything, as a private post in pages."""

from collections.abc import Sequence

from deliberation.debate import DebateState
from deliberation.ids import Link, MessageId
from deliberation.views.history import AnsweredDebate
from prompts.post import CHOICE_LIMIT, Act, Action, Button, Buttons, Choice, Post, Select, Text
from prompts.render import part
from prompts.sentences import say
from prompts.words import plain

_TEMPLATE = "history"
_ON_A_PAGE = 10


def history(answered: Sequence[AnsweredDebate], page: int = 1) -> Post:
    """A page of the debates, from 1, the last one answered first; past the end the last page. Private."""
    if not answered:
        return Post((Text(part(_TEMPLATE, "nothing")),))
    pages = -(-len(answered) // _ON_A_PAGE)
    page = min(max(page, 1), pages)
    shown = answered[(page - 1) * _ON_A_PAGE : page * _ON_A_PAGE]
    lines = [part(_TEMPLATE, "head", page=page, pages=pages), *map(_line, shown)]
    choices = tuple(Choice(plain(entry.debate.title, CHOICE_LIMIT), str(entry.debate.key.debate)) for entry in shown)
    select = Select(Action(Act.OWN_IN, ()), say("history_pick"), choices)
    turning = [
        Button(say(label), Action(Act.HISTORY, (to,)))
        for label, to in (("page_before", page - 1), ("page_after", page + 1))
        if 1 <= to <= pages
    ]
    return Post((Text("\n".join(lines)), select, *([Buttons(tuple(turning))] if turning else [])))


def _line(entry: AnsweredDebate) -> str:
    debate = entry.debate
    place = debate.thread or debate.home
    return part(
        _TEMPLATE,
        "debate",
        title=debate.title,
        link=Link(debate.key.guild, place, debate.opening or MessageId(place)),
        points=entry.points,
        rounds=entry.rounds,
        last=entry.last_at,
        ended=debate.state is DebateState.ENDED,
    )
