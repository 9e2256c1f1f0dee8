"""The open questions of a debate as a private post on which to second them."""

from collections.abc import Sequence

from deliberation.asking.seconding import OpenQuestion
from deliberation.debate import Debate
from prompts.pieces import asked_of, fitted
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
    Select,
    Text,
    Users,
)
from prompts.questions import question_label
from prompts.render import part
from prompts.sentences import say
from prompts.words import plain

_TEMPLATE = "questions"
_PAGE = 8


def open_questions(debate: Debate, found: Sequence[OpenQuestion], users: Users, page: int = 1) -> Post:
    """A page of the open questions with how often each is seconded, and a select of those that are not the reader's
    own. Private; names nobody who seconds.
    """
    if not found:
        return Post((Text(part(_TEMPLATE, "open_none")),))
    pages = -(-len(found) // _PAGE)
    page = min(max(page, 1), pages)
    shown = found[(page - 1) * _PAGE : page * _PAGE]
    speakers = debate.terms.speakers is not None
    head = part(_TEMPLATE, "open_head", title=debate.title, speakers=speakers, page=page, pages=pages)
    lines = [_line(one, users) for one in shown]
    listed, _ = fitted(lines, TEXT_LIMIT - len(head), lambda count: part(_TEMPLATE, "more", count=count))
    blocks: list[Block] = [Text(head), Text(listed)]
    choices = tuple(_choice(one) for one in shown if not one.own)
    if choices:
        blocks.append(Select(Action(Act.SECOND, (debate.key.debate, page)), say("second_which"), choices))
    turns: list[Button] = []
    if page > 1:
        turns.append(Button(say("page_before"), Action(Act.OPEN_QUESTIONS, (debate.key.debate, page - 1))))
    if page < pages:
        turns.append(Button(say("page_after"), Action(Act.OPEN_QUESTIONS, (debate.key.debate, page + 1))))
    if turns:
        blocks.append(Buttons(tuple(turns)))
    return Post(tuple(blocks))


def _line(one: OpenQuestion, users: Users) -> str:
    question = one.question
    return part(
        _TEMPLATE,
        "open_question",
        who=asked_of(question, users),
        kind=question.kind.value,
        text=question.words,
        about=question.about,
        of=question.of,
        link=question.link,
        seconds=len(question.seconders),
        own=one.own,
        seconded_by_you=one.seconded,
    )


def _choice(one: OpenQuestion) -> Choice:
    label = plain(question_label(one.question), CHOICE_LIMIT)
    return Choice(label, one.question.key.value, say("you_second_it") if one.seconded else None)
