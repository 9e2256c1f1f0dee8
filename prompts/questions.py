"""Questions as private posts: what one can ask about, one's own questions, and one of them whole."""

from collections.abc import Iterable, Sequence

from deliberation.asking.needs import MyQuestions
from deliberation.debate import Debate
from deliberation.ids import ParticipantId, PointNumber, StatementId
from deliberation.question import Question, QuestionKind
from prompts.pieces import asked_of, fitted, looked_through, mention
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
    QuestionPlace,
    Select,
    Style,
    Text,
    Users,
)
from prompts.render import part
from prompts.sentences import say
from prompts.words import plain

_TEMPLATE = "questions"
_ABOVE_FORM = 300


def about(
    debate: Debate, points: Sequence[tuple[PointNumber, str]], statement: StatementId | None, page: int, *, whole: bool
) -> Post:
    """A page of what one can ask about: `points` with their claims and, with `whole`, the statement as such. Private;
    from page 1 on.
    """
    choices = [Choice(plain(say("about_all_of_it"), CHOICE_LIMIT), "0")] if whole else []
    choices += [
        Choice(plain(say("numbered_claim", number=number, claim=claim), CHOICE_LIMIT), str(number))
        for number, claim in points
    ]
    if not choices:
        return Post((Text(part(_TEMPLATE, "nothing_to_ask")),))
    pages = -(-len(choices) // CHOICES_LIMIT)
    page = min(max(page, 1), pages)
    shown = tuple(choices[(page - 1) * CHOICES_LIMIT : page * CHOICES_LIMIT])
    numbers = (debate.key.debate, statement or 0)
    head = part(_TEMPLATE, "about_head", whole=whole, page=page, pages=pages)
    blocks: list[Block] = [Text(head), Select(Action(Act.ABOUT_ONE, numbers), say("about_what"), shown)]
    turns: list[Button] = []
    if page > 1:
        turns.append(Button(say("page_before"), Action(Act.ABOUT, (*numbers, page - 1))))
    if page < pages:
        turns.append(Button(say("page_after"), Action(Act.ABOUT, (*numbers, page + 1))))
    if turns:
        blocks.append(Buttons(tuple(turns)))
    return Post(tuple(blocks))


def above_question(of: str) -> str:
    """What stands above the form for a question: the words it is about."""
    return part(_TEMPLATE, "above_form", text=of, limit=_ABOVE_FORM)


def above_response(question: Question, users: Users, *, uploads: bool) -> str:
    """What stands above the form for an answer: the question and whose it is; and where evidence is asked for, how to
    give a document where the form has no field for `uploads`.
    """
    by = mention(question.asked_by, users)
    return part(_TEMPLATE, "above_response", by=by, uploads=uploads, **_facts(question))


def question_asked(debate: Debate, question: Question, users: Users) -> Post:
    """That a question was asked, with the button that takes it back. Private."""
    text = part(_TEMPLATE, "asked", to=mention(question.put_to, users))
    return Post((Text(text), Buttons((_button("unask", Act.UNASK, debate, question),))))


def one_question(debate: Debate, question: Question, users: Users, reader: ParticipantId | None) -> Post:
    """A question whole, with what its `reader` can do with it. Private."""
    text = part(
        _TEMPLATE,
        "one",
        title=debate.title,
        by=mention(question.asked_by, users),
        to=mention(question.put_to, users),
        link=question.link,
        **_facts(question),
        **_standing(question),
    )
    buttons: list[Button] = []
    if not question.settled and reader is not None:
        if reader == question.put_to:
            buttons.append(_button("respond", Act.RESPOND, debate, question, Style.PRIMARY))
        if reader in (question.put_to, question.asked_by):
            buttons.append(_button("is_answered", Act.IS_ANSWERED, debate, question))
        if reader == question.asked_by:
            buttons.append(_button("unask", Act.UNASK, debate, question))
    return Post((Text(text), Buttons(tuple(buttons))) if buttons else (Text(text),))


def my_questions(found: Sequence[MyQuestions], users: Users, *, looked: int | None = None) -> Post:
    """A member's questions: those that wait for them, and those they asked. Private; says what it left out. `looked`:
    in how many debates, where those were not all.
    """
    if not found:
        return Post((Text(looked_through(part(_TEMPLATE, "mine_none"), looked)),))
    head = looked_through(part(_TEMPLATE, "mine_head"), looked)
    lines: list[str] = []
    for mine in found:
        told = [put_to_me(question, users) for question in mine.put_to_me]
        told += [_by_me(question, users) for question in mine.asked]
        lines += headed(mine.debate, told)
    listed, _ = fitted(lines, TEXT_LIMIT - len(head), lambda count: part(_TEMPLATE, "more", count=count))
    questions = [(mine.debate, question) for mine in found for question in (*mine.put_to_me, *mine.asked)]
    return Post((Text(head), Text(listed), *question_select(questions)))


def questioned(question: Question) -> str:
    """A line about a question as everybody reads it beside its point."""
    return part(_TEMPLATE, "questioned", **_facts(question), **_standing(question))


def put_to_me(question: Question, users: Users) -> str:
    """A line about a question that waits for its reader."""
    by, seconds = mention(question.asked_by, users), len(question.seconders)
    return part(_TEMPLATE, "put_to_me", by=by, link=question.link, seconds=seconds, **_facts(question))


def asked_by_readers(question: Question, users: Users) -> str:
    """A line about a question to somebody else that readers put to the speakers."""
    who, seconds = asked_of(question, users), len(question.seconders)
    return part(_TEMPLATE, "readers_ask", who=who, link=question.link, seconds=seconds, **_facts(question))


def headed(debate: Debate, lines: Sequence[str]) -> list[str]:
    """`lines` with the debate's title above the first."""
    title = part(_TEMPLATE, "title", name=debate.title)
    return [f"{title}\n{line}" if place == 0 else line for place, line in enumerate(lines)]


def question_select(questions: Iterable[tuple[Debate, Question]]) -> tuple[Select, ...]:
    """A select over the first CHOICES_LIMIT of these that were asked by a button; nothing where none was."""
    choices: dict[str, Choice] = {}
    for debate, question in questions:
        if question.act is not None:
            value = QuestionPlace(debate.key.debate, question.act).value
            choices.setdefault(value, Choice(plain(question_label(question), CHOICE_LIMIT), value))
    shown = tuple(choices.values())[:CHOICES_LIMIT]
    return (Select(Action(Act.ONE_QUESTION, ()), say("a_question"), shown),) if shown else ()


def questions_answered_by(debate: Debate, questions: Iterable[Question], statement: StatementId) -> tuple[Block, ...]:
    """What lets a statement's author say which of the `questions` put to them it answers; nothing where none was asked
    by a button.
    """
    choices = tuple(
        Choice(plain(question_label(question), CHOICE_LIMIT), str(question.act))
        for question in questions
        if question.act is not None
    )[:CHOICES_LIMIT]
    if not choices:
        return ()
    select = Select(Action(Act.MEANT_FOR, (debate.key.debate, statement)), say("which_question"), choices)
    return (Text(part(_TEMPLATE, "or_a_question")), select)


def question_label(question: Question) -> str:
    """A question as one line of a list to choose from."""
    match question.kind:
        case QuestionKind.PLAIN:
            return question.words
        case QuestionKind.EVIDENCE:
            return say("what_shows", claim=question.of)
        case QuestionKind.MEANING:
            return say("what_means", word=question.about or "", claim=question.of)


def _by_me(question: Question, users: Users) -> str:
    return part(
        _TEMPLATE,
        "by_me",
        to=mention(question.put_to, users),
        link=question.link,
        **_facts(question),
        **_standing(question),
    )


def _facts(question: Question) -> dict[str, object]:
    return {"kind": question.kind.value, "text": question.words, "about": question.about, "of": question.of}


def _standing(question: Question) -> dict[str, object]:
    if question.withdrawn:
        return {"state": "withdrawn", "answer": None, "where": None}
    if question.response is None:
        return {"state": "open", "answer": None, "where": None}
    words = question.response.words
    state = "elsewhere" if words is None else "answered"
    return {"state": state, "answer": words, "where": question.response.link}


def _button(label: str, act: Act, debate: Debate, question: Question, style: Style = Style.SECONDARY) -> Button:
    return Button(say(label), Action(act, (debate.key.debate, question.act or 0)), style=style)
