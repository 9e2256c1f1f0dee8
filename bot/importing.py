"""`counterpoint import`: a debate from an existing exchange, written down for the bot to open when it runs next."""

import argparse
import asyncio
import sys
from datetime import UTC, datetime
from pathlib import Path

from bot.settings import load_settings
from bot.stopped import why_stopped
from bot.terminal import printable
from deliberation.actor import Actor
from deliberation.debate import TITLE_LIMIT, Attribution, Debate, DebateDraft, Tallies, drafted
from deliberation.errors import Refusal
from deliberation.excerpt import excerpt
from deliberation.ids import ActId, ChannelId, GuildId, UserId
from deliberation.importing.proposals import Proposed, Source, proposed
from deliberation.statement import letter_text
from deliberation.steering.schedule import read_deadline
from prompts.operator import tell
from prompts.refusals import refusal
from storage.errors import DatabaseInUse
from storage.sqlite import SqliteStore

FAILED = 2
_DISCORD_EPOCH = 1_420_070_400_000
"""Milliseconds; Discord counts from the beginning of 2015."""


def run(given: argparse.Namespace) -> int:
    """Write the debate down; the exit code."""
    try:
        settings = load_settings()
        found = proposed(Source(given.source), letter_text(given.file.read_bytes(), given.file.name))
        now = datetime.now(UTC)
        draft = drafted(
            title=given.title or excerpt(given.file.stem, TITLE_LIMIT),
            proposals="\n".join(found.claims),
            attribution=Attribution.COUNTED,
            tallies=Tallies.HIDDEN,
            deadline=read_deadline(given.deadline, now=now, zone=settings.time_zone),
        )
        path: Path = given.database or settings.database
        debate = asyncio.run(_opened(path, draft, given, now))
    except Exception as error:
        sentence = _why(error, given.file)
        if sentence is None:
            raise
        print(f"counterpoint import: {sentence}", file=sys.stderr)
        return FAILED
    print(printable(_done(debate, found)))
    return 0


def _done(debate: Debate, found: Proposed) -> str:
    number = str(debate.key.debate)
    return tell("import_done", number=number, title=debate.title, shown=len(found.claims), found=found.found)


async def _opened(path: Path, draft: DebateDraft, given: argparse.Namespace, now: datetime) -> Debate:
    """The debate with its opening owed to the channel."""
    store = await SqliteStore.open(path)
    try:
        act = ActId(int(now.timestamp() * 1000) - _DISCORD_EPOCH << 22)
        actor = Actor(GuildId(given.server), UserId(given.by))
        return await store.open_debate(draft, actor=actor, act=act, home=ChannelId(given.channel), at=now)
    finally:
        await store.close()


def _why(error: Exception, file: Path) -> str | None:
    """The sentence for what went wrong; None where it is a fault of the bot's own."""
    match error:
        case DatabaseInUse():
            return tell("import_bot_runs", path=error.path)
        case FileNotFoundError():
            return tell("file_missing", path=file)
        case OSError():
            return tell("file_unreadable", path=file, reason=(error.strerror or type(error).__name__).lower())
        case Refusal():
            return refusal(error)
        case _:
            return why_stopped(error)
