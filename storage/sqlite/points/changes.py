"""Changes of points, read back: what was reworded, restated, split, set aside and put to everybody."""

from datetime import datetime

from sqlite_utils import Database

from deliberation.ids import ActId, DebateKey, ParticipantId, PointNumber, RoundNumber
from deliberation.points.changes import Aside, PointChanges, Restatement, Rewording, Split, Verdict
from storage.sqlite.moments import micros, moment


def changes_of(db: Database, key: DebateKey) -> PointChanges:
    """All changes of a debate's points, in the order in which they happened."""
    return PointChanges(
        rewordings=rewordings_of(db, key),
        restatements=_restatements(db, key),
        splits=_splits(db, key),
        asides=_asides(db, key),
        put_up=_put_up(db, key),
    )


def save_rewording(db: Database, key: DebateKey, rewording: Rewording) -> None:
    """Write a rewording, new or decided."""
    db.execute(
        """INSERT OR REPLACE INTO rewording (guild_id, debate, point, act, words, by, at, verdict, round)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)""",
        (
            key.guild,
            key.debate,
            rewording.point,
            rewording.act,
            rewording.words,
            rewording.by,
            micros(rewording.at),
            rewording.verdict.value,
            rewording.round,
        ),
    )


def save_restatement(db: Database, key: DebateKey, restatement: Restatement) -> None:
    """Write a restatement, new or decided."""
    db.execute(
        """INSERT OR REPLACE INTO restatement (guild_id, debate, point, act, words, by, at, verdict)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)""",
        (
            key.guild,
            key.debate,
            restatement.point,
            restatement.act,
            restatement.words,
            restatement.by,
            micros(restatement.at),
            restatement.verdict.value,
        ),
    )


def save_split(db: Database, key: DebateKey, split: Split) -> None:
    """Write that a point was taken apart into this part, among others."""
    db.execute(
        "INSERT INTO split (guild_id, debate, source, part, by, at) VALUES (?, ?, ?, ?, ?, ?)",
        (key.guild, key.debate, split.source, split.part, split.by, micros(split.at)),
    )


def save_aside(db: Database, key: DebateKey, aside: Aside, act: ActId) -> None:
    """Write that a point was set aside, or taken up again; the same act once."""
    db.execute(
        """INSERT OR IGNORE INTO aside (guild_id, debate, point, act, by, at, reason, taken_up)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)""",
        (key.guild, key.debate, aside.point, act, aside.by, micros(aside.at), aside.reason, int(aside.taken_up)),
    )


def save_put_up(
    db: Database,
    key: DebateKey,
    point: PointNumber,
    number: RoundNumber,
    *,
    by: ParticipantId | None,
    act: ActId,
    at: datetime,
) -> None:
    """Write that a point is put to everybody from round `number` on; only the first time counts."""
    db.execute(
        "INSERT OR IGNORE INTO put_up (guild_id, debate, point, round, by, act, at) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (key.guild, key.debate, point, number, by, act, micros(at)),
    )


def rewordings_of(db: Database, key: DebateKey) -> tuple[Rewording, ...]:
    """All rewordings of a debate's points, in the order in which they were proposed."""
    found = db.execute(
        "SELECT point, act, words, by, at, verdict, round FROM rewording WHERE guild_id = ? AND debate = ?"
        " ORDER BY at, act",
        (key.guild, key.debate),
    )
    return tuple(
        Rewording(
            PointNumber(point),
            ActId(act),
            words,
            _somebody(by),
            moment(at),
            Verdict(verdict),
            None if number is None else RoundNumber(number),
        )
        for point, act, words, by, at, verdict, number in found
    )


def _restatements(db: Database, key: DebateKey) -> tuple[Restatement, ...]:
    found = db.execute(
        "SELECT point, act, words, by, at, verdict FROM restatement WHERE guild_id = ? AND debate = ? ORDER BY at, act",
        (key.guild, key.debate),
    )
    return tuple(
        Restatement(PointNumber(point), ActId(act), words, _somebody(by), moment(at), Verdict(verdict))
        for point, act, words, by, at, verdict in found
    )


def _splits(db: Database, key: DebateKey) -> tuple[Split, ...]:
    found = db.execute(
        "SELECT source, part, by, at FROM split WHERE guild_id = ? AND debate = ? ORDER BY at, part",
        (key.guild, key.debate),
    )
    return tuple(
        Split(PointNumber(source), PointNumber(part), _somebody(by), moment(at)) for source, part, by, at in found
    )


def _asides(db: Database, key: DebateKey) -> tuple[Aside, ...]:
    found = db.execute(
        "SELECT point, by, at, reason, taken_up FROM aside WHERE guild_id = ? AND debate = ? ORDER BY at, act",
        (key.guild, key.debate),
    )
    return tuple(
        Aside(PointNumber(point), _somebody(by), moment(at), reason, bool(taken_up))
        for point, by, at, reason, taken_up in found
    )


def _put_up(db: Database, key: DebateKey) -> dict[PointNumber, RoundNumber]:
    # Put up by somebody, or picked for the agenda of a round.
    found = db.execute(
        """SELECT point, min(round) FROM (
            SELECT point, round FROM put_up WHERE guild_id = :guild AND debate = :debate
            UNION ALL SELECT point, round FROM agenda WHERE guild_id = :guild AND debate = :debate AND point NOT NULL)
        GROUP BY point ORDER BY min(round), point""",
        {"guild": key.guild, "debate": key.debate},
    )
    return {PointNumber(point): RoundNumber(number) for point, number in found}


def _somebody(participant: int | None) -> ParticipantId | None:
    return None if participant is None else ParticipantId(participant)
