"""A debate as the core would compute it, to render posts from: one of ordinary size, one as large as can be."""

from datetime import UTC, date, datetime, timedelta

from deliberation.answering.answer import Earlier
from deliberation.debate import Attribution, Debate, DebateState, Tallies
from deliberation.ids import (
    ActId,
    ChannelId,
    CounterpointNumber,
    DebateId,
    DebateKey,
    GuildId,
    Link,
    MessageId,
    ParticipantId,
    PointNumber,
    RoundNumber,
    Span,
    StatementId,
    UserId,
)
from deliberation.point import Counterpoint, Point, PointOrigin
from deliberation.round import Round, RoundState
from deliberation.stance import Position, Stance, Tally
from deliberation.statement import Passage, StatementKind
from deliberation.steering.agenda import AgendaItem, Pick
from deliberation.steering.decision import Decision
from deliberation.steering.outcome import FinalCount
from deliberation.views.ballot import AnswerChoice, Ballot, BallotClaim
from deliberation.views.board import Board, BoardPoint, Waiting
from deliberation.views.card import ByName, Card, CardPair
from deliberation.views.digest import ClosedEntry, OpenEntry, WeeklyDigest
from deliberation.views.mine import MyPoint, MyStances
from deliberation.views.quotation import Quotation
from deliberation.views.summary import Closing, Condition, Label, Moves, PointResult, RoundSummary

GUILD = GuildId(1100000000000000001)
THREAD = ChannelId(1200000000000000002)
KEY = DebateKey(GUILD, DebateId(1300000000000000003))
OPENED = datetime(2026, 11, 9, 18, 0, tzinfo=UTC)
DEADLINE = datetime(2026, 11, 16, 18, 0, tzinfo=UTC)

MIA, NOOR, IVO, GONE = (ParticipantId(number) for number in (1, 2, 3, 4))
USERS = {MIA: UserId(501), NOOR: UserId(502), IVO: UserId(503)}

CLAIMS = (
    "Quiet hours in voice from 23:00",
    "Bots only in #bots",
    "New members wait a day before posting links",
)


def link(number: int) -> Link:
    """A message of the debate's thread."""
    return Link(GUILD, THREAD, MessageId(1400000000000000000 + number))


def debate(
    *,
    title: str = "Late-night rules",
    attribution: Attribution = Attribution.COUNTED,
    tallies: Tallies = Tallies.HIDDEN,
    planned_rounds: int = 3,
) -> Debate:
    """An open debate in its thread."""
    return Debate(
        key=KEY,
        title=title,
        attribution=attribution,
        tallies=tallies,
        state=DebateState.OPEN,
        opener=MIA,
        home=ChannelId(1200000000000000001),
        thread=THREAD,
        opening=MessageId(1400000000000000000),
        planned_rounds=planned_rounds,
        opened_at=OPENED,
    )


def open_round(number: int = 1) -> Round:
    """A round that is open."""
    return Round(KEY, RoundNumber(number), RoundState.OPEN, OPENED, DEADLINE)


def closed_round(number: int = 2, *, by: ParticipantId | None = None) -> Round:
    """A round that has closed."""
    return Round(KEY, RoundNumber(number), RoundState.CLOSED, OPENED, DEADLINE, DEADLINE, by)


def proposal(number: int, claim: str) -> Point:
    """A proposal of the opening."""
    return Point(
        number=PointNumber(number),
        origin=PointOrigin.PROPOSAL,
        claim=claim,
        passage=Passage(StatementId(1400000000000000000), 1, Span(0, len(claim))),
        author=MIA,
        made_at=OPENED,
        round=RoundNumber(1),
        link=link(0),
    )


PROPOSALS = tuple(proposal(number, claim) for number, claim in enumerate(CLAIMS, start=1))


def quotation(words: str, number: int, *, author: ParticipantId | None = NOOR, people: int = 0) -> Quotation:
    """Words of a message."""
    return Quotation(words, link(number), author, people)


def stance(
    point: int, position: Position, *, round_number: int = 1, condition: str | None = None, reason: str | None = None
) -> Stance:
    """A stance of Mia's."""
    return Stance(
        participant=MIA,
        round=RoundNumber(round_number),
        point=PointNumber(point),
        position=position,
        act=ActId(1500000000000000000 + round_number * 100 + point),
        given_at=OPENED + timedelta(hours=1),
        reason=reason,
        condition=condition,
    )


# --- the board ---------------------------------------------------------------------------------------------------


def board(given: Debate | None = None, *, current: Round | None = None, tally: Tally | None = None) -> Board:
    """The board of a lively round."""
    return Board(
        debate=given or debate(),
        round=current or open_round(2),
        points=(
            BoardPoint(PointNumber(1), PointOrigin.PROPOSAL, CLAIMS[0], link(0), 3, tally),
            BoardPoint(PointNumber(2), PointOrigin.PROPOSAL, CLAIMS[1], link(0), 1, None),
            BoardPoint(
                PointNumber(4), PointOrigin.PASSAGE, "I work shifts, so 23:00 is my afternoon", link(7), 2, None
            ),
            BoardPoint(PointNumber(5), PointOrigin.UNVERIFIED, "sleep is for the weak", link(9), 0, None),
        ),
        questions=(Waiting("Who would switch the channels off?", link(8), IVO),),
        unanswered=(Waiting("A day is nothing to somebody who wants to spam", link(10), None),),
        people=12,
    )


# --- cards -------------------------------------------------------------------------------------------------------

PAIRS = (
    CardPair(
        number=1,
        point=PointNumber(1),
        claim=CLAIMS[0],
        quoted=CLAIMS[0],
        source=CLAIMS[0],
        changed=False,
        source_author=NOOR,
        source_guest=None,
        source_link=link(0),
        response="I work shifts, so 23:00 is my afternoon. Make it a channel one can mute instead.",
    ),
    CardPair(
        number=2,
        point=PointNumber(4),
        claim="nobody asked for music at night",
        quoted="everybody asked for music at night",
        source="nobody asked for music at night",
        changed=True,
        source_author=IVO,
        source_guest=None,
        source_link=link(6),
        response="Three people did, in the poll of last spring.",
        via=link(7),
    ),
    CardPair(
        number=3,
        point=PointNumber(5),
        claim="sleep is for the weak",
        quoted="sleep is for the weak",
        source=None,
        changed=False,
        source_author=None,
        source_guest=None,
        source_link=None,
        response="",
    ),
)


def card(
    *,
    kind: StatementKind = StatementKind.LETTER,
    guest: str | None = None,
    pairs: tuple[CardPair, ...] = PAIRS,
    withdrawn: bool = False,
    not_counted: tuple[ByName, ...] = (),
) -> Card:
    """What a letter of Mia's (or a guest's) answers."""
    author = None if guest else MIA
    return Card(StatementId(1400000000000000011), kind, author, guest, link(11), pairs, withdrawn, not_counted)


BY_NAME = tuple(
    ByName(PointNumber(number), CLAIMS[number - 1], Span(0, 1), Span(2, 3), said, counted=number == 3)
    for number, said in ((1, "Fine by me, if it is midnight."), (2, "I read them at breakfast."), (3, "Twice is late."))
)


# --- the summary -------------------------------------------------------------------------------------------------

CLOSER = PointResult(
    number=PointNumber(1),
    claim=CLAIMS[0],
    link=link(0),
    label=Label.CLOSER,
    answered=11,
    tally=Tally((6, 3, 1, 1, 0)),
    before=Tally((4, 1, 1, 3, 2)),
    moves=Moves(paired=11, closer=5, apart=0, stayed=6, small_group=True),
    agreement=0.7,
    credited=quotation("A muted channel costs nobody anything and lets the others sleep.", 12, people=3),
    reason_for=quotation("A muted channel costs nobody anything and lets the others sleep.", 12, people=4),
    reason_against=quotation("Half of us live where it is noon then.", 13, author=IVO, people=1),
    conditions=(Condition("it starts at midnight", 2), Condition("weekends are left out", 1)),
)
APART = PointResult(
    number=PointNumber(2),
    claim=CLAIMS[1],
    link=link(0),
    label=Label.APART,
    answered=11,
    tally=Tally((4, 1, 0, 1, 5)),
    before=Tally((3, 2, 2, 2, 2)),
    moves=Moves(paired=11, closer=0, apart=2, stayed=9, small_group=True),
    agreement=-0.4,
    credited=None,
    reason_for=quotation("I scroll past forty slot machines to find one question.", 14, people=3),
    reason_against=quotation("The dice bot is half of our game nights.", 15, author=IVO, people=4),
    conditions=(),
)
NEW = PointResult(
    number=PointNumber(4),
    claim="I work shifts, so 23:00 is my afternoon",
    link=link(7),
    label=Label.NEW,
    answered=4,
    tally=None,
    before=None,
    moves=None,
    agreement=None,
    credited=None,
    reason_for=None,
    reason_against=None,
    conditions=(),
)


def summary(
    given: Debate | None = None,
    *,
    results: tuple[PointResult, ...] = (CLOSER, APART, NEW),
    current: Round | None = None,
    closing: Closing = Closing.ON_TIME,
    proposed: tuple[str, ...] = ("Midnight or 23:00?", "Bots only in #bots"),
) -> RoundSummary:
    """The summary of a lively round."""
    return RoundSummary(
        debate=given or debate(),
        round=current or closed_round(2),
        closing=closing,
        people=12,
        answered=11,
        results=results,
        messages=47,
        answering=19,
        plain=28,
        first_plain=link(3),
        questions=(Waiting("Who would switch the channels off?", link(8), IVO),),
        unanswered=(Waiting("A day is nothing to somebody who wants to spam", link(10), None),),
        proposed=proposed,
    )


LEDGER = "participant,point,round,position,record,credit,message\namber-fox,1,2,agree,stance,,\n"

# --- the digest --------------------------------------------------------------------------------------------------


def digest() -> WeeklyDigest:
    """The digest of a lively week."""
    return WeeklyDigest(
        first_day=date(2026, 11, 16),
        last_day=date(2026, 11, 22),
        closed=(ClosedEntry("Late-night rules", RoundNumber(2), CLAIMS[:1], CLAIMS[1:2], 11, 12, link(20)),),
        open=(OpenEntry("Game night on Thursday?", RoundNumber(1), DEADLINE, 6, 12, True, link(21)),),
        questions=2,
        unanswered=1,
        changed_most=(quotation("A muted channel costs nobody anything and lets the others sleep.", 12, people=3),),
    )


# --- the ballot --------------------------------------------------------------------------------------------------


def ballot_claim(
    number: int, *, now: Stance | None = None, before: Stance | None = None, answers: tuple[AnswerChoice, ...] = ()
) -> BallotClaim:
    """A claim in the ballot of a second round."""
    return BallotClaim(
        point=PointNumber(number),
        claim=CLAIMS[number - 1],
        link=link(0),
        before=Tally((4, 1, 0, 1, 5)) if before else None,
        withheld=False,
        own_before=before,
        own_now=now,
        other_side=quotation("I scroll past forty slot machines to find one question.", 14) if before else None,
        answers=answers,
    )


OWN_ANSWER = Counterpoint(
    number=CounterpointNumber(7),
    point=PointNumber(1),
    author=MIA,
    passage=Passage(StatementId(1400000000000000016), 1, Span(40, 78)),
    quote=Span(2, 33),
    words="I agree, if weekends are left out.",
    changed=False,
    round=RoundNumber(2),
    said_at=OPENED + timedelta(hours=2),
    link=link(16),
)
"""What Mia wrote to the first claim."""
ANSWERS = (
    AnswerChoice(CounterpointNumber(3), "A muted channel costs nobody anything and lets the others sleep.", link(12)),
    AnswerChoice(CounterpointNumber(5), "Half of us live where it is noon then.", link(13)),
)


def ballot(*claims: BallotClaim, given: Debate | None = None, number: int = 2) -> Ballot:
    """A ballot of these claims."""
    return Ballot(given or debate(), open_round(number), claims)


CHAT = (
    Earlier(StatementId(1400000000000000021), NOOR, None, "And who tells the newcomers?", link(21)),
    Earlier(StatementId(1400000000000000022), NOOR, None, "I slept badly again.", link(22)),
)
"""Messages of a member's own that quote nothing."""


def mine(*points: MyPoint) -> MyStances:
    """A member's stances on these points."""
    return MyStances(debate(), points)


MY_POINTS = (
    MyPoint(
        PointNumber(1),
        CLAIMS[0],
        link(0),
        (
            stance(1, Position.DISAGREE, reason="I work shifts"),
            stance(1, Position.AGREE_WITH_RESERVATIONS, round_number=2, condition="it starts at midnight"),
        ),
    ),
    MyPoint(PointNumber(2), CLAIMS[1], link(0), (stance(2, Position.AGREE),)),
)


# --- the points --------------------------------------------------------------------------------------------------


AGENDA = (
    AgendaItem(Pick(PointNumber(2)), CLAIMS[1], link(0)),
    AgendaItem(Pick(statement=StatementId(9), start=3), "Who would switch the channels off?", link(8), put_to=IVO),
)
DECISION = Decision(
    number=1,
    by=IVO,
    at=OPENED + timedelta(days=9),
    what="Keep the old one",
    why="Everybody knows it, and a new one costs what two game nights cost.",
    review_at=OPENED + timedelta(days=180),
    point=PointNumber(1),
    link=link(30),
)
COUNT = FinalCount(PointNumber(1), CLAIMS[0], RoundNumber(2), 10, Tally((7, 0, 0, 0, 3)), people=12)
