"""What waits for one member, and what `/ask` answers, over many debates: beside reading each of them whole.

Makes debates of messages that quote and answer one another, some with questions, with stances of many people. Run it
from the project's folder: `uv run python -m bench.needs [debates] [messages]`.
"""

import asyncio
import random
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bench.replies import replies, sentence
from deliberation.actor import Actor
from deliberation.asking.choices import Inquiry
from deliberation.debate import Attribution, Debate, Tallies, drafted
from deliberation.ids import ActId, ChannelId, GuildId, MessageId, PointNumber, RoundNumber, StatementId, UserId
from deliberation.stance import POSITIONS
from deliberation.statement import StatementKind
from storage.sqlite import SqliteStore
from storage.verbs.statements import Arrival

GUILD = GuildId(1)
START = datetime(2026, 11, 18, 12, 0, tzinfo=UTC)
PEOPLE = 30
TRIES = 3


def member(number: int) -> Actor:
    """Somebody of the server."""
    return Actor(GUILD, UserId(1000 + number), moderates=False)


async def debate_of(store: SqliteStore, number: int, texts: list[str]) -> Debate:
    """A debate in which `texts` are said by turns, and PEOPLE answer its proposals."""
    chance, first = random.Random(number), number * 1_000_000
    draft = drafted(
        title=f"Debate {number}",
        proposals="\n".join(sentence(random.Random(seed)) for seed in range(3)),
        attribution=Attribution.NAMED,
        tallies=Tallies.LIVE,
        deadline=START + timedelta(days=20),
        planned_rounds=2,
    )
    opened = await store.open_debate(draft, actor=member(0), act=ActId(first), home=ChannelId(5), at=START)
    debate = await store.place_debate(opened.key, opening=MessageId(first + 1), thread=ChannelId(first + 2), at=START)
    for place, text in enumerate(texts):
        message, at = first + 10 + place, START + timedelta(minutes=place)
        said = Arrival(
            StatementId(message), StatementKind.MESSAGE, UserId(1000 + place % 7), None, MessageId(message), at, text
        )
        await store.record_statement(debate.key, said)
    await asyncio.gather(
        *(
            store.record_stance(
                debate.key,
                RoundNumber(1),
                PointNumber(point),
                chance.choice(POSITIONS),
                actor=member(person),
                act=ActId(first + 500_000 + person * 10 + point),
                at=START + timedelta(hours=1),
            )
            for person in range(1, PEOPLE)
            for point in (1, 2, 3)
        )
    )
    return debate


async def took(what: Callable[[], Awaitable[object]]) -> float:
    """The fewest milliseconds of TRIES."""
    best = float("inf")
    for _ in range(TRIES):
        began = time.process_time()
        await what()
        best = min(best, time.process_time() - began)
    return best * 1000


async def main(count: int, messages: int) -> None:
    """Print how long each takes, and the ratio to reading every debate whole."""
    texts = [text + (" Who pays for it?" if place % 10 == 0 else "") for place, text in enumerate(replies(messages))]
    with tempfile.TemporaryDirectory() as folder:
        store = await SqliteStore.open(Path(folder) / "debates.db")
        debates = [await debate_of(store, number, texts) for number in range(1, count + 1)]
        keys, actor = [debate.key for debate in debates], member(3)

        async def whole() -> None:
            for key in keys:
                await store.record(key)

        usual = await took(whole)
        print(f"{count} debates of {messages} messages, read whole: {usual:.0f} ms")
        needs = await took(lambda: store.needs(keys, actor=actor))
        print(f"what needs me: {needs:.0f} ms, {needs / usual:.2f} of that")
        mine = await took(lambda: store.my_questions(keys, actor=actor))
        print(f"my questions: {mine:.0f} ms, {mine / usual:.2f} of that")
        for inquiry in (Inquiry.UNANSWERED, Inquiry.AGREE, Inquiry.DIFFER, Inquiry.STAND):
            asked = await took(lambda inquiry=inquiry: store.inquire(keys, inquiry, actor=actor))
            print(f"{inquiry.value}: {asked:.0f} ms, {asked / usual:.2f} of that")
        await store.close()


if __name__ == "__main__":
    given = [int(argument) for argument in sys.argv[1:]]
    asyncio.run(main(*(given or [100, 300])))
