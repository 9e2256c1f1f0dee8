"""The helm of a debate: who may steer it, and how a deed done to its rounds is written, noted in the log and shown."""

from dataclasses import dataclass
from datetime import datetime

import sqlite_utils

from deliberation.actor import Actor
from deliberation.debate import Debate
from deliberation.ids import ActId, DebateKey, ParticipantId, RoundNumber
from deliberation.log import Deed, LogEntry
from deliberation.round import Round
from storage.outgoing import PostKey, PostKind
from storage.sqlite import log, outbox, rows
from storage.sqlite.participants import participant_of, user_of
from storage.sqlite.rules import must_keep_words
from storage.sqlite.servers import acting


def must_lead(db: sqlite_utils.Database, standing: Debate, actor: Actor) -> None:
    """Refuse who may not steer this debate: its opener and moderators may, in its own server.

    Raises:
        AnotherServer, NotAModerator: as they say.
    """
    actor.must_be_in(standing.key.guild)
    acting(db, actor).must_moderate(unless_user=user_of(db, standing.key.guild, standing.opener))


@dataclass(frozen=True, slots=True)
class Helm:
    """A debate in the hands of somebody who may steer it. Made by `take`."""

    db: sqlite_utils.Database
    debate: Debate
    rounds: tuple[Round, ...]
    actor: Actor
    by: ParticipantId
    act: ActId
    at: datetime

    def did(self, *deeds: Deed) -> LogEntry | None:
        """Which of `deeds` this very act did when it was done before; None where it is new."""
        found = (log.did(self.db, self.debate.key, self.act, deed) for deed in deeds)
        return next((entry for entry in found if entry is not None), None)

    def round_of(self, entry: LogEntry) -> Round:
        """The round that an earlier deed was done to, as it stands now."""
        number = (entry.numbers or {}).get("round")
        return next((known for known in self.rounds if known.number == number), self.rounds[-1])

    def note(self, deed: Deed, *, reason: str | None = None, **numbers: int) -> None:
        """Note in the log what is done, and why.

        Raises:
            TimedOut, BlockedWord: everybody reads the reason.
        """
        if reason is not None:
            must_keep_words(self.db, reason, actor=self.actor, at=self.at)
        entry = LogEntry(deed, self.by, self.at, self.act, self.debate.key, numbers or None, reason)
        log.note(self.db, self.debate.key.guild, entry)

    def save(self, changed: Round, deed: Deed, *, reason: str | None = None, **numbers: int) -> Round:
        """Write a round as `deed` left it, note that, and have it shown."""
        rows.save_round(self.db, changed)
        self.note(deed, reason=reason, round=changed.number, **numbers)
        show(self.db, self.debate.key, changed.number, self.at)
        return changed


def take(db: sqlite_utils.Database, key: DebateKey, *, actor: Actor, act: ActId, at: datetime) -> Helm:
    """The helm of a debate that has not ended, for somebody who may steer it.

    Raises:
        NoDebateHere, AnotherServer, NotAModerator, DebateEnded: as they say.
    """
    debate = rows.debate_here(db, key)
    must_lead(db, debate, actor)
    debate.must_be_open()
    by = participant_of(db, key.guild, actor.user, at)
    return Helm(db, debate, rows.rounds_of(db, key), actor, by, act, at)


def show(db: sqlite_utils.Database, key: DebateKey, number: RoundNumber, at: datetime) -> None:
    """Note that what the board of a round and the debate's opening say of it has changed."""
    outbox.request_edit(db, PostKey(key.guild, PostKind.BOARD, key.debate, number), at=at)
    show_standing(db, key, at)


def show_standing(db: sqlite_utils.Database, key: DebateKey, at: datetime) -> None:
    """Note that what a debate's opening says of where it stands has changed."""
    outbox.request_edit(db, PostKey(key.guild, PostKind.OPENING, key.debate), at=at)
