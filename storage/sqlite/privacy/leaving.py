"""Leaving: servers that the bot is no longer on, and erasing everything kept about one."""

from collections.abc import Collection
from datetime import datetime

from sqlite_utils import Database

from deliberation.ids import GuildId
from storage.sqlite.asking.searching import forget_server
from storage.sqlite.moments import micros


def note_servers(db: Database, present: Collection[GuildId], *, at: datetime) -> None:
    """Note which servers the bot is on: one that is missing has been left since, one that is there was not."""
    known = {guild for (guild,) in db.execute("SELECT guild_id FROM participant UNION SELECT guild_id FROM server")}
    for guild in sorted(known - set(present)):
        db.execute("INSERT OR IGNORE INTO departure (guild_id, left_at) VALUES (?, ?)", (guild, micros(at)))
    for guild in present:
        db.execute("DELETE FROM departure WHERE guild_id = ?", (guild,))


def servers_to_erase(db: Database, left_before: datetime) -> tuple[GuildId, ...]:
    """Servers left before that moment, the longest gone first."""
    found = db.execute(
        "SELECT guild_id FROM departure WHERE left_at < ? ORDER BY left_at, guild_id", (micros(left_before),)
    )
    return tuple(GuildId(guild) for (guild,) in found)


def erase_server(db: Database, guild: GuildId) -> None:
    """Delete every row of a server."""
    db.execute("PRAGMA defer_foreign_keys = ON")  # until this transaction ends, when none of the rows is left
    forget_server(db, guild)
    for (table,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").fetchall():
        columns = {row[1] for row in db.execute(f"PRAGMA table_info({table})").fetchall()}
        if "guild_id" in columns:
            db.execute(f'DELETE FROM "{table}" WHERE guild_id = ?', (guild,))
