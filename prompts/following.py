"""Following a debate: the answer to the button, and the post that mentions followers."""

from deliberation.debate import Debate
from deliberation.following import CALL_LIMIT, Call, Following, Wish
from prompts.pieces import take_part
from prompts.post import Act, Action, Block, Button, Buttons, Post, Text
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
    """What followers are told: the one kind of post that pings, and only those it mentions."""
    about = {"title": call.debate.title, "round": call.round}
    if call.closes is not None:
        text = part(_TEMPLATE, "opened", **about, closes=call.closes)
    else:
        text = part(_TEMPLATE, "closed", **about, summary=call.summary)
    blocks: list[Block] = [Text(text)]
    if call.users or call.role is not None:
        blocks.append(Text(part(_TEMPLATE, "mentions", users=call.users, role=call.role)))
    if call.untold:
        blocks.append(Text(part(_TEMPLATE, "untold", count=call.untold)))
    leave = follow_button(call.debate, Wish.LEAVE)
    blocks.append(Buttons((take_part(call.debate), leave) if call.closes is not None else (leave,)))
    return Post(tuple(blocks), pings=call.users, pings_role=call.role)


def followers_role(role: int | None) -> str:
    """Whom many followers are told through from now on."""
    return part(_TEMPLATE, "role_set", role=role)
