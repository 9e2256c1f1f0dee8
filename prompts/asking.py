"""What can be asked of the record and what is answered, as private posts; and the silent answer to a mention."""

from deliberation.asking.choices import Answer, Inquiry, MyStand, Shape, Unanswered
from deliberation.asking.searching import SEARCH_LIMIT, Found, Hit
from deliberation.debate import Debate
from deliberation.ids import MessageId
from deliberation.statement import StatementKind
from deliberation.views.board import Waiting
from prompts.pieces import asked_of, asked_words, author_if_named, fitted, looked_through
from prompts.post import TEXT_LIMIT, Act, Action, Block, Button, Buttons, Choice, FoundPage, Post, Select, Text, Users
from prompts.render import part
from prompts.sentences import say
from prompts.words import called

INQUIRIES: tuple[Inquiry, ...] = tuple(Inquiry)

_TEMPLATE = "asking"
_ON_A_PAGE = 5


def menu(debate: Debate | None, *, seen: int) -> Post:
    """What can be asked: about one debate, or all `seen` of the server. Private."""
    if not seen:
        return Post((Text(part(_TEMPLATE, "none_seen")),))
    number = debate.key.debate if debate is not None else 0
    asking = tuple(
        Button(say(f"inquire_{inquiry.value}"), Action(Act.INQUIRE, (number, place)))
        for place, inquiry in enumerate(INQUIRIES)
    )
    head = part(_TEMPLATE, "menu", title=debate.title if debate is not None else None)
    return Post((Text(head), Buttons(asking), Buttons((_search(number),))))


def asked_by_mention(debate: Debate | None, message: MessageId) -> Post:
    """What everybody sees beneath a message that mentions the bot: a button that answers privately."""
    action = Action(Act.RECORD, (debate.key.debate if debate is not None else 0, message))
    return Post((Text(part(_TEMPLATE, "mentioned")), Buttons((Button(say("ask_privately"), action),))), silent=True)


def found(found: Found, debate: Debate | None, users: Users, page: int = 1, *, looked: int | None = None) -> Post:
    """A page of what a search brought, in members' own words. Private; from page 1 on. `looked`: in how many debates,
    where those were not all.
    """
    pages = max(1, -(-len(found.hits) // _ON_A_PAGE))
    page = min(max(page, 1), pages)
    first = (page - 1) * _ON_A_PAGE
    hits = found.hits[first : first + _ON_A_PAGE]
    head = part(
        _TEMPLATE,
        "found_head",
        asked=found.search.asked,
        count=len(found.hits),
        more=found.more,
        partly=found.partly,
        first=first + 1,
        last=first + len(hits),
    )
    blocks: list[Block] = [Text(looked_through(head, looked))]
    if hits:
        blocks.append(Text("\n".join(_hit(hit, users, titled=debate is None) for hit in hits)))
    number = debate.key.debate if debate is not None else 0
    if pages > 1:
        blocks.append(Select(Action(Act.FOUND, (number,)), say("more_found"), _pages(found, pages)))
    blocks.append(Buttons((_search(number), _menu(number))))
    return Post(tuple(blocks))


def inquired(
    inquiry: Inquiry, answer: Answer, debate: Debate | None, users: Users, *, looked: int | None = None
) -> Post:
    """What the record answers to one of the fixed questions. Private; says what it left out. `looked`: in how many
    debates, where those were not all.
    """
    head = looked_through(part(_TEMPLATE, f"{inquiry.value}_head"), looked)
    number = debate.key.debate if debate is not None else 0
    controls = Buttons((_menu(number),))
    if not answer:
        return Post((Text(f"{head}\n{part(_TEMPLATE, f'{inquiry.value}_none')}"), controls))
    lines = [line for of_debate in answer for line in _lines(of_debate, users)]
    listed, _ = fitted(lines, TEXT_LIMIT - len(head), lambda count: part("questions", "more", count=count))
    return Post((Text(head), Text(listed), controls))


def _lines(answer: Unanswered | Shape | MyStand, users: Users) -> list[str]:
    match answer:
        case Unanswered():
            title = part(_TEMPLATE, "title", name=answer.debate.title)
            lines = [_waits(question, users) for question in answer.questions]
            lines += [part(_TEMPLATE, "no_reply", text=point.words, link=point.link) for point in answer.proposals]
        case Shape():
            title = part(_TEMPLATE, "title_round", name=answer.debate.title, round=answer.round, open=answer.open)
            lines = [
                part(_TEMPLATE, "shape", claim=point.claim, link=point.link, tally=point.tally, people=answer.people)
                for point in answer.points
            ]
        case MyStand():
            title = part(_TEMPLATE, "title", name=answer.debate.title)
            lines = [
                part(
                    _TEMPLATE,
                    "stand",
                    claim=point.claim,
                    link=point.link,
                    position=point.position,
                    round=point.round,
                )
                for point in answer.points
            ]
    return [f"{title}\n{line}" if place == 0 else line for place, line in enumerate(lines)]


def _waits(question: Waiting, users: Users) -> str:
    asked = asked_words(question.kind, question.words, question.about, question.of, 120)
    return part(_TEMPLATE, "waits", who=asked_of(question, users), asked=asked, link=question.link)


def _hit(hit: Hit, users: Users, *, titled: bool) -> str:
    by = called(hit.guest, 80) if hit.guest else author_if_named(hit.debate, hit.author, users)
    return part(
        _TEMPLATE,
        "hit",
        text=hit.words,
        link=hit.link,
        title=hit.debate.title if titled else None,
        by=by,
        letter=hit.kind is StatementKind.LETTER,
        opening=hit.kind is StatementKind.OPENING,
    )


def _pages(found: Found, pages: int) -> tuple[Choice, ...]:
    asked = found.search.asked[:SEARCH_LIMIT]
    return tuple(
        Choice(
            part(
                _TEMPLATE,
                "pages_of",
                first=(page - 1) * _ON_A_PAGE + 1,
                last=min(page * _ON_A_PAGE, len(found.hits)),
            ),
            FoundPage(page, asked).value,
        )
        for page in range(1, pages + 1)
    )


def _search(number: int) -> Button:
    return Button(say("search"), Action(Act.SEARCH, (number,)))


def _menu(number: int) -> Button:
    return Button(say("ask_more"), Action(Act.RECORD, (number, 0)))
