"""Changes: what was done to points since they were made: reworded, split, set aside, put to everybody, restated.

A point's passage never changes. Each change is a row of its own, so that what a round was held on can be told later.
Merges stand in `deliberation.point`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from deliberation.errors import PointSetAside, PointSplit
from deliberation.ids import ActId, ParticipantId, PointNumber, RoundNumber
from deliberation.point import Merge, Point, current
from deliberation.round import Round

ASKING = 3
"""How many people must ask that a point be put to everybody: its author and two others."""

ASIDE_LIMIT = 200
"""The most characters of why a point was set aside."""
RESTATEMENT_LIMIT = 300
"""The most characters of a point in somebody else's words."""


class Verdict(StrEnum):
    """What a point's author says of words that somebody else would have stand for it."""

    WAITING = "waiting"
    CONFIRMED = "confirmed"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True)
class Rewording:
    """Other words for a point's claim. They show once its author has confirmed them."""

    point: PointNumber
    act: ActId
    words: str
    by: ParticipantId | None
    """Who proposed them; once confirmed, the author, whose words they are then. None for somebody erased."""
    at: datetime
    verdict: Verdict = Verdict.WAITING
    round: RoundNumber | None = None
    """The first round with these words: nobody's answer is put under other words than it was given to."""


@dataclass(frozen=True, slots=True)
class Restatement:
    """A point in somebody else's words, shown once its author has said that this is what they mean."""

    point: PointNumber
    act: ActId
    words: str
    by: ParticipantId | None
    at: datetime
    verdict: Verdict = Verdict.WAITING


@dataclass(frozen=True, slots=True)
class Split:
    """A point taken apart: `part` is one of the points it became. Nobody's stance goes with it."""

    source: PointNumber
    part: PointNumber
    by: ParticipantId | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Aside:
    """A point set aside, for a reason everybody reads; or taken up again."""

    point: PointNumber
    by: ParticipantId | None
    at: datetime
    reason: str | None
    """Why; None where its words were erased, or it was taken up again."""
    taken_up: bool = False


@dataclass(frozen=True, slots=True)
class PointChanges:
    """All changes of one debate's points, each kind in the order in which it happened."""

    rewordings: tuple[Rewording, ...] = ()
    restatements: tuple[Restatement, ...] = ()
    splits: tuple[Split, ...] = ()
    asides: tuple[Aside, ...] = ()
    put_up: Mapping[PointNumber, RoundNumber] = field(default_factory=dict[PointNumber, RoundNumber])
    """The points put to everybody besides the proposals, each with the first round whose ballot asks it."""

    def until(self, at: datetime | None) -> "PointChanges":
        """These changes without what was done after `at`; all of them where None."""
        if at is None:
            return self
        return PointChanges(
            rewordings=self.rewordings,  # these hold from a round on
            restatements=self.restatements,
            splits=tuple(split for split in self.splits if split.at <= at),
            asides=tuple(aside for aside in self.asides if aside.at <= at),
            put_up=self.put_up,
        )


def wordings(point: PointNumber, rewordings: Iterable[Rewording]) -> tuple[Rewording, ...]:
    """The confirmed rewordings of a point in the order in which they came to hold."""
    confirmed = [
        rewording
        for rewording in rewordings
        if rewording.point == point
        and rewording.verdict is Verdict.CONFIRMED
        and rewording.round is not None
        and rewording.words  # not erased since
    ]
    return tuple(sorted(confirmed, key=lambda rewording: (rewording.round or 0, rewording.at, rewording.act)))


def claim_in(point: Point, number: RoundNumber, rewordings: Iterable[Rewording]) -> str:
    """What stood for `point` in round `number`: the words last confirmed for it by then, else its passage's own."""
    said = [rewording for rewording in wordings(point.number, rewordings) if (rewording.round or 0) <= number]
    return said[-1].words if said else point.claim


def parts_of(point: PointNumber, splits: Iterable[Split], merges: Sequence[Merge]) -> tuple[PointNumber, ...]:
    """The points that `point` was split into; none where it is whole, or whole again since all were merged back."""
    parts = dict.fromkeys(split.part for split in splits if split.source == point)
    if all(current(part, merges) == point for part in parts):
        return ()
    return tuple(parts)


def aside_now(point: PointNumber, asides: Iterable[Aside]) -> Aside | None:
    """How `point` was set aside; None where it is not, or was taken up again."""
    of_point = sorted((aside for aside in asides if aside.point == point), key=lambda aside: aside.at)
    return of_point[-1] if of_point and not of_point[-1].taken_up else None


def must_stand(point: PointNumber, changes: PointChanges, merges: Sequence[Merge]) -> None:
    """Refuse what is done to a point that does not stand any more.

    Raises:
        PointSetAside, PointSplit: as they say.
    """
    aside = aside_now(point, changes.asides)
    if aside is not None:
        raise PointSetAside({"point": point, "reason": aside.reason})
    parts = parts_of(point, changes.splits, merges)
    if parts:
        raise PointSplit({"point": point, "parts": parts})


def enough_ask(author: ParticipantId | None, askers: Iterable[ParticipantId]) -> bool:
    """Whether a point is to be put to everybody: its author and two others ask.

    Nobody can ask in the place of an author who is not here: a guest's words are put up by whoever leads the debate.
    """
    asking = set(askers)
    return author in asking and len(asking) >= ASKING


def holds_from(rounds: Sequence[Round], *, answered: bool) -> RoundNumber:
    """The round from which on new words hold: this one, or the next where none is open or somebody has `answered` the
    words that stand. So nobody's answer is put under other words, and none is lost to a change of words.
    """
    last = rounds[-1]
    return RoundNumber(last.number + 1) if last.over or answered else last.number
