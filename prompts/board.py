"""The board of a round as a post."""

from deliberation.point import PointOrigin
from deliberation.steering.course import Course
from deliberation.views.board import Board, BoardPoint, Waiting
from deliberation.views.summary import WITHHOLD_BELOW
from prompts.pieces import (
    answer_a_point,
    ask_about,
    asked_of,
    claims_select,
    fitted,
    live,
    named,
    second_a_question,
    stacked,
    take_part,
    what_needs_me,
)
from prompts.post import CHOICES_LIMIT, TEXT_LIMIT, Block, Button, Buttons, Post, Rule, Text, Users
from prompts.render import part
from prompts.round import agenda_text, coming_lines, plan_lines
from prompts.sentences import say

_TEMPLATE = "board"
_QUESTIONS_SHOWN = 3
_UNANSWERED_SHOWN = 2
_ASIDE_SHOWN = 2
_SENSES_SHOWN = _SOURCES_SHOWN = 2
_PASSAGES_SHOWN = 8
"""A phone shows about as many; the others are in the select and in the thread."""


def board(board: Board, users: Users) -> Post:
    """The board of a round: pages itself within Discord's limits and says what it left out."""
    head = part(
        _TEMPLATE,
        "head",
        title=board.debate.title,
        number=board.round.number,
        planned=board.debate.planned_rounds,
        state=board.round.state,
        closes=board.round.closes_at,
        over=board.round.over,
        people=board.people,
        hidden=not live(board.debate) and not board.round.over,
        least=WITHHOLD_BELOW if live(board.debate) and not named(board.debate) and not board.round.over else None,
    )
    if board.apart:
        apart = (part("summary", "answered_apart", name=one.voice, count=one.answered) for one in board.apart)
        head = " ".join((head, *apart))
    course = board.course or Course(board.round)
    head = "\n".join([head, *plan_lines(course, users)])
    ahead = stacked(filter(None, (agenda_text(course, users), *coming_lines(course, users))))
    waiting = "\n".join(filter(None, (_waiting(board, users), _set_aside(board))))
    letter, note = _letter_missing(board), ""
    if len(board.points) > CHOICES_LIMIT:
        note = part(_TEMPLATE, "select_holds", count=CHOICES_LIMIT, of=len(board.points))
    room = TEXT_LIMIT - len(head) - len(waiting) - len(letter) - len(note) - len(ahead) - 1
    lines = _lines(_shown(board.points))
    left = len(board.points) - len(lines)
    points, fitting = fitted(lines, room - (len(_more(left)) + 1 if left else 0), lambda count: _more(count + left))
    if left and fitting == len(lines):
        points = f"{points}\n{_more(left)}"
    blocks: list[Block] = [Text(head)]
    if ahead:
        blocks.append(Text(ahead))
    if points:
        blocks.append(Text(points))
    if letter:
        blocks.append(Text(letter))
    if waiting:
        blocks += [Rule(), Text(waiting)]
    if not board.round.over:
        select = claims_select(
            board.debate, ((point.number, point.number, point.claim) for point in board.points), say("your_view_on")
        )
        if select and note:
            blocks.append(Text(note))
        blocks += [block for block in (select, Buttons(_buttons(board))) if block]
    return Post(tuple(blocks), silent=True)


def _letter_missing(board: Board) -> str:
    """How to bring the letter that words found nowhere come from, while what is said can still be joined to it."""
    unknown = any(point.origin is PointOrigin.UNVERIFIED for point in board.points)
    return part(_TEMPLATE, "found_nowhere_note") if unknown and not board.round.over else ""


def _set_aside(board: Board) -> str:
    """The points set aside, the first few with why."""
    if not board.set_aside:
        return ""
    shown = board.set_aside[:_ASIDE_SHOWN]
    return part(_TEMPLATE, "set_aside", points=shown, more=len(board.set_aside) - len(shown))


def _shown(points: tuple[BoardPoint, ...]) -> tuple[BoardPoint, ...]:
    """All that the ballot asks and the first of the other passages."""
    passages = [point for point in points if _heading(point) == "passages"]
    left_out = {point.number for point in passages[_PASSAGES_SHOWN:]}
    return tuple(point for point in points if point.number not in left_out)


def _more(count: int) -> str:
    return part(_TEMPLATE, "more_points", count=count)


def _lines(points: tuple[BoardPoint, ...]) -> list[str]:
    """A line a point; where proposals and passages both stand on the board, the first of each kind is headed."""
    lines: list[str] = []
    kinds = {_heading(point) for point in points}
    headed: set[str] = set()
    for point in points:
        sources, documents = point.explained.sources, point.explained.documents
        line = part(
            _TEMPLATE,
            "point",
            number=point.number,
            claim=point.claim,
            link=point.link,
            answers=point.answers,
            proposal=point.origin is PointOrigin.PROPOSAL,
            unverified=point.origin is PointOrigin.UNVERIFIED,
            tally=point.tally,
            senses=point.explained.senses[-_SENSES_SHOWN:],
            sources=sources[:_SOURCES_SHOWN],
            documents=documents[: max(0, _SOURCES_SHOWN - len(sources))],
            more_sources=max(0, len(sources) + len(documents) - _SOURCES_SHOWN),
        )
        heading = _heading(point)
        if len(kinds) > 1 and heading not in headed:
            headed.add(heading)
            line = f"{part(_TEMPLATE, heading)}\n{line}"
        lines.append(line)
    return lines


def _heading(point: BoardPoint) -> str:
    """Under which heading a point stands."""
    if point.origin is PointOrigin.PROPOSAL:
        return "proposals"
    return "put_up" if point.asked else "passages"


def _waiting(board: Board, users: Users) -> str:
    """What waits for an answer, the first few of each kind; empty where nothing does.

    A point that stands on the board with "no reply yet" is not said a second time.
    """
    standing = {(point.claim, point.link) for point in board.points}
    unanswered = [point for point in board.unanswered if (point.words, point.link) not in standing]
    if not board.questions and not unanswered:
        return ""
    lines = [part(_TEMPLATE, "waiting")]
    lines += [_question(question, users) for question in board.questions[:_QUESTIONS_SHOWN]]
    lines += [
        part(_TEMPLATE, "unanswered", text=point.words, link=point.link) for point in unanswered[:_UNANSWERED_SHOWN]
    ]
    left = len(board.questions[_QUESTIONS_SHOWN:]) + len(unanswered[_UNANSWERED_SHOWN:])
    if left:
        lines.append(part(_TEMPLATE, "more_waiting", count=left))
    return "\n".join(lines)


def _buttons(board: Board) -> tuple[Button, ...]:
    debate = board.debate
    buttons = (take_part(debate), answer_a_point(debate), ask_about(debate), what_needs_me(debate))
    return (*buttons, second_a_question(debate)) if board.questions else buttons


def _question(question: Waiting, users: Users) -> str:
    return part(
        _TEMPLATE,
        "question",
        text=question.words,
        link=question.link,
        who=asked_of(question, users),
        kind=question.kind.value,
        about=question.about,
        of=question.of,
        seconds=question.seconds,
        by_readers=question.by_readers,
    )
