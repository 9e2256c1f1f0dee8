"""Searching on SQLite."""

from collections.abc import Sequence

from deliberation.asking.searching import Found, Search
from deliberation.debate import Debate
from deliberation.ids import GuildId
from storage.sqlite.asking import searching
from storage.sqlite.facade.file import SqliteFile
from storage.verbs.searching import SearchVerbs


class SqliteSearch(SqliteFile, SearchVerbs):
    """The verbs of searching."""

    async def search(self, guild: GuildId, debates: Sequence[Debate], wanted: Search) -> Found:
        return await self._read(lambda db: searching.search(db, guild, debates, wanted))
