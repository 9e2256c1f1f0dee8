"""What recording a statement needs beside its transaction, whether Discord told of it or history was read."""

import asyncio
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from storage.sqlite.facade.file import SqliteFile
from storage.verbs.statements import Arrival, Recorded

if TYPE_CHECKING:
    from deliberation.parsing import Reading

READ_ASIDE = 4_000
"""Texts longer than this many characters (a Discord message has fewer) are read in line on a thread of their own."""


class Arriving(SqliteFile):
    """Before the transaction the texts are read in line, after it the suggestions they call for are made ready."""

    async def _readings(self, arrivals: Sequence[Arrival]) -> "list[Reading]":
        """What is read in each of `arrivals`; where that takes long, beside the loop and the writer."""
        from deliberation.parsing import read  # not before there is something to read

        texts = [arrival.text for arrival in arrivals]
        if sum(map(len, texts)) <= READ_ASIDE:
            return [read(text) for text in texts]
        return await asyncio.to_thread(lambda: [read(text) for text in texts])

    def _expect_suggestions(self, recorded: Iterable[Recorded]) -> None:
        """Where somebody answered something, have what their ballot needs at hand by the time they open it."""
        if not self._closed and not self._suggestions.loaded and any(one.pairs for one in recorded):
            self._reading.submit(self._suggestions.load)
