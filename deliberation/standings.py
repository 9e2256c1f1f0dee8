"""A record as it stands up to one round: what summaries, boards, ballots, digests and ledgers all count from."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from deliberation.debate import Attribution
from deliberation.ids import ParticipantId, PointNumber, RoundNumber
from deliberation.point import Counterpoint, Point, PointOrigin, current
from deliberation.record import DebateRecord, StatementHead
from deliberation.round import RoundState
from deliberation.stance import Position, Stance, Tally, standing

WITHHOLD_BELOW = 5
"""In a counted debate nothing is broken down below this many answers."""
COMPARE_FROM = 3
"""In a named debate two rounds are compared from this many people on who answered in both."""

Given = Mapping[ParticipantId, Stance]
"""The stances that count on one point in one round: one a person."""


@dataclass(frozen=True, slots=True)
class Standings:
    """A record up to round `number`: merges followed, later rounds and cancelled ones passed over.

    Made by `standings_of`.
    """

    record: DebateRecord
    number: RoundNumber
    points: Mapping[PointNumber, Point]
    """The points that stand, in order of number; merged ones are gone into what they became."""
    became: Mapping[PointNumber, PointNumber]
    answers: Mapping[PointNumber, tuple[Counterpoint, ...]]
    """The counterpoints on each point that can be quoted (neither withdrawn nor erased), oldest first."""
    rounds: tuple[RoundNumber, ...]
    """The rounds that count, in order; the last is `number`."""
    stances: Mapping[RoundNumber, Mapping[PointNumber, Given]] = field(repr=False)

    def given(self, point: PointNumber, number: RoundNumber | None = None) -> Given:
        """The stances that count on `point` in round `number`; this standing's own round where None."""
        return self.stances[self.number if number is None else number].get(point, {})

    @property
    def last_round(self) -> RoundNumber | None:
        """The round before this one; None in a first round."""
        return self.rounds[-2] if len(self.rounds) > 1 else None

    def before(self, point: PointNumber) -> Given:
        """The stances on `point` in the latest earlier round in which anybody answered it; empty if there is none."""
        for number in self.rounds[-2::-1]:
            if given := self.given(point, number):
                return given
        return {}

    @property
    def proposals(self) -> tuple[Point, ...]:
        """The debate's proposals in order, or what they became; each once."""
        numbers = [self.became[point.number] for point in self.record.points if point.origin is PointOrigin.PROPOSAL]
        return tuple(self.points[number] for number in dict.fromkeys(numbers) if number in self.points)

    @property
    def answered(self) -> frozenset[ParticipantId]:
        """Who answered at least one claim in this round."""
        return frozenset(participant for given in self.stances[self.number].values() for participant in given)

    @property
    def statements(self) -> tuple[StatementHead, ...]:
        """What was said up to this round and not withdrawn."""
        return tuple(head for head in self.record.statements if head.round <= self.number and not head.withdrawn)

    @property
    def people(self) -> frozenset[ParticipantId]:
        """Who wrote, answered, opened the ballot or followed so far. Guest authors and the erased are nobody here."""
        writers = {head.author for head in self.statements if head.author is not None and head.guest is None}
        answering = {
            participant for points in self.stances.values() for given in points.values() for participant in given
        }
        return frozenset(writers | answering | self.record.takers)

    def withholds(self, people: int) -> bool:
        """Whether what that many people answered must not be broken down."""
        return self.record.debate.attribution is Attribution.COUNTED and people < WITHHOLD_BELOW

    def compares(self, paired: int) -> bool:
        """Whether two rounds may be compared over that many people who answered in both."""
        return paired >= COMPARE_FROM and not self.withholds(paired)

    def followed(self, point: PointNumber) -> Tally | None:
        """How the stances on `point` in this round are spread, as somebody may follow it while they are given.

        In a counted debate the counts stand still until WITHHOLD_BELOW people have answered or changed their answer
        since: whoever compares them with those shown before learns nothing of fewer people. None before the first time.
        """
        if not self.withholds(0):
            return self.breakdown(self.given(point))
        given = [stance for stance in self.record.stances if self._is_on(point, stance)]
        now: dict[ParticipantId, Position] = {}
        shown: dict[ParticipantId, Position] = {}
        news: set[ParticipantId] = set()
        for stance in sorted(given, key=lambda stance: (stance.given_at, stance.act)):
            now[stance.participant] = stance.position
            if shown.get(stance.participant) is stance.position:
                news.discard(stance.participant)
            else:
                news.add(stance.participant)
            if self.withholds(len(news)):
                continue
            shown = dict(now)
            news.clear()
        return Tally.of(shown.values()) if shown else None

    def _is_on(self, point: PointNumber, stance: Stance) -> bool:
        return stance.round == self.number and self.became.get(stance.point) == point

    def breakdown(self, given: Given) -> Tally | None:
        """How `given` are spread over the positions; None where that is withheld."""
        return None if self.withholds(len(given)) else tally_of(given)


def standings_of(record: DebateRecord, number: RoundNumber) -> Standings:
    """`record` as it stands up to round `number`.

    One person's stance counts once for a point and round, the later of several on points that became one.

    Raises:
        KeyError: there is no such round.
    """
    this_round = record.round(number)
    rounds = tuple(
        sorted(
            candidate.number
            for candidate in record.rounds
            if candidate is this_round or (candidate.number < number and candidate.state is not RoundState.CANCELLED)
        )
    )
    became = {point.number: current(point.number, record.merges) for point in record.points}
    by_number = {point.number: point for point in record.points}
    standing_points = {became[point.number] for point in record.points if point.round <= number}
    answers: dict[PointNumber, list[Counterpoint]] = {}
    for counterpoint in sorted(record.counterpoints, key=lambda counterpoint: counterpoint.number):
        quotable = not counterpoint.withdrawn and counterpoint.words.strip()
        if quotable and counterpoint.round <= number and counterpoint.point in became:
            answers.setdefault(became[counterpoint.point], []).append(counterpoint)
    return Standings(
        record=record,
        number=number,
        points={point: by_number[point] for point in sorted(standing_points) if point in by_number},
        became=became,
        answers={point: tuple(on_point) for point, on_point in answers.items()},
        rounds=rounds,
        stances=_stances(record.stances, rounds, became),
    )


def tally_of(given: Given) -> Tally:
    """How `given` are spread over the positions."""
    return Tally.of(stance.position for stance in given.values())


def _stances(
    stances: Iterable[Stance], rounds: Iterable[RoundNumber], became: Mapping[PointNumber, PointNumber]
) -> dict[RoundNumber, dict[PointNumber, Given]]:
    by_round: dict[RoundNumber, list[Stance]] = {number: [] for number in rounds}
    for stance in stances:
        if stance.round in by_round and stance.point in became:
            by_round[stance.round].append(stance)
    return {number: _by_point(standing(of_round, number), became) for number, of_round in by_round.items()}


def _by_point(
    counting: Mapping[tuple[ParticipantId, PointNumber], Stance], became: Mapping[PointNumber, PointNumber]
) -> dict[PointNumber, Given]:
    points: dict[PointNumber, dict[ParticipantId, Stance]] = {}
    for (participant, point), stance in counting.items():
        given = points.setdefault(became[point], {})
        known = given.get(participant)
        if known is None or (stance.given_at, stance.act) >= (known.given_at, known.act):
            given[participant] = stance
    return dict(points)
