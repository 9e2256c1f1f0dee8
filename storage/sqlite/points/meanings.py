"""What was added beneath quoted words, read back."""

from sqlite_utils import Database

from deliberation.ids import ActId, DebateKey, ParticipantId, RoundNumber
from deliberation.points.meant import Meant, QuotedAs
from storage.sqlite.moments import moment


def meanings(db: Database, key: DebateKey) -> tuple[Meant, ...]:
    """What was added beneath quoted words in all rounds of a debate."""
    found = db.execute(
        "SELECT round, kind, quoted, place, participant, words, act, at FROM meant"
        " WHERE guild_id = ? AND debate = ? ORDER BY at, act",
        (key.guild, key.debate),
    )
    return tuple(
        Meant(RoundNumber(number), QuotedAs(kind), quoted, ParticipantId(by), words, ActId(act), moment(at), place)
        for number, kind, quoted, place, by, words, act, at in found
    )
