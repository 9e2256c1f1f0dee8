"""The private page on which somebody picks which of their replies to proposals by name are meant."""

from collections.abc import Iterable, Sequence

from deliberation.debate import Debate
from deliberation.ids import StatementId
from deliberation.views.card import ByName
from prompts.pieces import fitted
from prompts.post import (
    CHOICE_LIMIT,
    CHOICES_LIMIT,
    TEXT_LIMIT,
    Act,
    Action,
    Block,
    Button,
    Buttons,
    Choice,
    Post,
    Select,
    Text,
)
from prompts.render import part
from prompts.sentences import say
from prompts.words import plain

_TEMPLATE = "card"
_FEW = 5
_SHOWN_OF_FEW, _SHOWN_OF_MANY = 400, 60


def by_name(replies: Sequence[ByName], debate: Debate, statement: StatementId) -> Post:
    """The replies by name in a statement, whether each is counted, and the choice of those that are. Private."""
    head = part(_TEMPLATE, "by_name_head", some=bool(replies))
    if not replies:
        return Post((Text(head),))
    limit = _SHOWN_OF_FEW if len(replies) <= _FEW else _SHOWN_OF_MANY
    lines = [
        part(_TEMPLATE, "by_name", number=one.point, claim=one.claim, said=one.words, limit=limit, counted=one.counted)
        for one in replies
    ]
    text, _ = fitted(lines, TEXT_LIMIT - len(head), lambda count: part(_TEMPLATE, "by_name_more", count=count), "\n\n")
    blocks: list[Block] = [Text(head), Text(text)]
    numbers = (debate.key.debate, statement)
    waiting = _choices(one for one in replies if not one.counted)
    counted = _choices(one for one in replies if one.counted)
    if waiting:
        blocks.append(Select(Action(Act.BY_NAME, numbers), say("count_by_name"), waiting))
    if len(waiting) > 1:
        blocks.append(Buttons((Button(say("count_all_by_name"), Action(Act.ALL_BY_NAME, numbers)),)))
    if counted:
        blocks.append(Select(Action(Act.NOT_BY_NAME, numbers), say("uncount_by_name"), counted))
    return Post(tuple(blocks))


def _choices(replies: Iterable[ByName]) -> tuple[Choice, ...]:
    """Each proposal once, as many as a select takes: a debate opens with no more."""
    labels = {one.point: say("numbered_claim", number=one.point, claim=one.claim) for one in replies}
    return tuple(Choice(plain(label, CHOICE_LIMIT), str(point)) for point, label in labels.items())[:CHOICES_LIMIT]
