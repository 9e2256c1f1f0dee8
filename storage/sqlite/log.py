"""The log of moderators' deeds: noted in the transaction that did them, read by every member."""

import json

from sqlite_utils import Database

from deliberation.ids import ActId, DebateId, DebateKey, GuildId, ParticipantId
from deliberation.log import Deed, LogEntry
from storage.sqlite.moments import micros, moment

_WHOLE_SERVER = 0
"""Stands for the debate of a deed that concerns none."""


def note(db: Database, guild: GuildId, entry: LogEntry) -> None:
    """Note a deed; the same act's same deed once."""
    db.execute(
        "INSERT OR IGNORE INTO log (guild_id, debate, at, act, deed, by, numbers, reason)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            guild,
            entry.debate.debate if entry.debate else _WHOLE_SERVER,
            micros(entry.at),
            entry.act,
            entry.deed.value,
            entry.by,
            json.dumps(dict(entry.numbers), sort_keys=True) if entry.numbers else None,
            entry.reason,
        ),
    )


def entries(db: Database, key: DebateKey) -> tuple[LogEntry, ...]:
    """What was done in a debate, oldest first."""
    found = db.execute(
        "SELECT deed, by, at, act, numbers, reason FROM log WHERE guild_id = ? AND debate = ? ORDER BY at, act, deed",
        (key.guild, key.debate),
    )
    return tuple(
        LogEntry(
            deed=Deed(deed),
            by=ParticipantId(by) if by is not None else None,
            at=moment(at),
            act=ActId(act),
            debate=DebateKey(key.guild, DebateId(key.debate)),
            numbers=json.loads(numbers) if numbers else None,
            reason=reason,
        )
        for deed, by, at, act, numbers, reason in found
    )


def did(db: Database, key: DebateKey, act: ActId, deed: Deed) -> LogEntry | None:
    """What `act` did as `deed` when it was done before; None where it is new."""
    return next((entry for entry in entries(db, key) if entry.act == act and entry.deed is deed), None)
