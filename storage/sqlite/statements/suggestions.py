"""Suggestions: what members' own answers in line let one expect of their stances, for their own ballots alone.

They are not stances, and nothing of them is written down.
"""

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock

import sqlite_utils

from deliberation.ids import DebateKey, Span
from deliberation.point import Counterpoint
from deliberation.stance import Position
from deliberation.statement import Passage
from deliberation.views.ballot import Ballot, with_suggestions
from storage.sqlite.statements.texts import Texts

_Place = tuple[DebateKey, Passage, Span]
"""A debate, and where in it an answer and its quote stand."""


class Suggestions:
    """What answers suggest, kept in memory without their words: each press puts a ballot together anew.

    The words at a place of a revision never change once they are committed: only readers may ask. May be used by
    several threads, each with its own connection.
    """

    def __init__(self, *, answers: int = 4_096) -> None:
        self._limit = answers
        self._kept: OrderedDict[_Place, Position | None] = OrderedDict()
        self._lock = Lock()
        self._loading = Lock()
        self._suggest: Callable[[str, str], Position | None] | None = None

    def __len__(self) -> int:
        """How many answers' suggestions are kept now."""
        return len(self._kept)

    @property
    def loaded(self) -> bool:
        """Whether the cue lists are at hand."""
        return self._suggest is not None

    def prepare(self, db: sqlite_utils.Database) -> None:
        """Load the cue lists where anybody has answered anything in line."""
        if db.execute("SELECT 1 FROM pair WHERE counterpoint IS NOT NULL LIMIT 1").fetchone():
            self.load()

    def load(self) -> Callable[[str, str], Position | None]:
        """Load the cue lists, which takes a quarter of a second the first time; what reads an answer (second) to some
        words (first) by them.
        """
        # Whoever needs them meanwhile waits: read twice at once, they take twice as long.
        with self._loading:
            if self._suggest is None:
                # Ten megabytes that a bot without answers does not need.
                from deliberation.suggesting import suggest
                from deliberation.suggesting.lexicon import shipped_lexicon

                lexicon = shipped_lexicon()
                self._suggest = lambda quoted, words: suggest(quoted, words, lexicon).position
            return self._suggest

    def added_to(self, db: sqlite_utils.Database, ballot: Ballot) -> Ballot:
        """`ballot` with the positions that its member's own answers suggest."""
        texts = Texts(db, ballot.debate.key)
        return with_suggestions(ballot, lambda answer: self._of(ballot.debate.key, answer, texts))

    def of(self, db: sqlite_utils.Database, key: DebateKey, answer: Counterpoint) -> Position | None:
        """The position that an answer's own words come to; None where that is not clear."""
        return self._of(key, answer, Texts(db, key))

    def _of(self, key: DebateKey, answer: Counterpoint, texts: Texts) -> Position | None:
        place = (key, answer.passage, answer.quote)
        with self._lock:
            known = place in self._kept
            position = self._kept.get(place)
        if not known:
            quoted = texts.words(answer.passage.statement, answer.passage.revision, answer.quote)
            position = self.load()(quoted, answer.words)
        with self._lock:
            self._kept[place] = position
            self._kept.move_to_end(place)
            while len(self._kept) > self._limit:
                self._kept.popitem(last=False)
        return position
