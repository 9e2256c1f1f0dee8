"""Cards as posts: what a letter or message answers, short for everybody, whole on private pages."""

from string import ascii_lowercase

from deliberation.debate import Debate
from deliberation.statement import StatementKind
from deliberation.views.card import Card, CardPair
from prompts.pieces import answer_in_line, ask_about, author_if_named, claims_select, fitted, mention
from prompts.post import TEXT_LIMIT, Act, Action, Block, Button, Buttons, Post, Text, Users
from prompts.render import part
from prompts.sentences import say
from prompts.words import called, is_cut

_TEMPLATE = "card"
_FEW_PAIRS = 3
_PAIRS_SHOWN = 10
_NAMES_SHOWN = 5
_NAME_SHOWN = 60
"""The most proposals named below the pairs, and the most characters of each."""

_Limits = tuple[int, int]
"""The most characters shown of a quote and of its answer."""
_FEW: _Limits = (160, 240)
_MANY: _Limits = (100, 110)
_WHOLE: _Limits = (500, 1200)
_TIGHT: _Limits = (300, 600)
_PAGE_ROOM = TEXT_LIMIT - 600
"""What the head of a page and its note on cuts leave."""


def card(card: Card, debate: Debate, users: Users, page: int = 0) -> Post:
    """What a letter or message answers; long ones show the first pairs and a button for the others.

    `page` 0 is the card everybody sees; from 1 on, the private pages with the quotes and answers at length.
    """
    if card.withdrawn:
        letter = card.kind is StatementKind.LETTER
        gone = part(_TEMPLATE, "withdrawn", letter=letter, author=mention(card.author, users), guest=card.guest)
        return Post((Text(gone),), silent=True)
    return _page(card, debate, users, page) if page > 0 else _public(card, debate, users)


def _public(card: Card, debate: Debate, users: Users) -> Post:
    limits = _FEW if len(card.pairs) <= _FEW_PAIRS else _MANY
    head = _head(card, users)
    unverified = part(_TEMPLATE, "unverified") if any(pair.source is None for pair in card.pairs) else ""
    by_name = _not_counted(card, users)
    lines = [_pair(card, pair, debate, users, limits) for pair in card.pairs]
    left_by_count = max(0, len(lines) - _PAIRS_SHOWN)
    room = (
        TEXT_LIMIT - len(head) - len(unverified) - len(by_name) - (len(_more(len(lines))) + 2 if left_by_count else 0)
    )
    text, shown = fitted(lines[:_PAIRS_SHOWN], room, lambda count: _more(count + left_by_count), "\n\n")
    if left_by_count and shown == _PAIRS_SHOWN:
        text = f"{text}\n\n{_more(left_by_count)}"
    blocks: list[Block] = [Text(block) for block in (head, text, unverified, by_name) if block]
    pairs = card.pairs[:shown]
    blocks += _views(debate, pairs)
    buttons = [answer_in_line(debate, card.statement), ask_about(debate, card.statement)]
    if shown < len(card.pairs) or any(_is_cut(pair, limits) for pair in pairs):
        buttons.append(_turn(card, debate, 1, say("read_all")))
    if card.not_counted:
        buttons.append(Button(say("these_answer"), Action(Act.NAMED, (debate.key.debate, card.statement))))
    blocks.append(Buttons(tuple(buttons)))
    return Post(tuple(blocks), silent=True)


def _page(card: Card, debate: Debate, users: Users, page: int) -> Post:
    pages = _pages(card, debate, users)
    page = min(page, len(pages))
    text, pairs = pages[page - 1]
    head = _head(card, users)
    if len(pages) > 1:
        head = f"{head}\n{part(_TEMPLATE, 'page_of', page=page, pages=len(pages))}"
    blocks: list[Block] = [Text(head), Text(text)]
    if any(_is_cut(pair, _WHOLE) for pair in pairs):
        blocks.append(Text(part(_TEMPLATE, "cut", link=card.link)))
    blocks += _views(debate, pairs)
    turns: list[Button] = []
    if page > 1:
        turns.append(_turn(card, debate, page - 1, say("page_before")))
    if page < len(pages):
        turns.append(_turn(card, debate, page + 1, say("page_after")))
    if turns:
        blocks.append(Buttons(tuple(turns)))
    return Post(tuple(blocks), silent=True)


def _pages(card: Card, debate: Debate, users: Users) -> list[tuple[str, tuple[CardPair, ...]]]:
    """The pairs at length, as many to a page as fit."""
    pages: list[tuple[str, tuple[CardPair, ...]]] = []
    for pair in card.pairs:
        text = _pair(card, pair, debate, users, _WHOLE)
        if len(text) > _PAGE_ROOM:
            text = _pair(card, pair, debate, users, _TIGHT)
        if pages and len(pages[-1][0]) + 2 + len(text) <= _PAGE_ROOM:
            before, pairs = pages[-1]
            pages[-1] = (f"{before}\n\n{text}", (*pairs, pair))
        else:
            pages.append((text, (pair,)))
    return pages or [("…", ())]


def _head(card: Card, users: Users) -> str:
    head = part(
        _TEMPLATE,
        "head",
        letter=card.kind is StatementKind.LETTER,
        author=mention(card.author, users),
        guest=card.guest,
        link=card.link,
        pairs=len(card.pairs),
    )
    if _none_found(card):
        head = f"{head}\n{part(_TEMPLATE, 'none_found', quoter=_quoter(card, users))}"
    return head


def _not_counted(card: Card, users: Users) -> str:
    """Which proposals it replies to by name, and what makes those replies count; nothing where there are none."""
    claims = list(dict.fromkeys(one.claim for one in card.not_counted))
    if not claims:
        return ""
    shown = claims[:_NAMES_SHOWN]
    return part(
        _TEMPLATE,
        "not_counted",
        claims=shown,
        limit=_NAME_SHOWN,
        more=len(claims) - len(shown),
        author=mention(card.author, users),
    )


def _none_found(card: Card) -> bool:
    """Whether several quotes were all found nowhere, so that it is said once for all of them."""
    return len(card.pairs) > 1 and all(pair.source is None for pair in card.pairs)


def _quoter(card: Card, users: Users) -> str:
    return called(card.guest, 80) if card.guest else mention(card.author, users)


def _pair(card: Card, pair: CardPair, debate: Debate, users: Users, limits: _Limits) -> str:
    by = called(pair.source_guest, 80) if pair.source_guest else author_if_named(debate, pair.source_author, users)
    quote_limit, answer_limit = limits
    return part(
        _TEMPLATE,
        "pair",
        letter=_letter(pair.number),
        quoted=pair.quoted,
        source=pair.source,
        changed=pair.changed,
        link=pair.source_link,
        via=pair.via,
        by_name=pair.by_name,
        by=by,
        quoter=None if _none_found(card) else _quoter(card, users),
        response=pair.response,
        quote_limit=quote_limit,
        answer_limit=answer_limit,
    )


def _letter(number: int) -> str:
    """The letter of the pair with this number: a to z, then aa, ab and so on. Numbers stand for points."""
    letters = ""
    while number > 0:
        number, place = divmod(number - 1, len(ascii_lowercase))
        letters = ascii_lowercase[place] + letters
    return letters


def _is_cut(pair: CardPair, limits: _Limits) -> bool:
    quoted = (pair.quoted, pair.source) if pair.changed else (pair.source or pair.quoted,)
    return is_cut(pair.response, limits[1]) or any(is_cut(text, limits[0]) for text in quoted if text)


def _views(debate: Debate, pairs: tuple[CardPair, ...]) -> list[Block]:
    """The select over the points that were quoted: it judges those, never the answers."""
    points = ((pair.point, _letter(pair.number), pair.claim) for pair in pairs if pair.point is not None)
    select = claims_select(debate, points, say("your_view_on"))
    return [select] if select else []


def _turn(card: Card, debate: Debate, page: int, label: str) -> Button:
    return Button(label, Action(Act.PAIRS, (debate.key.debate, card.statement, page)))


def _more(count: int) -> str:
    return part(_TEMPLATE, "more", count=count)
