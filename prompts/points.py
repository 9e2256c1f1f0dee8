"""The points of a debate as private posts: the list of them, and the page of one."""

from collections.abc import Sequence

from deliberation.debate import DebateState
from deliberation.point import PointOrigin
from deliberation.points.changes import Verdict
from deliberation.points.listing import ListedPoint, Order, PointList, PointPage, Source
from deliberation.points.waiting import Confirmation, ProposedAs
from deliberation.views.summary import WITHHOLD_BELOW
from prompts.pieces import author_if_named, claims_select, fitted, mention, named
from prompts.post import (
    CHOICE_LIMIT,
    TEXT_LIMIT,
    Act,
    Action,
    Block,
    Button,
    Buttons,
    Choice,
    Post,
    Rule,
    Select,
    Style,
    Text,
    Users,
)
from prompts.questions import questioned
from prompts.render import part
from prompts.sentences import say
from prompts.words import plain

_TEMPLATE = "points"
_QUESTIONS_SHOWN = 2
ORDERS = tuple(Order)
KINDS = tuple(ProposedAs)
VERDICTS = (Verdict.CONFIRMED, Verdict.DECLINED)
"""As numbers stand for them in a button."""
_ON_A_PAGE = 8
_PAGE_ROOM = TEXT_LIMIT - 900
"""What the head of a list, and what waits for its reader, leave."""
_REPLIES_ROOM = 1500


def points(points: PointList, users: Users, page: int = 1) -> Post:
    """A page of the list, from 1; past the end the last one. What waits for the reader comes first. Private."""
    lines = [_line(points, point) for point in points.points]
    pages = _pages(lines)
    page = min(max(page, 1), len(pages))
    shown = pages[page - 1]
    head = part(_TEMPLATE, "head", title=points.debate.title, page=page, pages=len(pages))
    ordered = part(_TEMPLATE, "ordered", order=points.order, counted=points.counted, open=points.open)
    blocks: list[Block] = [Text(f"{head}\n{ordered}")]
    if points.waiting and page == 1:
        blocks += [Rule(), *_waiting(points.waiting, users)]
    listed = "\n".join(lines[place] for place in shown) or part(_TEMPLATE, "nothing")
    blocks += [Rule(), Text(listed)]
    here = [points.points[place] for place in shown]
    blocks += _selects(points, here)
    return Post((*blocks, Buttons(_turning(points, page, len(pages)))))


def point(page: PointPage, users: Users) -> Post:
    """Everything about one point: its words and what they were, its replies, what one can do with it. Private."""
    shown = page.point
    lines = [part(_TEMPLATE, "one", number=shown.number, claim=shown.claim, link=shown.link, marks=_marks(shown))]
    if page.history:
        lines.append(part(_TEMPLATE, "passage", text=page.passage_claim))
        lines += [part(_TEMPLATE, "once", text=said.words, round=said.round) for said in page.history[-3:]]
    lines += [part(_TEMPLATE, "merged", number=number, text=text) for number, text in page.merged[:3]]
    for restated in page.restated[-2:]:
        by = mention(restated.by, users) if named(page.debate) else None
        lines.append(part(_TEMPLATE, "restated", text=restated.words, by=by))
    lines += [questioned(question) for question in page.questions[-_QUESTIONS_SHOWN:]]
    if page.asking and not shown.asked:
        lines.append(part(_TEMPLATE, "asking", named=named(page.debate)))
    blocks: list[Block] = []
    if page.waiting:
        blocks += [*_waiting(page.waiting, users), Rule()]
    blocks += [Text("\n".join(lines)), Rule(), Text(_replies(page, users))]
    saying = _saying(page)
    return Post((*blocks, *([Buttons(saying)] if saying else []), Buttons(_doing(page))))


def _pages(lines: Sequence[str]) -> list[list[int]]:
    """Which lines stand on which page; one empty page where there are none."""
    pages: list[list[int]] = [[]]
    room = _PAGE_ROOM
    for place, line in enumerate(lines):
        if pages[-1] and (len(pages[-1]) == _ON_A_PAGE or len(line) + 1 > room):
            pages.append([])
            room = _PAGE_ROOM
        pages[-1].append(place)
        room -= len(line) + 1
    return pages


def _line(points: PointList, point: ListedPoint) -> str:
    return part(
        _TEMPLATE,
        "point",
        number=point.number,
        claim=point.claim,
        link=point.link,
        answers=point.answers,
        marks=_marks(point),
        own=point.own,
        answered=point.answered,
        tally=point.tally,
        answered_as=point.answered_as,
        counted=points.counted,
        least=WITHHOLD_BELOW,
    )


def _marks(point: ListedPoint) -> str:
    said = part(
        _TEMPLATE,
        "marks",
        source=point.source,
        unverified=point.origin is PointOrigin.UNVERIFIED,
        asked=point.asked and point.origin is not PointOrigin.PROPOSAL,
        reworded=point.reworded,
        restated=point.restated,
        reason=point.set_aside,
        parts=point.parts,
    )
    return f" {said}" if said else ""


def _selects(points: PointList, here: Sequence[ListedPoint]) -> list[Block]:
    """Reading more about a point of the page, and one's view on those that take one."""
    debate = points.debate
    choices = tuple(
        Choice(plain(say("numbered_claim", number=point.number, claim=point.claim), CHOICE_LIMIT), str(point.number))
        for point in here
    )
    if not choices:
        return []
    blocks: list[Block] = [Select(Action(Act.READ, (debate.key.debate,)), say("look_at_point"), choices)]
    standing = ((point.number, point.number, point.claim) for point in here if point.stands)
    view = claims_select(debate, standing, say("your_view_on")) if points.open else None
    return [*blocks, *([view] if view else [])]


def _turning(points: PointList, page: int, pages: int) -> tuple[Button, ...]:
    """Back and on through the pages, and the other order."""
    debate, order = points.debate.key.debate, ORDERS.index(points.order)

    def turned(label: str, order: int, page: int, *, off: bool = False) -> Button:
        return Button(label, Action(Act.POINTS, (debate, order, page)), disabled=off)

    other = 1 - order
    buttons = [turned(say(f"points_{ORDERS[other].value}"), other, 1)]
    if pages > 1:
        back = turned(say("page_before"), order, page - 1) if page > 1 else None
        on = turned(say("page_after"), order, page + 1) if page < pages else None
        buttons = [*filter(None, (back, on)), *buttons]
    return tuple(buttons)


def _waiting(waiting: tuple[Confirmation, ...], users: Users) -> list[Block]:
    """The first of what waits for the reader, with the two things they can say to it."""
    first = waiting[0]
    text = part(
        _TEMPLATE,
        "waiting",
        kind=first.kind,
        number=first.point,
        claim=first.claim,
        link=first.link,
        text=first.words,
        by=mention(first.by, users),
        more=len(waiting) - 1,
    )
    numbers = (first.debate.key.debate, first.point, KINDS.index(first.kind), first.act)
    confirm = Button(say("that_is_what_i_mean"), Action(Act.CONFIRM, (*numbers, 0)), style=Style.PRIMARY)
    decline = Button(say("not_quite"), Action(Act.CONFIRM, (*numbers, 1)))
    return [Text(text), Buttons((confirm, decline))]


def _replies(page: PointPage, users: Users) -> str:
    if not page.replies:
        return part(_TEMPLATE, "no_reply")
    lines = [
        part(
            _TEMPLATE,
            "reply",
            text=reply.words,
            link=reply.link,
            by=author_if_named(page.debate, reply.author, users),
            deleted=reply.deleted,
        )
        for reply in page.replies
    ]
    head = part(_TEMPLATE, "replies")
    listed, _ = fitted(lines, _REPLIES_ROOM, lambda count: part(_TEMPLATE, "more", count=count))
    return f"{head}\n{listed}"


def _saying(page: PointPage) -> tuple[Button, ...]:
    """What one can say of the point: one's view, a reply, a question to its author."""
    debate, shown = page.debate, page.point
    numbers = (debate.key.debate, shown.number)
    if not shown.stands or debate.state is DebateState.ENDED:
        return ()
    buttons: list[Button] = []
    if page.open:
        buttons.append(Button(say("your_view"), Action(Act.LOOK, numbers), style=Style.PRIMARY))
    if shown.source is not Source.DELETED:
        buttons.append(Button(say("answer_in_line"), Action(Act.REPLY_TO, numbers)))
        if page.author is not None and not page.yours:
            buttons.append(Button(say("ask_question"), Action(Act.QUESTION, (*numbers, 0))))
    return tuple(buttons)


def _doing(page: PointPage) -> tuple[Button, ...]:
    """What one can do with the point, and the way back to the list."""
    debate, shown = page.debate, page.point
    numbers = (debate.key.debate, shown.number)
    buttons: list[Button] = []
    if shown.stands and not shown.asked and not page.asking:
        buttons.append(Button(say("put_to_everybody"), Action(Act.ASK_ALL, numbers)))
    if shown.stands and debate.terms.steelman and not page.yours and page.author is not None:
        buttons.append(Button(say("restate"), Action(Act.RESTATE, numbers)))
    buttons.append(Button(say("all_points"), Action(Act.POINTS, (debate.key.debate, 0, 1))))
    return tuple(buttons)
