"""Reports: what members bring before the moderators, of what the bot posted for somebody."""

from dataclasses import dataclass

from deliberation.errors import EmptyText, TextTooLong
from deliberation.ids import ActId, Link, ParticipantId, StatementId

REPORT_LIMIT = 300
"""The most characters of a report's reason, and of the reason why something is removed."""


@dataclass(frozen=True, slots=True)
class Report:
    """What is reported of one statement, and not settled yet."""

    statement: StatementId
    act: ActId
    """The first report's."""
    author: ParticipantId | None
    words: str
    """The statement's own words."""
    link: Link
    reasons: tuple[str, ...]
    """Why, in the words of those who reported it, the first one first. Nobody is told who they are."""


def reported(reason: str) -> str:
    """A reason as it is kept.

    Raises:
        EmptyText, TextTooLong: there is none, or it is over REPORT_LIMIT characters.
    """
    reason = " ".join(reason.split())
    if not reason:
        raise EmptyText({"what": "report"})
    if len(reason) > REPORT_LIMIT:
        raise TextTooLong({"what": "report", "length": len(reason), "limit": REPORT_LIMIT, "unit": "characters"})
    return reason
