"""Following a debate: the answer to the button, and the post that mentions followers."""

from deliberation.debate import Debate
from deliberation.following import CALL_LIMIT, Call, Called, Following, Wish
from prompts.pieces import take_part
from prompts.post import Act, Action, Button, Buttons, Post, Text
from prompts.render import part
from prompts.sentences import say

_TEMPLATE = "following"


def follow_button(debate: Debate, wish: Wish) -> Button:
    """The button that begins or ends following, or does the other of the two."""
    return Button(
        say("unfollow" if wish is Wish.LEAVE else "follow"), Action(Act.FOLLOW, (debate.key.debate, wish.value))
    )


def following(stands: Following) -> Post:
    """How a member stands to a debate's mentions now, and the way back. Private."""
    if not stands.follows:
        return Post((Text(part(_TEMPLATE, "left")), Buttons((follow_button(stands.debate, Wish.FOLLOW),))))
    many = stands.followers > CALL_LIMIT
    text = part(_TEMPLATE, "follows", many=many, limit=CALL_LIMIT, role=stands.role)
    return Post((Text(text), Buttons((follow_button(stands.debate, Wish.LEAVE),))))


def call(call: Call) -> Post:
    """What followers are told when a round opens. This and summaries ping, and only those they mention."""
    text = part(_TEMPLATE, "opened", title=call.debate.title, round=call.round, closes=call.closes)
    buttons = Buttons((take_part(call.debate), follow_button(call.debate, Wish.LEAVE)))
    mentions = map(Text, mentioned(call.told))
    return Post((Text(text), *mentions, buttons), pings=call.told.users, pings_role=call.told.role)


def mentioned(told: Called) -> tuple[str, ...]:
    """The lines that mention followers, and say how many more there are."""
    lines = [part(_TEMPLATE, "mentions", users=told.users, role=told.role)] if told.anybody else []
    if told.untold:
        lines.append(part(_TEMPLATE, "untold", count=told.untold))
    return tuple(lines)


def followers_role(role: int | None) -> str:
    """Whom many followers are told through from now on."""
    return part(_TEMPLATE, "role_set", role=role)
