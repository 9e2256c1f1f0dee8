"""A member's own answers as a post."""

from deliberation.views.mine import MyStances
from prompts.pieces import fitted, take_part
from prompts.post import TEXT_LIMIT, Buttons, Post, Text
from prompts.render import part
from prompts.sentences import say

_TEMPLATE = "mine"


def mine(stances: MyStances) -> Post:
    """A member's own stances and their history. Private; pages itself within the limits and says what it left out."""
    if not stances.points:
        return Post((Text(say("nothing_answered_yet")), Buttons((take_part(stances.debate),))))
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
    listed, _ = fitted(lines, TEXT_LIMIT - len(head), lambda count: part(_TEMPLATE, "more", count=count))
    return Post((Text(head), Text(listed)))
