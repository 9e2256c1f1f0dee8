"""Reasons: the words that people say count most for them."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from deliberation.excerpt import excerpt
from deliberation.ids import CounterpointNumber, ParticipantId
from deliberation.point import Counterpoint, joining_point
from deliberation.stance import Side, Stance
from deliberation.views.quotation import Quotation
from deliberation.views.standings import Given, Standings

REASON_LIMIT = 120
"""The most characters of a quoted reason; the same for both sides."""


def most_credited(
    stances: Iterable[Stance],
    answers: Sequence[Counterpoint],
    history: Iterable[Stance],
    approval: Mapping[CounterpointNumber, int] | None = None,
) -> Quotation | None:
    """The one of `answers` that most of `stances` credit; of several the one with most `approval`, then the oldest.
    None where none is credited.

    Its `people` are how many of `stances` credit it. `history` are all stances of the debate: a credit stays with its
    giver's later stances, and only the first of them says when it was given.
    """
    crediting = [stance for stance in stances if stance.credit is not None]
    credited = Counter(stance.credit for stance in crediting)
    if not any(credited[answer.number] for answer in answers):
        return None
    liked = approval or {}
    chosen = min(answers, key=lambda answer: (-credited[answer.number], -liked.get(answer.number, 0), answer.number))
    return quoted(chosen, [stance for stance in crediting if stance.credit == chosen.number], history)


def quoted(answer: Counterpoint, crediting: Sequence[Stance], history: Iterable[Stance]) -> Quotation:
    """`answer` as a post quotes it, chosen by the people of `crediting`, who each credit it at least once; `history` as
    in `most_credited`.
    """
    return Quotation(
        words=excerpt(answer.words, REASON_LIMIT),
        link=answer.link,
        author=answer.author,
        people=len({stance.participant for stance in crediting}),
        number=answer.number,
        edited=answer.reworded_at is not None and _chosen_before(answer.reworded_at, answer, crediting, history),
    )


def _chosen_before(
    reworded_at: datetime, answer: Counterpoint, crediting: Sequence[Stance], history: Iterable[Stance]
) -> bool:
    """Whether any of `crediting` chose `answer` before its words changed, however often they answered since."""
    choosing = {stance.participant for stance in crediting}
    own: dict[ParticipantId, list[Stance]] = {participant: [] for participant in choosing}
    for stance in (*history, *crediting):
        if stance.participant in choosing and stance.credit == answer.number:
            own[stance.participant].append(stance)
    return any(_last_chosen(stances) < reworded_at for stances in own.values())


def _last_chosen(crediting: Iterable[Stance]) -> datetime:
    """When somebody whose stances with one credit these are last gave it: with the first of them, or with one that
    changed nothing else of that round's.
    """
    first, *later = sorted(crediting, key=lambda stance: (stance.given_at, stance.act))
    chosen_at, former = first.given_at, first
    for stance in later:
        if stance.act != former.act and replace(stance, act=former.act, given_at=former.given_at) == former:
            chosen_at = stance.given_at
        former = stance
    return chosen_at


def reason_of(
    side: Side, given: Given, answers: Sequence[Counterpoint], history: Iterable[Stance], standings: Standings
) -> Quotation | None:
    """The reason of one side: the answer that most of the people on that side credit, whatever the others do; of
    several the one with which more of them agree where it was asked itself. `history` as in `most_credited`.
    """
    on_side = [stance for stance in given.values() if stance.position.side is side]
    approval = {answer.number: _approval(answer, on_side, standings) for answer in answers}
    return most_credited(on_side, answers, history, approval)


def _approval(answer: Counterpoint, on_side: Sequence[Stance], standings: Standings) -> int:
    """How many more of the people on a side agreed than disagreed in the same round with `answer`, where its words have
    become a point; 0 where they have not, or what was answered there must not be broken down.
    """
    where = answer.passage
    own = joining_point(where.statement, where.span, standings.points.values())
    if own is None or own.passage.revision != where.revision or not on_side:
        return 0
    people = {stance.participant for stance in on_side}
    given = standings.given(own.number, on_side[0].round)
    if standings.withheld(given):
        return 0
    sides = [stance.position.side for person, stance in given.items() if person in people]
    return sides.count(Side.FOR) - sides.count(Side.AGAINST)


def changed(before: Given, after: Given) -> tuple[Stance, ...]:
    """The later stances of those whose position was another before."""
    return tuple(
        stance
        for participant, stance in after.items()
        if participant in before and before[participant].position is not stance.position
    )
