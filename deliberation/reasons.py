"""Reasons: the words that people say count most for them."""

from collections import Counter
from collections.abc import Iterable, Sequence

from deliberation.excerpt import excerpt
from deliberation.point import Counterpoint
from deliberation.quotation import Quotation
from deliberation.stance import Side, Stance
from deliberation.standings import Given

REASON_LIMIT = 120
"""The most characters of a quoted reason; the same for both sides."""


def most_credited(stances: Iterable[Stance], answers: Sequence[Counterpoint]) -> Quotation | None:
    """The one of `answers` that most of `stances` credit, the older of several; None where none is credited.

    Its `people` are how many of `stances` credit it.
    """
    crediting = [stance for stance in stances if stance.credit is not None]
    credited = Counter(stance.credit for stance in crediting)
    if not any(credited[answer.number] for answer in answers):
        return None
    chosen = min(answers, key=lambda answer: (-credited[answer.number], answer.number))
    return quoted(chosen, [stance for stance in crediting if stance.credit == chosen.number])


def quoted(answer: Counterpoint, crediting: Sequence[Stance]) -> Quotation:
    """`answer` as a post quotes it, chosen by the people of `crediting`, who each credit it at least once."""
    return Quotation(
        words=excerpt(answer.words, REASON_LIMIT),
        link=answer.link,
        author=answer.author,
        people=len({stance.participant for stance in crediting}),
        number=answer.number,
        edited=answer.reworded_at is not None and any(stance.given_at < answer.reworded_at for stance in crediting),
    )


def reason_of(side: Side, given: Given, answers: Sequence[Counterpoint]) -> Quotation | None:
    """The reason of one side: the answer that most of the people on that side credit, whatever the others do."""
    return most_credited((stance for stance in given.values() if stance.position.side is side), answers)


def changed(before: Given, after: Given) -> tuple[Stance, ...]:
    """The later stances of those whose position was another before."""
    return tuple(
        stance
        for participant, stance in after.items()
        if participant in before and before[participant].position is not stance.position
    )
