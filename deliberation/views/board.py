"""The board: one message per round, edited in place: the points, who is asked what, what nobody answered."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from deliberation.asking.explained import Explained, explained
from deliberation.debate import Debate, Tallies
from deliberation.excerpt import excerpt
from deliberation.ids import Link, ParticipantId, PointNumber, RoundNumber, Span, StatementId
from deliberation.point import Counterpoint, Point, PointOrigin
from deliberation.points.changes import claim_in
from deliberation.question import Question, QuestionKey, QuestionKind, most_seconded_first
from deliberation.record import DebateRecord
from deliberation.round import Round, RoundState
from deliberation.stance import Tally
from deliberation.steering.course import Course, course_of
from deliberation.views.apart import Apart, people_apart
from deliberation.views.reasons import REASON_LIMIT
from deliberation.views.standings import Standings, standings_of

READERS_ASK_LIMIT = 3
"""The most questions that readers put to the speakers at a time."""


@dataclass(frozen=True, slots=True)
class BoardPoint:
    """A point with how much it was answered. `tally` is None while the round's counts are hidden or withheld."""

    number: PointNumber
    origin: PointOrigin
    claim: str
    link: Link
    answers: int
    tally: Tally | None
    asked: bool = False
    """Whether the ballot asks it: a proposal, or a point put to everybody."""
    explained: Explained = field(default_factory=Explained)
    """What its author was asked about it and answered."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something put to somebody and not answered: a question, or a point nobody answered."""

    words: str
    link: Link
    put_to: ParticipantId | None
    guest: str | None = None
    """The guest author it was put to, by name."""
    kind: QuestionKind = QuestionKind.PLAIN
    about: str | None = None
    """The word whose sense is asked for."""
    of: str = ""
    """The words that a question asked by a button is about."""
    seconds: int = 0
    """How many would ask it, too."""
    by_readers: bool = False
    """Whether it is one of the few that the readers put to the speakers."""
    author: ParticipantId | None = None
    """Who asked it; nobody is told."""
    key: QuestionKey | None = None
    """What the question is called; None for a point."""
    meant: str | None = None
    """What its author added beneath it in a summary."""


@dataclass(frozen=True, slots=True)
class PointAside:
    """A point set aside, with why."""

    number: PointNumber
    claim: str
    link: Link
    reason: str


@dataclass(frozen=True, slots=True)
class Board:
    """What the board of one round shows. `people` have answered at least one claim in it."""

    debate: Debate
    round: Round
    points: tuple[BoardPoint, ...]
    questions: tuple[Waiting, ...]
    unanswered: tuple[Waiting, ...]
    people: int
    set_aside: tuple[PointAside, ...] = ()
    course: Course | None = None
    apart: tuple[Apart, ...] = ()
    """How many guests and readers answered, besides `people`."""


def compose_board(record: DebateRecord, number: RoundNumber) -> Board:
    """The board of round `number`: proposals first, then the points put to everybody, then those most answered; merged
    points once, those set aside by themselves.

    Tallies are given only when the debate was opened with live tallies (in a counted debate as `Standings.followed`
    has them) or the round is over; never of a cancelled one, in which nothing is counted.
    """
    standings = standings_of(record, number)
    round_ = record.round(number)
    live, counted = record.debate.tallies is Tallies.LIVE, round_.state is not RoundState.CANCELLED
    claims = {point.number for point in standings.claims}
    points = [
        BoardPoint(
            number=point.number,
            origin=point.origin,
            claim=point.claim,
            link=point.link,
            answers=len(standings.answers.get(point.number, ())),
            tally=_tally(point, standings, live=live, over=round_.over) if counted else None,
            asked=point.number in claims,
            explained=explained(point.number, standings),
        )
        for point in standings.points.values()
        if point.number in claims or _is_alive(point, standings)
    ]
    return Board(
        debate=record.debate,
        round=round_,
        points=tuple(sorted(points, key=_place)),
        questions=open_questions(standings),
        unanswered=unanswered_proposals(standings),
        people=len(standings.answered),
        set_aside=points_aside(standings),
        course=course_of(record, number),
        apart=people_apart(standings),
    )


def open_questions(standings: Standings) -> tuple[Waiting, ...]:
    """The questions of `unanswered_questions` as a post shows them, the most seconded first."""
    asked = most_seconded_first(unanswered_questions(standings))
    put_by_readers = readers_ask(asked, standings.record.debate)
    return tuple(
        Waiting(
            excerpt(question.words, REASON_LIMIT),
            question.link,
            put_to=question.put_to,
            guest=question.guest,
            kind=question.kind,
            about=question.about,
            of=question.of,
            seconds=len(question.seconders),
            by_readers=question in put_by_readers,
            author=question.asked_by,
            key=question.key,
        )
        for question in asked
    )


def readers_ask(questions: Sequence[Question], debate: Debate) -> tuple[Question, ...]:
    """Which of `questions`, the most seconded first, go to a debate's speakers; none where everybody writes."""
    if debate.terms.speakers is None:
        return ()
    return tuple(question for question in questions[:READERS_ASK_LIMIT] if question.seconders)


def unanswered_questions(standings: Standings) -> tuple[Question, ...]:
    """The questions asked so far that nobody has answered, in the order in which they were asked.

    One asked by a button is open until it is answered, said to be, or taken back. One read in an answer is answered by
    a later counterpoint of somebody else on a passage that overlaps it. Neither is asked any more where the statement
    it stands in, or is about, was withdrawn.
    """
    withdrawn = standings.record.withdrawn
    replies = _replies(standings)
    return tuple(
        question
        for question in standings.record.questions
        if question.round <= standings.number
        and question.statement not in withdrawn
        and not (question.settled if question.act is not None else _is_replied_to(question, replies))
    )


def points_aside(standings: Standings) -> tuple[PointAside, ...]:
    """The points set aside, in order of number."""
    points = {point.number: point for point in standings.record.points}
    return tuple(
        PointAside(
            number=number,
            claim=claim_in(points[number], standings.number, standings.changes.rewordings),
            link=points[number].link,
            reason=how.reason or "",
        )
        for number, how in standings.aside.items()
    )


def unanswered_proposals(standings: Standings) -> tuple[Waiting, ...]:
    """The proposals nobody has answered in line, in order. Other points exist because somebody answered them."""
    return tuple(
        Waiting(words=point.claim, link=point.link, put_to=None)
        for point in standings.proposals
        if not standings.answers.get(point.number)
    )


def _replies(standings: Standings) -> Mapping[StatementId, list[tuple[Span, Counterpoint]]]:
    """Every answer under the statement whose passage it answers, before and after merges."""
    passages = {point.number: point.passage for point in standings.record.points}
    replies: dict[StatementId, list[tuple[Span, Counterpoint]]] = {}
    for point, answers in standings.answers.items():
        for answer in answers:
            for passage in {passages[answer.point], passages.get(point, passages[answer.point])}:
                replies.setdefault(passage.statement, []).append((passage.span, answer))
    return replies


def _is_replied_to(question: Question, replies: Mapping[StatementId, list[tuple[Span, Counterpoint]]]) -> bool:
    return any(_answers(span, reply, question) for span, reply in replies.get(question.statement, ()))


def _answers(span: Span, reply: Counterpoint, question: Question) -> bool:
    somebody_else = reply.author is None or reply.author != question.asked_by
    later = reply.passage.statement > question.statement
    return somebody_else and later and span.overlap(question.span) > 0


def _tally(point: Point, standings: Standings, *, live: bool, over: bool) -> Tally | None:
    if over:
        return standings.breakdown(standings.given(point.number))
    return standings.followed(point.number) if live else None


def _is_alive(point: Point, standings: Standings) -> bool:
    """Whether something is left that answers `point`, or anybody took a stance on it."""
    return bool(standings.answers.get(point.number)) or any(
        standings.given(point.number, number) for number in standings.rounds
    )


def _place(point: BoardPoint) -> tuple[int, int, int]:
    if point.origin is PointOrigin.PROPOSAL:
        return (0, 0, point.number)
    return (1, 0, point.number) if point.asked else (2, -point.answers, point.number)
