"""Waiting: words that somebody else wrote, which wait for their point's author to say whether they mean that."""

from dataclasses import dataclass
from enum import StrEnum

from deliberation.debate import Debate, DebateState
from deliberation.ids import ActId, Link, ParticipantId, PointNumber, RoundNumber
from deliberation.points.changes import Verdict, claim_in
from deliberation.record import DebateRecord


class ProposedAs(StrEnum):
    """What the words would be."""

    REWORDING = "rewording"
    """The line that stands for the point."""
    RESTATEMENT = "restatement"
    """The point in somebody else's words, shown beside it."""


@dataclass(frozen=True, slots=True)
class Confirmation:
    """Words for a point that wait for its author."""

    debate: Debate
    kind: ProposedAs
    point: PointNumber
    claim: str
    """What stands for the point now."""
    link: Link
    words: str
    act: ActId
    """By which they were proposed."""
    by: ParticipantId | None


def confirmations_for(record: DebateRecord, participant: ParticipantId) -> tuple[Confirmation, ...]:
    """What waits for `participant` in a debate, oldest first; nothing in one that has ended."""
    if record.debate.state is DebateState.ENDED or not record.rounds:
        return ()
    number = RoundNumber(record.rounds[-1].number + 1)
    own = {point.number: point for point in record.points if point.author == participant}
    proposed = [
        *((ProposedAs.REWORDING, rewording) for rewording in record.changes.rewordings),
        *((ProposedAs.RESTATEMENT, restatement) for restatement in record.changes.restatements),
    ]
    return tuple(
        Confirmation(
            debate=record.debate,
            kind=kind,
            point=words.point,
            claim=claim_in(own[words.point], number, record.changes.rewordings),
            link=own[words.point].link,
            words=words.words,
            act=words.act,
            by=words.by,
        )
        for kind, words in sorted(proposed, key=lambda found: (found[1].at, found[1].act))
        if words.point in own and words.verdict is Verdict.WAITING and words.words
    )
