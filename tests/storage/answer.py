"""A process that takes the statement given as text into a new debate, closes, and says which modules it has imported.

Run with the database's path and the text.
"""

import asyncio
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from deliberation.actor import Actor
from deliberation.debate import Attribution, DebateDraft, Tallies
from deliberation.ids import ActId, ChannelId, GuildId, MessageId, StatementId, UserId
from deliberation.statement import StatementKind
from storage.sqlite import SqliteStore
from storage.verbs.statements import Arrival

NOON = datetime(2026, 11, 18, 12, 0, tzinfo=UTC)


async def main(path: Path, text: str) -> None:
    store = await SqliteStore.open(path)
    draft = DebateDraft("The pool", ("Ban diving",), Attribution.COUNTED, Tallies.HIDDEN, NOON + timedelta(days=3))
    opal = Actor(GuildId(11), UserId(5))
    debate = await store.open_debate(draft, actor=opal, act=ActId(20), home=ChannelId(2), at=NOON)
    await store.place_debate(debate.key, opening=MessageId(21), thread=ChannelId(21), at=NOON)
    arrival = Arrival(StatementId(30), StatementKind.MESSAGE, UserId(6), None, MessageId(30), NOON, text)
    await store.record_statement(debate.key, arrival)
    await store.close()
    print(*sys.modules)


asyncio.run(main(Path(sys.argv[1]), sys.argv[2]))
