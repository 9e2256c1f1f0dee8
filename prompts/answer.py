"""An answer in line that the bot posts for its author, and what is said privately around it."""

from deliberation.answering.answer import Answerable, Answered, Asked, Earlier, PostedAnswer, Quotable, Since, Standing
from deliberation.answering.dogpile import Dogpile
from deliberation.debate import Debate
from deliberation.ids import StatementId
from deliberation.stance import Position, Side
from deliberation.statement import StatementKind
from deliberation.views.board import BoardPoint
from prompts.pieces import answer_in_line, ask_about, author_if_named, mention, named
from prompts.post import (
    CHOICE_LIMIT,
    CHOICES_LIMIT,
    LABEL_LIMIT,
    TEXT_LIMIT,
    Act,
    Action,
    Block,
    Button,
    Buttons,
    Choice,
    Place,
    Post,
    Select,
    Style,
    Text,
    Users,
)
from prompts.refusals import refusal
from prompts.render import part
from prompts.sentences import say
from prompts.words import called, lines, plain, verbatim

_TEMPLATE = "answer"
_QUOTE_SHOWN = 1_000
_QUOTE_BESIDE_MUCH = 300
_ABOVE_FORM = 1_500
"""Characters of a passage shown above the form; whoever picked it has just read it whole."""
_PAGE_ROOM = TEXT_LIMIT - 500


def answer(posted: PostedAnswer, debate: Debate, users: Users) -> Post:
    """An answer as everybody sees it: whole, with what it answers. Taken back or removed, only that."""
    if posted.standing is not Standing.POSTED:
        gone = Text(part(_TEMPLATE, posted.standing.value, author=mention(posted.author, users)))
        why = Button(say("why_removed"), Action(Act.WHY_REMOVED, (debate.key.debate, posted.statement)))
        return Post((gone, Buttons((why,))) if posted.standing is Standing.REMOVED else (gone,))
    said = lines(posted.words)
    head = _head(posted, debate, users, _QUOTE_SHOWN)
    if len(head) + len(said) > TEXT_LIMIT:
        head, said = _head(posted, debate, users, _QUOTE_BESIDE_MUCH), verbatim(posted.words)
    numbers = (debate.key.debate, posted.statement)
    view = plain(say("your_view_on_claim", claim=posted.claim), LABEL_LIMIT)
    return Post(
        (
            Text(head),
            Text(said),
            Buttons((Button(view, Action(Act.LOOK, (debate.key.debate, posted.point)), style=Style.PRIMARY),)),
            Buttons(
                (
                    answer_in_line(debate, posted.statement),
                    ask_about(debate, posted.statement),
                    Button(say("edit"), Action(Act.EDIT, numbers)),
                    Button(say("take_back"), Action(Act.TAKE_BACK, numbers)),
                    Button(say("report"), Action(Act.REPORT, numbers)),
                )
            ),
        )
    )


def passages(found: Answerable, debate: Debate, users: Users, page: int, *, said_by: StatementId | None = None) -> Post:
    """A page of a statement's passages in full, with a select of their opening words. Private; from page 1 on.

    They are picked to write an answer to; or to say what `said_by`, a statement already made, answers.
    """
    pages = _pages(found)
    page = min(max(page, 1), len(pages))
    shown = pages[page - 1]
    head = part(
        _TEMPLATE,
        "passages_head",
        kind=found.kind.value,
        letter=found.kind is StatementKind.LETTER,
        author=mention(found.author, users) if found.author is not None else None,
        guest=found.guest,
        link=found.link,
        page=page,
        pages=len(pages),
    )
    if not shown:
        return Post((Text(part(_TEMPLATE, "no_passages", link=found.link)),))
    text = "\n".join(_passage(number, quotable) for number, quotable in shown if not quotable.whole)
    choices = tuple(
        Choice(_choice(number, quotable), Place(quotable.passage).value) for number, quotable in _apart(shown)
    )
    blocks: list[Block] = [Text(head), Text(text)]
    if said_by is None:
        blocks.append(Select(Action(Act.PICK, (debate.key.debate,)), say("which_words"), choices))
        return Post((*blocks, *_turns(Act.PASSAGES, (debate.key.debate, found.statement), page, len(pages))))
    numbers = (debate.key.debate, said_by)
    blocks.append(Select(Action(Act.MEANT, numbers), say("which_words"), choices))
    blocks += _turns(Act.MEANS, (*numbers, found.statement), page, len(pages))
    blocks.append(Buttons((Button(say("another_message"), Action(Act.EARLIER, (*numbers, 1))),)))
    return Post(tuple(blocks))


def earlier(statements: tuple[Earlier, ...], debate: Debate, said_by: StatementId, page: int) -> Post:
    """A page of what was said before `said_by`, latest first, to pick what that answers. Private; from page 1 on."""
    if not statements:
        return Post((Text(part(_TEMPLATE, "nothing_earlier")),))
    pages = -(-len(statements) // CHOICES_LIMIT)
    page = min(max(page, 1), pages)
    shown = statements[(page - 1) * CHOICES_LIMIT : page * CHOICES_LIMIT]
    head = part(_TEMPLATE, "earlier_head", page=page, pages=pages)
    choices = tuple(
        Choice(
            plain(one.words, CHOICE_LIMIT), str(one.statement), plain(one.guest, CHOICE_LIMIT) if one.guest else None
        )
        for one in shown
    )
    numbers = (debate.key.debate, said_by)
    select = Select(Action(Act.WHICH, numbers), say("which_message"), choices)
    return Post((Text(head), select, *_turns(Act.EARLIER, numbers, page, pages)))


def now_answers(quoted: str, debate: Debate, said_by: StatementId) -> Post:
    """That a statement now answers a passage, and the way back. Private."""
    unsay = Button(say("unsay"), Action(Act.UNSAY, (debate.key.debate, said_by)))
    return Post((Text(part(_TEMPLATE, "now_answers", quoted=quoted, limit=_QUOTE_BESIDE_MUCH)), Buttons((unsay,))))


def unsaid() -> Post:
    """That a statement answers nothing by its author's choice any more. Private."""
    return Post((Text(part(_TEMPLATE, "unsaid")),))


def points_to_answer(points: tuple[BoardPoint, ...], debate: Debate, page: int) -> Post:
    """A page of a debate's points, each of which can be answered. Private; from page 1 on."""
    if not points:
        return Post((Text(part(_TEMPLATE, "no_points")),))
    pages = -(-len(points) // CHOICES_LIMIT)
    page = min(max(page, 1), pages)
    shown = points[(page - 1) * CHOICES_LIMIT : page * CHOICES_LIMIT]
    choices = tuple(
        Choice(plain(say("numbered_claim", number=point.number, claim=point.claim), CHOICE_LIMIT), str(point.number))
        for point in shown
    )
    head = part(_TEMPLATE, "points_head", page=page, pages=pages)
    select = Select(Action(Act.TO_POINT, (debate.key.debate,)), say("which_point"), choices)
    return Post((Text(head), select, *_turns(Act.ANSWER, (debate.key.debate,), page, pages)))


def above_form(asked: Asked) -> str:
    """What stands above the field for an answer: the passage, and that many have answered it, where they have; what
    they all say, where that is clear.
    """
    return part(
        _TEMPLATE,
        "above_form",
        quoted=asked.words,
        limit=_ABOVE_FORM,
        pile=_pile(asked.dogpile) if asked.dogpile is not None else None,
    )


def _pile(pile: Dogpile) -> str:
    if pile.side is None:
        return part(_TEMPLATE, "many", people=pile.people)
    pressed = Position.AGREE if pile.side is Side.FOR else Position.DISAGREE
    return say("dogpile", people=pile.people, position=say(f"vote_{pressed.value}"))


def answered(given: Answered, debate: Debate, *, source: StatementId | None, condition: str) -> Post:
    """What became of an answer: that it is posted, whether a view given with it counts, and the way back to the next
    passage of the same statement (`source`). Private.
    """
    text = part(
        _TEMPLATE,
        "answered",
        since=given.since.value,
        kept=given.stance_kept,
        refused=refusal(given.stance_refused) if given.stance_refused is not None else None,
        named=named(debate),
        condition=condition,
        condition_kept=given.condition_kept,
    )
    blocks: list[Block] = [Text(text)]
    if source is not None:
        another = Action(Act.PASSAGES, (debate.key.debate, source, 1))
        blocks.append(Buttons((Button(say("another_passage"), another),)))
    return Post(tuple(blocks))


def really_take_back(debate: Debate, statement: StatementId) -> Post:
    """Asks once whether an answer is to be taken back. Private."""
    meant = Button(say("take_it_back"), Action(Act.TAKEN_BACK, (debate.key.debate, statement)), style=Style.DANGER)
    return Post((Text(part(_TEMPLATE, "really_take_back")), Buttons((meant,))))


def taken_back() -> Post:
    """That an answer was taken back. Private."""
    return Post((Text(part(_TEMPLATE, "now_taken_back")),))


def _head(posted: PostedAnswer, debate: Debate, users: Users, limit: int) -> str:
    by = (
        called(posted.source_guest, 80) if posted.source_guest else author_if_named(debate, posted.source_author, users)
    )
    return part(
        _TEMPLATE,
        "head",
        author=mention(posted.author, users),
        quoted=posted.quoted,
        limit=limit,
        found=posted.found,
        edited=posted.since is Since.EDITED,
        deleted=posted.since is Since.DELETED,
        by=by,
        link=posted.source_link,
    )


def _passage(number: int, quotable: Quotable) -> str:
    return part(_TEMPLATE, "passage", number=number, text=quotable.words, quoted=quotable.quoted)


def _choice(number: int, quotable: Quotable) -> str:
    if quotable.whole:
        return plain(say("all_of_it"), CHOICE_LIMIT)
    return plain(say("numbered_claim", number=number, claim=quotable.words), CHOICE_LIMIT)


def _apart(shown: list[tuple[int, Quotable]]) -> list[tuple[int, Quotable]]:
    """Each passage once: a statement may quote the same words twice, and a select takes no value twice."""
    kept: dict[str, tuple[int, Quotable]] = {}
    for number, quotable in shown:
        kept.setdefault(Place(quotable.passage).value, (number, quotable))
    return list(kept.values())


def _pages(found: Answerable) -> list[list[tuple[int, Quotable]]]:
    """The passages with their numbers, as many to a page as fit."""
    pages: list[list[tuple[int, Quotable]]] = [[]]
    room = _PAGE_ROOM
    for number, quotable in enumerate(found.passages, start=1):
        length = 0 if quotable.whole else len(_passage(number, quotable)) + 1
        if pages[-1] and (len(pages[-1]) == CHOICES_LIMIT or length > room):
            pages.append([])
            room = _PAGE_ROOM
        pages[-1].append((number, quotable))
        room -= length
    return pages


def _turns(act: Act, numbers: tuple[int, ...], page: int, pages: int) -> tuple[Buttons, ...]:
    turns: list[Button] = []
    if page > 1:
        turns.append(Button(say("page_before"), Action(act, (*numbers, page - 1))))
    if page < pages:
        turns.append(Button(say("page_after"), Action(act, (*numbers, page + 1))))
    return (Buttons(tuple(turns)),) if turns else ()
