"""Rows become values, and values rows: what the tables hold of debates, rounds, points, stances and more."""

from typing import Any, TypeAlias

import sqlite_utils

from deliberation.debate import Attribution, Debate, DebateState, Tallies
from deliberation.errors import NoDebateHere
from deliberation.ids import (
    ActId,
    ChannelId,
    DebateId,
    DebateKey,
    GuildId,
    Link,
    MessageId,
    ParticipantId,
    PointNumber,
    RoundNumber,
    Span,
    StatementId,
)
from deliberation.point import Merge, Point, PointOrigin
from deliberation.round import EarlyClosing, Round, RoundState
from deliberation.stance import Position, Stance
from deliberation.statement import Passage
from deliberation.steering.agenda import AgendaRow, Pick
from deliberation.steering.decision import Decision
from deliberation.terms import Form, Gate, Terms, Voice
from storage.outgoing import PostKind
from storage.sqlite.moments import micros, moment, moment_or_none

Row: TypeAlias = tuple[Any, ...]

DEBATE = "guild_id, debate, title, attribution, tallies, state, opener, home, thread, opening, role, planned_rounds, \
opened_at, account_days, member_days, form, quorum, speakers, steelman"
"""The columns that `debate_from` reads, in order."""


def debate_from(row: Row) -> Debate:
    """The debate of one row of the DEBATE columns."""
    return Debate(
        key=DebateKey(GuildId(row[0]), DebateId(row[1])),
        title=row[2],
        attribution=Attribution(row[3]),
        tallies=Tallies(row[4]),
        state=DebateState(row[5]),
        opener=ParticipantId(row[6]),
        home=ChannelId(row[7]),
        thread=ChannelId(row[8]) if row[8] is not None else None,
        opening=MessageId(row[9]) if row[9] is not None else None,
        planned_rounds=row[11],
        opened_at=moment(row[12]),
        terms=Terms(
            gate=Gate(role=row[10], account_days=row[13], member_days=row[14]),
            form=Form(row[15]),
            quorum=row[16],
            speakers=row[17],
            steelman=bool(row[18]),
        ),
    )


def load_debate(db: sqlite_utils.Database, key: DebateKey) -> Debate | None:
    """The debate of that key, None where there is none."""
    row = db.execute(
        f"SELECT {DEBATE} FROM debate WHERE guild_id = ? AND debate = ?", (key.guild, key.debate)
    ).fetchone()
    return debate_from(row) if row else None


def debate_here(db: sqlite_utils.Database, key: DebateKey) -> Debate:
    """The debate of that key.

    Raises:
        NoDebateHere: there is none.
    """
    found = load_debate(db, key)
    if found is None:
        raise NoDebateHere
    return found


ROUND = "guild_id, debate, round, state, opened_at, deadline, closed_at, closed_by, unread, early_at, early_by, \
early_asked, paused_at, prolonged, reopened"
"""The columns that `round_from` reads, in order."""


def round_from(row: Row) -> Round:
    """The round of one row of the ROUND columns."""
    early = None
    if row[9] is not None:
        by = ParticipantId(row[10]) if row[10] is not None else None
        early = EarlyClosing(by, asked_at=moment(row[11]), at=moment(row[9]))
    return Round(
        debate=DebateKey(GuildId(row[0]), DebateId(row[1])),
        number=RoundNumber(row[2]),
        state=RoundState(row[3]),
        opened_at=moment(row[4]),
        deadline=moment(row[5]),
        closed_at=moment_or_none(row[6]),
        closed_by=ParticipantId(row[7]) if row[7] is not None else None,
        unread=bool(row[8]),
        early=early,
        paused_at=moment_or_none(row[12]),
        prolonged=bool(row[13]),
        reopened=row[14],
    )


def rounds_of(db: sqlite_utils.Database, key: DebateKey) -> tuple[Round, ...]:
    """All rounds of a debate that have begun, in order; the one that is only scheduled is `scheduled_in`."""
    rows = db.execute(
        f"SELECT {ROUND} FROM round WHERE guild_id = ? AND debate = ? AND state != ? ORDER BY round",
        (key.guild, key.debate, RoundState.SCHEDULED.value),
    )
    return tuple(round_from(row) for row in rows)


def scheduled_in(db: sqlite_utils.Database, key: DebateKey) -> Round | None:
    """The round of a debate that is to open by itself; None where none is."""
    row = db.execute(
        f"SELECT {ROUND} FROM round WHERE guild_id = ? AND debate = ? AND state = ?",
        (key.guild, key.debate, RoundState.SCHEDULED.value),
    ).fetchone()
    return round_from(row) if row else None


def save_round(db: sqlite_utils.Database, changed: Round) -> None:
    """Write a round, new or changed."""
    early = changed.early
    values = (
        changed.debate.guild,
        changed.debate.debate,
        changed.number,
        changed.state.value,
        micros(changed.opened_at),
        micros(changed.deadline),
        micros(changed.closed_at) if changed.closed_at is not None else None,
        changed.closed_by,
        int(changed.unread),
        micros(early.at) if early is not None else None,
        early.by if early is not None else None,
        micros(early.asked_at) if early is not None else None,
        micros(changed.paused_at) if changed.paused_at is not None else None,
        int(changed.prolonged),
        changed.reopened,
    )
    columns = [column.strip() for column in ROUND.split(",")]
    updates = ", ".join(f"{column} = excluded.{column}" for column in columns[3:])
    db.execute(
        f"INSERT INTO round ({ROUND}) VALUES ({', '.join('?' * len(values))})"
        f" ON CONFLICT (guild_id, debate, round) DO UPDATE SET {updates}",
        values,
    )


POINT = """SELECT point.point, point.origin, point.claim, point.statement, point.revision, point.span_start,
    point.span_end, point.author, point.made_at, point.round, statement.channel, statement.message
    FROM point JOIN statement USING (guild_id, debate, statement)
    WHERE point.guild_id = ? AND point.debate = ?"""
"""Selects what `point_from` reads, in order, of one debate; further conditions and an order may follow."""


def point_from(guild: GuildId, row: Row) -> Point:
    """The point of one row of POINT."""
    return Point(
        number=PointNumber(row[0]),
        origin=PointOrigin(row[1]),
        claim=row[2],
        passage=Passage(StatementId(row[3]), row[4], Span(row[5], row[6])),
        author=ParticipantId(row[7]) if row[7] is not None else None,
        made_at=moment(row[8]),
        round=RoundNumber(row[9]),
        link=Link(guild, ChannelId(row[10]), MessageId(row[11])),
    )


def points_of(db: sqlite_utils.Database, key: DebateKey) -> tuple[Point, ...]:
    """All points of a debate, in order of number."""
    rows = db.execute(f"{POINT} ORDER BY point.point", (key.guild, key.debate))
    return tuple(point_from(key.guild, row) for row in rows)


def merges_of(db: sqlite_utils.Database, key: DebateKey) -> tuple[Merge, ...]:
    """All merges of a debate's points, in the order in which they were made."""
    rows = db.execute(
        "SELECT source, target, by, at FROM merge WHERE guild_id = ? AND debate = ? ORDER BY at, source",
        (key.guild, key.debate),
    )
    return tuple(
        Merge(PointNumber(source), PointNumber(target), ParticipantId(by) if by is not None else None, moment(at))
        for source, target, by, at in rows
    )


STANCE = "participant, round, point, position, act, given_at, reason, condition, credit, kept, voice"
"""The columns that `stance_from` reads, in order."""

_POSITIONS = {position.value: position for position in Position}
_VOICES = {voice.value: voice for voice in Voice}


def stance_from(row: Row) -> Stance:
    """The stance of one row of the STANCE columns."""
    participant, number, point, position, act, given_at, reason, condition, credit, kept, voice = row
    # By place and without the types' names: a debate of hundreds of people has tens of thousands of these.
    return Stance(
        participant,
        number,
        point,
        _POSITIONS[position],
        act,
        moment(given_at),
        reason,
        condition,
        credit,
        bool(kept),
        _VOICES[voice],
    )


def stances_of(
    db: sqlite_utils.Database,
    key: DebateKey,
    *,
    number: RoundNumber | None = None,
    participant: ParticipantId | None = None,
    point: PointNumber | None = None,
    act: ActId | None = None,
) -> tuple[Stance, ...]:
    """The stances given in a debate, in the order in which they were given; of one round, participant, point or act
    where asked.
    """
    asked = {"round": number, "participant": participant, "point": point, "act": act}
    wanted = {column: value for column, value in asked.items() if value is not None}
    where = "".join(f" AND {column} = ?" for column in wanted)
    found = db.execute(
        f"SELECT {STANCE} FROM stance WHERE guild_id = ? AND debate = ?{where} ORDER BY given_at, act, point",
        (key.guild, key.debate, *wanted.values()),
    )
    return tuple(stance_from(row) for row in found)


def last_stances_of(
    db: sqlite_utils.Database, key: DebateKey, participant: ParticipantId, *, number: RoundNumber | None = None
) -> tuple[Stance, ...]:
    """Of one participant's stances in a debate, or in one round, only the last on each point in each round, in the
    order in which they were given. Somebody may press a thousand times; what they pressed before stays where it is.
    """
    found = db.execute(
        f"""SELECT {STANCE} FROM (
            SELECT *, row_number() OVER (PARTITION BY round, point ORDER BY given_at DESC, act DESC) AS place
            FROM stance WHERE guild_id = ? AND debate = ? AND participant = ? AND (? IS NULL OR round = ?)
        ) WHERE place = 1 ORDER BY given_at, act, point""",
        (key.guild, key.debate, participant, number, number),
    )
    return tuple(stance_from(row) for row in found)


def positions_of(db: sqlite_utils.Database, key: DebateKey, number: RoundNumber) -> tuple[Stance, ...]:
    """Everybody's stances of one round without their words, in no particular order."""
    found = db.execute(
        "SELECT participant, point, position, act, given_at, credit, kept, voice FROM stance"
        " WHERE guild_id = ? AND debate = ? AND round = ?",
        (key.guild, key.debate, number),
    )
    return tuple(
        Stance(
            participant,
            number,
            point,
            _POSITIONS[position],
            act,
            moment(given_at),
            None,
            None,
            credit,
            bool(kept),
            _VOICES[voice],
        )
        for participant, point, position, act, given_at, credit, kept, voice in found
    )


def save_stance(db: sqlite_utils.Database, key: DebateKey, stance: Stance) -> None:
    """Write a stance beside those given before."""
    db.execute(
        f"INSERT INTO stance (guild_id, debate, {STANCE}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            key.guild,
            key.debate,
            stance.participant,
            stance.round,
            stance.point,
            stance.position.value,
            stance.act,
            micros(stance.given_at),
            stance.reason,
            stance.condition,
            stance.credit,
            int(stance.kept),
            stance.voice.value,
        ),
    )


def agenda_rows(db: sqlite_utils.Database, key: DebateKey) -> tuple[AgendaRow, ...]:
    """What was picked for the rounds of a debate, in the order in which it was picked."""
    found = db.execute(
        "SELECT round, point, statement, span_start FROM agenda WHERE guild_id = ? AND debate = ?"
        " ORDER BY round, place",
        (key.guild, key.debate),
    )
    return tuple(
        AgendaRow(
            RoundNumber(number),
            Pick(
                PointNumber(point) if point is not None else None,
                StatementId(statement) if statement is not None else None,
                start,
            ),
        )
        for number, point, statement, start in found
    )


def decisions_of(db: sqlite_utils.Database, key: DebateKey) -> tuple[Decision, ...]:
    """All decisions of a debate, oldest first; the last one stands."""
    found = db.execute(
        """SELECT decision, decision.by, decision.at, what, why, review_at, point, outbox.channel, outbox.message
        FROM decision LEFT JOIN outbox ON outbox.guild_id = decision.guild_id AND outbox.kind = ?
        AND outbox.subject = decision.debate AND outbox.generation = decision.decision AND outbox.part = 0
        WHERE decision.guild_id = ? AND decision.debate = ? ORDER BY decision""",
        (PostKind.DECISION.value, key.guild, key.debate),
    )
    return tuple(
        Decision(
            number=number,
            by=ParticipantId(by) if by is not None else None,
            at=moment(at),
            what=what,
            why=why,
            review_at=moment_or_none(review_at),
            point=PointNumber(point) if point is not None else None,
            link=Link(key.guild, ChannelId(channel), MessageId(message)) if message is not None else None,
        )
        for number, by, at, what, why, review_at, point, channel, message in found
    )
