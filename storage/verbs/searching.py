"""Searching what was said."""

from collections.abc import Sequence
from typing import Protocol

from deliberation.asking.searching import Found, Search
from deliberation.debate import Debate
from deliberation.ids import GuildId


class SearchVerbs(Protocol):
    """What can be asked of the words of statements."""

    async def search(self, guild: GuildId, debates: Sequence[Debate], wanted: Search) -> Found:
        """The statements of `debates` that say what is looked for, the best first, by their latest words.

        Nothing that was withdrawn or erased is found. Which debates somebody may see is the caller's to ask before.
        """
        ...
