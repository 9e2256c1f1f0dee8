"""A debate as large as can be (40 points, 25 people, statements of 2,000 characters), and people's words replaced."""

from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from typing import Any, TypeVar, cast

from deliberation.asking.choices import Inquiry
from deliberation.ids import CounterpointNumber, DebateId, DebateKey, ParticipantId, PointNumber, RoundNumber, UserId
from deliberation.point import PointOrigin
from deliberation.question import Response
from deliberation.stance import POSITIONS, Position, Tally
from deliberation.views.ballot import AnswerChoice
from deliberation.views.board import BoardPoint, Waiting
from deliberation.views.card import CardPair
from deliberation.views.digest import ClosedEntry, OpenEntry
from deliberation.views.mine import MyPoint
from deliberation.views.summary import Condition, PointResult
from prompts import posts
from prompts.post import Post, RenderedFile
from tests.prompts import asked, listed, samples

POINTS = 40
PEOPLE = {ParticipantId(number): UserId(10**18 + number) for number in range(1, 26)}
CLAIM = "The rule about posting pictures of unfinished miniatures should be the same in every channel, also on weekends"
STATEMENT = ("Whoever paints slowly is punished by it, and whoever paints fast does not notice. " * 30)[:2000]
REASON = STATEMENT[:110]

T = TypeVar("T")


def reworded(value: T, word: Callable[[str], str]) -> T:
    """The same value with all people's words in it replaced, however deep they lie."""
    return cast("T", _reworded(value, word))


def _reworded(value: Any, word: Callable[[str], str]) -> Any:
    if isinstance(value, Enum):
        return value
    if isinstance(value, str):
        return word(value)
    if isinstance(value, tuple):
        return tuple(_reworded(item, word) for item in cast("tuple[Any, ...]", value))
    if is_dataclass(value) and not isinstance(value, type):
        held = {field.name: _reworded(getattr(value, field.name), word) for field in fields(value)}
        return replace(value, **held)
    return value


def _pair(number: int) -> CardPair:
    source = None if number % 5 == 0 else STATEMENT
    return CardPair(
        number=number,
        point=PointNumber(number),
        claim=CLAIM,
        quoted=STATEMENT[::-1] if number % 2 else STATEMENT,
        source=source,
        changed=number % 2 == 1,
        source_author=ParticipantId(1 + number % 25),
        source_guest=None,
        source_link=samples.link(number) if source else None,
        response=STATEMENT,
    )


def _result(number: int) -> PointResult:
    return replace(
        samples.CLOSER,
        number=PointNumber(number),
        claim=CLAIM,
        tally=Tally((6, 5, 4, 5, 5)),
        before=Tally((5, 5, 5, 5, 5)),
        credited=samples.quotation(REASON, 12, people=4),
        reason_for=samples.quotation(REASON, 13, people=4),
        reason_against=samples.quotation(REASON, 14, people=4),
        conditions=tuple(Condition(REASON, people) for people in range(5, 0, -1)),
    )


WAITING = tuple(Waiting(STATEMENT[:150], samples.link(number), ParticipantId(number)) for number in range(1, 26))
BOARD = replace(
    samples.board(),
    points=tuple(
        BoardPoint(
            PointNumber(number), PointOrigin(origin), CLAIM, samples.link(number), number, Tally((6, 5, 4, 5, 5))
        )
        for number in range(1, POINTS + 1)
        for origin in [PointOrigin.PROPOSAL if number <= 25 else PointOrigin.UNVERIFIED]
    ),
    questions=WAITING,
    unanswered=WAITING,
    people=25,
)
CARD = samples.card(pairs=tuple(_pair(number) for number in range(1, POINTS + 1)))
LETTER = samples.card(pairs=tuple(_pair(number) for number in range(1, 11)))
SUMMARY = replace(
    samples.summary(results=tuple(_result(number) for number in range(1, POINTS + 1)), proposed=(CLAIM,) * 8),
    people=25,
    answered=25,
    questions=WAITING,
    unanswered=WAITING,
)
DIGEST = replace(
    samples.digest(),
    closed=tuple(
        ClosedEntry(CLAIM[:90], RoundNumber(2), (CLAIM,) * 9, (CLAIM,) * 9, 20, 25, samples.link(number))
        for number in range(20)
    ),
    open=tuple(
        OpenEntry(CLAIM[:90], RoundNumber(2), samples.DEADLINE, 20, 25, True, samples.link(number))
        for number in range(20)
    ),
)
ANSWERS = tuple(
    AnswerChoice(CounterpointNumber(number), STATEMENT, samples.link(number)) for number in range(1, POINTS)
)
BALLOT_CLAIMS = tuple(
    replace(
        samples.ballot_claim(
            1,
            now=samples.stance(number, POSITIONS[number % 5], condition=STATEMENT[:200]) if number < 24 else None,
            before=samples.stance(number, Position.AGREE),
            answers=ANSWERS,
        ),
        point=PointNumber(number),
        claim=CLAIM,
        own_answer=samples.OWN_ANSWER if number >= 24 else None,
        suggested=Position.AGREE_WITH_RESERVATIONS if number >= 24 else None,
    )
    for number in range(1, 26)
)
BALLOT = samples.ballot(*BALLOT_CLAIMS)
MINE = samples.mine(
    *(
        MyPoint(
            PointNumber(number),
            CLAIM,
            samples.link(number),
            tuple(
                samples.stance(
                    number,
                    Position.AGREE_WITH_RESERVATIONS,
                    round_number=round_number,
                    condition=STATEMENT[:200],
                    reason=STATEMENT[:300],
                )
                for round_number in range(1, 13)
            ),
        )
        for number in range(1, POINTS + 1)
    )
)
QUESTION = replace(
    asked.MEANING,
    words=STATEMENT[:300],
    about=STATEMENT[:60],
    of=CLAIM,
    response=Response(STATEMENT[:1000], samples.MIA, samples.DEADLINE),
)
QUESTIONED = replace(listed.point_page(), questions=(QUESTION,) * 5, replies=listed.point_page().replies * 40)
NEEDS = tuple(
    replace(asked.NEEDS[0], debate=replace(asked.DEBATE, key=DebateKey(samples.GUILD, DebateId(10**18 + number))))
    for number in range(20)
)
FOUND = tuple(replace(hit, words=STATEMENT[:200]) for hit in asked.HITS) * 3
PROPOSALS = tuple(samples.proposal(number, CLAIM) for number in range(1, 26))
TITLE = CLAIM[:90]

Shown = dict[str, tuple[Post, tuple[RenderedFile, ...]]]


def everything(word: Callable[[str], str]) -> Shown:
    """Every post of the large debate, with people's words replaced."""
    debate = reworded(samples.debate(title=TITLE), word)
    claim = reworded(BALLOT_CLAIMS[24], word)
    ballot = reworded(BALLOT, word)
    shown = {
        "opening": posts.opening(debate, samples.open_round(), reworded(PROPOSALS, word)),
        "board": posts.board(reworded(BOARD, word), PEOPLE),
        "card": posts.card(reworded(CARD, word), debate, PEOPLE),
        "letter": posts.card(reworded(LETTER, word), debate, PEOPLE),
        "digest": posts.digest(reworded(DIGEST, word)),
        "ballot": posts.ballot(ballot, claim, PointNumber(1)),
        "end": posts.ballot(ballot, None, PointNumber(1)),
        "mine": posts.mine(reworded(MINE, word)),
    }
    pages = {f"page {page}": posts.card(reworded(CARD, word), debate, PEOPLE, page) for page in (1, 13, 99)}
    shown["needs"] = posts.needs(reworded(NEEDS, word), PEOPLE, 0, reminded=False)
    shown["my questions"] = posts.my_questions(reworded(asked.MINE * 30, word), PEOPLE)
    shown["one question"] = posts.one_question(debate, reworded(QUESTION, word), samples.USERS, samples.MIA)
    shown["point with questions"] = posts.point(reworded(QUESTIONED, word), PEOPLE)
    shown["unanswered"] = posts.inquired(Inquiry.UNANSWERED, reworded(asked.UNANSWERED * 30, word), None, PEOPLE)
    shown["found"] = posts.found(replace(asked.FOUND, hits=reworded(FOUND, word)), None, PEOPLE)
    summary = posts.summary(reworded(SUMMARY, word), PEOPLE, samples.LEDGER)
    return {name: (post, ()) for name, post in (shown | pages).items()} | {"summary": summary}
