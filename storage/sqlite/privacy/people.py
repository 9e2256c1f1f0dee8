"""People in tables: which columns say who did something, so that all that is kept about one person can be found."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlite_utils import Database

from deliberation.ids import GuildId, ParticipantId
from storage.sqlite.words import Owner

PEOPLE: frozenset[str] = frozenset(
    {"participant", "author", "bringer", "opener", "by", "put_to", "closed_by", "early_by", "settled_by"}
)
"""What the columns are called that hold a person's surrogate, in whatever table; a test knows all others."""

THEIRS = """SELECT debate, statement FROM statement
    WHERE guild_id = :guild AND coalesce(author, bringer) = :who AND author = :who"""
"""The statements of the person `:who` of the server `:guild`."""

_OWNED: dict[Owner, str] = {
    Owner.AUTHOR: f"(debate, statement) IN ({THEIRS})",
    Owner.PARTICIPANT: "participant = :who",
    Owner.MODERATOR: '"by" = :who',
    Owner.OPENER: "opener = :who",
}


def owned(owner: Owner) -> str | None:
    """The condition for the rows of one person `:who` of the server `:guild` in a table whose words are an `owner`'s;
    None where they are nobody's in particular, or several people's.
    """
    condition = _OWNED.get(owner)
    return None if condition is None else f"guild_id = :guild AND {condition}"


@dataclass(frozen=True, slots=True)
class Table:
    """A table of what was said and done, with those of its columns that say by whom."""

    name: str
    columns: tuple[str, ...]
    people: tuple[str, ...]

    @property
    def condition(self) -> str:
        """The condition for rows that say something about the person `:who` of the server `:guild`."""
        named = [f'"{column}" = :who' for column in self.people]
        if {"debate", "statement"} <= set(self.columns) and self.name != "statement":
            named.append(f"(debate, statement) IN ({THEIRS})")
        return f"guild_id = :guild AND ({' OR '.join(named)})"


def tables_about_people(db: Database) -> Iterator[Table]:
    """Every table with rows about people, by name."""
    for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").fetchall():
        columns = tuple(row[1] for row in db.execute(f"PRAGMA table_info({name})").fetchall())
        people = tuple(column for column in columns if column in PEOPLE)
        if "guild_id" in columns and (people or {"debate", "statement"} <= set(columns)):
            yield Table(name, columns, people)


def about(guild: GuildId, who: ParticipantId) -> dict[str, int]:
    """What the conditions of this module ask for."""
    return {"guild": guild, "who": who}
