"""The opening of a debate, and what explains it: how it works, and how to add a letter."""

from deliberation.debate import Debate, DebateState
from deliberation.following import Wish
from deliberation.point import Point
from deliberation.round import Round, RoundState
from deliberation.steering.course import Course
from deliberation.views.summary import WITHHOLD_BELOW
from prompts.following import follow_button
from prompts.pieces import fitted, live, named, stacked, take_part
from prompts.post import TEXT_LIMIT, Act, Action, Button, Buttons, Post, Text, Users
from prompts.render import part
from prompts.round import coming_lines, plan_lines, standing_lines
from prompts.sentences import say

_TEMPLATE = "opening"


def opening(
    debate: Debate,
    current: Round,
    proposals: tuple[Point, ...],
    course: Course | None = None,
    users: Users | None = None,
) -> Post:
    """The opening of a debate, in the channel its thread is made from: it keeps telling where the debate stands.

    `current` is the last round that has begun, `course` what became of its plan.
    """
    course, users = course or Course(current), users or {}
    head = part(_TEMPLATE, "head", title=debate.title, rounds=debate.planned_rounds, named=named(debate))
    if current.state is RoundState.OPEN:
        closes = part(_TEMPLATE, "closes", number=current.number, deadline=current.closes_at, live=live(debate))
        lines = [closes, *plan_lines(course, users), *coming_lines(course, users)]
    else:
        lines = standing_lines(debate, course, users)
    ended = debate.state is DebateState.ENDED
    role = debate.terms.speakers
    if role is not None:
        lines = [*lines, part(_TEMPLATE, "speakers", role=role)]
    closing = stacked(lines if ended else [*lines, part(_TEMPLATE, "to_reply")])
    lines = [
        part(_TEMPLATE, "proposal", number=number, claim=point.claim) for number, point in enumerate(proposals, start=1)
    ]
    room = TEXT_LIMIT - len(head) - len(closing) - 3
    listed, _ = fitted(lines, room, lambda count: part(_TEMPLATE, "more", count=count))
    how = Button(say("how"), Action(Act.HOW, (debate.key.debate,)))
    text = "\n".join(filter(None, (head, listed)))
    offered = (how,) if ended else (take_part(debate), follow_button(debate, Wish.TURN), how)
    return Post((Text(f"{text}\n\n{closing}"), Buttons(offered)))


def how_it_works(debate: Debate) -> Post:
    """Behind "How this works": quoting, the ballot, who can see what, the labels in one line each. Private."""
    taking_part = part(_TEMPLATE, "how_taking_part", named=named(debate), live=live(debate), least=WITHHOLD_BELOW)
    role = debate.terms.speakers
    told = [part(_TEMPLATE, "how_answering"), taking_part, part(_TEMPLATE, "how_labels", least=WITHHOLD_BELOW)]
    if role is not None:
        told.insert(0, part(_TEMPLATE, "how_speakers", role=role))
    return Post((*map(Text, told), Buttons((take_part(debate),))))
