"""A record as it stands up to one round: what summaries, boards, ballots, digests and ledgers all count from."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from deliberation.debate import Attribution, Tallies
from deliberation.ids import ParticipantId, PointNumber, RoundNumber
from deliberation.point import Counterpoint, Merge, Point, PointOrigin, carried, current
from deliberation.points.changes import Aside, PointChanges, aside_now, claim_in, parts_of
from deliberation.record import DebateRecord, StatementHead
from deliberation.round import RoundState
from deliberation.stance import COMPARE_FROM, WITHHOLD_BELOW, Position, Stance, Tally, standing
from deliberation.terms import Voice

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
    """The points that stand, in order of number, with the claims of this round; merged ones are gone into what they
    became, split ones into their parts, those set aside into `aside`."""
    became: Mapping[PointNumber, PointNumber]
    merges: tuple[Merge, ...]
    changes: PointChanges
    """What had been done to the points."""
    aside: Mapping[PointNumber, Aside]
    """The points set aside, in order of number, with how."""
    answers: Mapping[PointNumber, tuple[Counterpoint, ...]]
    """The counterpoints on each point that can be quoted (neither withdrawn nor erased), oldest first."""
    rounds: tuple[RoundNumber, ...]
    """The rounds that count, in order; the last is `number`."""
    voices: Mapping[Voice, Mapping[RoundNumber, Mapping[PointNumber, Given]]] = field(repr=False)
    """The stances that count, by whose voice they were given with: no two are ever counted together."""
    unsettled: frozenset[tuple[RoundNumber, PointNumber]] = frozenset()
    """Points of rounds that are over whose final counts, beside the last ones that could be followed, would give away
    what fewer than WITHHOLD_BELOW people did.
    """

    @property
    def stances(self) -> Mapping[RoundNumber, Mapping[PointNumber, Given]]:
        """The members' stances that count, by round and point."""
        return self.voices[Voice.MEMBER]

    def given(self, point: PointNumber, number: RoundNumber | None = None, *, voice: Voice = Voice.MEMBER) -> Given:
        """The stances that count on `point` in round `number`; this standing's own round where None."""
        return self.voices[voice][self.number if number is None else number].get(point, {})

    def own(self, participant: ParticipantId, point: PointNumber, number: RoundNumber | None = None) -> Stance | None:
        """The stance of `participant` that counts on `point`, with whatever voice; None where they gave none."""
        found = (self.given(point, number, voice=voice).get(participant) for voice in Voice)
        return next((stance for stance in found if stance is not None), None)

    @property
    def last_round(self) -> RoundNumber | None:
        """The round before this one; None in a first round."""
        return self.rounds[-2] if len(self.rounds) > 1 else None

    def before(self, point: PointNumber) -> Given:
        """The stances on `point` in the latest earlier round in which anybody answered it; empty if there is none, or
        the point has had other words since: answers to other words do not compare.
        """
        for number in self.rounds[-2::-1]:
            if given := self.given(point, number):
                return given if self.former_words(point, number) is None else {}
        return {}

    def former_words(self, point: PointNumber, number: RoundNumber | None = None) -> str | None:
        """What stood for `point` in an earlier round (the last one where None), where that was something else."""
        number = self.last_round if number is None else number
        known = next((known for known in self.record.points if known.number == point), None)
        if known is None or number is None or known.round > number:
            return None
        before = claim_in(known, number, self.changes.rewordings)
        return before if before != claim_in(known, self.number, self.changes.rewordings) else None

    @property
    def proposals(self) -> tuple[Point, ...]:
        """The debate's proposals in order, or what they became; each once."""
        numbers = [self.became[point.number] for point in self.record.points if point.origin is PointOrigin.PROPOSAL]
        return tuple(self.points[number] for number in self._standing(numbers))

    @property
    def claims(self) -> tuple[Point, ...]:
        """What is put to everybody: the proposals in order, then the points put up in order of number."""
        put_up = [self.became[point] for point, since in self.changes.put_up.items() if self._is_put_up(point, since)]
        numbers = [point.number for point in self.proposals] + sorted(put_up)
        return tuple(self.points[number] for number in self._standing(numbers))

    @property
    def answerable(self) -> tuple[Point, ...]:
        """The claims that are still asked: nobody is asked about words that their author has erased."""
        return tuple(point for point in self.claims if point.claim)

    def _is_put_up(self, point: PointNumber, since: RoundNumber) -> bool:
        return since <= self.number and point in self.became

    def _standing(self, numbers: Iterable[PointNumber]) -> tuple[PointNumber, ...]:
        """Those of `numbers` that stand, each once; in the place of a split one, its parts."""
        found: dict[PointNumber, None] = {}
        for number in numbers:
            for part in self._whole_or_parts(number):
                if part in self.points:
                    found.setdefault(part)
        return tuple(found)

    def _whole_or_parts(
        self, point: PointNumber, seen: frozenset[PointNumber] = frozenset()
    ) -> tuple[PointNumber, ...]:
        parts = () if point in seen else parts_of(point, self.changes.splits, self.merges)
        if not parts:
            return (point,)
        became = (self.became.get(part, part) for part in parts)
        return tuple(below for part in became for below in self._whole_or_parts(part, seen | {point}))

    @property
    def answered(self) -> frozenset[ParticipantId]:
        """Which members answered at least one claim in this round."""
        return self.answering(self.number)

    def answering(self, number: RoundNumber, *, voice: Voice = Voice.MEMBER) -> frozenset[ParticipantId]:
        """Who answered at least one claim in round `number` with `voice`."""
        return frozenset(participant for given in self.voices[voice][number].values() for participant in given)

    @property
    def statements(self) -> tuple[StatementHead, ...]:
        """What was said up to this round and not withdrawn."""
        return tuple(head for head in self.record.statements if head.round <= self.number and not head.withdrawn)

    @property
    def people(self) -> frozenset[ParticipantId]:
        """Who wrote, answered, opened the ballot or followed so far. Guest authors, the erased, and whoever wrote or
        answered only apart from the members are nobody here.
        """
        own = [head for head in self.statements if head.guest is None and head.voice is Voice.MEMBER]
        writers = {head.author for head in own if head.author is not None}
        answering = {person for number in self.rounds for person in self.answering(number)}
        apart = {person for number in self.rounds for voice in APART for person in self.answering(number, voice=voice)}
        return frozenset(((writers | self.record.takers) - apart) | answering)

    def withholds(self, people: int) -> bool:
        """Whether what that many people answered must not be broken down."""
        return self.record.debate.attribution is Attribution.COUNTED and people < WITHHOLD_BELOW

    def withheld(self, given: Given) -> bool:
        """Whether `given` must not be broken down: too few answered, or too few of those whose stances a merge put
        together, or too few since the last counts that could be followed. What either part could not show alone, their
        sum beside the other would give away.
        """
        parts = Counter(stance.point for stance in given.values())
        if any(map(self.withholds, parts.values() or (0,))):
            return True
        return bool(self.unsettled) and any(
            stance.voice is Voice.MEMBER
            and (stance.round, _counts_for(stance, self.became, self.merges)) in self.unsettled
            for stance in given.values()
        )

    def compares(self, paired: int) -> bool:
        """Whether two rounds may be compared over that many people who answered in both."""
        return paired >= COMPARE_FROM and not self.withholds(paired)

    def followed(self, point: PointNumber) -> Tally | None:
        """How the stances on `point` in this round are spread, as somebody may follow it while they are given.

        In a counted debate the counts stand still until WITHHOLD_BELOW people have answered or changed their answer
        since, and are shown once as many have done so again: whoever compares them with those shown before, or with
        the final ones, learns nothing of fewer people. None before the first time.
        """
        if not self.withholds(0):
            return self.breakdown(self.given(point))
        given = [stance for stance in self.record.stances if self._is_on(point, stance)]
        if self.given(point) and self.withheld(self.given(point)) and len({stance.point for stance in given}) > 1:
            return None
        shown, _ = _followed(given)
        return Tally.of(shown.values()) if shown else None

    def _is_on(self, point: PointNumber, stance: Stance) -> bool:
        return stance.round == self.number and _counts_for(stance, self.became, self.merges) == point

    def breakdown(self, given: Given) -> Tally | None:
        """How `given` are spread over the positions; None where that is withheld."""
        return None if self.withheld(given) else tally_of(given)


APART = tuple(voice for voice in Voice if voice is not Voice.MEMBER)
"""Those whose views are told beside the members', each by itself."""


def standings_of(record: DebateRecord, number: RoundNumber) -> Standings:
    """`record` as it stands up to round `number`; where that is over, as it stood when it closed: what was done to
    points later changes nothing of it.

    One person's stance counts once for a point and round, the later of several on points that became one. A stance on
    a point that somebody merged into another since counts for neither: its giver is asked again.

    Raises:
        KeyError: there is no such round.
    """
    this_round = record.round(number)
    return _standings(record, number, this_round.closed_at if this_round.over else None)


def standings_now(record: DebateRecord) -> Standings:
    """`record` as it stands up to its last round, with everything done since.

    Raises:
        IndexError: there is no round yet.
    """
    return _standings(record, record.rounds[-1].number, None)


def _standings(record: DebateRecord, number: RoundNumber, until: datetime | None) -> Standings:
    this_round = record.round(number)
    rounds = tuple(
        sorted(
            candidate.number
            for candidate in record.rounds
            if candidate is this_round or (candidate.number < number and candidate.state is not RoundState.CANCELLED)
        )
    )
    merges = tuple(merge for merge in record.merges if until is None or merge.at <= until)
    changes = record.changes.until(until)
    became = {point.number: current(point.number, merges) for point in record.points}
    reached = {became[known.number] for known in record.points if known.round <= number}
    standing_points = [
        replace(point, claim=claim_in(point, number, changes.rewordings))
        for point in sorted(record.points, key=lambda point: point.number)
        if point.number in reached and not parts_of(point.number, changes.splits, merges)
    ]
    aside = {point.number: how for point in standing_points if (how := aside_now(point.number, changes.asides))}
    return Standings(
        record=record,
        number=number,
        points={point.number: point for point in standing_points if point.number not in aside},
        became=became,
        merges=merges,
        changes=changes,
        aside=aside,
        answers=_answers(record, number, became),
        rounds=rounds,
        voices=_voices(record.stances, rounds, became, merges),
        unsettled=_unsettled(record, rounds, became, merges),
    )


def _followed(given: Iterable[Stance]) -> tuple[dict[ParticipantId, Position], dict[ParticipantId, Position]]:
    """What of the stances given on a point in a round could be followed in a counted debate, and what they are now.

    A state is shown once WITHHOLD_BELOW people have moved on from it, and it had that many news itself.
    """
    now: dict[ParticipantId, Position] = {}
    settled: dict[ParticipantId, Position] = {}
    shown: dict[ParticipantId, Position] = {}
    news: set[ParticipantId] = set()
    for stance in sorted(given, key=lambda stance: (stance.given_at, stance.act)):
        now.pop(stance.participant, None)
        if stance.voice is Voice.MEMBER:
            now[stance.participant] = stance.position
        if settled.get(stance.participant) is now.get(stance.participant):
            news.discard(stance.participant)
        else:
            news.add(stance.participant)
        if len(news) >= WITHHOLD_BELOW:
            shown, settled = settled, dict(now)
            news.clear()
    return shown, now


def _unsettled(
    record: DebateRecord,
    rounds: Iterable[RoundNumber],
    became: Mapping[PointNumber, PointNumber],
    merges: Sequence[Merge],
) -> frozenset[tuple[RoundNumber, PointNumber]]:
    """See `Standings.unsettled`: where people moved on and went back, the last counts shown and the final ones can lie
    closer together than they did when they were shown.
    """
    debate = record.debate
    if debate.tallies is not Tallies.LIVE or debate.attribution is not Attribution.COUNTED:
        return frozenset()
    over = {number for number in rounds if record.round(number).over}
    given: dict[tuple[RoundNumber, PointNumber], list[Stance]] = {}
    for stance in record.stances:
        if stance.round in over and stance.point in became:
            given.setdefault((stance.round, _counts_for(stance, became, merges)), []).append(stance)
    found: set[tuple[RoundNumber, PointNumber]] = set()
    for place, stances in given.items():
        shown, now = _followed(stances)
        differing = sum(shown.get(person) is not now.get(person) for person in shown.keys() | now.keys())
        if shown and 0 < differing < WITHHOLD_BELOW:
            found.add(place)
    return frozenset(found)


def tally_of(given: Given) -> Tally:
    """How `given` are spread over the positions."""
    return Tally.of(stance.position for stance in given.values())


def _answers(
    record: DebateRecord, number: RoundNumber, became: Mapping[PointNumber, PointNumber]
) -> dict[PointNumber, tuple[Counterpoint, ...]]:
    answers: dict[PointNumber, list[Counterpoint]] = {}
    for counterpoint in sorted(record.counterpoints, key=lambda counterpoint: counterpoint.number):
        quotable = not counterpoint.withdrawn and counterpoint.words.strip()
        if quotable and counterpoint.round <= number and counterpoint.point in became:
            answers.setdefault(became[counterpoint.point], []).append(counterpoint)
    return {point: tuple(on_point) for point, on_point in answers.items()}


def _voices(
    stances: Iterable[Stance],
    rounds: Iterable[RoundNumber],
    became: Mapping[PointNumber, PointNumber],
    merges: Sequence[Merge],
) -> dict[Voice, dict[RoundNumber, dict[PointNumber, Given]]]:
    by_round: dict[RoundNumber, list[Stance]] = {number: [] for number in rounds}
    for stance in stances:
        if stance.round in by_round and stance.point in became:
            by_round[stance.round].append(stance)
    voices: dict[Voice, dict[RoundNumber, dict[PointNumber, Given]]] = {voice: {} for voice in Voice}
    for number, of_round in by_round.items():
        points = _by_point(standing(of_round, number), became, merges)
        for voice in Voice:
            voices[voice][number] = _spoken(points, voice)
    return voices


def _by_point(
    counting: Mapping[tuple[ParticipantId, PointNumber], Stance],
    became: Mapping[PointNumber, PointNumber],
    merges: Sequence[Merge],
) -> dict[PointNumber, Given]:
    points: dict[PointNumber, dict[ParticipantId, Stance]] = {}
    for (participant, _), stance in counting.items():
        given = points.setdefault(_counts_for(stance, became, merges), {})
        known = given.get(participant)
        if known is None or (stance.given_at, stance.act) >= (known.given_at, known.act):
            given[participant] = stance
    return dict(points)


def _spoken(points: Mapping[PointNumber, Given], voice: Voice) -> dict[PointNumber, Given]:
    """Those of `points` and stances that were given with `voice`."""
    spoken: dict[PointNumber, Given] = {}
    for point, given in points.items():
        if all(stance.voice is voice for stance in given.values()):
            spoken[point] = given
        elif some := {person: stance for person, stance in given.items() if stance.voice is voice}:
            spoken[point] = some
    return spoken


def _counts_for(stance: Stance, became: Mapping[PointNumber, PointNumber], merges: Sequence[Merge]) -> PointNumber:
    """The point that a stance counts for: the one its own was joined to, but not through a merge that somebody made
    after the stance was given.
    """
    if became.get(stance.point, stance.point) == stance.point:
        return stance.point
    return carried(stance.point, merges, stance.given_at)
