"""Giving a stance: what of an earlier one stays with it, what may be added to it, what may be kept."""

from dataclasses import replace
from datetime import datetime

from deliberation.errors import TextTooLong
from deliberation.ids import ActId, CounterpointNumber, ParticipantId, PointNumber, RoundNumber
from deliberation.stance import Position, Stance
from deliberation.terms import Voice

STANCE_REASON_LIMIT = 300
"""The most characters of a reason as somebody writes it."""
STANCE_CONDITION_LIMIT = 200
"""The most characters of what would make it a yes."""


def given(
    participant: ParticipantId,
    round_number: RoundNumber,
    point: PointNumber,
    position: Position,
    *,
    former: Stance | None,
    act: ActId,
    at: datetime,
    voice: Voice = Voice.MEMBER,
) -> Stance:
    """A stance given at `at`. The reason and credit of `former`, their stance on it in this round so far, stay with
    it; the condition stays where the new position is a "but" too.
    """
    return Stance(
        participant=participant,
        round=round_number,
        point=point,
        position=position,
        act=act,
        given_at=at,
        reason=former.reason if former else None,
        condition=former.condition if former and position.conditional else None,
        credit=former.credit if former else None,
        voice=voice,
    )


def amended(
    former: Stance,
    *,
    act: ActId,
    at: datetime,
    voice: Voice = Voice.MEMBER,
    reason: str | None = None,
    condition: str | None = None,
    credit: CounterpointNumber | None = None,
) -> Stance:
    """`former` with what was added at `at`. What is None stays as it is; blank words take a reason or condition away;
    a condition is taken only with a "but".

    Raises:
        TextTooLong: a reason over STANCE_REASON_LIMIT or a condition over STANCE_CONDITION_LIMIT characters.
    """
    reason = _words(reason, former.reason, "reason", STANCE_REASON_LIMIT)
    condition = _words(condition, former.condition, "condition", STANCE_CONDITION_LIMIT)
    return replace(
        former,
        act=act,
        given_at=at,
        voice=voice,
        reason=reason,
        condition=condition if former.position.conditional else None,
        credit=former.credit if credit is None else credit,
    )


def kept(
    former: Stance,
    round_number: RoundNumber,
    point: PointNumber,
    *,
    act: ActId,
    at: datetime,
    voice: Voice = Voice.MEMBER,
) -> Stance:
    """`former`, a stance of an earlier round, kept in this one with its reason, condition and credit.

    `point` is what the point of `former` has become.
    """
    return replace(former, round=round_number, point=point, act=act, given_at=at, kept=True, voice=voice)


def _words(new: str | None, former: str | None, what: str, limit: int) -> str | None:
    if new is None:
        return former
    new = new.strip()
    if len(new) > limit:
        raise TextTooLong({"what": what, "length": len(new), "limit": limit, "unit": "characters"})
    return new or None
