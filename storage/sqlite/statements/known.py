"""Statements as they are known: in their latest revision, before something is made of what arrives."""

from dataclasses import dataclass
from datetime import datetime

import sqlite_utils

from deliberation.ids import DebateKey, RoundNumber, StatementId
from deliberation.terms import Voice
from storage.sqlite.moments import moment
from storage.verbs.statements import Arrival


@dataclass(frozen=True, slots=True)
class Known:
    """A statement recorded before, in its latest revision."""

    revision: int
    round: RoundNumber
    text: str
    revised_at: datetime
    withdrawn: bool
    voice: Voice
    quotes: bool
    answers: bool
    as_chat: bool

    def is_news(self, arrival: Arrival) -> bool:
        """Whether an arrival tells more than is known: another text, not older, of a statement that still stands."""
        if self.withdrawn or arrival.text == self.text:
            return False
        return (arrival.edited_at or arrival.said_at) >= self.revised_at


def known_statement(db: sqlite_utils.Database, key: DebateKey, statement: StatementId) -> Known | None:
    """A statement in its latest revision; None where it is not known."""
    # The plus keeps SQLite from walking through every counterpoint of the debate.
    row = db.execute(
        """SELECT revision, round, text, revised_at, withdrawn, voice, EXISTS (
            SELECT 1 FROM pair WHERE pair.guild_id = statement.guild_id AND pair.debate = statement.debate
            AND pair.statement = statement.statement AND pair.revision = statement.revision), EXISTS (
            SELECT 1 FROM pair WHERE pair.guild_id = statement.guild_id AND pair.debate = statement.debate
            AND pair.statement = statement.statement AND pair.revision = statement.revision
            AND +counterpoint IS NOT NULL), as_chat
        FROM statement JOIN revision USING (guild_id, debate, statement, revision)
        WHERE guild_id = ? AND debate = ? AND statement = ?""",
        (key.guild, key.debate, statement),
    ).fetchone()
    if row is None:
        return None
    revision, number, text, revised_at, withdrawn, voice, quotes, answers, as_chat = row
    return Known(
        revision=revision,
        round=RoundNumber(number),
        text=text,
        revised_at=moment(revised_at),
        withdrawn=bool(withdrawn),
        voice=Voice(voice),
        quotes=bool(quotes),
        answers=bool(answers),
        as_chat=bool(as_chat),
    )
