"""Ballots: a member's private walk through the claims of a round."""

from dataclasses import dataclass

from deliberation.debate import Debate
from deliberation.ids import Link, ParticipantId, PointNumber, RoundNumber
from deliberation.quotation import Quotation
from deliberation.record import DebateRecord
from deliberation.round import Round
from deliberation.stance import Stance, Tally

BALLOT_LIMIT = 25
"""The most claims a ballot walks through in this version: the proposals a debate opens with."""


@dataclass(frozen=True, slots=True)
class AnswerChoice:
    """An answer to a claim that a member can say counts most for them."""

    number: int
    """Its counterpoint number."""
    words: str
    link: Link


@dataclass(frozen=True, slots=True)
class BallotClaim:
    """One claim with the feedback that makes rounds worth having."""

    point: PointNumber
    claim: str
    link: Link
    before: Tally | None
    """Last round's counts; None in a first round, for a new claim, and where they are withheld."""
    withheld: bool
    """True where last round's counts exist but fewer than WITHHOLD_BELOW people answered a counted debate."""
    own_before: Stance | None
    own_now: Stance | None
    other_side: Quotation | None
    """The strongest reason of the side this member was not on last round."""
    answers: tuple[AnswerChoice, ...] = ()


@dataclass(frozen=True, slots=True)
class Ballot:
    """The claims of a round in one member's order."""

    debate: Debate
    round: Round
    claims: tuple[BallotClaim, ...]

    @property
    def answered(self) -> int:
        """How many claims this member has answered in this round."""
        return sum(claim.own_now is not None for claim in self.claims)

    @property
    def keepable(self) -> int:
        """How many unanswered claims have an answer from last round that can be kept."""
        return sum(claim.own_now is None and claim.own_before is not None for claim in self.claims)

    def claim(self, point: PointNumber) -> BallotClaim | None:
        """The claim on `point`, None where the ballot has none."""
        return next((claim for claim in self.claims if claim.point == point), None)

    def after(self, point: PointNumber | None) -> BallotClaim | None:
        """The next unanswered claim behind `point` (from the start where None), going round once; None when all
        are answered, or when only `point` itself is left.
        """
        places = {claim.point: place for place, claim in enumerate(self.claims)}
        start = places.get(point, -1) + 1 if point is not None else 0
        for claim in self.claims[start:] + self.claims[:start]:
            if claim.own_now is None and claim.point != point:
                return claim
        return None


def compose_ballot(record: DebateRecord, number: RoundNumber, participant: ParticipantId) -> Ballot:
    """The ballot of round `number` for one member: the debate's proposals (merged ones once), in an order that is
    random per member and round yet always the same for them.
    """
    raise NotImplementedError
