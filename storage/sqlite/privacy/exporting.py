"""Exporting: everything kept about one member, row by row, for them alone."""

from collections.abc import Iterable

from sqlite_utils import Database

from deliberation.errors import NothingKept
from deliberation.ids import DebateId, DebateKey, GuildId, PointNumber, RoundNumber, UserId
from deliberation.points.changes import claim_in
from deliberation.views.privacy import Kept, MemberData, Row
from storage.sqlite import rows
from storage.sqlite.participants import known_participant
from storage.sqlite.points.changes import rewordings_of
from storage.sqlite.privacy.people import Table, about, tables_about_people

_SHOWN_TO_ALL = frozenset({"outbox", "outbox_file"})
"""What the bot posted is no row about anybody."""


def kept(db: Database, guild: GuildId, user: UserId) -> Kept:
    """How much is kept about a member."""
    who = known_participant(db, guild, user)
    if who is None:
        return Kept()
    (statements,) = db.execute(
        """SELECT count(*) FROM statement WHERE guild_id = :guild AND coalesce(author, bringer) = :who
        AND kind != 'opening'""",
        about(guild, who),
    ).fetchone()
    (answers,) = db.execute(
        "SELECT count(*) FROM stance WHERE guild_id = :guild AND participant = :who", about(guild, who)
    ).fetchone()
    (follows,) = db.execute(
        "SELECT count(*) FROM follow WHERE guild_id = :guild AND participant = :who", about(guild, who)
    ).fetchone()
    debates: set[int] = set()
    for table in tables_about_people(db):
        if "debate" in table.columns:
            found = db.execute(
                f'SELECT DISTINCT debate FROM "{table.name}" WHERE {table.condition} AND debate != 0', about(guild, who)
            )
            debates.update(debate for (debate,) in found)
    return Kept(len(debates), statements, answers, follows)


def member_data(db: Database, guild: GuildId, user: UserId) -> MemberData:
    """Everything kept about a member.

    Raises:
        NothingKept: they are not known there.
    """
    who = known_participant(db, guild, user)
    if who is None:
        raise NothingKept
    tables = {
        table.name: found
        for table in tables_about_people(db)
        if table.name not in _SHOWN_TO_ALL and (found := tuple(_rows(db, table, about(guild, who))))
    }
    seen = {row["debate"] for found in tables.values() for row in found if row.get("debate")}
    debates = db.execute(f"SELECT {rows.DEBATE} FROM debate WHERE guild_id = ? ORDER BY opened_at, debate", (guild,))
    return MemberData(
        kept=kept(db, guild, user),
        debates=tuple(debate for debate in map(rows.debate_from, debates) if debate.key.debate in seen),
        tables=tables,
        claims=_claims(db, guild, tables.get("stance", ())),
    )


def _claims(
    db: Database, guild: GuildId, stances: Iterable[Row]
) -> dict[tuple[DebateId, PointNumber, RoundNumber], str]:
    """What stood for the points of these stances in their rounds."""
    answered: dict[DebateId, set[tuple[PointNumber, RoundNumber]]] = {}
    for row in stances:
        debate, point, round_ = (int(row[column] or 0) for column in ("debate", "point", "round"))
        answered.setdefault(DebateId(debate), set()).add((PointNumber(point), RoundNumber(round_)))
    claims: dict[tuple[DebateId, PointNumber, RoundNumber], str] = {}
    for debate, asked in answered.items():
        key = DebateKey(guild, debate)
        points = {point.number: point for point in rows.points_of(db, key)}
        rewordings = rewordings_of(db, key)
        claims |= {(debate, point, number): claim_in(points[point], number, rewordings) for point, number in asked}
    return claims


def _rows(db: Database, table: Table, facts: dict[str, int]) -> list[Row]:
    """The rows about them. Other people's surrogates are left out: in a counted debate they would tie rows together."""
    named = ", ".join(f'"{column}"' for column in table.columns)
    found = db.execute(f'SELECT {named} FROM "{table.name}" WHERE {table.condition}', facts).fetchall()
    return [
        {
            column: None if column in table.people and value != facts["who"] else value
            for column, value in zip(table.columns, row, strict=True)
        }
        for row in found
    ]
