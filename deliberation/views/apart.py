"""Apart: those whose views are told beside the members', each voice by itself."""

from dataclasses import dataclass

from deliberation.point import Point
from deliberation.stance import Tally
from deliberation.terms import Voice
from deliberation.views.standings import APART, Standings


@dataclass(frozen=True, slots=True)
class Apart:
    """What those answered whose views stand apart from the members'. `tally` is None where it is withheld."""

    voice: Voice
    answered: int
    tally: Tally | None = None


def people_apart(standings: Standings) -> tuple[Apart, ...]:
    """How many guests and readers answered in this round, without a tally; none where nobody of them did."""
    answering = ((voice, standings.answering(standings.number, voice=voice)) for voice in APART)
    return tuple(Apart(voice, len(people)) for voice, people in answering if people)


def apart_on(point: Point, standings: Standings) -> tuple[Apart, ...]:
    """What guests and readers answered on `point` in this round, each voice for itself."""
    voices = ((voice, standings.given(point.number, voice=voice)) for voice in APART)
    return tuple(Apart(voice, len(given), standings.breakdown(given)) for voice, given in voices if given)
