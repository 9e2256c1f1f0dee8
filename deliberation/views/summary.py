"""The summary of a round: where positions converge and diverge, computed from the stored round."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from deliberation.asking.explained import Unshown, unshown
from deliberation.debate import Debate, DebateState
from deliberation.ids import Link, ParticipantId, PointNumber, RoundNumber
from deliberation.measuring.label import Label
from deliberation.measuring.measures import agreement
from deliberation.measuring.movement import Comparison, Moves, Tendency, agreed, compared, split, transitions
from deliberation.measuring.steps import Step, steps_on
from deliberation.point import Point, PointOrigin
from deliberation.points.meant import Quoted, QuotedAs, added
from deliberation.record import DebateRecord
from deliberation.round import Round
from deliberation.stance import WITHHOLD_BELOW, Side, Tally
from deliberation.steering.turnout import Surge, quorum_missed, surge_in
from deliberation.views.apart import Apart, apart_on, people_apart
from deliberation.views.board import (
    READERS_ASK_LIMIT,
    PointAside,
    Waiting,
    open_questions,
    points_aside,
    unanswered_proposals,
)
from deliberation.views.conditions import Condition, conditions_of
from deliberation.views.quotation import Quotation
from deliberation.views.reasons import REASON_LIMIT, changed, most_credited, reason_of
from deliberation.views.standings import Standings, standings_of

__all__ = [
    "DIVIDES_BELOW",
    "REASON_LIMIT",
    "WITHHOLD_BELOW",
    "Apart",
    "Closing",
    "Condition",
    "Label",
    "Moves",
    "PointResult",
    "RoundSummary",
    "comparisons_in",
    "summarise",
]

PROPOSED_LIMIT = 3
ASKED_LIMIT = 2
"""The most questions told one by one, but for those that readers put."""
DIVIDES_BELOW = 0.3
"""A claim with less agreement than this divides enough to be talked about once more."""


class Closing(StrEnum):
    """How a round ended."""

    ON_TIME = "on_time"
    EARLY = "early"


@dataclass(frozen=True, slots=True)
class PointResult:
    """One point after a round. `tally` is None where it is withheld; `before` and `moves` where nothing compares."""

    number: PointNumber
    claim: str
    link: Link
    label: Label
    answered: int
    tally: Tally | None
    before: Tally | None
    moves: Moves | None
    agreement: float | None
    credited: Quotation | None
    """The answer that most of those who changed their stance say counts most for them."""
    reason_for: Quotation | None
    """Chosen by the people on that side: the answer most of them say counts most, and of several the one they agree
    with most where it was asked itself.
    """
    reason_against: Quotation | None
    conditions: tuple[Condition, ...]
    unverified: bool = False
    """Its words were found in no earlier statement: they are the quoter's."""
    author: ParticipantId | None = None
    """Whose words the claim is made of."""
    deleted: bool = False
    """Whether its author deleted the message that the claim stands in. People were asked about it: it stays."""
    meant: str | None = None
    """What its author added beneath the claim."""
    former_words: str | None = None
    """What stood for it in the last round, where that was something else."""
    without: Tally | None = None
    """The tally without those who first acted at the end of the round, where they were a surge; None where none of them
    answered it, and where either part is withheld.
    """
    apart: tuple[Apart, ...] = ()
    """What guests and readers answered, each voice for itself; none where nobody of them did."""
    steps: tuple[Step, ...] = ()
    """Who moved and how far, where two to four people debate under their names."""


@dataclass(frozen=True, slots=True)
class RoundSummary:
    """What is posted when a round closes."""

    debate: Debate
    round: Round
    closing: Closing
    people: int
    """Who wrote, answered or opened the ballot in this debate so far."""
    answered: int
    """Who answered at least one claim in this round."""
    results: tuple[PointResult, ...]
    messages: int
    answering: int
    plain: int
    first_plain: Link | None
    questions: tuple[Waiting, ...]
    unanswered: tuple[Waiting, ...]
    proposed: tuple[str, ...]
    """Claims proposed for the next round: those that divide most; empty where none is to follow."""
    set_aside: tuple[PointAside, ...] = ()
    unshown: tuple[Unshown, ...] = ()
    """Where evidence was asked for and none given."""
    apart: tuple[Apart, ...] = ()
    """How many guests and readers answered, besides `people`, without a tally."""
    too_few: bool = False
    """Whether fewer answered than the debate's terms ask for; then nothing is inferred from the answers."""
    newcomers: int = 0
    """How many first acted in the debate at the end of the round, where they gave more than a third of its answers."""
    proposed_questions: tuple[str, ...] = ()
    """Unanswered questions proposed for the next round beside the claims."""
    scheduled: Round | None = None
    """The next round, where it opens by itself."""

    @property
    def asked(self) -> tuple[Waiting, ...]:
        """The questions that are told one by one; of the others it is told how many there are."""
        by_readers = sum(question.by_readers for question in self.questions[:READERS_ASK_LIMIT])
        return self.questions[: max(ASKED_LIMIT, by_readers)]


def summarise(record: DebateRecord, number: RoundNumber) -> RoundSummary:
    """The summary of round `number` of `record`, computed from nothing else."""
    standings = standings_of(record, number)
    round_ = record.round(number)
    follows = record.debate.state is DebateState.OPEN and (
        number < record.debate.planned_rounds or record.scheduled is not None
    )
    surge, too_few = surge_in(standings), quorum_missed(standings)
    meant = added(record.meant, number)
    results = _with_meanings(_results(standings), meant)
    if too_few:
        results = tuple(replace(result, label=Label.TOO_FEW) for result in results)
    if surge is not None and surge.shown:
        results = tuple(replace(result, without=_without(surge, standings, result.number)) for result in results)
    proposed = _proposed(results) if follows else ()
    questions = tuple(_with_meaning(question, meant) for question in open_questions(standings))
    # What was said in a round cancelled since the last one that counts is told of in this one.
    said = [head for head in standings.statements if head.round > (standings.last_round or 0)]
    plain = [head for head in said if not head.answers]
    return RoundSummary(
        debate=record.debate,
        round=round_,
        closing=_closing(round_),
        people=len(standings.people),
        answered=len(standings.answered),
        results=results,
        messages=len(said),
        answering=len(said) - len(plain),
        plain=len(plain),
        first_plain=plain[0].link if plain else None,
        questions=questions,
        unanswered=unanswered_proposals(standings),
        unshown=unshown(standings),
        proposed=proposed,
        set_aside=points_aside(standings),
        apart=people_apart(standings),
        too_few=too_few,
        newcomers=0 if surge is None else len(surge.people),
        proposed_questions=_proposed_questions(questions, PROPOSED_LIMIT - len(proposed)) if follows else (),
        scheduled=record.scheduled if follows else None,
    )


def _with_meanings(results: tuple[PointResult, ...], meant: Mapping[Quoted, str]) -> tuple[PointResult, ...]:
    """`results` with what those quoted in them added beneath their words."""

    def noted(quotation: Quotation | None) -> Quotation | None:
        if quotation is None or quotation.number is None:
            return quotation
        return replace(quotation, meant=meant.get((QuotedAs.REPLY, quotation.number, 0)))

    if not meant:
        return results
    return tuple(
        replace(
            result,
            meant=meant.get((QuotedAs.CLAIM, result.number, 0)),
            credited=noted(result.credited),
            reason_for=noted(result.reason_for),
            reason_against=noted(result.reason_against),
            conditions=tuple(
                replace(condition, meant=meant.get((QuotedAs.CONDITION, condition.act or 0, 0)))
                for condition in result.conditions
            ),
        )
        for result in results
    )


def _with_meaning(question: Waiting, meant: Mapping[Quoted, str]) -> Waiting:
    if question.key is None:
        return question
    return replace(question, meant=meant.get((QuotedAs.QUESTION, question.key.source, question.key.place)))


def _closing(round_: Round) -> Closing:
    return Closing.ON_TIME if round_.early is None else Closing.EARLY


def _results(standings: Standings) -> tuple[PointResult, ...]:
    """The results of what the ballot asked and of every other point with a stance in this round, be it a guest's, in
    the order of telling.
    """
    asked = _asked(standings)
    comparisons, withdrawn = comparisons_in(standings), standings.record.withdrawn
    results = [
        replace(_result(point, standings, comparisons.get(point.number)), deleted=point.passage.statement in withdrawn)
        for point in asked
    ]
    return tuple(sorted(results, key=_place))


def _asked(standings: Standings) -> list[Point]:
    """What the ballot asked, and every other point with a stance in this round, be it a guest's."""
    claims = {point.number for point in standings.claims}
    return [
        point
        for point in standings.points.values()
        if point.number in claims or standings.given(point.number) or apart_on(point, standings)
    ]


def comparisons_in(standings: Standings) -> dict[PointNumber, Comparison]:
    """What became of each point since it was answered last, where enough people answered both times to tell."""
    tables = {
        point.number: transitions(standings.before(point.number), standings.given(point.number))
        for point in _asked(standings)
    }
    comparable = {
        number: table
        for number, table in tables.items()
        if standings.compares(sum(map(sum, table))) and _shown_both_times(number, standings)
    }
    return dict(zip(comparable, compared(list(comparable.values())), strict=True))


def _shown_both_times(point: PointNumber, standings: Standings) -> bool:
    """Whether a merge left nothing to be guessed from comparing a point's answers with those before."""
    return not standings.withheld(standings.before(point)) and not standings.withheld(standings.given(point))


def _result(point: Point, standings: Standings, comparison: Comparison | None) -> PointResult:
    moved, tendency = (None, None) if comparison is None else (comparison.moves, comparison.tendency)
    given, before = standings.given(point.number), standings.before(point.number)
    answers, history = standings.answers.get(point.number, ()), standings.record.stances
    tally = standings.breakdown(given)
    result = PointResult(
        number=point.number,
        claim=point.claim,
        link=point.link,
        label=_label(point, standings, tally, tendency),
        answered=len(given),
        tally=tally,
        before=standings.breakdown(before) if before else None,
        moves=moved,
        agreement=agreement(tally.counts) if tally and tally.answered else None,
        credited=most_credited(changed(before, given), answers, history) if moved else None,
        reason_for=None,
        reason_against=None,
        conditions=(),
        unverified=point.origin is PointOrigin.UNVERIFIED,
        former_words=standings.former_words(point.number),
        author=point.author,
        apart=apart_on(point, standings),
        steps=steps_on(point.number, standings),
    )
    if tally is None:
        return result
    return replace(
        result,
        reason_for=reason_of(Side.FOR, given, answers, history, standings),
        reason_against=reason_of(Side.AGAINST, given, answers, history, standings),
        conditions=conditions_of(given),
    )


def _without(surge: Surge, standings: Standings, point: PointNumber) -> Tally | None:
    given = standings.given(point)
    rest = {participant: stance for participant, stance in given.items() if participant not in surge.people}
    if not rest or len(rest) == len(given) or standings.withheld(given):
        return None
    return standings.breakdown(rest)


def _label(point: Point, standings: Standings, tally: Tally | None, tendency: Tendency | None) -> Label:
    if tendency is Tendency.CLOSER:
        return Label.CLOSER
    if tendency is Tendency.APART:
        return Label.APART
    if tally is not None and split(tally):
        return Label.SPLIT
    if tally is not None and agreed(tally):
        return Label.AGREED
    if tendency is not None:
        return Label.UNCHANGED
    never_answered = not standings.before(point.number)
    fresh = point.round == standings.number or standings.last_round is None
    return Label.NEW if never_answered and (fresh or standings.given(point.number)) else Label.TOO_FEW


def _place(result: PointResult) -> tuple[int, float, int, int]:
    """Where a result is told: by its label, then the more strongly the label holds, then the more people answered."""
    strength = 0.0
    if result.moves is not None and result.label in (Label.CLOSER, Label.APART):
        strength = abs(result.moves.closer - result.moves.apart) / result.moves.paired
    elif result.agreement is not None and result.label is Label.SPLIT:
        strength = -result.agreement
    elif result.agreement is not None and result.label is Label.AGREED:
        strength = result.agreement
    return (tuple(Label).index(result.label), -strength, -result.answered, result.number)


def _proposed(results: Sequence[PointResult]) -> tuple[str, ...]:
    return tuple(result.claim for result in dividing(results)[:PROPOSED_LIMIT])


def dividing(results: Sequence[PointResult]) -> tuple[PointResult, ...]:
    """Those that split, moved apart or found little agreement, least agreement first."""
    found = [
        (result.agreement, result.number, result)
        for result in results
        if result.agreement is not None
        and (result.label in (Label.SPLIT, Label.APART) or result.agreement < DIVIDES_BELOW)
    ]
    return tuple(result for _, _, result in sorted(found, key=lambda entry: entry[:2]))


def _proposed_questions(questions: Sequence[Waiting], room: int) -> tuple[str, ...]:
    asked = [question.words for question in questions if question.words]
    return tuple(asked[: max(0, room)])
