"""The debates and helpers that several screens are rendered from."""

from dataclasses import replace

from deliberation.debate import Attribution, Tallies
from deliberation.stance import Position
from deliberation.views.ballot import BallotClaim
from tests.prompts import samples

NAMED = samples.debate(attribution=Attribution.NAMED, tallies=Tallies.LIVE)


COUNTED = samples.debate()


def answered_in_the_thread(suggested: Position | None) -> BallotClaim:
    """The first claim, which its member has answered in the thread but not on the ballot."""
    before = samples.stance(1, Position.DISAGREE)
    return replace(samples.ballot_claim(1, before=before), own_answer=samples.OWN_ANSWER, suggested=suggested)
