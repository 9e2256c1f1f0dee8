"""The board: one message per round, edited in place: the points, who is asked what, what nobody answered."""

from dataclasses import dataclass

from deliberation.debate import Debate
from deliberation.ids import Link, ParticipantId, PointNumber, RoundNumber
from deliberation.point import PointOrigin
from deliberation.record import DebateRecord
from deliberation.round import Round
from deliberation.stance import Tally


@dataclass(frozen=True, slots=True)
class BoardPoint:
    """A point with how much it was answered. `tally` is None while the round's counts are hidden or withheld."""

    number: PointNumber
    origin: PointOrigin
    claim: str
    link: Link
    answers: int
    tally: Tally | None


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something put to somebody and not answered: a question, or a point nobody answered."""

    words: str
    link: Link
    put_to: ParticipantId | None


@dataclass(frozen=True, slots=True)
class Board:
    """What the board of one round shows. `people` have answered at least one claim in it."""

    debate: Debate
    round: Round
    points: tuple[BoardPoint, ...]
    questions: tuple[Waiting, ...]
    unanswered: tuple[Waiting, ...]
    people: int


def compose_board(record: DebateRecord, number: RoundNumber) -> Board:
    """The board of round `number`: proposals first, then the points most answered; merged points once.

    Tallies are given only when the debate was opened with live tallies (and, in a counted debate, only from
    WITHHOLD_BELOW answers on) or the round is over.
    """
    raise NotImplementedError
