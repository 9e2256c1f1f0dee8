"""Unquoting: posts of the bot that quote what its author deleted are rendered again, without those words."""

from datetime import datetime

import sqlite_utils

from deliberation.ids import DebateKey, RoundNumber, StatementId
from storage.outgoing import PostKey, PostKind
from storage.sqlite import outbox

_ASKS_OR_ANSWERS = """SELECT EXISTS (SELECT 1 FROM pair WHERE guild_id = :guild AND debate = :debate
        AND (statement = :statement OR source = :statement))
    OR EXISTS (SELECT 1 FROM question WHERE guild_id = :guild AND debate = :debate AND statement = :statement)"""
_LINKING = frozenset(PostKind) - {PostKind.CARD, PostKind.ANSWER, PostKind.LETTER, PostKind.OPENING, PostKind.BOARD}
"""Posts whose quotes lead to where they were said. Cards and posted answers say themselves what was deleted."""


def unquote(db: sqlite_utils.Database, key: DebateKey, statement: StatementId, *, at: datetime) -> None:
    """Have every post that shows words of a withdrawn statement say them no more: summaries from its round on, whose
    page tells of all that was answered, boards, and whatever else leads to it. A claim that people are asked about
    stays, and says that it was deleted.
    """
    facts = {"guild": key.guild, "debate": key.debate, "statement": statement}
    number, channel, message = db.execute(
        """SELECT round, channel, message FROM statement
        WHERE guild_id = :guild AND debate = :debate AND statement = :statement""",
        facts,
    ).fetchone()
    (in_pages,) = db.execute(_ASKS_OR_ANSWERS, facts).fetchone()
    leads_there = "instr(coalesce(body, ''), :link) > 0"
    for kind in _LINKING:
        told = (
            """subject = :debate AND generation >= :round AND part = (SELECT reopened FROM round
            WHERE guild_id = :guild AND debate = :debate AND round = outbox.generation)"""
            if kind is PostKind.SUMMARY and in_pages
            else "0"
        )
        about = {**facts, "round": number, "link": f"/{channel}/{message})"}
        outbox.clear(db, kind, f"({told} OR {leads_there})", about, at=at)
    if in_pages:
        _show_on_boards(db, key, RoundNumber(number), at)


def _show_on_boards(db: sqlite_utils.Database, key: DebateKey, since: RoundNumber, at: datetime) -> None:
    later = db.execute(
        "SELECT round FROM round WHERE guild_id = ? AND debate = ? AND round >= ?", (key.guild, key.debate, since)
    )
    for (number,) in later.fetchall():
        outbox.request_edit(db, PostKey(key.guild, PostKind.BOARD, key.debate, number), at=at)
