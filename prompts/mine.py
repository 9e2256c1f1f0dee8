"""A member's own answers as a post."""

from deliberation.answering.own_chat import OwnChat
from deliberation.debate import Debate
from deliberation.views.mine import MyStances
from prompts.pieces import fitted, take_part
from prompts.post import CHOICE_LIMIT, TEXT_LIMIT, Act, Action, Block, Buttons, Choice, Post, Select, Text
from prompts.render import part
from prompts.sentences import say
from prompts.words import plain

_TEMPLATE = "mine"


def mine(stances: MyStances, plain_ones: OwnChat | None = None) -> Post:
    """A member's own stances and their history, and which messages of theirs quote nothing, so that they may say what
    these answer. Private; pages itself within the limits and says what it left out.
    """
    offered = _offer(stances.debate, plain_ones) if plain_ones is not None and plain_ones.listed else ()
    if not stances.points:
        return Post((Text(say("nothing_answered_yet")), Buttons((take_part(stances.debate),)), *offered))
    head = part(_TEMPLATE, "head", title=stances.debate.title)
    lines = [
        part(
            _TEMPLATE,
            "point",
            number=point.point,
            claim=point.claim,
            link=point.link,
            stances=point.stances,
            worded=point.worded,
            credited={answer.number: answer for answer in point.credited},
        )
        for point in stances.points
    ]
    room = TEXT_LIMIT - len(head) - sum(len(block.markdown) for block in offered if isinstance(block, Text))
    listed, _ = fitted(lines, room, lambda count: part(_TEMPLATE, "more", count=count))
    return Post((Text(head), Text(listed), *offered))


def _offer(debate: Debate, plain_ones: OwnChat) -> tuple[Block, ...]:
    choices = tuple(Choice(plain(one.words, CHOICE_LIMIT), str(one.statement)) for one in plain_ones.listed)
    text = part(_TEMPLATE, "quote_nothing", count=plain_ones.count, listed=len(choices))
    return (Text(text), Select(Action(Act.OWN_PLAIN, (debate.key.debate,)), say("which_of_yours"), choices))
