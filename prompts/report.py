"""Reports, as moderators read them privately; and what became of them, as those are told whom it concerns."""

from deliberation.answering.report import Report
from deliberation.debate import Debate
from prompts.pieces import mention
from prompts.post import TEXT_LIMIT, Act, Action, Block, Button, Buttons, Post, Style, Text, Users
from prompts.render import part
from prompts.sentences import say

_TEMPLATE = "report"
_WORDS_SHOWN = 400
_REASONS_SHOWN = 3


def reports(found: tuple[Report, ...], debate: Debate, users: Users, page: int) -> Post:
    """What is reported in a debate, one to a page. Private, for moderators; from page 1 on."""
    if not found:
        return Post((Text(part(_TEMPLATE, "nothing")),))
    page = min(max(page, 1), len(found))
    one = found[page - 1]
    text = part(
        _TEMPLATE,
        "report",
        page=page,
        pages=len(found),
        author=mention(one.author, users),
        text=one.words,
        limit=_WORDS_SHOWN,
        link=one.link,
        reasons=one.reasons[:_REASONS_SHOWN],
        more=len(one.reasons[_REASONS_SHOWN:]),
    )
    assert len(text) <= TEXT_LIMIT
    numbers = (debate.key.debate, one.statement)
    settling = (
        Button(say("remove"), Action(Act.REMOVE, numbers), style=Style.DANGER),
        Button(say("dismiss"), Action(Act.DISMISS, numbers)),
    )
    turns: list[Button] = []
    if page > 1:
        turns.append(Button(say("page_before"), Action(Act.REPORTS, (debate.key.debate, page - 1))))
    if page < len(found):
        turns.append(Button(say("page_after"), Action(Act.REPORTS, (debate.key.debate, page + 1))))
    blocks: list[Block] = [Text(text), Buttons(settling), *([Buttons(tuple(turns))] if turns else [])]
    return Post(tuple(blocks))
