"""The ledger of a round: rows from which every number of its summary can be recomputed."""

from collections.abc import Mapping

from deliberation.ids import ParticipantId, RoundNumber
from deliberation.record import DebateRecord


def ledger_csv(record: DebateRecord, number: RoundNumber, pseudonyms: Mapping[ParticipantId, str]) -> str:
    """The ledger up to and including round `number`, as CSV safe to open in a spreadsheet.

    Columns `participant,point,round,position,record,credit,message`. `record` is `stance` (participant, point, round,
    position, the credited message), `person` (somebody of the debate so far), `message` (a message, its round
    and the points it answers; never with its participant), `point` (a point with its claim's message and the number
    who answered where the rows are withheld). In a counted debate the stances of a point with fewer than
    WITHHOLD_BELOW answers in a round are left out, participants are the given pseudonyms and rows are sorted so that
    their order tells nothing.
    """
    raise NotImplementedError
