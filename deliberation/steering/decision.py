"""Decisions: what a debate came to, as whoever leads it recorded it. Deciding again adds one; none is ever changed."""

from dataclasses import dataclass
from datetime import datetime

from deliberation.errors import EmptyText, TextTooLong
from deliberation.ids import Link, ParticipantId, PointNumber

WHAT_LIMIT = 200
"""The most characters of what was decided."""
WHY_LIMIT = 1000
"""The most characters of why."""


@dataclass(frozen=True, slots=True)
class DecisionDraft:
    """What somebody asks to record, made by `drafted_decision`."""

    what: str
    why: str | None
    review_at: datetime | None
    """When it is to be looked at again; None for never."""
    point: PointNumber | None
    """The point that was decided on; None for the debate as a whole."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided, by whom, when and why."""

    number: int
    """Counted within the debate, from 1; the highest one stands."""
    by: ParticipantId | None
    """None for somebody erased."""
    at: datetime
    what: str
    why: str | None
    review_at: datetime | None
    point: PointNumber | None
    link: Link | None = None
    """Where its post stands; None until it has been posted."""


def drafted_decision(
    *, what: str, why: str = "", review_at: datetime | None = None, point: PointNumber | None = None
) -> DecisionDraft:
    """A decision from a form's fields.

    Raises:
        EmptyText: nothing was decided.
        TextTooLong: over WHAT_LIMIT or WHY_LIMIT characters.
    """
    what, why = " ".join(what.split()), why.strip()
    if not what:
        raise EmptyText({"what": "decision"})
    for words, limit in ((what, WHAT_LIMIT), (why, WHY_LIMIT)):
        if len(words) > limit:
            raise TextTooLong({"what": "decision", "length": len(words), "limit": limit, "unit": "characters"})
    return DecisionDraft(what, why or None, review_at, point)
