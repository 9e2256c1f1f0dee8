"""Participants: a surrogate for each person in a server. The one table that knows a user id."""

import secrets
from collections.abc import Iterable, Mapping
from datetime import datetime

import sqlite_utils

from deliberation.ids import DebateKey, GuildId, ParticipantId, UserId
from storage.sqlite.moments import micros

NOBODY = ParticipantId(0)
"""Stands for a person who has no surrogate yet; no participant has this number."""


def participant_of(db: sqlite_utils.Database, guild: GuildId, user: UserId, at: datetime) -> ParticipantId:
    """The surrogate of `user` in `guild`, made at random the first time: it tells nothing, not even who came first."""
    known = known_participant(db, guild, user)
    while known is None:
        # 52 bits: exact in every reader of an export that keeps numbers as doubles.
        drawn = ParticipantId(secrets.randbelow(2**52 - 1) + 1)
        inserted = db.execute(
            "INSERT INTO participant (guild_id, participant, user_id, made_at) VALUES (?, ?, ?, ?)"
            " ON CONFLICT (guild_id, participant) DO NOTHING",
            (guild, drawn, user, micros(at)),
        )
        if inserted.rowcount == 1:
            known = drawn
    return known


def known_participant(db: sqlite_utils.Database, guild: GuildId, user: UserId) -> ParticipantId | None:
    """The surrogate of `user` in `guild`; None for somebody who never took part there."""
    row = db.execute("SELECT participant FROM participant WHERE guild_id = ? AND user_id = ?", (guild, user)).fetchone()
    return ParticipantId(row[0]) if row else None


def user_of(db: sqlite_utils.Database, guild: GuildId, participant: ParticipantId) -> UserId | None:
    """Who `participant` is; None for somebody erased or unknown."""
    row = db.execute(
        "SELECT user_id FROM participant WHERE guild_id = ? AND participant = ?", (guild, participant)
    ).fetchone()
    return UserId(row[0]) if row and row[0] is not None else None


def users(
    db: sqlite_utils.Database, guild: GuildId, participants: Iterable[ParticipantId]
) -> Mapping[ParticipantId, UserId]:
    """Who these are, for those not erased."""
    known = ((participant, user_of(db, guild, participant)) for participant in dict.fromkeys(participants))
    return {participant: user for participant, user in known if user is not None}


def note_taker(db: sqlite_utils.Database, key: DebateKey, participant: ParticipantId, at: datetime) -> None:
    """Note that somebody takes part in a debate; only the first time is kept."""
    db.execute(
        "INSERT INTO taker (guild_id, debate, participant, since) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
        (key.guild, key.debate, participant, micros(at)),
    )


_STEERED = """SELECT by FROM log WHERE guild_id = :guild AND debate = :debate
                            UNION SELECT by FROM decision WHERE guild_id = :guild AND debate = :debate"""
"""Who did what leaders of a debate do: it is told with their names."""


def writers_and_opener(db: sqlite_utils.Database, key: DebateKey) -> Mapping[ParticipantId, UserId]:
    """Who opened a debate, steered it or wrote in it, for those not erased: what everybody there can see anyway."""
    rows = db.execute(
        f"""SELECT participant, user_id FROM participant WHERE guild_id = :guild AND user_id IS NOT NULL
        AND participant IN (SELECT author FROM statement WHERE guild_id = :guild AND debate = :debate
                            UNION SELECT opener FROM debate WHERE guild_id = :guild AND debate = :debate
                            UNION {_STEERED})""",
        {"guild": key.guild, "debate": key.debate},
    )
    return {ParticipantId(participant): UserId(user) for participant, user in rows}


def everybody(db: sqlite_utils.Database, key: DebateKey) -> Mapping[ParticipantId, UserId]:
    """Who took any part in a debate, for those not erased."""
    rows = db.execute(
        f"""SELECT participant, user_id FROM participant WHERE guild_id = :guild AND user_id IS NOT NULL
        AND participant IN (SELECT author FROM statement WHERE guild_id = :guild AND debate = :debate
                            UNION SELECT opener FROM debate WHERE guild_id = :guild AND debate = :debate
                            UNION SELECT participant FROM stance WHERE guild_id = :guild AND debate = :debate
                            UNION SELECT participant FROM taker WHERE guild_id = :guild AND debate = :debate
                            UNION SELECT by FROM restatement WHERE guild_id = :guild AND debate = :debate
                            UNION {_STEERED})""",
        {"guild": key.guild, "debate": key.debate},
    )
    return {ParticipantId(participant): UserId(user) for participant, user in rows}


PSEUDONYM_ALPHABET = "BCDFGHJKLMNPQRSTVWXZ23456789"
"""Letters and digits that are not mistaken for each other, without vowels: no pseudonym spells a word."""


def pseudonyms(db: sqlite_utils.Database, key: DebateKey) -> Mapping[ParticipantId, str]:
    """A pseudonym of this debate for each of its participants, made up at random when first asked for.

    They are drawn anew in every debate, so that nobody can be followed from one to the next.
    """
    known = known_pseudonyms(db, key)
    taken = set(known.values())
    for participant in sorted(participants_in(db, key) - known.keys()):
        drawn = _draw(taken)
        taken.add(drawn)
        known[participant] = drawn
        db.execute(
            "INSERT INTO pseudonym (guild_id, debate, participant, pseudonym) VALUES (?, ?, ?, ?)",
            (key.guild, key.debate, participant, drawn),
        )
    return known


def known_pseudonyms(db: sqlite_utils.Database, key: DebateKey) -> dict[ParticipantId, str]:
    """The pseudonyms of a debate that were asked for before."""
    found = db.execute(
        "SELECT participant, pseudonym FROM pseudonym WHERE guild_id = ? AND debate = ?", (key.guild, key.debate)
    )
    return {ParticipantId(participant): pseudonym for participant, pseudonym in found}


def participants_in(db: sqlite_utils.Database, key: DebateKey) -> set[ParticipantId]:
    """Everybody of a debate, the erased too: their answers are counted under a pseudonym still."""
    rows = db.execute(
        """SELECT author FROM statement WHERE guild_id = :guild AND debate = :debate AND author IS NOT NULL
        UNION SELECT opener FROM debate WHERE guild_id = :guild AND debate = :debate
        UNION SELECT participant FROM stance WHERE guild_id = :guild AND debate = :debate
        UNION SELECT participant FROM taker WHERE guild_id = :guild AND debate = :debate""",
        {"guild": key.guild, "debate": key.debate},
    )
    return {ParticipantId(participant) for (participant,) in rows}


def _draw(taken: set[str]) -> str:
    while True:
        drawn = "".join(secrets.choice(PSEUDONYM_ALPHABET) for _ in range(5))
        if drawn not in taken:
            return drawn
