"""The posts, one function each: what people read, from what the core computed. Texts are templates in `templates/`."""

from collections.abc import Mapping
from dataclasses import dataclass

from deliberation.ballot import Ballot, BallotClaim
from deliberation.board import Board
from deliberation.card import Card
from deliberation.debate import Debate
from deliberation.digest import WeeklyDigest
from deliberation.errors import Refusal
from deliberation.ids import ParticipantId, PointNumber, UserId
from deliberation.mine import MyStances
from deliberation.point import Point
from deliberation.round import Round
from deliberation.stance import Stance
from deliberation.summary import RoundSummary
from prompts.post import Post

Users = Mapping[ParticipantId, UserId]
"""Whom to mention; somebody erased is missing and is called "somebody"."""


@dataclass(frozen=True, slots=True)
class RenderedFile:
    """A file that goes with a post. `description` is a picture's alt text."""

    name: str
    data: bytes
    description: str | None = None


def opening(debate: Debate, first: Round, proposals: tuple[Point, ...]) -> Post:
    """The opening of a debate, in the channel its thread is made from."""
    raise NotImplementedError


def how_it_works(debate: Debate) -> Post:
    """Behind "How this works": quoting, the ballot, who can see what, the labels in one line each. Private."""
    raise NotImplementedError


def board(board: Board, users: Users) -> Post:
    """The board of a round: pages itself within Discord's limits and says what it left out."""
    raise NotImplementedError


def card(card: Card, debate: Debate, users: Users, page: int = 0) -> Post:
    """What a letter or message answers; long ones show the first pairs and a button for the others."""
    raise NotImplementedError


def notice(debate: Debate) -> Post:
    """How to upload the letter that a quote found nowhere comes from. Said once in a debate."""
    raise NotImplementedError


def summary(summary: RoundSummary, users: Users, ledger: str) -> tuple[Post, tuple[RenderedFile, ...]]:
    """The summary of a round, its picture and its ledger as a CSV file."""
    raise NotImplementedError


def digest(digest: WeeklyDigest) -> Post:
    """The weekly digest; of a quiet week, the one line that says so."""
    raise NotImplementedError


def ballot(ballot: Ballot, claim: BallotClaim | None, saved: PointNumber | None = None) -> Post:
    """The ballot at `claim`, or its end where None. `saved` is the point just answered: what can be added to it is
    offered above the next claim (a "but" offers "What would make it a yes?"). At the first claim it says who can see
    the answers. Private, edits itself.
    """
    raise NotImplementedError


def one_claim(debate: Debate, round: Round, claim: BallotClaim) -> Post:
    """The five positions on one point picked from a card or the board, with `Act.GIVE`. Private."""
    raise NotImplementedError


def stance_saved(claim: str, stance: Stance, round: Round, debate: Debate) -> Post:
    """What was saved, when it counts and who sees it, with what can be added. Private."""
    raise NotImplementedError


def mine(stances: MyStances) -> Post:
    """A member's own stances and their history. Private; pages itself within the limits and says what it left out."""
    raise NotImplementedError


def refusal(error: Refusal) -> str:
    """What happened and what to do next, for every kind of refusal, by its `code` and facts."""
    raise NotImplementedError


def say(key: str, **facts: object) -> str:
    """A short sentence of the catalogue in `templates/sentences.j2`: labels, confirmations, modal titles.

    Raises:
        KeyError: there is no such sentence.
    """
    raise NotImplementedError
