"""The log: what moderators did, for every member to read."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from deliberation.errors import EmptyText, TextTooLong
from deliberation.ids import ActId, DebateKey, ParticipantId

DEED_REASON_LIMIT = 300
"""The most characters of why something was done."""


class Deed(StrEnum):
    """What a moderator, or a debate's opener, did."""

    DEBATE_OPENED = "debate_opened"
    DEBATE_ENDED = "debate_ended"
    DEBATE_DECIDED = "debate_decided"
    ROUND_OPENED = "round_opened"
    ROUND_SCHEDULED = "round_scheduled"
    ROUND_UNSCHEDULED = "round_unscheduled"
    ROUND_EXTENDED = "round_extended"
    ROUND_PAUSED = "round_paused"
    ROUND_RESUMED = "round_resumed"
    ROUND_CLOSED = "round_closed"
    ROUND_KEPT_OPEN = "round_kept_open"
    """An early closing was called off."""
    ROUND_REOPENED = "round_reopened"
    ROUND_CANCELLED = "round_cancelled"
    AGENDA_SET = "agenda_set"
    CLAIM_REWORDED = "claim_reworded"
    POINTS_MERGED = "points_merged"
    POINT_SPLIT = "point_split"
    POINT_SET_ASIDE = "point_set_aside"
    POINT_TAKEN_UP = "point_taken_up"
    POINT_ON_BALLOT = "point_on_ballot"
    STATEMENT_REMOVED = "statement_removed"
    SERVER_SET = "server_set"


@dataclass(frozen=True, slots=True)
class LogEntry:
    """One deed. Nothing here ties anybody to a stance."""

    deed: Deed
    by: ParticipantId | None
    """Who did it; None for the bot by its own rules, or somebody erased."""
    at: datetime
    act: ActId
    debate: DebateKey | None = None
    """None for a deed that concerns the whole server."""
    numbers: Mapping[str, int] | None = None
    """What it was done to, by name: `round`, `point`, `into`, …"""
    reason: str | None = None
    """Why, in the words of whoever did it."""


def deed_reason(given: str | None) -> str | None:
    """Why something was done, as it was given; None where nothing was.

    Raises:
        TextTooLong: over DEED_REASON_LIMIT characters.
    """
    words = " ".join((given or "").split())
    if len(words) > DEED_REASON_LIMIT:
        raise TextTooLong({"what": "reason", "length": len(words), "limit": DEED_REASON_LIMIT, "unit": "characters"})
    return words or None


def needed_reason(given: str | None) -> str:
    """As `deed_reason`, of what is not done without one.

    Raises:
        EmptyText: nothing was given.
        TextTooLong: as there.
    """
    reason = deed_reason(given)
    if reason is None:
        raise EmptyText({"what": "reason"})
    return reason
