"""Ways: through whose quotes words came to whoever quotes them."""

from collections.abc import Sequence

import sqlite_utils

from deliberation.ids import ChannelId, DebateKey, Link, MessageId, StatementId
from deliberation.statement import Passage


def note_way(db: sqlite_utils.Database, key: DebateKey, quote: Passage, via: Sequence[StatementId]) -> None:
    """Keep through which statements a quote came."""
    for place, one in enumerate(via, start=1):
        db.execute(
            """INSERT OR REPLACE INTO way (guild_id, debate, statement, revision, quote_start, place, via)
            VALUES (?, ?, ?, ?, ?, ?, ?)""",
            (key.guild, key.debate, quote.statement, quote.revision, quote.span.start, place, one),
        )


def ways_of(db: sqlite_utils.Database, key: DebateKey, statement: StatementId, revision: int) -> dict[int, Link]:
    """By where each quote begins: the message its quoter took it from, where that one quotes it itself.

    A deleted message is left out.
    """
    found = db.execute(
        """SELECT way.quote_start, via.channel, via.message FROM way
        JOIN statement AS via ON via.guild_id = way.guild_id AND via.debate = way.debate AND via.statement = way.via
        WHERE way.guild_id = ? AND way.debate = ? AND way.statement = ? AND way.revision = ? AND way.place = 1
        AND via.withdrawn = 0""",
        (key.guild, key.debate, statement, revision),
    )
    return {start: Link(key.guild, ChannelId(channel), MessageId(message)) for start, channel, message in found}
