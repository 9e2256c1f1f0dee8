"""Remarks: what was said in a debate and answers nothing in line, so that it stands beneath no point."""

from dataclasses import dataclass
from datetime import datetime

from deliberation.exporting.exchange import Speaker, speaker_of
from deliberation.exporting.transcript import Transcript
from deliberation.ids import Link, RoundNumber, StatementId
from deliberation.views.standings import Standings


@dataclass(frozen=True, slots=True)
class Remark:
    """One message that answers nothing, whole and in its own words."""

    statement: StatementId
    words: str
    speaker: Speaker
    round: RoundNumber
    said_at: datetime
    link: Link


def remarks_of(transcript: Transcript, standings: Standings) -> tuple[Remark, ...]:
    """The remarks up to the round of `standings`, oldest first, without what was taken back, erased or is empty."""
    heads = [head for head in standings.statements if not head.answers and transcript.texts.get(head.id, "").strip()]
    return tuple(
        Remark(
            statement=head.id,
            words=transcript.texts[head.id],
            speaker=speaker_of(head.author, head, transcript.record),
            round=head.round,
            said_at=head.said_at,
            link=head.link,
        )
        for head in sorted(heads, key=lambda head: head.id)
    )
