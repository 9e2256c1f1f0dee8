"""What waits for one member, as a private post."""

from collections.abc import Sequence

from deliberation.asking.needs import Needs
from deliberation.asking.reminding import Reminder
from deliberation.debate import Debate
from deliberation.points.waiting import ProposedAs
from prompts.pieces import fitted, looked_through, mention, take_part
from prompts.post import ROW_LIMIT, TEXT_LIMIT, Act, Action, Block, Button, Buttons, Post, Text, Users
from prompts.questions import asked_by_readers, headed, put_to_me, question_select
from prompts.render import part
from prompts.sentences import say

_TEMPLATE = "questions"
_OF_A_KIND = 5
"""Questions and replies shown of one debate, each."""


def needs(found: Sequence[Needs], users: Users, number: int, *, reminded: bool, looked: int | None = None) -> Post:
    """What waits for a member in the debate of that number, or (0) in all they see, with the ways to it. Private; says
    what it left out. `looked`: in how many debates, where those were not all.
    """
    head = looked_through(part(_TEMPLATE, "needs_head"), looked)
    remind = Button(say("remind_no_more" if reminded else "remind_me"), Action(Act.REMIND, (0 if reminded else 1,)))
    always = Buttons((Button(say("my_questions"), Action(Act.MY_QUESTIONS, (number,))), remind))
    if not found:
        return Post((Text(f"{head}\n{part(_TEMPLATE, 'needs_none')}"), always))
    lines = [line for waiting in found for line in headed(waiting.debate, _lines(waiting, users))]
    listed, _ = fitted(lines, TEXT_LIMIT - len(head) - 1, lambda count: part(_TEMPLATE, "more", count=count))
    blocks: list[Block] = [Text(head), Text(listed)]
    blocks += question_select((waiting.debate, question) for waiting in found for question in waiting.questions)
    confirming = tuple(_points_of(waiting.debate) for waiting in found if waiting.confirmations)
    if confirming:
        blocks.append(Buttons(confirming[:ROW_LIMIT]))
    voting = [_take_part(waiting.debate, alone=len(found) == 1) for waiting in found if waiting.claims]
    if voting:
        blocks.append(Buttons(tuple(voting[:ROW_LIMIT])))
    return Post((*blocks, always))


def reminder(reminder: Reminder) -> str:
    """What somebody is told who wants to be reminded, in a message of their own."""
    debate = reminder.debate
    place = debate.thread or debate.home
    return part(
        _TEMPLATE,
        "reminder",
        title=debate.title,
        count=reminder.waiting,
        place=f"<https://discord.com/channels/{debate.key.guild}/{place}>",
    )


def _lines(waiting: Needs, users: Users) -> list[str]:
    lines = [put_to_me(question, users) for question in waiting.questions[:_OF_A_KIND]]
    lines += [asked_by_readers(question, users) for question in waiting.readers_ask]
    lines += [
        part(_TEMPLATE, "replied", by=mention(reply.author, users), text=reply.words, link=reply.link)
        for reply in waiting.replies[:_OF_A_KIND]
    ]
    lines += [
        part(
            _TEMPLATE,
            "confirmation",
            rewording=words.kind is ProposedAs.REWORDING,
            claim=words.claim,
            text=words.words,
            link=words.link,
        )
        for words in waiting.confirmations[:_OF_A_KIND]
    ]
    left = (
        len(waiting.confirmations[_OF_A_KIND:])
        + len(waiting.questions[_OF_A_KIND:])
        + len(waiting.replies[_OF_A_KIND:])
    )
    if left:
        lines.append(part(_TEMPLATE, "more", count=left))
    if waiting.claims:
        thread = waiting.debate.thread
        lines.append(part(_TEMPLATE, "claims", count=waiting.claims, round=waiting.round, thread=thread))
    return lines


def _points_of(debate: Debate) -> Button:
    return Button(say("points_in", title=debate.title), Action(Act.POINTS, (debate.key.debate, 0, 1)))


def _take_part(debate: Debate, *, alone: bool) -> Button:
    return take_part(debate, None if alone else say("take_part_in", title=debate.title))
