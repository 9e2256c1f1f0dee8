"""What must hold between the bot's database and what is to be seen on Discord, whatever went wrong."""

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from simcord.backend.models import Message

from deliberation.ids import GuildId
from storage.outgoing import PostKey, PostKind, PostState
from tests.wire.process import Bot
from tests.wire.server import Discord

_SAID_BY_PEOPLE = (0, 19)
"""Types of messages: a plain one and a reply."""
_CONTAINER = 17
_UNDERWAY = (PostState.OWED, PostState.QUEUED, PostState.SENDING)


async def settled(here: Discord, bot: Bot, *, within: float = 120.0) -> None:
    """Wait until every request that was to be accepted late has been, and no post is owed or on its way any more.

    Raises:
        TimeoutError: some still are.
    """
    await here.until(lambda: not here.pending and not _underway(bot.database), within)


def wrongs(here: Discord, bot: Bot) -> list[str]:
    """Whatever does not hold, in sentences: posts, and what members said in open debates."""
    found = [f"the loopback cannot do: {gap}" for gap in here.gaps]
    return [*found, *wrong_posts(here, bot.database), *wrong_statements(here, bot.database)]


def wrong_posts(here: Discord, database: Path) -> list[str]:
    """Posts that are missing, doubled, or that nobody owed."""
    found: list[str] = []
    shown = Counter(mark for message in _bots_posts(here) if (mark := mark_of(message)) is not None)
    owed: set[int] = set()
    for guild, kind, subject, generation, part, state in _rows(
        database, "SELECT guild_id, kind, subject, generation, part, state FROM outbox"
    ):
        mark = _as_mark(PostKey(GuildId(guild), PostKind(kind), subject, generation, part).nonce)
        owed.add(mark)
        about = f"{kind} {subject}/{generation}/{part}"
        stands = shown[mark]
        if stands > 1:
            found.append(f"doubled: {about} stands {stands} times")
        if stands == 0 and state != PostState.GIVEN_UP.value:
            found.append(f"missing: {about} is {state}, and nowhere to be seen")
        if stands and state != PostState.SENT.value:
            found.append(f"unknown: {about} stands, and is {state}")
    found.extend(f"unowed: a post stands whose mark is {mark}" for mark in shown if mark not in owed)
    return found


def wrong_statements(here: Discord, database: Path, threads: Iterable[int] | None = None) -> list[str]:
    """Members' messages in debates' threads that are not recorded exactly once with their latest words, and recorded
    ones that were deleted and are not withdrawn. Of all threads, or of `threads`.
    """
    found: list[str] = []
    rows = _rows(database, "SELECT guild_id, debate, thread FROM debate WHERE thread IS NOT NULL")
    wanted = None if threads is None else set(threads)
    for guild, debate, thread in rows:
        if wanted is None or thread in wanted:
            found.extend(_wrong_in(here, database, guild, debate, thread))
    return found


def _wrong_in(here: Discord, database: Path, guild: int, debate: int, thread: int) -> Iterator[str]:
    recorded: dict[int, list[tuple[str, bool, str]]] = {}
    for message, kind, withdrawn, text in _rows(
        database,
        """SELECT statement.message, statement.kind, statement.withdrawn, revision.text FROM statement
        JOIN revision USING (guild_id, debate, statement, revision)
        WHERE guild_id = ? AND debate = ? AND statement.statement = statement.message
        AND kind IN ('message', 'letter')""",
        (guild, debate),
    ):
        recorded.setdefault(message, []).append((kind, bool(withdrawn), text))
    said = {
        message.id: message
        for message in here.backend.messages.get(thread, {}).values()
        if message.type in _SAID_BY_PEOPLE and not here.backend.users[message.author_id].bot
    }
    for number, message in said.items():
        rows = recorded.get(number, [])
        if len(rows) != 1:
            yield f"captured {len(rows)} times: message {number}, {message.content[:60]!r}"
            continue
        kind, withdrawn, text = rows[0]
        if withdrawn:
            yield f"withdrawn though it stands: message {number}"
        elif kind == "message" and text != message.content:
            yield f"older words: message {number} says {message.content[:60]!r}, recorded {text[:60]!r}"
    for number, rows in recorded.items():
        if number not in said and not all(withdrawn for _, withdrawn, _ in rows):
            yield f"not withdrawn though deleted: message {number}"


def captured(database: Path) -> Counter[int]:
    """How often each message is recorded as a statement, withdrawn or not."""
    return Counter(message for (message,) in _rows(database, "SELECT message FROM statement WHERE kind = 'message'"))


def stances(database: Path) -> Counter[int]:
    """How many stances each act (an interaction's id) gave."""
    return Counter(act for (act,) in _rows(database, "SELECT act FROM stance"))


def titles(database: Path) -> set[str]:
    """The titles of all debates."""
    return {title for (title,) in _rows(database, "SELECT title FROM debate")}


def all_summed_up(database: Path) -> bool:
    """Whether no round is open or owes its summary."""
    return all(state not in {"open", "closed"} for (state,) in _rows(database, "SELECT state FROM round"))


def posts(database: Path) -> Counter[str]:
    """How many posts are in each state."""
    return Counter(state for (state,) in _rows(database, "SELECT state FROM outbox"))


def mark_of(message: Message) -> int | None:
    """What marks a message of the bot's as one certain post: the number of its container; see cogs/layout.py."""
    outermost = message.components[0] if message.components else {}
    return int(outermost["id"]) if outermost.get("type") == _CONTAINER and outermost.get("id") else None


def _as_mark(nonce: str) -> int:
    return int(nonce, 36) % (2**31 - 1) + 1


def _bots_posts(here: Discord) -> Iterator[Message]:
    for messages in here.backend.messages.values():
        for message in messages.values():
            if message.author_id == here.backend.bot_user.id and message.interaction_metadata is None:
                yield message


def _underway(database: Path) -> int:
    states = posts(database)
    return sum(states[state.value] for state in _UNDERWAY)


def _rows(database: Path, query: str, values: tuple[object, ...] = ()) -> list[tuple[Any, ...]]:
    """The rows of a query, read beside the process that writes."""
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True, timeout=30)) as connection:
        return connection.execute(query, values).fetchall()
