"""Openings, boards, calls and the log, as posts and private screens."""

from collections.abc import Callable
from dataclasses import replace

from deliberation.debate import DebateState, Tallies
from deliberation.following import Call, Called, Following
from deliberation.ids import (
    ActId,
    PointNumber,
    RoundNumber,
    UserId,
)
from deliberation.log import Deed, LogEntry
from deliberation.question import QuestionKind
from deliberation.stance import Tally
from deliberation.steering.course import Course
from deliberation.terms import Terms, Voice
from deliberation.views.board import Board, PointAside, Waiting
from deliberation.views.summary import Apart
from prompts import following, posts
from prompts.post import Post
from tests.prompts import asked, samples
from tests.prompts.screens.given import COUNTED, NAMED

SPEAKERS = replace(samples.debate(), terms=Terms(speakers=76))


def _first_board() -> Board:
    """As it stands at the opening: nobody said anything, and that is said once."""
    points = tuple(replace(point, answers=0) for point in samples.board().points[:2])
    waiting = tuple(Waiting(point.claim, point.link, None) for point in points)
    board = samples.board(current=samples.open_round(1))
    return replace(board, points=points, questions=(), unanswered=waiting, people=0)


def _explained_board() -> Post:
    board = samples.board()
    waiting = (Waiting("", samples.link(2), samples.MIA, kind=QuestionKind.EVIDENCE, of=samples.CLAIMS[0]),)
    first = replace(board.points[0], explained=asked.EXPLAINED)
    second = replace(board.points[1], explained=asked.DOCUMENTED)
    return posts.board(replace(board, points=(first, second, *board.points[2:]), questions=waiting), samples.USERS)


def _counted_live_board() -> Board:
    """Counts can be followed, a question was put to somebody whose letter a member brought."""
    board = samples.board(samples.debate(tallies=Tallies.LIVE), tally=Tally((3, 1, 0, 0, 1)))
    asked = replace(board.questions[0], put_to=None, guest="Aunt Ada")
    return replace(board, questions=(asked,))


def _aside_board() -> Board:
    aside = PointAside(PointNumber(6), "nobody asked for music at night", samples.link(6), "off topic")
    first, *others = samples.board().points
    points = (first, *(replace(point, asked=point.number == 4) for point in others))
    return replace(samples.board(), points=points, set_aside=(aside, replace(aside, number=PointNumber(9), reason="")))


def _on_course(course: Course) -> Board:
    return replace(samples.board(), round=course.round, course=course)


def _paused_board() -> Board:
    paused = samples.open_round(2).pause(samples.OPENED)
    return _on_course(Course(paused, by=samples.IVO, reason="Half of us are away until Monday"))


def _cancelled_board() -> Board:
    cancelled = samples.open_round(2).cancel(samples.OPENED)
    return _on_course(Course(cancelled, by=samples.IVO, reason="The question has settled itself"))


def _busy_board() -> Board:
    """Closing early, prolonged and reopened before, with an agenda, a next round and a decision."""
    asked = replace(samples.open_round(2), prolonged=True, reopened=1).ask_to_close(samples.OPENED, by=samples.IVO)
    course = Course(
        asked,
        quorum=8,
        agenda=samples.AGENDA,
        scheduled=samples.open_round(3),
        coming=samples.AGENDA[1:],
        decision=samples.DECISION,
    )
    return _on_course(course)


NUMBERS = {"round": 2, "point": 4, "into": 1, "picked": 2, "opens": 1_796_000_000, "closes": 1_796_200_000}


DEEDS = tuple(
    LogEntry(
        deed,
        samples.IVO,
        samples.OPENED,
        ActId(number),
        numbers=NUMBERS,
        reason="It came up twice." if deed in (Deed.ROUND_CANCELLED, Deed.DEBATE_DECIDED) else None,
    )
    for number, deed in enumerate(Deed)
)


def _erased_board() -> Board:
    """The board of a debate whose opener was erased."""
    board = samples.board()
    points = tuple(replace(point, claim="") for point in board.points[:2]) + board.points[2:]
    return replace(board, debate=replace(board.debate, title=""), points=points)


def _call(told: Called) -> Post:
    return following.call(Call(COUNTED, RoundNumber(2), samples.open_round(2).deadline, told))


POSTS: dict[str, Callable[[], Post]] = {
    "opening-counted": lambda: posts.opening(COUNTED, samples.open_round(), samples.PROPOSALS),
    "opening-named": lambda: posts.opening(NAMED, samples.open_round(), samples.PROPOSALS),
    "opening-speakers": lambda: posts.opening(SPEAKERS, samples.open_round(), samples.PROPOSALS),
    "how-it-works-speakers": lambda: posts.how_it_works(SPEAKERS),
    "how-it-works": lambda: posts.how_it_works(COUNTED),
    "how-it-works-named": lambda: posts.how_it_works(NAMED),
    "board": lambda: posts.board(samples.board(), samples.USERS),
    "board-live": lambda: posts.board(samples.board(NAMED, tally=Tally((3, 1, 0, 0, 2))), samples.USERS),
    "board-counted-live": lambda: posts.board(_counted_live_board(), samples.USERS),
    "board-readers": lambda: posts.board(replace(samples.board(), apart=(Apart(Voice.READER, 3),)), samples.USERS),
    "board-closed": lambda: posts.board(samples.board(current=samples.closed_round()), samples.USERS),
    "board-first": lambda: posts.board(_first_board(), {}),
    "board-set-aside": lambda: posts.board(_aside_board(), samples.USERS),
    "board-paused": lambda: posts.board(_paused_board(), samples.USERS),
    "board-cancelled": lambda: posts.board(_cancelled_board(), samples.USERS),
    "board-busy": lambda: posts.board(_busy_board(), samples.USERS),
    "opening-ended": lambda: posts.opening(
        replace(COUNTED, state=DebateState.ENDED),
        samples.closed_round(),
        samples.PROPOSALS,
        Course(samples.closed_round(), decision=samples.DECISION),
        samples.USERS,
    ),
    "opening-between-rounds": lambda: posts.opening(
        COUNTED,
        samples.closed_round(),
        samples.PROPOSALS,
        Course(samples.closed_round(), scheduled=samples.open_round(3), coming=samples.AGENDA),
        samples.USERS,
    ),
    "log": lambda: posts.log(COUNTED, DEEDS, samples.USERS),
    "log-last-page": lambda: posts.log(COUNTED, DEEDS, samples.USERS, 9),
    "log-empty": lambda: posts.log(COUNTED, (), {}),
    "board-explained": _explained_board,
    "board-seconded": lambda: posts.board(replace(samples.board(), questions=asked.WAITING), samples.USERS),
    "board-readers-ask": lambda: posts.board(
        replace(samples.board(asked.SPEAKERS), questions=asked.BY_READERS), samples.USERS
    ),
    "following": lambda: following.following(Following(COUNTED, True, 12, None)),
    "following-many": lambda: following.following(Following(COUNTED, True, 140, None)),
    "following-many-by-role": lambda: following.following(Following(COUNTED, True, 140, 77)),
    "following-no-more": lambda: following.following(Following(COUNTED, False, 11, None)),
    "call-opened": lambda: _call(Called((UserId(501), UserId(502)))),
    "call-by-role": lambda: _call(Called(role=77)),
    "call-to-the-first": lambda: _call(Called(tuple(map(UserId, range(501, 601))), untold=40)),
    "call-edited": lambda: _call(Called()),
    "erased-opening": lambda: posts.opening(
        replace(COUNTED, title=""), samples.open_round(), tuple(replace(point, claim="") for point in samples.PROPOSALS)
    ),
    "erased-board": lambda: posts.board(_erased_board(), samples.USERS),
}
